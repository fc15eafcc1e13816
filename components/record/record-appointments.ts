import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Appointment } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import { define } from '../base/element/define.ts';
import { formatDate, formatDateTime, ownZone } from '../base/format/dates.ts';
import { icon } from '../base/icons/icons.ts';
import { msg } from '../base/localisation/index.ts';
import { sections } from '../base/styles/sections.ts';
import { RecordPart } from './part.ts';
import { partStyles } from './part.styles.ts';

const hour = 3_600_000;

/** The appointments about a record, the next ones first. A press opens one. */
export class RecordAppointments extends RecordPart {
  static override styles = [sections, partStyles];

  /** Only those that are not over: the others stand among what happened. */
  @property({ type: Boolean }) coming = false;

  readonly #add = async (): Promise<void> => {
    const { store, type, recordId } = this;
    const { showAppointment } = await import('../calendar/appointment-dialog.ts');
    const start = Math.ceil(Date.now() / hour) * hour;
    if (store)
      showAppointment(this, store, {
        all_day: false,
        start_at: new Date(start).toISOString(),
        end_at: new Date(start + hour).toISOString(),
        resource_type: type,
        resource_id: recordId,
      });
  };

  async #open(appointment: Appointment): Promise<void> {
    const { showAppointment } = await import('../calendar/appointment-dialog.ts');
    if (this.store) showAppointment(this, this.store, appointment);
  }

  protected override render() {
    const { store } = this;
    if (!store) return html``;
    const zone = store.person?.timezone ?? ownZone();
    const now = new Date().toISOString();
    const past = (row: Appointment) => (row.all_day ? row.end_at < now.slice(0, 10) : row.end_at < now);
    const appointments = store
      .list('appointment', 'resource_id', this.recordId)
      .filter((row) => !this.coming || !past(row))
      .sort((a, b) => Number(past(a)) - Number(past(b)) || (a.start_at < b.start_at === past(a) ? 1 : -1));
    if (this.coming && appointments.length === 0) return html``;
    return html`<section class="section" aria-labelledby="head">
      <header>
        <h3 id="head">${msg('Appointments')}</h3>
        ${
          this.coming
            ? nothing
            : html`<crm-button
                size="small"
                variant="ghost"
                icon="calendar-plus"
                label=${msg('Add an appointment')}
                @click=${this.#add}
              ></crm-button>`
        }
      </header>
      <ul>
        ${repeat(
          appointments,
          ({ id }) => id,
          (row) =>
            html`<li class="item">
              <span class="muted">${icon('calendar', 'small')}</span>
              <button type="button" class="link cut grow" aria-haspopup="dialog" @click=${() => void this.#open(row)}>
                <bdi>${row.name}</bdi>
              </button>
              <span class=${past(row) ? 'num muted' : 'num'}
                >${row.all_day ? formatDate(row.start_at, { zone }) : formatDateTime(row.start_at, { zone })}</span
              >
            </li>`,
        )}
      </ul>
    </section>`;
  }
}

define('crm-record-appointments', RecordAppointments);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-appointments': RecordAppointments;
  }
}
