import type { Id } from '../../shared/ids.ts';
import type { RecordType } from '../../shared/records/index.ts';
import type { Block } from '../../shared/sync/wire.ts';
import type { Change } from './query.ts';
import type { Replica } from './replica.ts';

/** How much has come when lists are told of it again, as a multiple of what they have been told of. */
const growth = 3;

/** Milliseconds until then at the least: who sees the first rows reads them, and what comes at once is told at once. */
const pause = 250;

/** Milliseconds of work after which the page gets to breathe: half a frame. */
const slice = 8;

export interface FillingOptions {
  replica: Replica;
  /** Rows that are newer than the blocks, and stay. */
  newer?: ReadonlyMap<RecordType, ReadonlySet<Id>>;
  /** Lists that stand already stay as they are until all has come. */
  quiet: boolean;
  /** There is enough for a first screen. */
  onFirst: () => void;
  onMore: (changes: readonly Change[]) => void;
}

/**
 * Rows that come in block by block, from the disk or the server. What is painted first does not wait for the others, and
 * these are told in portions that grow, with pauses: each list is merged a few times, however many blocks there are.
 */
export class Filling {
  readonly #options: FillingOptions;
  #untold: Change[] = [];
  #told = 0;
  #toldAt = 0;
  #began = false;
  #since = performance.now();

  constructor(options: FillingOptions) {
    this.#options = options;
  }

  /** Whether lists have been shown, and told of what came since. */
  get began(): boolean {
    return this.#began;
  }

  async take(block: Block): Promise<void> {
    const { replica, newer, quiet, onFirst } = this.#options;
    const changes = replica.load(block, newer);
    if (this.#began) {
      for (const change of changes) this.#untold.push(change);
      if (this.#untold.length >= this.#told * growth && performance.now() - this.#toldAt >= pause) this.tell();
    } else if (!quiet && block.type === 'deal') {
      this.#began = true;
      this.#told = changes.length;
      onFirst();
      await frame();
      this.#since = this.#toldAt = performance.now();
    }
    if (performance.now() - this.#since < slice) return;
    await breathe();
    this.#since = performance.now();
  }

  /** Tells of what has come since it was told last. */
  tell(): void {
    const changes = this.#untold;
    if (changes.length === 0) return;
    this.#untold = [];
    this.#told += changes.length;
    this.#toldAt = performance.now();
    this.#options.onMore(changes);
  }
}

/** Lets the browser do what waits. A message, since timers in a row are held back for 4 ms each (HTML, section 8.6). */
export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

/** Longer than a frame; pages that are out of sight have none. */
const noFrame = 100;

/** Resolves when what has changed is painted. */
export const frame = (): Promise<void> =>
  typeof requestAnimationFrame === 'undefined' || document.hidden
    ? breathe()
    : new Promise((resolve) => {
        const timer = setTimeout(resolve, noFrame);
        requestAnimationFrame(() => {
          clearTimeout(timer);
          void breathe().then(resolve);
        });
      });
