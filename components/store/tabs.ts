import type { Id } from '../../shared/ids.ts';
import type { PullPage } from '../../shared/sync/wire.ts';
import type { Waiting } from './replica.ts';

/** What the tabs of one browser tell each other. */
export type TabMessage =
  | { kind: 'waiting'; waiting: Waiting }
  | { kind: 'page'; page: PullPage }
  /** The cache has been built anew: read it again. */
  | { kind: 'rewritten' }
  | { kind: 'dismissed'; lane: Id; sequence: number }
  | { kind: 'wiped' }
  | { kind: 'beat' };

const beatMilliseconds = 5000;
const silenceMilliseconds = 20_000;

/**
 * Chooses one tab to talk to the server: whoever holds the lock. A leader that is silent (frozen by the browser, with its
 * lock) loses it to the next tab.
 */
export class Tabs {
  readonly #name: string;
  readonly #channel: BroadcastChannel | undefined;
  readonly #stop = new AbortController();
  #heard = Date.now();
  #leading = false;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(name: string, onMessage: (message: TabMessage) => void) {
    this.#name = name;
    if (typeof BroadcastChannel === 'undefined') return;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      if (data.kind === 'beat') this.#heard = Date.now();
      else onMessage(data);
    };
  }

  get leading(): boolean {
    return this.#leading;
  }

  tell(message: TabMessage): void {
    // What was begun before the store was closed may end after it.
    if (!this.#stop.signal.aborted) this.#channel?.postMessage(message);
  }

  /** Waits to become the leader; `lead` is called then, and `lost` when another tab has taken over. */
  stand(lead: () => void, lost: () => void): void {
    if (typeof navigator === 'undefined' || !('locks' in navigator)) {
      this.#leading = true;
      lead();
      return;
    }
    const request = (steal: boolean) => {
      navigator.locks
        .request(this.#name, steal ? { steal: true } : { signal: this.#stop.signal }, () => {
          if (this.#stop.signal.aborted) return undefined;
          this.#leading = true;
          this.tell({ kind: 'beat' });
          lead();
          return new Promise<void>((resolve) => this.#stop.signal.addEventListener('abort', () => resolve()));
        })
        .catch(() => {
          const was = this.#leading;
          this.#leading = false;
          if (this.#stop.signal.aborted) return;
          if (was) {
            lost();
            request(false);
          } else if (typeof window !== 'undefined') {
            // The page is being left, and asking again would be refused at once, without end; it may come back.
            window.addEventListener('pageshow', () => request(false), { once: true, signal: this.#stop.signal });
          }
        });
    };
    request(false);
    this.#timer = setInterval(() => {
      if (this.#leading) this.tell({ kind: 'beat' });
      else if (Date.now() - this.#heard > silenceMilliseconds && !isHidden()) {
        this.#heard = Date.now();
        request(true);
      }
    }, beatMilliseconds);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stop.abort();
    this.#leading = false;
    this.#channel?.close();
  }
}

const isHidden = (): boolean => typeof document !== 'undefined' && document.hidden;
