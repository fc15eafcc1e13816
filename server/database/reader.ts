import { Worker } from 'node:worker_threads';
import type { Client, InStatement, Value } from '@libsql/client';
import type { DatabaseConfig } from './open.ts';

export type ReadRow = Readonly<Record<string, Value>>;

export interface ReadRequest {
  id: number;
  name: string;
  statements: readonly InStatement[];
}

export type ReadAnswer = { id: number; results: { columns: string[]; rows: Value[][] }[] } | { id: number; error: string };

/**
 * Reads that look at many rows, in a thread of their own: a file's library answers synchronously, and would keep everyone
 * else waiting. A libSQL server is asked from here, since it has threads of its own.
 */
export class Reader {
  readonly #config: DatabaseConfig;
  readonly #waiting = new Map<number, { resolve: (rows: ReadRow[][]) => void; reject: (error: Error) => void }>();
  #worker: Worker | undefined;
  #last = 0;

  constructor(config: DatabaseConfig) {
    this.#config = { dataDir: config.dataDir, libsql: config.libsql };
  }

  /** Runs statements that only read, all at one moment of a database; gives the rows of each. */
  async read(database: { name: string; client: Client }, statements: readonly InStatement[]): Promise<ReadRow[][]> {
    if (this.#config.libsql) {
      const results = await database.client.batch([...statements], 'read');
      return results.map(({ columns, rows }) =>
        rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))),
      );
    }
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const request: ReadRequest = { id, name: database.name, statements };
      this.#thread().postMessage(request);
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker) {
      // It ends by itself: to end a thread in the middle of the library's own code can end the process.
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      worker.ref();
      worker.postMessage('close');
      await ended;
    }
    this.#fail(new Error('The server is stopping.'));
  }

  #thread(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./reader-worker.ts', import.meta.url), { workerData: this.#config });
    worker.on('message', (answer: ReadAnswer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if ('error' in answer) waiting?.reject(new Error(answer.error));
      else
        waiting?.resolve(
          answer.results.map(({ columns, rows }) =>
            rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null]))),
          ),
        );
    });
    worker.once('error', (error) => {
      this.#worker = undefined;
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    });
    // One that has ended, however it did, is neither asked nor waited for again.
    worker.once('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#fail(new Error('The reading thread has ended.'));
    });
    // It must not keep a process alive that has nothing else to do.
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
