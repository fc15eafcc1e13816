import { css, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { isPicture } from '../../shared/file-types.ts';
import type { Row } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/dialog/dialog.ts';
import '../base/notice/notice.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { msg } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import { contentOf, download, linkTo, whyNot } from './download.ts';

/**
 * A picture or a PDF in a dialog. Its content is fetched with the person's own token and shown from memory. Where the
 * browser has no viewer for PDFs of its own (most phones), it offers to open it by a link.
 *
 * @element crm-document-preview
 */
export class DocumentPreview extends CrmElement {
  static override styles = css`
    crm-dialog {
      --crm-dialog-padding: 0;
    }
    .stage {
      display: grid;
      place-items: center;
      min-block-size: min(320px, 50dvh);
      background: var(--crm-surface-sunken);
    }
    img {
      display: block;
      max-inline-size: 100%;
      max-block-size: 74dvh;
      object-fit: contain;
    }
    iframe {
      display: block;
      inline-size: 100%;
      block-size: 74dvh;
      border: 0;
    }
    .words {
      display: grid;
      justify-items: center;
      gap: 12px;
      padding: 24px;
      text-align: center;
      color: var(--crm-text-muted);
    }
  `;

  @property({ attribute: false }) store: Store | undefined;
  @property({ attribute: false }) document: Row<'document'> | undefined;
  @state() private address = '';
  @state() private link = '';
  @state() private problem = '';

  /** A PDF that the browser cannot show within a page. */
  get #outside(): boolean {
    return !isPicture(this.document?.content_type ?? '') && !navigator.pdfViewerEnabled;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.address) URL.revokeObjectURL(this.address);
  }

  protected override firstUpdated(changed: PropertyValues<this>): void {
    super.firstUpdated(changed);
    void this.#load();
  }

  readonly #load = async (): Promise<void> => {
    const { store, document } = this;
    if (!store || !document) return;
    this.problem = '';
    try {
      if (this.#outside) this.link = `${await linkTo(store, document)}?inline`;
      else {
        const content = await contentOf(store, document);
        if (this.isConnected) this.address = URL.createObjectURL(content);
      }
    } catch (error) {
      this.problem = whyNot(error);
    }
  };

  readonly #download = (): void => {
    if (this.store && this.document) void download(this.store, this.document, this);
  };

  readonly #broken = (): void => {
    this.problem = msg('The browser cannot show this picture. Download it to look at it.');
  };

  protected override render() {
    const { document } = this;
    if (!document) return nothing;
    return html`<crm-dialog size="large" open heading=${document.name} @crm-closed=${() => this.remove()}>
      <crm-button slot="heading-end" variant="ghost" icon="download" label=${msg('Download')} @click=${this.#download}></crm-button>
      <div class="stage" aria-busy=${!this.address && !this.link && !this.problem}>${this.#renderContent(document)}</div>
    </crm-dialog>`;
  }

  #renderContent({ name, content_type }: Row<'document'>) {
    if (this.problem)
      return html`<div class="words" role="alert">
        <p>${this.problem}</p>
        <crm-button size="small" @click=${this.#load}>${msg('Try again')}</crm-button>
      </div>`;
    if (this.link)
      return html`<div class="words">
        <p>${msg('This browser shows no PDF within a page.')}</p>
        <a href=${this.link} target="_blank" rel="noopener noreferrer">${msg('Open it in a tab of its own')}</a>
      </div>`;
    if (!this.address) return html`<p class="words" role="status">${msg('Loading…')}</p>`;
    return isPicture(content_type)
      ? html`<img src=${this.address} alt=${name} @error=${this.#broken} />`
      : html`<iframe src=${this.address} title=${name}></iframe>`;
  }
}

define('crm-document-preview', DocumentPreview);

/** Shows a document over whatever is on the page. */
export function showPreview(from: HTMLElement, store: Store, document: Row<'document'>): void {
  const preview = from.ownerDocument.createElement('crm-document-preview');
  preview.store = store;
  preview.document = document;
  (from.shadowRoot ?? from).append(preview);
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-document-preview': DocumentPreview;
  }
}
