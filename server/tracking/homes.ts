import type { Id } from '../../shared/ids.ts';

const mostKnown = 50_000;
const mostUnknown = 20_000;
/** Milliseconds after which it is asked again whether there is somebody now. */
const unknownFor = 60_000;

/** Which workspace each sender is of, as the directory says: a sender stays where they are, so that is remembered. */
export class Homes {
  readonly #find: (people: readonly Id[]) => Promise<Map<Id, Id>>;
  readonly #now: () => number;
  readonly #known = new Map<Id, Id>();
  /** Nobody, and until when. */
  readonly #nobody = new Map<Id, number>();

  /** @param find the workspaces of those among the people who are somebody */
  constructor(find: (people: readonly Id[]) => Promise<Map<Id, Id>>, now: () => number = Date.now) {
    this.#find = find;
    this.#now = now;
  }

  /** The workspace of each of the people that there are. Asks the directory once for all whom it does not know. */
  async of(people: ReadonlySet<Id>): Promise<ReadonlyMap<Id, Id>> {
    const now = this.#now();
    const homes = new Map<Id, Id>();
    for (const person of people) {
      const home = this.#known.get(person);
      if (home !== undefined) homes.set(person, home);
    }
    const asked = [...people].filter((person) => !this.#known.has(person) && (this.#nobody.get(person) ?? 0) <= now);
    if (asked.length > 0) {
      const found = await this.#find(asked);
      // Whoever sends thousands of names that nobody has makes them forgotten, not kept.
      if (this.#known.size + found.size > mostKnown) this.#known.clear();
      if (this.#nobody.size + asked.length > mostUnknown) this.#nobody.clear();
      for (const person of asked) if (!found.has(person) && this.#nobody.size < mostUnknown) this.#nobody.set(person, now + unknownFor);
      for (const [person, home] of found) {
        this.#known.set(person, home);
        homes.set(person, home);
      }
    }
    return homes;
  }
}
