import { html, nothing } from 'lit';
import type { Field, Filter, ListType } from '../../shared/filters/index.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, str } from '../base/localisation/index.ts';
import { operatorWord, valueWord } from '../fields/conditions.ts';
import { labelOf } from '../fields/labels.ts';
import type { Store } from '../store/index.ts';
import { everything, filterOf, isBuilt, isEverything, partsOf } from './parts.ts';
import type { Part } from './parts.ts';

export interface ChipsModel {
  store: Store;
  type: ListType;
  fields: ReadonlyMap<string, Field>;
  filter: Filter;
  /** Another filter is wanted. */
  change: (filter: Filter) => void;
  /** Somebody wants to change it in its dialog. */
  edit: () => void;
}

/** The conditions of a filter, each of which can be taken away. */
export function renderChips(model: ChipsModel) {
  const { filter, change } = model;
  if (isEverything(filter)) return nothing;
  if (!isBuilt(filter))
    return html`<span class="chip"
      ><span class="k">${msg('A filter of several levels')}</span
      ><button type="button" aria-label=${msg('Take the filter away')} @click=${() => change(everything)}>
        ${icon('x', 'small')}
      </button></span
    >`;
  const parts = partsOf(filter);
  return parts.map((part, at) => renderChip(model, part, () => change(filterOf(parts.filter((_part, other) => other !== at)))));
}

function renderChip({ store, type, fields, edit }: ChipsModel, { any }: Part, remove: () => void) {
  const [first] = any;
  if (!first) return nothing;
  const field = fields.get(first.field);
  const label = field ? labelOf(field) : first.field;
  const value = field ? valueWord(first, field, store, type) : '';
  return html`<span class="chip">
    <button class="part" type="button" title=${msg('Change the filter')} @click=${edit}>
      <span class="k">${label}</span>
      <span class="op">${field ? operatorWord(field.kind, first.is) : ''}</span>
      ${value ? html`<bdi class="v num">${value}</bdi>` : nothing}
      ${any.length > 1 ? html`<span class="op">${msg(str`or ${any.length - 1} more`)}</span>` : nothing}
    </button>
    <button type="button" aria-label=${msg(str`Take away: ${label}`)} @click=${remove}>${icon('x', 'small')}</button>
  </span>`;
}
