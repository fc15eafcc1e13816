import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { property } from 'lit/decorators.js';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { refusalWords } from '../../components/base/localisation/index.ts';
import { toast } from '../../components/base/toast/toast.ts';
import type { Outcome, Store } from '../../components/store/index.ts';

type Host = ReactiveControllerHost & { readonly store: Store | undefined };

/** Renders an element again with whatever changes in its store: what stands in the sidebar is little, and hangs on much. */
export class AnyChange implements ReactiveController {
  readonly #host: Host;
  #store: Store | undefined;
  #stop: (() => void)[] = [];

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#follow();
  }

  hostUpdate(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    this.#leave();
  }

  #follow(): void {
    const { store } = this.#host;
    if (store === this.#store) return;
    this.#leave();
    this.#store = store;
    if (!store) return;
    const again = () => this.#host.requestUpdate();
    this.#stop = [store.onChanges(again), store.onStatus(again)];
  }

  #leave(): void {
    for (const stop of this.#stop.splice(0)) stop();
    this.#store = undefined;
  }
}

/** What the sidebar is made of: an element that is given a store. */
export abstract class SidebarPart extends CrmElement {
  @property({ attribute: false }) store: Store | undefined;

  constructor() {
    super();
    new AnyChange(this);
  }

  /** Says a refusal that no field can say; true where there is none. */
  protected told(outcome: Outcome): boolean {
    if (!outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    return outcome.ok;
  }

  /** How the person's own days run. */
  protected get clock(): { zone?: string } {
    const zone = this.store?.person?.timezone;
    return zone ? { zone } : {};
  }
}
