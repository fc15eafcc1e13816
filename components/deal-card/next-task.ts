import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Task } from '../../shared/records/index.ts';
import type { StoreController } from '../provider/controllers.ts';
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

function watchOf(store: Store): TaskWatch {
  const known = watches.get(store);
  if (known) return known;
  const watch = new TaskWatch(store);
  watches.set(store, watch);
  return watch;
}

/** The next task of one deal, for a host that names the deal by its id. */
export class NextTaskController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #store: Store | undefined;
  #id: string | undefined;
  #stop: (() => void) | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost, store: StoreController) {
    this.#host = host;
    host.addController(this);
    store.onChange((value) => {
      this.#store = value;
      this.#start();
    });
  }

  get task(): Task | undefined {
    return this.#store && this.#id !== undefined ? nextTask(this.#store, this.#id) : undefined;
  }

  set id(id: string | undefined) {
    if (id === this.#id) return;
    this.#id = id;
    this.#start();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#start();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#start();
  }

  #start(): void {
    this.#stop?.();
    this.#stop = undefined;
    if (this.#connected && this.#store && this.#id !== undefined)
      this.#stop = watchOf(this.#store).add(this.#id, () => this.#host.requestUpdate());
  }
}
