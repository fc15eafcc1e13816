import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import '../../../../components/base/checkbox/checkbox.ts';
import '../../../../components/base/input/input.ts';
import '../../../../components/base/notice/notice.ts';
import '../../../../components/base/select/select.ts';
import type { SelectOption } from '../../../../components/base/select/select.ts';
import { formatNumber } from '../../../../components/base/format/numbers.ts';
import { icon } from '../../../../components/base/icons/icons.ts';
import { msg, str } from '../../../../components/base/localisation/index.ts';
import type { Written } from '../../../../components/fields/custom-control.ts';
import type { CustomFieldType } from '../../../../shared/records/index.ts';
import { customFieldTypes } from '../../../../shared/records/index.ts';
import type { ImportKind } from '../../../../shared/import-kinds.ts';
import { importKinds, recordKinds, setUpKinds } from '../../../../shared/import-kinds.ts';
import { kindOf } from '../field-kinds.ts';
import type { Defaults, ImportState, Offer, TableChoice, TableContents } from './wire.ts';
import { columnName, fieldNameOf, kindNames, offeredName, othersWords, rowCount } from './words.ts';

export interface Choices {
  tables: readonly TableChoice[];
  /** Whose columns are shown. */
  at: number;
  duplicates: string;
  renamed: string;
  dateOrder: string;
  /** The system whose ids the file has; empty where nobody says. */
  system: string;
  defaults: Defaults;
  /** What is written for custom fields, by the names of their controls. */
  customDefaults: Written;
}

/** What must be filled and is not yet, in words. */
export function missingFields({ kind, mapping }: TableChoice, offer: Offer): string[] {
  if (kind === null) return [];
  const filled = new Set(Object.values(mapping));
  return offer.kinds[kind].needs
    .filter((some) => !some.some((field) => filled.has(field)))
    .map((some) => {
      const [first = '', second] = some.map((field) => fieldNameOf(kind, field));
      return second === undefined ? first : msg(str`${first} or ${second}`);
    });
}

/** Whether the tables can be planned as they are. */
export const isStuck = ({ tables }: Choices, offer: Offer): boolean =>
  tables.every(({ kind }) => kind === null) || tables.some((table) => missingFields(table, offer).length > 0);

/** What each row is, and what each column means. */
export function renderColumns(
  current: ImportState,
  offer: Offer,
  choices: Choices,
  { choose, takeFirst }: { choose: (change: Partial<Choices>) => void; takeFirst: (header: boolean) => void },
  defaults: { rules: unknown; fields: unknown },
): TemplateResult {
  const { at } = choices;
  const table = current.contents.tables[at];
  const choice = choices.tables[at] ?? { kind: null, mapping: {} };
  const { kind, mapping } = choice;
  const value = (event: Event) => (event.target as HTMLElement & { value: string }).value;
  const several = choices.tables.length > 1;
  const set = (change: Partial<TableChoice>) =>
    choose({ tables: choices.tables.map((one, index) => (index === at ? { ...one, ...change } : one)) });
  const lacking = missingFields(choice, offer);
  const map = (header: string, field: string) => {
    const { [header]: _gone, ...rest } = mapping;
    set({ mapping: field ? { ...rest, [header]: field } : rest });
  };
  const nameSystem = (name: string) => {
    const system = name.trim();
    choose({ system, ...(system !== '' && choices.renamed === 'other' && { renamed: 'ask' }) });
  };
  const chooseKind = (name: string) => {
    const chosen = importKinds.find((one) => one === name) ?? null;
    set({ kind: chosen, mapping: chosen ? { ...offer.tables[at]?.mappings[chosen] } : {} });
  };
  return html`<div class="body">
    ${several ? renderTables(current, offer, choices, choose) : nothing}
    <div class="pad">
      ${current.contents.others ? html`<p class="second"><bdi>${othersWords(current.contents.others)}</bdi></p>` : nothing}
      <div class="rules">
        <crm-select
          label=${msg('Each row is')}
          .value=${kind ?? ''}
          .options=${kindOptions(several)}
          @change=${(event: Event) => chooseKind(value(event))}
        ></crm-select>
        <crm-select
          label=${msg('Where a row looks like a record')}
          .value=${choices.duplicates}
          .options=${[
            { value: 'skip', label: msg('Leave the record as it is') },
            { value: 'fill', label: msg('Fill what is empty in it') },
            { value: 'update', label: msg('Write over it') },
            { value: 'create', label: msg('Add another one all the same') },
          ]}
          @change=${(event: Event) => choose({ duplicates: value(event) })}
        ></crm-select>
        ${
          choices.tables.some((one) => Object.values(one.mapping).some((field) => field === 'external_id' || field === 'sell_id'))
            ? html`<crm-select
                  label=${msg('Where an id is that of a record of another name')}
                  .value=${choices.renamed}
                  .options=${[
                    { value: 'ask', label: msg('Leave the row out, and say so') },
                    { value: 'same', label: msg('It is the same record, renamed') },
                    // A system that has a name tells its ids from all others.
                    ...(choices.system === '' || choices.renamed === 'other'
                      ? [{ value: 'other', label: msg('The file is of another system: add records') }]
                      : []),
                  ]}
                  @change=${(event: Event) => choose({ renamed: value(event) })}
                ></crm-select>
                <crm-input
                  label=${msg('System that the ids are of')}
                  placeholder=${msg('Any')}
                  maxlength="64"
                  hint=${offer.systems.length > 0 ? msg(str`Named before: ${offer.systems.slice(0, 5).join(', ')}`) : ''}
                  .value=${choices.system}
                  @change=${(event: Event) => nameSystem(value(event))}
                ></crm-input>`
            : nothing
        }
        ${defaults.rules}
        ${
          current.open_date_columns.length > 0
            ? html`<crm-select
                label=${msg('Dates such as 03/04/2026')}
                placeholder=${msg('Choose')}
                .value=${choices.dateOrder}
                .options=${[
                  { value: 'day-first', label: msg('Day first') },
                  { value: 'month-first', label: msg('Month first') },
                ]}
                @change=${(event: Event) => choose({ dateOrder: value(event) })}
              ></crm-select>`
            : nothing
        }
      </div>
      ${defaults.fields}
      ${
        lacking.length > 0
          ? html`<crm-notice tone="warning">${msg(str`Say which column holds: ${lacking.join(', ')}.`)}</crm-notice>`
          : current.open_date_columns.length > 0 && !choices.dateOrder
            ? html`<crm-notice tone="warning"
                >${msg(str`The dates in ${current.open_date_columns.map(columnName).join(', ')} fit both orders: say which comes first, the day or the month.`)}</crm-notice
              >`
            : nothing
      }
      ${
        table?.first
          ? html`<crm-checkbox
              .checked=${live(table.first.header)}
              label=${msg('The first row holds the names of the columns')}
              @change=${(event: Event) => takeFirst((event.target as HTMLElement & { checked: boolean }).checked)}
            ></crm-checkbox>`
          : nothing
      }
      ${offer.tables[at]?.kept ? html`<p class="second">${msg('The columns are taken as they were for the last file with these headers.')}</p>` : nothing}
      ${kind === null ? html`<p class="second">${msg('This table is left out. Say what its rows are, and it is imported with the others.')}</p>` : nothing}
    </div>
    ${kind === null || !table ? nothing : renderMapping(table, offer.kinds[kind], { kind, mapping, map })}
  </div>`;
}

/** What a row can be; a table among several can be left out. */
function kindOptions(several: boolean): SelectOption[] {
  const names = kindNames();
  const group = (label: string, of: readonly ImportKind[]) => of.map((one) => ({ value: one, label: names[one], group: label }));
  if (!several) return recordKinds.map((one) => ({ value: one, label: names[one] }));
  return [
    { value: '', label: msg('Left out') },
    ...group(msg('Records'), recordKinds),
    ...group(msg('What ids in other tables stand for'), setUpKinds),
  ];
}

/** The tables of a file, each with what it was recognised as. */
function renderTables(current: ImportState, offer: Offer, choices: Choices, choose: (change: Partial<Choices>) => void): TemplateResult {
  const names = kindNames();
  return html`<div class="tables" role="group" aria-label=${msg('Tables of the file')}>
    ${current.contents.tables.map(({ name, rowCount: rows, headers }, index) => {
      const { kind, mapping } = choices.tables[index] ?? { kind: null, mapping: {} };
      const lacks = missingFields({ kind, mapping }, offer).length > 0;
      const mapped = formatNumber(Object.keys(mapping).length);
      const all = formatNumber(headers.length);
      return html`<button aria-pressed=${index === choices.at} @click=${() => choose({ at: index })}>
        <bdi class="strong cut">${name}</bdi>
        <span class=${lacks ? 'warning' : kind ? 'second' : 'muted'}
          >${lacks ? icon('circle-alert', 'small') : nothing}${kind ? names[kind] : msg('Left out')}</span
        >
        <span class="muted num">${rowCount(rows)}${kind ? ` · ${msg(str`${mapped} of ${all} columns`)}` : ''}</span>
      </button>`;
    })}
  </div>`;
}

interface Mapped {
  kind: ImportKind;
  mapping: Record<string, string>;
  map: (header: string, field: string) => void;
}

function renderMapping(table: TableContents, offered: Offer['kinds'][ImportKind], { kind, mapping, map }: Mapped): TemplateResult {
  const taken = new Set(Object.values(mapping));
  // A field is called as its column.
  const { takes_new_fields } = offered;
  const fields = { ...offered, takes_new_fields: takes_new_fields && table.first?.header !== false };
  const value = (event: Event) => (event.target as HTMLElement & { value: string }).value;
  return html`<table class="columns">
    <thead>
      <tr>
        <th scope="col">${msg('Column')}</th>
        <th scope="col">${msg('What it holds')}</th>
        <th scope="col">${msg('Becomes')}</th>
      </tr>
    </thead>
    <tbody>
      ${table.headers.map(
        (header, at) =>
          html`<tr class=${mapping[header] ? '' : 'left'}>
            <td class="cut strong"><bdi>${columnName(header)}</bdi></td>
            <td class="cut second"><bdi>${sampleOf(table, at)}</bdi></td>
            <td>
              <crm-select
                label=${msg(str`What ${columnName(header)} becomes`)}
                hide-label
                placeholder=${msg('Do not import')}
                .value=${mapping[header] ?? ''}
                .options=${fieldOptions(kind, fields, table.types[at] ?? 'string').map((option) => ({
                  ...option,
                  disabled: taken.has(option.value) && mapping[header] !== option.value && !option.value.startsWith('new_field.'),
                }))}
                @change=${(event: Event) => map(header, value(event))}
              ></crm-select>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The record's own fields, the workspace's, and the kinds of a field that the column could become. */
function fieldOptions(
  kind: ImportKind,
  { fields, takes_new_fields }: Offer['kinds'][ImportKind],
  fitting: CustomFieldType,
): SelectOption[] {
  const own = fields.map((one) => ({
    value: one.field,
    label: offeredName(kind, one),
    group: one.custom ? msg('Custom fields') : msg('Fields'),
  }));
  if (!takes_new_fields) return own;
  // What fits the column's values stands first.
  const types = [fitting, ...customFieldTypes.filter((type) => type !== fitting)];
  return [
    ...own,
    ...types.map((type) => {
      const { label } = kindOf(type);
      return { value: `new_field.${type}`, label: msg(str`New field: ${label}`), group: msg('A new field') };
    }),
  ];
}

const sampleOf = ({ sample }: TableContents, column: number): string =>
  [...new Set(sample.map((row) => row.cells[column]?.trim()))].filter(Boolean).slice(0, 3).join(' · ');
