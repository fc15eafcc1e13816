import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LibsqlError } from '@libsql/client';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import { Rejection, mostAdopted } from '../../shared/mutators/index.ts';
import { isSetupType, recordTypes } from '../../shared/records/index.ts';
import type { Files } from '../files/index.ts';
import { HttpError } from '../http/index.ts';
import type { Work } from '../work/index.ts';
import { task } from '../work/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { ifAbsent } from './files.ts';
import { UnreadableFile } from './read.ts';
import type { ArchivePart, Rows, Unpacking } from './unpack-task.ts';
import { readable } from './work.ts';

/** Taking an archive of a workspace into an empty one: unpacked in another process, written here, part by part. */

const unpacking = task<Unpacking, { records: number; documents: number }, ArchivePart>(new URL('./unpack-task.ts', import.meta.url));

const system = { kind: 'system', name: 'archive' } as const;

/**
 * Takes every record and document of an archive. People who are in the workspace already are known by their addresses, and
 * what was theirs there is theirs here. Gives how many there were. @throws UnreadableFile, HttpError conflict, unavailable
 */
export async function adoptArchive(options: {
  path: string;
  workspace: Workspace;
  files: Files;
  /** Where it is written down which archive has been begun. */
  folder: string;
  /** Bytes that a document may have. */
  maxBytes: number;
  work: Work;
  signal: AbortSignal;
}): Promise<{ records: number; documents: number }> {
  const { path, workspace, files, folder, maxBytes, work, signal } = options;
  const letGo = workspace.hold();
  let id = '';
  let first = false;
  const take = async (given: ArchivePart): Promise<void> => {
    if (given.part === 'manifest') {
      ({ id } = given);
      first = await isFirst(workspace, folder, id);
    } else if (given.part === 'document') await files.kept.keep(workspace, given.hash, { path: given.path, size: given.size });
    else if (given.part === 'set-up') {
      await adoptSetUp(workspace, given.types, first);
      await begun(folder, id);
    } else await adopt(workspace, [{ name: 'adoptRecords', args: { type: given.type, rows: given.rows } }], given.type);
  };
  const here = workspace.every('user').map(({ id, number, email }) => ({ id, number, email }));
  try {
    return await readable(
      work.run(unpacking, { path, here, folder: files.incoming.folder, maxBytes }, { signal, take }),
      'Take the archive in again: it goes on, and nothing is taken twice.',
    );
  } finally {
    letGo();
  }
}

const markOf = (folder: string): string => join(folder, 'archive.json');

/** An archive goes into an empty workspace, or on into one whose set-up is the archive's already. */
async function isFirst(workspace: Workspace, folder: string, id: string): Promise<boolean> {
  if ((await readFile(markOf(folder), 'utf8').catch(ifAbsent(''))) === id) return false;
  const own = recordTypes.filter((type) => !isSetupType(type));
  const { rows } = await workspace.client.execute({
    sql: 'SELECT 1 FROM record WHERE removed_version IS NULL AND type IN (SELECT value FROM json_each(?)) LIMIT 1',
    args: [JSON.stringify(own)],
  });
  if (rows.length > 0) throw new HttpError('conflict', 'This workspace holds records: an archive is taken into an empty one.');
  return true;
}

/** Written down before the first record comes: from then on the workspace is not empty. */
async function begun(folder: string, id: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(markOf(folder), id, { mode: 0o600 });
}

/** The set-up in one commit, in place of what a new workspace begins with. */
async function adoptSetUp(workspace: Workspace, types: readonly Rows[], first: boolean): Promise<void> {
  const mutations: NamedMutation[] = first
    ? [
        { name: 'clearSetUp', args: { step: 'set_aside' } },
        { name: 'clearSetUp', args: { step: 'remove' } },
      ]
    : [];
  for (const { type, rows } of types)
    for (let from = 0; from < rows.length; from += mostAdopted)
      mutations.push({ name: 'adoptRecords', args: { type, rows: rows.slice(from, from + mostAdopted) } });
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
