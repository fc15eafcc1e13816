import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Product } from '../../../shared/records/index.ts';
import { isAdministrator } from '../../../shared/records/index.ts';
import '../../../components/base/button/button.ts';
import { fold } from '../../../components/base/combobox/options.ts';
import '../../../components/base/empty/empty.ts';
import '../../../components/base/input/input.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { formatMoney } from '../../../components/base/format/money.ts';
import { msg, plural, str } from '../../../components/base/localisation/index.ts';
import '../../../components/base/tag/tag.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import { page } from './page.styles.ts';
import './product-form.ts';

/** Products that are listed at once; the search finds the rest. */
const listed = 200;

/** What the workspace sells, with its prices. Administrators keep it; others read. */
export class Products extends CrmElement {
  static override styles = [
    page,
    css`
      .top crm-input {
        flex: 0 1 320px;
      }
      .top crm-button {
        margin-inline-start: auto;
      }
      .product {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 150px minmax(0, 220px) 76px 32px;
        align-items: center;
        column-gap: 10px;
        min-block-size: 44px;
        border-block-end: var(--crm-hairline) solid var(--crm-border);
      }
      .product.head {
        min-block-size: 36px;
      }
      .prices {
        text-align: end;
      }
      @media (max-width: 640px) {
        .top crm-input {
          flex: 1 1 100%;
        }
        .top crm-button {
          margin-inline-start: 0;
        }
        .product.head {
          display: none;
        }
        .product {
          grid-template-columns: minmax(0, 1fr) auto 44px;
          padding-block: 6px;
        }
        .product > :is(.sku, .prices) {
          grid-column: 1;
          text-align: start;
        }
        .product > .state {
          grid-column: 2;
          grid-row: 1;
        }
        .product > crm-button {
          grid-column: 3;
          grid-row: 1;
        }
      }
    `,
  ];

  @state() private query = '';
  /** The product that is written, by its id; `new` for one that is added. */
  @state() private open = '';

  readonly #store = new StoreController(this);
  readonly #products = new QueryController(this, this.#store, {
    type: 'product',
    order: (a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
  });
  readonly #users = new QueryController(this, this.#store, { type: 'user' });
  readonly #settings = new QueryController(this, this.#store, { type: 'workspace_settings' });

  get #found(): readonly Product[] {
    const words = fold(this.query).split(/\s+/).filter(Boolean);
    return this.#products.rows.filter(({ name, sku, description }) => {
      const text = fold(`${name} ${sku ?? ''} ${description ?? ''}`);
      return words.every((word) => text.includes(word));
    });
  }

  protected override render() {
    const store = this.#store.value;
    if (!store) return nothing;
    const changes = this.#users.rows.some((user) => user.id === store.personId && isAdministrator(user));
    const found = this.#found;
    const none = this.#products.rows.length === 0;
    const open = this.#products.rows.find(({ id }) => id === this.open);
    return html`<div class="top">
        <crm-input
          type="search"
          icon="search"
          label=${msg('Find a product')}
          hide-label
          placeholder=${msg('Find a product')}
          .value=${this.query}
          @input=${(event: Event) => (this.query = (event.target as HTMLElement & { value: string }).value)}
        ></crm-input>
        ${changes ? html`<crm-button variant="primary" icon="plus" @click=${() => (this.open = 'new')}>${msg('Add a product')}</crm-button>` : nothing}
      </div>
      ${
        found.length === 0
          ? html`<crm-empty framed heading=${none ? msg('No products yet') : msg('No product is found')}
              >${
                none
                  ? msg('What you sell, with a price for each currency: people put it on deals, whose value follows from it.')
                  : msg('The search looks in names, numbers and descriptions.')
              }</crm-empty
            >`
          : html`<div class="product head" aria-hidden="true">
              <span>${msg('Product')}</span><span>${msg('Article number')}</span><span class="prices">${msg('Price')}</span>
            </div>`
      }
      ${repeat(
        found.slice(0, listed),
        ({ id }) => id,
        (product) => this.#renderProduct(product, changes),
      )}
      ${
        found.length > listed
          ? html`<p class="muted">
              ${plural(found.length - listed, { one: msg(str`${found.length - listed} more: search to see it.`), other: msg(str`${found.length - listed} more: search to see them.`) })}
            </p>`
          : nothing
      }
      ${
        changes && this.open !== ''
          ? html`<inlay-product-form
              .product=${open}
              currency=${this.#settings.rows[0]?.currency ?? 'EUR'}
              @crm-closed=${() => (this.open = '')}
            ></inlay-product-form>`
          : nothing
      }`;
  }

  #renderProduct(product: Product, changes: boolean) {
    const own = this.#settings.rows[0]?.currency;
    const prices = product.prices.toSorted((a, b) => Number(b.currency === own) - Number(a.currency === own));
    return html`<div class="product">
      <bdi class="strong cut" title=${product.name}>${product.name}</bdi>
      <bdi class="sku muted cut">${product.sku ?? nothing}</bdi>
      <span class="prices num cut">${prices.map(({ amount, currency }) => formatMoney(amount, currency)).join(' · ')}</span>
      <span class="state">${product.active ? nothing : html`<crm-tag>${msg('Inactive')}</crm-tag>`}</span>
      ${
        changes
          ? html`<crm-button
              size="small"
              variant="ghost"
              icon="pencil"
              label=${msg(str`Edit ${product.name}`)}
              @click=${() => (this.open = product.id)}
            ></crm-button>`
          : html`<span></span>`
      }
    </div>`;
  }
}

define('inlay-products', Products);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-products': Products;
  }
}
