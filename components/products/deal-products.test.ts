import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { settled, unmountAll, until, violations } from '../base/testing/page.ts';
import '../base/toast/toast.ts';
import '../deal-panel/deal-panel.ts';
import { Sample } from '../pipeline-board/testing/sample.ts';
import { shownIn } from '../pipeline-board/testing/shown-in.ts';
import type { Control } from '../record/testing.ts';
import { part, press, said, write } from '../record/testing.ts';

async function opened(products: { name: string; price: string; currency?: string; max_discount?: number; active?: boolean }[]) {
  const sample = new Sample();
  const deal = sample.deal('Mass spectrometer', { value: '184900' });
  for (const { name, price, currency = 'EUR', ...rest } of products)
    sample.workspace.applied({ kind: 'system', name: 'directory' }, 'createProduct', {
      id: newId(),
      name,
      prices: [{ amount: price, currency }],
      ...rest,
    });
  const store = await sample.store();
  const panel = await shownIn(store, 'crm-deal-panel', { 'deal-id': deal });
  return { sample, store, deal, panel, root: part(panel, 'crm-deal-products').shadowRoot };
}

const spectrometer = { name: 'MS-400 spectrometer', price: '149500', max_discount: 20 };

/** Adds the product that is found by these letters, by keyboard alone. */
async function add(root: ShadowRoot, letters: string): Promise<void> {
  if (!root.querySelector('crm-combobox')) press(root, 'Add a product');
  await until(() => root.activeElement?.localName === 'crm-combobox', 'the search has the focus');
  const search = root.querySelector('crm-combobox');
  await sendKeys({ type: letters });
  await until(() => search?.shadowRoot?.querySelectorAll('[role=option]').length === 1, 'one product is found');
  await sendKeys({ press: 'Enter' });
  await settled(root);
}

const field = (root: ShadowRoot, name: string): Control => {
  const found = root.querySelector<Control>(`crm-input[name="${name}"]`);
  if (!found) throw new Error(`There is no ${name}`);
  return found;
};

describe('products of a deal', () => {
  afterEach(unmountAll);

  it('keep what is half written while something else of the deal changes', async () => {
    const { root, store, deal } = await opened([spectrometer]);
    await add(root, 'spec');
    const quantity = field(root, 'quantity');
    quantity.focus();
    await sendKeys({ press: 'ControlOrMeta+A' });
    await sendKeys({ type: '4' });
    store.mutate.updateDeal({ id: deal, hot: true });
    await settled(root);
    expect(quantity.value).to.equal('4');
    await sendKeys({ press: 'Tab' });
    await until(() => store.get('deal', deal)?.value === '598000.00', 'four of them');
  });

  it('are found while typing, and the value of the deal follows them', async () => {
    const { panel, root, store, deal } = await opened([
      spectrometer,
      { name: 'AS-96 autosampler', price: '28900' },
      { name: 'AS-96 for dollars', price: '30000', currency: 'USD' },
      { name: 'AS-95 autosampler', price: '20000', active: false },
    ]);
    await add(root, 'ms');
    await add(root, 'AS');
    expect(store.list('line_item', 'deal_id', deal).map(({ name }) => name)).to.have.members(['MS-400 spectrometer', 'AS-96 autosampler']);
    expect(store.get('deal', deal)?.value).to.equal('178400.00');
    write(field(root, 'quantity'), '2');
    write(field(root, 'variation'), '-10');
    write(field(root, 'discount'), '5');
    await settled(root);
    expect(store.get('deal', deal)?.value).to.equal('283100.00');
    expect(root.querySelector('.foot')?.textContent).to.contain('€283,100.00').and.to.contain('€298,000.00');
    expect(said(panel, 'value')).to.equal('€283,100.00');
    const fields = part(panel, 'crm-record-fields').shadowRoot;
    expect(fields.querySelector('button[data-field="value"]'), 'the value cannot be set by hand').to.equal(null);
    expect(fields.textContent).to.contain('The total of its products.');
    expect(await violations(panel)).to.deep.equal([]);
  });

  it('are not sold below what their product allows', async () => {
    const { root, store, deal } = await opened([spectrometer]);
    await add(root, 'ms');
    const variation = field(root, 'variation');
    write(variation, '-25');
    await until(() => variation.error !== '', 'the field says so');
    expect(store.get('deal', deal)?.value).to.equal('149500.00');
    const quantity = field(root, 'quantity');
    write(quantity, '0');
    await until(() => quantity.error !== '', 'and none at all is no quantity');
    expect(store.list('line_item', 'deal_id', deal)[0]?.quantity).to.equal(1);
  });

  it('come off the deal, and back by Undo', async () => {
    const { root, store, deal } = await opened([spectrometer]);
    await add(root, 'ms');
    write(field(root, 'quantity'), '3');
    await settled(root);
    press(root, 'Remove MS-400 spectrometer');
    expect(store.list('line_item', 'deal_id', deal)).to.have.length(0);
    const undo = () =>
      [...document.querySelectorAll('*')]
        .flatMap((element) => [...(element.shadowRoot?.querySelectorAll<HTMLElement>('crm-button, button') ?? [])])
        .find((button) => button.textContent.trim() === 'Undo');
    await until(() => undo() !== undefined, 'the removal can be undone');
    undo()?.click();
    await until(() => store.list('line_item', 'deal_id', deal)[0]?.quantity === 3, 'it is back');
    await until(() => store.get('deal', deal)?.value === '448500.00', 'the deal is worth as much again');
  });

  it('say where they come from when there are none to choose', async () => {
    const { root } = await opened([{ name: 'For dollars', price: '30000', currency: 'USD' }]);
    expect(root.textContent).to.contain('No product has a price in EUR.').and.to.contain('settings');
    expect(root.querySelector('crm-button')).to.equal(null);
  });
});
