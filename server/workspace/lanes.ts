import type { Id } from '../../shared/ids.ts';
import type { Database } from '../database/index.ts';
import type { Outcome } from './commit.ts';
import { RecentMap } from './recent-map.ts';
import type { Job } from './turn.ts';

/** Whose a lane is, and the number of its last mutation. */
export interface LanePosition {
  person: Id;
  position: number;
}

/** Where the lanes stand that mutations came by last, bounded: right as long as nobody else moves the workspace's version. */
export class Lanes {
  readonly #client: Database;
  readonly #known: RecentMap<Id, LanePosition>;

  constructor(client: Database, limit: number) {
    this.#client = client;
    this.#known = new RecentMap(limit);
  }

  /**
   * The lanes of these jobs, those that there are, with the database's version where it had to be asked. One that is known may be
   * behind where another process writes too: then the commit of what comes by it fails, and what is repeated has been taken all the same; but
   * a gap says nothing until all are read anew.
   */
  async of(jobs: readonly Job[], anew: boolean): Promise<{ lanes: Map<Id, LanePosition>; version: number | undefined }> {
    const found = new Map<Id, LanePosition>();
    const unknown = new Set<Id>();
    for (const { mutations } of jobs)
      for (const { place } of mutations) {
        if (!place) continue;
        const lane = anew ? undefined : this.#known.get(place.lane);
        if (lane) found.set(place.lane, lane);
        else unknown.add(place.lane);
      }
    if (unknown.size === 0) return { lanes: found, version: undefined };
    const [meta, lanes] = await this.#client.batch(
      [
        'SELECT version FROM meta',
        {
          sql: 'SELECT id, person_id, position FROM lane WHERE id IN (SELECT value FROM json_each(?))',
          args: [JSON.stringify([...unknown])],
        },
      ],
      'read',
    );
    for (const row of lanes?.rows ?? []) {
      const lane = { person: String(row['person_id']), position: Number(row['position']) };
      found.set(String(row['id']), lane);
      this.#known.set(String(row['id']), lane);
    }
    return { lanes: found, version: Number(meta?.rows[0]?.['version']) };
  }

  /** Takes over what a turn has committed. */
  take(outcomes: readonly Outcome[]): void {
    for (const { place } of outcomes) if (place) this.#known.set(place.lane, { person: place.person, position: place.sequence });
  }

  clear(): void {
    this.#known.clear();
  }
}
