import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenIn } from '../mail/testing.ts';
import type { Scene } from './testing.ts';
import { expectBody, join, letter, startScene } from './testing.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ TRUSTED_PROXIES: '1' });
});
afterAll(() => scene.close());

/** From an address of its own, so that limits of other tests do not count. */
let hosts = 0;
const elsewhere = () => ({ 'X-Forwarded-For': `192.0.2.${++hosts}` });

const signIn = (email: string, password: string, more: object = {}, headers: Record<string, string> = elsewhere()) =>
  scene.server.request('POST', '/auth/sign-in/email', { json: { email, password, ...more }, headers });

describe('signing in', () => {
  test('gives a cookie that scripts cannot read, and no token', async () => {
    const answer = await signIn('ADA@example.com', scene.owner.password);
    expect(answer).toMatchObject({ status: 200, body: { account: { email: 'ada@example.com', name: 'Ada' } } });
    expect(answer.body).not.toHaveProperty('session_token');
    expect(answer.headers.get('Set-Cookie')).toMatch(/HttpOnly; SameSite=Lax/);
    const session = await scene.server.request('GET', '/auth/session', { cookie: answer.cookie });
    expect(session.body).toMatchObject({ account: { email: 'ada@example.com' } });
    expect(session.headers.get('Cache-Control')).toBe('no-store');
  });

  test('gives an embedded page a token, and no cookie', async () => {
    const answer = await signIn('ada@example.com', scene.owner.password, { session: 'bearer' });
    const { session_token } = expectBody<{ session_token: string }>(answer);
    expect(answer.headers.get('Set-Cookie')).toBeNull();
    expect((await scene.server.request('GET', '/auth/session', { token: session_token })).status).toBe(200);
    const unsigned = session_token.split('.')[0];
    expect((await scene.server.request('GET', '/auth/session', { token: unsigned ?? '' })).status).toBe(401);
  });

  test('says the same of a wrong password and of an unknown address', async () => {
    const wrong = await signIn('ada@example.com', 'not her password');
    const unknown = await signIn('nobody@example.com', 'not her password');
    const plain = ({ body, status }: typeof wrong) => ({ status, body: { ...(body as object), requestId: '' } });
    expect(plain(wrong)).toEqual(plain(unknown));
    expect(wrong.status).toBe(401);
  });

  test('is refused to a page of another site', async () => {
    const forged = await signIn('ada@example.com', scene.owner.password, {}, { Cookie: 'a=b', Origin: 'https://evil.example' });
    expect(forged.status).toBe(403);
  });

  test('out ends the session', async () => {
    const { cookie } = await signIn('ada@example.com', scene.owner.password);
    expect((await scene.server.request('POST', '/auth/sign-out', { cookie })).status).toBe(200);
    expect((await scene.server.request('GET', '/auth/session', { cookie })).status).toBe(401);
  });

  test('puts no password or token into the log', async () => {
    await signIn('ada@example.com', scene.owner.password, { session: 'bearer' });
    const text = JSON.stringify(scene.server.log);
    expect(text).not.toContain(scene.owner.password);
    expect(text).not.toContain(scene.owner.token);
    expect(text).not.toContain('nobody@example.com');
  });
});

describe('guessing', () => {
  test('from one address is stopped', async () => {
    const headers = elsewhere();
    // At once: one after the other, hashing takes longer on a busy machine than the minute in which guesses are counted.
    const answers = await Promise.all(Array.from({ length: 61 }, (_, n) => signIn(`guess${n}@example.com`, 'x', {}, headers)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  });

  test('one account from many addresses is stopped, known or not', async () => {
    for (const email of ['ada+none@example.com', 'guessed@example.com']) {
      const answers = await Promise.all(Array.from({ length: 16 }, () => signIn(email, 'x')));
      const stopped = answers.find(({ status }) => status === 429);
      expect(Number(stopped?.headers.get('Retry-After'))).toBeGreaterThan(0);
    }
  });
});

describe('sessions', () => {
  test('are listed without their tokens, and revoked one by one or all others at once', async () => {
    const bob = await join(scene, 'bob@example.com');
    const second = await signIn(bob.email, bob.password);
    const third = await signIn(bob.email, bob.password);
    const list = async (cookie: string) =>
      expectBody<{ sessions: { id: string; current: boolean }[] }>(await scene.server.request('GET', '/auth/sessions', { cookie }))
        .sessions;
    const sessions = await list(third.cookie);
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    expect(JSON.stringify(sessions)).not.toContain(third.cookie.split('=')[1]?.split('.')[0]);

    const other = sessions.find(({ current }) => !current);
    const path = `/auth/sessions/${other?.id}`;
    expect((await scene.server.request('DELETE', path, { cookie: scene.owner.cookie })).status).toBe(404);
    expect((await scene.server.request('DELETE', path, { cookie: third.cookie })).status).toBe(200);
    expect(await list(third.cookie)).toHaveLength(2);
    await scene.server.request('DELETE', '/auth/sessions', { cookie: third.cookie });
    expect(await list(third.cookie)).toHaveLength(1);
    expect((await scene.server.request('GET', '/auth/session', { cookie: second.cookie })).status).toBe(401);
  });
});

describe('a forgotten password', () => {
  const forgot = (email: string, language = 'en') =>
    scene.server.request('POST', '/auth/password/forgot', { json: { email }, headers: { ...elsewhere(), 'Accept-Language': language } });
  const reset = (token: string, password: string) =>
    scene.server.request('POST', '/auth/password/reset', { json: { token, password }, headers: elsewhere() });

  test('is replaced by a link that works once, and every session ends', async () => {
    const carol = await join(scene, 'carol@example.com');
    const before = scene.mail.letters.length;
    expect((await forgot(carol.email, 'fr-CA,fr;q=0.9')).status).toBe(202);
    const received = await letter(scene, carol.email, before);
    expect(received.raw).toContain('Subject: Choisissez un nouveau mot de passe');
    const token = tokenIn(received);
    expect((await reset(token, 'short')).status).toBe(422);
    expect((await reset(token, 'quite another one')).status).toBe(200);
    expect(await reset(token, 'and another one')).toMatchObject({ status: 410, body: { code: 'link_invalid' } });
    expect((await scene.server.request('GET', '/auth/session', { cookie: carol.cookie })).status).toBe(401);
    expect((await signIn(carol.email, carol.password)).status).toBe(401);
    expect((await signIn(carol.email, 'quite another one')).status).toBe(200);
  });

  test('answers alike for an address without an account, and sends nothing', async () => {
    const before = scene.mail.letters.length;
    const unknown = await forgot('nobody@example.com');
    const known = await forgot('ada@example.com');
    expect(unknown.text).toBe(known.text);
    expect(unknown.status).toBe(known.status);
    await scene.server.deps.directory.settle();
    await letter(scene, 'ada@example.com', before);
    expect(scene.mail.letters.slice(before).flatMap(({ to }) => to)).not.toContain('nobody@example.com');
  });

  test('a link that was never given is refused', async () => {
    expect((await reset('x'.repeat(24), 'a good password')).status).toBe(410);
  });

  test('cannot be used to flood a mailbox', async () => {
    let answer = await forgot('flooded@example.com');
    for (let n = 0; n < 5; n++) answer = await forgot('flooded@example.com');
    expect(answer.status).toBe(429);
  });
});

describe('changing the password', () => {
  test('asks for the present one, and ends the other sessions', async () => {
    const dave = await join(scene, 'dave@example.com');
    const { cookie } = await signIn(dave.email, dave.password);
    const change = (current_password: string) =>
      scene.server.request('POST', '/auth/password/change', { cookie, json: { current_password, new_password: 'brand new password' } });
    expect(await change('not the password')).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
    const changed = await change(dave.password);
    expect(changed.status).toBe(200);
    expect((await scene.server.request('GET', '/auth/session', { cookie: dave.cookie })).status).toBe(401);
    expect((await scene.server.request('GET', '/auth/session', { cookie: changed.cookie })).status).toBe(200);
    expect((await signIn(dave.email, 'brand new password')).status).toBe(200);
  });
});
