import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { converted, fromMinor, ofMinor, toMinor } from '../money.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';

let workspace: MemoryWorkspace;
let admin: string;
let rep: string;
let deal: string;
let order: string;

beforeEach(() => {
  workspace = new MemoryWorkspace();
  admin = workspace.administrator;
  rep = workspace.person('Rita', 'user');
  const contact = newId();
  deal = newId();
  order = newId();
  workspace.do(rep, 'createContact', { id: contact, is_organization: true, name: 'Acme' });
  workspace.do(rep, 'createDeal', { id: deal, name: 'Meters', contact_id: contact, value: '10', currency: 'EUR' });
  workspace.do(rep, 'createOrder', { id: order, deal_id: deal });
});

function product(more: { prices?: { amount: string; currency: string }[]; max_discount?: number; max_markup?: number } = {}): string {
  const id = newId();
  workspace.do(admin, 'createProduct', { id, name: 'Meter', prices: [{ amount: '19.99', currency: 'EUR' }], ...more });
  return id;
}

function add(quantity = 1, variation = 0, product_id = product()): string {
  const id = newId();
  workspace.do(rep, 'addLineItem', { id, order_id: order, product_id, quantity, variation });
  return id;
}

const value = () => workspace.at('deal', deal).value;

describe('a deal with products', () => {
  it('is worth their sum, less the discount', () => {
    const first = add(3, -10);
    expect(workspace.at('line_item', first)).toMatchObject({ price: '19.99', value: '53.97', name: 'Meter', deal_id: deal });
    expect(value()).toBe('53.97');
    const second = add(1);
    expect(value()).toBe('73.96');
    workspace.do(rep, 'updateOrder', { id: order, discount: 50 });
    expect(value()).toBe('36.98');
    workspace.do(rep, 'updateLineItem', { id: second, quantity: 2 });
    expect(value()).toBe('46.98');
    workspace.do(rep, 'removeLineItem', { id: first });
    expect(value()).toBe('19.99');
  });

  it('has no other value set by hand, until the products go', () => {
    const item = add();
    expect(workspace.refused(rep, 'updateDeal', { id: deal, value: '5' }).fields).toHaveProperty('value');
    expect(workspace.refused(rep, 'updateDeal', { id: deal, currency: 'USD' }).fields).toHaveProperty('currency');
    workspace.do(rep, 'updateDeal', { id: deal, name: 'More meters', value: '19.99' });
    workspace.do(rep, 'removeLineItem', { id: item });
    expect(value()).toBe('19.99');
    workspace.do(rep, 'updateDeal', { id: deal, value: '5' });
  });

  it('keeps the price that a product had when it was added', () => {
    const id = product();
    const item = add(1, 0, id);
    workspace.do(admin, 'updateProduct', { id, name: 'New meter', prices: [{ amount: '30', currency: 'EUR' }] });
    workspace.do(rep, 'updateLineItem', { id: item, quantity: 2 });
    expect(workspace.at('line_item', item)).toMatchObject({ name: 'Meter', price: '19.99', value: '39.98' });
  });

  it('goes with its products, and comes back with them', () => {
    const item = add();
    workspace.do(rep, 'deleteDeal', { id: deal });
    expect(workspace.get('line_item', item)).toBeUndefined();
    workspace.do(rep, 'restoreRecord', { type: 'deal', id: deal });
    expect(workspace.get('line_item', item)).toBeDefined();
    expect(workspace.get('order', order)).toBeDefined();
  });

  it('shows its products to whoever sees it', () => {
    const item = add();
    const other = workspace.person('Otto', 'user');
    workspace.do(rep, 'updateDeal', { id: deal, owner_id: other });
    expect([workspace.at('line_item', item).scope, workspace.at('order', order).scope]).toEqual([[other], [other]]);
    expect(workspace.refused(rep, 'removeLineItem', { id: item }).code).toBe('not_found');
  });
});

describe('a line item', () => {
  it('needs a product that is sold, with a price in the deal’s currency', () => {
    const [dollars, gone] = [product({ prices: [{ amount: '5', currency: 'USD' }] }), product()];
    workspace.do(admin, 'updateProduct', { id: gone, active: false });
    for (const product_id of [dollars, gone])
      expect(workspace.refused(rep, 'addLineItem', { id: newId(), order_id: order, product_id }).fields).toHaveProperty('product_id');
  });

  it('takes from an administrator alone the price of a sale of before, also of what is sold no more', () => {
    const gone = product({ prices: [] });
    workspace.do(admin, 'updateProduct', { id: gone, active: false });
    const args = { id: newId(), order_id: order, product_id: gone, price: '12.5' };
    expect(workspace.refused(rep, 'addLineItem', args).code).toBe('forbidden');
    expect(workspace.refused(admin, 'addLineItem', { ...args, price: '-1' }).fields).toHaveProperty('price');
    workspace.do(admin, 'addLineItem', args);
    expect(workspace.at('line_item', args.id)).toMatchObject({ price: '12.50', value: '12.50' });
  });

  it('stays within what the product may be sold for', () => {
    const product_id = product({ max_discount: 10, max_markup: 5 });
    for (const variation of [-11, 6])
      expect(workspace.refused(rep, 'addLineItem', { id: newId(), order_id: order, product_id, variation }).fields).toHaveProperty(
        'variation',
      );
    add(1, -10, product_id);
    add(1, 5, product_id);
  });

  it('is refused where the sum would be too large to be exact', () => {
    const product_id = product({ prices: [{ amount: '90071992547409.91', currency: 'EUR' }] });
    expect(workspace.refused(rep, 'addLineItem', { id: newId(), order_id: order, product_id, quantity: 2 }).code).toBe('invalid');
  });
});

describe('the catalogue', () => {
  it('is an administrator’s, with each article number once', () => {
    expect(workspace.refused(rep, 'createProduct', { id: newId(), name: 'X' }).code).toBe('forbidden');
    workspace.do(admin, 'createProduct', { id: newId(), name: 'X', sku: 'M-1' });
    expect(workspace.refused(admin, 'createProduct', { id: newId(), name: 'Y', sku: ' m-1' }).fields).toHaveProperty('sku');
  });

  it('keeps products that deals have', () => {
    const id = product();
    const item = add(1, 0, id);
    expect(workspace.refused(admin, 'deleteProduct', { id }).code).toBe('conflict');
    workspace.do(rep, 'removeLineItem', { id: item });
    workspace.do(admin, 'deleteProduct', { id });
  });

  it('has exact prices, one for a currency', () => {
    const twice = { id: newId(), name: 'X', prices: ['1', '2'].map((amount) => ({ amount, currency: 'EUR' })) };
    expect(workspace.refused(admin, 'createProduct', twice).fields).toHaveProperty('prices');
    const yen = { id: newId(), name: 'X', prices: [{ amount: '1.5', currency: 'JPY' }] };
    expect(workspace.refused(admin, 'createProduct', yen).fields).toHaveProperty(['prices.0.amount']);
  });
});

describe('amounts', () => {
  it('are rounded to the minor unit, halves away from zero', () => {
    expect([ofMinor(5n, 1, 2), ofMinor(-5n, 1, 2), ofMinor(4n, 1, 3), ofMinor(5n, 1, 3)]).toEqual([3, -3, 1, 2]);
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 10_100 }), (minor, percent) => {
        const exact = (minor * percent) / 100;
        expect(Math.abs((ofMinor(BigInt(minor), percent, 100) ?? NaN) - exact)).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
    );
  });

  it('of several currencies make one by the rates that are set, and name those without', () => {
    const sums = new Map([
      ['EUR', 10_000],
      ['JPY', 1000],
      ['KWD', 1500],
      ['USD', 100],
    ]);
    const { minor, missing } = converted(sums, 'EUR', { JPY: '0.0062', KWD: '3' });
    expect([fromMinor(minor, 'EUR'), missing]).toEqual(['110.70', ['USD']]);
    expect(converted(new Map([['EUR', 100]]), 'JPY', { EUR: '161.5' }).minor).toBe(toMinor('162', 'JPY'));
  });
});
