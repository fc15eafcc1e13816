import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { LineEncoding } from './line-stream.ts';
import { lineEncodings, lineStream } from './line-stream.ts';

const plain = (body: ReadableStream<Uint8Array>, encoding: LineEncoding | undefined): Readable => {
  const bytes = Readable.fromWeb(body as NodeStream);
  return encoding === undefined ? bytes : bytes.pipe(encoding === 'zstd' ? createZstdDecompress() : createGunzip());
};
const onFault = (error: unknown) => {
  throw error;
};

describe.each([...lineEncodings, undefined])('lines as %s', (encoding) => {
  test('come through as they are', async () => {
    async function* lines() {
      for (let n = 0; n < 1000; n++) yield `{"line":${n},"text":"${'é'.repeat(100)}"}\n`;
    }
    const text = Buffer.concat(await plain(lineStream({ lines: lines(), encoding, onFault }), encoding).toArray()).toString();
    expect(text.split('\n')).toHaveLength(1001);
    expect(JSON.parse(text.split('\n')[999] ?? '')).toEqual({ line: 999, text: 'é'.repeat(100) });
  });

  test('can be read one by one while the next ones are not there yet', async () => {
    let release = () => {};
    const waiting = new Promise<void>((resolve) => (release = resolve));
    async function* lines() {
      yield 'first\n';
      await waiting;
      yield 'second\n';
    }
    const read = plain(lineStream({ lines: lines(), encoding, onFault }), encoding)[Symbol.asyncIterator]();
    expect(String((await read.next()).value)).toBe('first\n');
    release();
    expect(String((await read.next()).value)).toBe('second\n');
    expect((await read.next()).done).toBe(true);
  });

  test('are let go of when the reader leaves', async () => {
    let letGo = () => {};
    const gone = new Promise<void>((resolve) => (letGo = resolve));
    async function* lines() {
      try {
        for (;;) yield 'more and more\n';
      } finally {
        letGo();
      }
    }
    const reader = lineStream({ lines: lines(), encoding, onFault }).getReader();
    await reader.read();
    await reader.cancel();
    await gone;
  });

  test('that end in an error never look whole', async () => {
    const faults: unknown[] = [];
    async function* lines() {
      yield 'first\n';
      throw new Error('the database is gone');
    }
    const reader = lineStream({ lines: lines(), encoding, onFault: (error) => void faults.push(error) }).getReader();
    await expect(
      (async () => {
        while (!(await reader.read()).done);
      })(),
    ).rejects.toThrow();
    expect(faults).toHaveLength(1);
  });
});
