import { css, html } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { newId } from '../../../shared/ids.ts';
import type { Price, Product } from '../../../shared/records/index.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/checkbox/checkbox.ts';
import '../../../components/base/input/input.ts';
import '../../../components/base/select/select.ts';
import '../../../components/base/textarea/textarea.ts';
import { define } from '../../../components/base/element/define.ts';
import { msg, refusalWords, str } from '../../../components/base/localisation/index.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { fieldProblem } from '../../../components/record/problem.ts';
import { page } from './page.styles.ts';
import type { Control } from './settings-form.ts';
import { SettingsForm } from './settings-form.ts';
import { currencyOptions } from './zones.ts';

/** A price as it is written: each keeps the fields that it has on the page. */
type Line = Price & { key: string };

/**
 * A product is added, or changed, or deleted where no deal has it.
 *
 * @fires {CrmClosedEvent} crm-closed - It has closed.
 */
export class ProductForm extends SettingsForm {
  static override styles = [
    page,
    SettingsForm.styles,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
        gap: var(--crm-space-3);
        align-items: start;
      }
      .price {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 160px) auto;
        gap: var(--crm-space-2);
        align-items: start;
        margin-block-end: var(--crm-space-2);
      }
    `,
  ];

  /** The one that is changed; without it one is added. */
  @property({ attribute: false }) product: Product | undefined;
  /** The workspace's own: the first price is in it. */
  @property() currency = 'EUR';
  @state() private prices: readonly Line[] = [];

  protected override willUpdate(): void {
    if (this.hasUpdated) return;
    const prices = this.product?.prices ?? [{ amount: '', currency: this.currency }];
    this.prices = prices.map((price) => ({ ...price, key: newId() }));
  }

  #value(name: string): string {
    return this.control(name)?.value.trim() ?? '';
  }

  /** Whole numbers; what is none is given as it is, for the rules to refuse. */
  #percent(name: string): number | null {
    const text = this.#value(name);
    return text === '' ? null : Number(text);
  }

  protected override save(): void {
    // An amount that cannot be read is told by its own field, and is no amount to save without.
    const amounts = [...this.renderRoot.querySelectorAll<Control>('.price crm-input')];
    for (const amount of amounts) amount.error = '';
    const unread = amounts.find((amount) => amount.value === '' && !amount.checkValidity());
    if (unread) {
      unread.reportValidity();
      unread.focus();
      return;
    }
    const written = {
      name: this.#value('name'),
      sku: this.#value('sku') || null,
      description: this.#value('description') || null,
      active: this.control('active')?.checked ?? true,
      max_discount: this.#percent('max_discount') ?? 100,
      max_markup: this.#percent('max_markup'),
      // A line without an amount is no price.
      prices: this.prices.filter(({ amount }) => amount !== '').map(({ amount, currency }) => ({ amount, currency })),
    };
    const { mutate } = this.store ?? {};
    const { product } = this;
    this.tell(product ? mutate?.updateProduct({ id: product.id, ...written }) : mutate?.createProduct({ id: newId(), ...written }));
  }

  #delete({ id, ...product }: Product): void {
    const { store } = this;
    const outcome = store?.mutate.deleteProduct({ id });
    if (!store || !outcome) return;
    if (!outcome.ok) {
      this.problems = {};
      this.refusal =
        outcome.rejection.code === 'conflict'
          ? msg(
              'Deals have this product, so it cannot be deleted. Make it inactive instead: they keep it, and nobody is offered it any more.',
            )
          : refusalWords(outcome.rejection);
      return;
    }
    const { name, sku, description, active, max_discount, max_markup, prices } = product;
    const again = () => void store.mutate.createProduct({ id: newId(), name, sku, description, active, max_discount, max_markup, prices });
    toast({ text: msg(str`“${name}” is deleted.`), action: { label: msg('Undo'), run: again }, from: this });
    this.close();
  }

  #setPrice(at: number, change: Partial<Price>): void {
    this.prices = this.prices.map((price, index) => (index === at ? { ...price, ...change } : price));
  }

  #addPrice(): void {
    const free = [this.currency, 'EUR', 'USD', 'GBP', 'CHF', ...Intl.supportedValuesOf('currency')].find(
      (code) => !this.prices.some(({ currency }) => currency === code),
    );
    if (free) this.prices = [...this.prices, { amount: '', currency: free, key: newId() }];
  }

  protected override render() {
    const { product } = this;
    return this.renderFrame({
      heading: product?.name ?? msg('Add a product'),
      act: product ? msg('Save') : msg('Add the product'),
      remove: product && (() => this.#delete(product)),
      body: html`<form novalidate @submit=${this.submit}>
        ${this.renderRefusal()}
        <div class="pair">
          <crm-input
            name="name"
            label=${msg('Name')}
            required
            maxlength="255"
            .value=${product?.name ?? ''}
            .error=${this.problem('name', msg('Name'))}
          ></crm-input>
          <crm-input
            name="sku"
            label=${msg('Article number')}
            maxlength="64"
            .value=${product?.sku ?? ''}
            .error=${this.problem('sku', msg('Article number'))}
          ></crm-input>
        </div>
        <crm-textarea
          name="description"
          label=${msg('Description')}
          .value=${product?.description ?? ''}
          .error=${this.problem('description', msg('Description'))}
        ></crm-textarea>
        <fieldset>
          <legend>${msg('Prices: a deal can have the product where there is one in its currency')}</legend>
          ${repeat(
            this.prices,
            ({ key }) => key,
            (price, at) => this.#renderPrice(price, at),
          )}
          <crm-button variant="ghost" icon="plus" @click=${() => this.#addPrice()}>${msg('Add a price')}</crm-button>
        </fieldset>
        <div class="pair">
          <crm-input
            name="max_discount"
            type="number"
            min="0"
            max="100"
            step="1"
            label=${msg('Largest discount, %')}
            .value=${String(product?.max_discount ?? 100)}
            .error=${this.problem('max_discount', msg('Largest discount, %'))}
          ></crm-input>
          <crm-input
            name="max_markup"
            type="number"
            min="0"
            step="1"
            label=${msg('Largest markup, %')}
            hint=${msg('Empty: without limit.')}
            .value=${product?.max_markup === null || product?.max_markup === undefined ? '' : String(product.max_markup)}
            .error=${this.problem('max_markup', msg('Largest markup, %'))}
          ></crm-input>
        </div>
        <crm-checkbox name="active" .checked=${product?.active ?? true} label=${msg('Active: offered to be put on deals')}></crm-checkbox>
      </form>`,
    });
  }

  #renderPrice({ amount, currency }: Price, at: number) {
    const filled = this.prices.slice(0, at).filter((price) => price.amount !== '').length;
    const path = `prices.${filled}`;
    const twice = at === this.prices.length - 1 ? fieldProblem(this.problems, 'prices', msg('Prices')) : undefined;
    const own = Object.keys(this.problems).some((key) => key.startsWith('prices.'));
    const value = (event: Event) => (event.target as Control).value;
    return html`<div class="price">
      <crm-select
        label=${msg(str`Currency of price ${at + 1}`)}
        hide-label
        .value=${currency}
        .options=${currencyOptions(currency)}
        .error=${twice !== undefined && !own ? twice : ''}
        @change=${(event: Event) => this.#setPrice(at, { currency: value(event) })}
      ></crm-select>
      <crm-input
        type="money"
        currency=${currency}
        label=${msg(str`Price in ${currency}`)}
        hide-label
        .value=${amount}
        .error=${(amount === '' ? undefined : fieldProblem(this.problems, path, msg('Price'))) ?? ''}
        @change=${(event: Event) => this.#setPrice(at, { amount: value(event) })}
      ></crm-input>
      <crm-button
        variant="ghost"
        icon="x"
        label=${msg(str`Remove the price in ${currency}`)}
        @click=${() => (this.prices = this.prices.toSpliced(at, 1))}
      ></crm-button>
    </div>`;
  }
}

define('inlay-product-form', ProductForm);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-product-form': ProductForm;
  }
}
