import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Client } from '@libsql/client';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { PastChange } from '../../shared/mutators/index.ts';
import type { RecordType } from '../../shared/records/index.ts';
import { recordTypes } from '../../shared/records/index.ts';
import type { Sight } from '../../shared/sight.ts';
import type { DatabaseConfig } from '../database/index.ts';
import { openDatabase } from '../database/index.ts';
import type { KeptConfig } from '../files/index.ts';
import { openKept } from '../files/index.ts';
import type { Run } from '../work/index.ts';
import { databaseName, seenBy, whole } from '../workspace/index.ts';
import type { Manifest } from './archive.ts';
import { archiveFormat, archiveVersion } from './archive.ts';

/** What is archived, and where it is found. */
export interface ArchiveTask {
  /** Where the archive is written. */
  path: string;
  workspace: Manifest['workspace'];
  sight: Sight;
  now: string;
  database: DatabaseConfig;
  files: KeptConfig;
}

const rowsAtOnce = 500;

/** Writes an archive of what a person sees. Its records are of one moment; contents of documents never change. */
export const run: Run<ArchiveTask, null> = async ({ path, workspace, sight, now, database, files }) => {
  const folder = `${path}.parts`;
  await mkdir(folder, { mode: 0o700 });
  const { records, hashes } = await atOneMoment(database, workspace.id, (reader) => writeRecords(folder, reader, sight));
  const manifest: Manifest = {
    format: archiveFormat,
    version: archiveVersion,
    id: newId(),
    made_at: now,
    workspace,
    records,
    documents: hashes.length,
  };
  const kept = openKept(files);
  const zip = new ZipFile();
  const broken = new Promise<never>((_resolve, reject) => zip.on('error', reject));
  zip.addBuffer(Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), 'manifest.json');
  for (const type of recordTypes) if (records[type]) zip.addFile(join(folder, `${type}.ndjson`), `records/${type}.ndjson`);
  for (const hash of hashes)
    // Opened when its turn comes: there may be more of them than a process can have open.
    zip.addReadStreamLazy(`documents/${hash}`, (give) => {
      kept.open(workspace.id, hash).then(
        (content) => give(null, Readable.fromWeb(content as Parameters<typeof Readable.fromWeb>[0])),
        (error: unknown) => give(error, Readable.from([])),
      );
    });
  zip.end();
  await Promise.race([pipeline(zip.outputStream, createWriteStream(path, { mode: 0o600 })), broken]);
  return null;
};

/** Reads through a transaction of its own: what others write meanwhile is in the next archive. */
async function atOneMoment<T>(database: DatabaseConfig, id: Id, read: (reader: Pick<Client, 'execute'>) => Promise<T>): Promise<T> {
  const client = await openDatabase(database, databaseName(id));
  try {
    const transaction = await client.transaction('read');
    try {
      return await read(transaction);
    } finally {
      transaction.close();
    }
  } finally {
    client.close();
  }
}

async function writeRecords(folder: string, reader: Pick<Client, 'execute'>, sight: Sight) {
  const records: Manifest['records'] = {};
  const hashes = new Set<string>();
  const seen = seenBy(sight);
  for (const type of recordTypes) {
    const file = createWriteStream(join(folder, `${type}.ndjson`), { mode: 0o600 });
    // A disk that is full says so while the database is being asked, when nobody else would hear it.
    file.once('error', () => undefined);
    let count = 0;
    for (let after = 0; ;) {
      const { rows } = await reader.execute({
        sql: `SELECT number, id, data, ${archived(type)} AS unsent FROM record WHERE type = ? AND number > ? AND removed_version IS NULL AND ${seen.sql} ORDER BY number LIMIT ?`,
        args: [type, after, ...seen.args, rowsAtOnce],
      });
      const past = await pastOf(
        reader,
        type,
        rows.map(({ id }) => String(id)),
      );
      for (const { id, data, unsent } of rows) {
        const text = unsent === null ? String(data) : JSON.stringify(whole(data, unsent));
        if (type === 'document') hashes.add((JSON.parse(text) as { content_hash: string }).content_hash);
        const history = JSON.stringify(past.get(String(id)) ?? []);
        if (!file.write(`${text.slice(0, -1)},"history":${history}}\n`)) await once(file, 'drain');
      }
      count += rows.length;
      after = Number(rows.at(-1)?.['number'] ?? after);
      if (rows.length < rowsAtOnce) break;
    }
    if (file.errored) throw file.errored;
    file.end();
    await once(file, 'finish');
    if (count > 0) records[type] = count;
  }
  return { records, hashes: [...hashes] };
}

/** What is not sent of records belongs to them here as well: the text of e-mails. What a merge has moved is the workspace's own. */
const archived = (type: RecordType): string => (type === 'email' ? 'unsent' : 'NULL');

/** What happened to records, the oldest first, by their ids. */
async function pastOf(reader: Pick<Client, 'execute'>, type: RecordType, ids: readonly string[]): Promise<Map<string, PastChange[]>> {
  const { rows } = await reader.execute({
    sql: `SELECT id, at, person_id, mutator, kind, fields FROM change
          WHERE type = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY version`,
    args: [type, JSON.stringify(ids)],
  });
  const past = new Map<string, PastChange[]>();
  for (const { id, at, person_id, mutator, kind, fields } of rows) {
    const entry: PastChange = {
      at: String(at),
      person_id: person_id === null ? null : String(person_id),
      mutator: String(mutator),
      kind: kind as PastChange['kind'],
      fields: JSON.parse(String(fields)) as PastChange['fields'],
    };
    const known = past.get(String(id));
    if (known) known.push(entry);
    else past.set(String(id), [entry]);
  }
  return past;
}
