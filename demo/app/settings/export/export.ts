import { css, html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import '../../../../components/base/button/button.ts';
import '../../../../components/base/notice/notice.ts';
import { announce } from '../../../../components/base/controllers/announcer.ts';
import { CrmElement } from '../../../../components/base/element/crm-element.ts';
import { define } from '../../../../components/base/element/define.ts';
import { formatNumber } from '../../../../components/base/format/numbers.ts';
import { msg, refusalWords, str } from '../../../../components/base/localisation/index.ts';
import { StoreController } from '../../../../components/provider/controllers.ts';
import { Refusal } from '../../../../components/store/index.ts';
import { page } from '../page.styles.ts';

/** The whole workspace as one file, and such a file taken into an empty workspace. */
export class Archive extends CrmElement {
  static override styles = [
    page,
    css`
      h3 {
        margin-block: var(--crm-space-6) var(--crm-space-1);
        font-size: var(--crm-text-14);
        font-weight: var(--crm-weight-strong);
      }
      p {
        max-inline-size: 64ch;
        color: var(--crm-text-secondary);
      }
      .acts {
        margin-block-start: var(--crm-space-3);
      }
    `,
  ];

  readonly #store = new StoreController(this);

  @state() private busy: 'export' | 'import' | undefined;
  @state() private problem = '';
  @state() private done = '';

  async #download(): Promise<void> {
    const response = await this.#ask('export', '/exports/archive');
    if (!response) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = `inlay-archive-${new Date().toISOString().slice(0, 10)}.zip`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    this.#tell(msg('The archive is made'));
  }

  async #upload(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = '';
    if (!file) return;
    const response = await this.#ask('import', '/imports/archive', new Blob([file], { type: 'application/zip' }));
    if (!response) return;
    const { records, documents } = (await response.json()) as { records: number; documents: number };
    const taken = formatNumber(records);
    const files = formatNumber(documents);
    this.#tell(msg(str`The archive is taken in: ${taken} records, ${files} documents`));
  }

  #tell(words: string): void {
    this.done = words;
    announce(words);
  }

  async #ask(what: 'export' | 'import', path: string, body?: Blob): Promise<Response | undefined> {
    this.busy = what;
    this.problem = '';
    this.done = '';
    try {
      return await this.#store.value?.transport.request('POST', path, body);
    } catch (error) {
      this.problem = error instanceof Refusal ? refusalWords(error) : msg('The server cannot be reached.');
      return undefined;
    } finally {
      this.busy = undefined;
    }
  }

  protected override render(): TemplateResult {
    const choose = (event: Event) =>
      (event.target as HTMLElement).parentElement?.querySelector<HTMLInputElement>('input[type="file"]')?.click();
    return html`<h2>${msg('Archive')}</h2>
      ${this.problem ? html`<crm-notice tone="danger" alert>${this.problem}</crm-notice>` : nothing}
      ${this.done ? html`<crm-notice tone="success">${this.done}</crm-notice>` : nothing}
      <h3>${msg('Take everything with you')}</h3>
      <p>
        ${msg('A ZIP with every record, the set-up and the documents, as lines of JSON that any program reads, and that another workspace takes in without loss. For administrators who see the whole company’s records.')}
      </p>
      <div class="acts">
        <crm-button icon="download" ?disabled=${this.busy !== undefined} @click=${() => void this.#download()}
          >${this.busy === 'export' ? msg('Making the archive…') : msg('Download an archive')}</crm-button
        >
      </div>
      <h3>${msg('Take an archive in')}</h3>
      <p>
        ${msg('Into a workspace that holds no records yet: everything comes as it was, in place of the set-up that a new workspace begins with. People are known by their e-mail addresses; invite those who are not here yet.')}
      </p>
      <div class="acts">
        <crm-button icon="upload" ?disabled=${this.busy !== undefined} @click=${choose}
          >${this.busy === 'import' ? msg('Taking the archive in…') : msg('Choose an archive')}</crm-button
        >
        <input
          type="file"
          hidden
          accept=".zip,application/zip"
          aria-label=${msg('Archive')}
          @change=${(event: Event) => void this.#upload(event)}
        />
      </div>`;
  }
}

define('inlay-archive', Archive);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-archive': Archive;
  }
}
