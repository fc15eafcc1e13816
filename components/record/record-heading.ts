import { css, html } from 'lit';
import { state } from 'lit/decorators.js';
import '../base/input/input.ts';
import { define } from '../base/element/define.ts';
import { msg, str } from '../base/localisation/index.ts';
import { RecordPart } from './part.ts';
import { update } from './fields.ts';
import { problemOf } from './problem.ts';

type Control = HTMLElement & { value: string };

/** The name of a record, which a press turns into a field. People are named by their first and last names, among the fields. */
export class RecordHeading extends RecordPart {
  static override styles = css`
    :host {
      display: block;
      min-inline-size: 0;
      font: inherit;
    }
    button {
      max-inline-size: 100%;
      margin-inline: -6px;
      padding: 2px 6px;
      border-radius: var(--crm-radius-small);
      font: inherit;
      text-align: start;
    }
    button:hover {
      background: var(--crm-surface-hover);
    }
    button:focus-visible {
      outline-offset: -2px;
    }
    .name {
      display: block;
    }
  `;

  @state() private editing = false;
  @state() private problem = '';

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('editing') && this.editing) void this.focusOn('crm-input');
  }

  readonly #edit = (): void => {
    this.problem = '';
    this.editing = true;
  };

  async #leave(): Promise<void> {
    this.editing = false;
    await this.updateComplete;
    await this.focusOn('button');
  }

  #save(name: string): void {
    const { store, row } = this;
    if (!store || !row) return;
    const outcome = name === row.name ? { ok: true as const } : update(store, this.type, this.recordId, { name });
    if (outcome.ok) void this.#leave();
    else this.problem = problemOf(outcome.rejection, 'name', msg('Name'));
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.isComposing) {
      // The same key would press the button that the focus goes back to.
      event.preventDefault();
      this.#save((event.target as Control).value.trim());
    }
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    event.preventDefault();
    void this.#leave();
  };

  protected override render() {
    const { row } = this;
    if (!row) return html``;
    const named = 'stage_id' in row || ('is_organization' in row && row.is_organization);
    if (!named) return html`<bdi class="name cut">${row.name}</bdi>`;
    if (this.editing)
      return html`<crm-input
        label=${msg('Name')}
        hide-label
        .value=${row.name}
        .error=${this.problem}
        @keydown=${this.#key}
        @change=${(event: Event) => this.#save((event.target as Control).value.trim())}
      ></crm-input>`;
    return html`<button
      type="button"
      class="cut"
      title=${row.name}
      aria-label=${msg(str`${row.name}. Change the name`)}
      @click=${this.#edit}
    >
      <bdi>${row.name}</bdi>
    </button>`;
  }
}

define('crm-record-heading', RecordHeading);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-heading': RecordHeading;
  }
}
