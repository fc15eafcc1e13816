import { html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import '../../../components/base/button/button.ts';
import '../../../components/base/notice/notice.ts';
import '../../../components/base/select/select.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { msg, plural, str } from '../../../components/base/localisation/index.ts';
import { StoreController } from '../../../components/provider/controllers.ts';
import { Refusal } from '../../../components/store/index.ts';
import { page } from './page.styles.ts';

type Kind = 'organization' | 'person' | 'lead' | 'deal' | 'associated_contact';

interface ImportState {
  id: string;
  file_name: string;
  status: 'uploaded' | 'planned' | 'running' | 'done' | 'cancelled' | 'interrupted';
  contents: { headers: string[]; rowCount: number; sample: { line: number; cells: string[] }[] };
  counts: { create: number; update: number; skip: number; error: number } | null;
  open_date_columns: string[];
  progress: { done: number; total: number; created: number; updated: number; skipped: number; failed: number } | null;
}

interface Offer {
  kind: Kind;
  kinds: Record<Kind, { fields: { field: string }[]; mapping: Record<string, string> }>;
}

interface PlannedRow {
  line: number;
  action: 'create' | 'update' | 'skip' | 'error';
  name: string;
  problems: { column: string; message: string }[];
}

type Control = HTMLElement & { value: string };

/** From a CSV file to records: what the columns mean, a dry run row by row, the run, and the rows that were left. */
export class Import extends CrmElement {
  static override styles = page;

  @state() private current: ImportState | undefined;
  @state() private offer: Offer | undefined;
  @state() private kind: Kind = 'person';
  @state() private mapping: Record<string, string> = {};
  @state() private duplicates = 'skip';
  @state() private dateOrder = '';
  @state() private rows: readonly PlannedRow[] = [];
  @state() private problem = '';
  @state() private busy = false;

  readonly #store = new StoreController(this);

  async #ask<T>(method: string, path: string, body?: unknown): Promise<T | undefined> {
    this.problem = '';
    this.busy = true;
    try {
      const response = await this.#store.value?.transport.request(method, `/imports${path}`, body);
      return response ? ((await response.json()) as T) : undefined;
    } catch (error) {
      this.problem = error instanceof Refusal ? error.message : msg('The server cannot be reached.');
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  readonly #upload = async (event: Event): Promise<void> => {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (!file) return;
    const answer = await this.#ask<{ import: ImportState } & Offer>(
      'POST',
      `?name=${encodeURIComponent(file.name)}`,
      new Blob([file], { type: 'text/csv' }),
    );
    if (!answer) return;
    this.current = answer.import;
    this.offer = answer;
    this.rows = [];
    this.#choose(answer.kind);
  };

  #choose(kind: Kind): void {
    this.kind = kind;
    this.mapping = { ...this.offer?.kinds[kind].mapping };
  }

  readonly #plan = async (): Promise<void> => {
    const body = {
      kind: this.kind,
      mapping: this.mapping,
      duplicates: this.duplicates,
      ...(this.dateOrder ? { date_order: this.dateOrder } : {}),
    };
    const answer = await this.#ask<{ import: ImportState; rows: PlannedRow[] }>('POST', `/${this.current?.id}/plan`, body);
    if (!answer) return;
    this.current = answer.import;
    this.rows = answer.rows;
  };

  readonly #run = async (): Promise<void> => {
    const answer = await this.#ask<{ import: ImportState }>('POST', `/${this.current?.id}/run`);
    if (!answer) return;
    this.current = answer.import;
    void this.#follow();
  };

  async #follow(): Promise<void> {
    while (this.isConnected && this.current?.status === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const answer = await this.#ask<{ import: ImportState }>('GET', `/${this.current.id}`);
      if (!answer) return;
      this.current = answer.import;
    }
  }

  readonly #badRows = async (): Promise<void> => {
    const response = await this.#store.value?.transport.request('GET', `/imports/${this.current?.id}/bad-rows.csv`);
    if (!response) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = 'bad-rows.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  };

  protected override render() {
    const { current } = this;
    return html`<h2>${msg('Import a CSV file')}</h2>
      <p>${msg('Comma, semicolon or tab; UTF-8 or UTF-16. Nothing is written before you have seen what will happen.')}</p>
      ${this.problem ? html`<crm-notice tone="danger" alert>${this.problem}</crm-notice>` : nothing}
      <label>${msg('File')} <input type="file" accept=".csv,.tsv,.txt,text/csv" @change=${this.#upload} /></label>
      ${current ? this.#renderMapping(current) : nothing} ${current?.counts ? this.#renderPlan(current, current.counts) : nothing}
      ${current?.progress ? this.#renderProgress(current) : nothing}`;
  }

  #renderMapping(current: ImportState) {
    const value = (event: Event) => (event.target as Control).value;
    const names: Record<Kind, string> = {
      organization: msg('Organizations'),
      person: msg('People'),
      lead: msg('Leads'),
      deal: msg('Deals'),
      associated_contact: msg('Contacts of deals'),
    };
    const fields = this.offer?.kinds[this.kind].fields ?? [];
    return html`<h2>
        ${current.file_name}
        <span class="muted num"
          >${plural(current.contents.rowCount, { one: msg(str`${current.contents.rowCount} row`), other: msg(str`${current.contents.rowCount} rows`) })}</span
        >
      </h2>
      <div class="acts">
        <crm-select
          label=${msg('Each row is')}
          .value=${this.kind}
          .options=${Object.entries(names).map(([kind, label]) => ({ value: kind, label }))}
          @change=${(event: Event) => this.#choose(value(event) as Kind)}
        ></crm-select>
        <crm-select
          label=${msg('Duplicates')}
          .value=${this.duplicates}
          .options=${[
            { value: 'skip', label: msg('Leave the record as it is') },
            { value: 'update', label: msg('Update the record') },
            { value: 'create', label: msg('Add them all the same') },
          ]}
          @change=${(event: Event) => (this.duplicates = value(event))}
        ></crm-select>
        ${
          current.open_date_columns.length > 0
            ? html`<crm-select
                label=${msg('Dates such as 03/04/2026')}
                placeholder=${msg('Choose')}
                .value=${this.dateOrder}
                .options=${[
                  { value: 'day-first', label: msg('Day first') },
                  { value: 'month-first', label: msg('Month first') },
                ]}
                @change=${(event: Event) => (this.dateOrder = value(event))}
              ></crm-select>`
            : nothing
        }
      </div>
      ${current.contents.headers.map(
        (header, at) =>
          html`<div class="item">
            <span class="grow cut"
              ><bdi class="strong">${header}</bdi>
              <bdi class="muted"
                >${current.contents.sample
                  .map((row) => row.cells[at])
                  .filter(Boolean)
                  .slice(0, 3)
                  .join(', ')}</bdi
              ></span
            >
            <crm-select
              label=${msg(str`What ${header} means`)}
              hide-label
              placeholder=${msg('Not imported')}
              .value=${this.mapping[header] ?? ''}
              .options=${fields.map(({ field }) => ({ value: field, label: field.replaceAll(/[._]/g, ' ').replace(/ id$/, '') }))}
              @change=${(event: Event) => {
                const { [header]: _gone, ...rest } = this.mapping;
                this.mapping = value(event) ? { ...rest, [header]: value(event) } : rest;
              }}
            ></crm-select>
          </div>`,
      )}
      <div class="acts">
        <crm-button variant="primary" ?disabled=${this.busy} @click=${this.#plan}>${msg('Show what will happen')}</crm-button>
      </div>`;
  }

  #renderPlan(current: ImportState, counts: NonNullable<ImportState['counts']>) {
    const words = { create: msg('new'), update: msg('updated'), skip: msg('left as it is'), error: msg('not importable') };
    return html`<h2>${msg('What will happen')}</h2>
      <p class="num">
        ${msg(str`${counts.create} new, ${counts.update} updated, ${counts.skip} left as they are, ${counts.error} not importable.`)}
      </p>
      ${this.rows.slice(0, 50).map(
        (row) =>
          html`<div class="item">
            <span class="num muted">${row.line}</span><bdi class="grow cut">${row.name}</bdi>
            <span class=${row.action === 'error' ? 'danger' : 'muted'}
              >${row.problems.map(({ column, message }) => `${column} ${message}`).join('; ') || words[row.action]}</span
            >
          </div>`,
      )}
      <div class="acts">
        <crm-button
          variant="primary"
          ?disabled=${this.busy || current.status === 'running' || current.status === 'done'}
          @click=${this.#run}
          >${msg('Import')}</crm-button
        >
        ${counts.error > 0 ? html`<crm-button @click=${this.#badRows}>${msg('Download the bad rows')}</crm-button>` : nothing}
      </div>`;
  }

  #renderProgress(current: ImportState) {
    const { progress } = current;
    if (!progress) return nothing;
    return html`<crm-notice tone=${current.status === 'done' ? 'success' : 'neutral'}>
      ${msg(str`${progress.done} of ${progress.total} rows: ${progress.created} new, ${progress.updated} updated, ${progress.skipped} left, ${progress.failed} failed.`)}
      ${current.status === 'running' ? html`<crm-button slot="actions" size="small" @click=${() => void this.#ask('POST', `/${current.id}/cancel`)}>${msg('Cancel')}</crm-button>` : nothing}
    </crm-notice>`;
  }
}

define('inlay-import', Import);
