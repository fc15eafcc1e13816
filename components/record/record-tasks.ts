import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { byDue, dayEnd } from '../../shared/due-order.ts';
import { newId } from '../../shared/ids.ts';
import type { Task } from '../../shared/records/index.ts';
import type { Link } from '../link/link.ts';
import type { Store } from '../store/index.ts';
import '../base/button/button.ts';
import '../base/checkbox/checkbox.ts';
import '../base/input/input.ts';
import { define } from '../base/element/define.ts';
import { dueLabel, ownZone } from '../base/format/dates.ts';
import { language, msg, str } from '../base/localisation/index.ts';
import { sections } from '../base/styles/sections.ts';
import { understand } from '../task-list/due.ts';
import { RecordPart } from './part.ts';
import { partStyles } from './part.styles.ts';

type Control = HTMLElement & { value: string };

/** The tasks about a record: added in one line ("call the lab tomorrow 15:00"), completed by a press. */
export class RecordTasks extends RecordPart {
  static override styles = [
    sections,
    partStyles,
    css`
      .what {
        flex: 1;
        min-inline-size: 0;
        text-align: start;
      }
      button.what:hover {
        text-decoration: underline;
      }
      .done {
        color: var(--crm-text-muted);
        text-decoration: line-through;
      }
    `,
  ];

  /** Only what is still to do: a page has a place of its own to add, and what is done stands among what happened. */
  @property({ type: Boolean }) coming = false;

  /** What a task that is added here is about. */
  protected get about(): Link {
    return { resource_type: this.type, resource_id: this.recordId };
  }

  /** The tasks that stand here, in no order. */
  protected tasks(store: Store): Task[] {
    return store.list('task', 'resource_id', this.recordId).filter(({ completed }) => !this.coming || !completed);
  }

  readonly #add = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { store } = this;
    const line = this.renderRoot.querySelector<Control>('crm-input');
    const text = line?.value.trim();
    if (!store || !line || !text) return;
    const { content, due } = await understand(text, language(), store.person?.timezone ?? ownZone(), Date.now());
    const outcome = store.mutate.createTask({ id: newId(), content, due_date: due, ...this.about });
    if (this.told(outcome)) line.value = '';
  };

  #toggle(task: Task): void {
    const { store } = this;
    if (!store) return;
    const at = this.#boxes.findIndex(({ id }) => id === task.id);
    if (!this.told(task.completed ? store.mutate.reopenTask({ id: task.id }) : store.mutate.completeTask({ id: task.id }))) return;
    // What is done leaves the list of what is to come, and takes the focus with it.
    if (this.coming) void this.updateComplete.then(() => this.#focusNear(at));
  }

  get #boxes(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('crm-checkbox')];
  }

  /** Where there is none any more, the keyboard goes on from the place where they were. */
  #focusNear(at: number): void {
    const boxes = this.#boxes;
    const next = boxes[Math.min(at, boxes.length - 1)];
    if (!next) this.tabIndex = -1;
    (next ?? this).focus();
  }

  async #open(task: Task): Promise<void> {
    const { showTaskDialog } = await import('../task-list/task-dialog.ts');
    if (this.store) showTaskDialog(this, this.store, task);
  }

  protected override render() {
    const { store } = this;
    if (!store) return html``;
    const zone = store.person?.timezone ?? ownZone();
    const compare = byDue(dayEnd(zone, new Date().toISOString()));
    const tasks = this.tasks(store).sort((a, b) => Number(a.completed) - Number(b.completed) || compare(a, b));
    if (this.coming && tasks.length === 0) return html``;
    return html`<section class="section" aria-labelledby="head">
      <header><h3 id="head">${msg('Tasks')}</h3></header>
      ${this.coming ? nothing : this.renderLine()}
      <ul>
        ${this.renderTasks(tasks, zone)}
      </ul>
    </section>`;
  }

  /** The line in which a task is added. */
  protected renderLine() {
    return html`<form class="line-form" novalidate @submit=${this.#add}>
      <crm-input label=${msg('Add a task')} hide-label placeholder=${msg('Call the lab tomorrow 15:00')}></crm-input>
      <crm-button type="submit">${msg('Add')}</crm-button>
    </form>`;
  }

  protected renderTasks(tasks: readonly Task[], zone: string) {
    return repeat(
      tasks,
      ({ id }) => id,
      (task) => {
        const due = task.due_date ? dueLabel(task.due_date, { zone }) : undefined;
        return html`<li class="item">
          <crm-checkbox
            id=${task.id}
            round
            hide-label
            label=${msg(str`Done: ${task.content}`)}
            .checked=${task.completed}
            @change=${() => this.#toggle(task)}
          ></crm-checkbox>
          <button
            type="button"
            class=${classMap({ what: true, cut: true, done: task.completed })}
            aria-haspopup="dialog"
            @click=${() => void this.#open(task)}
          >
            <bdi>${task.content}</bdi>
          </button>
          <span class=${classMap({ num: true, danger: due?.overdue === true && !task.completed, muted: task.completed })}
            >${due?.text ?? ''}</span
          >
        </li>`;
      },
    );
  }
}

define('crm-record-tasks', RecordTasks);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-tasks': RecordTasks;
  }
}
