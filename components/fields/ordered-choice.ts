import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '../base/button/button.ts';
import '../base/checkbox/checkbox.ts';
import { msg, str } from '../base/localisation/index.ts';

export interface OrderedChoice {
  /** All that can be chosen. */
  names: readonly string[];
  /** What is chosen, in its order. */
  shown: readonly string[];
  label: (name: string) => string;
  /** How many can be chosen at once; left out, all. */
  most?: number;
  /** Another choice is made: the template is to be drawn anew with it, at once. */
  change: (shown: string[]) => void;
}

/** Fields to choose and to put in order: those that are chosen stand first. The focus stays on what was pressed. */
export function renderOrderedChoice({ names, shown, label, most = Infinity, change }: OrderedChoice): TemplateResult {
  const others = names.filter((name) => !shown.includes(name)).sort((a, b) => label(a).localeCompare(label(b)));
  const full = shown.length >= most;
  const press = (event: Event, next: string[]): void => {
    const pressed = event.currentTarget as HTMLElement;
    change(next);
    // What is moved in the page loses the focus.
    const rests = pressed.isConnected && !pressed.hasAttribute('disabled');
    (rests ? pressed : pressed.closest('li')?.querySelector<HTMLElement>('crm-checkbox'))?.focus();
  };
  const moved = (at: number, by: number): string[] => {
    const next = [...shown];
    next.splice(at + by, 0, ...next.splice(at, 1));
    return next;
  };
  const move = (name: string, at: number, up: boolean) =>
    html`<crm-button
      variant="ghost"
      size="small"
      icon=${up ? 'arrow-up' : 'arrow-down'}
      label=${up ? msg(str`Move ${label(name)} up`) : msg(str`Move ${label(name)} down`)}
      ?disabled=${at === (up ? 0 : shown.length - 1)}
      @click=${(event: Event) => press(event, moved(at, up ? -1 : 1))}
    ></crm-button>`;
  return html`<ul class="ordered">
    ${repeat(
      [...shown, ...others],
      (name) => name,
      (name) => {
        const at = shown.indexOf(name);
        const on = at >= 0;
        return html`<li>
          <crm-checkbox
            .checked=${on}
            ?disabled=${!on && full}
            @change=${(event: Event) => press(event, on ? shown.filter((other) => other !== name) : [...shown, name])}
            >${label(name)}</crm-checkbox
          >
          ${on ? [move(name, at, true), move(name, at, false)] : nothing}
        </li>`;
      },
    )}
  </ul>`;
}
