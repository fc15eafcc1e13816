import { html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { Row } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/checkbox/checkbox.ts';
import '../base/tag/tag.ts';
import { define } from '../base/element/define.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, str } from '../base/localisation/index.ts';
import { sections } from '../base/styles/sections.ts';
import { editorOf } from './editors.ts';
import type { Field, PanelType } from './fields.ts';
import { changeOf, fieldsOf, update, valueIn } from './fields.ts';
import { followed } from './followed.ts';
import { RecordPart } from './part.ts';
import { partStyles } from './part.styles.ts';
import { problemOf } from './problem.ts';
import { styles } from './record-fields.styles.ts';
import { shown } from './shown.ts';

/** The fields of a record. A press on a value edits it in place: Enter or leaving it saves, Escape brings it back. */
export class RecordFields extends RecordPart {
  static override styles = [sections, partStyles, styles];

  /** The values can be read, not changed. */
  @property({ type: Boolean }) locked = false;
  @state() private editing = '';
  @state() private problem = '';
  @state() private all = false;

  #focus: 'editor' | 'value' | undefined;
  #last = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('recordId')) return;
    this.editing = '';
    this.all = false;
  }

  protected override updated(): void {
    const focus = this.#focus;
    this.#focus = undefined;
    if (focus === 'editor') void this.focusOn('.editor :is(crm-input, crm-select, crm-combobox, crm-several, crm-textarea)');
    if (focus === 'value') void this.focusOn(`button[data-field="${this.#last}"]`);
  }

  #edit(field: Field): void {
    this.problem = '';
    this.editing = field.name;
    this.#focus = 'editor';
  }

  /** Focus goes back to the value unless it has gone on elsewhere. */
  #leave(): void {
    this.#last = this.editing;
    if (this.renderRoot.querySelector('.editor:focus-within')) this.#focus = 'value';
    this.editing = '';
    this.problem = '';
  }

  #save(field: Field, change: Record<string, unknown>, stay = false): void {
    const { store } = this;
    if (!store || this.editing !== field.name) return;
    const outcome = update(store, this.type, this.recordId, change);
    if (!outcome.ok) this.#refuse(problemOf(outcome.rejection, field.name, field.label));
    else if (stay) this.#focus = 'editor';
    else this.#leave();
  }

  /** Said again even where it is the same: the field has forgotten it. */
  #refuse(problem: string): void {
    this.problem = problem;
    this.requestUpdate();
  }

  protected override render() {
    const { store, row } = this;
    if (!store || !row) return html``;
    const panel = row as Row<typeof this.type>;
    const fields = fieldsOf(store, this.type, row);
    const hidden = this.all ? [] : fields.filter((field) => field.rare && shown(store, panel, field) === '' && this.editing !== field.name);
    return html`<div class="section">
      <dl>
        ${fields
          .filter((field) => !hidden.includes(field))
          .map(
            (field) =>
              html`<dt>
                  <bdi>${field.label}</bdi
                  >${field.required && !field.locked ? html`<span class="required" aria-hidden="true"> *</span>` : nothing}
                </dt>
                <dd>${this.#renderValue(row, field)}</dd>`,
          )}
      </dl>
      ${hidden.length > 0 && !this.locked ? html`<crm-button class="more" size="small" variant="ghost" flush icon="plus" @click=${() => (this.all = true)}>${msg('More fields')}</crm-button>` : nothing}
    </div>`;
  }

  #renderValue(row: Row, field: Field) {
    const { store, type } = this;
    if (!store) return nothing;
    const panel = row as Row<typeof type>;
    const locked = this.locked || field.locked !== undefined;
    if (field.kind === 'checkbox' && !locked) return this.#renderBox(panel, field);
    if (this.editing === field.name && !locked)
      return html`<div class="editor" @keydown=${this.#key} @focusout=${(event: FocusEvent) => this.#left(event, field)}>
        ${editorOf({
          store,
          type,
          row: panel,
          field,
          problem: this.problem,
          refuse: (problem) => this.#refuse(problem),
          save: (change, stay) => this.#save(field, change, stay),
          stop: () => this.#leave(),
        })}
      </div>`;
    const text = shown(store, panel, field);
    const value =
      field.kind === 'tags' && 'tags' in panel && panel.tags.length > 0
        ? panel.tags.map((tag) => html`<crm-tag>${tag}</crm-tag>`)
        : html`<bdi>${text || '–'}</bdi>`;
    if (locked)
      return html`<span class=${classMap({ value: true, none: text === '' })} data-field=${field.name}>${value}</span>
        ${field.locked && !this.locked ? html`<span class="why">${field.locked}</span>` : nothing}`;
    const link = followed(field, text);
    const button = html`<button
      type="button"
      data-field=${field.name}
      class=${classMap({ value: true, none: text === '' })}
      aria-label=${field.required ? msg(str`${field.label}, required: ${text || msg('empty')}. Change`) : msg(str`${field.label}: ${text || msg('empty')}. Change`)}
      @click=${() => this.#edit(field)}
    >
      ${value}
    </button>`;
    return link === undefined
      ? button
      : html`<div class="followed">
          ${button}<a
            class="go"
            href=${link.href}
            target=${link.target ?? nothing}
            rel="noopener noreferrer"
            aria-label=${`${link.act}: ${text}`}
            >${icon(link.icon, 'small')}</a
          >
        </div>`;
  }

  /** A box is its own editor. */
  #renderBox(row: Row<PanelType>, field: Field) {
    const change = (event: Event) => {
      const box = event.target as HTMLElement & { checked: boolean };
      this.editing = field.name;
      this.problem = '';
      this.#save(field, changeOf(field, box.checked), true);
      if (this.problem) box.checked = !box.checked;
      else this.editing = '';
    };
    return html`<div class="value box">
      <crm-checkbox
        data-field=${field.name}
        label=${field.label}
        hide-label
        .checked=${valueIn(row, field) === true}
        .error=${this.editing === field.name ? this.problem : ''}
        @change=${change}
      ></crm-checkbox>
    </div>`;
  }

  /** Going on elsewhere with nothing changed closes the editor; what has a button of its own to save stays. */
  #left(event: FocusEvent, field: Field): void {
    const editor = event.currentTarget as HTMLElement;
    const going = event.relatedTarget;
    if (this.problem || ['money', 'address', 'tags', 'several'].includes(field.kind) || !document.hasFocus()) return;
    if (!(going instanceof Node && editor.contains(going)) && this.editing === field.name) this.editing = '';
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    event.preventDefault();
    this.#leave();
  };
}

define('crm-record-fields', RecordFields);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-fields': RecordFields;
  }
}
