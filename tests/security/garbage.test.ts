import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { mutators } from '../../shared/mutators/index.ts';
import { records } from '../../shared/records/index.ts';
import type { LaneState } from '../../shared/sync/wire.ts';
import { expectBody } from '../../server/directory/testing.ts';
import type { Answer } from '../../server/testing.ts';
import { addressed, matrix } from './matrix.ts';
import type { Line } from './matrix.ts';
import type { SecurityScene } from './scene.ts';
import { openSecurityScene, routesOf } from './scene.ts';

/** Whatever is sent to whatever route: a clear refusal in the one shape, soon, and nothing half-written. */

// Long on a machine that is busy with much else; none of it waits.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let scene: SecurityScene;
let upload = '';
beforeAll(async () => {
  scene = await openSecurityScene();
  const headers = { 'Content-Type': 'text/csv' };
  const answer = await scene.request('POST', '/imports', { token: scene.people.owner.token, body: 'Last name\nLi\n', headers });
  upload = (answer.body as { import: { id: string } }).import.id;
});
afterAll(() => scene.close());

const runs = Number(process.env['RUNS'] ?? 20);
const settings = { numRuns: runs, endOnFailure: true } as const;

/** Longer than any of these requests takes on a busy machine, and less than for ever. */
const hangs = 20_000;

async function soon<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('No answer came.')), hangs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What stands in the workspace, and how many rows the directory has: what a refused request must leave as it was. */
async function standing(): Promise<object> {
  const { workspaces, directory } = scene.server.deps;
  const workspace = await workspaces.open(scene.scene.workspaceId);
  // Whatever writes a record, or removes it, gives it a new version.
  const { rows } = await workspace.client.execute('SELECT count(*) AS count, max(version) AS version FROM record');
  const context = await directory.auth.$context;
  const folder = join(scene.server.dataDir, 'imports', scene.scene.workspaceId);
  return {
    records: { ...rows[0] },
    accounts: await context.adapter.count({ model: 'user' }),
    workspaces: (await directory.members.list((await directory.findAccount(scene.people.owner.email))?.id ?? '')).length,
    keys: (await directory.keys.list(scene.scene.workspaceId)).length,
    invitations: (await directory.invitations.list(scene.scene.workspaceId)).length,
    imports: (await readdir(folder).catch(() => [])).length,
  };
}

/** Not a failure of the server's, and in the one shape where it is a refusal. */
function expectClear(answer: Answer): void {
  expect(answer.status, answer.text).toBeLessThan(500);
  if (answer.status < 400) return;
  const type = answer.headers.get('Content-Type') ?? '';
  // A visitor without script sends a form, and reads a page.
  if (type.startsWith('text/html')) {
    expect(answer.text).toMatch(/role="alert"|<h1>\S/);
    return;
  }
  expect(answer.body).toMatchObject({
    code: expect.stringMatching(/^[a-z_]+$/),
    message: expect.stringMatching(/\S/),
    requestId: answer.headers.get('X-Request-Id'),
  });
}

/** With all rights: what is refused is refused for what it is. */
const credentials = ({ door }: Line) => (door === 'account' ? { cookie: scene.people.owner.cookie } : { token: scene.people.owner.token });

type Options = { parameters?: Record<string, string>; query?: string } & Parameters<SecurityScene['request']>[2];

/** Asks where there is something: the form, an import of one's own. */
const ask = (route: string, line: Line, options: Options = {}) => {
  const {
    parameters = { key: scene.formKey, ...(route.includes('/imports/:id') && { id: upload }) },
    query = line.query?.(scene) ?? '',
    ...rest
  } = options;
  const { method, path } = addressed(route, parameters);
  return soon(scene.request(method, path + query, { ...credentials(line), ...rest }));
};

const odd = fc.constantFrom<unknown>(
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e',
  'a'.repeat(70_000),
  `a@${'.'.repeat(60_000)}@`,
  '00000000-0000-0000-0000-000000000000',
  "' OR 1=1 --",
  '../../../etc/passwd',
  '{{7*7}}',
  '1e999',
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER,
  null,
  true,
  [],
  {},
  [[[[[[[[]]]]]]]],
);
const value = fc.oneof(odd, fc.jsonValue());

/** A body of the right form with one thing in it put wrong. */
const spoiled = (body: unknown): fc.Arbitrary<unknown> =>
  fc.tuple(fc.constantFrom(...pathsIn(body)), value, fc.constantFrom('replace', 'remove', 'add')).map(([path, given, how]) => {
    const copy = structuredClone(body);
    const last = path.at(-1);
    const parent = path.slice(0, -1).reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], copy) as Record<
      string,
      unknown
    >;
    if (last === undefined) return given;
    if (how === 'remove') Reflect.deleteProperty(parent, last);
    else if (how === 'replace') parent[last] = given;
    else parent[`${last}_`] = given;
    return copy;
  });

function pathsIn(inside: unknown, path: readonly string[] = []): string[][] {
  if (typeof inside !== 'object' || inside === null) return [[...path]];
  return [[...path], ...Object.entries(inside).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))];
}

/** Routes that do what they do without looking at what is sent. */
const needsNoBody = ({ body }: Line): boolean => body === undefined;
const ends = ['POST /auth/sign-out', 'DELETE /auth/sessions'];
const all = Object.entries(matrix).filter(([route]) => !ends.includes(route));
const withBody = all.filter(([, line]) => !needsNoBody(line));

it('every route is among these', async () => {
  expect(Object.keys(matrix).sort()).toEqual(await routesOf(scene));
});

describe('bytes', () => {
  it.each(withBody)('%s', async (route, line) => {
    const before = await standing();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom(
          'application/json',
          'text/plain',
          'multipart/form-data; boundary=x',
          'application/x-www-form-urlencoded',
          ';',
          'a/b',
        ),
        async (bytes, type) => expectClear(await ask(route, line, { body: new Uint8Array(bytes), headers: { 'Content-Type': type } })),
      ),
      settings,
    );
    // A file of any bytes may happen to be a table of one cell.
    if (line.type === undefined) expect(await standing()).toEqual(before);
  });

  // An archive may be 8 GB: more than can be sent here.
  it.each(withBody.filter(([route]) => route !== 'POST /imports/archive'))('too many of them: %s', async (route, line) => {
    const before = await standing();
    const { maxBytes } = scene.server.deps.config.files;
    const size = route === 'POST /imports' ? 51 * 1024 * 1024 : route === 'POST /files' ? maxBytes + 1 : 2 * 1024 * 1024;
    const body = new Uint8Array(size).fill(32);
    const answer = await ask(route, line, { body, headers: { 'Content-Type': 'application/json' } });
    expect(answer.status).toBe(413);
    expectClear(answer);
    expect(await standing()).toEqual(before);
  });

  it.each(withBody.filter(([, { type }]) => type === undefined))('cut off in the middle: %s', async (route, line) => {
    const before = await standing();
    const text = JSON.stringify(line.body?.(scene));
    for (const cut of [1, Math.floor(text.length / 2), text.length - 1]) {
      const answer = await ask(route, line, { body: text.slice(0, cut), headers: { 'Content-Type': 'application/json' } });
      expect(answer.status).toBe(400);
      expectClear(answer);
    }
    expect(await standing()).toEqual(before);
  });
});

describe('JSON of another form', () => {
  it.each(withBody.filter(([, { type }]) => type === undefined))('%s', async (route, line) => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 1, arbitrary: fc.jsonValue() }, { weight: 4, arbitrary: spoiled(line.body?.(scene)) }),
        async (json) => {
          const stood = await standing();
          const answer = await ask(route, line, { json });
          expectClear(answer);
          if (answer.status >= 400) expect(await standing()).toEqual(stood);
        },
      ),
      settings,
    );
  });
});

describe('addresses', () => {
  const segment = fc
    .oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.uuid(),
      fc.constantFrom('%', '%00', '\u0000', '..', '../..', 'a'.repeat(5000), 'null'),
    )
    .filter((text) => text.isWellFormed() && !['', '.', '..'].includes(text));

  it.each(all.filter(([route]) => route.includes(':')))('%s', async (route, line) => {
    const before = await standing();
    await fc.assert(
      fc.asyncProperty(segment, segment, async (id, type) => {
        const answer = await ask(route, line, {
          parameters: { id, key: id, token: id, type },
          ...(needsNoBody(line) ? {} : { json: line.body?.(scene) }),
        });
        expectClear(answer);
        // A link that nobody was given has ended.
        expect(answer.status).toBe(route.includes(':token') ? 410 : 404);
      }),
      settings,
    );
    expect(await standing()).toEqual(before);
  });

  it.each(all.filter(([route]) => route.startsWith('GET ') && route !== 'GET /sync/events'))(
    'with a query that nobody asked for: %s',
    async (route, line) => {
      const before = await standing();
      for (const query of [
        '?',
        '?offset=-1',
        '?offset=x&action=create',
        '?action=nothing',
        '?offset=1e400',
        '?offset=1&offset=2',
        '?%',
        '?%00=%ff',
        '?lang=../..',
        '?name=',
      ])
        expectClear(await ask(route, line, { query }));
      expect(await standing()).toEqual(before);
    },
  );

  it('that lead nowhere', async () => {
    const { token } = scene.people.owner;
    const paths = [
      '/%',
      '/sync',
      '/sync/',
      '/imports/../secret',
      '/demo/../../secret',
      '/..%2f..%2fsecret',
      '/%00',
      `/${'a'.repeat(10_000)}`,
      '//',
      '/.env',
      '/secret',
    ];
    for (const path of paths)
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']) {
        const answer = await soon(scene.request(method, path, { token }));
        expectClear(answer);
        expect([path, answer.status >= 400]).toEqual([path, true]);
      }
  });

  it('with another method: each says which it takes', async () => {
    for (const [route, line] of Object.entries(matrix)) {
      const answer = await soon(scene.request('PATCH', addressed(route).path, credentials(line)));
      expectClear(answer);
      expect([route, answer.status]).toEqual([route, 405]);
      expect(answer.headers.get('Allow')).toContain(route.split(' ')[0]);
    }
  });
});

describe('headers', () => {
  it.each(all.filter(([route]) => route !== 'GET /sync/events'))('%s', async (route, line) => {
    const before = await standing();
    const spoil: Record<string, string>[] = [
      { Accept: '\u00ff', 'Accept-Language': ',;q=,*;;', 'Accept-Encoding': 'gzip;q=x, , br' },
      { 'X-Forwarded-For': '€, , "'.replace('€', ''), 'User-Agent': '' },
      { Origin: 'null' },
      { Origin: 'http://[' },
      { 'Inlay-Sync': 'x'.repeat(1000) },
      { Cookie: '=;;=; a=%ff' },
      { 'Content-Type': '' },
      { Authorization: 'Bearer %00%FF' },
      { Authorization: 'Basic Og==' },
    ];
    for (const headers of spoil) {
      const { method, path } = addressed(route);
      expectClear(await soon(scene.request(method, path, { ...credentials(line), headers })));
    }
    expect(await standing()).toEqual(before);
  });
});

describe('arguments of mutators', () => {
  /** Every field that any record has, so that garbage reaches what stands behind the first check. */
  const fields = [
    ...new Set(Object.values(records).flatMap(({ writable }) => Object.keys(writable))),
    ...'id ids type deal task conversion_id individual_id organization_id stages stage_ids move_deals_to choice_ids replaced_by'.split(' '),
    '__proto__',
    'constructor',
  ];

  it.each(Object.keys(mutators))('%s: refused in its lane with a reason, and without a trace', async (name) => {
    const { request, cursorOf, people, things } = scene;
    const known = fc.constantFrom(...Object.values(things.owner), ...Object.values(things.other), newId());
    const garbage = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...fields), fc.oneof(value, known), { maxKeys: 8 }));
    // Somebody who sees little, so that what garbage happens to be right about does little.
    const { token } = people.administrator;
    const lane = newId();
    const before = await standing();
    const mutations = fc.sample(garbage, runs).map((args, index) => ({ lane, sequence: index + 1, name, args }));
    for (let from = 0; from < mutations.length; from += 5)
      expectBody(await soon(request('POST', '/sync/push', { token, json: { mutations: mutations.slice(from, from + 5) } })));
    const page = expectBody<{ lanes: Record<string, LaneState> }>(
      await request('POST', '/sync/pull', { token, json: { cursor: await cursorOf(people.administrator), lanes: [lane] } }),
    );
    const { position = 0, rejections = [] } = page.lanes[lane] ?? {};
    expect(position).toBe(mutations.length);
    for (const { message } of rejections) expect(message).not.toMatch(/Something went wrong/);
    if (rejections.length === mutations.length) expect(await standing()).toEqual(before);
  });

  it('fields that are absurdly long take no time', async () => {
    const { push, people } = scene;
    for (const text of [
      `a@${'.'.repeat(200_000)}@`,
      'a@'.repeat(100_000),
      `http://${'/'.repeat(200_000)} `,
      ' '.repeat(200_000),
      '1'.repeat(200_000),
    ])
      for (const [name, args] of [
        ['createLead', { id: newId(), last_name: text, email: text, website: text, phone: text }],
        ['createDeal', { id: newId(), name: text, value: text, currency: text, contact_id: newId() }],
        ['createTask', { id: newId(), content: text, due_date: text }],
        [
          'createAppointment',
          { id: newId(), name: 'A', start_at: text, end_at: text, timezone: text, guests: [{ email: text, name: text }] },
        ],
        ['createForm', { id: newId(), name: text, key: text, fields: [], owner_ids: [], thanks_url: text, allowed_origins: [text] }],
        ['updateWorkspaceSettings', { id: newId(), timezone: text, currency: text }],
      ] as const)
        expect((await soon(push(people.owner, name, args)))?.code).toBe('invalid');
  });
});

describe('a form that is filled in', () => {
  let ticket = '';
  beforeAll(async () => {
    ticket = ((await scene.request('GET', `/forms/${scene.formKey}`)).body as { ticket: string }).ticket;
    await new Promise((resolve) => setTimeout(resolve, 1600));
  });

  const submission = () => ({
    id: newId(),
    ticket,
    values: { last_name: 'Li', email: 'li@example.com' } as Record<string, unknown>,
    consent: false,
    referrer: null,
    utm: { source: 'a', medium: null, campaign: null, term: null, content: null },
  });

  it('with one thing wrong as JSON: a lead, or none and a reason', async () => {
    let before = await standing();
    await fc.assert(
      fc.asyncProperty(
        fc.constant(0).chain(() => spoiled(submission())),
        async (json) => {
          const answer = await soon(scene.request('POST', `/forms/${scene.formKey}/submissions`, { json }));
          expectClear(answer);
          if (answer.status === 201) before = await standing();
          else expect(await standing()).toEqual(before);
        },
      ),
      { ...settings, numRuns: 2 * runs },
    );
  }, 120_000);

  it('with anything as a plain form: a page, and no lead without a reason', async () => {
    let before = await standing();
    const field = fc.constantFrom('last_name', 'email', 'phone', 'description', '_id', '_ticket', 'consent', 'utm_source', 'x', '');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('a'.repeat(30_000), `a@${'.'.repeat(60_000)}@`, '\u0000', 'li@example.com', ''),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, text), { maxLength: 8 }), async (entries) => {
        const body = new URLSearchParams(entries.map(([name, given]) => [name, given.toWellFormed()]));
        const answer = await soon(scene.request('POST', `/forms/${scene.formKey}/submissions`, { body }));
        expectClear(answer);
        if (answer.status < 400) before = await standing();
        else expect(await standing()).toEqual(before);
      }),
      { ...settings, numRuns: 2 * runs },
    );
  }, 120_000);
});
