import { Worker } from 'node:worker_threads';
import type { InArgs, InStatement, ResultSet, Value } from '@libsql/client';
import { LibsqlError } from '@libsql/client';

/** A statement as a client takes it. */
export type Statement = InStatement | [string, InArgs?];

/** How statements run: together as a transaction that reads or writes, or one of them alone, outside of any. */
export type Mode = 'read' | 'write' | 'alone';

/** A database of a data folder, by its name. */
export interface Place {
  dataDir: string;
  name: string;
}

/** What a thread is asked to do: statements on a database, to let go of its connection to it, or to end. */
export type Request =
  | { id: number; place: Place; mode: Mode; statements: readonly Statement[] }
  | { id: number; place: Place; letGo: true }
  | 'close';

/** What came of one statement, as it travels between threads: an array for each row. */
export interface Result {
  columns: string[];
  rows: Value[][];
  rowsAffected: number;
  lastInsertRowid: bigint | undefined;
}

export type Answer = { id: number; results: Result[] } | { id: number; error: { message: string; code?: string } };

/**
 * A thread with connections of its own to embedded databases: a file's library works synchronously, and would keep everyone
 * else waiting. It starts when it is asked first, and what it is asked is done in that order.
 */
export class Thread {
  readonly #keptOpen: number;
  readonly #waiting = new Map<number, { resolve: (results: Result[]) => void; reject: (error: Error) => void }>();
  #worker: Worker | undefined;
  #last = 0;

  /** @param keptOpen databases that it stays connected to at the most, those asked for last */
  constructor(keptOpen: number) {
    this.#keptOpen = keptOpen;
  }

  /** Runs statements on a database. @throws LibsqlError */
  run(place: Place, mode: Mode, statements: readonly Statement[]): Promise<Result[]> {
    return this.#answered((id) => ({ id, place, mode, statements }));
  }

  /** Closes the thread's connection to a database, once all is done that was asked before. */
  async letGoOf(place: Place): Promise<void> {
    if (this.#worker) await this.#answered((id) => ({ id, place, letGo: true }));
  }

  #answered(request: (id: number) => Request): Promise<Result[]> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#ask(request(id));
      this.#waiting.set(id, { resolve, reject });
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker) {
      // It ends by itself: to end a thread in the middle of the library's own code can end the process.
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      worker.ref();
      worker.postMessage('close' satisfies Request);
      await ended;
    }
    this.#fail(new Error('The server is stopping.'));
  }

  #ask(request: Request): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(request);
    // Whoever waits keeps the process alive; a thread that has nothing to do does not.
    this.#worker.ref();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./thread-worker.ts', import.meta.url), { workerData: this.#keptOpen });
    worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (this.#waiting.size === 0) worker.unref();
      if ('error' in answer) waiting?.reject(errorOf(answer.error));
      else waiting?.resolve(answer.results);
    });
    worker.once('error', (error) => {
      this.#worker = undefined;
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    });
    // One that has ended, however it did, is neither asked nor waited for again.
    worker.once('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#fail(new Error('The thread for the database has ended.'));
    });
    return worker;
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function errorOf({ message, code }: { message: string; code?: string }): Error {
  if (code === undefined) return new Error(message);
  const prefix = `${code}: `;
  return new LibsqlError(message.startsWith(prefix) ? message.slice(prefix.length) : message, code);
}

/** The results of statements as a client gives them. */
export const asResultSet = ({ columns, rows, rowsAffected, lastInsertRowid }: Result): ResultSet => ({
  columns,
  columnTypes: columns.map(() => ''),
  rows: rows.map((values) => {
    const row = Object.fromEntries(columns.map((column, at) => [column, values[at] ?? null])) as ResultSet['rows'][number];
    // By place as well, where nobody sees it who goes through the names.
    values.forEach((value, at) => Object.defineProperty(row, at, { value }));
    return Object.defineProperty(row, 'length', { value: values.length });
  }),
  rowsAffected,
  lastInsertRowid,
  toJSON: () => ({ columns, rows, rowsAffected }),
});
