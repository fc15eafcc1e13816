import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import '../../../../components/base/button/button.ts';
import '../../../../components/base/notice/notice.ts';
import { FileDrop } from '../../../../components/base/controllers/file-drop.ts';
import { announce } from '../../../../components/base/controllers/announcer.ts';
import { CrmElement } from '../../../../components/base/element/crm-element.ts';
import { define } from '../../../../components/base/element/define.ts';
import { icon } from '../../../../components/base/icons/icons.ts';
import { msg, refusalWords, str } from '../../../../components/base/localisation/index.ts';
import { StoreController } from '../../../../components/provider/controllers.ts';
import { Refusal } from '../../../../components/store/index.ts';
import type { FieldProblems } from '../../../../shared/mutators/rejection.ts';
import { noChoices, plannedChoices, proposedChoices, withHeader } from './choices.ts';
import type { Choices } from './columns.ts';
import { renderColumns } from './columns.ts';
import { customDefaultsOf, renderCustomDefaults } from './custom-defaults.ts';
import { defaultsOf, renderDefaults } from './defaults.ts';
import { heldOf } from './held.ts';
import { renderDrop, renderPast } from './file.ts';
import { renderColumnsFoot, renderRowsFoot } from './foot.ts';
import { styles } from './import.styles.ts';
import { Narrow } from './narrow.ts';
import { renderRows, renderSums } from './rows.ts';
import { renderRun } from './run.ts';
import type { ImportState, KeptRow, Offer, PlannedRow, RowsPage, View } from './wire.ts';
import { aboutFile, kindNames } from './words.ts';

type Step = 'file' | 'columns' | 'rows' | 'run';

/** Milliseconds between two looks at a running import. */
const lookEvery = 500;

/** From a file to records: what the columns mean, a dry run row by row, the run, and the rows that were left. */
export class Import extends CrmElement {
  static override styles = styles;

  readonly #store = new StoreController(this);
  readonly #narrow = new Narrow(this);

  @state() private step: Step = 'file';
  @state() private past: readonly ImportState[] = [];
  @state() private current: ImportState | undefined;
  @state() private offer: Offer | undefined;
  @state() private choices = noChoices;
  @state() private view: View = 'all';
  @state() private rows: readonly PlannedRow[] = [];
  @state() private total = 0;
  @state() private kept: readonly KeptRow[] = [];
  @state() private askedToUndo = false;
  @state() private problem = '';
  @state() private fieldProblems: FieldProblems = {};
  @state() private busy = false;
  @state() private planning = false;
  /** Before the store is there, a file could go nowhere. */
  readonly #drop = new FileDrop(
    this,
    ([file]) => file && void this.#upload(file),
    () => this.#store.value !== undefined && this.step !== 'run',
  );

  constructor() {
    super();
    this.#store.onChange((store) => store && void this.#begin());
  }

  /** Whoever comes back while an import runs sees how far it is. */
  async #begin(): Promise<void> {
    await this.#loadPast();
    const running = this.past.find(({ status }) => status === 'running' || status === 'undoing');
    if (running && this.step === 'file') await this.#open(running);
  }

  async #loadPast(): Promise<void> {
    const answer = await this.#ask<{ imports: ImportState[] }>('GET', '');
    if (answer) this.past = answer.imports;
  }

  async #ask<T>(method: string, path: string, body?: unknown): Promise<T | undefined> {
    this.busy = true;
    const answer = await this.#look<T>(method, path, body);
    this.busy = false;
    return answer;
  }

  /** Asks in the background: whatever can be pressed stays so. */
  async #look<T>(method: string, path: string, body?: unknown): Promise<T | undefined> {
    const store = this.#store.value;
    if (!store) return undefined;
    this.problem = '';
    this.fieldProblems = {};
    try {
      const response = await store.transport.request(method, `/imports${path}`, body);
      return response.status === 204 ? undefined : ((await response.json()) as T);
    } catch (error) {
      this.problem = wordsOf(error);
      if (error instanceof Refusal) this.fieldProblems = error.fields ?? {};
      return undefined;
    }
  }

  async #upload(file: File): Promise<void> {
    const body = new Blob([file], { type: file.type || 'application/octet-stream' });
    const answer = await this.#ask<{ import: ImportState } & Offer>('POST', `?name=${encodeURIComponent(file.name)}`, body);
    if (!answer) return;
    this.current = answer.import;
    this.offer = answer;
    this.choices = proposedChoices(answer);
    this.#show('columns');
  }

  async #open({ id }: ImportState): Promise<void> {
    const answer = await this.#ask<{ import: ImportState } & Offer>('GET', `/${id}`);
    if (!answer) return;
    const { import: current } = answer;
    this.current = current;
    this.offer = answer;
    this.choices = plannedChoices(answer, current.options);
    if (current.status === 'uploaded') this.#show('columns');
    else if (current.status === 'planned') await this.#showRows('all');
    else {
      this.#show('run');
      void this.#follow();
    }
  }

  async #plan(): Promise<void> {
    const store = this.#store.value;
    if (!store || !this.current) return;
    const { contents } = this.current;
    const { tables, duplicates, renamed, dateOrder, system } = this.choices;
    const defaults = defaultsOf(this.choices, contents);
    const customDefaults = customDefaultsOf(store, this.choices, contents);
    const body = {
      tables,
      duplicates,
      renamed,
      ...(dateOrder ? { date_order: dateOrder } : {}),
      // However it is written: the name is one.
      ...(system ? { source: system.toLowerCase() } : {}),
      ...(Object.keys(defaults).length > 0 ? { defaults } : {}),
      ...(Object.keys(customDefaults).length > 0 ? { custom_defaults: customDefaults } : {}),
    };
    const answer = await this.#whilePlanning(() =>
      this.#ask<{ import: ImportState } & RowsPage>('POST', `/${this.current?.id}/plan`, body),
    );
    if (!answer) return;
    this.current = answer.import;
    // Dates that fit both orders: only the person knows.
    if (answer.import.open_date_columns.length > 0 && !dateOrder) return;
    this.view = 'all';
    this.rows = answer.rows;
    this.total = answer.total;
    this.#show('rows');
  }

  /** What can be pressed meanwhile takes the button's place, and the focus with it; cancelled, all is as before. */
  async #whilePlanning<T>(plan: () => Promise<T>): Promise<T> {
    const focusFoot = () =>
      void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.foot crm-button:last-child')?.focus());
    this.planning = true;
    focusFoot();
    const answer = await plan();
    if (!this.planning) this.problem = '';
    this.planning = false;
    if (this.step === 'columns') focusFoot();
    return answer;
  }

  #cancelPlan(): void {
    this.planning = false;
    void this.#look('POST', `/${this.current?.id}/cancel`);
  }

  async #showRows(view: View, page = 0): Promise<void> {
    const query = `page=${page}${view === 'all' ? '' : `&action=${view}`}`;
    const answer = await this.#ask<RowsPage>('GET', `/${this.current?.id}/rows?${query}`);
    if (!answer) return;
    this.view = view;
    this.rows = page === 0 ? answer.rows : [...this.rows, ...answer.rows];
    this.total = answer.total;
    if (this.step !== 'rows') this.#show('rows');
  }

  async #run(): Promise<void> {
    const answer = await this.#ask<{ import: ImportState }>('POST', `/${this.current?.id}/run`);
    if (!answer) return;
    this.current = answer.import;
    this.#show('run');
    void this.#follow();
  }

  /** The button goes as soon as the run has stopped: the focus goes before it. */
  #stop(): void {
    this.#show('run');
    void this.#ask('POST', `/${this.current?.id}/cancel`);
  }

  /** The question takes the place of the button, and the focus with it. */
  #askToUndo(asked: boolean): void {
    this.askedToUndo = asked;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.question crm-button, .acts crm-button')?.focus());
  }

  async #undo(): Promise<void> {
    const answer = await this.#ask<{ import: ImportState }>('POST', `/${this.current?.id}/undo`);
    this.askedToUndo = false;
    if (!answer) return;
    this.current = answer.import;
    this.#show('run');
    void this.#follow();
  }

  async #showKept(): Promise<void> {
    const { id, status } = this.current ?? {};
    if (status !== 'undone') return;
    const answer = await this.#ask<{ rows: KeptRow[] }>('GET', `/${id}/kept`);
    if (answer && this.current?.id === id) this.kept = answer.rows;
  }

  async #follow(): Promise<void> {
    const id = this.current?.id;
    this.kept = [];
    while (this.isConnected && this.current?.id === id && ['running', 'undoing'].includes(this.current?.status ?? '')) {
      await new Promise((resolve) => setTimeout(resolve, lookEvery));
      const answer = await this.#look<{ import: ImportState }>('GET', `/${id}`);
      if (!answer || this.current?.id !== id) continue;
      this.current = answer.import;
      if (answer.import.status === 'cancelled') announce(msg('The import was stopped'));
      if (answer.import.status === 'done') announce(msg('The import is done'));
      if (answer.import.status === 'undone') announce(msg('The import is undone'));
    }
    await this.#showKept();
  }

  async #badRows(): Promise<void> {
    const asked = this.#store.value?.transport.request('GET', `/imports/${this.current?.id}/bad-rows.csv`);
    const response = await asked?.catch((error: unknown) => void (this.problem = wordsOf(error)));
    if (!response) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = `${this.current?.file_name.replace(/\.\w+$/, '') ?? ''}-${msg('to-mend')}.${this.choices.tables.length > 1 ? 'zip' : 'csv'}`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  async #remove({ id }: ImportState): Promise<void> {
    await this.#ask('DELETE', `/${id}`);
    await this.#loadPast();
  }

  #another(): void {
    this.askedToUndo = false;
    this.current = undefined;
    this.offer = undefined;
    this.#show('file');
    void this.#loadPast();
  }

  /** The focus goes along, or it would be lost with what was pressed. */
  #show(step: Step): void {
    this.step = step;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h2')?.focus());
  }

  protected override render(): TemplateResult {
    return html`${this.#renderHead()}
    ${this.problem ? html`<div class="pad"><crm-notice tone="danger" alert>${this.problem}</crm-notice></div>` : nothing}
    ${this.#renderStep()}
    ${this.#drop.over && this.step !== 'file' ? html`<div class="veil">${msg('Drop the file to import it')}</div>` : nothing}`;
  }

  #renderHead(): TemplateResult {
    const { current, step } = this;
    const steps: [Step, string][] = [
      ['file', msg('File')],
      ['columns', msg('Columns')],
      ['rows', msg('Dry run')],
      ['run', msg('Import')],
    ];
    const at = steps.findIndex(([name]) => name === step);
    const finished = current?.status === 'done';
    const chosen = this.choices.tables.flatMap(({ kind }) => (kind ? [kind] : []));
    const kind = chosen.length === 1 && chosen[0] ? kindNames()[chosen[0]] : msg('Several tables');
    return html`<header class="bar">
      <h2 class="title" tabindex="-1">${current && step !== 'columns' ? msg(str`Import: ${kind}`) : msg('Import a file')}</h2>
      ${current ? html`<span class="muted cut"><bdi>${current.file_name}</bdi> · ${aboutFile(current)}</span>` : nothing}
      <ol class="steps" aria-label=${msg('Steps')}>
        ${steps.map(([name, label], index) =>
          index < at || (finished && index === at)
            ? html`<li class="success">${icon('check', 'small')}${label}<span class="sr">${msg('done')}</span></li>`
            : html`<li aria-current=${name === step ? 'step' : nothing}>${label}</li>`,
        )}
      </ol>
    </header>`;
  }

  #renderStep(): TemplateResult {
    const { current, offer } = this;
    const store = this.#store.value;
    if (!store) return html`<div class="body"></div>`;
    if (!current || !offer || this.step === 'file')
      return html`<div class="body">
        <div class="pad">
          ${renderDrop({ over: this.#drop.over, busy: this.busy, take: (file) => void this.#upload(file) })}
          ${renderPast(this.past, this.#store.value?.person?.timezone, { open: (entry) => void this.#open(entry), remove: (entry) => void this.#remove(entry) })}
        </div>
      </div>`;
    if (this.step === 'columns') {
      const choose = (change: Partial<Choices>) => (this.choices = { ...this.choices, ...change });
      const defaults = {
        rules: renderDefaults(store, this.choices, current.contents, choose),
        fields: renderCustomDefaults(store, this.choices, current.contents, { problems: this.fieldProblems, choose }),
      };
      const takeFirst = (header: boolean) => {
        const taken = withHeader({ current, offer, choices: this.choices }, header);
        ({ current: this.current, offer: this.offer, choices: this.choices } = taken);
      };
      return html`${renderColumns(current, offer, this.choices, { choose, takeFirst }, defaults)}
      ${renderColumnsFoot(current, offer, this.choices, {
        busy: this.busy,
        planning: this.planning,
        another: () => this.#another(),
        plan: () => void this.#plan(),
        cancel: () => this.#cancelPlan(),
      })}`;
    }
    if (this.step === 'rows' && current.counts)
      return html`${renderSums(current.counts, this.view, (view) => void this.#showRows(view))}
      ${renderRows({
        held: heldOf(this.choices.tables, current.contents, offer),
        narrow: this.#narrow.matches,
        clock: { zone: store.person?.timezone },
        preparations: current.preparations,
        absent: current.absent,
        rows: this.rows,
        total: this.total,
        busy: this.busy,
        again: () => void this.#plan(),
        more: () => void this.#showRows(this.view, Math.floor(this.rows.length / 100)),
      })}
      ${renderRowsFoot(current.counts, {
        busy: this.busy,
        badRows: () => void this.#badRows(),
        back: () => this.#show('columns'),
        run: () => void this.#run(),
      })}`;
    return renderRun(current, this.kept, {
      busy: this.busy,
      cancel: () => this.#stop(),
      goOn: () => void this.#run(),
      badRows: () => void this.#badRows(),
      another: () => this.#another(),
      asked: this.askedToUndo,
      ask: (asked) => this.#askToUndo(asked),
      undo: () => void this.#undo(),
    });
  }
}

const wordsOf = (error: unknown): string => (error instanceof Refusal ? refusalWords(error) : msg('The server cannot be reached.'));

define('inlay-import', Import);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-import': Import;
  }
}
