import type { Target } from './target.ts';
import { sellId, target } from './target.ts';

/** What columns of tables of products, and of what deals have of them, can be mapped to. */

export const product: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'product id', 'record id'),
  sellId,
  target('name', 'text', 'product', 'product name', 'produit', 'nom'),
  target('description', 'text', 'details'),
  target('sku', 'text', 'product code', 'code', 'number', 'référence'),
  target('active', 'boolean', 'is active', 'enabled', 'actif'),
  target('max_discount', 'percent', 'maximum discount'),
  target('price', 'money', 'unit price', 'list price', 'amount', 'prix', 'prices'),
  target('currency', 'currency', 'devise'),
];

/** The products of a deal. */
export const order: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'order id', 'record id'),
  sellId,
  target('deal_id', 'deal', 'deal id', 'deal', 'deal name', 'opportunity id', 'opportunity', 'affaire'),
  target('discount', 'percent', 'discount percent', 'discount (%)', 'remise'),
];

/** One product of a deal: by its order, or by its deal. */
export const lineItem: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'line item id', 'record id'),
  sellId,
  target('order_id', 'order', 'order id', 'order'),
  target('deal_id', 'deal', 'deal id', 'deal', 'deal name', 'opportunity id', 'opportunity', 'affaire'),
  target('product_id', 'product', 'product id', 'product', 'product name', 'sku', 'product sku', 'product code', 'name', 'produit'),
  target('quantity', 'count', 'qty', 'amount of items', 'quantité'),
  target('variation', 'variation', 'variation percent', 'variation (%)', 'price variation'),
  target('price', 'money', 'unit price', 'list price', 'prix'),
  target('currency', 'currency', 'devise'),
];
