import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Instant } from '../../shared/dates.ts';
import type { Email, Row } from '../../shared/records/index.ts';
import type { HistoryEntry } from '../../shared/sync/wire.ts';
import '../base/button/button.ts';
import '../base/select/select.ts';
import { define } from '../base/element/define.ts';
import { dayOf, daysSince, formatDateLong, formatDateTime, formatTime, ownZone, relativeDay } from '../base/format/dates.ts';
import type { IconName } from '../base/icons/icons.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import { timeline } from '../base/styles/timeline.ts';
import type { Change, Store } from '../store/index.ts';
import { callWords } from '../calls/words.ts';
import { fileSize } from '../documents/words.ts';
import { historyLine } from './history-line.ts';
import { RecordHistory } from './record-history.ts';
import '../emails/email-line.ts';
import { emailsOn } from '../emails/on-record.ts';
import { nameOf } from '../emails/words.ts';
import './record-notes.ts';

type Kind = 'note' | 'email' | 'task' | 'appointment' | 'call' | 'document' | 'stage' | 'change';

/** One thing that happened. */
interface Happening {
  kind: Kind;
  id: string;
  at: Instant;
  render: (time: string) => TemplateResult;
}

/**
 * What happened to a record and around it, the newest first, by days: notes, tasks done, appointments, documents, moves and changes.
 * What is kept here is there at once, offline too; moves and changes are the server's to tell.
 */
export class RecordTimeline extends RecordHistory {
  static override styles = [
    RecordHistory.styles,
    timeline,
    css`
      .day {
        padding-block: 12px 4px;
        padding-inline-start: 34px;
        font-size: var(--crm-text-12);
        font-weight: var(--crm-weight);
        color: var(--crm-text-muted);
      }
      .open {
        color: inherit;
        font-weight: var(--crm-weight-medium);
        text-align: start;
      }
      .open:hover {
        text-decoration: underline;
      }
      .said {
        white-space: pre-line;
        font-weight: var(--crm-weight);
      }
      header crm-select {
        inline-size: 168px;
      }
    `,
  ];

  @state() private only: Kind | '' = '';

  #happenings(store: Store, row: Row): Happening[] {
    const { recordId: id } = this;
    const now = new Date().toISOString();
    return [
      ...store.list('note', 'resource_id', id).map((note): Happening => ({
        kind: 'note',
        id: note.id,
        at: note.created_at,
        render: () => html`<crm-record-notes single=${note.id} .store=${store} .type=${this.type} .recordId=${id}></crm-record-notes>`,
      })),
      ...store.list('task', 'resource_id', id).flatMap((task): Happening[] =>
        task.completed_at === null
          ? []
          : [
              {
                kind: 'task',
                id: task.id,
                at: task.completed_at,
                render: (time) =>
                  this.#line(
                    'circle-check',
                    time,
                    task.completed_at ?? '',
                    html`<bdi>${task.content}</bdi> <span class="muted">${msg('completed')}</span>`,
                    async () => {
                      const { showTaskDialog } = await import('../task-list/task-dialog.ts');
                      showTaskDialog(this, store, task);
                    },
                  ),
              },
            ],
      ),
      ...store
        .list('appointment', 'resource_id', id)
        // What is to come stands among the next steps.
        .filter(({ start_at }) => start_at <= now)
        .map((appointment): Happening => {
          const at = appointment.all_day ? `${appointment.start_at}T00:00:00.000Z` : appointment.start_at;
          return {
            kind: 'appointment',
            id: appointment.id,
            at,
            render: (time) =>
              this.#line('calendar', appointment.all_day ? '' : time, at, html`<bdi>${appointment.name}</bdi>`, async () => {
                const { showAppointment } = await import('../calendar/appointment-dialog.ts');
                showAppointment(this, store, appointment);
              }),
          };
        }),
      ...store.list('call', 'resource_id', id).map((call): Happening => ({
        kind: 'call',
        id: call.id,
        at: call.made_at,
        render: (time) =>
          this.#line(
            'phone',
            time,
            call.made_at,
            html`<bdi class="strong">${store.get('user', call.user_id)?.name ?? msg('Somebody')}</bdi>
              <span class="muted">${callWords(store, call)}</span
              >${call.summary ? html`<div class="said"><bdi>${call.summary}</bdi></div>` : nothing}`,
            async () => {
              const { showCall } = await import('../calls/call-dialog.ts');
              showCall(this, store, call);
            },
          ),
      })),
      ...emailsOn(store, id).flatMap((email) => this.#emailed(store, email)),
      ...store.list('document', 'resource_id', id).map((document): Happening => ({
        kind: 'document',
        id: document.id,
        at: document.created_at,
        render: (time) =>
          this.#line(
            'paperclip',
            time,
            document.created_at,
            html`<bdi>${document.name}</bdi> <span class="muted num">${fileSize(document.size)}</span>`,
          ),
      })),
      ...(this.entries ?? []).map((entry): Happening => this.#change(store, row, entry)),
    ].sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1));
  }

  /** A message, and that it was opened: once, at the last time. */
  #emailed(store: Store, email: Email): Happening[] {
    const { id, sent_at, last_opened_at, opens, to, tracked_recipients } = email;
    const line = (time: string) =>
      html`<crm-email-line .store=${store} email-id=${id} record-id=${this.recordId} time=${time}></crm-email-line>`;
    const sent: Happening = { kind: 'email', id, at: sent_at, render: line };
    if (last_opened_at === null || opens === 0) return [sent];
    const [first] = to;
    const subject = email.subject || msg('(no subject)');
    const words =
      tracked_recipients === 1 && first
        ? msg(str`${nameOf(first)} opened “${subject}”`)
        : msg(str`Someone of ${tracked_recipients} opened “${subject}”`);
    const opened = (time: string) =>
      this.#line(
        'check-check',
        time,
        last_opened_at,
        html`<bdi>${words}</bdi> ${opens > 1 ? html`<span class="muted num">${times(opens)}</span>` : nothing}`,
      );
    return [sent, { kind: 'email', id: `${id} opened`, at: last_opened_at, render: opened }];
  }

  /** That a message was opened is no change of the record. */
  protected override concerns({ type, id }: Change): boolean {
    return type === 'email' && (this.store?.list('email_link', 'email_id', id).some((link) => link.resource_id === this.recordId) ?? false);
  }

  #change(store: Store, row: Row, entry: HistoryEntry): Happening {
    const moved = entry.kind === 'changed' && entry.fields['stage_id'] !== undefined;
    const pin = moved ? 'columns-3' : entry.kind === 'created' ? 'plus' : entry.kind === 'removed' ? 'trash' : 'pencil';
    return {
      kind: moved ? 'stage' : 'change',
      id: `${entry.version}`,
      at: entry.at,
      render: (time) => this.#line(pin, time, entry.at, historyLine(store, this.type, row as Row<typeof this.type>, entry)),
    };
  }

  #line(pin: IconName, time: string, at: Instant, words: TemplateResult, open?: () => Promise<void>): TemplateResult {
    return html`<div class="line">
      <span class="pin">${icon(pin, 'small')}</span>
      <div class="body">
        ${open ? html`<button type="button" class="open" aria-haspopup="dialog" @click=${() => void open()}>${words}</button>` : words}
      </div>
      <time class="num" datetime=${at} title=${formatDateTime(at, this.#clock)}>${time}</time>
    </div>`;
  }

  get #clock(): { zone: string } {
    return { zone: this.store?.person?.timezone ?? ownZone() };
  }

  protected override render() {
    const { store, row } = this;
    if (!store || !row) return html``;
    const all = this.#happenings(store, row);
    const seen = all.filter(({ kind }) => this.only === '' || kind === this.only);
    const days = Map.groupBy(seen, ({ at }) => dayOf(at, this.#clock.zone));
    return html`<section class="section" aria-labelledby="head" aria-busy=${this.state === 'loading'}>
      <header>
        <h3 id="head">${msg('History')}</h3>
        <crm-select
          label=${msg('What to show of the history')}
          hide-label
          .value=${this.only}
          .options=${this.#kinds(row)}
          @change=${(event: Event) => (this.only = (event.target as HTMLElement & { value: string }).value as Kind | '')}
        ></crm-select>
      </header>
      ${this.renderState()} ${this.only === '' || this.only === 'stage' ? this.renderStages(store, row) : nothing}
      ${seen.length === 0 && this.state === 'open' ? html`<p class="muted">${msg('Nothing of this kind has happened yet.')}</p>` : nothing}
      ${[...days].map(
        ([day, happenings]) =>
          html`<h4 class="day">
              ${daysSince(happenings[0]?.at ?? day, this.#clock) < 2 ? relativeDay(day, this.#clock) : formatDateLong(day, this.#clock)}
            </h4>
            <div>
              ${repeat(
                happenings,
                ({ kind, id }) => `${kind} ${id}`,
                ({ at, render }) => render(formatTime(at, this.#clock)),
              )}
            </div>`,
      )}
    </section>`;
  }

  #kinds(row: Row): { value: Kind | ''; label: string }[] {
    return [
      { value: '', label: msg('Everything') },
      { value: 'note', label: msg('Notes') },
      { value: 'task', label: msg('Tasks done') },
      { value: 'appointment', label: msg('Appointments') },
      { value: 'email', label: msg('E-mail') },
      { value: 'call', label: msg('Calls') },
      { value: 'document', label: msg('Documents') },
      ...('stage_id' in row ? [{ value: 'stage' as const, label: msg('Stage changes') }] : []),
      { value: 'change', label: msg('Other changes') },
    ];
  }
}

const times = (count: number): string => plural(count, { one: msg(str`${count} time`), other: msg(str`${count} times`) });

define('crm-record-timeline', RecordTimeline);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-timeline': RecordTimeline;
  }
}
