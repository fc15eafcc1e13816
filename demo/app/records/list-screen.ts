import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { ListType } from '../../../shared/filters/index.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/empty/empty.ts';
import { MediaQuery } from '../../../components/base/controllers/media-query.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { msg } from '../../../components/base/localisation/index.ts';
import '../../../components/record-list/record-list.ts';
import type { CrmRecordList } from '../../../components/record-list/record-list.ts';
import { go } from '../routes.ts';
import './lists-pane.ts';

const plural: Record<ListType, string> = { lead: 'leads', contact: 'contacts', deal: 'deals/all', task: 'tasks/all' };

/** A list of records with its smart lists beside it. */
export class ListScreen extends CrmElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      min-block-size: 0;
    }
    :host([wide]) {
      grid-template-columns: 208px minmax(0, 1fr);
    }
    inlay-lists-pane {
      border-inline-end: var(--crm-hairline) solid var(--crm-border);
    }
  `;

  @property() type: ListType = 'lead';
  @property() list = '';

  readonly #wide = new MediaQuery(this, '(min-width: 1100px)', (matches) => this.toggleAttribute('wide', matches));

  override connectedCallback(): void {
    super.connectedCallback();
    this.toggleAttribute('wide', this.#wide.matches);
  }

  /** A list that is saved, or left, has an address of its own. */
  readonly #moved = (event: Event): void => {
    const { list } = event.target as CrmRecordList;
    if (list !== this.list) go(list ? `${plural[this.type]}/list/${list}` : plural[this.type]);
  };

  protected override render() {
    const { type, list } = this;
    return html`${this.#wide.matches ? html`<inlay-lists-pane .type=${type} .list=${list} base=${`#/${plural[type]}`}></inlay-lists-pane>` : nothing}
      <crm-record-list .type=${type} .list=${list} @crm-list-saved=${this.#moved}>${this.#renderEmpty()}</crm-record-list>`;
  }

  #renderEmpty() {
    if (this.type !== 'lead' && this.type !== 'contact') return nothing;
    const lead = this.type === 'lead';
    return html`<crm-empty slot="empty" heading=${lead ? msg('No leads yet') : msg('No contacts yet')}>
      ${lead ? msg('A lead is somebody who may buy one day. Add one, import a file, or put a form on your site.') : msg('Contacts are the people and organizations you deal with. Add one, import a file, or convert a lead.')}
      <crm-button
        slot="actions"
        variant="primary"
        icon="plus"
        @click=${() => this.dispatchEvent(new Event('inlay-add', { bubbles: true, composed: true }))}
        >${lead ? msg('Add lead') : msg('Add contact')}</crm-button
      >
      <crm-button slot="actions" icon="upload" href="#/settings/import">${msg('Import')}</crm-button>
    </crm-empty>`;
  }
}

define('inlay-list-screen', ListScreen);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-list-screen': ListScreen;
  }
}
