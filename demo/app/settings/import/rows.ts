import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '../../../../components/base/button/button.ts';
import '../../../../components/base/notice/notice.ts';
import type { Clock } from '../../../../components/base/format/dates.ts';
import { formatNumber } from '../../../../components/base/format/numbers.ts';
import { icon } from '../../../../components/base/icons/icons.ts';
import { msg, plural, str } from '../../../../components/base/localisation/index.ts';
import type { RowAction } from '../../../../shared/import-kinds.ts';
import { rowActions } from '../../../../shared/import-kinds.ts';
import type { Held } from './held.ts';
import { heldText } from './held.ts';
import type { Absent, PlannedRow, Preparation, View } from './wire.ts';
import { absentWords, actionWords, fieldNameOf, kindNames, preparationWords, problemWords, reasonOf, viewName } from './words.ts';

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
  /** The columns of each table. */
  held: readonly (readonly Held[])[];
  /** Whether there is no room for a column of each. */
  narrow: boolean;
  clock: Clock;
  preparations: readonly Preparation[];
  absent: readonly Absent[];
  rows: readonly PlannedRow[];
  total: number;
  busy: boolean;
  more: () => void;
  /** Plans the rows anew, with what is there by then. */
  again: () => void;
}): TemplateResult {
  const { held, preparations, absent, rows, total, busy, more, again } = options;
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
    ${held.length > 1 || options.narrow ? renderLines(options) : renderTable(held[0] ?? [], options)}
    ${rows.length < total ? html`<div class="more"><crm-button ?disabled=${busy} @click=${more}>${msg('Show more')}</crm-button></div>` : nothing}
  </div>`;
}

/** Whether it makes something, rather than tells what becomes otherwise than in the file. */
const adds = ({ what }: Preparation): boolean => what !== 'strangers' && what !== 'renumbered';

const keyOf = ({ part, line }: PlannedRow): string => `${part}/${line}`;

interface Shown {
  rows: readonly PlannedRow[];
  clock: Clock;
}

/** Rows of one table: a column for each of its own. The name, and why a row is as it is, stay in sight. */
function renderTable(held: readonly Held[], { rows, clock }: Shown): TemplateResult {
  return html`<table class="rows wide" style=${`--held: ${held.length}`}>
    <colgroup>
      <col class="line" />
      <col class="what" />
      <col class="name" />
      ${held.map(() => html`<col class="held" />`)}
    </colgroup>
    <thead>
      <tr>
        <th scope="col" class="end">${msg('Row')}</th>
        <th scope="col">${msg('What happens')}</th>
        <th scope="col" class="name">${msg('Name')}</th>
        ${held.map(({ label }) => html`<th scope="col" class="cut"><bdi>${label}</bdi></th>`)}
      </tr>
    </thead>
    <tbody>
      ${repeat(
        rows,
        keyOf,
        (row) =>
          html`<tr>
            ${renderStart(row)}
            <td class="name">
              <div class="cut strong"><bdi>${row.name}</bdi></div>
              ${tells(row) ? renderWhy(row) : nothing}
            </td>
            ${held.map((one) => html`<td class="held cut second"><bdi>${heldText(row, one, clock)}</bdi></td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Rows of several tables, or where there is little room: what they bring stands in a line. */
function renderLines({ held, rows, clock }: Shown & { held: readonly (readonly Held[])[] }): TemplateResult {
  const several = held.length > 1;
  return html`<table class="rows lines">
    <colgroup>
      <col class="line" />
      <col class="what" />
      <col class="name" />
      ${several ? html`<col class="kind" />` : nothing}
      <col />
      <col />
    </colgroup>
    <thead>
      <tr>
        <th scope="col" class="end">${msg('Row')}</th>
        <th scope="col">${msg('What happens')}</th>
        <th scope="col">${msg('Name')}</th>
        ${several ? html`<th scope="col">${msg('Kind')}</th>` : nothing}
        <th scope="col">${msg('What it brings')}</th>
        <th scope="col">${msg('Why, and what changes')}</th>
      </tr>
    </thead>
    <tbody>
      ${repeat(
        rows,
        keyOf,
        (row) =>
          html`<tr>
            ${renderStart(row)}
            <td class="name cut strong"><bdi>${row.name}</bdi></td>
            ${several ? html`<td class="kind cut second">${kindNames()[row.kind]}</td>` : nothing}
            ${renderLine(row, held[several ? row.part : 0] ?? [], clock)}
            <td class="told">${tells(row) ? renderWhy(row) : nothing}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const renderStart = (row: PlannedRow): TemplateResult => {
  const { word, icon: name, tone } = actionWords(row.action);
  return html`<td class="line num muted end">${row.line}</td>
    <td class="what"><span class="out ${tone}">${icon(name, 'small')}${word}</span></td>`;
};

/** Values that are read at a glance; those after them are shown when they are asked for. */
const glanced = 4;

function renderLine(row: PlannedRow, held: readonly Held[], clock: Clock): TemplateResult {
  const said = held.flatMap((one) => {
    const text = heldText(row, one, clock);
    return text === '' ? [] : [{ label: one.label, text }];
  });
  const list = (some: typeof said) =>
    some.map(({ label, text }) => html`<span class="pairing"><span class="muted">${label}</span> <bdi>${text}</bdi></span> `);
  const rest = said.slice(glanced);
  const figure = formatNumber(rest.length);
  return html`<td class="brings second">
    ${list(said.slice(0, glanced))}
    ${
      rest.length > 0
        ? html`<details>
            <summary>${plural(rest.length, { one: msg(str`${figure} more value`), other: msg(str`${figure} more values`) })}</summary>
            ${list(rest)}
          </details>`
        : nothing
    }
  </td>`;
}

/** Whether there is more to say of a row than that it is new. */
const tells = (row: PlannedRow): boolean => row.problems.length > 0 || row.changes.length > 0 || reasonOf(row) !== '';

function renderWhy(row: PlannedRow): TemplateResult {
  if (row.action === 'error') {
    const words = row.problems.map(problemWords).join('; ');
    return html`<div class="why danger">${words}</div>`;
  }
  const changes = row.changes.map(
    ({ field, label, from, to }) =>
      html`<span
        >${label ?? fieldNameOf(row.kind, field)}
        ${from ? html`<s><bdi>${from}</bdi></s>` : html`<span class="muted">${msg('empty')}</span>`} →
        <bdi>${to || msg('empty')}</bdi></span
      >`,
  );
  return html`<div class="why second">${reasonOf(row)} ${changes.map((change, at) => html`${at > 0 ? ', ' : ''}${change}`)}</div>`;
}
