import { html } from 'lit';
import { showDialog } from '../base/dialog/show-dialog.ts';
import { formatNumber } from '../base/format/numbers.ts';
import { msg, str } from '../base/localisation/index.ts';
import '../base/segmented/segmented.ts';
import type { ExportAs, ListExport } from './export.ts';
import { exportedColumns, exportList } from './export.ts';

/** Asks what of a list a file takes, and of which kind it is; then saves it. */
export async function showExportDialog(host: HTMLElement, list: ListExport): Promise<void> {
  const count = (extent: ExportAs['extent']) => formatNumber(exportedColumns(list, extent).length);
  const [shown, all] = [count('shown'), count('all')];
  const chosen = await showDialog<ExportAs>(host, ({ control, answer }) => ({
    heading: msg('Export this list'),
    body: html`<div class="save">
      <div class="asked">
        <span class="label" aria-hidden="true">${msg('Fields')}</span>
        <crm-segmented
          name="extent"
          label=${msg('Fields')}
          wide
          value="shown"
          .items=${[
            { value: 'shown', label: msg(str`Columns shown (${shown})`) },
            { value: 'all', label: msg(str`All fields (${all})`) },
          ]}
        ></crm-segmented>
      </div>
      <div class="asked">
        <span class="label" aria-hidden="true">${msg('Kind of file')}</span>
        <crm-segmented
          name="format"
          label=${msg('Kind of file')}
          wide
          value="csv"
          .items=${[
            { value: 'csv', label: 'CSV' },
            { value: 'xlsx', label: 'Excel (XLSX)' },
          ]}
        ></crm-segmented>
      </div>
    </div>`,
    act: {
      label: msg('Export'),
      run: () =>
        answer({
          extent: control('extent')?.value === 'all' ? 'all' : 'shown',
          format: control('format')?.value === 'xlsx' ? 'xlsx' : 'csv',
        }),
    },
  }));
  if (chosen) await exportList(host, list, chosen);
}
