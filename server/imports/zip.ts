import type { Readable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';
import { openPromise } from 'yauzl';
import { UnreadableFile } from './read.ts';

/** Reading ZIP files that nobody vouches for: what they say of themselves is bounded, and held to. */

/** Most files in one ZIP, and most bytes that they may be unpacked, one and all. */
export interface ZipLimits {
  entries: number;
  entryBytes: number;
  allBytes: number;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`;

/** A ZIP's files by their names. They are read while `use` runs, and no longer. @throws UnreadableFile */
export async function withZip<T>(path: string, limits: ZipLimits, use: (zip: OpenZip) => Promise<T>): Promise<T> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw brokenZip(error);
  });
  try {
    return await use(new OpenZip(zip, await entriesOf(zip, limits)));
  } finally {
    zip.close();
  }
}

export class OpenZip {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;

  constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  get names(): string[] {
    return [...this.#entries.keys()];
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** A file's bytes, in pieces; no more of them than the ZIP has said there are. @param most bytes that it may have @throws UnreadableFile */
  async *bytes(name: string, most = Infinity): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(name);
    if (!entry) throw new UnreadableFile(`The file lacks its part ${name}.`);
    if (entry.uncompressedSize > most) throw new UnreadableFile(`${name} is larger than ${megabytes(most)}.`);
    try {
      yield* (await this.#zip.openReadStreamPromise(entry)) as Readable & AsyncIterable<Buffer>;
    } catch (error) {
      throw brokenZip(error);
    }
  }

  async whole(name: string, most = Infinity): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.bytes(name, most)) pieces.push(piece);
    return Buffer.concat(pieces);
  }
}

async function entriesOf(zip: ZipFile, limits: ZipLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) throw new UnreadableFile(`The file holds more than ${limits.entries} files.`);
  const entries = new Map<string, Entry>();
  let all = 0;
  try {
    for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
      if (entry.fileName.endsWith('/')) continue;
      if (entry.isEncrypted()) throw new UnreadableFile('The file is protected by a password: save it without one.');
      all += entry.uncompressedSize;
      if (entry.uncompressedSize > limits.entryBytes || all > limits.allBytes)
        throw new UnreadableFile(`The file unpacks to more than ${megabytes(limits.entryBytes)}: split it.`);
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    throw brokenZip(error);
  }
  return entries;
}

function brokenZip(error: unknown): unknown {
  if (error instanceof UnreadableFile) return error;
  // The reader says what is broken in words of its own; everything else is a fault of ours or of the disk.
  if (error instanceof Error && !('code' in error && /^E[A-Z]+$/.test(String(error.code))))
    return new UnreadableFile(`The file is damaged or incomplete: ${error.message}.`);
  return error;
}
