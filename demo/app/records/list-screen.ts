import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { ListType } from '../../../shared/filters/index.ts';
import { MediaQuery } from '../../../components/base/controllers/media-query.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { StoreController } from '../../../components/provider/controllers.ts';
import '../../../components/record-list/record-list.ts';
import type { CrmRecordList } from '../../../components/record-list/record-list.ts';
import { isAdministrator } from '../../../shared/records/index.ts';
import { go } from '../routes.ts';
import './lists-pane.ts';
import { nothingYet } from './nothing-yet.ts';

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

  readonly #store = new StoreController(this);

  get #administers(): boolean {
    const me = this.#store.value?.person;
    return me !== undefined && isAdministrator(me);
  }

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
      <crm-record-list .type=${type} .list=${list} @crm-list-saved=${this.#moved}>${nothingYet(type, this.#administers)}</crm-record-list>`;
  }
}

define('inlay-list-screen', ListScreen);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-list-screen': ListScreen;
  }
}
