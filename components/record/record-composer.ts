import { css, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { state } from 'lit/decorators.js';
import { newId } from '../../shared/ids.ts';
import '../base/button/button.ts';
import '../base/notice/notice.ts';
import '../base/tabs/tabs.ts';
import { define } from '../base/element/define.ts';
import { ownZone } from '../base/format/dates.ts';
import { announce } from '../base/controllers/announcer.ts';
import { msg } from '../base/localisation/index.ts';
import type { Draft as CallDraft } from '../calls/call-form.ts';
import type { Draft as AppointmentDraft } from '../calendar/appointment-form.ts';
import type { TaskLineEvent } from '../task-list/task-line.ts';
import '../task-list/task-line.ts';
import { RecordPart } from './part.ts';
import './record-notes.ts';

type Kind = 'note' | 'task' | 'call' | 'appointment';
type Form = HTMLElement & { save(): string | undefined };

const hour = 3_600_000;

/** What comes when somebody first asks for it. */
const forms: Partial<Record<Kind, () => Promise<unknown>>> = {
  call: () => import('../calls/call-form.ts'),
  appointment: () => import('../calendar/appointment-form.ts'),
};

/** Where what is done about a record is written down: a note, a task, a call, an appointment, each behind its tab. */
export class RecordComposer extends RecordPart {
  static override styles = css`
    :host {
      display: block;
      padding: 14px var(--crm-gutter);
      border-block-end: var(--crm-hairline) solid var(--crm-border);
    }
    crm-tabs {
      --crm-tabs-padding: 4px;
      border: 1px solid var(--crm-border-strong);
      border-radius: var(--crm-radius);
    }
    .panel {
      padding: 10px 12px;
    }
    .acts {
      display: flex;
      justify-content: end;
      gap: var(--crm-space-2);
      margin-block-start: var(--crm-space-3);
    }
  `;

  @state() private kind: Kind = 'note';
  @state() private failed = false;
  /** What the forms begin with: made when they are asked for, so that what is half written stays while others change the record. */
  @state() private call: CallDraft | undefined;
  @state() private appointment: AppointmentDraft | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('recordId') && !changed.has('type')) return;
    this.kind = 'note';
    this.#begin();
  }

  #begin(): void {
    this.failed = false;
    this.call = undefined;
    this.appointment = undefined;
  }

  async #show(kind: Kind): Promise<void> {
    this.kind = kind;
    this.failed = false;
    try {
      await forms[kind]?.();
    } catch (error) {
      console.error(error);
      this.failed = true;
      return;
    }
    if (kind === 'call') this.call ??= this.#newCall();
    if (kind === 'appointment') this.appointment ??= this.#newAppointment();
  }

  #newCall(): CallDraft {
    const { store, type, recordId, row } = this;
    const party = row && 'stage_id' in row ? store?.get('contact', row.contact_id ?? '') : row;
    const phone_number = party && 'phone' in party ? (party.phone ?? party.mobile) : null;
    return { resource_type: type, resource_id: recordId, phone_number };
  }

  #newAppointment(): AppointmentDraft {
    const start = Math.ceil(Date.now() / hour) * hour;
    return {
      all_day: false,
      start_at: new Date(start).toISOString(),
      end_at: new Date(start + hour).toISOString(),
      resource_type: this.type,
      resource_id: this.recordId,
    };
  }

  readonly #addTask = ({ content, due }: TaskLineEvent): void => {
    const { store, type, recordId } = this;
    if (!store) return;
    if (this.told(store.mutate.createTask({ id: newId(), content, due_date: due, resource_type: type, resource_id: recordId })))
      announce(msg('The task is added.'));
  };

  /** Back to the first tab, as it was before. */
  readonly #done = (): void => {
    this.kind = 'note';
    this.#begin();
    void this.updateComplete.then(() => this.focusOn('crm-tabs'));
  };

  readonly #save = (): void => {
    const form = this.renderRoot.querySelector<Form>(`crm-${this.kind}-form`);
    if (!form?.save()) return;
    announce(this.kind === 'call' ? msg('The call is logged.') : msg('The appointment is added.'));
    this.#done();
  };

  protected override render() {
    const { store, type, recordId, kind } = this;
    if (!store || !this.row) return nothing;
    return html`<crm-tabs
      label=${msg('What to add')}
      .value=${kind}
      .items=${[
        { value: 'note', label: msg('Note'), icon: 'notebook-pen' as const },
        { value: 'task', label: msg('Task'), icon: 'list-checks' as const },
        { value: 'call', label: msg('Phone call'), icon: 'phone-call' as const },
        { value: 'appointment', label: msg('Appointment'), icon: 'calendar-plus' as const },
      ]}
      @change=${(event: Event) => event.target === event.currentTarget && void this.#show((event.target as HTMLElement & { value: Kind }).value)}
    >
      <div class="panel" slot="note">
        <crm-record-notes composing .store=${store} .type=${type} .recordId=${recordId}></crm-record-notes>
      </div>
      <div class="panel" slot="task">
        <crm-task-line .zone=${store.person?.timezone ?? ownZone()} @crm-task-line=${this.#addTask}></crm-task-line>
      </div>
      <div class="panel" slot="call">${kind === 'call' ? this.#renderForm() : nothing}</div>
      <div class="panel" slot="appointment">${kind === 'appointment' ? this.#renderForm() : nothing}</div>
    </crm-tabs>`;
  }

  #renderForm() {
    const { store, kind, call, appointment } = this;
    if (this.failed) return html`<crm-notice tone="danger">${msg('This could not be loaded. Try again when you are online.')}</crm-notice>`;
    if (kind === 'call' ? !call : !appointment) return nothing;
    return html`${
        kind === 'call'
          ? html`<crm-call-form .store=${store} .call=${call} @submit=${this.#save}></crm-call-form>`
          : html`<crm-appointment-form .store=${store} .appointment=${appointment} @submit=${this.#save}></crm-appointment-form>`
      }
      <div class="acts">
        <crm-button @click=${this.#done}>${msg('Cancel')}</crm-button>
        <crm-button variant="primary" @click=${this.#save}
          >${kind === 'call' ? msg('Log the call') : msg('Add the appointment')}</crm-button
        >
      </div>`;
  }
}

define('crm-record-composer', RecordComposer);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-composer': RecordComposer;
  }
}
