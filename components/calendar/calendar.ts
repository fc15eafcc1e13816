import type { Calendar } from 'fullcalendar';
import { html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { CalendarDate } from '../../shared/dates.ts';
import { dayIn, isWholeDay } from '../../shared/dates.ts';
import type { Appointment, Task } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/notice/notice.ts';
import '../base/segmented/segmented.ts';
import '../base/select/select.ts';
import { announce } from '../base/controllers/announcer.ts';
import { PhoneWidth } from '../base/controllers/media-query.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { formatDateTime, formatDate, ownZone } from '../base/format/dates.ts';
import { formatLocale, msg, refusalWords, str, timeFormat } from '../base/localisation/index.ts';
import { pairs } from '../base/styles/pairs.ts';
import { toast } from '../base/toast/toast.ts';
import { QueryController, StoreController } from '../provider/controllers.ts';
import { ReminderController } from '../reminders/controller.ts';
import type { Outcome } from '../store/index.ts';
import { completeTask } from '../task-list/complete.ts';
import { momentOf } from '../task-list/due.ts';
import { styles } from './calendar.styles.ts';
import type { View } from './engine.ts';
import type { Drawn, Placed, Range } from './events.ts';
import { drawAppointment, drawTask, timesOf, touches, weekNumber } from './events.ts';
import { nudged } from './nudge.ts';

type Chosen = HTMLElement & { value: string };
type Kind = Drawn['extendedProps']['kind'];

/**
 * Appointments and tasks by month, week, day or as an agenda, in the person's time zone. Time is marked to add an appointment; what is
 * there is moved and resized by mouse, touch and keyboard: Alt with an arrow moves it by a quarter of an hour or a day, Alt+Shift with up
 * or down changes its end. Page Up and Page Down turn pages.
 *
 * @element crm-calendar
 * @csspart bar - The line of buttons.
 * @csspart grid - What fullcalendar draws.
 */
export class CrmCalendar extends CrmElement {
  static override styles = [pairs, styles];

  /** How much is seen: `month`, `week`, `day` or `agenda`. Left out, the week, and the agenda on a phone. */
  @property({ reflect: true }) view: View | '' = '';
  /** Whose: a person's id, `all` for everyone's that can be seen; left out, one's own, and what one takes part in. */
  @property() owner = '';
  @state() private date = '';
  @state() private failed = false;
  @state() private drawn = false;
  @query('.grid') private grid!: HTMLElement | null;

  readonly #store = new StoreController(this);
  readonly #appointments = new QueryController(this, this.#store, { type: 'appointment' });
  readonly #tasks = new QueryController(this, this.#store, { type: 'task', where: ({ due_date }) => due_date !== null });
  readonly #users = new QueryController(this, this.#store, {
    type: 'user',
    where: ({ status }) => status === 'active',
    order: (a, b) => a.name.localeCompare(b.name),
  });
  readonly #phone = new PhoneWidth(this);
  #calendar: Calendar | undefined;
  #engine: typeof import('./engine.ts') | undefined;
  #sources: readonly unknown[] = [];
  #setting = '';
  /** The event that the keyboard is moving. */
  #moving = '';
  #still: ReturnType<typeof setTimeout> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    new ReminderController(this, this.#store);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // What is late is another matter after a while.
    this.#clock = setInterval(() => this.#calendar?.refetchEvents(), 60_000);
  }

  override disconnectedCallback(): void {
    clearInterval(this.#clock);
    this.#calendar?.destroy();
    this.#calendar = undefined;
    this.drawn = false;
    super.disconnectedCallback();
  }

  get #zone(): string {
    return this.#store.value?.person?.timezone ?? ownZone();
  }

  get #shownView(): View {
    return this.view || (this.#phone.matches ? 'agenda' : 'week');
  }

  get #settings() {
    return { zone: this.#zone, locale: formatLocale(), hours: timeFormat(), rtl: this.rtl };
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.grid && !this.#calendar && !this.failed) void this.#draw();
    if (!this.#calendar || !this.#engine) return;
    const setting = this.#settings;
    if (JSON.stringify(setting) !== this.#setting) {
      this.#setting = JSON.stringify(setting);
      const options = this.#engine.settings(setting);
      for (const name of Object.keys(options) as (keyof typeof options)[]) this.#calendar.setOption(name, options[name]);
    }
    const view = this.#engine.drawnAs(this.#shownView, this.#phone.matches);
    if (this.#calendar.view.type !== view) this.#calendar.changeView(view);
    const sources = [this.#appointments.rows, this.#tasks.rows, this.owner];
    if (sources.some((source, place) => source !== this.#sources[place])) {
      this.#sources = sources;
      this.#calendar.refetchEvents();
    }
  }

  /** Turns to the page with this day. */
  goTo(day: CalendarDate): void {
    this.#calendar?.gotoDate(day);
  }

  /** The engine is a good part of a megabyte: it comes when a calendar is looked at. */
  async #draw(): Promise<void> {
    if (this.#engine) return;
    try {
      const [engine, { calendarSheets }] = await Promise.all([import('./engine.ts'), import('./sheets.ts')]);
      const sheets = await calendarSheets();
      if (!this.isConnected || !this.grid || this.#calendar || !(this.renderRoot instanceof ShadowRoot)) return;
      const own = this.renderRoot.adoptedStyleSheets.filter((sheet) => !sheets.includes(sheet));
      this.renderRoot.adoptedStyleSheets = [...sheets, ...own];
      const setting = this.#settings;
      this.#setting = JSON.stringify(setting);
      this.#engine = engine;
      this.#calendar = engine.drawCalendar(
        this.grid,
        { ...setting, view: this.#shownView, narrow: this.#phone.matches },
        {
          draw: (range) => this.#events(range),
          mark: (placed) => void this.#add(placed),
          place: (kind, record, placed) => this.#place(kind, record, placed),
          open: (kind, record) => void this.#open(kind, record),
          drawn: (event, element) => {
            if (event !== this.#moving) return;
            requestAnimationFrame(() => element.focus());
          },
          shown: (date) => (this.date = dayIn(this.#zone, date.toISOString())),
        },
      );
      this.drawn = true;
    } catch (error) {
      console.error(error);
      this.failed = true;
    }
  }

  #events(range: Range): Drawn[] {
    const store = this.#store.value;
    if (!store) return [];
    const whose = this.owner || store.personId;
    const takesPart = (row: Appointment) => whose === 'all' || row.owner_id === whose || row.attendee_ids.includes(whose);
    const appointments = this.#appointments.rows
      .filter((row) => takesPart(row) && touches(range, row.start_at, row.end_at))
      .map((row) => drawAppointment(row, store.personId));
    const moment = momentOf(this.#zone, Date.now());
    const tasks = this.#tasks.rows
      .filter((row) => (whose === 'all' || row.owner_id === whose) && row.due_date !== null && touches(range, row.due_date, row.due_date))
      .map((row) => drawTask(row, moment))
      .filter((drawn) => drawn !== undefined);
    return [...appointments, ...tasks];
  }

  /** Opens the dialog that adds an appointment: at this time, or at the next full hour. */
  async #add(placed?: Placed): Promise<void> {
    const store = this.#store.value;
    if (!store) return;
    const { showAppointment } = await import('./appointment-dialog.ts');
    const hour = new Date(Math.ceil((Date.now() + 1) / 3_600_000) * 3_600_000);
    showAppointment(this, store, timesOf(placed ?? { allDay: false, start: hour, end: null }, this.#zone));
  }

  async #open(kind: Kind, record: string): Promise<void> {
    const store = this.#store.value;
    if (!store) return;
    if (kind === 'task') {
      const task = store.get('task', record);
      const { showTaskDialog } = await import('../task-list/task-dialog.ts');
      if (task) showTaskDialog(this, store, task);
      return;
    }
    const appointment = store.get('appointment', record);
    const { showAppointment } = await import('./appointment-dialog.ts');
    if (appointment) showAppointment(this, store, appointment);
  }

  /** Moves something to where it was put; false where that was refused. */
  #place(kind: Kind, record: string, placed: Placed): boolean {
    const store = this.#store.value;
    if (!store) return false;
    if (kind === 'task') {
      const task = store.get('task', record);
      if (!task) return false;
      const due = placed.allDay ? dayIn(this.#zone, placed.start.toISOString()) : placed.start.toISOString();
      return this.#tell(task.content, due, store.mutate.updateTask({ id: record, due_date: due }), () =>
        store.mutate.updateTask({ id: record, due_date: task.due_date }),
      );
    }
    const before = store.get('appointment', record);
    if (!before) return false;
    const { all_day, start_at, end_at } = before;
    const times = timesOf(placed, this.#zone);
    return this.#tell(before.name, times.start_at, store.mutate.updateAppointment({ id: record, ...times }), () =>
      store.mutate.updateAppointment({ id: record, all_day, start_at, end_at }),
    );
  }

  #tell(name: string, when: string, outcome: Outcome, back: () => Outcome): boolean {
    if (!outcome.ok) {
      toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
      return false;
    }
    const clock = { zone: this.#zone };
    const at = isWholeDay(when) ? formatDate(when, clock) : formatDateTime(when, clock);
    const text = msg(str`“${name}” is now on ${at}.`);
    announce(text);
    toast({ text, action: { label: msg('Undo'), run: () => void back() }, from: this });
    return true;
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key === 'PageUp') this.#calendar?.prev();
    else if (event.key === 'PageDown') this.#calendar?.next();
    else if (event.altKey && event.key.startsWith('Arrow') && event.target instanceof HTMLElement) {
      const [kind, record] = (event.target.closest<HTMLElement>('[data-event]')?.dataset['event'] ?? '').split(':');
      if ((kind !== 'task' && kind !== 'appointment') || !record) return;
      this.#nudge(kind, record, event.key, event.shiftKey);
    } else return;
    event.preventDefault();
  };

  /** Moves by the arrow: a day along the line, a quarter of an hour up and down. With `endOnly`, the end alone. */
  #nudge(kind: Kind, record: string, key: string, endOnly: boolean): void {
    const row: Task | Appointment | undefined = this.#store.value?.get(kind, record);
    if (!row) return;
    const start = 'due_date' in row ? row.due_date : row.start_at;
    if (start === null) return;
    const days = key === 'ArrowLeft' || key === 'ArrowRight' ? (key === (this.rtl ? 'ArrowLeft' : 'ArrowRight') ? 1 : -1) : 0;
    const quarters = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    const placed = nudged(
      { start, end: 'end_at' in row ? row.end_at : start, resizable: kind === 'appointment' },
      { days, quarters, endOnly },
      this.#zone,
    );
    if (!placed) return;
    // What was moved is drawn anew: the focus goes along.
    this.#moving = `${kind}:${record}`;
    clearTimeout(this.#still);
    this.#still = setTimeout(() => (this.#moving = ''), 500);
    this.#place(kind, record, placed);
  }

  /** Pressing a task's circle completes it; with the keyboard this is in the task's dialog. */
  readonly #press = (event: Event): void => {
    const [circle] = event.composedPath();
    if (!(circle instanceof HTMLElement) || !circle.classList.contains('circle')) return;
    const record = circle.closest<HTMLElement>('[data-event]')?.dataset['event']?.split(':')[1];
    const store = this.#store.value;
    const task = record === undefined ? undefined : store?.get('task', record);
    if (!store || !task) return;
    event.stopPropagation();
    completeTask(this, store, task);
  };

  protected override render() {
    const store = this.#store.value;
    // Before the person's own row has come nobody knows their zone.
    if (!store?.person) return nothing;
    const others = this.#users.rows.filter(({ id }) => id !== store.personId);
    const view = this.#shownView;
    const phone = this.#phone.matches;
    return html`<header part="bar">
        <h2>${this.#title()}</h2>
        ${view === 'week' && this.date && !phone ? html`<span class="muted week">${msg(str`Week ${weekNumber(this.date)}`)}</span>` : nothing}
        <crm-button size="small" @click=${() => this.#calendar?.today()}>${msg('Today')}</crm-button>
        <crm-button
          size="small"
          variant="ghost"
          icon="chevron-left"
          label=${msg('Earlier')}
          @click=${() => this.#calendar?.prev()}
        ></crm-button>
        <crm-button
          size="small"
          variant="ghost"
          icon="chevron-right"
          label=${msg('Later')}
          @click=${() => this.#calendar?.next()}
        ></crm-button>
        <span class="space"></span>
        ${
          others.length > 0
            ? html`<crm-select
                label=${msg('Whose calendar')}
                hide-label
                .value=${this.owner}
                .options=${[{ value: '', label: msg('My calendar') }, { value: 'all', label: msg('Everyone I see') }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
                @change=${(event: Event) => (this.owner = (event.target as Chosen).value)}
              ></crm-select>`
            : nothing
        }
        <crm-segmented
          ?wide=${phone}
          label=${msg('View')}
          .value=${view}
          .items=${[
            { value: 'month', label: msg('Month') },
            { value: 'week', label: phone ? msg('3 days') : msg('Week') },
            { value: 'day', label: msg('Day') },
            { value: 'agenda', label: msg('Agenda') },
          ]}
          @change=${(event: Event) => (this.view = (event.target as Chosen).value as View)}
        ></crm-segmented>
        ${
          phone
            ? html`<crm-button icon="calendar-plus" label=${msg('Appointment')} @click=${() => void this.#add()}></crm-button>`
            : html`<crm-button variant="primary" icon="plus" @click=${() => void this.#add()}>${msg('Appointment')}</crm-button>`
        }
      </header>
      <div class="place" @keydown=${this.#keydown}>
        ${
          this.failed
            ? html`<crm-notice tone="danger" alert heading=${msg('The calendar could not be loaded.')}>
                <crm-button slot="actions" @click=${() => (this.failed = false)}>${msg('Try again')}</crm-button>
              </crm-notice>`
            : html`<div class="grid" part="grid" @click=${{ handleEvent: this.#press, capture: true }}></div>`
        }
      </div>`;
  }

  #title(): string {
    const date = this.date || dayIn(this.#zone, new Date().toISOString());
    const width = this.#phone.matches ? 'short' : 'long';
    const options: Intl.DateTimeFormatOptions =
      this.#shownView === 'day'
        ? { weekday: width, day: 'numeric', month: width, ...(this.#phone.matches ? {} : { year: 'numeric' }) }
        : { month: width, year: 'numeric' };
    return new Intl.DateTimeFormat(formatLocale(), { ...options, timeZone: 'UTC' }).format(Date.parse(`${date}T12:00:00.000Z`));
  }
}

define('crm-calendar', CrmCalendar);

declare global {
  interface HTMLElementTagNameMap {
    'crm-calendar': CrmCalendar;
  }
}
