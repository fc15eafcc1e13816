/** How the store stands with the server and the disk: what `<crm-sync-status>` tells. */
export interface Status {
  connection:
    | 'starting'
    | 'syncing'
    | 'up-to-date'
    /** The server cannot be reached; it is tried again by itself. */
    | 'offline'
    /** The person must sign in again. */
    | 'signed-out';
  /** Rows in memory: none, enough for a first screen, all. */
  ready: 'none' | 'first' | 'all';
  /** Mutations that the server has not answered for. */
  waiting: number;
  /** Mutations that were refused and that nobody has seen to. */
  refused: number;
  /** `memory`: nothing survives the page (private window). `full`: the disk is full; changes are kept, the cache is not. */
  storage: 'disk' | 'memory' | 'full';
}

export const starting: Status = { connection: 'starting', ready: 'none', waiting: 0, refused: 0, storage: 'disk' };
