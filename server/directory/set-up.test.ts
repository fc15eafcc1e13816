import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startMailServer, tokenIn } from '../mail/testing.ts';
import type { TestServer } from '../testing.ts';
import { startTestServer } from '../testing.ts';
import { expectBody } from './testing.ts';

let dataDir: string;
const running: TestServer[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-set-up-'));
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
  await rm(dataDir, { recursive: true });
});

async function start(environment: Record<string, string> = {}) {
  const server = await startTestServer({ DATA_DIR: dataDir, ...environment });
  running.push(server);
  return server;
}

async function stop(server: TestServer) {
  running.splice(running.indexOf(server), 1);
  await server.close();
}

/** Reached from elsewhere, as the server believes. */
const open = { HOST: '0.0.0.0', PUBLIC_URL: 'https://crm.example.com' };
const owner = { name: 'Ada', email: 'ada@example.com', password: 'a long password', workspace: { name: 'Acme' } };

const setUp = (server: TestServer, token: string, who: object = owner) =>
  server.request('POST', '/auth/setup', { json: { token, ...who } });
const signIn = (server: TestServer, email = owner.email, password = owner.password) =>
  server.request('POST', '/auth/sign-in/email', { json: { email, password } });

describe('the first start', () => {
  test('asks for an owner, with the token of the log', async () => {
    const server = await start(open);
    expect((await server.request('GET', '/auth/setup')).body).toEqual({ needed: true, sign_up: 'invitation', letters: 'refused' });
    expect((await setUp(server, 'a guess')).status).toBe(403);
    const made = await setUp(server, server.deps.directory.setUp.token);
    expectBody(made, 201);
    expect(made.headers.get('Set-Cookie')).toContain('Secure');
    expect((await server.request('GET', '/auth/setup')).body).toMatchObject({ needed: false });
  });

  test('has one owner, whatever comes at once', async () => {
    const server = await start();
    const { token } = server.deps.directory.setUp;
    const answers = await Promise.all([1, 2, 3].map((n) => setUp(server, token, { ...owner, email: `owner${n}@example.com` })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  test('does not tell a right token once it is done', async () => {
    const server = await start();
    const { token } = server.deps.directory.setUp;
    await setUp(server, token);
    expect((await setUp(server, token)).text.replace(/"requestId":"[^"]*"/, '')).toBe(
      (await setUp(server, 'a guess')).text.replace(/"requestId":"[^"]*"/, ''),
    );
  });

  test('keeps everything through a restart, sessions and tokens too', async () => {
    const first = await start();
    const { cookie } = await setUp(first, first.deps.directory.setUp.token);
    await stop(first);
    const second = await start();
    expect((await second.request('GET', '/auth/session', { cookie })).status).toBe(200);
    const { workspaces } = expectBody<{ workspaces: { name: string }[] }>(await second.request('GET', '/auth/workspaces', { cookie }));
    expect(workspaces).toMatchObject([{ name: 'Acme' }]);
  });

  test('keeps no password or session as it is', async () => {
    const server = await start();
    const { cookie } = await setUp(server, server.deps.directory.setUp.token);
    await stop(server);
    expect((await stat(join(dataDir, 'secret'))).mode & 0o077).toBe(0);
    const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
    const signed = decodeURIComponent(cookie.split('=')[1] ?? '');
    for (const file of files.filter((entry) => entry.isFile())) {
      const bytes = await readFile(join(file.parentPath, file.name), 'latin1');
      expect(bytes).not.toContain(owner.password);
      expect(bytes).not.toContain(signed);
    }
  });
});

describe('sample accounts', () => {
  const sample = { email: 'sam@sample.example', name: 'Sam', password: 'known to everyone', sample: true };

  test('come in only while nobody else reaches the server', async () => {
    const here = await start();
    await here.deps.directory.createAccount(sample);
    const session = await signIn(here, sample.email, sample.password);
    expect(session.status).toBe(200);
    await stop(here);

    const there = await start(open);
    const refused = await signIn(there, sample.email, sample.password);
    expect(refused).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
    expect((await there.request('GET', '/auth/session', { cookie: session.cookie })).status).toBe(401);
    expect((await there.request('GET', '/auth/setup')).body).toMatchObject({ needed: true });
    await stop(there);

    expect((await signIn(await start(), sample.email, sample.password)).status).toBe(200);
  });
});

describe('signing up', () => {
  test('proves the address first, and says nothing about who has an account', async () => {
    const mail = await startMailServer();
    const server = await start({ SMTP_URL: mail.url, MAIL_FROM: 'crm@example.com' });
    await setUp(server, server.deps.directory.setUp.token);
    const signUp = (email: string) => server.request('POST', '/auth/sign-up', { json: { email } });
    const [known, unknown] = [await signUp(owner.email), await signUp('new@example.com')];
    expect([known.status, known.text]).toEqual([202, unknown.text]);
    expect((await mail.letterTo(owner.email)).raw).toContain('You have an account already');

    const token = tokenIn(await mail.letterTo('new@example.com'));
    const complete = (given: string) =>
      server.request('POST', '/auth/sign-up/complete', {
        json: { token: given, name: 'New', password: 'a new password', workspace: { name: 'Newer' } },
      });
    expect((await complete(`${token}x`)).status).toBe(410);
    expect(expectBody(await complete(token), 201)).toMatchObject({ account: { email: 'new@example.com' }, workspace: { name: 'Newer' } });
    expect((await complete(token)).status).toBe(410);
    await mail.close();
  });

  test('is by invitation where the server is for others, and needs mail', async () => {
    const server = await start(open);
    expect((await server.request('POST', '/auth/sign-up', { json: { email: 'a@example.com' } })).status).toBe(403);
    await stop(server);
    const without = await start({ ...open, SIGN_UP: 'open' });
    for (const path of ['/auth/sign-up', '/auth/password/forgot'])
      expect(await without.request('POST', path, { json: { email: 'a@example.com' } })).toMatchObject({
        status: 503,
        body: { message: expect.stringContaining('SMTP_URL') },
      });
  });

  test('prints the link while only this machine reaches the server', async () => {
    const server = await start();
    await server.request('POST', '/auth/sign-up', { json: { email: 'a@example.com' } });
    await server.deps.directory.settle();
    expect(server.log.find(({ link }) => String(link).includes('/#/sign-up?token='))).toBeDefined();
  });
});
