import type { Task } from '../../shared/records/index.ts';
import type { Store } from '../store/index.ts';

/** The open task of a deal that is due first; tasks without a date come last. */
export function nextTask(store: Store, dealId: string): Task | undefined {
  let next: Task | undefined;
  for (const task of store.list('task', 'resource_id', dealId))
    if (!task.completed && (!next || (task.due_date ?? '9') < (next.due_date ?? '9'))) next = task;
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
