import { html, nothing, type TemplateResult } from 'lit';
import '../../../../components/base/button/button.ts';
import { formatNumber } from '../../../../components/base/format/numbers.ts';
import { msg, plural, str } from '../../../../components/base/localisation/index.ts';
import type { RowAction } from '../../../../shared/import-kinds.ts';
import type { Choices } from './columns.ts';
import { isStuck } from './columns.ts';
import type { ImportState, Offer } from './wire.ts';
import { columnName } from './words.ts';

/** What leads on from the columns, and what of them is left. */
export function renderColumnsFoot(
  { open_date_columns, contents }: ImportState,
  offer: Offer,
  choices: Choices,
  acts: { busy: boolean; planning: boolean; another: () => void; plan: () => void; cancel: () => void },
): TemplateResult {
  // However long it takes: somebody looks at each row of a large file.
  if (acts.planning) {
    const rows = formatNumber(contents.tables.reduce((sum, { rowCount }) => sum + rowCount, 0));
    return html`<footer class="bar foot">
      <span class="muted" role="status">${msg(str`Looking at what becomes of ${rows} rows…`)}</span>
      <span class="grow"></span>
      <crm-button @click=${acts.cancel}>${msg('Cancel')}</crm-button>
    </footer>`;
  }
  const { at, tables, dateOrder } = choices;
  const { kind, mapping } = tables[at] ?? { kind: null, mapping: {} };
  const left = kind ? (contents.tables[at]?.headers ?? []).filter((header) => header !== '' && !Object.hasOwn(mapping, header)) : [];
  const stuck = isStuck(choices, offer) || (open_date_columns.length > 0 && !dateOrder);
  return html`<footer class="bar foot">
    <crm-button variant="ghost" flush @click=${acts.another}>${msg('Choose another file')}</crm-button>
    ${left.length > 0 ? html`<span class="muted cut"><bdi>${msg(str`Not imported: ${left.map(columnName).join(', ')}`)}</bdi></span>` : nothing}
    <span class="grow"></span>
    <crm-button variant="primary" ?disabled=${acts.busy || stuck} @click=${acts.plan}>${msg('Show what will happen')}</crm-button>
  </footer>`;
}

/** What leads on from the dry run, and the rows that cannot be read. */
export function renderRowsFoot(
  counts: Record<RowAction, number>,
  acts: { busy: boolean; badRows: () => void; back: () => void; run: () => void },
): TemplateResult {
  const good = counts.create + counts.update + counts.merge;
  const goodFigure = formatNumber(good);
  const badFigure = formatNumber(counts.error);
  return html`<footer class="bar foot">
    ${
      counts.error > 0
        ? html`<crm-button icon="download" @click=${acts.badRows}
              >${plural(counts.error, { one: msg('Get the row to mend'), other: msg(str`Get the ${badFigure} rows to mend`) })}</crm-button
            ><span class="muted cut"
              >${plural(counts.error, {
                one: msg('Mend it in your spreadsheet and drop the file back here.'),
                other: msg('Mend them in your spreadsheet and drop the file back here.'),
              })}</span
            >`
        : nothing
    }
    <span class="grow"></span>
    <crm-button variant="ghost" @click=${acts.back}>${msg('Back to columns')}</crm-button>
    <crm-button variant="primary" ?disabled=${acts.busy || good === 0} @click=${acts.run}
      >${plural(good, { one: msg(str`Import ${goodFigure} row`), other: msg(str`Import ${goodFigure} rows`) })}</crm-button
    >
  </footer>`;
}
