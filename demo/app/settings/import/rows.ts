import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '../../../../components/base/button/button.ts';
import '../../../../components/base/notice/notice.ts';
import { formatMoneyFull } from '../../../../components/base/format/money.ts';
import { formatNumber } from '../../../../components/base/format/numbers.ts';
import { icon } from '../../../../components/base/icons/icons.ts';
import { msg } from '../../../../components/base/localisation/index.ts';
import type { RowAction } from '../../../../shared/import-kinds.ts';
import { rowActions } from '../../../../shared/import-kinds.ts';
import type { Absent, PlannedRow, Preparation, TableChoice, View } from './wire.ts';
import {
  absentWords,
  actionWords,
  factNames,
  fieldNameOf,
  kindNames,
  preparationWords,
  problemWords,
  reasonOf,
  viewName,
} from './words.ts';

/** What will happen: the figures, each of which chooses its rows. */
export function renderSums(counts: Record<RowAction, number>, view: View, show: (view: View) => void): TemplateResult {
  const all = rowActions.reduce((sum, action) => sum + counts[action], 0);
  const sum = (name: View, count: number) =>
    html`<button class=${name === 'error' && count > 0 ? 'bad' : ''} aria-pressed=${name === view} @click=${() => show(name)}>
      <b class="num">${formatNumber(count)}</b><span>${viewName(name)}</span>
    </button>`;
  return html`<div class="sums" role="group" aria-label=${msg('What will happen')}>
    ${sum('all', all)} ${rowActions.filter((action) => counts[action] > 0).map((action) => sum(action, counts[action]))}
    <span class="note">${msg('Nothing has been written yet.')}</span>
  </div>`;
}

/** The dry run, row by row. */
export function renderRows(options: {
  tables: readonly TableChoice[];
  preparations: readonly Preparation[];
  absent: readonly Absent[];
  rows: readonly PlannedRow[];
  total: number;
  busy: boolean;
  more: () => void;
  /** Plans the rows anew, with what is there by then. */
  again: () => void;
}): TemplateResult {
  const { tables, preparations, absent, rows, total, busy, more, again } = options;
  const several = tables.length > 1;
  const [first, second] = several ? [msg('Kind'), msg('About')] : factNames(tables[0]?.kind ?? 'person');
  return html`<div class="body" tabindex="0" role="region" aria-label=${msg('Rows')}>
    ${absent.map(
      (one) =>
        html`<div class="pad">
          <crm-notice tone="warning"
            >${absentWords(one)}<crm-button slot="actions" size="small" ?disabled=${busy} @click=${again}
              >${msg('Plan again')}</crm-button
            ></crm-notice
          >
        </div>`,
    )}
    ${
      preparations.length > 0
        ? html`<div class="pad before">
            <p class="strong">${msg('Before the first row')}</p>
            <ul>
              ${preparations.map((one) => html`<li>${icon(adds(one) ? 'plus' : 'circle-alert', 'small')}<bdi>${preparationWords(one)}</bdi></li>`)}
            </ul>
          </div>`
        : nothing
    }
    <table class="rows">
      <colgroup>
        <col class="line" />
        <col class="what" />
        <col class="name" />
        <col class="fact" />
        <col class="fact" />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" class="end">${msg('Row')}</th>
          <th scope="col">${msg('What happens')}</th>
          <th scope="col">${msg('Name')}</th>
          <th scope="col">${first}</th>
          <th scope="col">${second}</th>
          <th scope="col">${msg('Why, and what changes')}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          rows,
          ({ part, line }) => `${part}/${line}`,
          (row) => renderRow(several, row),
        )}
      </tbody>
    </table>
    ${rows.length < total ? html`<div class="more"><crm-button ?disabled=${busy} @click=${more}>${msg('Show more')}</crm-button></div>` : nothing}
  </div>`;
}

/** Whether it makes something, rather than tells what becomes otherwise than in the file. */
const adds = ({ what }: Preparation): boolean => what !== 'strangers' && what !== 'renumbered';

/** `1250.50 EUR` as people write it; what is no amount as it is. */
function amountOf(fact: string): string {
  const [, value, currency] = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(fact) ?? [];
  return value && currency ? formatMoneyFull(value, currency) : fact;
}

function renderRow(several: boolean, row: PlannedRow): TemplateResult {
  const said = row.facts.map(amountOf);
  const facts = several ? [kindNames()[row.kind], said.filter(Boolean).join(' · ')] : said;
  const { word, icon: name, tone } = actionWords(row.action);
  return html`<tr>
    <td class="line num muted end">${row.line}</td>
    <td class="what"><span class="out ${tone}">${icon(name, 'small')}${word}</span></td>
    <td class="name cut strong"><bdi>${row.name}</bdi></td>
    <td class="fact cut second"><bdi>${facts[0]}</bdi></td>
    <td class="fact cut second"><bdi>${facts[1]}</bdi></td>
    ${renderWhy(row)}
  </tr>`;
}

function renderWhy(row: PlannedRow): TemplateResult {
  if (row.action === 'error') {
    const words = row.problems.map(problemWords).join('; ');
    return html`<td class="why danger">${words}</td>`;
  }
  const changes = row.changes.map(
    ({ field, label, from, to }) =>
      html`<span
        >${label ?? fieldNameOf(row.kind, field)}
        ${from ? html`<s><bdi>${from}</bdi></s>` : html`<span class="muted">${msg('empty')}</span>`} →
        <bdi>${to || msg('empty')}</bdi></span
      >`,
  );
  return html`<td class="why second">${reasonOf(row)} ${changes.map((change, at) => html`${at > 0 ? ', ' : ''}${change}`)}</td>`;
}
