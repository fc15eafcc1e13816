import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LibsqlError } from '@libsql/client';
import { isId } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import { Rejection, mostAdopted } from '../../shared/mutators/index.ts';
import type { RecordType, User } from '../../shared/records/index.ts';
import { isSetupType, recordTypes } from '../../shared/records/index.ts';
import type { Files } from '../files/index.ts';
import { HttpError } from '../http/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { ifAbsent } from './files.ts';
import { UnreadableFile } from './read.ts';
import type { OpenZip } from './zip.ts';
import { withZip } from './zip.ts';

/** Taking an archive of a workspace into an empty one: docs/archive.md. */

const gigabyte = 1_073_741_824;
const limits = { entries: 1_000_000, entryBytes: 8 * gigabyte, allBytes: 64 * gigabyte };

const system = { kind: 'system', name: 'archive' } as const;

const begunName = 'archive.json';

/** Bytes of the manifest, and characters of a line: no record is as long. */
const longestLine = 16 * 1_048_576;

type Fields = Record<string, unknown>;

/**
 * Takes every record and document of an archive. People who are in the workspace already are known by their addresses, and
 * what was theirs there is theirs here. Gives how many there were. @throws UnreadableFile, HttpError conflict, Rejection
 */
export async function adoptArchive(options: {
  path: string;
  workspace: Workspace;
  files: Files;
  /** Where it is written down which archive has been begun. */
  folder: string;
  /** Bytes that a document may have. */
  maxBytes: number;
}): Promise<{ records: number; documents: number }> {
  const { path, workspace, files, folder, maxBytes } = options;
  return withZip(path, limits, async (zip) => {
    const manifest = await manifestOf(zip);
    const first = await begin(workspace, folder, manifest.id);
    const people = await peopleOf(zip, workspace);
    const documents = await adoptDocuments(zip, workspace, files, maxBytes);
    await adoptSetUp(zip, workspace, people, first);
    if (first) await writeDown(folder, manifest.id);
    let records = 0;
    for (const { type, only } of orderOfAdoption) {
      let batch: Fields[] = [];
      const flush = async (): Promise<void> => {
        if (batch.length > 0) await adopt(workspace, [{ name: 'adoptRecords', args: { type, rows: batch } }], type);
        records += batch.length;
        batch = [];
      };
      for await (const row of rowsOf(zip, type, people)) {
        if (only && !only(row)) continue;
        batch.push(row);
        if (batch.length === mostAdopted) await flush();
      }
      await flush();
    }
    return { records, documents };
  });
}

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

/** An archive goes into an empty workspace, or on into one that it was being taken into. Gives whether it is begun. */
async function begin(workspace: Workspace, folder: string, id: string): Promise<boolean> {
  const begun = await readFile(join(folder, begunName), 'utf8').catch(ifAbsent(''));
  if (begun === id) return false;
  const own = recordTypes.filter((type) => !isSetupType(type));
  const { rows } = await workspace.client.execute({
    sql: 'SELECT 1 FROM record WHERE removed_version IS NULL AND type IN (SELECT value FROM json_each(?)) LIMIT 1',
    args: [JSON.stringify(own)],
  });
  if (rows.length > 0) throw new HttpError('conflict', 'This workspace holds records: an archive is taken into an empty one.');
  return true;
}

/** Its set-up is here by now: its records may follow in several goes. */
async function writeDown(folder: string, id: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, begunName), id, { mode: 0o600 });
}

/** The people of the archive who are here already, by their ids there. */
async function peopleOf(zip: OpenZip, workspace: Workspace): Promise<Map<string, User>> {
  const here = new Map(workspace.every('user').map((user) => [user.email.toLowerCase(), user]));
  const people = new Map<string, User>();
  for await (const row of rowsOf(zip, 'user', new Map())) {
    const known = here.get(String(row['email']).toLowerCase());
    if (known && isId(row['id'])) people.set(row['id'], known);
  }
  return people;
}

/** The set-up in one commit, in place of what a new workspace begins with. */
async function adoptSetUp(zip: OpenZip, workspace: Workspace, people: ReadonlyMap<string, User>, first: boolean): Promise<void> {
  const mutations: NamedMutation[] = first
    ? [
        { name: 'clearSetUp', args: { step: 'set_aside' } },
        { name: 'clearSetUp', args: { step: 'remove' } },
      ]
    : [];
  const numbers = new Set(workspace.every('user').map(({ number }) => number));
  const known = new Set([...people.values()].map(({ id }) => id));
  for (const type of recordTypes.filter(isSetupType)) {
    const rows: Fields[] = [];
    // Who is here keeps the account and the rights that they have here.
    for await (const row of rowsOf(zip, type, people))
      if (type !== 'user') rows.push(row);
      else if (!known.has(String(row['id']))) rows.push(numbers.has(Number(row['number'])) ? { ...row, number: 0 } : row);
    // Who gets a number of their own gets it after all those that are taken.
    rows.sort((a, b) => Number(a['number'] === 0) - Number(b['number'] === 0));
    for (let from = 0; from < rows.length; from += mostAdopted)
      mutations.push({ name: 'adoptRecords', args: { type, rows: rows.slice(from, from + mostAdopted) } });
  }
  if (mutations.length > 0) await adopt(workspace, mutations, 'the set-up');
}

async function adopt(workspace: Workspace, mutations: readonly NamedMutation[], what: string): Promise<void> {
  try {
    await workspace.mutate(system, mutations);
  } catch (error) {
    if (error instanceof Rejection) throw new UnreadableFile(`The archive does not fit in ${what}: ${error.message}`);
    if (error instanceof LibsqlError && error.code.startsWith('SQLITE_CONSTRAINT'))
      throw new UnreadableFile(`The archive does not fit in ${what}: two records have one number.`);
    throw error;
  }
}

/** Contents are known by their hash, and kept before any record speaks of them. */
async function adoptDocuments(zip: OpenZip, workspace: Workspace, files: Files, maxBytes: number): Promise<number> {
  let count = 0;
  for (const name of zip.names) {
    const hash = /^documents\/([0-9a-f]{64})$/.exec(name)?.[1];
    if (hash === undefined) continue;
    const bytes = await zip.whole(name, maxBytes);
    if (createHash('sha256').update(bytes).digest('hex') !== hash) throw new UnreadableFile(`The archive’s ${name} is not what it was.`);
    await files.incoming.hold(bytes, ({ path, size }) => files.kept.keep(workspace, hash, { path, size }));
    count++;
  }
  return count;
}

async function* rowsOf(zip: OpenZip, type: RecordType, people: ReadonlyMap<string, User>): AsyncGenerator<Fields> {
  const name = `records/${type}.ndjson`;
  if (!zip.has(name)) return;
  const decoder = new TextDecoder();
  let rest = '';
  const parse = (line: string): Fields => json(renamed(line, people), name);
  for await (const piece of zip.bytes(name)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) throw new UnreadableFile(`The archive’s ${name} has a line that is too long.`);
    for (const line of lines) if (line !== '') yield parse(line);
  }
  if (rest.trim() !== '') yield parse(rest);
}

/** Ids are unique wherever they stand: in references, in sets of people, in filters of lists. */
function renamed(line: string, people: ReadonlyMap<string, User>): string {
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
