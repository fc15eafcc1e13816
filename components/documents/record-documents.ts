import { html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { fileEndings, isPreviewed } from '../../shared/file-types.ts';
import { mayDelete } from '../../shared/mutators/permission.ts';
import type { Row } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/input/input.ts';
import '../base/menu/menu.ts';
import '../base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../base/menu/menu.ts';
import { FileDrop } from '../base/controllers/file-drop.ts';
import { define } from '../base/element/define.ts';
import { relativeDay } from '../base/format/dates.ts';
import { formatPercent } from '../base/format/numbers.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, str } from '../base/localisation/index.ts';
import { sections } from '../base/styles/sections.ts';
import { toast } from '../base/toast/toast.ts';
import { RecordPart } from '../record/part.ts';
import { partStyles } from '../record/part.styles.ts';
import type { Store } from '../store/index.ts';
import { download } from './download.ts';
import { styles } from './record-documents.styles.ts';
import type { Upload } from './uploads.ts';
import { uploadsOf } from './uploads.ts';
import { fileSize, iconOf, kindOf } from './words.ts';

type Document = Row<'document'>;
type Control = HTMLElement & { value: string; control?: HTMLInputElement };

/**
 * The documents on a record, the newest first. Files are added by a button or dropped anywhere on the panel, several at
 * once; pictures and PDFs are looked at in place.
 */
export class RecordDocuments extends RecordPart {
  static override styles = [sections, partStyles, styles];

  @state() private renaming = '';
  @query('input[type=file]') private chooser!: HTMLInputElement | null;

  readonly #drop = new FileDrop(this, (files) => this.#add(files));
  #unlisten: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('store')) this.#unlisten?.();
    if (changed.has('store') || !this.#unlisten) this.#unlisten = this.store && uploadsOf(this.store).onChange(() => this.requestUpdate());
  }

  protected override connectionChanged(): void {
    this.requestUpdate();
  }

  get #offline(): boolean {
    const connection = this.store?.status.connection;
    return connection === 'offline' || connection === 'signed-out';
  }

  #add(files: readonly File[]): void {
    const { store, type, recordId } = this;
    if (!store || files.length === 0) return;
    if (this.#offline) {
      toast({ text: msg('Files cannot be added while the server cannot be reached.'), tone: 'danger', from: this });
      return;
    }
    uploadsOf(store).add(type, recordId, files);
  }

  readonly #chosen = (): void => {
    const { chooser } = this;
    if (!chooser) return;
    this.#add([...(chooser.files ?? [])]);
    // The same file may be chosen again.
    chooser.value = '';
  };

  async #open(store: Store, document: Document): Promise<void> {
    if (!isPreviewed(document.content_type)) return this.#download(store, document);
    const { showPreview } = await import('./preview.ts');
    showPreview(this, store, document);
  }

  async #download(store: Store, document: Document): Promise<void> {
    await download(store, document, this);
  }

  #act(store: Store, document: Document, act: string): void {
    if (act === 'open') void this.#open(store, document);
    else if (act === 'download') void this.#download(store, document);
    else if (act === 'rename') this.renaming = document.id;
    else this.#delete(store, document);
  }

  #delete(store: Store, { id, name }: Document): void {
    if (!this.told(store.mutate.deleteDocument({ id }))) return;
    toast({
      text: msg(str`“${name}” is deleted.`),
      action: { label: msg('Undo'), run: () => void store.mutate.restoreRecord({ type: 'document', id }) },
      from: this,
    });
  }

  #rename(store: Store, { id, name }: Document, given: string): void {
    if (this.renaming !== id) return;
    const wanted = given.trim();
    if (wanted === '' || wanted === name || this.told(store.mutate.renameDocument({ id, name: wanted }))) this.#renamed(id);
  }

  #renamed(id: string): void {
    this.renaming = '';
    void this.updateComplete.then(() => this.focusOn(`button[data-id="${id}"]`));
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('renaming') && this.renaming) void this.#selectName();
  }

  /** What people change of a name is what stands before its ending. */
  async #selectName(): Promise<void> {
    await this.focusOn('.rename');
    const input = this.renderRoot.querySelector('.rename')?.shadowRoot?.querySelector('input');
    input?.setSelectionRange(0, Math.max(0, input.value.lastIndexOf('.')));
  }

  protected override render() {
    const { store, recordId } = this;
    if (!store) return html``;
    const documents = store.list('document', 'resource_id', recordId).sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
    const uploads = uploadsOf(store).of(recordId);
    const offline = this.#offline;
    return html`<section class=${this.#drop.over && !offline ? 'section over' : 'section'} aria-labelledby="head">
      <header>
        <h3 id="head">${msg('Documents')}</h3>
        <crm-button size="small" icon="upload" ?disabled=${offline} @click=${() => this.chooser?.click()}>${msg('Add files')}</crm-button>
        <input
          type="file"
          multiple
          tabindex="-1"
          aria-hidden="true"
          accept=${fileEndings.map((ending) => `.${ending}`).join()}
          @change=${this.#chosen}
        />
      </header>
      ${this.#renderHint(offline, documents.length + uploads.length === 0)}
      <ul>
        ${repeat(
          uploads,
          ({ id }) => id,
          (upload) => this.#renderUpload(store, upload),
        )}
        ${repeat(
          documents,
          ({ id }) => id,
          (document) => this.#renderDocument(store, document),
        )}
      </ul>
    </section>`;
  }

  #renderHint(offline: boolean, empty: boolean) {
    if (offline) return html`<p class="hint" role="status">${msg('Files can be added once the server can be reached again.')}</p>`;
    return empty ? html`<p class="hint">${msg('Offers, plans, contracts: drop them here.')}</p>` : nothing;
  }

  #renderUpload(store: Store, upload: Upload) {
    const { name, size } = upload.file;
    const uploads = uploadsOf(store);
    const failed = upload.state === 'failed';
    const share = formatPercent(Math.floor(upload.share * 100));
    const state =
      upload.state === 'waiting'
        ? msg('Waiting')
        : upload.state === 'sent' || upload.share === 1
          ? msg('Being checked')
          : msg(str`${share} of ${fileSize(size)}`);
    return html`<li class=${failed ? 'file upload failed' : 'file upload'}>
      ${icon(failed ? 'circle-alert' : 'upload', 'small')}
      <div>
        <bdi class="name cut" title=${name}>${name}</bdi>
        ${
          failed
            ? html`<p class="about problem" role="alert">${upload.problem?.words}</p>`
            : html`<progress
                  aria-label=${msg(str`Upload of ${name}`)}
                  max="1"
                  .value=${upload.state === 'sent' ? 1 : upload.share}
                ></progress>
                <div class="about">${state}</div>`
        }
      </div>
      <span class="acts-end">
        ${
          upload.problem?.again
            ? html`<crm-button size="small" label=${msg(str`Try again: ${name}`)} @click=${() => uploads.again(upload)}
                >${msg('Try again')}</crm-button
              >`
            : nothing
        }
        <crm-button
          size="small"
          variant="ghost"
          icon="x"
          label=${failed ? msg(str`Let go of ${name}`) : msg(str`Cancel the upload of ${name}`)}
          @click=${() => uploads.cancel(upload)}
        ></crm-button>
      </span>
    </li>`;
  }

  #renderDocument(store: Store, document: Document) {
    const { id, name, size, content_type, creator_id, created_at } = document;
    if (this.renaming === id) return this.#renderRename(store, document);
    const { person } = store;
    const zone = person?.timezone;
    const who = store.get('user', creator_id ?? '')?.name;
    const about = [kindOf(document), fileSize(size), ...(who ? [who] : []), relativeDay(created_at, zone ? { zone } : {})];
    return html`<li class="file">
      ${icon(iconOf(content_type), 'small')}
      <div>
        <button type="button" class="name cut" data-id=${id} title=${name} @click=${() => void this.#open(store, document)}>
          <bdi>${name}</bdi>
        </button>
        <div class="about"><bdi>${about.join(' · ')}</bdi></div>
      </div>
      <span class="acts-end">
        <crm-button
          size="small"
          variant="ghost"
          icon="download"
          label=${msg(str`Download ${name}`)}
          @click=${() => void this.#download(store, document)}
        ></crm-button>
        <crm-menu
          placement="bottom-end"
          label=${msg(str`What to do with ${name}`)}
          @crm-select=${(event: CrmSelectEvent) => this.#act(store, document, event.value)}
        >
          <crm-button
            slot="trigger"
            size="small"
            variant="ghost"
            icon="ellipsis"
            popup="menu"
            label=${msg(str`What to do with ${name}`)}
          ></crm-button>
          ${isPreviewed(content_type) ? html`<crm-menu-item value="open" icon=${iconOf(content_type)}>${msg('Preview')}</crm-menu-item>` : nothing}
          <crm-menu-item value="download" icon="download">${msg('Download')}</crm-menu-item>
          <crm-menu-item value="rename" icon="pencil">${msg('Rename')}</crm-menu-item>
          ${
            person && mayDelete(person, document, (other) => store.get('user', other)?.reports_to)
              ? html`<hr />
                  <crm-menu-item value="delete" icon="trash" danger>${msg('Delete')}</crm-menu-item>`
              : nothing
          }
        </crm-menu>
      </span>
    </li>`;
  }

  #renderRename(store: Store, document: Document) {
    const keys = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      event.stopPropagation();
      event.preventDefault();
      if (event.key === 'Enter') this.#rename(store, document, (event.currentTarget as Control).value);
      else this.#renamed(document.id);
    };
    return html`<li class="file">
      ${icon(iconOf(document.content_type), 'small')}
      <crm-input
        class="rename"
        label=${msg('Name of the document')}
        hide-label
        maxlength="255"
        .value=${document.name}
        @keydown=${keys}
        @change=${(event: Event) => this.#rename(store, document, (event.currentTarget as Control).value)}
      ></crm-input>
      <span></span>
    </li>`;
  }
}

define('crm-record-documents', RecordDocuments);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-documents': RecordDocuments;
  }
}
