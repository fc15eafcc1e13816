import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scene } from './testing.ts';
import { startScene } from './testing.ts';

/** Every route with a body, and one with an id in its path: whatever comes, a clear refusal and nothing half-written. */
const withBody = [
  '/auth/sign-in/email',
  '/auth/password/forgot',
  '/auth/password/reset',
  '/auth/password/change',
  '/auth/sign-up',
  '/auth/sign-up/complete',
  '/auth/setup',
  '/auth/workspaces',
  '/auth/token',
  '/auth/invitations',
  '/auth/invitation',
  '/auth/invitation/accept',
  '/auth/keys',
  '/auth/embed-token',
  '/auth/grants/code',
  '/auth/grants/token',
  '/auth/grants/revoke',
];
const withId = [
  ['DELETE', '/auth/sessions/'],
  ['DELETE', '/auth/invitations/'],
  ['DELETE', '/auth/people/'],
  ['DELETE', '/auth/keys/'],
  ['DELETE', '/auth/grants/'],
] as const;

let scene: Scene;
beforeAll(async () => {
  scene = await startScene({ TRUSTED_PROXIES: '1' });
});
afterAll(() => scene.close());

// Each request from an address of its own, so that garbage is judged before limits are.
let hosts = 0;
const elsewhere = () => ({ 'X-Forwarded-For': `10.${hosts >> 16}.${(hosts >> 8) & 255}.${hosts++ & 255}` });

const send = (method: string, path: string, body: BodyInit | undefined, type = 'application/json') =>
  scene.server.request(method, path, {
    ...(body !== undefined && { body }),
    cookie: scene.owner.cookie,
    ...(path.startsWith('/auth/workspaces') || path.startsWith('/auth/token') || path.startsWith('/auth/password/change')
      ? {}
      : { token: scene.owner.token }),
    headers: { 'Content-Type': type, ...elsewhere() },
  });

const rows = async () => {
  const { workspaces, directory } = scene.server.deps;
  const workspace = await workspaces.open(scene.workspaceId);
  return {
    version: workspace.version,
    letters: scene.mail.letters.length,
    owner: (await directory.members.list((await directory.findAccount(scene.owner.email))?.id ?? '')).length,
  };
};

/** Values close enough to real ones to get past the first check. */
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('a@b', '', '\u0000', '\ud800', 'a'.repeat(5000), '00000000-0000-0000-0000-000000000000', "' OR 1=1 --", -0, 1e308),
);
const body = fc.oneof(
  fc.jsonValue(),
  fc.dictionary(
    fc.constantFrom(
      'email',
      'password',
      'token',
      'name',
      'workspace',
      'account',
      'kind',
      'scopes',
      'origins',
      'session',
      'grant_type',
      'code',
      'refresh_token',
      '__proto__',
      'constructor',
    ),
    value,
  ),
);

describe('garbage', () => {
  test.each(withBody)('%s refuses any other JSON', async (path) => {
    const before = await rows();
    await fc.assert(
      fc.asyncProperty(body, async (json) => {
        const { status, body: answer } = await send('POST', path, JSON.stringify(json));
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expect(answer).toMatchObject({ code: expect.any(String), requestId: expect.any(String) });
      }),
      { numRuns: 40 },
    );
    expect(await rows()).toEqual(before);
  });

  test.each(withBody)('%s refuses bytes', async (path) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { status } = await send('POST', path, new Uint8Array(bytes));
        expect([400, 422]).toContain(status);
      }),
      { numRuns: 20 },
    );
    expect((await send('POST', path, new Uint8Array(2_000_000))).status).toBe(413);
    expect((await send('POST', path, 'a=b', 'application/x-www-form-urlencoded')).status).toBe(415);
    expect((await send('PATCH', path, '{}')).status).toBe(405);
  });

  test.each(withId)('%s %s refuses any other id', async (method, path) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.uuid()), async (id) => {
        const segment = encodeURIComponent(id.toWellFormed());
        fc.pre(segment !== '' && segment !== '.' && segment !== '..');
        const { status } = await send(method, path + segment, undefined);
        expect(status).toBe(404);
      }),
      { numRuns: 30 },
    );
  });

  test.each(['x', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a.b.c', `Bearer ${'a'.repeat(4000)}`, 'Bearer %00%FF', 'Bearer é'])(
    'the Authorization header %s lets nobody in',
    async (Authorization) => {
      const headers = { Authorization: Buffer.from(Authorization, 'utf8').toString('latin1'), ...elsewhere() };
      for (const path of ['/auth/session', '/auth/sessions', '/auth/workspaces', '/auth/invitations', '/auth/keys'])
        expect((await scene.server.request('GET', path, { headers })).status).toBe(401);
    },
  );

  test.each([
    'inlay.session_token=',
    'inlay.session_token=a.b',
    'inlay.session_token=%ff',
    'inlay.session_token=%00.%00',
    '=;;=',
    'a'.repeat(4000),
  ])('the cookie %s lets nobody in', async (cookie) => {
    expect((await scene.server.request('GET', '/auth/session', { cookie })).status).toBe(401);
  });
});
