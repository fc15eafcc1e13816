import { html, nothing, type TemplateResult } from 'lit';
import '../../../../components/base/notice/notice.ts';
import '../../../../components/base/select/select.ts';
import { msg, str } from '../../../../components/base/localisation/index.ts';
import type { ImportState, Kind, Offer } from './wire.ts';
import { kinds } from './wire.ts';
import { fieldNameOf, kindNames } from './words.ts';

export interface Choices {
  kind: Kind;
  mapping: Record<string, string>;
  duplicates: string;
  dateOrder: string;
}

/** What must be filled and is not yet, in words. */
export function missingFields({ kind, mapping }: Choices, offer: Offer): string[] {
  const filled = new Set(Object.values(mapping));
  return offer.kinds[kind].needs
    .filter((some) => !some.some((field) => filled.has(field)))
    .map((some) => {
      const [first = '', second] = some.map((field) => fieldNameOf(kind, field));
      return second === undefined ? first : msg(str`${first} or ${second}`);
    });
}

/** What each row is, and what each column means. */
export function renderColumns(
  current: ImportState,
  offer: Offer,
  choices: Choices,
  choose: (change: Partial<Choices>) => void,
): TemplateResult {
  const { kind, mapping } = choices;
  const value = (event: Event) => (event.target as HTMLElement & { value: string }).value;
  const names = kindNames();
  const taken = new Set(Object.values(mapping));
  const lacking = missingFields(choices, offer);
  const map = (header: string, field: string) => {
    const { [header]: _gone, ...rest } = mapping;
    choose({ mapping: field ? { ...rest, [header]: field } : rest });
  };
  return html`<div class="body">
    <div class="pad">
      <div class="rules">
        <crm-select
          label=${msg('Each row is')}
          .value=${kind}
          .options=${kinds.map((one) => ({ value: one, label: names[one] }))}
          @change=${(event: Event) => choose({ kind: value(event) as Kind, mapping: { ...offer.kinds[value(event) as Kind].mapping } })}
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
      ${
        lacking.length > 0
          ? html`<crm-notice tone="warning">${msg(str`Say which column holds: ${lacking.join(', ')}.`)}</crm-notice>`
          : current.open_date_columns.length > 0 && !choices.dateOrder
            ? html`<crm-notice tone="warning"
                >${msg(str`The dates in ${current.open_date_columns.join(', ')} fit both orders: say which comes first, the day or the month.`)}</crm-notice
              >`
            : nothing
      }
    </div>
    <table class="columns">
      <thead>
        <tr>
          <th scope="col">${msg('Column')}</th>
          <th scope="col">${msg('What it holds')}</th>
          <th scope="col">${msg('Becomes')}</th>
        </tr>
      </thead>
      <tbody>
        ${current.contents.headers.map(
          (header, at) =>
            html`<tr class=${mapping[header] ? '' : 'left'}>
              <td class="cut strong"><bdi>${header}</bdi></td>
              <td class="cut second"><bdi>${sampleOf(current, at)}</bdi></td>
              <td>
                <crm-select
                  label=${msg(str`What ${header} becomes`)}
                  hide-label
                  placeholder=${msg('Not imported')}
                  .value=${mapping[header] ?? ''}
                  .options=${offer.kinds[kind].fields.map(({ field }) => ({
                    value: field,
                    label: fieldNameOf(kind, field),
                    disabled: taken.has(field) && mapping[header] !== field,
                  }))}
                  @change=${(event: Event) => map(header, value(event))}
                ></crm-select>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

const sampleOf = ({ contents }: ImportState, column: number): string =>
  [...new Set(contents.sample.map((row) => row.cells[column]?.trim()))].filter(Boolean).slice(0, 3).join(' · ');
