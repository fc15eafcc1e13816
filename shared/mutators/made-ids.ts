import { stringify, v5 } from 'uuid';
import type { Id } from '../ids.ts';
import { idBytes } from '../new-id.ts';

/** Where a mutation stands: its lane, and its number there. */
export interface Place {
  lane: Id;
  sequence: number;
}

/**
 * The ids of the records that a mutation makes on the way, one after the other: they follow from its place, so that whoever
 * shows it before the server has answered, and the server, give the same. Each is the UUIDv5 of `sequence/count` in the lane's
 * namespace, count from 1, under the lane's own time and named version 7 like every id. A lane says what its client likes: that
 * an id is taken is found out where the record is made, as with an id that the client has given.
 */
export function madeIds({ lane, sequence }: Place): () => Id {
  // Most mutations make none.
  let namespace: Uint8Array | undefined;
  let count = 0;
  return () => {
    namespace ??= idBytes(lane);
    const bytes = v5(`${sequence}/${++count}`, namespace, new Uint8Array(16));
    bytes.set(namespace.subarray(0, 6));
    bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
    return stringify(bytes);
  };
}
