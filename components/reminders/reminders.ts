import { css, html } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../base/button/button.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { ownZone, relativeDay } from '../base/format/dates.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import type { Reminder } from './pending.ts';
import { tell } from './told.ts';

/** Minutes by which a reminder is put off. */
const snooze = 10;

interface Shown {
  reminder: Reminder;
  store: Store;
  /** The element it comes from: the reminder takes its theme. */
  from: HTMLElement;
  open: () => void;
}

/** Shows a reminder at the corner of the page until somebody does something about it. */
export function showReminder(shown: Shown): void {
  let place = document.querySelector('crm-reminders');
  if (!place) {
    place = document.createElement('crm-reminders');
    document.body.append(place);
  }
  place.style.colorScheme = getComputedStyle(shown.from).colorScheme;
  place.add(shown);
}

/**
 * The reminders that have come, each with what can be done about it.
 *
 * @element crm-reminders
 * @csspart reminder
 */
export class CrmReminders extends CrmElement {
  static override styles = css`
    :host {
      position: fixed;
      inset-block-start: var(--crm-space-4);
      inset-inline-end: var(--crm-space-4);
      z-index: var(--crm-layer-toast);
      inline-size: min(340px, calc(100vw - 2 * var(--crm-space-4)));
      color: var(--crm-text);
      font-size: var(--crm-text-13);
    }
    article {
      display: grid;
      gap: var(--crm-space-2);
      padding: var(--crm-space-3);
      margin-block-end: var(--crm-space-2);
      background: var(--crm-surface-overlay);
      border-radius: var(--crm-radius-large);
      box-shadow: var(--crm-shadow-popover);
    }
    h2 {
      display: flex;
      gap: var(--crm-space-2);
      font-size: var(--crm-text-13);
      font-weight: var(--crm-weight-medium);
      overflow-wrap: anywhere;
    }
    footer {
      display: flex;
      gap: var(--crm-space-2);
      justify-content: flex-end;
    }
  `;

  @state() private shown: readonly Shown[] = [];

  add(shown: Shown): void {
    this.shown = [...this.shown.filter(({ reminder }) => reminder.key !== shown.reminder.key), shown];
  }

  #drop(shown: Shown): void {
    this.shown = this.shown.filter((other) => other !== shown);
  }

  #open(shown: Shown): void {
    this.#drop(shown);
    shown.open();
  }

  #snooze(shown: Shown): void {
    const now = Date.now();
    tell(shown.reminder.key, now + snooze * 60_000, now);
    this.#drop(shown);
  }

  #done(shown: Shown): void {
    if (shown.reminder.type === 'task') shown.store.mutate.completeTask({ id: shown.reminder.id });
    this.#drop(shown);
  }

  protected override render() {
    return html`<div role="log" aria-label=${msg('Reminders')}>
      ${repeat(
        this.shown,
        ({ reminder }) => reminder.key,
        (shown) =>
          html`<article part="reminder">
            <h2>${icon(shown.reminder.type === 'task' ? 'bell' : 'calendar')}<bdi>${shown.reminder.text}</bdi></h2>
            <span class="muted num">${relativeDay(shown.reminder.when, { zone: shown.store.person?.timezone ?? ownZone() })}</span>
            <footer>
              <crm-button size="small" variant="ghost" @click=${() => this.#open(shown)}>${msg('Open')}</crm-button>
              <crm-button size="small" @click=${() => this.#snooze(shown)}
                >${plural(snooze, { one: msg(str`In ${snooze} minute`), other: msg(str`In ${snooze} minutes`) })}</crm-button
              >
              <crm-button size="small" variant="primary" @click=${() => this.#done(shown)}
                >${shown.reminder.type === 'task' ? msg('Mark as done') : msg('Dismiss')}</crm-button
              >
            </footer>
          </article>`,
      )}
    </div>`;
  }
}

define('crm-reminders', CrmReminders);

declare global {
  interface HTMLElementTagNameMap {
    'crm-reminders': CrmReminders;
  }
}
