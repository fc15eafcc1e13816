import type { Condition, Filter } from '../../shared/filters/index.ts';

/** A part of a filter as people build it: one of its conditions must hold. All parts of a filter must. */
export interface Part {
  any: Condition[];
}

/**
 * A filter as such parts. One that was built otherwise, deeper or with negated groups, has none here: it is shown as a whole and
 * can be taken away, not edited.
 */
export function partsOf(filter: Filter): Part[] {
  return isBuilt(filter) ? built(filter) : [];
}

/** Whether a filter has the form of `filterOf`. */
export function isBuilt(filter: Filter): boolean {
  if ('field' in filter) return true;
  if ('not' in filter) return false;
  if ('any' in filter) return filter.any.length > 0 && filter.any.every((one) => 'field' in one);
  return filter.all.every((one) => 'field' in one || ('any' in one && one.any.length > 0 && one.any.every((inner) => 'field' in inner)));
}

function built(filter: Filter): Part[] {
  if ('field' in filter) return [{ any: [filter] }];
  if ('any' in filter) return [{ any: filter.any.filter((one) => 'field' in one) }];
  return 'all' in filter ? filter.all.flatMap(built) : [];
}

export function filterOf(parts: readonly Part[]): Filter {
  return {
    all: parts.filter(({ any }) => any.length > 0).map(({ any }) => (any.length === 1 && any[0] ? any[0] : { any: [...any] })),
  };
}

/** The filter that lets all through. */
export const everything: Filter = { all: [] };

export const isEverything = (filter: Filter): boolean => 'all' in filter && filter.all.length === 0;
