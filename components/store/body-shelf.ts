import type { EmailBody } from '../../shared/records/email.ts';

/** Messages of which the text is kept: the longest has 64,000 characters, most a few thousand. */
const most = 300;

interface Kept extends EmailBody {
  id: string;
  /** When it was read last, by this machine's clock: it says only which goes first. */
  at: number;
}

/** The database of messages' texts beside one of records. It has a name of its own: pages of an earlier version do not know of it. */
export const shelfOf = (name: string): string => `${name}/bodies`;

/** Texts of messages in IndexedDB, the latest read. There is no database before the first is put there. */
export class BodyShelf {
  readonly #name: string;
  #db: Promise<IDBDatabase | undefined> | undefined;
  #closed = false;

  constructor(name: string) {
    this.#name = shelfOf(name);
  }

  async get(id: string): Promise<EmailBody | undefined> {
    const db = await this.#open();
    const kept = db && !this.#closed && (await answer<Kept | undefined>(db.transaction('bodies').objectStore('bodies').get(id)));
    return kept ? { body_html: kept.body_html, body_text: kept.body_text } : undefined;
  }

  /** Puts one there, or notes that it was read. Those that were read longest ago make room. */
  async put(id: string, { body_html, body_text }: EmailBody): Promise<void> {
    const bodies = await this.#writing(true);
    if (!bodies) return;
    bodies.put({ id, body_html, body_text, at: Date.now() } satisfies Kept);
    let over = (await answer(bodies.count())) - most;
    if (over <= 0) return;
    const oldest = bodies.index('at').openKeyCursor();
    oldest.onsuccess = () => {
      const cursor = oldest.result;
      if (!cursor || over-- <= 0) return;
      bodies.delete(cursor.primaryKey);
      cursor.continue();
    };
  }

  /** Takes those away that are not wanted any more. */
  async sweep(isWanted: (id: string) => boolean): Promise<void> {
    const bodies = await this.#writing(false);
    if (!bodies) return;
    for (const id of await answer(bodies.getAllKeys())) if (!isWanted(String(id))) bodies.delete(id);
  }

  async remove(ids: readonly string[]): Promise<void> {
    const bodies = await this.#writing(false);
    for (const id of ids) bodies?.delete(id);
  }

  close(): void {
    this.#closed = true;
    void this.#db?.then((db) => db?.close());
  }

  /** Nothing stays, and nothing comes. Resolves when it is gone, or goes as soon as other tabs have let go of it. */
  async wipe(): Promise<void> {
    this.close();
    await this.#db;
    const request = indexedDB.deleteDatabase(this.#name);
    await new Promise<void>((resolve, reject) => {
      request.onsuccess = request.onblocked = () => resolve();
      request.onerror = () => reject(request.error);
    });
  }

  async #writing(make: boolean): Promise<IDBObjectStore | undefined> {
    const db = await this.#open(make);
    return this.#closed ? undefined : db?.transaction('bodies', 'readwrite').objectStore('bodies');
  }

  async #open(make = false): Promise<IDBDatabase | undefined> {
    if (this.#closed) return undefined;
    const known = await this.#db;
    if (known || this.#closed) return known;
    const opening = open(this.#name, make);
    this.#db = opening.catch(() => undefined);
    const db = await opening;
    const forget = () => void (this.#db = undefined);
    if (!db) {
      forget();
      return undefined;
    }
    db.onversionchange = () => {
      db.close();
      forget();
    };
    db.onclose = forget;
    return db;
  }
}

/** The database; undefined where there is none, and none shall be made. */
function open(name: string, make: boolean): Promise<IDBDatabase | undefined> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    let none = false;
    request.onupgradeneeded = () => {
      if (make) request.result.createObjectStore('bodies', { keyPath: 'id' }).createIndex('at', 'at');
      else {
        none = true;
        request.transaction?.abort();
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => (none ? resolve(undefined) : reject(request.error));
  });
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
