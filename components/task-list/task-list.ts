import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { isWholeDay } from '../../shared/dates.ts';
import { byDue, dayEnd } from '../../shared/due-order.ts';
import { newId } from '../../shared/ids.ts';
import type { Task } from '../../shared/records/index.ts';
import { mayAssign } from '../../shared/mutators/permission.ts';
import '../base/avatar/avatar.ts';
import '../base/button/button.ts';
import '../base/checkbox/checkbox.ts';
import '../base/empty/empty.ts';
import '../base/input/input.ts';
import '../base/segmented/segmented.ts';
import '../base/select/select.ts';
import { PhoneWidth } from '../base/controllers/media-query.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { formatDate, formatDateTime, formatTime, ownZone, relativeDay } from '../base/format/dates.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, refusalWords, str } from '../base/localisation/index.ts';
import { pairs } from '../base/styles/pairs.ts';
import { rows } from '../base/styles/rows.ts';
import { toast } from '../base/toast/toast.ts';
import { QueryController, StatusController, StoreController } from '../provider/controllers.ts';
import { groupOf, groups, momentOf, untilMidnight } from './due.ts';
import type { Group } from './due.ts';
import { ReminderController } from '../reminders/controller.ts';
import { completeTask, deleteTask } from './complete.ts';
import './task-line.ts';
import type { TaskLineEvent } from './task-line.ts';
import { styles } from './task-list.styles.ts';

export type Shown = 'open' | 'today' | 'overdue' | 'upcoming' | 'done';

/** The groups that each of these shows. */
const groupsOf: Record<Shown, readonly Group[]> = {
  open: groups,
  today: ['today'],
  overdue: ['overdue'],
  upcoming: ['tomorrow', 'later'],
  done: ['done'],
};

type Words = HTMLElement & { value: string; updateComplete: Promise<boolean>; select(): void };

/** Done tasks shown: older ones are found through what they hang on. */
const doneShown = 50;
/** Rows of a group rendered before somebody asks for more. */
const slice = 200;

/**
 * Tasks by when they are due: overdue in red, today, tomorrow, later, without a date, done. One line adds a task and understands dates.
 * Arrows go from task to task, Space completes, Enter edits the words, `o` opens the details, Delete deletes.
 *
 * @element crm-task-list
 * @csspart add
 * @csspart list
 */
export class TaskList extends CrmElement {
  static override styles = [rows, pairs, styles];

  /** Whose tasks: a person's id, `all` for everyone's that can be seen; left out, one's own. */
  @property() owner = '';
  /** Which tasks: all that are open and those done last, those due today, late, due later than today, or done. */
  @property() show: Shown = 'open';
  @state() private now = Date.now();
  /** The task whose words are being edited. */
  @state() private editing = '';
  @state() private more = slice;

  readonly #store = new StoreController(this);
  readonly #status = new StatusController(this, this.#store);
  readonly #tasks = new QueryController(this, this.#store, {
    type: 'task',
    order: (a, b) => ((a.due_date ?? '9') < (b.due_date ?? '9') ? -1 : a.due_date === b.due_date ? 0 : 1),
  });
  readonly #users = new QueryController(this, this.#store, {
    type: 'user',
    where: (user) => user.status === 'active',
    order: (a, b) => a.name.localeCompare(b.name),
  });
  readonly #phone = new PhoneWidth(this);
  #tick: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    new ReminderController(this, this.#store);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#keepTime();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#tick);
  }

  get #zone(): string {
    return this.#store.value?.person?.timezone ?? ownZone();
  }

  /** A minute passes, or midnight comes: what is late and what is today is another matter. */
  #keepTime(): void {
    this.now = Date.now();
    this.#tick = setTimeout(() => this.#keepTime(), Math.min(60_000, untilMidnight(this.#zone, this.now) + 50));
  }

  readonly #add = ({ content, due }: TaskLineEvent): void => {
    const outcome = this.#store.value?.mutate.createTask({
      id: newId(),
      content,
      due_date: due,
      ...(this.owner && this.owner !== 'all' ? { owner_id: this.owner } : {}),
    });
    if (outcome && !outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
  };

  #toggle(task: Task): void {
    const store = this.#store.value;
    if (store) completeTask(this, store, task);
  }

  #delete(task: Task): void {
    const store = this.#store.value;
    if (store) deleteTask(this, store, task);
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.task') : null;
    const task = row && this.#tasks.rows.find(({ id }) => id === row.dataset['id']);
    if (!row || !task || event.target !== row) return;
    const all = [...this.renderRoot.querySelectorAll<HTMLElement>('.task')];
    if (event.key === 'ArrowDown') all[all.indexOf(row) + 1]?.focus();
    else if (event.key === 'ArrowUp') all[all.indexOf(row) - 1]?.focus();
    else if (event.key === ' ') this.#toggle(task);
    else if (event.key === 'Enter') this.#edit(task);
    else if (event.key === 'o') void this.#open(task);
    else if (event.key === 'Delete') {
      (all[all.indexOf(row) + 1] ?? all[all.indexOf(row) - 1])?.focus();
      this.#delete(task);
    } else return;
    event.preventDefault();
  };

  /** On a phone, where there is no room for a button, a press on a task opens its details. */
  #pressed({ target }: Event, task: Task): void {
    if (this.#phone.matches && target instanceof HTMLElement && !target.closest('crm-checkbox, crm-button, crm-input'))
      void this.#open(task);
  }

  #edit({ id }: Task): void {
    this.editing = id;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!changed.has('editing' as keyof PropertyValues)) return;
    const field = this.renderRoot.querySelector<Words>('.task crm-input');
    void field?.updateComplete.then(() => field.select());
  }

  #editKey(event: KeyboardEvent, task: Task): void {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Enter') this.#rename(task, event.currentTarget as Words);
    this.editing = '';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-id="${task.id}"]`)?.focus());
  }

  #rename(task: Task, { value }: Words): void {
    if (this.editing !== task.id) return;
    this.editing = '';
    const content = value.trim();
    if (content === '' || content === task.content) return;
    const outcome = this.#store.value?.mutate.updateTask({ id: task.id, content });
    if (outcome && !outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
  }

  async #open(task: Task): Promise<void> {
    const { showTaskDialog } = await import('./task-dialog.ts');
    const store = this.#store.value;
    if (store) showTaskDialog(this, store, task);
  }

  protected override render() {
    const store = this.#store.value;
    // Before the person's own row has come nobody knows their zone: what is late, and when tomorrow is.
    if (!store?.person) return nothing;
    const whose = this.owner === '' ? store.personId : this.owner;
    const zone = this.#zone;
    const mine = this.#tasks.rows
      .filter((task) => whose === 'all' || task.owner_id === whose)
      .sort(byDue(dayEnd(zone, new Date(this.now).toISOString())));
    const moment = momentOf(zone, this.now);
    const byGroup = new Map<Group, Task[]>(groups.map((group) => [group, []]));
    for (const task of mine) byGroup.get(groupOf(task, moment))?.push(task);
    const done = byGroup.get('done')?.sort((a, b) => ((a.completed_at ?? '') < (b.completed_at ?? '') ? 1 : -1)) ?? [];
    byGroup.set('done', done.slice(0, doneShown));
    const { person } = store;
    const others = this.#users.rows.filter((user) => user.id !== store.personId);
    return html`<div class="bar">
        <crm-task-line part="add" .zone=${zone} @crm-task-line=${this.#add}></crm-task-line>
        ${this.#renderShown()}
        <crm-select
          label=${msg('Whose tasks')}
          hide-label
          .value=${this.owner}
          .options=${[
            { value: '', label: msg('My tasks') },
            { value: 'all', label: msg('Everyone I see') },
            ...others.filter((user) => person && mayAssign(person, user)).map((user) => ({ value: user.id, label: user.name })),
          ]}
          @change=${(event: Event) => (this.owner = (event.target as HTMLElement & { value: string }).value)}
        ></crm-select>
      </div>
      <div class="list" part="list" @keydown=${this.#keydown}>
        ${
          groupsOf[this.show].every((group) => byGroup.get(group)?.length === 0)
            ? this.#renderNone(mine.length)
            : groupsOf[this.show].map((group) => this.#renderGroup(group, byGroup.get(group) ?? [], zone))
        }
      </div>`;
  }

  #renderShown() {
    const names: Record<Shown, string> = {
      open: msg('To do'),
      today: msg('Today'),
      overdue: msg('Overdue'),
      upcoming: msg('Upcoming'),
      done: msg('Done'),
    };
    const items = (Object.keys(names) as Shown[]).map((value) => ({ value, label: names[value] }));
    const chosen = (event: Event) => (this.show = (event.target as HTMLElement & { value: string }).value as Shown);
    return this.#phone.matches
      ? html`<crm-select label=${msg('Which tasks')} hide-label .value=${this.show} .options=${items} @change=${chosen}></crm-select>`
      : html`<crm-segmented label=${msg('Which tasks')} .value=${this.show} .items=${items} @change=${chosen}></crm-segmented>`;
  }

  #renderNone(others: number) {
    // Rows may still be coming: nothing is said of them until they all are there.
    if (this.#status.value.ready !== 'all') return nothing;
    if (others === 0)
      return html`<crm-empty heading=${msg('No tasks yet')}>${msg('Write what is to be done, and when, in the line above.')}</crm-empty>`;
    const words: Record<Shown, string> = {
      open: '',
      today: msg('Nothing is due today'),
      overdue: msg('Nothing is late'),
      upcoming: msg('Nothing is due later'),
      done: msg('Nothing is done yet'),
    };
    return html`<crm-empty heading=${words[this.show]}>
      <crm-button slot="actions" @click=${() => (this.show = 'open')}>${msg('Show open tasks')}</crm-button>
    </crm-empty>`;
  }

  #renderGroup(group: Group, tasks: readonly Task[], zone: string) {
    if (tasks.length === 0) return nothing;
    const title = {
      overdue: msg('Overdue'),
      today: msg('Today'),
      tomorrow: msg('Tomorrow'),
      later: msg('Later'),
      someday: msg('No date'),
      done: msg('Done'),
    }[group];
    return html`<section aria-label=${title}>
      <h2 class=${classMap({ group: true, danger: group === 'overdue', late: group === 'overdue' })}>
        ${title} <span class="num">${tasks.length}</span>
      </h2>
      ${repeat(
        tasks.slice(0, this.more),
        ({ id }) => id,
        (task) => this.#renderTask(task, zone, group),
      )}
      ${tasks.length > this.more ? html`<crm-button variant="ghost" @click=${() => (this.more += slice)}>${msg('Show more')}</crm-button>` : nothing}
    </section>`;
  }

  #renderTask(task: Task, zone: string, group: Group) {
    const store = this.#store.value;
    const owner = store?.get('user', task.owner_id);
    const when = this.#when(task, zone, group);
    const editing = this.editing === task.id;
    const said = [task.content, group === 'overdue' ? msg(str`overdue, ${when}`) : when, task.resource_name].filter(Boolean).join(', ');
    return html`<div
      class=${classMap({ task: true, done: task.completed, waiting: store?.pending('task', task.id) === 'waiting' })}
      tabindex=${editing ? -1 : 0}
      role="group"
      aria-label=${said}
      data-id=${task.id}
      @click=${(event: Event) => this.#pressed(event, task)}
      @dblclick=${() => this.#edit(task)}
    >
      <crm-checkbox
        round
        hide-label
        label=${msg(str`Done: ${task.content}`)}
        .checked=${task.completed}
        @change=${() => this.#toggle(task)}
      ></crm-checkbox>
      ${
        editing
          ? html`<crm-input
              class="what"
              autofocus
              label=${msg('What is to be done')}
              hide-label
              .value=${task.content}
              maxlength="2000"
              @keydown=${(event: KeyboardEvent) => this.#editKey(event, task)}
              @focusout=${(event: Event) => this.#rename(task, event.currentTarget as Words)}
            ></crm-input>`
          : html`<bdi class="what cut">${task.content}</bdi>`
      }
      <span class="act">
        <crm-button
          size="small"
          variant="ghost"
          icon="pencil"
          label=${msg(str`Details: ${task.content}`)}
          @click=${() => void this.#open(task)}
        ></crm-button>
        <crm-button
          size="small"
          variant="ghost"
          icon="x"
          label=${msg(str`Delete: ${task.content}`)}
          @click=${() => this.#delete(task)}
        ></crm-button>
      </span>
      <span class="on cut"
        >${task.resource_name ? html`${icon(task.resource_type === 'deal' ? 'columns-3' : task.resource_type === 'lead' ? 'user-plus' : 'contact', 'small')} <bdi>${task.resource_name}</bdi>` : nothing}</span
      >
      <span class=${classMap({ when: true, late: group === 'overdue' })}>${when}</span>
      <crm-avatar class="who" size="small" name=${owner?.name ?? '?'} ?mine=${task.owner_id === store?.personId} labelled></crm-avatar>
    </div>`;
  }

  /** What the group does not say already: under today and tomorrow the time alone. */
  #when(task: Task, zone: string, group: Group): string {
    const clock = { zone, now: this.now };
    if (group === 'done') return task.completed_at ? relativeDay(task.completed_at, clock) : '';
    if (task.due_date === null) return '';
    const whole = isWholeDay(task.due_date);
    if (group === 'today' || group === 'tomorrow') return whole ? msg('All day') : formatTime(task.due_date, clock);
    return whole ? formatDate(task.due_date, clock) : formatDateTime(task.due_date, clock);
  }
}

define('crm-task-list', TaskList);

declare global {
  interface HTMLElementTagNameMap {
    'crm-task-list': TaskList;
  }
}
