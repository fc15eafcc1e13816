import * as z from 'zod/mini';
import type { Instant } from '../dates.ts';
import { addDays, dayIn, instantOf } from '../dates.ts';
import type { Id } from '../ids.ts';
import type { CustomField, RecordType, Row, SetupType } from '../records/index.ts';
import { isActive, presentChoice } from '../records/index.ts';
import type { Field, Options } from './fields.ts';
import { fieldsOf, operatorsOf } from './fields.ts';
import type { Condition, Filter, ListType } from './filter.ts';
import { filterLimits, periodSchema } from './filter.ts';
import type { Days } from './periods.ts';
import { daysOf } from './periods.ts';
import { fold } from './text.ts';
import { wordsOf } from './words.ts';

type Path = readonly string[];

/**
 * A filter with nothing left to look up: days are fixed, people and choices are ids, text is folded. What a condition does
 * not say of an empty field is false: `is_not`, `none_of` and `not_in` are negations, and hold for empty ones.
 */
export type Test =
  | { all: readonly Test[] }
  | { any: readonly Test[] }
  | { not: Test }
  | { kind: 'words'; words: readonly string[] }
  | { kind: 'text'; path: Path; is: 'is' | 'contains' | 'starts_with'; text: string }
  /** Decimal text counts as a number. */
  | { kind: 'number'; path: Path; least?: number; most?: number }
  | { kind: 'true'; path: Path }
  | { kind: 'day'; path: Path; days: Days }
  /** Instants from the first, included, to the last, not included. */
  | { kind: 'instant'; path: Path; from?: Instant; before?: Instant }
  | { kind: 'one'; path: Path; values: readonly string[] }
  /** Some value of each group. */
  | { kind: 'many'; path: Path; groups: readonly (readonly string[])[] }
  | { kind: 'empty'; path: Path };

/** Who looks, when, and what the workspace's set-up is. */
export interface Viewer {
  now: Instant;
  /** IANA zone in which days begin and end. */
  zone: string;
  me: Id;
  reports: readonly Id[];
  every<T extends SetupType>(type: T): readonly Row<T>[];
}

/** A condition that cannot be meant: of a field that is not there, or with a value that does not fit. */
export class FilterProblem extends Error {
  readonly condition: Condition;
  constructor(condition: Condition, message: string) {
    super(message);
    this.name = 'FilterProblem';
    this.condition = condition;
  }
}

/** @throws FilterProblem, naming the condition that does not fit */
export function resolve(type: ListType, filter: Filter, viewer: Viewer): Test {
  const fields = fieldsOf(type, viewer.every('custom_field'));
  const today = dayIn(viewer.zone, viewer.now);
  const inner = (one: Filter): Test => {
    if ('all' in one) return { all: one.all.map(inner) };
    if ('any' in one) return { any: one.any.map(inner) };
    if ('not' in one) return { not: inner(one.not) };
    const field = fields.get(one.field);
    if (!field) throw new FilterProblem(one, `${one.field} is no field of ${type}s.`);
    if (!operatorsOf[field.kind].includes(one.is)) throw new FilterProblem(one, `${one.field} cannot be asked “${one.is}”.`);
    return resolved(one, field, viewer, today);
  };
  return inner(filter);
}

const text = z.string().check(z.maxLength(1000));
const number = z.number();
const between = z.tuple([z.nullable(z.number()), z.nullable(z.number())]);
const values = z.array(z.string().check(z.maxLength(255))).check(z.minLength(1), z.maxLength(filterLimits.values));

function resolved(condition: Condition, field: Field, viewer: Viewer, today: string): Test {
  const { is } = condition;
  const { path } = field;
  const read = <T>(schema: z.ZodMiniType<T>): T => {
    const parsed = schema.safeParse(condition.value);
    if (!parsed.success) throw new FilterProblem(condition, `${condition.field} has no value that “${is}” can be asked with.`);
    return parsed.data;
  };
  if (is === 'empty') return { kind: 'empty', path };
  if (is === 'filled') return { not: { kind: 'empty', path } };
  switch (field.kind) {
    case 'words': {
      const test: Test = { kind: 'words', words: [...new Set(wordsOf(read(text)))].slice(0, filterLimits.words) };
      return is === 'not_contains' ? { not: test } : test;
    }
    case 'text': {
      const folded = fold(read(text).trim());
      if (is === 'is' || is === 'is_not') return negated(is === 'is_not', { kind: 'text', path, is: 'is', text: folded });
      return negated(is === 'not_contains', { kind: 'text', path, is: is === 'starts_with' ? is : 'contains', text: folded });
    }
    case 'number':
    case 'money': {
      if (is === 'between') {
        const [least, most] = read(between);
        return { kind: 'number', path, ...(least === null ? {} : { least }), ...(most === null ? {} : { most }) };
      }
      const value = read(number);
      if (is === 'at_least') return { kind: 'number', path, least: value };
      if (is === 'at_most') return { kind: 'number', path, most: value };
      return negated(is === 'is_not', { kind: 'number', path, least: value, most: value });
    }
    case 'bool':
      return negated(!read(z.boolean()), field.name === 'overdue' ? late(viewer.now, today) : { kind: 'true', path });
    case 'day':
    case 'instant':
    case 'due': {
      const days = daysOf(read(periodSchema), today);
      return negated(is === 'not_in', dated(field.kind, path, days, viewer.zone));
    }
    case 'one':
      return negated(is === 'none_of', { kind: 'one', path, values: read(values).flatMap((value) => meant(field.options, value, viewer)) });
    case 'many': {
      const groups = read(values).map((value) => meant(field.options, value, viewer));
      return negated(is === 'none_of', { kind: 'many', path, groups: is === 'all_of' ? groups : [groups.flat()] });
    }
  }
}

/** Open tasks whose time has come, or whose day is over. */
const late = (now: Instant, today: string): Test => ({
  all: [
    { not: { kind: 'true', path: ['completed'] } },
    {
      any: [
        { kind: 'day', path: ['due_date'], days: { to: addDays(today, -1) } },
        { kind: 'instant', path: ['due_date'], before: now },
      ],
    },
  ],
});

const negated = (not: boolean, test: Test): Test => (not ? { not: test } : test);

const lastDay = '9999-12-31';

function dated(kind: 'day' | 'instant' | 'due', path: Path, days: Days, zone: string): Test {
  if (kind === 'day') return { kind: 'day', path, days };
  const instants: Test = {
    kind: 'instant',
    path,
    ...(days.from === undefined ? {} : { from: instantOf(zone, days.from) }),
    // After the last of all days there is no other.
    ...(days.to === undefined || days.to === lastDay ? {} : { before: instantOf(zone, addDays(days.to, 1)) }),
  };
  return kind === 'instant' ? instants : { any: [{ kind: 'day', path, days }, instants] };
}

/** The values that a record has where it is this that is meant. */
function meant(options: Options | undefined, value: string, viewer: Viewer): string[] {
  if (options === 'user') return value === 'me' ? [viewer.me] : value === 'my_reports' ? [...viewer.reports] : [value];
  if (options === 'pipeline')
    return viewer
      .every('stage')
      .filter((stage) => stage.pipeline_id === value)
      .map(({ id }) => id);
  if (options === 'stage_category')
    return viewer
      .every('stage')
      .filter(({ category }) => category === value || (value === 'open' && isActive(category)))
      .map(({ id }) => id);
  return typeof options === 'object' && 'custom' in options ? sameChoices(options.custom, value) : [value];
}

/** The choices that count as one, by each of them, of fields that were asked for before. */
const known = new WeakMap<CustomField, Map<Id, Id[]>>();

/** A choice, and all that it has replaced. */
function sameChoices(custom: CustomField, value: Id): Id[] {
  let same = known.get(custom);
  if (!same) {
    same = new Map();
    const byPresent = new Map<Id | undefined, Id[]>();
    for (const { id } of custom.choices) {
      const present = presentChoice(custom, id)?.id;
      const ids = byPresent.get(present) ?? [];
      byPresent.set(present, ids);
      ids.push(id);
      same.set(id, ids);
    }
    known.set(custom, same);
  }
  return same.get(value) ?? [];
}

export type ListedRow = Row<ListType & RecordType>;
