import { byDue, dayEnd } from '../../shared/due-order.ts';
import type { Task } from '../../shared/records/index.ts';
import { ownZone } from '../base/format/dates.ts';
import type { Store } from '../store/index.ts';

/** The open task of a deal that is due first; tasks without a date come last. */
export function nextTask(store: Store, dealId: string): Task | undefined {
  let next: Task | undefined;
  let compare: ReturnType<typeof byDue> | undefined;
  for (const task of store.list('task', 'resource_id', dealId)) {
    if (task.completed) continue;
    if (next === undefined) {
      next = task;
      continue;
    }
    // Most deals have one task at the most: nothing is compared there.
    compare ??= byDue(dayEnd(store.person?.timezone ?? ownZone(), new Date().toISOString()));
    if (compare(task, next) < 0) next = task;
  }
  return next;
}

/** Who is to be told when a task of a deal changes. One listener for each store, however many cards there are. */
class TaskWatch {
  readonly #listeners = new Map<string, Set<() => void>>();

  constructor(store: Store) {
    store.onChanges((changes) => {
      for (const { type, before, after } of changes) {
        if (type !== 'task') continue;
        for (const row of [before, after]) {
          const deal = row && 'resource_id' in row ? row.resource_id : null;
          if (deal !== null) for (const listener of this.#listeners.get(deal) ?? []) listener();
        }
      }
    });
  }

  add(dealId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(dealId) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(dealId, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(dealId) === listeners) this.#listeners.delete(dealId);
    };
  }
}

const watches = new WeakMap<Store, TaskWatch>();

/** Calls back whenever a task of the deal changes. */
export function onTasks(store: Store, dealId: string, listener: () => void): () => void {
  let watch = watches.get(store);
  if (!watch) watches.set(store, (watch = new TaskWatch(store)));
  return watch.add(dealId, listener);
}
