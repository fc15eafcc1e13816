import { html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { newId } from '../../shared/ids.ts';
import { fromMinor, toMinor } from '../../shared/money.ts';
import type { Deal, LineItem } from '../../shared/records/index.ts';
import { isAdministrator } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/combobox/combobox.ts';
import '../base/input/input.ts';
import { define } from '../base/element/define.ts';
import { formatMoney, formatMoneyFull } from '../base/format/money.ts';
import { msg, str } from '../base/localisation/index.ts';
import { sections } from '../base/styles/sections.ts';
import { toast } from '../base/toast/toast.ts';
import { catalogueAddress } from '../record/addresses.ts';
import { RecordPart } from '../record/part.ts';
import { partStyles } from '../record/part.styles.ts';
import { problemOf } from '../record/problem.ts';
import type { Outcome, Store } from '../store/index.ts';
import { findProducts, offered } from './catalogue.ts';
import { styles } from './deal-products.styles.ts';

type Control = HTMLElement & { value: string; error: string; validationMessage: string; checkValidity: () => boolean };

/** The products of a deal: how many, for how much, and what they come to. The deal's value follows them. */
export class DealProducts extends RecordPart {
  static override styles = [sections, partStyles, styles];

  @state() private adding = false;
  @state() private problem = '';
  /** Counts the products that were added: each gives way to a new, empty field. */
  @state() private turn = 0;

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if ((changed.has('adding') || changed.has('turn')) && this.adding) void this.focusOn('crm-combobox');
  }

  #add(store: Store, product_id: string): void {
    const outcome = this.#put(store, { product_id });
    this.problem = outcome.ok ? '' : problemOf(outcome.rejection, 'product_id', msg('Product'));
    if (outcome.ok) this.turn += 1;
  }

  /** Puts a product on the deal, whose order begins with the first one. */
  #put(store: Store, item: { product_id: string; quantity?: number; variation?: number }, id = newId()): Outcome {
    let order_id = store.list('order', 'deal_id', this.recordId)[0]?.id;
    if (order_id === undefined) {
      order_id = newId();
      const begun = store.mutate.createOrder({ id: order_id, deal_id: this.recordId });
      if (!begun.ok) return begun;
    }
    return store.mutate.addLineItem({ id, order_id, ...item });
  }

  #drop(store: Store, { id, name, product_id, quantity, variation }: LineItem): void {
    if (!this.told(store.mutate.removeLineItem({ id }))) return;
    const again = newId();
    toast({
      text: msg(str`${name} is off the deal.`),
      // However often it is pressed, it comes back once.
      action: {
        label: msg('Undo'),
        run: () => void (store.get('line_item', again) ?? this.told(this.#put(store, { product_id, quantity, variation }, again))),
      },
      from: this,
    });
  }

  /** Writes a number where it is one and the rules allow it; says why not at the field. */
  #take(event: Event, name: string, label: string, write: (value: number) => Outcome): void {
    const control = event.target as Control;
    control.error = '';
    if (!control.checkValidity()) {
      control.error = control.validationMessage;
      return;
    }
    const outcome = write(Number(control.value || '0'));
    if (!outcome.ok) control.error = problemOf(outcome.rejection, name, label);
  }

  protected override render() {
    const { store, row } = this;
    if (!store || !row || !('currency' in row)) return html``;
    const items = store.list('line_item', 'deal_id', row.id).sort((a, b) => (a.id < b.id ? -1 : 1));
    const any = offered(store, row).length > 0;
    return html`<section class="section" aria-labelledby="head">
      <header>
        <h3 id="head">${msg('Products')}</h3>
        ${
          any
            ? html`<crm-button
                size="small"
                variant="ghost"
                icon="plus"
                label=${msg('Add a product')}
                .expanded=${this.adding}
                @click=${() => {
                  this.adding = !this.adding;
                  this.problem = '';
                }}
              ></crm-button>`
            : nothing
        }
      </header>
      ${this.adding && any ? this.#renderSearch(store, row) : nothing}
      ${any || items.length > 0 ? nothing : this.#renderNone(store, row.currency)}
      ${any && items.length === 0 && !this.adding ? html`<p class="muted">${msg('No products. With some, the value of the deal is their total.')}</p>` : nothing}
      ${repeat(
        items,
        ({ id }) => id,
        (item) => this.#renderItem(store, item),
      )}
      ${items.length > 0 ? this.#renderTotal(store, row, items) : nothing}
    </section>`;
  }

  /** Who may add a product is led to where that is done. */
  #renderNone(store: Store, currency: string) {
    const address = catalogueAddress();
    const me = store.person;
    if (address === undefined || !me || !isAdministrator(me))
      return html`<p class="muted">
        ${msg(str`No product has a price in ${currency}. Administrators keep the catalogue, under Products in the settings.`)}
      </p>`;
    return html`<p class="muted">${msg(str`No product has a price in ${currency} yet.`)}</p>
      <crm-button size="small" icon="plus" href=${address}>${msg('Add products to the catalogue')}</crm-button>`;
  }

  #renderSearch(store: Store, deal: Deal) {
    return html`<div class="adding">
      ${keyed(
        this.turn,
        html`<crm-combobox
          label=${msg('Product')}
          hide-label
          placeholder=${msg('Find a product')}
          .error=${this.problem}
          .source=${(query: string) => findProducts(store, deal, query)}
          @change=${(event: Event) => {
            const { value } = event.target as Control;
            if (value) this.#add(store, value);
          }}
        ></crm-combobox>`,
      )}
    </div>`;
  }

  #renderItem(store: Store, item: LineItem) {
    const { id, name, currency } = item;
    const product = store.get('product', item.product_id);
    const quantity = msg('Quantity');
    const variation = msg('Variation');
    return html`<div class="product" role="group" aria-label=${name} data-item=${id}>
      <bdi class="cut" title=${item.description ?? name}>${name}</bdi>
      <bdi class="num">${formatMoneyFull(item.value, currency)}</bdi>
      <crm-button
        size="small"
        variant="ghost"
        icon="x"
        label=${msg(str`Remove ${name}`)}
        @click=${() => this.#drop(store, item)}
      ></crm-button>
      <div class="terms">
        <crm-input
          name="quantity"
          type="number"
          label=${quantity}
          hide-label
          min="1"
          max="1000000"
          step="1"
          required
          .value=${String(item.quantity)}
          @change=${(event: Event) => this.#take(event, 'quantity', quantity, (value) => store.mutate.updateLineItem({ id, quantity: value }))}
        ></crm-input>
        <span class="muted cut">× <bdi class="num">${formatMoney(item.price, currency)}</bdi></span>
        <crm-input
          name="variation"
          type="number"
          title=${msg('On the price: below 0 a discount, above 0 a markup')}
          label=${variation}
          hide-label
          step="1"
          min=${product ? -product.max_discount : -100}
          max=${product?.max_markup ?? 10_000}
          .value=${String(item.variation)}
          @change=${(event: Event) => this.#take(event, 'variation', variation, (value) => store.mutate.updateLineItem({ id, variation: value }))}
          ><span slot="start" class="muted" aria-hidden="true">±</span><span slot="end" class="muted">%</span></crm-input
        >
      </div>
    </div>`;
  }

  #renderTotal(store: Store, deal: Deal, items: readonly LineItem[]) {
    const order = store.list('order', 'deal_id', deal.id)[0];
    if (!order) return nothing;
    const label = msg('Discount on the order');
    const sum = items.reduce((total, { value, currency }) => total + (toMinor(value, currency) ?? 0), 0);
    return html`<div class="foot">
      ${
        order.discount > 0
          ? html`<span>${msg('Sum')}</span><bdi class="num">${formatMoneyFull(fromMinor(sum, deal.currency), deal.currency)}</bdi>`
          : nothing
      }
      <span>${label}</span>
      <crm-input
        name="discount"
        type="number"
        label=${label}
        hide-label
        min="0"
        max="100"
        step="1"
        .value=${String(order.discount)}
        @change=${(event: Event) => this.#take(event, 'discount', label, (discount) => store.mutate.updateOrder({ id: order.id, discount }))}
        ><span slot="end" class="muted">%</span></crm-input
      >
      <span class="total">${msg('Total')}</span>
      <bdi class="num total">${formatMoneyFull(deal.value, deal.currency)}</bdi>
    </div>`;
  }
}

define('crm-deal-products', DealProducts);

declare global {
  interface HTMLElementTagNameMap {
    'crm-deal-products': DealProducts;
  }
}
