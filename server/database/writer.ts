import type { InArgs, InStatement, ResultSet, TransactionMode } from '@libsql/client';
import { LibsqlError } from '@libsql/client';
import type { Database, DatabaseConfig } from './open.ts';
import { openDatabase } from './open.ts';
import type { Place } from './thread.ts';
import { Thread, asResultSet } from './thread.ts';

/** The one thread that writes in this process; it has a connection to each database that is open. */
const thread = new Thread(Number.POSITIVE_INFINITY);

/**
 * Databases whose writes are done in a thread of their own: while it waits for the disk, requests are read and answered. A
 * libSQL server is written to from here.
 */
export class Writer {
  readonly #config: DatabaseConfig;
  readonly #closing = new Set<Promise<void>>();

  constructor(config: DatabaseConfig) {
    this.#config = config;
  }

  /** Opens a database by its name, as `openDatabase` does. */
  async open(name: string): Promise<Database> {
    const client = await openDatabase(this.#config, name);
    if (this.#config.libsql) return client;
    const place = { dataDir: this.#config.dataDir, name };
    return new WrittenInThread(client, place, () => {
      const closing = thread.letGoOf(place).finally(() => this.#closing.delete(closing));
      this.#closing.add(closing);
    });
  }

  /** Waits until the databases that were closed are let go of. */
  async close(): Promise<void> {
    await Promise.all(this.#closing);
  }
}

/** Whether a statement only reads. One that cannot be told writes: it is done all the same, in the thread. */
const reads = (statement: InStatement | [string, InArgs?]): boolean =>
  /^\s*(?:SELECT|PRAGMA\s+\w+\s*$)/i.test(
    typeof statement === 'string' ? statement : Array.isArray(statement) ? statement[0] : statement.sql,
  );

/** A connection that reads here and now, and writes in the thread. What a write has left is read as soon as it resolves. */
class WrittenInThread implements Database {
  readonly #here: Database;
  readonly #place: Place;
  readonly #letGo: () => void;
  #closed = false;

  constructor(here: Database, place: Place, letGo: () => void) {
    this.#here = here;
    this.#place = place;
    this.#letGo = letGo;
  }

  async execute(statement: InStatement | string, args?: InArgs): Promise<ResultSet> {
    const whole: InStatement = typeof statement === 'string' && args ? { sql: statement, args } : statement;
    if (reads(whole)) return this.#here.execute(whole);
    this.#refuseClosed();
    const [result] = await thread.run(this.#place, 'alone', [whole]);
    if (!result) throw new Error('A statement has come to nothing.');
    return asResultSet(result);
  }

  async batch(statements: (InStatement | [string, InArgs?])[], mode?: TransactionMode): Promise<ResultSet[]> {
    if (mode === 'read' || (mode !== 'write' && statements.every(reads))) return this.#here.batch(statements, 'read');
    this.#refuseClosed();
    return (await thread.run(this.#place, 'write', statements)).map(asResultSet);
  }

  /** The thread would open it anew. */
  #refuseClosed(): void {
    if (this.#closed) throw new LibsqlError('The client is closed', 'CLIENT_CLOSED');
  }

  close(): void {
    this.#closed = true;
    this.#here.close();
    this.#letGo();
  }
}
