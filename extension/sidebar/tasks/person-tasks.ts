import { css, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Task } from '../../../shared/records/index.ts';
import { byDue, dayEnd } from '../../../shared/due-order.ts';
import '../../../components/base/button/button.ts';
import { define } from '../../../components/base/element/define.ts';
import { ownZone } from '../../../components/base/format/dates.ts';
import { msg } from '../../../components/base/localisation/index.ts';
import { RecordTasks } from '../../../components/record/record-tasks.ts';
import type { Store } from '../../../components/store/index.ts';
import { AnyChange } from '../sidebar-part.ts';

/** What is still to do about somebody and about their deals; a line adds to it, with its date in words. */
export class PersonTasks extends RecordTasks {
  static override styles = [
    ...RecordTasks.styles,
    css`
      .section {
        padding-block: 11px;
      }
    `,
  ];

  /** The ids of the records besides the person's own whose tasks stand here. */
  @property({ attribute: false }) further: readonly string[] = [];
  @state() private adding = false;

  constructor() {
    super();
    new AnyChange(this);
  }

  protected override tasks(store: Store): Task[] {
    return [this.recordId, ...this.further].flatMap((id) => store.list('task', 'resource_id', id)).filter(({ completed }) => !completed);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('recordId')) this.adding = false;
  }

  readonly #toggleLine = async (): Promise<void> => {
    this.adding = !this.adding;
    await this.updateComplete;
    if (this.adding) await this.focusOn('crm-input');
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    this.adding = false;
    void this.updateComplete.then(() => this.focusOn('#add'));
  };

  /** Words where nothing is to be done. */
  protected get none(): string {
    return msg('Nothing to do.');
  }

  protected override render() {
    const { store } = this;
    if (!store) return html``;
    const zone = store.person?.timezone ?? ownZone();
    const tasks = this.tasks(store).sort(byDue(dayEnd(zone, new Date().toISOString())));
    return html`<section class="section" aria-labelledby="head">
      <header>
        <h3 id="head" class="head grow">${this.heading}</h3>
        <crm-button
          id="add"
          size="small"
          variant="ghost"
          icon="plus"
          label=${msg('Add task')}
          title=${msg('Add task')}
          .expanded=${this.adding}
          @click=${this.#toggleLine}
        ></crm-button>
      </header>
      ${this.adding ? html`<div @keydown=${this.#key}>${this.renderLine()}</div>` : nothing}
      ${
        tasks.length === 0
          ? html`<p class="muted">${this.none}</p>`
          : html`<ul>
              ${this.renderTasks(tasks, zone)}
            </ul>`
      }
    </section>`;
  }

  protected get heading(): string {
    return msg('Tasks');
  }
}

define('crm-sidebar-tasks', PersonTasks);

declare global {
  interface HTMLElementTagNameMap {
    'crm-sidebar-tasks': PersonTasks;
  }
}
