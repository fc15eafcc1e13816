import type { Filter, ListType, Order, Viewer } from '../../shared/filters/index.ts';
import { FilterProblem, comparison, listed, matcher, resolve, resolveOrder, sorter } from '../../shared/filters/index.ts';
import type { RecordType } from '../../shared/records/index.ts';
import type { QuerySpec, Store } from '../store/index.ts';

/** What somebody has chosen to see of a list: columns by their names, the usual ones where there are none. */
export interface ListView {
  filter: Filter;
  order: Order;
  columns: readonly string[];
}

/** The order of a list that nobody has put in another one. */
export const standardOrder: Record<ListType, Order> = {
  lead: [{ field: 'last_activity_at', descending: true }],
  contact: [{ field: 'name' }],
  deal: [{ field: 'last_activity_at', descending: true }],
  // What is done comes after all that is to do.
  task: [{ field: 'completed' }, { field: 'due_date' }],
};

/** How the store looks to its person now. */
export function viewerOf(store: Store, now = new Date().toISOString()): Viewer {
  return {
    now,
    zone: store.person?.timezone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
    me: store.personId,
    reports: store
      .every('user')
      .filter((user) => user.reports_to === store.personId)
      .map(({ id }) => id),
    every: (type) => store.every(type),
  };
}

export type ListSpec = { spec: QuerySpec<ListType & RecordType>; problem?: undefined } | { problem: FilterProblem; spec?: undefined };

/** A list as a query of the store: its filter, what somebody looks for in it, and its order. */
export function specOf(store: Store, type: ListType, view: { filter: Filter; find: string; order: Order }): ListSpec {
  const viewer = viewerOf(store);
  const words: Filter[] = view.find.trim() === '' ? [] : [{ field: 'text', is: 'contains', value: view.find }];
  try {
    const where = matcher(type, resolve(type, { all: [listed(type, view.filter), ...words] }, viewer));
    const steps = resolveOrder(type, view.order.length > 0 ? view.order : standardOrder[type], viewer);
    const [order, sort] = [comparison(steps), sorter(steps)];
    const spec = { type, where, order, sort, ...(type === 'deal' ? { amount: (row: { value: string; currency: string }) => row } : {}) };
    return { spec: spec as unknown as QuerySpec<ListType & RecordType> };
  } catch (error) {
    if (error instanceof FilterProblem) return { problem: error };
    throw error;
  }
}

/** How many records a filter has, for whoever looks. */
export function countOf(store: Store, type: ListType, filter: Filter): number | undefined {
  try {
    const fits = matcher(type, resolve(type, listed(type, filter), viewerOf(store)));
    let count = 0;
    for (const row of store.all(type)) if (fits(row)) count++;
    return count;
  } catch (error) {
    if (error instanceof FilterProblem) return undefined;
    throw error;
  }
}
