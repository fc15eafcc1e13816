import type { Id } from '../../shared/ids.ts';
import type { Alike, Compared, DuplicateGroup } from '../../shared/duplicates/index.ts';
import { DuplicateIndex, candidateOf, countryOf } from '../../shared/duplicates/index.ts';
import type { MergedType, Row } from '../../shared/records/index.ts';
import { breathe } from '../store/filling.ts';
import type { Store } from '../store/index.ts';

/** Milliseconds of work after which the page may paint. */
const slice = 6;

/** Milliseconds after a change within which further ones are told with it. */
const settle = 300;

/**
 * The records of a store that are one, leads or contacts. The index is made when somebody first asks, a slice at a time, and kept
 * true by what changes from then on.
 */
class Duplicates {
  readonly #store: Store;
  readonly #type: MergedType;
  readonly #index = new DuplicateIndex();
  readonly #listeners = new Set<() => void>();
  #made: Promise<void> | undefined;
  #ready = '';
  /** Whether all records there are have been looked at. */
  #complete = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: Store, type: MergedType) {
    this.#store = store;
    this.#type = type;
  }

  /** Calls back when there may be other groups; gives the function that stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** False while records are still on their way: there may be more groups than were found. */
  get complete(): boolean {
    return this.#complete;
  }

  /** What a record that is being written may be already. */
  async alike(draft: Compared & { id?: Id }): Promise<Alike[]> {
    await this.#prepare();
    return this.#index.alike(candidateOf(this.#type, { id: '', ...draft }, country()));
  }

  /** All groups, the surest first, without what somebody has said to be two; nothing where the search is ended meanwhile. */
  async groups(signal: AbortSignal): Promise<DuplicateGroup[] | undefined> {
    await this.#prepare();
    const apart = this.#apart();
    const steps = this.#index.groups((a, b) => apart.has(`${a} ${b}`) || apart.has(`${b} ${a}`));
    let until = performance.now() + slice;
    for (;;) {
      if (signal.aborted) return undefined;
      const { done, value } = steps.next();
      if (done) return value;
      if (performance.now() < until) continue;
      await breathe();
      until = performance.now() + slice;
    }
  }

  #apart(): Set<string> {
    const pairs = new Set<string>();
    for (const { record_id, other_ids } of this.#store.all('distinction'))
      for (const other of other_ids) pairs.add(`${record_id} ${other}`);
    return pairs;
  }

  #prepare(): Promise<void> {
    return (this.#made ??= this.#make());
  }

  async #make(): Promise<void> {
    this.#ready = this.#store.status.ready;
    this.#store.onChanges((changes) => {
      let told = false;
      for (const { type, id, after } of changes) {
        if (type === this.#type) this.#put(id, after as Row<MergedType> | undefined);
        told ||= type === this.#type || type === 'distinction' || type === 'merge';
      }
      if (told) this.#later();
    });
    // What is read whole, from the disk or from the server, is told as one.
    this.#store.onStatus(() => {
      const { ready } = this.#store.status;
      if (ready === this.#ready) return;
      this.#ready = ready;
      this.#made = this.#sweep().then(() => this.#later());
    });
    await this.#sweep();
  }

  async #sweep(): Promise<void> {
    this.#complete = false;
    const ready = this.#ready;
    let until = performance.now() + slice;
    // Rows come and go while this waits: what comes is told by its change.
    for (const { id } of this.#store.all(this.#type)) {
      this.#put(id, this.#store.get(this.#type, id));
      if (performance.now() < until) continue;
      await breathe();
      until = performance.now() + slice;
    }
    this.#complete = ready === 'all' && this.#ready === 'all';
  }

  #put(id: Id, row: Row<MergedType> | undefined): void {
    if (!row || ('converted_at' in row && row.converted_at !== null)) this.#index.remove(id);
    else this.#index.put(candidateOf(this.#type, row, country()));
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const listener of this.#listeners) listener();
    }, settle);
  }
}

/** Where whoever looks is: numbers are written as they are dialled there. */
const country = (): ReturnType<typeof countryOf> => countryOf(new Intl.Locale(navigator.language).maximize().region);

const known = new WeakMap<Store, Partial<Record<MergedType, Duplicates>>>();

/** The one search for duplicates of a store and a type: whoever asks shares its index. */
export function duplicatesOf(store: Store, type: MergedType): Duplicates {
  const types = known.get(store) ?? {};
  known.set(store, types);
  return (types[type] ??= new Duplicates(store, type));
}
