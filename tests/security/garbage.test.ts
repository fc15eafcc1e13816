import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { mutators } from '../../shared/mutators/index.ts';
import type { RunningProcess } from '../running.ts';
import { Caller, startProcess, stopProcess } from '../running.ts';

/** Whatever is sent, the answer is a clear 4xx or a 2xx, never a 5xx, and nothing is half written. */

let dataDir: string;
let running: RunningProcess;
let camille: Caller;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-garbage-'));
  running = await startProcess(dataDir);
  camille = await Caller.signIn(running.address, 'camille@meridian.example');
}, 120_000);

afterAll(async () => {
  await stopProcess(running, 'SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

async function send(path: string, body: Uint8Array | string, type: string): Promise<Response> {
  return fetch(running.address + path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${camille.token}`, 'Content-Type': type },
    body: body as BodyInit,
  });
}

async function expectClear(answer: Response): Promise<void> {
  const text = await answer.text();
  expect(answer.status, text).toBeLessThan(500);
  if (answer.status < 400 || !answer.headers.get('Content-Type')?.includes('json')) return;
  const error = JSON.parse(text) as { code: string; message: string; requestId: string };
  expect(error).toMatchObject({ code: expect.any(String), message: expect.stringMatching(/\S/), requestId: expect.stringMatching(/\S/) });
}

const settings = { numRuns: 40, endOnFailure: true } as const;
const jsonRoutes = [
  '/sync/pull',
  '/sync/push',
  '/forms/meridiansampleform/submissions',
  '/auth/token',
  '/auth/sign-in/email',
  '/auth/setup',
];

describe('garbage', () => {
  it.each(jsonRoutes)(
    'as bytes: %s',
    async (path) => {
      await fc.assert(
        fc.asyncProperty(
          fc.uint8Array({ maxLength: 400 }),
          fc.constantFrom('application/json', 'text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded'),
          async (bytes, type) => expectClear(await send(path, bytes, type)),
        ),
        settings,
      );
    },
    60_000,
  );

  it.each(jsonRoutes)(
    'as JSON: %s',
    async (path) => {
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (value) => expectClear(await send(path, JSON.stringify(value), 'application/json'))),
        settings,
      );
    },
    60_000,
  );

  it('as arguments of every mutator: refused in its lane, with a reason, and without a trace', async () => {
    const { cursor } = await camille.bootstrap();
    const names = Object.keys(mutators);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.oneof(
          fc.jsonValue(),
          fc.dictionary(
            fc.constantFrom('id', 'name', 'value', 'owner_id', 'stage_id', 'contact_id', 'fields', 'type', 'content'),
            fc.oneof(fc.jsonValue(), fc.constant(newId())),
          ),
        ),
        async (name, args) => {
          const lane = newId();
          const answer = await camille.push(lane, 1, name, args);
          expect(answer.status).toBe(200);
          const page = (await (await camille.ask('POST', '/sync/pull', { cursor, lanes: [lane] })).json()) as {
            lanes: Record<string, { position: number; rejections: { message: string }[] }>;
          };
          expect(page.lanes[lane]?.position).toBe(1);
          for (const { message } of page.lanes[lane]?.rejections ?? []) expect(message).not.toMatch(/Something went wrong/);
        },
      ),
      { ...settings, numRuns: 120 },
    );
  }, 120_000);

  it('as a file to import', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ minLength: 1, maxLength: 600 }),
          fc
            .array(fc.array(fc.string({ maxLength: 12 }), { maxLength: 6 }), { maxLength: 6 })
            .map((rows) => new TextEncoder().encode(rows.map((row) => row.join(',')).join('\n'))),
        ),
        async (bytes) => {
          const answer = await send('/imports?name=x.csv', bytes, 'text/csv');
          const text = await answer.clone().text();
          await expectClear(answer);
          if (answer.status !== 201) return;
          const {
            import: entry,
            kind,
            kinds,
          } = JSON.parse(text) as { import: { id: string }; kind: string; kinds: Record<string, { mapping: object }> };
          await expectClear(await camille.ask('POST', `/imports/${entry.id}/plan`, { kind, mapping: kinds[kind]?.mapping }));
        },
      ),
      { ...settings, numRuns: 25 },
    );
  }, 120_000);

  it('as addresses', async () => {
    const paths = [
      '/sync/history/deal/1',
      '/sync/history/nothing/x',
      '/imports/%00',
      '/imports/../secret',
      '/forms/%F0%9F%92%A9',
      '/auth/sessions/x',
      '/%',
      '/sync',
      '/demo/../../secret',
      '/..%2f..%2fsecret',
    ];
    for (const path of paths) {
      const answer = await camille.ask('GET', path);
      expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true]);
    }
  });
});
