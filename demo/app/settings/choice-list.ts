import { css, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../components/base/button/button.ts';
import '../../../components/base/input/input.ts';
import '../../../components/base/select/select.ts';
import type { SelectOption } from '../../../components/base/select/select.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { CrmEvent } from '../../../components/base/element/crm-event.ts';
import { define } from '../../../components/base/element/define.ts';
import { msg, plural, str } from '../../../components/base/localisation/index.ts';
import { page } from './page.styles.ts';

type Control = HTMLElement & { value: string };

export interface Choice {
  id: string;
  name: string;
  /** Records that have it, as far as one sees them. */
  used: number;
  /** What it stands for: one of the list's `kinds`. */
  kind?: string;
}

/** What a choice stands for was changed. */
export class ChoiceKindEvent extends CrmEvent {
  readonly choice: string;
  readonly kind: string;
  constructor(choice: string, kind: string) {
    super('crm-choice-kind');
    this.choice = choice;
    this.kind = kind;
  }
}

/** A choice was written anew: added where `id` is empty, renamed otherwise. */
export class ChoiceNamedEvent extends CrmEvent {
  readonly choice: string;
  readonly name: string;
  constructor(choice: string, name: string) {
    super('crm-choice-named');
    this.choice = choice;
    this.name = name;
  }
}

export class ChoiceRemovedEvent extends CrmEvent {
  readonly choice: string;
  constructor(choice: string) {
    super('crm-choice-removed');
    this.choice = choice;
  }
}

/**
 * A list of the workspace's own choices: each is renamed in place; a line at the end adds one.
 *
 * @fires {ChoiceNamedEvent} crm-choice-named
 * @fires {ChoiceRemovedEvent} crm-choice-removed
 * @fires {ChoiceKindEvent} crm-choice-kind
 */
export class ChoiceList extends CrmElement {
  static override styles = [
    page,
    css`
      h3 {
        font-weight: var(--crm-weight-strong);
        padding-block-end: 6px;
        border-block-end: var(--crm-hairline) solid var(--crm-border);
      }
      .item {
        padding-block: 2px;
      }
      .quiet {
        margin-inline-start: -9px;
      }
      .quiet::part(input) {
        font-weight: inherit;
      }
      .kind {
        inline-size: 148px;
        margin-block: 2px;
      }
      .count {
        min-inline-size: 24px;
        text-align: end;
      }
      form {
        display: flex;
        gap: var(--crm-space-2);
        margin-block-start: var(--crm-space-2);
      }
      @media (pointer: coarse) {
        .quiet {
          margin-inline-start: 0;
        }
      }
      form crm-input {
        flex: 1;
        min-inline-size: 0;
      }
    `,
  ];

  @property() heading = '';
  /** What one of them is called in the line that adds. */
  @property() one = '';
  @property({ attribute: false }) choices: readonly Choice[] = [];
  /** What a choice can stand for; empty where all are alike. */
  @property({ attribute: false }) kinds: readonly SelectOption[] = [];

  readonly #add = (event: Event): void => {
    event.preventDefault();
    const field = this.renderRoot.querySelector<Control>('form crm-input');
    const name = field?.value.trim();
    if (!field || !name) return;
    this.dispatchEvent(new ChoiceNamedEvent('', name));
    field.value = '';
  };

  /** The one whose removal was asked for, and where it stands: when its line goes, the focus goes on. */
  #leaving: { id: string; at: number } | undefined;

  #remove(id: string, at: number): void {
    this.#leaving = { id, at };
    this.dispatchEvent(new ChoiceRemovedEvent(id));
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { id, at = 0 } = this.#leaving ?? {};
    if (!changed.has('choices') || id === undefined || this.choices.some((choice) => choice.id === id)) return;
    this.#leaving = undefined;
    const buttons = this.renderRoot.querySelectorAll<Control>('li crm-button');
    (buttons[Math.min(at, buttons.length - 1)] ?? this.renderRoot.querySelector<Control>('form crm-input'))?.focus();
  }

  #rename({ id, name }: Choice, field: Control): void {
    const next = field.value.trim();
    if (next === '') field.value = name;
    else if (next !== name) this.dispatchEvent(new ChoiceNamedEvent(id, next));
  }

  protected override render() {
    return html`<h3 id="heading">${this.heading}</h3>
      <ul aria-labelledby="heading">
        ${repeat(
          this.choices,
          ({ id }) => id,
          (choice, at) =>
            html`<li class="item">
              <crm-input
                class="grow quiet"
                label=${msg(str`Name of ${choice.name}`)}
                hide-label
                maxlength="64"
                .value=${choice.name}
                @change=${(event: Event) => this.#rename(choice, event.currentTarget as Control)}
              ></crm-input>
              ${
                choice.kind === undefined
                  ? nothing
                  : html`<crm-select
                      class="kind"
                      label=${msg(str`What ${choice.name} stands for`)}
                      hide-label
                      .value=${choice.kind}
                      .options=${this.kinds}
                      @change=${(event: Event) =>
                        this.dispatchEvent(new ChoiceKindEvent(choice.id, (event.currentTarget as Control).value))}
                    ></crm-select>`
              }
              <span
                class="count num muted"
                title=${plural(choice.used, { one: msg(str`${choice.used} record has it`), other: msg(str`${choice.used} records have it`) })}
                >${choice.used}</span
              >
              <crm-button
                size="small"
                variant="ghost"
                icon="trash"
                label=${msg(str`Remove ${choice.name}`)}
                @click=${() => this.#remove(choice.id, at)}
              ></crm-button>
            </li>`,
        )}
      </ul>
      <form @submit=${this.#add}>
        <crm-input label=${this.one} hide-label placeholder=${this.one} maxlength="64"></crm-input>
        <crm-button type="submit" variant="ghost" icon="plus">${msg('Add')}</crm-button>
      </form>`;
  }
}

define('inlay-choice-list', ChoiceList);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-choice-list': ChoiceList;
  }
  interface HTMLElementEventMap {
    'crm-choice-named': ChoiceNamedEvent;
    'crm-choice-removed': ChoiceRemovedEvent;
    'crm-choice-kind': ChoiceKindEvent;
  }
}
