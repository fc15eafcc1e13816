import { Readable, pipeline } from 'node:stream';
import { ReadableStream as WebStream } from 'node:stream/web';
import { constants, createGzip, createZstdCompress } from 'node:zlib';

/** The encodings of a stream of lines, the better first. */
export const lineEncodings = ['zstd', 'gzip'] as const;
export type LineEncoding = (typeof lineEncodings)[number];

/**
 * Lines as a body, no faster than it is read. Compressed ones are flushed line by line: a client can paint the first
 * block while the others are on their way.
 */
export function lineStream(options: {
  lines: AsyncIterable<string>;
  encoding: LineEncoding | undefined;
  /** The lines ended in an error: the body ends without its tail. */
  onFault: (error: unknown) => void;
}): ReadableStream<Uint8Array> {
  const { lines, encoding, onFault } = options;
  const told = tellFaults(lines, onFault);
  if (encoding === undefined) return WebStream.from(toBytes(told)) as globalThis.ReadableStream<Uint8Array>;
  const bytes = encoding === 'zstd' ? createZstdCompress({ flush: constants.ZSTD_e_flush }) : createGzip({ flush: constants.Z_SYNC_FLUSH });
  // Ends both when either ends: a client that leaves lets go of the lines. Faults have been told by then.
  pipeline(Readable.from(told, { objectMode: true, highWaterMark: 1 }), bytes, () => undefined);
  return Readable.toWeb(bytes) as globalThis.ReadableStream<Uint8Array>;
}

async function* tellFaults(lines: AsyncIterable<string>, onFault: (error: unknown) => void): AsyncGenerator<string> {
  try {
    yield* lines;
  } catch (error) {
    onFault(error);
    throw error;
  }
}

async function* toBytes(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const line of lines) yield encoder.encode(line);
}
