import type { Id } from '../../shared/ids.ts';
import { HttpError } from '../http/index.ts';

/** The imports that this process is planning: one plan at a time for each, and what ends it. */
export class Plannings {
  readonly #underWay = new Map<Id, { end: AbortController; ended: Promise<unknown> }>();

  /** Begins to plan, in place of what is under way. @throws HttpError conflict where it is ended itself; what `work` throws */
  async begin<T>(id: Id, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    await this.#stop(id, 'The import is being planned anew.');
    const end = new AbortController();
    const result = work(end.signal);
    const ended = result.catch(() => undefined);
    const entry = { end, ended };
    this.#underWay.set(id, entry);
    try {
      return await result;
    } finally {
      if (this.#underWay.get(id) === entry) this.#underWay.delete(id);
    }
  }

  /** Ends the planning of an import, and waits until it is over; gives whether there was any. */
  cancel(id: Id): Promise<boolean> {
    return this.#stop(id, 'The planning of this import was cancelled.');
  }

  async #stop(id: Id, why: string): Promise<boolean> {
    const stopped = this.#underWay.has(id);
    // Somebody else can have begun again while this waited.
    for (let entry = this.#underWay.get(id); entry; entry = this.#underWay.get(id)) {
      entry.end.abort(new HttpError('conflict', why));
      await entry.ended;
      if (this.#underWay.get(id) === entry) this.#underWay.delete(id);
    }
    return stopped;
  }
}
