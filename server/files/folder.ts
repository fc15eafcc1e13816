import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { isId } from '../../shared/ids.ts';
import type { ContentKey, FileStorage } from './storage.ts';

/** Contents in a folder: `workspace/first two digits/hash`. What arrives must be on the same file system. */
export function folderStorage(root: string): FileStorage {
  const pathOf = ({ workspaceId, hash }: ContentKey): string => {
    if (!isId(workspaceId) || !/^[0-9a-f]{64}$/.test(hash)) throw new Error('A content is named by a UUID and a SHA-256.');
    return join(root, workspaceId, hash.slice(0, 2), hash);
  };
  return {
    put: async (key, { path: arrived }) => {
      const path = pathOf(key);
      await makeFolder(root, dirname(path));
      // What is there already is the same content: to replace it whole mends what a disk may have done to it.
      await rename(arrived, path);
      await syncFolder(dirname(path));
    },
    open: async (key) => {
      const file = await open(pathOf(key)).catch(ifAbsent);
      return file && (Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>);
    },
    delete: (key) => rm(pathOf(key), { force: true }),
  };
}

/** Makes a folder and those above it; the names of new ones are on disk when it resolves. */
async function makeFolder(root: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
  await syncFolder(root);
}

// A name in a folder outlives a power failure only once the folder itself is on disk (fsync(2)).
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ifAbsent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
