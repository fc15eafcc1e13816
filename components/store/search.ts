import type { ListType } from '../../shared/filters/index.ts';
import { isListed, listTypes, searchText } from '../../shared/filters/index.ts';
import type { Id } from '../../shared/ids.ts';
import { keyOf } from '../../shared/mutators/index.ts';
import type { Row } from '../../shared/records/index.ts';
import { SearchIndex } from '../../shared/search/index.ts';
import type { Store } from './store.ts';

export interface FoundRecord {
  type: ListType;
  id: Id;
  row: Row<ListType>;
  /** From 0 to 1, the higher the better. */
  score: number;
}

/** Milliseconds of work after which the page may paint. */
const slice = 6;

/**
 * Search across the leads, contacts, deals and tasks of a store, by words, parts of them and with typing mistakes. The index
 * is made when somebody first searches, a slice at a time, and kept true by what changes from then on.
 */
class Search {
  readonly #store: Store;
  readonly #index = new SearchIndex();
  readonly #stop: (() => void)[] = [];
  #made: Promise<void> | undefined;
  #ready = '';

  constructor(store: Store) {
    this.#store = store;
  }

  /** The best `limit` records for a text, the best first. Converted leads are found as the contacts that they have become. */
  async find(text: string, options: { limit?: number; types?: readonly ListType[] } = {}): Promise<FoundRecord[]> {
    const { limit = 20, types = listTypes } = options;
    await (this.#made ??= this.#make());
    const within = types.length === listTypes.length ? undefined : (key: string) => types.some((type) => key.startsWith(`${type}/`));
    return this.#index.find(text, limit, within).flatMap(({ key, score }) => {
      const [type = '', id = ''] = key.split('/');
      const row = isListed(type) ? this.#store.get(type, id) : undefined;
      return row && isListed(type) ? [{ type, id, row, score }] : [];
    });
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }

  async #make(): Promise<void> {
    this.#ready = this.#store.status.ready;
    this.#stop.push(
      this.#store.onChanges((changes) => {
        for (const { type, id, after } of changes) if (isListed(type)) this.#put(type, id, after as Row<ListType> | undefined);
      }),
      // What is read whole, from the disk or from the server, is told as one.
      this.#store.onStatus(() => {
        const { ready } = this.#store.status;
        if (ready === this.#ready) return;
        this.#ready = ready;
        this.#made = this.#sweep();
      }),
    );
    await this.#sweep();
  }

  async #sweep(): Promise<void> {
    let until = performance.now() + slice;
    for (const type of listTypes) {
      // Rows come and go while this waits.
      const rows = [...this.#store.all(type)];
      for (const row of rows) {
        this.#put(type, row.id, row);
        if (performance.now() < until) continue;
        await new Promise((resolve) => setTimeout(resolve));
        until = performance.now() + slice;
      }
    }
  }

  #put(type: ListType, id: Id, row: Row<ListType> | undefined): void {
    const key = keyOf(type, id);
    if (!row || ('converted_at' in row && row.converted_at !== null)) this.#index.remove(key);
    else this.#index.put(key, searchText(type, row));
  }
}

const searches = new WeakMap<Store, Search>();

/** The one search of a store: whoever searches shares its index. */
export function searchOf(store: Store): Search {
  let search = searches.get(store);
  if (!search) searches.set(store, (search = new Search(store)));
  return search;
}
