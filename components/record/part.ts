import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { Row } from '../../shared/records/index.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { refusalWords } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import type { Change, Outcome, Store } from '../store/index.ts';
import type { PanelType } from './fields.ts';

/** The fields by which a record hangs on another one. */
const ties = ['resource_id', 'deal_id', 'contact_id', 'organization_id', 'parent_organization_id'] as const;

/**
 * What a record's panel is made of: an element that is given a store and a record, and renders again when that record or what
 * hangs on it changes.
 */
export abstract class RecordPart extends CrmElement {
  /** Whose records they are. */
  @property({ attribute: false }) store: Store | undefined;
  /** @internal */
  @property() type: PanelType = 'deal';
  /** The record's id. */
  @property({ attribute: 'record-id' }) recordId = '';

  #stop: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('store') || changed.has('type') || changed.has('recordId')) this.#watch();
  }

  /** @internal */
  get row(): Row<PanelType> | undefined {
    return this.store?.get(this.type, this.recordId) as Row<PanelType> | undefined;
  }

  /** Called after each change that concerns the record. */
  protected changed(): void {
    this.requestUpdate();
  }

  /** Whether it shows what has changed, though that does not name the record. */
  protected concerns(_change: Change): boolean {
    return false;
  }

  /** Called when it stands otherwise between the store and the server. */
  protected connectionChanged(): void {
    // Most parts do not show it.
  }

  /** Says a refusal that no field can say; true where there is none. */
  protected told(outcome: Outcome): boolean {
    if (!outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    return outcome.ok;
  }

  /** Puts the focus on the first element that matches, once it has rendered what takes the focus. */
  protected async focusOn(selector: string): Promise<void> {
    const control = this.renderRoot.querySelector<HTMLElement>(selector);
    if (control && 'updateComplete' in control) await control.updateComplete;
    control?.focus();
  }

  #watch(): void {
    this.#unwatch();
    const { store } = this;
    if (!store || !this.isConnected) return;
    this.#stop = [
      store.onRecord(this.type, this.recordId, () => this.changed()),
      store.onStatus(() => this.connectionChanged()),
      store.onChanges((changes) => changes.some((change) => this.#hangsOn(change) || this.concerns(change)) && this.changed()),
    ];
  }

  #unwatch(): void {
    for (const stop of this.#stop.splice(0)) stop();
  }

  #hangsOn({ before, after }: Change): boolean {
    return [before, after].some((row) => row && ties.some((tie) => (row as unknown as Record<string, unknown>)[tie] === this.recordId));
  }
}
