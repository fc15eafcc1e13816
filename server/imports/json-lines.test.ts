import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jsonLines } from './json-lines.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-lines-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(path: string): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of jsonLines(path)) values.push(value);
  return values;
}

test('lines of JSON come back whole, whatever separators stand in them and wherever the file is cut in reading', async () => {
  const values = ['a\u2028b', 'c\u2029d', 'e\rf', 'g\r\nh', 'é'.repeat(100_000), { x: ['\u0085', '\v', '\f'] }];
  const path = join(folder, 'lines.ndjson');
  await writeFile(path, values.map((value) => `${JSON.stringify(value)}\n`).join(''));
  expect(await read(path)).toEqual(values);
});

test('the beginning of a line that was never finished is left', async () => {
  const path = join(folder, 'cut.ndjson');
  await writeFile(path, '{"a":1}\n{"a":');
  expect(await read(path)).toEqual([{ a: 1 }]);
});
