import { MemoryDisk } from '../../../components/store/memory-disk.ts';
import type { Disk, Kept } from '../../../components/store/disk.ts';

/** What is needed of the extension's own storage. */
export interface Area {
  get(keys: null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string | string[]): Promise<void>;
}

type Waiting = Kept['outbox'][number];
type Refused = Kept['refused'][number];

interface Place {
  lane: string;
  sequence: number;
}

/**
 * Where the browser keeps no database for pages within pages of others (third-party storage is blocked): the records are fetched
 * anew each time, and what waits to be sent is kept in the extension's storage, an entry each, so that tabs never write over one another.
 */
export class KeptOutbox extends MemoryDisk {
  readonly #area: Area;
  readonly #prefix: string;

  constructor(name: string, area: Area) {
    super();
    this.#area = area;
    this.#prefix = `outbox/${name}/`;
  }

  override async open(): Promise<Kept> {
    const kept = await super.open();
    const all = Object.entries(await this.#area.get(null)).filter(([key]) => key.startsWith(this.#prefix));
    const of = <Entry extends Place>(kind: 'waiting' | 'refused'): Entry[] =>
      all
        .filter(([key]) => key.startsWith(`${this.#prefix}${kind}/`))
        .map(([, entry]) => entry as Entry)
        .sort((a, b) => (a.lane === b.lane ? a.sequence - b.sequence : a.lane < b.lane ? -1 : 1));
    const [outbox, refused] = [of<Waiting>('waiting'), of<Refused>('refused')];
    await super.move({ gone: [...outbox, ...(refused as unknown as Waiting[])], waiting: outbox, refused });
    return { ...kept, outbox, refused };
  }

  override async keep(waiting: Waiting): Promise<void> {
    await super.keep(waiting);
    await this.#area.set({ [this.#key('waiting', waiting)]: waiting });
  }

  override async move(change: Parameters<Disk['move']>[0]): Promise<void> {
    await super.move(change);
    const items = [
      ...change.waiting.map((entry) => [this.#key('waiting', entry), entry] as const),
      ...change.refused.map((entry) => [this.#key('refused', entry), entry] as const),
    ];
    await this.#area.set(Object.fromEntries(items));
    await this.#area.remove(change.gone.map((entry) => this.#key('waiting', entry)).filter((key) => !items.some(([made]) => made === key)));
  }

  override async apply(effects: Parameters<Disk['apply']>[0]): Promise<boolean> {
    const applied = await super.apply(effects);
    if (!applied) return false;
    const { done, refused } = effects;
    if (refused.length > 0) await this.#area.set(Object.fromEntries(refused.map((entry) => [this.#key('refused', entry), entry])));
    const gone = [...done, ...refused].map((entry) => this.#key('waiting', entry));
    if (gone.length > 0) await this.#area.remove(gone);
    return true;
  }

  override async dismiss(refused: Refused): Promise<void> {
    await super.dismiss(refused);
    await this.#area.remove(this.#key('refused', refused));
  }

  override async wipe(): Promise<void> {
    await super.wipe();
    const keys = Object.keys(await this.#area.get(null)).filter((key) => key.startsWith(this.#prefix));
    if (keys.length > 0) await this.#area.remove(keys);
  }

  #key(kind: 'waiting' | 'refused', { lane, sequence }: Place): string {
    return `${this.#prefix}${kind}/${lane}/${sequence}`;
  }
}
