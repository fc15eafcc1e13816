import * as z from 'zod/mini';
import { canonicalMoney, fromMinor, toMinor, ofMinor } from '../money.ts';
import type { Deal, LineItem, New, Order, Price, Product } from '../records/index.ts';
import type { Numbered } from './define.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, seen } from './define.ts';
import { requireAdministrator } from './permission.ts';
import { requireSeen } from './references.ts';
import { Rejection, wrong } from './rejection.ts';
import type { Tx } from './tx.ts';

/** The catalogue is an administrator's. */
export const createProduct = mutator(newArgs('product'), (tx, args) => {
  requireAdministrator(tx);
  checkSku(tx, args.id, args.sku);
  create(tx, 'product', { ...args, name: args.name.trim(), prices: exactPrices(args.prices) ?? [] });
});

/** Changes a product. What deals have of it keeps the name and the price that it was added with. */
export const updateProduct = mutator(changeArgs('product'), (tx, args) => {
  requireAdministrator(tx);
  seen(tx, 'product', args.id);
  checkSku(tx, args.id, args.sku);
  change(tx, 'product', { ...args, prices: exactPrices(args.prices) });
});

export const deleteProduct = mutator(idArgs, (tx, { id }) => {
  requireAdministrator(tx);
  seen(tx, 'product', id);
  if (tx.has('line_item', 'product_id', id)) throw new Rejection('conflict', 'Deals have this product: make it inactive instead.');
  tx.remove('product', id);
});

/** Begins the products of a deal, of which there is one list at most. */
export const createOrder = mutator(newArgs('order'), (tx, args) => {
  requireSeen(tx, 'deal_id', 'deal', args.deal_id);
  if (tx.list('order', 'deal_id', args.deal_id).length > 0)
    throw wrong('deal_id', 'is of a deal that has an order already', 'already_exists');
  create(tx, 'order', args);
});

export const updateOrder = mutator(changeArgs('order', 'deal_id'), (tx, args) => {
  retotal(tx, change(tx, 'order', args));
});

/** Takes all products off a deal; its value stays as it is, and is set by hand again. */
export const deleteOrder = mutator(idArgs, (tx, { id }) => {
  seen(tx, 'order', id);
  for (const item of tx.list('line_item', 'order_id', id)) tx.remove('line_item', item.id);
  tx.remove('order', id);
});

/** With the price of one that a sale of before was made at. */
const lineItemArgs = z.extend(newArgs('line_item', 'currency') as unknown as z.ZodMiniObject, {
  price: z.optional(z.string().check(z.maxLength(32))),
}) as unknown as z.ZodMiniType<
  Omit<New<'line_item'>, 'currency'> & Numbered & { currency?: string | undefined; price?: string | undefined }
>;

/**
 * Adds a product to an order, at its present price in the deal's currency; the deal's value follows. An administrator may say
 * at which price it was sold before: then it need not be on sale any more.
 */
export const addLineItem = mutator(lineItemArgs, (tx, { price: sold, ...args }) => {
  const order = requireSeen(tx, 'order_id', 'order', args.order_id);
  const deal = seen(tx, 'deal', order.deal_id);
  const product = requireSeen(tx, 'product_id', 'product', args.product_id);
  if (sold !== undefined) requireAdministrator(tx);
  else if (!product.active) throw wrong('product_id', 'is not sold any more');
  if (args.currency !== undefined && args.currency !== deal.currency) throw wrong('currency', `must be that of the deal, ${deal.currency}`);
  const listed = product.prices.find(({ currency }) => currency === deal.currency)?.amount;
  const price = sold === undefined ? listed : exactPrice('price', sold, deal.currency);
  if (price === undefined) throw wrong('product_id', `is a product without a price in ${deal.currency}`);
  const { quantity = 1, variation = 0 } = args;
  if (sold === undefined) checkVariation(product, variation);
  create(
    tx,
    'line_item',
    { ...args, quantity, variation, currency: deal.currency },
    {
      deal_id: deal.id,
      name: product.name,
      sku: product.sku,
      description: product.description,
      price,
      value: valueOf(price, deal.currency, quantity, variation),
    },
  );
  retotal(tx, order);
});

export const updateLineItem = mutator(changeArgs('line_item', 'order_id', 'product_id', 'currency'), (tx, args) => {
  const item = seen(tx, 'line_item', args.id);
  const { quantity = item.quantity, variation = item.variation } = args;
  const product = tx.find('product', item.product_id);
  if (product && variation !== item.variation) checkVariation(product, variation);
  change(tx, 'line_item', { id: item.id, quantity, variation, value: valueOf(item.price, item.currency, quantity, variation) });
  retotal(tx, seen(tx, 'order', item.order_id));
});

export const removeLineItem = mutator(idArgs, (tx, { id }) => {
  const item = seen(tx, 'line_item', id);
  tx.remove('line_item', id);
  retotal(tx, seen(tx, 'order', item.order_id));
});

/** The value of a deal with products is their sum, less the discount; without any it stays as it is. */
function retotal(tx: Tx, order: Order): void {
  const items = tx.list('line_item', 'order_id', order.id);
  const deal = tx.find('deal', order.deal_id);
  if (items.length === 0 || !deal) return;
  const after = { ...deal, value: total(items, order, deal.currency) };
  // Products from a file were in the deal when it was last changed.
  if (tx.imports) tx.putDerived('deal', after);
  else tx.put('deal', after);
}

function total(items: readonly LineItem[], order: Order, currency: string): string {
  let sum = 0n;
  for (const { value } of items) sum += BigInt(toMinor(value, currency) ?? 0);
  return exact('discount', ofMinor(sum, 100 - order.discount, 100), currency);
}

function valueOf(price: string, currency: string, quantity: number, variation: number): string {
  const each = BigInt(toMinor(price, currency) ?? 0);
  return exact('quantity', ofMinor(each * BigInt(quantity), 100 + variation, 100), currency);
}

function exact(field: string, minor: number | undefined, currency: string): string {
  if (minor === undefined) throw wrong(field, 'makes a sum that is too large');
  return fromMinor(minor, currency);
}

/** A value that follows from products is not set by hand. @throws Rejection conflict */
export function checkHandSet(tx: Tx, before: Deal, after: { value: string; currency: string }): void {
  if (after.value === before.value && after.currency === before.currency) return;
  if (!tx.has('line_item', 'deal_id', before.id)) return;
  const field = after.currency === before.currency ? 'value' : 'currency';
  throw new Rejection('conflict', 'The value of this deal follows from its products: change those.', {
    [field]: { code: 'incorrect_value', message: 'follows from the products of the deal' },
  });
}

function checkVariation(product: Product, variation: number): void {
  if (-variation > product.max_discount) throw wrong('variation', `must be a discount of at most ${product.max_discount} %`);
  if (product.max_markup !== null && variation > product.max_markup)
    throw wrong('variation', `must be a markup of at most ${product.max_markup} %`);
}

function exactPrices(prices: readonly Price[] | undefined): Price[] | undefined {
  return prices?.map(({ amount, currency }, at) => ({ amount: exactPrice(`prices.${at}.amount`, amount, currency), currency }));
}

function exactPrice(field: string, amount: string, currency: string): string {
  const canonical = canonicalMoney(amount, currency);
  if (canonical === undefined || canonical.startsWith('-')) throw wrong(field, `is no price in ${currency}`);
  return canonical;
}

function checkSku(tx: Tx, id: string, sku: string | null | undefined): void {
  const wanted = sku?.trim().toLowerCase();
  if (wanted && tx.every('product').some((product) => product.id !== id && product.sku?.trim().toLowerCase() === wanted))
    throw wrong('sku', 'is that of another product already', 'already_exists');
}
