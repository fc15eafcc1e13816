import { createHash, randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from 'hono';
import { HttpError } from '../http/index.ts';
import type { Arrived } from './storage.ts';

/** A body that has arrived whole and is on disk, with its hash. */
export interface ArrivedFile extends Arrived {
  hash: string;
}

/** Milliseconds after which what still lies there is of a process that was killed. */
const abandonedAfter = 86_400_000;

/** Where bodies of uploads are while nobody knows yet whether they will be kept. */
export class Incoming {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes the folder, and clears away what processes that were killed have left in it. */
  async prepare(now = Date.now()): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.folder)) {
      const path = join(this.folder, name);
      // Another process may be clearing up at the same moment.
      const entry = await stat(path).catch(() => undefined);
      if (entry && now - entry.mtimeMs > abandonedAfter) await rm(path, { force: true });
    }
  }

  /** Writes bytes that the server itself has to disk, as `receive` does. */
  async hold<T>(bytes: Uint8Array, work: (arrived: ArrivedFile) => Promise<T>): Promise<T> {
    return this.#within(async (file) => {
      await file.writeFile(bytes);
      return { size: bytes.byteLength, hash: createHash('sha256').update(bytes).digest('hex') };
    }, work);
  }

  /**
   * Writes a request's body to disk as it comes, hands it over, and removes what is left of it afterwards, however that
   * ends. @throws HttpError too_large, malformed, invalid
   */
  async receive<T>(c: Context, maxBytes: number, work: (arrived: ArrivedFile) => Promise<T>): Promise<T> {
    if (Number(c.req.header('Content-Length') ?? 0) > maxBytes) throw await tooLarge(c, maxBytes);
    return this.#within((file) => write(c, file, maxBytes), work);
  }

  async #within<T>(fill: (file: FileHandle) => Promise<Omit<ArrivedFile, 'path'>>, work: (arrived: ArrivedFile) => Promise<T>): Promise<T> {
    const path = join(this.folder, randomUUID());
    try {
      const file = await open(path, 'wx', 0o600);
      let arrived: Omit<ArrivedFile, 'path'>;
      try {
        arrived = await fill(file);
        await file.sync();
      } finally {
        await file.close();
      }
      if (arrived.size === 0)
        throw new HttpError('invalid', 'The file is empty.', { fields: { file: { code: 'blank', message: 'is empty' } } });
      return await work({ path, ...arrived });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
        throw new HttpError('unavailable', 'The server has no room left for files.', { cause: error });
      throw error;
    } finally {
      await rm(path, { force: true });
    }
  }
}

async function write(c: Context, file: FileHandle, maxBytes: number): Promise<{ size: number; hash: string }> {
  const hash = createHash('sha256');
  let size = 0;
  const { body } = c.req.raw;
  const chunks = body?.getReader();
  while (chunks) {
    const { done, value } = await chunks.read().catch((cause: unknown) => {
      throw new HttpError('malformed', 'The file broke off before it was complete.', { cause });
    });
    if (done) break;
    const chunk = value as Uint8Array;
    size += chunk.byteLength;
    if (size > maxBytes) {
      chunks.releaseLock();
      throw await tooLarge(c, maxBytes);
    }
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  return { size, hash: hash.digest('hex') };
}

/**
 * Reads on for a while before it refuses: a browser that is still sending when the connection closes tells its page of a
 * lost connection, and never reads why.
 */
async function tooLarge(c: Context, maxBytes: number): Promise<HttpError> {
  const until = performance.now() + 5000;
  const chunks = c.req.raw.body?.getReader();
  let drained = 0;
  while (chunks && drained < 2 * maxBytes && performance.now() < until) {
    const { done, value } = await chunks.read().catch(() => ({ done: true, value: undefined }));
    if (done) break;
    drained += (value as Uint8Array | undefined)?.byteLength ?? 0;
  }
  return new HttpError('too_large', `A file may have ${maxBytes} bytes at the most.`, {
    fields: { file: { code: 'incorrect_value', message: `is larger than ${maxBytes} bytes` } },
    headers: { Connection: 'close' },
  });
}
