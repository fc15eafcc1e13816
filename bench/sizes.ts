import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Result } from './measure.ts';
import { result } from './measure.ts';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const kilobyte = 1024;

/** What a visitor's page loads for a lead form, brotli. */
export async function formSize(): Promise<Result> {
  const bytes = (await readFile(join(dist, 'inlay-form.js.br'))).length;
  return result('form-size', 'KB', bytes / kilobyte, 12, '≤ 1');
}

/** What an embedding page loads until the board is painted, brotli: the script, and every chunk that it and the board import at once. */
export async function kitSize(): Promise<Result> {
  const assets = new Set(await readdir(join(dist, 'assets')));
  const seen = new Set<string>();
  let bytes = 0;
  const visit = async (path: string): Promise<void> => {
    if (seen.has(path)) return;
    seen.add(path);
    const text = await readFile(join(dist, path), 'utf8');
    bytes += (await readFile(join(dist, `${path}.br`))).length;
    for (const [, imported] of text.matchAll(/(?:from|import)\s*["']\.\/(?:assets\/)?([\w.-]+\.js)["']/g))
      if (imported && assets.has(imported)) await visit(`assets/${imported}`);
  };
  await visit('inlay.js');
  const entry = await boardChunk([...assets]);
  if (entry) await visit(`assets/${entry}`);
  return result('kit-size', 'KB', bytes / kilobyte, 70, '≤ 1');
}

async function boardChunk(names: readonly string[]): Promise<string | undefined> {
  for (const name of names)
    if (name.startsWith('kit-') && name.endsWith('.js') && (await readFile(join(dist, 'assets', name), 'utf8')).includes('crm-board-view'))
      return name;
  return undefined;
}
