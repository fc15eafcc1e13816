import type { Id } from '../../shared/new-id.ts';
import type { PullPage } from '../../shared/sync/wire.ts';
import { compact } from './compact.ts';
import type { Disk } from './disk.ts';
import type { Loading } from './loading.ts';
import type { FirstPaint } from './paint.ts';
import type { Refused, Replica, Waiting } from './replica.ts';
import { isSame } from './replica.ts';
import type { Ruling } from './ruling.ts';
import type { Shown } from './shown.ts';
import type { Synced } from './sync-loop.ts';
import { SyncLoop } from './sync-loop.ts';
import type { TabMessage } from './tabs.ts';
import { Tabs } from './tabs.ts';
import type { Refusal, Transport } from './transport.ts';

/** What is followed, and for whom. */
export interface Followed {
  /** Of the database, and of what the tabs tell each other of it. */
  name: string;
  transport: Transport;
  replica: Replica;
  disk: Disk;
  loading: Loading;
  paint: FirstPaint;
  ruling: Ruling;
  shown: Shown;
  diskFailed: (error: unknown) => Promise<void>;
  /** Another tab has signed out. */
  wiped: () => void;
}

/** Keeps the records true: the tab that leads asks the server, and the others hear from it. */
export class Following {
  readonly #followed: Followed;
  readonly #tabs: Tabs;
  #loop: SyncLoop | undefined;
  #acknowledged: { lane: Id; sequence: number }[] = [];
  #over = false;

  constructor(followed: Followed) {
    this.#followed = followed;
    this.#tabs = new Tabs(followed.name, (message) => void this.#heard(message));
  }

  /** Nothing is followed any more. */
  get over(): boolean {
    return this.#over;
  }

  begin(): void {
    if (this.#over) return;
    // In memory each tab has rows of its own to keep true.
    if (this.#followed.disk.volatile) this.#lead();
    else void this.#stand();
    if (typeof window !== 'undefined') {
      window.addEventListener('online', this.#wake);
      window.addEventListener('offline', this.#look);
      window.addEventListener('pageshow', this.#wake);
      document.addEventListener('visibilitychange', this.#wake);
    }
  }

  /** What other tabs should know. */
  tell(message: TabMessage): void {
    this.#tabs.tell(message);
  }

  /** There is something to send, or to ask. */
  poke(): void {
    this.#loop?.poke();
  }

  /** After signing in again. */
  resume(): void {
    this.#loop?.resume();
  }

  /** Asks the server no more; other tabs can still be told. */
  stop(): void {
    this.#over = true;
    this.#loop?.stop();
  }

  close(): void {
    this.stop();
    this.#tabs.close();
    if (typeof window === 'undefined') return;
    window.removeEventListener('online', this.#wake);
    window.removeEventListener('offline', this.#look);
    window.removeEventListener('pageshow', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
  }

  /** Lets go of a refused change. */
  forget(refused: Refused): void {
    const { replica, shown } = this.#followed;
    replica.dismiss(refused);
    shown.pendingChanged([refused]);
    shown.count();
  }

  async #stand(): Promise<void> {
    const { disk, diskFailed, loading, paint, shown } = this.#followed;
    if (shown.status.ready !== 'none') await paint.over();
    if (this.#over) return;
    this.#tabs.stand(
      () => this.#lead(),
      () => {
        this.#loop?.stop();
        // What the tab that leads by now has told meanwhile was taken for an echo of one's own.
        if (!disk.volatile) void loading.read().catch(diskFailed);
      },
    );
  }

  #lead(): void {
    if (this.#over) return;
    this.#loop = new SyncLoop(this.#synced(), this.#followed.transport);
    this.#loop.start();
  }

  #synced(): Synced {
    const { disk, diskFailed, loading, replica, shown } = this.#followed;
    const acknowledged = () => this.#acknowledged;
    return {
      get outbox() {
        return replica.outbox;
      },
      get cursor() {
        return replica.cursor;
      },
      get lanes() {
        return replica.lanes;
      },
      get acknowledged() {
        return acknowledged();
      },
      bootstrap: (lines) => loading.bootstrap(lines),
      apply: (page) => this.#apply(page),
      forget: (told) => {
        this.#acknowledged = this.#acknowledged.filter((entry) => !told.includes(entry));
      },
      reset: async () => {
        await loading.startOver();
        this.tell({ kind: 'rewritten' });
      },
      relane: async (lane) => {
        const { moved, changes } = replica.relane(lane);
        shown.changed(changes);
        const change = { gone: moved.map(({ old }) => old), waiting: moved.map(({ waiting }) => waiting), refused: [] };
        await disk.move(change).catch(diskFailed);
        if (moved.length > 0) this.tell({ kind: 'rewritten' });
      },
      refuse: (waiting, error) => this.#refuse(waiting, error),
      say: (connection) => {
        shown.say({ connection });
        if (connection === 'up-to-date') void compact(disk, replica, () => this.#over).catch(diskFailed);
      },
    };
  }

  async #apply(page: PullPage): Promise<boolean> {
    const { disk, diskFailed, loading, replica, ruling, shown } = this.#followed;
    // What a refused change would have touched, the rules alone know.
    if (!ruling.here && replica.outbox.length > 0) await ruling.tryFetch();
    const applied = replica.apply(page);
    if (!applied) return false;
    shown.changed(applied.changes);
    shown.pendingChanged([...applied.effects.done, ...applied.effects.refused]);
    shown.count();
    const { refused } = applied.effects;
    try {
      const stored = await disk.apply(applied.effects);
      // The disk stands elsewhere: another tab has written. What it has is as true as what we have.
      if (!stored && !disk.volatile && shown.status.storage === 'disk') await loading.read();
      this.#acknowledged.push(...refused.map(({ lane, sequence }) => ({ lane, sequence })));
    } catch (error) {
      await diskFailed(error);
    }
    this.tell({ kind: 'page', page });
    return true;
  }

  async #refuse(waiting: Waiting, error: Refusal): Promise<void> {
    const { disk, diskFailed, replica, shown } = this.#followed;
    const reason = { code: 'invalid' as const, message: error.message, ...(error.fields ? { fields: error.fields } : {}) };
    const { refused, changes } = replica.refuse(waiting, reason);
    shown.changed(changes);
    shown.pendingChanged([refused]);
    shown.count();
    await disk.move({ gone: [waiting], waiting: [], refused: [refused] }).catch(diskFailed);
  }

  async #heard(message: TabMessage): Promise<void> {
    const { disk, loading, replica, shown, wiped } = this.#followed;
    const known = loading.reading;
    if (message.kind !== 'wiped')
      for (let read: Promise<void> | undefined; read !== loading.reading;) {
        read = loading.reading;
        await read;
      }
    if (this.#over) return;
    if (message.kind === 'waiting') {
      shown.changed(replica.adopt(message.waiting));
      shown.count();
      this.poke();
    } else if (message.kind === 'page') {
      if (this.#tabs.leading) return;
      const applied = replica.apply(message.page);
      if (!applied) {
        // A page before this one was missed. Pages are told once the disk has them: what was read since has this one too.
        const missed = known === loading.reading && replica.cursor !== message.page.cursor;
        if (missed && !disk.volatile) await loading.read();
        return;
      }
      shown.changed(applied.changes);
      shown.pendingChanged([...applied.effects.done, ...applied.effects.refused]);
      shown.count();
      shown.say({ connection: 'up-to-date' });
    } else if (message.kind === 'rewritten') {
      if (!this.#tabs.leading && !disk.volatile) await loading.read();
    } else if (message.kind === 'dismissed') {
      const refused = replica.refused.find((other) => isSame(other, message));
      if (refused) this.forget(refused);
    } else if (message.kind === 'wiped') {
      wiped();
    }
  }

  readonly #wake = (event: Event): void => {
    const anew = event.type === 'online';
    if (!anew && typeof document !== 'undefined' && document.hidden) return;
    this.#loop?.resume(anew);
  };

  /** The browser has lost its network: a line to the server may hang on for long, where a question fails at once. */
  readonly #look = (): void => this.poke();
}
