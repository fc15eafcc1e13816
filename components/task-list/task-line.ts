import { css, html, nothing, type PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { CalendarDate, Instant } from '../../shared/dates.ts';
import '../base/button/button.ts';
import '../base/input/input.ts';
import '../base/tag/tag.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { CrmEvent } from '../base/element/crm-event.ts';
import { define } from '../base/element/define.ts';
import { ownZone, relativeDay } from '../base/format/dates.ts';
import { language, msg, str } from '../base/localisation/index.ts';
import { understand } from './due.ts';
import type { Understood } from './due.ts';

/** A task was written in one line. */
export class TaskLineEvent extends CrmEvent {
  readonly content: string;
  readonly due: CalendarDate | Instant | null;
  constructor(content: string, due: CalendarDate | Instant | null) {
    super('crm-task-line');
    this.content = content;
    this.due = due;
  }
}

/**
 * One line in which a task is written with its date: "call the lab tomorrow 15:00". What was understood is shown and can be refused;
 * the words are then kept as they were written.
 *
 * @element crm-task-line
 * @fires {TaskLineEvent} crm-task-line - The line was sent.
 */
export class CrmTaskLine extends CrmElement {
  static override styles = css`
    form {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--crm-space-2);
    }
    [role='status']:empty {
      display: none;
    }
    crm-input {
      flex: 1 1 160px;
      min-inline-size: 0;
    }
  `;

  /** The zone in which "tomorrow 15:00" is meant. */
  @property() zone = ownZone();
  @state() private understood: Understood | undefined;
  /** The words that are no date, although they look like one. */
  @state() private refused = '';
  @query('crm-input') private line!: HTMLElement & { value: string; focus(): void };

  async #understand(text: string): Promise<Understood> {
    const plain = { content: text, due: null, phrase: '' };
    if (!/\d|\p{L}{3}/u.test(text)) return plain;
    const understood = await understand(text, language(), this.zone, Date.now());
    return understood.phrase === this.refused ? plain : understood;
  }

  readonly #typed = async (): Promise<void> => {
    const text = this.line.value;
    if (!text.includes(this.refused)) this.refused = '';
    const understood = await this.#understand(text);
    if (this.line.value === text) this.understood = understood.due === null ? undefined : understood;
  };

  /** Another zone means another time. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('zone') && this.understood) void this.#typed();
  }

  readonly #send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = this.line.value.trim();
    if (text === '') return;
    const { content, due } = await this.#understand(text);
    this.line.value = '';
    this.understood = undefined;
    this.refused = '';
    this.dispatchEvent(new TaskLineEvent(content, due));
  };

  #refuse({ phrase }: Understood): void {
    this.refused = phrase;
    this.understood = undefined;
    this.line.focus();
  }

  protected override render() {
    const { understood } = this;
    const when = understood?.due ? relativeDay(understood.due, { zone: this.zone }) : '';
    return html`<form @submit=${this.#send}>
      <crm-input
        label=${msg('Add a task')}
        hide-label
        icon="plus"
        placeholder=${msg('Call the lab tomorrow 15:00')}
        maxlength="2000"
        @input=${this.#typed}
      ></crm-input>
      <span role="status"
        >${
          understood
            ? html`<crm-tag
                icon="calendar"
                removable
                remove-label=${msg(str`Not a date: ${understood.phrase}`)}
                @crm-remove=${() => this.#refuse(understood)}
                >${when}</crm-tag
              >`
            : nothing
        }</span
      >
      <crm-button type="submit">${msg('Add')}</crm-button>
    </form>`;
  }
}

define('crm-task-line', CrmTaskLine);

declare global {
  interface HTMLElementTagNameMap {
    'crm-task-line': CrmTaskLine;
  }
  interface HTMLElementEventMap {
    'crm-task-line': TaskLineEvent;
  }
}
