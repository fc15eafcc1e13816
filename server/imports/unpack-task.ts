import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isId } from '../../shared/ids.ts';
import type { RecordType, User } from '../../shared/records/index.ts';
import { isSetupType, recordTypes } from '../../shared/records/index.ts';
import type { Run } from '../work/index.ts';
import { UnreadableFile } from './read.ts';
import type { OpenZip } from './zip.ts';
import { withZip } from './zip.ts';

/** Unpacks an archive of a workspace, part by part, in the order in which its parts need each other: docs/archive.md. */

const gigabyte = 1_073_741_824;
const limits = { entries: 1_000_000, entryBytes: 8 * gigabyte, allBytes: 64 * gigabyte };

/** Rows of a part: few enough that others are served between two of them. */
const rowsAtOnce = 50;

/** Bytes of the manifest, and characters of a line: no record is as long. */
const longestLine = 16 * 1_048_576;

type Fields = Record<string, unknown>;

/** Who is in the workspace that takes the archive. */
export type Here = Pick<User, 'id' | 'number' | 'email'>;

export interface Unpacking {
  /** The archive. */
  path: string;
  here: readonly Here[];
  /** Where contents of documents are put until they are taken. */
  folder: string;
  /** Bytes that a document may have. */
  maxBytes: number;
}

export interface Rows {
  type: RecordType;
  rows: Fields[];
}

/** First the manifest, then the documents, since no record may speak of one that is not there, the set-up whole, and records. */
export type ArchivePart =
  | { part: 'manifest'; id: string }
  | { part: 'document'; hash: string; path: string; size: number }
  | { part: 'set-up'; types: Rows[] }
  | ({ part: 'records' } & Rows);

type Give = (part: ArchivePart) => Promise<void>;

export const run: Run<Unpacking, { records: number; documents: number }, ArchivePart> = ({ path, here, folder, maxBytes }, give) =>
  withZip(path, limits, async (zip) => {
    await give({ part: 'manifest', ...(await manifestOf(zip)) });
    const people = await peopleOf(zip, here);
    const documents = await giveDocuments(zip, { folder, maxBytes }, give);
    await give({ part: 'set-up', types: await setUpOf(zip, people, here) });
    let records = 0;
    for (const { type, only } of orderOfAdoption) {
      let rows: Fields[] = [];
      const flush = async (): Promise<void> => {
        if (rows.length > 0) await give({ part: 'records', type, rows });
        records += rows.length;
        rows = [];
      };
      for await (const row of rowsOf(zip, type, people)) {
        if (only && !only(row)) continue;
        rows.push(row);
        if (rows.length === rowsAtOnce) await flush();
      }
      await flush();
    }
    return { records, documents };
  });

/**
 * What others carry the names of comes after those who carry them, so that what follows from a deal for its contact does not
 * follow once more; organizations come before their people, and what hangs on a record after it.
 */
const orderOfAdoption: readonly { type: RecordType; only?: (row: Fields) => boolean }[] = [
  { type: 'deal' },
  { type: 'lead' },
  { type: 'contact', only: (row) => row['is_organization'] === true },
  { type: 'contact', only: (row) => row['is_organization'] !== true },
  ...recordTypes.filter((type) => !isSetupType(type) && !['deal', 'lead', 'contact'].includes(type)).map((type) => ({ type })),
];

async function manifestOf(zip: OpenZip): Promise<{ id: string }> {
  if (!zip.has('manifest.json')) throw new UnreadableFile('The file is no archive of a workspace: it has no manifest.');
  const manifest = json((await zip.whole('manifest.json', longestLine)).toString('utf8'), 'manifest.json');
  if (manifest['format'] !== 'inlay-archive') throw new UnreadableFile('The file is no archive of a workspace.');
  if (manifest['version'] !== 1)
    throw new UnreadableFile(`This archive is of version ${String(manifest['version'])}: version 1 is known here.`);
  if (!isId(manifest['id'])) throw new UnreadableFile('The manifest of the archive has no id.');
  return { id: manifest['id'] };
}

/** The people of the archive who are here already, by their ids there. */
async function peopleOf(zip: OpenZip, here: readonly Here[]): Promise<Map<string, Here>> {
  const byEmail = new Map(here.map((user) => [user.email.toLowerCase(), user]));
  const people = new Map<string, Here>();
  for await (const row of rowsOf(zip, 'user', new Map())) {
    const known = byEmail.get(String(row['email']).toLowerCase());
    if (known && isId(row['id'])) people.set(row['id'], known);
  }
  return people;
}

async function setUpOf(zip: OpenZip, people: ReadonlyMap<string, Here>, here: readonly Here[]): Promise<Rows[]> {
  const numbers = new Set(here.map(({ number }) => number));
  const known = new Set([...people.values()].map(({ id }) => id));
  const types: Rows[] = [];
  for (const type of recordTypes.filter(isSetupType)) {
    const rows: Fields[] = [];
    // Who is here keeps the account and the rights that they have here.
    for await (const row of rowsOf(zip, type, people))
      if (type !== 'user') rows.push(row);
      else if (!known.has(String(row['id']))) rows.push(numbers.has(Number(row['number'])) ? { ...row, number: 0 } : row);
    // Who gets a number of their own gets it after all those that are taken.
    rows.sort((a, b) => Number(a['number'] === 0) - Number(b['number'] === 0));
    if (rows.length > 0) types.push({ type, rows });
  }
  return types;
}

/** Contents are known by their hash, and on disk before they are given. */
async function giveDocuments(zip: OpenZip, { folder, maxBytes }: Pick<Unpacking, 'folder' | 'maxBytes'>, give: Give): Promise<number> {
  let count = 0;
  for (const name of zip.names) {
    const hash = /^documents\/([0-9a-f]{64})$/.exec(name)?.[1];
    if (hash === undefined) continue;
    const path = join(folder, randomUUID());
    try {
      const hashing = createHash('sha256');
      let size = 0;
      const weigh = new Transform({
        transform: (chunk: Buffer, _encoding, done) => {
          hashing.update(chunk);
          size += chunk.length;
          done(null, chunk);
        },
      });
      // What is kept outlives a power failure, so it is on the disk before it is taken.
      await pipeline(zip.bytes(name, maxBytes), weigh, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
      if (hashing.digest('hex') !== hash) throw new UnreadableFile(`The archive’s ${name} is not what it was.`);
      await give({ part: 'document', hash, path, size });
    } finally {
      await rm(path, { force: true });
    }
    count++;
  }
  return count;
}

async function* rowsOf(zip: OpenZip, type: RecordType, people: ReadonlyMap<string, Here>): AsyncGenerator<Fields> {
  const name = `records/${type}.ndjson`;
  if (!zip.has(name)) return;
  const decoder = new TextDecoder();
  // A line can be longer than a piece: what there is of it is put together once.
  let begun: string[] = [];
  let length = 0;
  const parse = (line: string): Fields => json(renamed(line, people), name);
  for await (const piece of zip.bytes(name)) {
    const lines = decoder.decode(piece, { stream: true }).split('\n');
    const rest = lines.pop() ?? '';
    if (lines.length > 0) {
      lines[0] = begun.join('') + lines[0];
      for (const line of lines) if (line !== '') yield parse(line);
      begun = [];
      length = 0;
    }
    begun.push(rest);
    length += rest.length;
    if (length > longestLine) throw new UnreadableFile(`The archive’s ${name} has a line that is too long.`);
  }
  const last = begun.join('');
  if (last.trim() !== '') yield parse(last);
}

/** Ids are unique wherever they stand: in references, in sets of people, in filters of lists. */
function renamed(line: string, people: ReadonlyMap<string, Here>): string {
  let text = line;
  for (const [there, { id }] of people) if (there !== id) text = text.replaceAll(there, id);
  return text;
}

function json(text: string, name: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  } catch {
    // Said below.
  }
  throw new UnreadableFile(`The archive’s ${name} is not readable.`);
}
