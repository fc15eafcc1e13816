import * as z from 'zod/mini';
import type { Instant } from '../dates.ts';
import type { Id } from '../ids.ts';
import { idSchema } from '../ids.ts';
import type { FieldProblems, RejectionCode } from '../mutators/rejection.ts';
import { recordTypes } from '../records/index.ts';
import type { RecordType, Row } from '../records/index.ts';
import type { Sight } from '../sight.ts';
import { limits } from './limits.ts';

export * from './limits.ts';

/** The sync protocol's messages; docs/sync.md tells the whole protocol. */

const laneSchema = idSchema;
const sequenceSchema = z.int().check(z.gte(1), z.lte(Number.MAX_SAFE_INTEGER));

/** A mutation on its way. Its place in its lane makes it happen once. */
export const mutationSchema = z.strictObject({
  /** One page session's own line of mutations: a UUIDv7 that is never used again. */
  lane: laneSchema,
  /** 1, 2, 3 … within the lane. */
  sequence: sequenceSchema,
  name: z.string().check(z.minLength(1), z.maxLength(64)),
  args: z.unknown(),
});
export interface Mutation {
  lane: Id;
  sequence: number;
  name: string;
  args: unknown;
}

export const pushRequestSchema = z.strictObject({
  mutations: z.array(mutationSchema).check(z.minLength(1), z.maxLength(limits.pushMutations)),
});

export interface PushResponse {
  /** The workspace's version after the push: pull to it to see the outcome. */
  version: number;
}

export const pullRequestSchema = z.strictObject({
  /** Contains the person's sight: long for who leads many. */
  cursor: z.string().check(z.minLength(1), z.maxLength(65_536)),
  lanes: z.array(laneSchema).check(z.maxLength(limits.lanes)),
  /** Rejections that the client has stored and the server may forget. */
  acknowledged: z.optional(z.array(z.strictObject({ lane: laneSchema, sequence: sequenceSchema })).check(z.maxLength(1000))),
});
export interface PullRequest {
  cursor: string;
  lanes: Id[];
  acknowledged?: { lane: Id; sequence: number }[];
}

export interface RejectedMutation {
  sequence: number;
  code: RejectionCode;
  message: string;
  fields?: FieldProblems;
}

export interface LaneState {
  /** The last sequence number that the server has done with, applied or rejected. */
  position: number;
  rejections: RejectedMutation[];
}

export interface Block<T extends RecordType = RecordType> {
  type: T;
  rows: Row<T>[];
}

/** One page of changes, applied whole or not at all, in the order removes, sight, puts, lanes. */
export interface PullPage {
  reset?: undefined;
  /** The cursor that was asked with. A client that stands at another one by now drops the page. */
  base: string;
  cursor: string;
  removes: [type: RecordType, id: Id][];
  /** Set when the person's sight changed: rows outside of it are dropped. */
  sight: Sight | null;
  puts: Block[];
  lanes: Record<Id, LaneState>;
  more: boolean;
}

/** The cursor cannot be continued: the cache is built anew by a bootstrap; the outbox is kept. */
export interface PullReset {
  reset:
    | 'cursor_too_old'
    | 'cursor_unknown'
    /** So much has come into sight that a stream of blocks carries it better than a page. */
    | 'sight_grown';
}

export type PullResponse = PullPage | PullReset;

/** A bootstrap is lines of JSON: a head, blocks, a tail with the cursor. Without its tail it is void. */
export interface BootstrapHead {
  version: number;
  sight: Sight;
}
export interface BootstrapTail {
  cursor: string;
}

export const historyTypeSchema = z.enum(recordTypes);

/** One commit's change to one record. `from` is undefined for a record that was made, `to` for one that was removed. */
export interface HistoryEntry {
  /** Negative where it happened before the record came from an archive: the oldest is the lowest all the same. */
  version: number;
  at: Instant;
  /** Null where the product acted and no person. */
  person_id: Id | null;
  mutator: string;
  kind: 'created' | 'changed' | 'removed';
  /** By field; custom ones as `custom_fields.ID`. */
  fields: Record<string, { from?: unknown; to?: unknown }>;
}

/** Every refused request, on every route. */
export interface ErrorBody {
  code: string;
  message: string;
  fields?: FieldProblems;
  /** Also in the `X-Request-Id` header, and in the server's log. */
  requestId: string;
  /** Where the refusal is explained at length: a page of the documentation (`docs/sync.md#push`). */
  docs?: string;
}
