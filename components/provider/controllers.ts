import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { Query, QuerySpec, Status, Store } from '../store/index.ts';
import type { Refused } from '../store/index.ts';
import { starting } from '../store/status.ts';
import { storeContext } from './contexts.ts';
import './late.ts';

type Host = ReactiveControllerHost & HTMLElement;

/** The provider's store, as soon as there is one. */
export class StoreController implements ReactiveController {
  readonly #host: Host;
  readonly #changed: ((store: Store | undefined) => void)[] = [];
  #store: Store | undefined;

  constructor(host: Host) {
    this.#host = host;
    new ContextConsumer(host, { context: storeContext, subscribe: true, callback: (store) => this.#take(store) });
    host.addController(this);
  }

  #take(store: Store | undefined): void {
    if (store === this.#store) return;
    this.#store = store;
    for (const listener of this.#changed) listener(store);
    this.#host.requestUpdate();
  }

  get value(): Store | undefined {
    return this.#store;
  }

  /** Calls back with every store that comes, and with undefined when it goes. */
  onChange(listener: (store: Store | undefined) => void): void {
    this.#changed.push(listener);
    if (this.#store) listener(this.#store);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }
}

/** A list of records that renders its host when it changes. `spec` may be another one at any time. */
export class QueryController<T extends RecordType> implements ReactiveController {
  readonly #host: Host;
  #store: Store | undefined;
  #spec: QuerySpec<T> | undefined;
  #query: Query<T> | undefined;
  #stop: (() => void) | undefined;
  #connected = false;

  constructor(host: Host, store: StoreController, spec?: QuerySpec<T>) {
    this.#host = host;
    this.#spec = spec;
    host.addController(this);
    store.onChange((value) => {
      this.#store = value;
      this.#start();
    });
  }

  get rows(): readonly Row<T>[] {
    return this.#query?.rows ?? [];
  }

  /** Sums of the spec's `amount`, in minor units by currency. */
  get sums(): ReadonlyMap<string, number> {
    return this.#query?.sums ?? new Map();
  }

  set spec(spec: QuerySpec<T> | undefined) {
    this.#spec = spec;
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
    this.#query = undefined;
    if (!this.#connected || !this.#store || !this.#spec) return;
    this.#query = this.#store.query(this.#spec);
    this.#stop = this.#query.subscribe(() => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }
}

/** One record, and how it stands with the server, for a host that names it by type and id. */
export class RecordController<T extends RecordType> implements ReactiveController {
  readonly #host: Host;
  readonly #type: T;
  #store: Store | undefined;
  #id: string | undefined;
  #stop: (() => void) | undefined;
  #connected = false;

  constructor(host: Host, store: StoreController, type: T) {
    this.#host = host;
    this.#type = type;
    host.addController(this);
    store.onChange((value) => {
      this.#store = value;
      this.#start();
    });
  }

  get row(): Row<T> | undefined {
    return this.#id === undefined ? undefined : this.#store?.get(this.#type, this.#id);
  }

  get pending(): 'waiting' | Refused | undefined {
    return this.#id === undefined ? undefined : this.#store?.pending(this.#type, this.#id);
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
    if (!this.#connected || !this.#store || this.#id === undefined) return;
    this.#stop = this.#store.onRecord(this.#type, this.#id, () => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }
}

/** How the store stands with the server and the disk. */
export class StatusController implements ReactiveController {
  readonly #host: Host;
  #store: Store | undefined;
  #stop: (() => void) | undefined;
  #connected = false;

  constructor(host: Host, store: StoreController) {
    this.#host = host;
    host.addController(this);
    store.onChange((value) => {
      this.#store = value;
      this.#start();
    });
  }

  get value(): Status {
    return this.#store?.status ?? starting;
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
    if (!this.#connected || !this.#store) return;
    this.#stop = this.#store.onStatus(() => this.#host.requestUpdate());
    this.#host.requestUpdate();
  }
}
