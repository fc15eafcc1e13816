import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

/** Milliseconds after which nobody is reading a file any more. */
const leftAfter = 6 * 3_600_000;

/** Files that are made for somebody and given out once: each in a folder that goes when it has been read, or nobody reads any more. */
export class Outgoing {
  readonly #root: string;

  constructor(dataDir: string) {
    this.#root = join(dataDir, 'exports');
  }

  /** Makes a file, and gives its bytes. @param make writes it at the path that it is told */
  async give(make: (path: string) => Promise<unknown>): Promise<{ body: ReadableStream<Uint8Array>; size: number }> {
    await mkdir(this.#root, { recursive: true, mode: 0o700 });
    await this.#sweep();
    const folder = await mkdtemp(join(this.#root, 'export-'));
    const remove = () => rm(folder, { recursive: true, force: true });
    try {
      const path = join(folder, 'file');
      await make(path);
      const { size } = await stat(path);
      const file = createReadStream(path);
      file.once('close', () => void remove());
      return { body: Readable.toWeb(file) as ReadableStream<Uint8Array>, size };
    } catch (error) {
      await remove();
      throw error;
    }
  }

  /** What processes that were killed have left. */
  async #sweep(): Promise<void> {
    for (const name of await readdir(this.#root)) {
      const path = join(this.#root, name);
      const left = await stat(path).catch(() => undefined);
      if (left && Date.now() - left.mtimeMs > leftAfter) await rm(path, { recursive: true, force: true });
    }
  }
}
