import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Scene, Signed } from './testing.ts';
import { expectBody, join, startScene } from './testing.ts';

const origin = 'https://host.example';
let scene: Scene;
let bob: Signed;
beforeAll(async () => {
  scene = await startScene();
  bob = await join(scene, 'bob@example.com');
});
afterAll(() => scene.close());

const request: Scene['server']['request'] = (...options) => scene.server.request(...options);

async function makeKey(json: object, by = scene.owner) {
  const answer = await request('POST', '/auth/keys', { token: by.token, json });
  return expectBody<{ key: { id: string; value: string } }>(answer, 201).key;
}

const secret = { kind: 'secret', name: 'Site', scopes: ['embed_everyone'], origins: [origin] };
const embed = (key: string, json: object = {}) => request('POST', '/auth/embed-token', { token: key, json });
const sync = (token: string, from?: string) =>
  request('POST', '/sync/bootstrap', { token, ...(from !== undefined && { headers: { Origin: from } }) });

describe('a secret key', () => {
  test('is 64 hexadecimal characters, shown once, stored hashed', async () => {
    const key = await makeKey(secret);
    expect(key.value).toMatch(/^[0-9a-f]{64}$/);
    const { text } = await request('GET', '/auth/keys', { token: scene.owner.token });
    expect(text).toContain(key.id);
    expect(text).not.toContain(key.value);
    await embed(key.value);
    expect(JSON.stringify(scene.server.log)).not.toContain(key.value);
  });

  test('gives a token for one person, for minutes, for pages of its origins', async () => {
    const { value } = await makeKey(secret);
    const { token, person, expires_at } = expectBody<{ token: string; person: { id: string }; expires_at: string }>(
      await embed(value, { email: 'Bob@example.com', minutes: 5 }),
    );
    expect(person.id).toBe(bob.personId);
    expect(Date.parse(expires_at) - Date.now()).toBeLessThanOrEqual(300_000);
    const allowed = await sync(token, origin);
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('Access-Control-Allow-Origin')).toBe(origin);
    expect((await sync(token, 'https://evil.example')).status).toBe(401);
  });

  test('takes its tokens with it when it is revoked, and leaves those of other keys', async () => {
    const [gone, left] = [await makeKey(secret), await makeKey(secret)];
    const tokens = await Promise.all([gone, left].map(async ({ value }) => expectBody<{ token: string }>(await embed(value)).token));
    const statuses = () => Promise.all(tokens.map(async (token) => (await sync(token, origin)).status));
    expect(await statuses()).toEqual([200, 200]);
    expectBody(await request('DELETE', `/auth/keys/${gone.id}`, { token: scene.owner.token }));
    expect(await statuses()).toEqual([401, 200]);
  });

  test('is answered at the preflight of its origins, and of no others', async () => {
    await makeKey({ ...secret, origins: ['https://preflight.example'] });
    const ask = (from: string) => request('OPTIONS', '/sync/pull', { headers: { Origin: from, 'Access-Control-Request-Method': 'POST' } });
    expect((await ask('https://preflight.example')).headers.get('Access-Control-Allow-Origin')).toBe('https://preflight.example');
    expect((await ask('https://evil.example')).headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  test('for oneself is for nobody else', async () => {
    const { value } = await makeKey({ ...secret, scopes: ['embed'] }, bob);
    expect(expectBody<{ person: { id: string } }>(await embed(value)).person.id).toBe(bob.personId);
    const other = await embed(value, { email: 'ada@example.com' });
    const unknown = await embed(value, { email: 'nobody@example.com' });
    expect(other.status).toBe(404);
    expect(unknown.status).toBe(404);
    expect((other.body as { message: string }).message).toBe((unknown.body as { message: string }).message);
  });

  test('for everyone is for administrators to make', async () => {
    for (const json of [secret, { kind: 'publishable', name: 'Form', origins: [origin] }])
      expect((await request('POST', '/auth/keys', { token: bob.token, json })).status).toBe(403);
  });

  test('withdrawn, unknown or malformed is refused alike', async () => {
    const key = await makeKey(secret);
    expect((await request('DELETE', `/auth/keys/${key.id}`, { token: bob.token })).status).toBe(404);
    expect((await request('DELETE', `/auth/keys/${newId()}`, { token: scene.owner.token })).status).toBe(404);
    expect((await request('DELETE', `/auth/keys/${key.id}`, { token: scene.owner.token })).status).toBe(200);
    for (const value of [key.value, 'ab'.repeat(32), 'x', scene.owner.token])
      expect(await embed(value)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });

  test('ends with its person', async () => {
    const zoe = await join(scene, 'zoe@example.com');
    const { value } = await makeKey({ ...secret, scopes: ['embed'] }, zoe);
    const { token } = expectBody<{ token: string }>(await embed(value));
    await request('DELETE', `/auth/people/${zoe.personId}`, { token: scene.owner.token });
    expect((await sync(token, origin)).status).toBe(401);
    expect((await embed(value)).status).toBe(401);
  });
});

describe('an embed token', () => {
  test('does not administer', async () => {
    const { value } = await makeKey(secret);
    const { token } = expectBody<{ token: string }>(await embed(value));
    const calls = [
      request('GET', '/auth/keys', { token }),
      request('POST', '/auth/keys', { token, json: secret }),
      request('GET', '/auth/invitations', { token }),
      request('POST', '/auth/invitations', { token, json: { email: 'x@example.com' } }),
      request('DELETE', `/auth/people/${bob.personId}`, { token }),
    ];
    for (const answer of await Promise.all(calls)) expect(answer.status).toBe(403);
  });
});

describe('a publishable key', () => {
  test('submits forms from its origins, and does nothing else', async () => {
    const { value } = await makeKey({ kind: 'publishable', name: 'Form', origins: [origin] });
    const { keys } = scene.server.deps.directory;
    expect(await keys.publishable(value, origin)).toEqual({ workspaceId: scene.workspaceId });
    expect(await keys.publishable(value, 'https://evil.example')).toBeUndefined();
    expect(await keys.publishable(value, undefined)).toBeUndefined();
    expect((await embed(value)).status).toBe(401);
    expect((await sync(value)).status).toBe(401);
  });
});

describe("a form's key", () => {
  test('stays with the workspace that named it first', async () => {
    const { keys, members } = scene.server.deps.directory;
    const owner = await scene.server.deps.directory.findAccount('ada@example.com');
    if (!owner) throw new Error('Ada has an account.');
    const { workspace } = await members.create({ name: 'Other', owner });
    await keys.forms.put('contactus0000000000', scene.workspaceId);
    await keys.forms.put('contactus0000000000', workspace.id);
    expect(await keys.forms.find('contactus0000000000')).toBe(scene.workspaceId);
    expect(await keys.forms.find('nothing00000000000')).toBeUndefined();
  });
});
