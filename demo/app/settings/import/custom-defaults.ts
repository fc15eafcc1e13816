import { html, nothing, type TemplateResult } from 'lit';
import { customControl, customName, customValue } from '../../../../components/fields/custom-control.ts';
import { msg, str } from '../../../../components/base/localisation/index.ts';
import { fieldProblem } from '../../../../components/record/problem.ts';
import type { Store } from '../../../../components/store/index.ts';
import type { FieldProblems } from '../../../../shared/mutators/rejection.ts';
import type { CustomField, CustomFields } from '../../../../shared/records/index.ts';
import { isFieldOf } from '../../../../shared/records/index.ts';
import { recordsOf } from '../field-kinds.ts';
import type { Choices } from './columns.ts';
import { hasGaps } from './gaps.ts';
import type { ImportState, TableChoice } from './wire.ts';

/** What new records have in the fields that the workspace requires, where their rows say nothing. */

type Contents = ImportState['contents'];

/** The fields that some row of a table will lack. */
function lacks(custom: CustomField, choice: TableChoice, contents: Contents['tables'][number] | undefined): boolean {
  const { kind, mapping } = choice;
  if (kind === null) return false;
  const gaps = hasGaps(choice, contents, customName(custom));
  if (kind === 'lead') return isFieldOf(custom, 'lead') && gaps;
  if (kind === 'deal' && isFieldOf(custom, 'deal')) return gaps;
  const mapped = new Set(Object.values(mapping));
  // Organizations that rows name and nobody knows are made as well, and no column is theirs.
  const names = ['contact_id', 'parent_organization_id', 'organization_id'].some((field) => mapped.has(field));
  const ofOrganizations = isFieldOf(custom, 'contact', true);
  if (kind === 'person') return (isFieldOf(custom, 'contact') && gaps) || (ofOrganizations && names);
  if (kind === 'organization') return ofOrganizations && (gaps || names);
  if (kind === 'contact') return (isFieldOf(custom, 'contact') || ofOrganizations) && (gaps || (ofOrganizations && names));
  return kind === 'deal' && ofOrganizations && mapped.has('organization_id');
}

const lacking = (store: Store, { tables }: Choices, contents: Contents): CustomField[] =>
  store
    .every('custom_field')
    .filter((custom) => custom.required && !custom.archived && tables.some((table, at) => lacks(custom, table, contents.tables[at])))
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));

/** What was written, as far as it is asked for. */
export function customDefaultsOf(store: Store, choices: Choices, contents: Contents): CustomFields {
  const fields: CustomFields = {};
  for (const custom of lacking(store, choices, contents)) {
    const value = customValue(custom, choices.customDefaults);
    if (value !== undefined) fields[custom.id] = value;
  }
  return fields;
}

/** What was planned with, as it is written. */
export function writtenOf(defaults: CustomFields = {}): Choices['customDefaults'] {
  const written = Object.entries(defaults).flatMap(([id, value]): [string, string][] => {
    const name = customName({ id });
    if (typeof value !== 'object' || value === null) return [[name, String(value ?? '')]];
    if (Array.isArray(value)) return [[name, value.join(' ')]];
    return Object.entries(value).map(([part, text]) => [`${name}.${part}`, text ?? '']);
  });
  return Object.fromEntries(written);
}

/** A control for each of the fields, and what becomes of what is written in it. */
export function renderCustomDefaults(
  store: Store,
  choices: Choices,
  contents: Contents,
  { problems, choose }: { problems: FieldProblems; choose: (change: Partial<Choices>) => void },
): TemplateResult | typeof nothing {
  const fields = lacking(store, choices, contents);
  if (fields.length === 0) return nothing;
  const several = new Set(fields.map(({ resource_type }) => resource_type)).size > 1;
  const take = (event: Event) => {
    const control = event.target as HTMLElement & { value: string; checked?: boolean };
    const name = control.getAttribute('name');
    if (name === null) return;
    const value = control.checked === undefined ? control.value : control.checked ? 'true' : '';
    choose({ customDefaults: { ...choices.customDefaults, [name]: value } });
  };
  return html`<section class="required" aria-label=${msg('For rows without a value')}>
    <h3>${msg('For rows without a value')}</h3>
    <p class="second">
      ${msg('Your workspace requires these fields. What you give here goes into each new record whose row has no column for the field, or an empty cell. Records that are here already stay as they are.')}
    </p>
    <div class="rules" @input=${take} @change=${take}>
      ${fields.map((custom) => {
        const { name, resource_type: type } = custom;
        const records = recordsOf(type);
        return customControl(custom, {
          ...(several && { label: msg(str`${name} (${records})`) }),
          written: choices.customDefaults,
          problem: fieldProblem(problems, `custom_defaults.${custom.id}`, name) ?? '',
        });
      })}
    </div>
  </section>`;
}
