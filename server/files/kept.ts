import { LibsqlError } from '@libsql/client';
import type { Id } from '../../shared/ids.ts';
import { HttpError } from '../http/index.ts';
import type { Workspace } from '../workspace/index.ts';
import type { Arrived, FileStorage } from './storage.ts';

const day = 86_400_000;

/** Days for which the file of a deleted document is kept: as long as the document can be brought back. */
export const restoreDays = 30;

/** Milliseconds after which a process that was deleting a content is no more. */
const deletingAtMost = 10 * 60_000;

const hashOfDocument = "data ->> '$.content_hash'";

/**
 * Which contents a workspace keeps. A content is written down before it is stored and struck off after it is deleted, so
 * that none is ever stored without being written down; and as its deletion is written down first too, an upload of the
 * same content on any process either keeps it from being deleted or waits until it is gone.
 */
export class Kept {
  readonly #storage: FileStorage;
  readonly #now: () => number;

  constructor(storage: FileStorage, now: () => number = Date.now) {
    this.#storage = storage;
    this.#now = now;
  }

  /** Stores a content. It stays for a day, and then for as long as a document has it. */
  async keep(workspace: Workspace, hash: string, arrived: Arrived): Promise<void> {
    for (let tries = 0; !(await this.#written(workspace, hash, arrived.size)); tries++) {
      if (tries === 20) throw new HttpError('unavailable', 'The same file is just being deleted. Try again in some minutes.');
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await this.#storage.put({ workspaceId: workspace.id, hash }, arrived).catch((cause: unknown) => {
      throw new HttpError('unavailable', 'The file could not be stored. Try again.', { cause });
    });
  }

  /** The content of a document. @throws HttpError unavailable; Error where it is lost */
  async open(workspaceId: Id, hash: string): Promise<ReadableStream<Uint8Array>> {
    const content = await this.#storage.open({ workspaceId, hash }).catch((cause: unknown) => {
      throw new HttpError('unavailable', 'The file cannot be had at the moment. Try again.', { cause });
    });
    if (!content) throw new Error('The content of a document is not in the storage.');
    return content;
  }

  /** Deletes what no document has any more, nor any that can be brought back. Gives how many contents that were. */
  async sweep(workspace: Workspace): Promise<number> {
    const { client, id: workspaceId } = workspace;
    const before = (milliseconds: number) => this.#at(-milliseconds);
    const forgotten = { sql: "type = 'document' AND removed_at < ?", args: [before(restoreDays * day)] };
    const unwanted = {
      sql: `at < ? AND (deleting_at IS NULL OR deleting_at < ?)
            AND hash NOT IN (SELECT ${hashOfDocument} FROM record WHERE type = 'document')`,
      args: [before(day), before(deletingAtMost)],
    };
    const [, , found] = await client.batch(
      [
        // They stay for a day yet: whoever is bringing such a document back at this moment finds its content.
        {
          sql: `UPDATE stored_file SET at = ? WHERE hash IN (SELECT ${hashOfDocument} FROM record WHERE ${forgotten.sql})`,
          args: [this.#at(), ...forgotten.args],
        },
        { sql: `DELETE FROM record WHERE ${forgotten.sql}`, args: forgotten.args },
        { sql: `SELECT hash FROM stored_file WHERE ${unwanted.sql}`, args: unwanted.args },
      ],
      'write',
    );
    let deleted = 0;
    for (const row of found?.rows ?? []) {
      const hash = String(row['hash']);
      const at = this.#at();
      // One after the other, each looked at once more: what is written down as being deleted is deleted within minutes.
      const { rowsAffected } = await client.execute({
        sql: `UPDATE stored_file SET deleting_at = ? WHERE hash = ? AND ${unwanted.sql}`,
        args: [at, hash, ...unwanted.args],
      });
      if (rowsAffected === 0) continue;
      await this.#storage.delete({ workspaceId, hash });
      await client.execute({ sql: 'DELETE FROM stored_file WHERE hash = ? AND deleting_at = ?', args: [hash, at] });
      deleted++;
    }
    return deleted;
  }

  /** Writes a content down; false while it is being deleted, or while another process writes. */
  async #written({ client }: Workspace, hash: string, size: number): Promise<boolean> {
    try {
      const { rowsAffected } = await client.execute({
        sql: `INSERT INTO stored_file (hash, size, at) VALUES (?, ?, ?)
              ON CONFLICT (hash) DO UPDATE SET at = excluded.at, deleting_at = NULL
              WHERE deleting_at IS NULL OR deleting_at < ?`,
        args: [hash, size, this.#at(), this.#at(-deletingAtMost)],
      });
      return rowsAffected === 1;
    } catch (error) {
      if (error instanceof LibsqlError && error.code.startsWith('SQLITE_BUSY')) return false;
      throw error;
    }
  }

  #at(offset = 0): string {
    return new Date(this.#now() + offset).toISOString();
  }
}
