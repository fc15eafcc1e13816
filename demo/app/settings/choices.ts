import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Choice, CustomField } from '../../../shared/records/index.ts';
import { offeredChoices, presentChoice } from '../../../shared/records/index.ts';
import '../../../components/base/button/button.ts';
import { CrmClosedEvent } from '../../../components/base/dialog/close-event.ts';
import '../../../components/base/dialog/dialog.ts';
import '../../../components/base/input/input.ts';
import '../../../components/base/select/select.ts';
import '../../../components/base/textarea/textarea.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import { msg, str } from '../../../components/base/localisation/index.ts';
import { StoreController } from '../../../components/provider/controllers.ts';
import { problemOf } from '../../../components/record/problem.ts';
import type { Outcome } from '../../../components/store/index.ts';
import { styles } from './choices.styles.ts';
import { page } from './page.styles.ts';
import { pastedWords, readChoices } from './pasted-choices.ts';
import { Reordering } from './reordering.ts';
import { styles as lines } from './stages.styles.ts';

type Control = HTMLElement & { value: string; updateComplete: Promise<unknown> };

/**
 * The choices of a dropdown or a multi-select: added one by one or from a pasted list, renamed, put in order, archived,
 * replaced by one another.
 *
 * @fires {CrmClosedEvent} crm-closed - It has closed.
 */
export class Choices extends CrmElement {
  static override styles = [page, lines, styles];

  @property({ attribute: false }) field: CustomField | undefined;
  @state() private replacing = '';
  @state() private pasting = false;
  /** What has just happened, in words: said here, since a dialog keeps everything around it from being read. */
  @state() private said = '';
  /** Why something was refused: by the id of the choice, or `add`, `paste`, `replace`. */
  @state() private problems: Readonly<Record<string, string>> = {};

  readonly #store = new StoreController(this);
  readonly #order = new Reordering(this, {
    ids: () => this.#offered.map(({ id }) => id),
    commit: (ids, moved) => this.#reorder(ids, moved),
  });

  get #offered(): readonly Choice[] {
    return this.field ? this.#order.shown(offeredChoices(this.field)) : [];
  }

  #done(outcome: Outcome | undefined, at: string, said: string): boolean {
    if (!outcome) return false;
    this.problems = outcome.ok ? {} : { [at]: problemOf(outcome.rejection, at === 'replace' ? 'replaced_by' : 'choices', msg('Choices')) };
    this.said = outcome.ok ? said : '';
    return outcome.ok;
  }

  #reorder(ids: readonly string[], id: string): void {
    const { field } = this;
    if (!field) return;
    const name = field.choices.find((choice) => choice.id === id)?.name ?? '';
    this.#done(
      this.#store.value?.mutate.reorderChoices({ id: field.id, choice_ids: [...ids] }),
      id,
      msg(str`${name} is number ${ids.indexOf(id) + 1} now.`),
    );
  }

  #rename(field: CustomField, { id }: Choice, control: Control): void {
    const name = control.value.trim();
    if (name === '') this.problems = { [id]: msg('Fill this in.') };
    else this.#done(this.#store.value?.mutate.updateChoice({ id: field.id, choice_id: id, name }), id, '');
  }

  #archive(field: CustomField, { id, name }: Choice, archived: boolean): void {
    this.replacing = '';
    const done = this.#done(
      this.#store.value?.mutate.updateChoice({ id: field.id, choice_id: id, archived }),
      archived ? id : `archived ${id}`,
      archived ? msg(str`“${name}” is archived: records that have it keep it.`) : msg(str`“${name}” is back.`),
    );
    if (done) this.#focusFirst();
  }

  #replace(field: CustomField, { id, name }: Choice): void {
    const other = this.renderRoot.querySelector<Control>('.replacing crm-select')?.value ?? '';
    const to = field.choices.find((choice) => choice.id === other)?.name ?? '';
    const outcome = this.#store.value?.mutate.replaceChoice({ id: field.id, choice_id: id, replaced_by: other });
    if (this.#done(outcome, 'replace', msg(str`“${name}” is “${to}” from now on.`))) {
      this.replacing = '';
      this.#focusFirst();
    }
  }

  /** What had the focus is gone with its line. */
  #focusFirst(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<Control>('form crm-input')?.focus());
  }

  /** Adds what one control holds, a choice a line; empties it when that is done. */
  #add(control: Control | null, at: 'add' | 'paste'): void {
    const { field } = this;
    if (!field || !control || control.value.trim() === '') return;
    const read = readChoices(control.value, field.choices);
    if (read.problem !== undefined) {
      this.problems = { [at]: read.problem };
      this.said = '';
      return;
    }
    const { choices } = read;
    if (choices.length === 0 && at === 'add') {
      this.problems = { add: msg('There is a choice of this name already.') };
      this.said = '';
      return;
    }
    if (choices.length > 0 && !this.#done(this.#store.value?.mutate.addChoices({ id: field.id, choices }), at, '')) return;
    this.problems = {};
    this.said = pastedWords(read);
    this.pasting = false;
    control.value = '';
    this.#focusFirst();
  }

  /** A list pasted into the line of one would lose its lines. */
  readonly #paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (!/[\r\n]/.test(text)) return;
    event.preventDefault();
    void this.#openPasting(text);
  };

  async #openPasting(text: string): Promise<void> {
    this.pasting = true;
    await this.updateComplete;
    const area = this.renderRoot.querySelector<Control>('crm-textarea');
    if (!area) return;
    area.value = text;
    await area.updateComplete;
    area.focus();
  }

  protected override render() {
    const { field } = this;
    if (!field) return nothing;
    const offered = this.#offered;
    const away = field.choices.filter(({ archived, replaced_by }) => archived || replaced_by !== null);
    const close = () => this.renderRoot.querySelector('crm-dialog')?.close();
    return html`<crm-dialog
      open
      heading=${msg(str`Choices of ${field.name}`)}
      @crm-closed=${({ reason }: CrmClosedEvent) => this.dispatchEvent(new CrmClosedEvent(reason))}
    >
      <div class="stack">
        ${this.#renderAdding()}
        <div class="muted" role="status">${this.said}</div>
        <div>
          ${repeat(
            offered,
            ({ id }) => id,
            (choice, at) => this.#renderChoice(field, choice, at, offered),
          )}
        </div>
        ${away.length === 0 ? nothing : html`<h3>${msg('Offered no more')}</h3>`}
        <div>${away.map((choice) => this.#renderAway(field, choice))}</div>
      </div>
      <crm-button slot="footer" variant="primary" @click=${close}>${msg('Close')}</crm-button>
    </crm-dialog>`;
  }

  #renderAdding() {
    if (this.pasting)
      return html`<div class="stack">
        <crm-textarea
          rows="6"
          label=${msg('Choices, one per line')}
          hint=${msg('Paste a list of up to 500; doubles are left out.')}
          .error=${this.problems['paste'] ?? ''}
        ></crm-textarea>
        <div class="ends">
          <crm-button @click=${() => (this.pasting = false)}>${msg('Cancel')}</crm-button>
          <crm-button variant="primary" @click=${() => this.#add(this.renderRoot.querySelector<Control>('crm-textarea'), 'paste')}
            >${msg('Add these')}</crm-button
          >
        </div>
      </div>`;
    const add = (event: Event) => {
      event.preventDefault();
      this.#add(this.renderRoot.querySelector<Control>('form crm-input'), 'add');
    };
    return html`<form novalidate @submit=${add}>
      <crm-input
        label=${msg('New choice')}
        hide-label
        placeholder=${msg('New choice')}
        maxlength="255"
        .error=${this.problems['add'] ?? ''}
        @paste=${this.#paste}
      ></crm-input>
      <crm-button type="submit" icon="plus">${msg('Add')}</crm-button>
      <crm-button variant="ghost" icon="list-plus" @click=${() => void this.#openPasting('')}>${msg('Paste a list')}</crm-button>
    </form>`;
  }

  #renderChoice(field: CustomField, choice: Choice, at: number, offered: readonly Choice[]) {
    return html`<div class=${choice.id === this.#order.moving ? 'line moving' : 'line'} data-id=${choice.id}>
      <button
        type="button"
        class="grip"
        title=${msg('Drag, or press the up and down arrows')}
        aria-label=${msg(str`Move ${choice.name}: ${at + 1} of ${offered.length}`)}
        @pointerdown=${(event: PointerEvent) => this.#order.carry(event, choice.id)}
        @keydown=${(event: KeyboardEvent) => this.#order.key(event, choice.id)}
      >
        ${icon('grip-vertical', 'small')}
      </button>
      <crm-input
        class="quiet"
        label=${msg(str`Name of ${choice.name}`)}
        hide-label
        maxlength="255"
        .value=${choice.name}
        .error=${this.problems[choice.id] ?? ''}
        @change=${(event: Event) => this.#rename(field, choice, event.currentTarget as Control)}
      ></crm-input>
      <crm-button
        size="small"
        variant="ghost"
        icon="arrow-right-left"
        label=${msg(str`Replace ${choice.name} by another choice`)}
        ?disabled=${offered.length < 2}
        @click=${() => (this.replacing = this.replacing === choice.id ? '' : choice.id)}
      ></crm-button>
      <crm-button
        size="small"
        variant="ghost"
        icon="eye-off"
        label=${msg(str`Archive ${choice.name}`)}
        @click=${() => this.#archive(field, choice, true)}
      ></crm-button>
      ${this.replacing === choice.id ? this.#renderReplacing(field, choice, offered) : nothing}
    </div>`;
  }

  #renderReplacing(field: CustomField, choice: Choice, offered: readonly Choice[]) {
    const others = offered.filter(({ id }) => id !== choice.id);
    return html`<div class="replacing" role="group" aria-label=${msg(str`Replace ${choice.name} by another choice`)}>
      <p>
        ${msg(str`Every record that has “${choice.name}”, also those that you do not see, has the other choice from then on; so do filters and lists. “${choice.name}” goes away. This cannot be undone.`)}
      </p>
      <crm-select
        label=${msg('Replace by')}
        .value=${others[0]?.id ?? ''}
        .options=${others.map(({ id, name }) => ({ value: id, label: name }))}
        .error=${this.problems['replace'] ?? ''}
      ></crm-select>
      <div class="ends">
        <crm-button @click=${() => (this.replacing = '')}>${msg(str`Keep “${choice.name}”`)}</crm-button>
        <crm-button variant="danger" @click=${() => this.#replace(field, choice)}>${msg('Replace for good')}</crm-button>
      </div>
    </div>`;
  }

  #renderAway(field: CustomField, choice: Choice) {
    if (choice.replaced_by !== null)
      return html`<div class="line put-away">
        <bdi class="muted">${choice.name}</bdi>
        <span class="muted">${msg(str`Replaced by “${presentChoice(field, choice.id)?.name ?? ''}”`)}</span>
      </div>`;
    const problem = this.problems[`archived ${choice.id}`];
    return html`<div class="line put-away">
      <bdi class="muted">${choice.name}${problem ? html` <span class="danger" role="alert">${problem}</span>` : nothing}</bdi>
      <crm-button size="small" label=${msg(str`Bring back ${choice.name}`)} @click=${() => this.#archive(field, choice, false)}
        >${msg('Bring back')}</crm-button
      >
    </div>`;
  }
}

define('inlay-choices', Choices);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-choices': Choices;
  }
}
