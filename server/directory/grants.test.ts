import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { readConfig } from '../config.ts';
import { tokenIn } from '../mail/testing.ts';
import { libsqlEnvironment } from '../testing.ts';
import type { DirectoryDatabase } from './database.ts';
import { openDirectoryDatabase } from './database.ts';
import type { Grants } from './grants.ts';
import { createGrants } from './grants.ts';
import { grant, user, workspace } from './schema.ts';
import type { Granted, Scene, Signed } from './testing.ts';
import { expectBody, extensionRedirect, extensionRequest, join, letIn, letter, startScene, tokenFor } from './testing.ts';

/** What the extension holds, over time: with a clock of its own, on the database itself. */
describe('a refresh token', () => {
  let folder: string;
  let db: DirectoryDatabase;
  let grants: Grants;
  let seconds: number;
  const account = newId();
  const place = newId();

  beforeEach(async () => {
    folder = await mkdtemp(path(tmpdir(), 'inlay-grants-'));
    db = await openDirectoryDatabase(readConfig({ DATA_DIR: folder, ...libsqlEnvironment(folder) }));
    const at = new Date(0);
    await db.insert(user).values({ id: account, name: 'A', email: 'a@example.com', emailVerified: true, createdAt: at, updatedAt: at });
    await db.insert(workspace).values({ id: place, createdAt: at });
    seconds = Date.parse('2026-11-24T12:00:00Z') / 1000;
    grants = createGrants(db, () => new Date(seconds * 1000));
  });
  afterEach(async () => {
    db.$client.close();
    await rm(folder, { recursive: true });
  });

  const allow = async () => {
    const { verifier, asked } = extensionRequest();
    const wanted = { accountId: account, workspaceId: place, redirectUri: extensionRedirect, codeChallenge: asked.code_challenge };
    const { code } = await grants.allow({ ...wanted, ipAddress: null, userAgent: null });
    return { code, codeVerifier: verifier, redirectUri: extensionRedirect };
  };
  const first = async () => (await grants.exchange(await allow())).refreshToken;
  const refresh = async (token: string) => (await grants.refresh(token)).refreshToken;
  const ended = { code: 'invalid_grant', status: 400 };
  const rows = () => db.$count(grant);

  test('changes at each use', async () => {
    let token = await first();
    const seen = new Set([token]);
    for (let uses = 0; uses < 5; uses++) {
      seconds += 600;
      seen.add((token = await refresh(token)));
    }
    expect(seen.size).toBe(6);
    expect(await rows()).toBe(1);
  });

  test('whose answer was lost is good once more, for a minute', async () => {
    const token = await first();
    const lost = await refresh(token);
    seconds += 59;
    const kept = await refresh(token);
    expect(kept).not.toBe(lost);
    expect(await refresh(kept)).toBeTruthy();
  });

  test('is not good a third time: then everything of it ends', async () => {
    const token = await first();
    await refresh(token);
    const newest = await refresh(token);
    await expect(refresh(token)).rejects.toMatchObject(ended);
    await expect(refresh(newest)).rejects.toMatchObject(ended);
    expect(await rows()).toBe(0);
  });

  test('that comes again after the minute ends the grant, whoever has it', async () => {
    const token = await first();
    const newest = await refresh(token);
    seconds += 61;
    await expect(refresh(token)).rejects.toMatchObject(ended);
    await expect(refresh(newest)).rejects.toMatchObject(ended);
  });

  test('of long ago ends the grant too', async () => {
    const stolen = await first();
    let token = stolen;
    for (let uses = 0; uses < 4; uses++) token = await refresh(token);
    await expect(refresh(stolen)).rejects.toMatchObject(ended);
    await expect(refresh(token)).rejects.toMatchObject(ended);
  });

  test('that was overtaken by the repeated one before ends the grant', async () => {
    const token = await first();
    const overtaken = await refresh(token);
    await refresh(token);
    await expect(refresh(overtaken)).rejects.toMatchObject(ended);
    expect(await rows()).toBe(0);
  });

  test('asked for twice at once gives two answers, and then ends unless the later one is kept', async () => {
    const token = await first();
    const both = await Promise.all([refresh(token), refresh(token)]);
    expect(new Set(both).size).toBe(2);
    const results = await Promise.allSettled(both.map(refresh));
    expect(results.some(({ status }) => status === 'rejected')).toBe(true);
  });

  test('that is nobody’s ends nothing', async () => {
    const token = await first();
    await expect(refresh('f'.repeat(128))).rejects.toMatchObject(ended);
    expect(await refresh(token)).toBeTruthy();
  });

  test('ends after 90 days without a use, and goes on with one', async () => {
    let token = await first();
    for (let months = 0; months < 4; months++) {
      seconds += 80 * 86_400;
      token = await refresh(token);
    }
    expect(await grants.list(account)).toHaveLength(1);
    seconds += 90 * 86_400;
    expect(await grants.list(account)).toEqual([]);
    expect(await grants.find(token)).toBeUndefined();
    await expect(refresh(token)).rejects.toMatchObject(ended);
  });

  test('is not in the database, nor is a code', async () => {
    const wanted = await allow();
    const { refreshToken } = await grants.exchange(wanted);
    const next = await refresh(refreshToken);
    const kept = JSON.stringify(await db.select().from(grant));
    for (const secret of [wanted.code, wanted.codeVerifier, refreshToken.slice(0, 64), refreshToken.slice(64), next.slice(64)])
      expect(kept).not.toContain(secret);
  });

  test('comes from a code that is good for a minute', async () => {
    const late = await allow();
    seconds += 60;
    await expect(grants.exchange(late)).rejects.toMatchObject(ended);
    const soon = await allow();
    seconds += 59;
    expect((await grants.exchange(soon)).refreshToken).toMatch(/^[0-9a-f]{128}$/);
    expect(await rows()).toBe(1);
  });

  test('of a code that comes twice is taken back', async () => {
    const wanted = await allow();
    const { refreshToken } = await grants.exchange(wanted);
    await expect(grants.exchange(wanted)).rejects.toMatchObject(ended);
    await expect(refresh(refreshToken)).rejects.toMatchObject(ended);
  });

  test('is given to one of many who come with the same code at once, and stays with nobody', async () => {
    const wanted = await allow();
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => grants.exchange(wanted)));
    const given = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.refreshToken] : []));
    expect(given).toHaveLength(1);
    await expect(refresh(given[0] ?? '')).rejects.toMatchObject(ended);
  });

  test('is not given without the code’s own secret and address, and the code is spent by the try', async () => {
    for (const wrong of [
      { codeVerifier: 'x'.repeat(43) },
      { redirectUri: `${extensionRedirect}x` },
      { redirectUri: extensionRedirect.slice(0, -1) },
    ]) {
      const right = await allow();
      await expect(grants.exchange({ ...right, ...wrong })).rejects.toMatchObject(ended);
      await expect(grants.exchange(right)).rejects.toMatchObject(ended);
    }
  });

  test('codes that nobody comes for are cleared away', async () => {
    await allow();
    await allow();
    seconds += 61;
    await allow();
    expect(await rows()).toBe(1);
  });
});

describe('an extension', () => {
  let scene: Scene;
  let bob: Signed;
  beforeAll(async () => {
    scene = await startScene({ TRUSTED_PROXIES: '1' });
    bob = await join(scene, 'bob@example.com');
  });
  afterAll(() => scene.close());

  const request: Scene['server']['request'] = (...options) => scene.server.request(...options);
  const refresh = (refresh_token: string) =>
    request('POST', '/auth/grants/token', { json: { grant_type: 'refresh_token', refresh_token } });
  const enter = (who = bob) => letIn(scene.server, who.cookie, scene.workspaceId);
  const over = { status: 400, body: { code: 'invalid_grant' } };
  const signIn = async ({ email, password }: Pick<Signed, 'email' | 'password'>) =>
    (await request('POST', '/auth/sign-in/email', { json: { email, password } })).cookie;

  test('gets a token of who allowed it, for their workspace, and a new one again and again', async () => {
    const granted = await enter();
    expect(granted).toMatchObject({
      workspace: { id: scene.workspaceId, name: 'Acme' },
      person: { id: bob.personId, name: 'bob', email: 'bob@example.com' },
    });
    const lives = Date.parse(granted.expires_at) - Date.now();
    expect(lives).toBeGreaterThan(0);
    expect(lives).toBeLessThanOrEqual(600_000);
    const next = expectBody<Granted>(await refresh(granted.refresh_token));
    expect(next.refresh_token).not.toBe(granted.refresh_token);
    for (const { token } of [granted, next]) expect((await request('POST', '/sync/bootstrap', { token })).status).toBe(200);
  });

  test('works with records and does not administer, even for an administrator', async () => {
    const { token } = await enter(scene.owner);
    for (const [method, path] of [
      ['GET', '/auth/keys'],
      ['GET', '/auth/invitations'],
      ['POST', '/exports/archive'],
    ] as const)
      expect([path, (await request(method, path, { token, ...(method === 'POST' && { json: {} }) })).status]).toEqual([path, 403]);
    expect((await request('GET', '/auth/sessions', { token })).status).toBe(401);
    expect((await request('GET', '/auth/grants', { token })).status).toBe(401);
  });

  test('is not let in without somebody who is signed in, nor to a workspace that is not theirs', async () => {
    const { asked } = extensionRequest();
    const ask = (json: object, cookie?: string) => request('POST', '/auth/grants/code', { json, ...(cookie !== undefined && { cookie }) });
    expect((await ask({ ...asked, workspace: scene.workspaceId })).status).toBe(401);
    const foreign = expectBody<{ workspace: { id: string } }>(
      await request('POST', '/auth/workspaces', { cookie: scene.owner.cookie, json: { name: 'Elsewhere' } }),
      201,
    );
    for (const workspace of [foreign.workspace.id, newId()]) expect((await ask({ ...asked, workspace }, bob.cookie)).status).toBe(404);
  });

  test('is not let in by a page of another site', async () => {
    const { asked } = extensionRequest();
    const headers = { Origin: 'https://evil.example' };
    const forged = await request('POST', '/auth/grants/code', {
      cookie: bob.cookie,
      headers,
      json: { ...asked, workspace: scene.workspaceId },
    });
    expect(forged.status).toBe(403);
  });

  test.each([
    [{ redirect_uri: 'https://evil.example/' }, 'redirect_uri'],
    [{ code_challenge: 'short' }, 'code_challenge'],
    [{ code_challenge_method: 'plain' }, 'code_challenge_method'],
    [{ client_id: 'another' }, 'client_id'],
    [{ response_type: 'token' }, 'response_type'],
  ])('that asks with %j is told what is wrong, before and after', async (wrong, field) => {
    const asked = { ...extensionRequest().asked, ...wrong };
    const code = await request('POST', '/auth/grants/code', { cookie: bob.cookie, json: { ...asked, workspace: scene.workspaceId } });
    const before = await request('GET', `/auth/grants/request?${new URLSearchParams(asked)}`);
    for (const answer of [code, before]) {
      expect(answer.status).toBe(422);
      expect(Object.keys((answer.body as { fields: object }).fields)).toEqual([field]);
    }
  });

  test('that asks rightly is told so', async () => {
    expect((await request('GET', `/auth/grants/request?${new URLSearchParams(extensionRequest().asked)}`)).status).toBe(200);
  });

  test('is listed to its person with browser and time, without anything secret, and ended by them alone', async () => {
    const granted = await enter();
    const list = async (who: Signed) =>
      expectBody<{ grants: { id: string; user_agent: string; workspace: { name: string } }[] }>(
        await request('GET', '/auth/grants', { cookie: who.cookie }),
      ).grants;
    const [newest] = await list(bob);
    expect(newest).toMatchObject({ workspace: { name: 'Acme' }, user_agent: 'node' });
    expect(JSON.stringify(await list(bob))).not.toMatch(/[0-9a-f]{64}/);
    const end = (who: Signed) => request('DELETE', `/auth/grants/${newest?.id}`, { cookie: who.cookie });
    expect((await end(scene.owner)).status).toBe(404);
    expect((await end(bob)).status).toBe(200);
    expect((await end(bob)).status).toBe(404);
    expect(await refresh(granted.refresh_token)).toMatchObject(over);
    expect((await list(bob)).map(({ id }) => id)).not.toContain(newest?.id);
  });

  test('can end it by itself, by any of its tokens, and is told the same where there is nothing to end', async () => {
    const granted = await enter();
    const { refresh_token } = expectBody<Granted>(await refresh(granted.refresh_token));
    const revoke = (token: string) => request('POST', '/auth/grants/revoke', { json: { refresh_token: token } });
    const answers = [await revoke('a'.repeat(128)), await revoke(granted.refresh_token), await revoke(refresh_token)];
    expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(() => [200, '{"status":"revoked"}']));
    expect(await refresh(refresh_token)).toMatchObject(over);
  });

  test('stays when the page’s own session ends, and ends with all other sessions', async () => {
    const cookie = await signIn(bob);
    const granted = await letIn(scene.server, cookie, scene.workspaceId);
    await request('POST', '/auth/sign-out', { cookie });
    const next = expectBody<Granted>(await refresh(granted.refresh_token));
    expectBody(await request('DELETE', '/auth/sessions', { cookie: bob.cookie }));
    expect(await refresh(next.refresh_token)).toMatchObject(over);
  });

  test('ends with the password, changed or forgotten, even on its way', async () => {
    const carol = await join(scene, 'carol@example.com');
    const granted = await enter(carol);
    const { verifier, asked } = extensionRequest();
    const allowed = await request('POST', '/auth/grants/code', { cookie: carol.cookie, json: { ...asked, workspace: scene.workspaceId } });
    const changed = await request('POST', '/auth/password/change', {
      cookie: carol.cookie,
      json: { current_password: carol.password, new_password: 'brand new password' },
    });
    expect(changed.status).toBe(200);
    expect(await refresh(granted.refresh_token)).toMatchObject(over);
    const { code } = expectBody<{ code: string }>(allowed, 201);
    const json = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: asked.redirect_uri };
    expect(await request('POST', '/auth/grants/token', { json })).toMatchObject(over);

    const again = await letIn(scene.server, changed.cookie, scene.workspaceId);
    const before = scene.mail.letters.length;
    await request('POST', '/auth/password/forgot', { json: { email: carol.email } });
    const token = tokenIn(await letter(scene, carol.email, before));
    expectBody(await request('POST', '/auth/password/reset', { json: { token, password: 'another new password' } }));
    expect(await refresh(again.refresh_token)).toMatchObject(over);
  });

  test('ends with its person’s place in the workspace, and does not come back with them', async () => {
    const dave = await join(scene, 'dave@example.com');
    const granted = await enter(dave);
    expectBody(await request('DELETE', `/auth/people/${dave.personId}`, { token: scene.owner.token }));
    expect((await request('POST', '/sync/bootstrap', { token: granted.token })).status).toBe(401);
    expect(await refresh(granted.refresh_token)).toMatchObject(over);

    const erin = await join(scene, 'erin@example.com');
    const left = await enter(erin);
    expectBody(await request('POST', `/auth/workspaces/${scene.workspaceId}/leave`, { cookie: erin.cookie }));
    expect(await refresh(left.refresh_token)).toMatchObject(over);
    expect(expectBody<{ grants: unknown[] }>(await request('GET', '/auth/grants', { cookie: erin.cookie })).grants).toEqual([]);
  });

  test('is refused while its person is deactivated by whatever way', async () => {
    const fay = await join(scene, 'fay@example.com');
    const granted = await enter(fay);
    const workspace = await scene.server.deps.workspaces.open(scene.workspaceId);
    const status = (value: 'active' | 'inactive') =>
      workspace.mutate({ kind: 'system', name: 'directory' }, [{ name: 'updateUser', args: { id: fay.personId, status: value } }]);
    await status('inactive');
    expect(await refresh(granted.refresh_token)).toMatchObject(over);
    await status('active');
    expect(await refresh(granted.refresh_token)).toMatchObject(over);
  });

  test('asks from its own origin, with a bearer token and without a cookie, wherever the kit asks', async () => {
    for (const origin of ['moz-extension://0f0e0d0c-1111-2222-3333-444455556666', `chrome-extension://${'a'.repeat(32)}`, 'null']) {
      const headers = { Origin: origin };
      const { refresh_token } = await enter();
      const json = { grant_type: 'refresh_token', refresh_token };
      const { token, ...rest } = expectBody<Granted>(await request('POST', '/auth/grants/token', { json, headers }));
      const mutations = [{ lane: newId(), sequence: 1, name: 'createLead', args: { id: newId(), last_name: 'Li' } }];
      const lists = { type: 'deal', filter: { all: [] }, order: [], limit: 1, offset: 0 };
      const asked = [
        await request('GET', '/health', { headers }),
        await request('POST', '/sync/bootstrap', { token, headers }),
        await request('POST', '/sync/push', { token, headers, json: { mutations } }),
        await request('POST', '/lists/query', { token, headers, json: lists }),
        await request('POST', '/search', { token, headers, json: { text: 'a', limit: 1 } }),
        await request('GET', '/files/limits', { token, headers }),
        await request('POST', '/auth/grants/revoke', { headers, json: { refresh_token: rest.refresh_token } }),
      ];
      expect([origin, ...asked.map(({ status }) => status)]).toEqual([origin, ...asked.map(() => 200)]);
    }
  });

  test('is stopped when it asks too often, and so is guessing', async () => {
    const headers = { 'X-Forwarded-For': '192.0.2.77' };
    const json = { grant_type: 'refresh_token', refresh_token: '0'.repeat(128) };
    const answers = await Promise.all(Array.from({ length: 601 }, () => request('POST', '/auth/grants/token', { headers, json })));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
    const { asked } = extensionRequest();
    const codes = await Promise.all(
      Array.from({ length: 61 }, () =>
        request('POST', '/auth/grants/code', { cookie: scene.owner.cookie, json: { ...asked, workspace: scene.workspaceId } }),
      ),
    );
    expect(codes.some(({ status }) => status === 429)).toBe(true);
  });
});

test('a server that lists extensions lets no other one ask', async () => {
  const listed = await startScene({ EXTENSION_IDS: 'ponmlkjihgfedcbaponmlkjihgfedcba, inlay@example.com' });
  const { asked } = extensionRequest();
  const json = { ...asked, workspace: listed.workspaceId };
  const refused = await listed.server.request('POST', '/auth/grants/code', { cookie: listed.owner.cookie, json });
  expect(refused).toMatchObject({ status: 422, body: { fields: { redirect_uri: {} } } });
  const redirect_uri = 'https://ponmlkjihgfedcbaponmlkjihgfedcba.chromiumapp.org/';
  const allowed = await listed.server.request('POST', '/auth/grants/code', {
    cookie: listed.owner.cookie,
    json: { ...json, redirect_uri },
  });
  expect(allowed.status).toBe(201);
  await listed.close();
});

test('what somebody has allowed stays over a start of the server, but not of a sample account that others can reach', async () => {
  const folder = await mkdtemp(path(tmpdir(), 'inlay-grants-'));
  const first = await startScene({ DATA_DIR: folder });
  const { directory } = first.server.deps;
  const sample = { email: 'sample@example.com', password: 'meridian-sample', name: 'S', sample: true };
  await directory.createAccount(sample);
  const { cookie } = await first.server.request('POST', '/auth/sign-in/email', {
    json: { email: sample.email, password: sample.password },
  });
  const own = expectBody<{ workspace: { id: string } }>(
    await first.server.request('POST', '/auth/workspaces', { cookie, json: { name: 'S' } }),
    201,
  );
  await tokenFor(first.server, cookie, own.workspace.id);
  const ofSample = await letIn(first.server, cookie, own.workspace.id);
  const ofOwner = await letIn(first.server, first.owner.cookie, first.workspaceId);
  await first.close();

  const { startTestServer } = await import('../testing.ts');
  const second = await startTestServer({ DATA_DIR: folder, HOST: '0.0.0.0', PUBLIC_URL: 'https://crm.example.com' });
  const refresh = async ({ refresh_token }: Granted) =>
    (await second.request('POST', '/auth/grants/token', { json: { grant_type: 'refresh_token', refresh_token } })).status;
  expect([await refresh(ofOwner), await refresh(ofSample)]).toEqual([200, 400]);
  await second.close();
  await rm(folder, { recursive: true });
});
