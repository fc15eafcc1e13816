import type { Id } from '../../shared/ids.ts';
import { keyOf } from '../../shared/mutators/index.ts';
import type { Row } from '../../shared/records/index.ts';
import type { SearchedType } from '../../shared/search/index.ts';
import { SearchIndex, foundBy, isSearched, searchedTypes } from '../../shared/search/index.ts';
import { breathe } from './filling.ts';
import type { Store } from './store.ts';

export interface FoundRecord {
  type: SearchedType;
  id: Id;
  row: Row<SearchedType>;
  /** From 0 to 1, the higher the better. */
  score: number;
}

interface FindOptions {
  limit?: number;
  /** Parts of words and mistyped ones are looked for where there are fewer than these without them; the limit where left out. */
  enough?: number;
  types?: readonly SearchedType[];
  /** Ends a search that nobody waits for any more: it gives nothing then. */
  signal?: AbortSignal;
}

/** Milliseconds of work after which the page may paint. */
const slice = 6;

/**
 * Search across what a store holds, by words, parts of them and with typing mistakes. The index is made when somebody first
 * searches and kept true by what changes from then on; both it and each search work a slice at a time, so that the page
 * answers meanwhile, however many records there are.
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

  /** Makes the index, where it is not there yet: somebody is about to search. */
  prepare(): Promise<void> {
    return (this.#made ??= this.#make());
  }

  /** The best `limit` records for a text, the best first. Converted leads are found as the contacts that they have become. */
  async find(text: string, { limit = 20, enough = limit, types = searchedTypes, signal }: FindOptions = {}): Promise<FoundRecord[]> {
    await this.prepare();
    const within = (key: string) => types.some((type) => key.startsWith(`${type}/`));
    const steps = this.#index.steps(text, { limit, enough, ...(types.length < searchedTypes.length ? { within } : {}) });
    let until = performance.now() + slice;
    for (;;) {
      if (signal?.aborted) return [];
      const { done, value } = steps.next();
      if (done)
        return value.flatMap(({ key, score }) => {
          const [type = '', id = ''] = key.split('/');
          const row = isSearched(type) ? this.#store.get(type, id) : undefined;
          return row && isSearched(type) ? [{ type, id, row, score }] : [];
        });
      if (performance.now() < until) continue;
      await breathe();
      until = performance.now() + slice;
    }
  }

  close(): void {
    for (const stop of this.#stop) stop();
  }

  async #make(): Promise<void> {
    this.#ready = this.#store.status.ready;
    this.#stop.push(
      this.#store.onChanges((changes) => {
        for (const { type, id, after } of changes) if (isSearched(type)) this.#put(type, id, after as Row<SearchedType> | undefined);
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
    for (const type of searchedTypes) {
      // Rows come and go while this waits.
      const rows = [...this.#store.all(type)];
      for (const { id } of rows) {
        this.#put(type, id, this.#store.get(type, id));
        if (performance.now() < until) continue;
        await breathe();
        until = performance.now() + slice;
      }
    }
  }

  #put(type: SearchedType, id: Id, row: Row<SearchedType> | undefined): void {
    const key = keyOf(type, id);
    if (!row || ('converted_at' in row && row.converted_at !== null)) this.#index.remove(key);
    else this.#index.put(key, foundBy(type, row));
  }
}

const searches = new WeakMap<Store, Search>();

/** The one search of a store: whoever searches shares its index. */
export function searchOf(store: Store): Search {
  let search = searches.get(store);
  if (!search) searches.set(store, (search = new Search(store)));
  return search;
}
