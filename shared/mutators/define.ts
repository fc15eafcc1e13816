import * as z from 'zod/mini';
import type { Instant } from '../dates.ts';
import { instantSchema } from '../dates.ts';
import { idSchema } from '../ids.ts';
import type { New, RecordType, Row, Writable } from '../records/index.ts';
import { records } from '../records/index.ts';
import { everyone } from '../sight.ts';
import { Rejection, notFound, wrong } from './rejection.ts';
import type { Tx } from './tx.ts';

export interface Mutator<A> {
  readonly args: z.ZodMiniType<A>;
  /** Pure: everything it knows comes from `tx` and `args`. Throws `Rejection`. */
  run(tx: Tx, args: A): void;
}

export const mutator = <A>(args: z.ZodMiniType<A>, run: (tx: Tx, args: A) => void): Mutator<A> => ({ args, run });

type Changes<T extends RecordType> = { id: string } & Partial<Writable<T>>;

/** Types whose records may have been made elsewhere, and are older than they are here. */
const datedTypes = ['lead', 'contact', 'deal', 'task', 'appointment', 'note', 'call'] as const;

interface Dated {
  /** When it was made, where it comes from elsewhere; now where left out. */
  created_at?: Instant | undefined;
  /** When it was last changed there, from an import alone; now where left out. */
  updated_at?: Instant | undefined;
}

/** Types whose numbers may come from elsewhere too: by them other systems know the records. */
const numberedTypes = [
  ...datedTypes,
  'associated_contact',
  'product',
  'order',
  'line_item',
  'stage',
  'source',
  'lead_status',
  'loss_reason',
  'lead_unqualified_reason',
  'deal_unqualified_reason',
  'call_outcome',
] as const;

/**
 * The highest number that a record may bring: far beyond those that any system gives one after the other, and far enough below the highest
 * that there is to leave the workspace numbers of its own.
 */
export const highestBrought = 10 ** 14;

export const numberArg = z.optional(z.int().check(z.gte(1), z.lte(highestBrought)));

export interface Numbered {
  /** The number that it has elsewhere, from an import alone: kept where it is free, else it is given one. */
  number?: number | undefined;
}

type NewArgs<T extends RecordType, K extends keyof New<T> & string> = Omit<New<T>, K> &
  Partial<Pick<New<T>, K>> &
  (T extends (typeof datedTypes)[number] ? Dated : unknown) &
  (T extends (typeof numberedTypes)[number] ? Numbered : unknown);

/** The arguments that make a record: its id and its writable fields; those with a default, and `optional` ones, may be left out. */
export function newArgs<T extends RecordType, K extends keyof New<T> & string = never>(
  type: T,
  ...optional: readonly K[]
): z.ZodMiniType<NewArgs<T, K>> {
  const { writable, defaults } = records[type];
  const shape: Record<string, z.ZodMiniType> = { id: idSchema };
  for (const [field, schema] of Object.entries(writable))
    shape[field] = Object.hasOwn(defaults, field) || optional.some((name) => name === field) ? z.optional(schema) : schema;
  if (datedTypes.some((dated) => dated === type)) {
    shape['created_at'] = z.optional(instantSchema);
    shape['updated_at'] = z.optional(instantSchema);
  }
  if (numberedTypes.some((numbered) => numbered === type)) shape['number'] = numberArg;
  return z.strictObject(shape) as unknown as z.ZodMiniType<NewArgs<T, K>>;
}

/** The arguments that change a record: its id and any of its writable fields but those left out. */
export function changeArgs<T extends RecordType, K extends keyof Writable<T> & string = never>(
  type: T,
  ...omit: readonly K[]
): z.ZodMiniType<Omit<Changes<T>, K>> {
  const shape: Record<string, z.ZodMiniType> = { id: idSchema };
  for (const [field, schema] of Object.entries(records[type].writable))
    if (!omit.some((name) => name === field)) shape[field] = z.optional(schema);
  return z.strictObject(shape) as unknown as z.ZodMiniType<Omit<Changes<T>, K>>;
}

export const idArgs = z.strictObject({ id: idSchema });

/**
 * Puts a new record with its defaults. Its scope follows when the transaction settles; until then its owner and its
 * maker see it, so that later steps of the same mutation can refer to it.
 */
export function create<T extends RecordType>(tx: Tx, type: T, fields: New<T> & Dated & Numbered, derived: Partial<Row<T>> = {}): Row<T> {
  if (tx.find(type, fields.id) || takesPlaceOfRemoved(tx, type, fields.id))
    throw new Rejection('already_exists', `A ${said(type)} with this id exists already.`);
  const { defaults, initial, sight } = records[type];
  const { id, created_at, updated_at, number, ...given } = fields;
  const made = past(tx, 'created_at', created_at);
  const changed = updated_at === undefined ? tx.now : changedElsewhere(tx, made, updated_at);
  const row = {
    id,
    number: number === undefined ? 0 : broughtNumber(tx, type, id, number),
    version: 0,
    scope: sight === 'everyone' ? [everyone] : firstSeenBy(tx, given),
    creator_id: tx.person?.id ?? null,
    created_at: made,
    updated_at: changed,
    ...defaults,
    ...initial,
    ...defined(given),
    ...derived,
  } as unknown as Row<T>;
  tx.put(type, row, changed);
  return row;
}

const worked: readonly RecordType[] = [
  ...datedTypes,
  ...(['document', 'associated_contact', 'order', 'line_item'] as const),
  ...(['email', 'email_copy', 'email_link', 'conversation_link', 'mail_rule', 'email_template'] as const),
];

/**
 * Whether a new record of those that people work with would stand where a removed one stood: whoever made it would have taken that
 * one's history, and nobody could bring it back. A row of an imported file is the same record whenever it comes.
 */
const takesPlaceOfRemoved = (tx: Tx, type: RecordType, id: string): boolean =>
  tx.actor.kind === 'person' && !tx.imports && worked.includes(type) && tx.isRemoved(type, id);

/**
 * The number that a record of another system keeps; 0, that it is given one, where another record has it or has had it. Whether that is
 * so would tell whoever does not see everything that a record is there: theirs are always given.
 */
function broughtNumber(tx: Tx, type: RecordType, id: string, number: number): number {
  if (!tx.imports) throw wrong('number', 'is given by the server: only the import of another account keeps its own');
  if (!tx.seesEveryone) return 0;
  const holder = tx.holderOf(type, number);
  return holder === undefined || holder === id ? number : 0;
}

/** When a record of another system was last changed there: after it was made, and before now, whatever clock has told it. */
function changedElsewhere(tx: Tx, made: Instant, at: Instant): Instant {
  if (!tx.imports) throw wrong('updated_at', 'is told by the server: only an import keeps that of before');
  return at < made ? made : at > tx.now ? tx.now : at;
}

/** A time that somebody says something happened at; now where they say none. */
export function past(tx: Tx, field: string, at: Instant | undefined): Instant {
  if (at !== undefined && at > tx.now) throw wrong(field, 'must not be in the future');
  return at ?? tx.now;
}

function firstSeenBy(tx: Tx, fields: object): string[] {
  const owner = 'owner_id' in fields && typeof fields.owner_id === 'string' ? [fields.owner_id] : [];
  return tx.person ? [...owner, tx.person.id] : owner;
}

/** Changes fields of a record that the actor sees; gives it as it is now. */
export function change<T extends RecordType>(tx: Tx, type: T, fields: { id: string } & Partial<Row<T>>): Row<T> {
  const row = seen(tx, type, fields.id);
  const after = { ...row, ...defined(fields) };
  tx.put(type, after);
  return after;
}

/** The record, where the actor sees it. @throws Rejection not_found */
export function seen<T extends RecordType>(tx: Tx, type: T, id: string): Row<T> {
  const row = tx.get(type, id);
  if (!row) throw notFound(said(type));
  return row;
}

/** A type as people say it: `lead status`. */
export const said = (type: RecordType): string => type.replaceAll('_', ' ');

function defined<O extends object>(fields: O): O {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as O;
}
