import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { Field } from '../../shared/filters/index.ts';
import { fieldsOf } from '../../shared/filters/index.ts';
import type { CustomField, Deal } from '../../shared/records/index.ts';
import type { Clock } from '../base/format/dates.ts';
import { labelOf } from '../fields/labels.ts';
import { textOf } from '../fields/value.ts';
import type { Store } from '../store/index.ts';

let known: { rows: readonly CustomField[]; fields: ReadonlyMap<string, Field> } = { rows: [], fields: fieldsOf('deal', []) };

/** The fields of deals, made anew only when the workspace's own have changed: every card asks. */
function fieldsIn(store: Store): ReadonlyMap<string, Field> {
  const rows = store.every('custom_field');
  if (rows.length !== known.rows.length || rows.some((row, at) => row !== known.rows[at])) known = { rows, fields: fieldsOf('deal', rows) };
  return known.fields;
}

/** A line for each of these fields of a deal: what it is called, and what the deal has in it. */
export function renderFieldLines(store: Store, deal: Deal, names: readonly string[], clock: Clock): TemplateResult[] {
  const fields = fieldsIn(store);
  return names.flatMap((name) => {
    const field = fields.get(name);
    if (!field) return [];
    const text = textOf(field, deal, store, clock);
    return [html`<span class="r field"><span class="k cut">${labelOf(field)}</span><bdi class="v cut">${text || '–'}</bdi></span>`];
  });
}
