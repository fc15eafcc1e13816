import { html, nothing, type TemplateResult } from 'lit';
import '../../../../components/base/button/button.ts';
import { relativeDay } from '../../../../components/base/format/dates.ts';
import { formatNumber } from '../../../../components/base/format/numbers.ts';
import { icon } from '../../../../components/base/icons/icons.ts';
import { msg, str } from '../../../../components/base/localisation/index.ts';
import type { ImportState } from './wire.ts';
import { rowCount, statusWords } from './words.ts';

/** Where a file is dropped, or chosen by the button. */
export function renderDrop(options: { over: boolean; busy: boolean; take: (file: File) => void }): TemplateResult {
  const { over, busy, take } = options;
  const chosen = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    // The same file, mended, can be chosen again.
    input.value = '';
    if (file) take(file);
  };
  const choose = (event: Event) =>
    (event.target as HTMLElement).closest('.drop')?.querySelector<HTMLInputElement>('input[type="file"]')?.click();
  return html`<div class="drop ${over ? 'over' : ''}">
    ${icon('upload')}
    <p class="strong">${busy ? msg('Reading the file…') : msg('Drop a file here')}</p>
    <p>
      ${msg('CSV, Excel (.xlsx), vCard, or a ZIP of them such as a Zendesk Sell export; up to 50 MB. Nothing is written before you have seen what will happen to each row.')}
    </p>
    <crm-button variant="primary" ?disabled=${busy} @click=${choose}>${msg('Choose a file')}</crm-button>
    <input
      type="file"
      hidden
      accept=".csv,.tsv,.txt,.xlsx,.vcf,.zip,text/csv,text/vcard,application/zip"
      aria-label=${msg('File')}
      @change=${chosen}
    />
  </div>`;
}

/** Imports of before: to see, to go on with, to forget. */
export function renderPast(
  past: readonly ImportState[],
  zone: string | undefined,
  acts: { open: (entry: ImportState) => void; remove: (entry: ImportState) => void },
): TemplateResult | typeof nothing {
  if (past.length === 0) return nothing;
  return html`<section aria-label=${msg('Imports so far')}>
    <h3>${msg('Imports so far')}</h3>
    ${past.map(
      (entry) =>
        html`<div class="past">
          <span class="grow cut"
            ><bdi class="strong">${entry.file_name}</bdi> <span class="muted">${rowCount(entry.contents.rowCount)}</span></span
          >
          <span class="second">${outcome(entry)}</span>
          <span class="when num">${relativeDay(entry.created_at, zone ? { zone } : {})}</span>
          <crm-button size="small" label=${msg(str`Open ${entry.file_name}`)} @click=${() => acts.open(entry)}>${msg('Open')}</crm-button>
          <crm-button
            size="small"
            variant="ghost"
            icon="trash"
            label=${msg(str`Forget ${entry.file_name}`)}
            ?disabled=${entry.status === 'running' || entry.status === 'undoing'}
            @click=${() => acts.remove(entry)}
          ></crm-button>
        </div>`,
    )}
  </section>`;
}

function outcome(entry: ImportState): string {
  if (entry.status !== 'done' || !entry.progress) return statusWords(entry);
  const made = formatNumber(entry.progress.created);
  const changed = formatNumber(entry.progress.updated);
  return msg(str`${made} new, ${changed} updated`);
}
