import { css, html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { dayIn, instantOf, isWholeDay } from '../../shared/dates.ts';
import { newId } from '../../shared/ids.ts';
import type { FieldProblems } from '../../shared/mutators/rejection.ts';
import type { Appointment } from '../../shared/records/index.ts';
import { reminderMinutes } from '../../shared/records/work.ts';
import '../base/checkbox/checkbox.ts';
import '../base/combobox/combobox.ts';
import '../base/input/input.ts';
import '../base/notice/notice.ts';
import '../base/select/select.ts';
import '../base/tag/tag.ts';
import '../base/textarea/textarea.ts';
import type { ComboboxOption, CrmCombobox, CrmCreateEvent } from '../base/combobox/combobox.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { formatDateTime, formatTime, ownZone } from '../base/format/dates.ts';
import { msg, refusalWords, str } from '../base/localisation/index.ts';
import { pairs } from '../base/styles/pairs.ts';
import { linkOption, linkSource, readLink } from '../link/link.ts';
import { fieldProblem } from '../record/problem.ts';
import { before, clockOf } from '../reminders/words.ts';
import type { Store } from '../store/index.ts';

/** What is known of a new appointment. */
export type Draft = Pick<Appointment, 'all_day' | 'start_at' | 'end_at'> & Partial<Omit<Appointment, 'id'>>;

type Field = HTMLElement & { value: string };
type Guest = Appointment['guests'][number];

/** Days and times as the fields show them, in the person's zone. */
interface Times {
  allDay: boolean;
  startDay: string;
  startTime: string;
  endDay: string;
  endTime: string;
}

/**
 * The fields of an appointment. Times are the person's own wall clock; `save()` writes them.
 *
 * @element crm-appointment-form
 */
export class CrmAppointmentForm extends CrmElement {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [
    pairs,
    css`
      .tags {
        display: flex;
        flex-wrap: wrap;
        gap: var(--crm-space-1);
      }
    `,
  ];

  @property({ attribute: false }) store?: Store;
  @property({ attribute: false }) appointment?: Appointment | Draft;
  @state() private times: Times = { allDay: false, startDay: '', startTime: '', endDay: '', endTime: '' };
  @state() private attendees: readonly string[] = [];
  @state() private guests: readonly Guest[] = [];
  @state() private problems: FieldProblems = {};
  @state() private message = '';

  get #zone(): string {
    return this.store?.person?.timezone ?? ownZone();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('appointment') || !this.appointment) return;
    const { all_day, start_at, end_at, attendee_ids = [], guests = [] } = this.appointment;
    const zone = this.#zone;
    const day = (value: string) => (isWholeDay(value) ? value : dayIn(zone, value));
    this.times = {
      allDay: all_day,
      startDay: day(start_at),
      startTime: all_day ? '09:00' : clockOf(start_at, zone),
      endDay: day(end_at),
      endTime: all_day ? '10:00' : clockOf(end_at, zone),
    };
    this.attendees = attendee_ids;
    this.guests = guests;
  }

  #value(name: string): string {
    return this.renderRoot.querySelector<Field>(`[name="${name}"]`)?.value.trim() ?? '';
  }

  /** Writes the appointment and gives its id; undefined where that was refused, which the fields then say. */
  save(): string | undefined {
    const { store, appointment } = this;
    if (!store || !appointment) return undefined;
    const fields = [...this.renderRoot.querySelectorAll<Field & { reportValidity(): boolean }>('crm-input')];
    if (!fields.every((field) => field.reportValidity())) return undefined;
    const { allDay, startDay, startTime, endDay, endTime } = this.times;
    const zone = this.#zone;
    const link = this.renderRoot.querySelector<CrmCombobox>('[name="link"]')?.value ?? '';
    const reminder = this.#value('reminder');
    const values = {
      name: this.#value('name'),
      all_day: allDay,
      start_at: allDay ? startDay : instantOf(zone, startDay, startTime),
      end_at: allDay ? endDay : instantOf(zone, endDay, endTime),
      location: this.#value('location') || null,
      description: this.#value('description') || null,
      reminder_offset: reminder === '' ? null : Number(reminder),
      attendee_ids: [...this.attendees],
      guests: [...this.guests],
      ...(link ||
      !appointment.resource_id ||
      linkOption(store, { resource_type: appointment.resource_type ?? null, resource_id: appointment.resource_id })
        ? readLink(link)
        : {}),
    };
    const id = 'id' in appointment ? appointment.id : newId();
    const outcome =
      'id' in appointment
        ? store.mutate.updateAppointment({ id, ...values })
        : store.mutate.createAppointment({ id, timezone: zone, ...values });
    if (!outcome.ok) {
      this.problems = outcome.rejection.fields ?? {};
      this.message = refusalWords(outcome.rejection);
      return undefined;
    }
    if (reminder !== '' && 'Notification' in window && Notification.permission === 'default') void Notification.requestPermission();
    return id;
  }

  /** A start that moves takes the end along: the appointment stays as long as it is. */
  #start(change: Partial<Pick<Times, 'startDay' | 'startTime'>>): void {
    const was = this.times;
    const now = { ...was, ...change };
    if (!now.startDay || !now.startTime) {
      this.times = now;
      return;
    }
    const ms = (day: string, time: string) => Date.parse(`${day}T${time || '00:00'}:00.000Z`);
    const end = new Date(ms(was.endDay, was.endTime) + ms(now.startDay, now.startTime) - ms(was.startDay, was.startTime));
    const valid = !Number.isNaN(end.getTime());
    this.times = valid ? { ...now, endDay: end.toISOString().slice(0, 10), endTime: end.toISOString().slice(11, 16) } : now;
  }

  #invite(combobox: CrmCombobox): void {
    const { value } = combobox;
    if (value && !this.attendees.includes(value)) this.attendees = [...this.attendees, value];
    combobox.selected = undefined;
    combobox.value = '';
  }

  readonly #guest = (event: CrmCreateEvent): void => {
    const email = event.text.trim();
    if (!/^\S+@\S+\.\S+$/.test(email)) {
      this.problems = {
        ...this.problems,
        attendee_ids: { code: 'incorrect_value', message: 'must be an e-mail address' },
      };
      return;
    }
    const { attendee_ids: _mended, ...problems } = this.problems;
    this.problems = problems;
    if (!this.guests.some((guest) => guest.email === email)) this.guests = [...this.guests, { email, name: null }];
  };

  readonly #enter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    this.dispatchEvent(new Event('submit'));
  };

  #problem(name: string, label: string): string {
    return fieldProblem(this.problems, name, label) ?? '';
  }

  protected override render() {
    const { store, appointment, times } = this;
    if (!store || !appointment) return nothing;
    const people = store
      .every('user')
      .filter(({ id, status }) => status === 'active' && !this.attendees.includes(id) && id !== (appointment.owner_id ?? store.personId))
      .map(({ id, name, email }): ComboboxOption => ({
        value: id,
        label: name,
        detail: email,
        avatar: 'person',
        mine: id === store.personId,
      }));
    const zone = this.#zone;
    const planned = appointment.timezone;
    const elsewhere = planned !== undefined && planned !== zone && !appointment.all_day;
    return html`<div class="fields" @keydown=${this.#enter}>
      ${this.message ? html`<crm-notice tone="danger" alert>${this.message}</crm-notice>` : nothing}
      <crm-input
        name="name"
        label=${msg('What')}
        .value=${appointment.name ?? ''}
        required
        maxlength="255"
        autofocus
        .error=${this.#problem('name', msg('What'))}
      ></crm-input>
      <crm-checkbox
        .checked=${times.allDay}
        label=${msg('All day')}
        @change=${(event: Event) => (this.times = { ...times, allDay: (event.target as HTMLElement & { checked: boolean }).checked })}
      ></crm-checkbox>
      <div class="pair">
        <crm-input
          type="date"
          label=${msg('From')}
          .value=${times.startDay}
          required
          .error=${this.#problem('start_at', msg('From'))}
          @change=${(event: Event) => this.#start({ startDay: (event.target as Field).value })}
        ></crm-input>
        ${
          times.allDay
            ? nothing
            : html`<crm-input
                type="time"
                label=${msg('At')}
                .value=${times.startTime}
                required
                @change=${(event: Event) => this.#start({ startTime: (event.target as Field).value })}
              ></crm-input>`
        }
      </div>
      <div class="pair">
        <crm-input
          type="date"
          label=${msg('Until')}
          .value=${times.endDay}
          required
          .error=${this.#problem('end_at', msg('Until'))}
          @change=${(event: Event) => (this.times = { ...this.times, endDay: (event.target as Field).value })}
        ></crm-input>
        ${
          times.allDay
            ? nothing
            : html`<crm-input
                type="time"
                label=${msg('At')}
                .value=${times.endTime}
                required
                @change=${(event: Event) => (this.times = { ...this.times, endTime: (event.target as Field).value })}
              ></crm-input>`
        }
      </div>
      ${elsewhere ? html`<p class="muted">${msg(str`Planned for ${formatDateTime(appointment.start_at, { zone: planned })} to ${formatTime(appointment.end_at, { zone: planned })}, ${planned}`)}</p>` : nothing}
      <crm-input name="location" label=${msg('Place')} icon="map-pin" .value=${appointment.location ?? ''}></crm-input>
      <crm-combobox
        name="link"
        label=${msg('About')}
        placeholder=${msg('Lead, contact or deal')}
        .source=${linkSource(store)}
        .error=${this.#problem('resource_id', msg('About'))}
        .selected=${linkOption(store, { resource_type: appointment.resource_type ?? null, resource_id: appointment.resource_id ?? null })}
      ></crm-combobox>
      <crm-combobox
        label=${msg('People')}
        placeholder=${msg('A colleague, or an e-mail address')}
        .options=${people}
        creatable
        .createLabel=${(text: string) => msg(str`Invite ${text}`)}
        .error=${this.#problem('attendee_ids', msg('People'))}
        @change=${(event: Event) => this.#invite(event.currentTarget as CrmCombobox)}
        @crm-create=${this.#guest}
      ></crm-combobox>
      ${this.attendees.length + this.guests.length > 0 ? html`<div class="tags">${this.#renderPeople(store)}</div>` : nothing}
      <crm-select
        name="reminder"
        label=${msg('Reminder')}
        placeholder=${msg('None')}
        .value=${appointment.reminder_offset === null || appointment.reminder_offset === undefined ? '' : String(appointment.reminder_offset)}
        .options=${reminderMinutes.map((minutes) => ({ value: String(minutes), label: before(minutes) }))}
      ></crm-select>
      <crm-textarea name="description" label=${msg('Description')} rows="2" .value=${appointment.description ?? ''}></crm-textarea>
    </div>`;
  }

  #renderPeople(store: Store) {
    return [
      ...this.attendees.map((id) => {
        const name = store.get('user', id)?.name ?? '?';
        return html`<crm-tag
          icon="user"
          removable
          remove-label=${msg(str`Remove ${name}`)}
          @crm-remove=${() => (this.attendees = this.attendees.filter((other) => other !== id))}
          >${name}</crm-tag
        >`;
      }),
      ...this.guests.map(
        ({ email }) =>
          html`<crm-tag
            icon="mail"
            removable
            remove-label=${msg(str`Remove ${email}`)}
            @crm-remove=${() => (this.guests = this.guests.filter((guest) => guest.email !== email))}
            >${email}</crm-tag
          >`,
      ),
    ];
  }
}

define('crm-appointment-form', CrmAppointmentForm);

declare global {
  interface HTMLElementTagNameMap {
    'crm-appointment-form': CrmAppointmentForm;
  }
}
