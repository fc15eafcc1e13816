import type { Row } from '../records/index.ts';
import type { ListType } from './filter.ts';
import type { Test } from './resolve.ts';
import { fold } from './text.ts';
import { searchText } from './words.ts';

type Path = readonly string[];

/** A test as a function of a row. */
export function matcher<T extends ListType>(type: T, test: Test): (row: Row<T>) => boolean {
  const fits = compiled(type, test);
  return (row) => fits(row as unknown as Fields);
}

type Fields = Record<string, unknown>;

function compiled(type: ListType, test: Test): (row: Fields) => boolean {
  if ('all' in test) {
    const tests = test.all.filter((one) => !asksNothing(one)).map((one) => compiled(type, one));
    const [only] = tests;
    if (only && tests.length === 1) return only;
    return (row) => tests.every((fits) => fits(row));
  }
  if ('any' in test) {
    const tests = test.any.map((one) => compiled(type, one));
    return (row) => tests.some((fits) => fits(row));
  }
  if ('not' in test) {
    const fits = compiled(type, test.not);
    return (row) => !fits(row);
  }
  if (test.kind === 'words') {
    const { words } = test;
    return (row) => {
      const text = searchText(type, row as unknown as Row);
      return words.every((word) => text.includes(word));
    };
  }
  const of = reader(test.path);
  switch (test.kind) {
    case 'text': {
      const { is, text } = test;
      return (row) => {
        const value = of(row);
        if (typeof value !== 'string') return false;
        const folded = fold(value);
        return is === 'is' ? folded === text : is === 'starts_with' ? folded.startsWith(text) : folded.includes(text);
      };
    }
    case 'number': {
      const { least = -Infinity, most = Infinity } = test;
      return (row) => {
        const value = of(row);
        if (value === null || value === undefined) return false;
        const figure = Number(value);
        return figure >= least && figure <= most;
      };
    }
    case 'true':
      return (row) => of(row) === true;
    case 'day': {
      const { from, to } = test.days;
      return (row) => {
        const value = of(row);
        return (
          typeof value === 'string' && value.length === 10 && (from === undefined || value >= from) && (to === undefined || value <= to)
        );
      };
    }
    case 'instant': {
      const { from, before } = test;
      return (row) => {
        const value = of(row);
        return (
          typeof value === 'string' &&
          value.length > 10 &&
          (from === undefined || value >= from) &&
          (before === undefined || value < before)
        );
      };
    }
    case 'one': {
      const values = new Set<unknown>(test.values);
      return (row) => values.has(of(row));
    }
    case 'many': {
      const { groups } = test;
      return (row) => {
        const value = of(row);
        return Array.isArray(value) && groups.every((group) => group.some((one) => value.includes(one)));
      };
    }
    case 'empty':
      return (row) => isEmpty(of(row));
  }
}

const asksNothing = (test: Test): boolean => 'all' in test && test.all.every(asksNothing);

export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** The value at a path; undefined where there is none. */
export function reader(path: Path): (row: Fields) => unknown {
  const [first = '', ...rest] = path;
  if (rest.length === 0) return (row) => row[first];
  return (row) => {
    let value: unknown = row[first];
    for (const step of rest) value = typeof value === 'object' && value !== null ? (value as Fields)[step] : undefined;
    return value;
  };
}
