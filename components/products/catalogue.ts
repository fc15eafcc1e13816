import type { Deal, Product } from '../../shared/records/index.ts';
import type { ComboboxOption } from '../base/combobox/options.ts';
import { fold } from '../base/combobox/options.ts';
import { formatMoney } from '../base/format/money.ts';
import type { Store } from '../store/index.ts';

const mostFound = 20;

/** What a product costs in a deal's currency; undefined where it is not sold in it. */
export const priceOf = ({ prices }: Product, { currency }: Pick<Deal, 'currency'>): string | undefined =>
  prices.find((price) => price.currency === currency)?.amount;

/** Products that can be put on a deal: active ones with a price in its currency. */
export const offered = (store: Store, deal: Pick<Deal, 'currency'>): Product[] =>
  store.every('product').filter((product) => product.active && priceOf(product, deal) !== undefined);

/** Products in whose name or number every word of a query is found, in the order of their names. */
export function findProducts(store: Store, deal: Pick<Deal, 'currency'>, query: string): ComboboxOption[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return offered(store, deal)
    .filter(({ name, sku }) => words.every((word) => fold(`${name} ${sku ?? ''}`).includes(word)))
    .sort((a, b) => a.name.localeCompare(b.name))
    .slice(0, mostFound)
    .map((product) => ({
      value: product.id,
      label: product.name,
      detail: [product.sku, formatMoney(priceOf(product, deal) ?? '0', deal.currency)].filter(Boolean).join(' · '),
    }));
}
