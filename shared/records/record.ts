import * as z from 'zod/mini';
import type { Instant } from '../dates.ts';
import { instantSchema } from '../dates.ts';
import type { Id } from '../ids.ts';
import { idSchema } from '../ids.ts';

/**
 * The highest number that a record can have. An entry of the search index is sixteen times its record's, and more
 * (server/workspace/search-rows.ts), which must be a whole number that JavaScript knows exactly: 2⁴⁹ is one too many, and between the two
 * there is room for those that are given afterwards.
 */
export const highestNumber = 5 * 10 ** 14;

/** What every record has, whatever its type. */
export interface RecordBase {
  id: Id;
  /** The integer id of the REST API, unique within workspace and type; 0 until the server has given one. */
  number: number;
  /** The workspace's counter at the commit that last wrote the record; 0 until the server has confirmed it. */
  version: number;
  /** The people under whose sight the record falls; `["*"]` is everyone in the workspace. */
  scope: string[];
  /** Who made it; null where no person did (a form, the set-up of a workspace). */
  creator_id: Id | null;
  created_at: Instant;
  updated_at: Instant;
}

export const baseShape = {
  id: idSchema,
  number: z.int(),
  version: z.int(),
  scope: z.array(z.string()),
  creator_id: z.nullable(idSchema),
  created_at: instantSchema,
  updated_at: instantSchema,
};

export type Shape = Readonly<Record<string, z.ZodMiniType>>;
type Fields<S extends Shape> = { [K in keyof S]: z.infer<S[K]> };

/**
 * How a type of record falls under people's sight: everyone's, its owner's, or that of the record it hangs on (the
 * people named by the record itself added).
 */
export type Sight = 'everyone' | 'owner' | 'parent';

export interface RecordDefinition<
  T extends string,
  S extends Sight,
  W extends Shape,
  D extends Shape,
  I extends string,
  O extends keyof W,
> {
  readonly type: T;
  readonly sight: S;
  /** Fields that mutators take from their caller. */
  readonly writable: W;
  /** Fields that only mutators set, from other fields and records. */
  readonly derived: D;
  /** Values of writable fields that a new record may leave out. */
  readonly defaults: Pick<Fields<W>, O>;
  readonly initial: Fields<D>;
  /** Fields by which records are found: references, mostly. Both sides keep an index of each. */
  readonly indexes: readonly I[];
  /**
   * Fields that stay on the server: a row is sent with what a new one has in them. They are large, and seldom asked for, or tell of
   * records that whoever sees this one may not see.
   */
  readonly unsent?: readonly (keyof W | keyof D)[];
  /** The whole row, as it travels and is stored. */
  readonly schema: z.ZodMiniType<RecordBase & Fields<W> & Fields<D>>;
}

export function defineRecord<
  const T extends string,
  const S extends Sight,
  W extends Shape,
  D extends Shape,
  const I extends string & (keyof W | keyof D),
  O extends keyof W,
>(definition: Omit<RecordDefinition<T, S, W, D, I, O>, 'schema'>): RecordDefinition<T, S, W, D, I, O> {
  const schema = z.object({ ...baseShape, ...definition.writable, ...definition.derived });
  return { ...definition, schema: schema as unknown as RecordDefinition<T, S, W, D, I, O>['schema'] };
}

export type RowOf<R> =
  R extends RecordDefinition<string, Sight, infer W, infer D, string, infer _O> ? RecordBase & Fields<W> & Fields<D> : never;

export type WritableOf<R> = R extends RecordDefinition<string, Sight, infer W, infer _D, string, infer _O> ? Fields<W> : never;

/** What a new record takes: its id, the fields without a default, and any of the others. */
export type NewOf<R> =
  R extends RecordDefinition<string, Sight, infer W, infer _D, string, infer O>
    ? { id: Id } & Omit<Fields<W>, O> & Partial<Pick<Fields<W>, O & keyof W>>
    : never;
