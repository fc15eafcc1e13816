import type { InStatement, Value } from '@libsql/client';
import type { Database, DatabaseConfig } from './open.ts';
import { Thread } from './thread.ts';

const keptOpen = 20;

export type ReadRow = Readonly<Record<string, Value>>;

/** Reads that look at many rows, in a thread of their own. A libSQL server is asked from here, since it has threads of its own. */
export class Reader {
  readonly #dataDir: string;
  readonly #thread: Thread | undefined;

  constructor({ dataDir, libsql }: DatabaseConfig) {
    this.#dataDir = dataDir;
    this.#thread = libsql ? undefined : new Thread(keptOpen);
  }

  /** Runs statements that only read, all at one moment of a database; gives the rows of each. */
  async read(database: { name: string; client: Database }, statements: readonly InStatement[]): Promise<ReadRow[][]> {
    const named = (columns: string[], valueAt: (row: number, at: number) => Value | undefined, rows: number): ReadRow[] =>
      Array.from({ length: rows }, (_, row) => Object.fromEntries(columns.map((column, at) => [column, valueAt(row, at) ?? null])));
    if (!this.#thread) {
      const results = await database.client.batch([...statements], 'read');
      return results.map(({ columns, rows }) => named(columns, (row, at) => rows[row]?.[at], rows.length));
    }
    const results = await this.#thread.run({ dataDir: this.#dataDir, name: database.name }, 'read', statements);
    return results.map(({ columns, rows }) => named(columns, (row, at) => rows[row]?.[at], rows.length));
  }

  async close(): Promise<void> {
    await this.#thread?.close();
  }
}
