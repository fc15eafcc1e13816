import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import '../../components/base/button/button.ts';
import '../../components/base/notice/notice.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { icon } from '../../components/base/icons/icons.ts';
import { msg, str } from '../../components/base/localisation/index.ts';
import { toast } from '../../components/base/toast/toast.ts';
import type { Report, ReportPart, TabReport } from '../messages.ts';
import { StandingController } from './background.ts';
import { section } from './page.styles.ts';
import { reportText } from './report-text.ts';

/** Whether the extension finds its way in the Gmail of today: what it sought in the open tabs, and what it found it by. */
export class ExtensionDiagnosis extends CrmElement {
  static override styles = [
    section,
    css`
      .table {
        overflow-x: auto;
        margin-block: var(--crm-space-3);
        border: var(--crm-hairline) solid var(--crm-border);
        border-radius: var(--crm-radius);
      }
      .table:focus-visible {
        outline: var(--crm-focus-ring);
        outline-offset: -2px;
      }
      table {
        inline-size: 100%;
        border-collapse: collapse;
        font-size: var(--crm-text-13);
      }
      caption {
        text-align: start;
        padding: var(--crm-space-2) var(--crm-space-3);
        color: var(--crm-text-secondary);
      }
      th,
      td {
        text-align: start;
        vertical-align: top;
        padding: var(--crm-space-1) var(--crm-space-3);
        border-block-start: var(--crm-hairline) solid var(--crm-border);
        font-weight: var(--crm-weight);
      }
      thead th {
        color: var(--crm-text-muted);
        font-size: var(--crm-text-12);
      }
      .count {
        text-align: end;
        font-variant-numeric: var(--crm-figures);
      }
      .missing {
        color: var(--crm-danger-text);
        font-weight: var(--crm-weight-medium);
      }
      .missing svg {
        vertical-align: -3px;
      }
      code {
        font-family: var(--crm-font-mono);
        font-size: var(--crm-text-12);
      }
    `,
  ];

  @state() private reports: readonly TabReport[] | undefined;
  @state() private busy = false;

  readonly #here = new StandingController(this);

  readonly #look = async (): Promise<void> => {
    this.busy = true;
    try {
      this.reports = await this.#here.background.ask({ type: 'reports' });
    } finally {
      this.busy = false;
    }
  };

  readonly #reload = async (): Promise<void> => {
    await this.#here.background.ask({ type: 'reload-gmail' });
    this.reports = undefined;
  };

  readonly #copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(reportText(this.reports ?? [], navigator.userAgent));
    toast({ text: msg('Copied.'), from: this });
  };

  protected override render() {
    const { reports } = this;
    return html`<h2>${msg('Check Gmail')}</h2>
      <p>
        ${msg('Gmail changes now and then. This looks at the Gmail tabs that are open, and says what the extension finds in them. No address, subject or text is part of it.')}
      </p>
      <div role="status">
        ${reports?.length === 0 ? html`<crm-notice>${msg('No Gmail tab is open. Open Gmail and a conversation in it, then check again.')}</crm-notice>` : nothing}
        ${reports?.map(({ report }, at) => this.#renderReport(report, at + 1))}
      </div>
      <div class="acts">
        <crm-button icon="list-checks" ?disabled=${this.busy} @click=${this.#look}>${msg('Check the open tabs')}</crm-button>
        ${reports?.some(({ report }) => report) ? html`<crm-button icon="copy" @click=${this.#copy}>${msg('Copy as text')}</crm-button>` : nothing}
      </div>`;
  }

  #renderReport(report: Report | null, number: number) {
    if (!report)
      return html`<crm-notice tone="warning">
        ${msg(str`Tab ${number} was open before the extension was there. Load it again.`)}
        <crm-button slot="actions" size="small" @click=${this.#reload}>${msg('Reload Gmail')}</crm-button>
      </crm-notice>`;
    const missing = report.parts.filter(({ served, expected }) => served === null && expected).length;
    const page = Object.entries(report.page).map(([name, value]) => `${name}: ${value}`);
    return html`<div class="table" tabindex="0" role="group" aria-label=${msg(str`Tab ${number}`)}>
      <table>
        <caption>
          <strong>${msg(str`Tab ${number}`)}</strong>
          ·
          ${missing === 0 ? msg('Everything was found.') : missing === 1 ? msg('One thing was not found.') : msg(str`${missing} things were not found.`)}
          <br /><span class="muted">${page.join(' · ')}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">${msg('What')}</th>
            <th scope="col">${msg('Found by')}</th>
            <th scope="col" class="count">${msg('Count')}</th>
          </tr>
        </thead>
        <tbody>
          ${report.parts.map((part) => this.#renderPart(part))}
        </tbody>
      </table>
    </div>`;
  }

  #renderPart({ name, served, count, expected, note }: ReportPart) {
    const found =
      served !== null
        ? html`<code>${served}</code>`
        : expected
          ? html`<span class="missing">${icon('circle-alert', 'small')} ${msg('Not found')}</span>`
          : html`<span class="muted">${msg('Not on this page')}</span>`;
    return html`<tr>
      <th scope="row">${name}</th>
      <td>${found}${note ? html`<br /><span class="muted">${note}</span>` : nothing}</td>
      <td class="count">${count}</td>
    </tr>`;
  }
}

define('inlay-extension-diagnosis', ExtensionDiagnosis);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-extension-diagnosis': ExtensionDiagnosis;
  }
}
