import { expect } from 'chai';
import { newId } from '../../../shared/ids.ts';
import { inside, settled, unmountAll, until, violations } from '../../../components/base/testing/page.ts';
import { Sample } from '../../../components/pipeline-board/testing/sample.ts';
import { shownIn } from '../../../components/pipeline-board/testing/shown-in.ts';
import type { Store } from '../../../components/store/index.ts';
import './products.ts';
import type { Control } from './testing/controls.ts';
import { press, root, write } from './testing/controls.ts';

let sample: Sample;
let store: Store;

async function show(person?: string) {
  store = await sample.store(person);
  return shownIn(store, 'inlay-products');
}

const names = (page: Element) => [...root(page).querySelectorAll('.product:not(.head) .strong')].map(({ textContent }) => textContent);

function have(name: string, more: Record<string, unknown> = {}): string {
  const id = newId();
  sample.workspace.do(sample.camille, 'createProduct', { id, name, prices: [{ amount: '100.00', currency: 'EUR' }], ...more });
  return id;
}

async function form(page: Element, opener: string) {
  press(root(page), opener);
  await until(() => Boolean(root(page).querySelector('inlay-product-form')), 'the form');
  const found = inside(page, 'inlay-product-form');
  await settled(found);
  return found;
}

describe('products', () => {
  beforeEach(() => {
    sample = new Sample();
    sample.workspace.applied({ kind: 'system', name: 'directory' }, 'updateUser', { id: sample.camille, role: 'admin' });
  });
  afterEach(() => {
    unmountAll();
    store.close();
  });

  it('are added with prices; a number that is taken is refused at its field, and nothing is lost', async () => {
    have('Centrifuge', { sku: 'C-1' });
    const page = await show();
    const dialog = await form(page, 'Add a product');
    inside<Control>(dialog, '[name="name"]').value = 'Spectrometer';
    inside<Control>(dialog, '[name="sku"]').value = 'c-1';
    inside<Control>(dialog, '[name="max_markup"]').value = '20';
    write(inside<Control>(dialog, '.price crm-input'), '48200');
    press(root(dialog), 'Add a price');
    await settled(dialog);
    const second = () => [...root(dialog).querySelectorAll('.price')][1];
    const [currency, amount] = [second()?.querySelector<Control>('crm-select'), second()?.querySelector<Control>('crm-input')];
    if (!currency || !amount) throw new Error('There is no second price.');
    write(currency, 'JPY');
    await settled(dialog);
    write(amount, '6240000');
    press(root(dialog), 'Add the product');
    await until(() => inside<Control & { error: string }>(dialog, '[name="sku"]').error !== '', 'the refusal');
    expect(await violations(dialog)).to.deep.equal([]);
    inside<Control>(dialog, '[name="sku"]').value = 'S-1';
    press(root(dialog), 'Add the product');
    await until(() => names(page).includes('Spectrometer'), 'it is listed');
    expect(store.every('product').find(({ sku }) => sku === 'S-1')).to.deep.include({
      max_discount: 100,
      max_markup: 20,
      active: true,
      prices: [
        { amount: '48200.00', currency: 'EUR' },
        { amount: '6240000', currency: 'JPY' },
      ],
    });
  });

  it('say at the prices that a currency stands there twice', async () => {
    have('Centrifuge', {
      prices: [
        { amount: '1.00', currency: 'EUR' },
        { amount: '2.00', currency: 'USD' },
      ],
    });
    const page = await show();
    const dialog = await form(page, 'Edit Centrifuge');
    const selects = () => [...root(dialog).querySelectorAll<Control & { error: string }>('.price crm-select')];
    const last = selects()[1];
    if (!last) throw new Error('There is no second price.');
    write(last, 'EUR');
    await settled(dialog);
    press(root(dialog), 'Save');
    await until(() => selects()[1]?.error.includes('two prices') === true, 'the refusal');
  });

  it('are found by name and number', async () => {
    have('Centrifuge', { sku: 'C-1' });
    have('Spectromètre', { sku: 'S-1' });
    const page = await show();
    expect(await violations(page)).to.deep.equal([]);
    const search = inside<Control>(page, 'crm-input');
    for (const [query, found] of [
      ['spectrometre', ['Spectromètre']],
      ['c-1', ['Centrifuge']],
      ['nothing', []],
    ] as const) {
      search.value = query;
      search.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      await until(() => names(page).join() === found.join(), query);
    }
    expect(root(page).textContent).not.to.include('No products yet');
  });

  it('are deleted where no deal has them, with a way back; else the form says what to do', async () => {
    const [used] = [have('Centrifuge'), have('Spectrometer')];
    const deal = sample.deal('Laboratory', { currency: 'EUR' });
    const order = newId();
    sample.workspace.do(sample.camille, 'createOrder', { id: order, deal_id: deal });
    sample.workspace.do(sample.camille, 'addLineItem', { id: newId(), order_id: order, product_id: used });
    const page = await show();
    let dialog = await form(page, 'Edit Centrifuge');
    press(root(dialog), 'Delete');
    await until(() => root(dialog).querySelector('crm-notice')?.textContent?.includes('inactive instead') === true, 'why not');
    const active = inside<HTMLElement & { checked: boolean }>(dialog, '[name="active"]');
    active.checked = false;
    press(root(dialog), 'Save');
    await until(() => !root(page).querySelector('inlay-product-form'), 'it is saved');
    expect(store.get('product', used)?.active).to.equal(false);

    dialog = await form(page, 'Edit Spectrometer');
    press(root(dialog), 'Delete');
    await until(() => !names(page).includes('Spectrometer'), 'it is gone');
    const toasts = document.querySelector('crm-toaster')?.shadowRoot;
    await until(
      () => [...(toasts?.querySelectorAll('button, crm-button') ?? [])].some((one) => one.textContent?.trim() === 'Undo'),
      'a way back',
    );
    [...(toasts?.querySelectorAll<HTMLElement>('button, crm-button') ?? [])].find((one) => one.textContent?.trim() === 'Undo')?.click();
    await until(() => names(page).includes('Spectrometer'), 'it is back');
  });

  it('are read by others, who change nothing', async () => {
    have('Centrifuge');
    const page = await show(sample.jonas);
    expect(names(page)).to.deep.equal(['Centrifuge']);
    expect(root(page).querySelector('crm-button')).to.equal(null);
  });
});
