import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import * as field from './fields.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

/** Percent of which a product may be sold cheaper or dearer than listed. */
const markup = z.nullable(z.int().check(z.gte(0), z.lte(10_000)));

/** An amount in a currency: exact decimal text, as in shared/money.ts. */
const price = z.strictObject({ amount: z.string().check(z.maxLength(32)), currency: field.currency });
export type Price = z.infer<typeof price>;

/** What the workspace sells, with a price for each currency in which it does. */
export const product = defineRecord({
  type: 'product',
  sight: 'everyone',
  writable: {
    name: field.name(),
    description: field.text(20_000),
    sku: field.text(64),
    /** Products that are not active stay on the deals that have them, and are offered for no other. */
    active: z.boolean(),
    max_discount: field.percent,
    /** Null is without limit. */
    max_markup: markup,
    prices: z.array(price).check(
      z.maxLength(50),
      z.refine((prices) => new Set(prices.map(({ currency }) => currency)).size === prices.length, {
        error: 'must not name a currency twice',
      }),
    ),
  },
  derived: {},
  defaults: { description: null, sku: null, active: true, max_discount: 100, max_markup: null, prices: [] },
  initial: {},
  indexes: [],
});
export type Product = RowOf<typeof product>;

/** The products of a deal; a deal has at most one. */
export const order = defineRecord({
  type: 'order',
  sight: 'parent',
  writable: {
    deal_id: idSchema,
    /** Percent off the sum of its line items. */
    discount: field.percent,
  },
  derived: {},
  defaults: { discount: 0 },
  initial: {},
  indexes: ['deal_id'],
});
export type Order = RowOf<typeof order>;

/** A product of an order, with what it was called and cost when it was added. */
export const lineItem = defineRecord({
  type: 'line_item',
  sight: 'parent',
  writable: {
    order_id: idSchema,
    product_id: idSchema,
    quantity: z.int().check(z.gte(1), z.lte(1_000_000)),
    /** Percent over (5) or under (-10) the listed price. */
    variation: z.int().check(z.gte(-100), z.lte(10_000)),
    /** The deal's: the product has a price in it. */
    currency: field.currency,
  },
  derived: {
    deal_id: idSchema,
    name: z.string(),
    sku: field.text(64),
    description: field.text(20_000),
    /** Exact decimal text: of one, as listed. */
    price: z.string(),
    /** Exact decimal text: of all of them, with the variation. */
    value: z.string(),
  },
  defaults: { quantity: 1, variation: 0 },
  initial: { deal_id: '', name: '', sku: null, description: null, price: '0', value: '0' },
  indexes: ['order_id', 'deal_id', 'product_id'],
});
export type LineItem = RowOf<typeof lineItem>;
