import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Scene } from '../../server/directory/testing.ts';
import { expectBody, extensionRequest, join, letter, startScene } from '../../server/directory/testing.ts';
import { tokenIn } from '../../server/mail/testing.ts';

const newToken = () => newId().replaceAll('-', '');

/** The log of a whole flow, at its most talkative, holds nothing that lets somebody in. */

let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ LOG_LEVEL: 'trace', SIGN_UP: 'open' });
});
afterAll(() => scene.close());

it('has no password, cookie, token, key, link or cursor in it', async () => {
  const { server, owner, workspaceId } = scene;
  const secrets = new Set<string>();
  const remember = (...values: string[]) => values.forEach((value) => secrets.add(value));
  const post = (path: string, json: object, who: { token?: string; cookie?: string } = {}) =>
    server.request('POST', path, { json, ...who });
  const remembered = (cookie: string) => remember(...cookie.split('; ').map((entry) => entry.slice(entry.indexOf('=') + 1)));

  // Signing up by a link, joining by another, a new password by a third.
  await post('/auth/sign-up', { email: 'sue@example.com' });
  const signUp = tokenIn(await letter(scene, 'sue@example.com'));
  const made = await post('/auth/sign-up/complete', {
    token: signUp,
    name: 'Sue',
    password: 'sue has a password',
    workspace: { name: 'S' },
  });
  expectBody(made, 201);
  const bob = await join(scene, 'bob@example.com');
  const invitation = tokenIn(await letter(scene, 'bob@example.com'));
  const before = scene.mail.letters.length;
  await post('/auth/password/forgot', { email: 'bob@example.com' });
  const reset = tokenIn(await letter(scene, 'bob@example.com', before));
  expectBody(await post('/auth/password/reset', { token: reset, password: 'bob has another one' }));
  const again = await post('/auth/sign-in/email', { email: 'bob@example.com', password: 'bob has another one', session: 'bearer' });
  const { session_token } = expectBody<{ session_token: string }>(again);
  expect((await post('/auth/sign-in/email', { email: 'bob@example.com', password: 'a wrong password' })).status).toBe(401);
  remember(signUp, invitation, reset, session_token, 'sue has a password', bob.password, 'bob has another one', 'a wrong password');
  remember(owner.password, owner.token, bob.token, server.deps.directory.setUp.token);
  for (const cookie of [owner.cookie, bob.cookie, made.cookie]) remembered(cookie);

  // An extension is let in, and asks again; a code and a token that give nothing are refused.
  const { verifier, asked } = extensionRequest();
  const allowed = await post('/auth/grants/code', { ...asked, workspace: workspaceId }, { cookie: owner.cookie });
  const { code } = expectBody<{ code: string }>(allowed, 201);
  const exchange = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: asked.redirect_uri };
  const { refresh_token } = expectBody<{ refresh_token: string }>(await post('/auth/grants/token', exchange));
  const refresh = { grant_type: 'refresh_token', refresh_token };
  const next = expectBody<{ refresh_token: string; token: string }>(await post('/auth/grants/token', refresh));
  expect((await post('/auth/grants/token', exchange)).status).toBe(400);
  expect((await post('/auth/grants/token', refresh)).status).toBe(400);
  await post('/auth/grants/token', { ...refresh, refresh_token: `${refresh_token}x` });
  remember(code, verifier, refresh_token, refresh_token.slice(64), next.refresh_token.slice(64), next.token);

  // A message is tracked, opened and clicked on.
  const workspaceOf = await server.deps.workspaces.open(workspaceId);
  const [settings] = workspaceOf.every('workspace_settings');
  const tracked = newToken();
  const sent = { from: { email: owner.email, name: null }, to: [{ email: 'whispered@example.com', name: null }] };
  await workspaceOf.mutate({ kind: 'person', id: owner.personId }, [
    { name: 'updateWorkspaceSettings', args: { id: settings?.id ?? '', link_tracking: true } },
    { name: 'trackEmail', args: { id: newId(), token: tracked, ...sent, copy: { account: owner.email } } },
  ]);
  const linked = await post('/tracking/links', { token: tracked, urls: ['https://example.com/whispered-page'] }, { token: owner.token });
  const [link = ''] = expectBody<{ links: string[] }>(linked).links;
  await server.request('GET', `/o/${owner.personId}/${tracked}.gif`);
  await server.request('POST', `/o/${owner.personId}/${tracked}.gif`);
  expect((await server.request('GET', link.slice(server.address.length))).status).toBe(302);
  expect((await server.request('GET', `${link.slice(server.address.length)}x`)).status).toBe(410);
  await server.deps.tracking.flush();
  remember(tracked, /-([\w-]{32})\?/.exec(link)?.[1] ?? '', 'whispered-page', 'whispered@example.com');

  // Keys and the tokens they give; sync; wrong addresses and wrong bodies with secrets in them.
  const madeKey = await post(
    '/auth/keys',
    { kind: 'secret', name: 'Site', scopes: ['embed'], origins: ['https://a.example'] },
    { token: owner.token },
  );
  const { key } = expectBody<{ key: { value: string } }>(madeKey, 201);
  const { token: embed } = expectBody<{ token: string }>(await post('/auth/embed-token', {}, { token: key.value }));
  const { text } = await server.request('POST', '/sync/bootstrap', { token: owner.token });
  const { cursor } = JSON.parse(text.trim().split('\n').at(-1) ?? '') as { cursor: string };
  expectBody(await post('/sync/pull', { cursor, lanes: [] }, { token: owner.token }));
  const lead = { lane: newId(), sequence: 1, name: 'createLead', args: { id: newId(), last_name: 'Whispered name' } };
  expectBody(await post('/sync/push', { mutations: [lead] }, { token: owner.token }));
  remember(key.value, embed, cursor, 'Whispered name');
  await server.request('GET', `/no-such-page/${owner.token}?token=${session_token}`);
  await post('/auth/token', { workspace: owner.token }, { cookie: owner.cookie });
  await server.request('POST', '/auth/sign-in/email', { body: owner.password, headers: { 'Content-Type': 'application/json' } });

  // A failure of ours: its error is logged, and what the query carried is not.
  const workspace = await server.deps.workspaces.open(workspaceId);
  await workspace.client.execute('ALTER TABLE record RENAME TO hidden');
  await expect(server.request('POST', '/sync/bootstrap', { token: bob.token })).rejects.toThrow();
  const lost = { ...lead, sequence: 2, args: { id: newId(), last_name: 'Whispered name' } };
  expect((await post('/sync/push', { mutations: [lost] }, { token: owner.token })).status).toBe(500);
  await workspace.client.execute('ALTER TABLE hidden RENAME TO record');

  const log = server.log.map((line) => JSON.stringify(line));
  expect(log.length).toBeGreaterThan(20);
  expect(log.some((line) => line.includes('"stack"'))).toBe(true);
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(8);
    for (const form of [secret, decodeURIComponent(secret), encodeURIComponent(secret)])
      expect(log.find((line) => line.includes(form))).toBeUndefined();
  }
});
