import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../server/testing.ts';
import type { SecurityScene } from './scene.ts';
import { openSecurityScene } from './scene.ts';

/** Whatever file is imported, with whatever mapping: a clear refusal, or each of its rows imported whole or told with its reason. */

// Long on a machine that is busy with much else; none of it waits.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let scene: SecurityScene;
beforeAll(async () => {
  scene = await openSecurityScene();
});
afterAll(() => scene.close());

const runs = Number(process.env['RUNS'] ?? 20);

interface Uploaded {
  import: { id: string; status: string; contents: { headers: string[]; rowCount: number } };
  kind: string;
  kinds: Record<string, { fields: { field: string }[]; mapping: Record<string, string> }>;
}
interface Planned {
  import: { counts: Record<string, number>; open_date_columns: string[] };
}
interface Progress {
  import: { status: string; progress: { total: number; created: number; updated: number; skipped: number; failed: number } | null };
}

const token = () => scene.people.administrator.token;
const upload = (bytes: Uint8Array, type = 'text/csv') =>
  scene.request('POST', '/imports?name=x.csv', { token: token(), body: new Uint8Array(bytes), headers: { 'Content-Type': type } });
const plan = (id: string, json: unknown) => scene.request('POST', `/imports/${id}/plan`, { token: token(), json });

function expectClear(answer: Answer, ...statuses: number[]): void {
  expect(statuses, answer.text).toContain(answer.status);
  if (answer.status < 400) return;
  expect(answer.body).toMatchObject({ code: expect.stringMatching(/\S/), message: expect.stringMatching(/\S/) });
}

const stored = async () => {
  const workspace = await scene.server.deps.workspaces.open(scene.scene.workspaceId);
  const { rows } = await workspace.client.execute(
    `SELECT max(version) AS version, count(*) AS count, count(*) FILTER (WHERE type = 'lead') AS leads FROM record`,
  );
  return { ...rows[0] } as { version: number; count: number; leads: number };
};
const kept = async () => (await readdir(join(scene.server.dataDir, 'imports', scene.scene.workspaceId)).catch(() => [])).length;

async function carriedOut(id: string): Promise<Progress['import']> {
  expectClear(await scene.request('POST', `/imports/${id}/run`, { token: token() }), 202);
  for (;;) {
    const { import: entry } = (await scene.request('GET', `/imports/${id}`, { token: token() })).body as Progress;
    if (entry.status !== 'running') return entry;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const cell = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.toWellFormed()) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '"',
      '""',
      '"open',
      'a"b',
      '\u0000',
      '\u0007',
      '\ufeff',
      '\u2028',
      '\r',
      'a\nb',
      '=1+1',
      '@SUM(A1)',
      '1,5',
      '1.234,56',
      '€ 12',
      '31/12/2026',
      '2026-02-30',
      '12/13/2026',
      'yesterday',
      'li@example.com',
      `a@${'.'.repeat(9000)}@`,
      'x'.repeat(40_000),
      '👩‍👩‍👧‍👦',
      'won',
      'lost',
      'true',
      'EUR',
      '-0',
      '1e999',
      'NaN',
      '00000000-0000-0000-0000-000000000000',
      '__proto__',
      'constructor',
    ),
  },
);
const quoted = (text: string) => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const header = fc.constantFrom(
  'Last name',
  'First name',
  'Email',
  'Phone',
  'Company',
  'Tags',
  'Status',
  'Owner',
  'Id',
  'City',
  '',
  '__proto__',
  'x',
);
const table = fc.record({
  headers: fc.array(header, { minLength: 1, maxLength: 8 }),
  rows: fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 8 }),
  delimiter: fc.constantFrom(',', ';', '\t'),
  line: fc.constantFrom('\n', '\r\n', '\r'),
  right: fc.boolean(),
  encoding: fc.constantFrom('utf8', 'utf8 mark', 'utf16le', 'utf16le mark', 'utf16be mark', 'latin1', 'broken'),
});

function bytesOf({ headers, rows, delimiter, line, right, encoding }: typeof table extends fc.Arbitrary<infer T> ? T : never): Uint8Array {
  const write = right ? quoted : (text: string) => text;
  const text = [headers, ...rows].map((row) => row.map(write).join(delimiter)).join(line);
  switch (encoding) {
    case 'utf8 mark':
      return Buffer.from(`\ufeff${text}`);
    case 'utf16le':
      return Buffer.from(text, 'utf16le');
    case 'utf16le mark':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'utf16be mark':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    case 'latin1':
      return Buffer.from(text, 'latin1');
    case 'broken':
      return Buffer.concat([Buffer.from(text), Buffer.from([0xc3, 0x28, 0xff, 0xfe, 0xed, 0xa0, 0x80])]);
    default:
      return Buffer.from(text);
  }
}

describe('a file', () => {
  it('of random bytes is refused with a reason, and leaves nothing; or it is a table', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 600 }),
        fc.constantFrom('text/csv', 'application/json', 'application/zip', ''),
        async (bytes, type) => {
          const [before, files] = [await stored(), await kept()];
          const answer = await upload(bytes, type);
          expectClear(answer, 201, 422);
          expect(await stored()).toEqual(before);
          expect(await kept()).toBe(files + (answer.status === 201 ? 1 : 0));
        },
      ),
      { numRuns: runs, endOnFailure: true },
    );
  });

  it('of odd cells is imported row by row, each whole or told with its reason', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (given) => {
        const [start, files] = [await stored(), await kept()];
        const answer = await upload(bytesOf(given));
        expectClear(answer, 201, 422);
        if (answer.status !== 201) {
          expect(await kept()).toBe(files);
          return;
        }
        const { import: entry, kinds } = answer.body as Uploaded;
        const planned = await plan(entry.id, { kind: 'lead', mapping: kinds['lead']?.mapping, date_order: 'day-first' });
        expectClear(planned, 200, 422);
        // A dry run writes nothing.
        expect(await stored()).toEqual(start);
        if (planned.status !== 200) return;
        const { counts } = (planned.body as Planned).import;
        const { status, progress } = await carriedOut(entry.id);
        expect([status, scene.server.log.filter(({ level }) => level >= 50)]).toEqual(['done', []]);
        expect(progress?.total).toBe(entry.contents.rowCount);
        expect((progress?.created ?? 0) + (progress?.updated ?? 0) + (progress?.skipped ?? 0) + (progress?.failed ?? 0)).toBe(
          progress?.total,
        );
        // No more is made than the dry run said, and what failed has left nothing.
        expect(progress?.created).toBeLessThanOrEqual(counts['create'] ?? 0);
        expect((await stored()).leads).toBe(start.leads + (progress?.created ?? 0));
        const bad = await scene.request('GET', `/imports/${entry.id}/bad-rows.csv`, { token: token() });
        expect(bad.status).toBe(200);
        expect(bad.text.startsWith('\ufeff') || bad.text.length > 0).toBe(true);
      }),
      { numRuns: runs, endOnFailure: true },
    );
  });

  it.each([
    ['with a quote that never closes', `Last name,Email\n"Li,li@example.com\n${'x,y\n'.repeat(20_000)}`],
    ['with a cell of megabytes', `Last name,Description\nLi,${'x'.repeat(5_000_000)}\n`],
    ['with an address of megabytes', `Last name,Email\nLi,a@${'.'.repeat(2_000_000)}@\n`],
    ['with a line of thousands of columns', `${'a,'.repeat(5000)}b\n${'1,'.repeat(5000)}2\n`],
    ['of nothing but quotes', '"'.repeat(300_001)],
    ['of nothing but separators', ','.repeat(300_000)],
    ['of nothing but line breaks', '\n'.repeat(1_000_000)],
    ['of one header', 'Last name'],
    ['with the same header many times', `${'Email,'.repeat(400)}Email\n`],
    ['with numbers of thousands of digits', `Last name,Phone\n${'9'.repeat(100_000)},${'9'.repeat(100_000)}\n`],
  ])('%s comes to an end', async (_what, text) => {
    const before = await stored();
    const answer = await upload(new TextEncoder().encode(text));
    expectClear(answer, 201, 422);
    if (answer.status === 201) {
      const { import: entry, kinds } = answer.body as Uploaded;
      for (const kind of Object.keys(kinds)) expectClear(await plan(entry.id, { kind, mapping: kinds[kind]?.mapping }), 200, 422);
    }
    expect(await stored()).toEqual(before);
  });
});

describe('a plan', () => {
  it('with any mapping at all is made, or refused naming what is wrong', async () => {
    const answer = await upload(new TextEncoder().encode('Last name,Email,Value,Date\nLi,li@example.com,1.5,2026-11-24\nBo,,,\n'));
    const { import: entry, kinds } = answer.body as Uploaded;
    const before = await stored();
    const anyField = Object.values(kinds).flatMap(({ fields }) => fields.map(({ field }) => field));
    const mapping = fc.dictionary(
      fc.oneof(fc.constantFrom('Last name', 'Email', 'Value', 'Date'), fc.string(), fc.constantFrom('__proto__', 'constructor')),
      fc.oneof(fc.constantFrom(...anyField), fc.string()),
      { maxKeys: 5 },
    );
    const options = fc.record(
      {
        kind: fc.oneof(fc.constantFrom(...Object.keys(kinds)), fc.string()),
        mapping: fc.oneof({ weight: 5, arbitrary: mapping }, { weight: 1, arbitrary: fc.jsonValue() }),
        duplicates: fc.constantFrom('skip', 'update', 'create', 'x'),
        date_order: fc.constantFrom('day-first', 'month-first', ''),
        source: fc.oneof(fc.string(), fc.constant('x'.repeat(65))),
        defaults: fc.oneof(
          fc.dictionary(fc.oneof(fc.constantFrom(...anyField), fc.string()), fc.string({ maxLength: 300 }), { maxKeys: 3 }),
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(options, async (json) => {
        expectClear(await plan(entry.id, json), 200, 422);
        expect(await stored()).toEqual(before);
      }),
      { numRuns: 2 * runs, endOnFailure: true },
    );
  });
});
