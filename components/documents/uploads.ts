import { newId } from '../../shared/ids.ts';
import type { ResourceType } from '../../shared/records/index.ts';
import { msg, refusalWords, str } from '../base/localisation/index.ts';
import type { Sending, Store } from '../store/index.ts';
import { Refusal, Unreachable } from '../store/index.ts';
import { sendFile } from './send-file.ts';
import { limitSize } from './words.ts';

/** A file on its way to a record. */
export interface Upload {
  /** That of the document which comes of it. */
  readonly id: string;
  readonly file: File;
  readonly type: ResourceType;
  readonly recordId: string;
  state: 'waiting' | 'sending' | 'sent' | 'failed';
  /** How much of it has left, from 0 to 1. */
  share: number;
  /** Why it failed, and whether to try again can help. */
  problem: { words: string; again: boolean } | undefined;
}

/** How many leave at the same time; the others wait. */
const together = 3;

interface Limits {
  max_bytes: number;
}

const all = new WeakMap<Store, Uploads>();

/** The uploads of a store: they go on when the panel that they were begun in is closed. */
export function uploadsOf(store: Store): Uploads {
  let uploads = all.get(store);
  if (!uploads) all.set(store, (uploads = new Uploads(store)));
  return uploads;
}

export class Uploads {
  readonly #store: Store;
  readonly #listeners = new Set<() => void>();
  readonly #stops = new Map<string, AbortController>();
  #list: Upload[] = [];
  #limits: Promise<Limits> | undefined;

  constructor(store: Store) {
    this.#store = store;
    // A document that has come by itself shows in the list: its upload need not any more.
    store.onChanges((changes) => {
      for (const { type, id, after } of changes)
        if (type === 'document' && after && this.#list.some((upload) => upload.id === id)) this.#drop(id);
    });
  }

  /** Those of a record, in the order in which they were begun. */
  of(recordId: string): readonly Upload[] {
    return this.#list.filter((upload) => upload.recordId === recordId);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(type: ResourceType, recordId: string, files: Iterable<File>): void {
    for (const file of files) this.#list.push({ id: newId(), file, type, recordId, state: 'waiting', share: 0, problem: undefined });
    this.#changed();
    this.#next();
  }

  again(upload: Upload): void {
    Object.assign(upload, { state: 'waiting', share: 0, problem: undefined });
    this.#changed();
    this.#next();
  }

  /** Stops an upload, or lets go of one that failed. */
  cancel(upload: Upload): void {
    this.#stops.get(upload.id)?.abort();
    this.#drop(upload.id);
    this.#next();
  }

  #next(): void {
    for (const upload of this.#list) {
      if (this.#stops.size >= together) break;
      if (upload.state === 'waiting') void this.#run(upload);
    }
    if (this.#stops.size > 0) window.addEventListener('beforeunload', warn);
    else window.removeEventListener('beforeunload', warn);
  }

  async #run(upload: Upload): Promise<void> {
    const stop = new AbortController();
    this.#stops.set(upload.id, stop);
    upload.state = 'sending';
    this.#changed();
    try {
      await this.#check(upload.file);
      stop.signal.throwIfAborted();
      await this.#send(upload, stop.signal);
      upload.state = 'sent';
      if (this.#store.get('document', upload.id)) this.#drop(upload.id);
    } catch (error) {
      if (stop.signal.aborted) return;
      upload.state = 'failed';
      upload.problem = await this.#problemOf(error);
    } finally {
      this.#stops.delete(upload.id);
      this.#changed();
      this.#next();
    }
  }

  /** Tells before anything is sent what the server would refuse at once. */
  async #check(file: File): Promise<void> {
    if (file.size === 0) throw new Refusal(422, { code: 'invalid', fields: { file: { code: 'blank', message: 'is empty' } } });
    if (file.size > (await this.#limitsOf()).max_bytes) throw new Refusal(413, { code: 'too_large' });
  }

  async #send({ id, file, type, recordId }: Upload, signal: AbortSignal): Promise<void> {
    const { transport } = this.#store;
    const query = new URLSearchParams({ id, name: file.name, resource_type: type, resource_id: recordId });
    const onProgress = (share: number) => this.#progress(id, share);
    const send = async (afresh: boolean): Promise<unknown> => {
      const sending: Sending = { ...(await transport.authorized(`/files?${query}`, afresh)), body: file, signal, onProgress };
      return (transport.sendFile ?? sendFile)(sending);
    };
    await send(false).catch((error: unknown) => {
      // A token that has just run out is renewed once; a second refusal means it.
      if (error instanceof Refusal && error.status === 401) return send(true);
      throw error;
    });
  }

  #progress(id: string, share: number): void {
    const upload = this.#list.find((one) => one.id === id);
    if (!upload) return;
    upload.share = share;
    this.#changed();
  }

  #limitsOf(): Promise<Limits> {
    this.#limits ??= this.#store.transport
      .request('GET', '/files/limits')
      .then((answer) => answer.json() as Promise<Limits>)
      .catch((error: unknown) => {
        this.#limits = undefined;
        throw error;
      });
    return this.#limits;
  }

  async #problemOf(error: unknown): Promise<Upload['problem']> {
    if (error instanceof Unreachable) return { words: msg('The server could not be reached, and nothing of it was kept.'), again: true };
    if (!(error instanceof Refusal)) {
      // A folder that was dropped, or a file that is gone since: the browser cannot read it.
      console.error(error);
      return { words: msg('The browser could not read it. Folders cannot be added, only the files in them.'), again: false };
    }
    if (error.status === 413) {
      const { max_bytes } = await this.#limitsOf();
      const limit = limitSize(max_bytes);
      return { words: msg(str`It is too large: a file may have at most ${limit}.`), again: false };
    }
    if (error.status === 415)
      return { words: msg('Files of this type are not taken, as programs, scripts and web pages are not.'), again: false };
    if (error.fields?.['file']?.code === 'blank') return { words: msg('It is empty.'), again: false };
    if (error.fields?.['resource_id']) return { words: msg('What it was for is not there any more, or not for you to see.'), again: false };
    if (error.status === 401) return { words: msg('You are signed out. Sign in, and try again.'), again: true };
    if (error.status === 429) return { words: msg('Too many uploads in a short time. Try again in a minute.'), again: true };
    return { words: refusalWords(error), again: true };
  }

  #drop(id: string): void {
    this.#list = this.#list.filter((upload) => upload.id !== id);
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
