import { html, nothing, type TemplateResult } from 'lit';
import '../../../../components/base/button/button.ts';
import '../../../../components/base/notice/notice.ts';
import { formatNumber } from '../../../../components/base/format/numbers.ts';
import { icon, type IconName } from '../../../../components/base/icons/icons.ts';
import { msg, plural, str } from '../../../../components/base/localisation/index.ts';
import type { ImportKind } from '../../../../shared/import-kinds.ts';
import type { ImportState, KeptRow, Progress, TableChoice } from './wire.ts';
import { keptWords } from './words.ts';

/** What can be done while an import runs, and afterwards. */
export interface RunActs {
  busy: boolean;
  cancel: () => void;
  goOn: () => void;
  badRows: () => void;
  another: () => void;
  /** Whether it is asked if the import is to be undone. */
  asked: boolean;
  ask: (asked: boolean) => void;
  undo: () => void;
}

/** Where the new records are to be seen. */
const pages: Partial<Record<ImportKind, string>> = {
  appointment: '#/calendar',
  call: '#/contacts',
  order: '#/deals',
  line_item: '#/deals',
  contact: '#/contacts',
  task: '#/tasks',
  note: '#/contacts',
  product: '#/settings/products',
  organization: '#/contacts',
  person: '#/contacts',
  lead: '#/leads',
  // The board shows a pipeline at a time, and perhaps another one.
  deal: '#/deals/all',
  associated_contact: '#/deals',
};

const seenOn = (tables: readonly TableChoice[]): string => tables.flatMap(({ kind }) => (kind && pages[kind]) ?? [])[0] ?? '#/contacts';

/** The run: how far it is, then what has become of it. */
export function renderRun(current: ImportState, kept: readonly KeptRow[], acts: RunActs): TemplateResult {
  const { status, counts } = current;
  if (status === 'undoing' || status === 'undone') return renderUndo(current, kept, acts);
  const total = Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);
  const progress = current.progress ?? { done: 0, total, created: 0, updated: 0, skipped: 0, failed: 0 };
  const [name, tone, words]: [IconName, string, string] =
    status === 'running'
      ? ['upload', 'second', msg('Importing')]
      : status === 'done'
        ? ['circle-check', 'success', msg('The import is done')]
        : status === 'cancelled'
          ? ['circle-slash', 'muted', msg('The import was stopped')]
          : ['circle-alert', 'warning', msg('The import was interrupted')];
  const done = formatNumber(progress.done);
  const of = formatNumber(progress.total);
  return html`<div class="body">
    <div class="pad run">
      <h3 class="title"><span class=${tone}>${icon(name)}</span>${words}</h3>
      <progress aria-label=${msg('Rows done')} max=${Math.max(progress.total, 1)} .value=${progress.done}></progress>
      <p class="second num">${msg(str`${done} of ${of} rows`)}</p>
      ${renderFigures(progress)} ${renderNote(current, progress)}
      ${acts.asked && current.undoable ? renderQuestion(progress, acts) : html`<div class="acts">${renderActs(current, progress, acts)}</div>`}
    </div>
  </div>`;
}

function renderFigures(progress: Progress): TemplateResult {
  const figure = renderFigure;
  return html`<dl class="figures">
    ${figure(msg('New'), progress.created)} ${figure(msg('Updated'), progress.updated)} ${figure(msg('Left as they are'), progress.skipped)}
    ${figure(msg('Not imported'), progress.failed, true)}
  </dl>`;
}

function renderNote({ status, problem }: ImportState, { failed }: Progress): TemplateResult | typeof nothing {
  if (problem !== null) return html`<crm-notice tone="danger">${problem}</crm-notice>`;
  if (status === 'running') return html`<p class="muted">${msg('You may leave this page: it goes on without you.')}</p>`;
  if (status === 'cancelled' || status === 'interrupted')
    return html`<p class="second">${msg('What was written stays. Go on, and the rest follows; nothing is written twice.')}</p>`;
  if (failed === 0) return nothing;
  return html`<p class="second">
    ${plural(failed, {
      one: msg('One row could not be imported. Get it as a file, mend it, and import that.'),
      other: msg('Some rows could not be imported. Get them as a file, mend them, and import that.'),
    })}
  </p>`;
}

function renderActs({ status, options, undoable }: ImportState, { failed }: Progress, acts: RunActs): TemplateResult {
  if (status === 'running') return html`<crm-button ?disabled=${acts.busy} @click=${acts.cancel}>${msg('Stop')}</crm-button>`;
  const badRows =
    failed > 0
      ? html`<crm-button icon="download" @click=${acts.badRows}
          >${plural(failed, { one: msg('Get the row to mend'), other: msg('Get the rows to mend') })}</crm-button
        >`
      : nothing;
  const undo = undoable
    ? html`<crm-button variant="ghost" flush icon="undo-2" ?disabled=${acts.busy} @click=${() => acts.ask(true)}
        >${msg('Undo the import')}…</crm-button
      >`
    : nothing;
  if (status === 'done')
    return html`${options ? html`<crm-button variant="primary" href=${seenOn(options.tables)}>${msg('See them')}</crm-button>` : nothing}
      ${badRows}<crm-button @click=${acts.another}>${msg('Import another file')}</crm-button> ${undo}`;
  return html`<crm-button variant="primary" ?disabled=${acts.busy} @click=${acts.goOn}>${msg('Go on')}</crm-button> ${badRows}
    <crm-button @click=${acts.another}>${msg('Import another file')}</crm-button> ${undo}`;
}

/** What undoing comes to, before it is done. */
function renderQuestion({ created, updated }: Progress, acts: RunActs): TemplateResult {
  const made = formatNumber(created);
  const changed = formatNumber(updated);
  const removed =
    created > 0 && plural(created, { one: msg(str`${made} new record is removed.`), other: msg(str`${made} new records are removed.`) });
  const restored =
    updated > 0 &&
    plural(updated, { one: msg(str`${changed} updated record is set back.`), other: msg(str`${changed} updated records are set back.`) });
  return html`<div class="question" role="group" aria-label=${msg('Undo the import')}>
    <p class="strong">${msg('Undo the whole import?')}</p>
    <p class="second">
      ${[removed, restored, msg('What somebody has changed since stays as it is, and you see which.')].filter(Boolean).join(' ')}
    </p>
    <div class="acts">
      <crm-button variant="danger" ?disabled=${acts.busy} @click=${acts.undo}>${msg('Undo the import')}</crm-button>
      <crm-button @click=${() => acts.ask(false)}>${msg('Keep it')}</crm-button>
    </div>
  </div>`;
}

function renderUndo({ status, undo }: ImportState, kept: readonly KeptRow[], acts: RunActs): TemplateResult {
  const { done, total, removed, restored, kept: left } = undo ?? { done: 0, total: 0, removed: 0, restored: 0, kept: 0 };
  const figure = formatNumber(done);
  const of = formatNumber(total);
  const ended = status === 'undone';
  return html`<div class="body">
    <div class="pad run">
      <h3 class="title">
        <span class=${ended ? 'success' : 'second'}>${icon(ended ? 'circle-check' : 'undo-2')}</span>${
          ended ? msg('The import is undone') : msg('Undoing the import')
        }
      </h3>
      <progress aria-label=${msg('Records done')} max=${Math.max(total, 1)} .value=${ended ? Math.max(total, 1) : done}></progress>
      ${total > 0 ? html`<p class="second num">${msg(str`${figure} of ${of} records`)}</p>` : nothing}
      <dl class="figures">
        ${renderFigure(msg('Removed'), removed)} ${renderFigure(msg('Set back'), restored)}
        ${renderFigure(msg('Left as they are'), left, true)}
      </dl>
      ${
        kept.length > 0
          ? html`<h3>${msg('What stays')}</h3>
              <ul class="kept">
                ${kept.map((row) => html`<li><bdi class="strong">${row.name}</bdi> <span class="second">${keptWords(row)}</span></li>`)}
              </ul>`
          : nothing
      }
      ${ended ? html`<div class="acts"><crm-button @click=${acts.another}>${msg('Import another file')}</crm-button></div>` : nothing}
    </div>
  </div>`;
}

const renderFigure = (label: string, count: number, bad = false): TemplateResult =>
  html`<div class=${bad && count > 0 ? 'bad' : ''}>
    <dt>${label}</dt>
    <dd class="num">${formatNumber(count)}</dd>
  </div>`;
