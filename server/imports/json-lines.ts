import { createReadStream } from 'node:fs';

/**
 * The values of a file that holds one in JSON on each line. Lines end with a line feed and nothing else: JSON may hold the
 * separators U+2028 and U+2029 as they are, at which node:readline would cut it.
 */
export async function* jsonLines<T>(path: string): AsyncGenerator<T> {
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    // A long line is put together once, when its end has come.
    if (!chunk.includes('\n')) {
      rest += chunk;
      continue;
    }
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as T;
  }
  // What a killed process has left of its last line is no line.
}
