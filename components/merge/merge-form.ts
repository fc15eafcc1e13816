import { css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { MergedType, Row } from '../../shared/records/index.ts';
import '../base/avatar/avatar.ts';
import '../base/checkbox/checkbox.ts';
import '../base/notice/notice.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { formatDate } from '../base/format/dates.ts';
import { msg, refusalWords, str } from '../base/localisation/index.ts';
import { fieldsOf } from '../record/fields.ts';
import { shown } from '../record/shown.ts';
import type { Store } from '../store/index.ts';
import type { Differing } from './fields.ts';
import { chosenArgs, mergeFields, notKept } from './fields.ts';
import { whatHangsOn } from './words.ts';

/** What becomes one record: which stays, and field by field whose value it has. */
export class MergeForm extends CrmElement {
  static override styles = css`
    :host {
      display: grid;
      gap: var(--crm-space-4);
    }
    fieldset {
      border: 0;
      margin: 0;
      padding: 0;
      min-inline-size: 0;
    }
    legend,
    h3 {
      padding: 0;
      margin-block-end: 6px;
      font-size: var(--crm-text-12);
      font-weight: var(--crm-weight-medium);
      color: var(--crm-text-secondary);
    }
    .choices {
      display: flex;
      flex-wrap: wrap;
      gap: 6px;
    }
    label {
      display: flex;
      align-items: center;
      gap: 8px;
      min-block-size: var(--crm-control);
      max-inline-size: 100%;
      padding: 4px 10px;
      border: 1px solid var(--crm-border-strong);
      border-radius: var(--crm-radius);
      background: var(--crm-surface-raised);
      cursor: pointer;
      overflow-wrap: anywhere;
    }
    label:hover {
      background: var(--crm-surface-hover);
    }
    label:has(:checked) {
      border-color: var(--crm-accent);
      box-shadow: inset 0 0 0 1px var(--crm-accent);
    }
    label:has(:focus-visible) {
      outline: var(--crm-focus-ring);
      outline-offset: 2px;
    }
    input[type='radio'] {
      accent-color: var(--crm-accent);
      margin: 0;
      flex: none;
    }
    input[type='radio']:focus-visible {
      outline: none;
    }
    .records {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(100%, 240px), 1fr));
    }
    .records label {
      align-items: start;
      padding: 8px 10px;
    }
    .records input {
      margin-block-start: 3px;
    }
    .who {
      display: grid;
      gap: 2px;
      min-inline-size: 0;
    }
    .who strong {
      font-weight: var(--crm-weight-medium);
    }
    .who span {
      font-size: var(--crm-text-12);
      color: var(--crm-text-muted);
    }
    .fields {
      display: grid;
      gap: var(--crm-space-3);
    }
    .fields fieldset {
      display: grid;
      grid-template-columns: 132px minmax(0, 1fr);
      align-items: baseline;
    }
    .fields legend {
      float: inline-start;
      inline-size: 124px;
      margin: 0;
      padding-block-start: 7px;
    }
    .fields .choices {
      grid-column: 2;
    }
    details {
      font-size: var(--crm-text-12);
      color: var(--crm-text-secondary);
    }
    summary {
      cursor: pointer;
      inline-size: fit-content;
    }
    dl {
      display: grid;
      grid-template-columns: 124px minmax(0, 1fr);
      gap: 4px 8px;
      padding-block-start: 8px;
      overflow-wrap: anywhere;
    }
    dt {
      color: var(--crm-text-muted);
    }
    .moves {
      display: grid;
      gap: 6px;
      padding-block-start: var(--crm-space-3);
      border-block-start: var(--crm-hairline) solid var(--crm-border);
    }
    .lost {
      font-size: var(--crm-text-12);
      color: var(--crm-text-muted);
      overflow-wrap: anywhere;
    }
    @media (max-width: 640px) {
      .fields fieldset {
        grid-template-columns: minmax(0, 1fr);
      }
      .fields legend {
        float: none;
        padding-block: 0 6px;
      }
      .fields .choices {
        grid-column: 1;
      }
    }
    @media (pointer: coarse) {
      label {
        min-block-size: 44px;
      }
    }
  `;

  @property({ attribute: false }) store: Store | undefined;
  @property() type: MergedType = 'contact';
  @property({ attribute: false }) ids: readonly Id[] = [];
  @state() private survivor = '';
  @state() private chosen: ReadonlyMap<string, number> = new Map();
  @state() private withNote = true;
  @state() private problem = '';

  /** The records, that which stays first. */
  get #rows(): Row<MergedType>[] {
    const { store, type } = this;
    const rows = this.ids.flatMap((id) => (store?.get(type, id) as Row<MergedType> | undefined) ?? []);
    const stays = rows.find(({ id }) => id === this.survivor) ?? fullest(store, type, rows);
    return [...rows.filter((row) => row === stays), ...rows.filter((row) => row !== stays)];
  }

  /** The first thing to decide: which one stays. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.records input:checked')?.focus(options);
  }

  /** Merges them; gives the id of the merge and of the record that stays, or nothing where it is refused. */
  save(): { merge: Id; survivor: Row<MergedType>; absorbed: Row<MergedType>[] } | undefined {
    const { store, type } = this;
    const [survivor, ...absorbed] = this.#rows;
    if (!store || !survivor || absorbed.length === 0) return undefined;
    const { differing } = mergeFields(store, type, [survivor, ...absorbed]);
    const lost = notKept(differing, this.chosen);
    const merge = newId();
    const outcome = store.mutate.mergeRecords({
      id: merge,
      resource_type: type,
      survivor_id: survivor.id,
      absorbed_ids: absorbed.map(({ id }) => id),
      ...chosenArgs(differing, this.chosen),
    });
    if (!outcome.ok) {
      this.problem = refusalWords(outcome.rejection);
      return undefined;
    }
    if (lost.length > 0 && this.withNote) {
      const names = absorbed.map(({ name }) => name).join(', ');
      const content = [msg(str`Merged with ${names}. What else was written there:`), ...lost.map((line) => `- ${line}`)].join('\n');
      store.mutate.createNote({ id: newId(), content, resource_type: type, resource_id: survivor.id });
    }
    return { merge, survivor, absorbed };
  }

  protected override render() {
    const { store, type } = this;
    const rows = this.#rows;
    const [survivor, ...absorbed] = rows;
    if (!store || !survivor) return nothing;
    if (absorbed.length === 0) return html`<crm-notice tone="neutral">${msg('There is nothing to merge any more.')}</crm-notice>`;
    const { differing, agreed } = mergeFields(store, type, rows);
    const moves = whatHangsOn(
      store,
      type,
      absorbed.map(({ id }) => id),
    );
    const lost = notKept(differing, this.chosen);
    return html`${this.problem ? html`<crm-notice tone="danger" alert>${this.problem}</crm-notice>` : nothing}
      <fieldset>
        <legend>${msg('Which one stays')}</legend>
        <div class="choices records">${this.ids.map((id) => this.#renderRecord(store, id, survivor.id))}</div>
      </fieldset>
      ${
        differing.length > 0
          ? html`<div class="fields">
              <h3>${msg('Where they differ')}</h3>
              ${differing.map((field) => this.#renderField(field))}
            </div>`
          : nothing
      }
      ${
        agreed.length > 0
          ? html`<details>
              <summary>${msg('What they agree on, or one of them alone has')}</summary>
              <dl>
                ${agreed.map(
                  ({ label, text }) =>
                    html`<dt>${label}</dt>
                      <dd>${text}</dd>`,
                )}
              </dl>
            </details>`
          : nothing
      }
      <div class="moves">
        <p>
          ${moves ? msg(str`To it come: ${moves}.`) : msg('Nothing else hangs on the others.')}
          ${msg('Tags of all of them are kept. A merge can be undone for 30 days.')}
        </p>
        ${
          lost.length > 0
            ? html`<crm-checkbox
                  label=${msg('Keep the other values in a note')}
                  .checked=${this.withNote}
                  @change=${(event: Event) => (this.withNote = (event.target as HTMLElement & { checked: boolean }).checked)}
                ></crm-checkbox>
                <p class="lost">${lost.join(' · ')}</p>`
            : nothing
        }
      </div>`;
  }

  #renderRecord(store: Store, id: Id, survivor: Id) {
    const row = store.get(this.type, id) as Row<MergedType> | undefined;
    if (!row) return nothing;
    const owner = store.get('user', row.owner_id)?.name ?? '';
    const added = formatDate(row.created_at);
    const hangs = whatHangsOn(store, this.type, [id]);
    return html`<label>
      <input type="radio" name="survivor" .checked=${id === survivor} @change=${() => this.#stay(id)} />
      <span class="who">
        <strong><bdi>${row.name}</bdi></strong>
        ${row.organization_name && row.organization_name !== row.name ? html`<span><bdi>${row.organization_name}</bdi></span>` : nothing}
        <span>${msg(str`${owner}, added ${added}`)}</span>
        ${hangs ? html`<span>${hangs}</span>` : nothing}
      </span>
    </label>`;
  }

  #stay(id: Id): void {
    this.survivor = id;
    this.chosen = new Map();
  }

  #renderField({ name, label, options, first }: Differing) {
    const chosen = this.chosen.get(name) ?? first;
    return html`<fieldset>
      <legend>${label}</legend>
      <div class="choices">
        ${options.map(
          ({ text }, at) =>
            html`<label>
              <input
                type="radio"
                name=${name}
                .checked=${at === chosen}
                @change=${() => (this.chosen = new Map([...this.chosen, [name, at]]))}
              /><bdi>${text}</bdi>
            </label>`,
        )}
      </div>
    </fieldset>`;
  }
}

/** The record with the most deals; of equals that which says the most, then the oldest: what others know it by stays true. */
function fullest(store: Store | undefined, type: MergedType, rows: readonly Row<MergedType>[]): Row<MergedType> | undefined {
  if (!store) return undefined;
  const weighed = rows.map((row) => ({
    row,
    deals: store.list('deal', type === 'lead' ? 'lead_id' : 'contact_id', row.id).length,
    says: fieldsOf(store, type, row).filter((field) => shown(store, row, field) !== '').length,
  }));
  const age = (a: Row<MergedType>, b: Row<MergedType>) =>
    a.created_at === b.created_at ? (a.id < b.id ? -1 : 1) : a.created_at < b.created_at ? -1 : 1;
  return weighed.sort((a, b) => b.deals - a.deals || b.says - a.says || age(a.row, b.row))[0]?.row;
}

define('crm-merge-form', MergeForm);

declare global {
  interface HTMLElementTagNameMap {
    'crm-merge-form': MergeForm;
  }
}
