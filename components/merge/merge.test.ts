import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { CrmCombobox } from '../base/combobox/combobox.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { inside, mount, settled, unmountAll, until, violations } from '../base/testing/page.ts';
import { Sample, around } from '../pipeline-board/testing/sample.ts';
import type { CrmQuickAdd } from '../quick-add/quick-add.ts';
import '../quick-add/quick-add.ts';
import type { Store } from '../store/index.ts';
import { duplicatesOf } from './duplicates.ts';
import { mergeWithAnother } from './other.ts';
import { showMerge } from './show.ts';

let sample: Sample;
let store: Store;
let host: HTMLElement;

const words = (element: Element | null | undefined): string => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();

function contact(fields: object): Id {
  const id = newId();
  sample.workspace.do(sample.camille, 'createContact', { id, ...fields });
  return id;
}

async function page(): Promise<void> {
  store = await sample.store();
  const holder = await mount(html`<div></div>`);
  host = around(store);
  holder.append(host);
}

const dialog = () => host.querySelector<HTMLElement>('crm-dialog');
const root = (): ShadowRoot => {
  const shadow = host.querySelector('crm-merge-form')?.shadowRoot;
  if (!shadow) throw new Error('There is no form.');
  return shadow;
};
const fields = () => [...root().querySelectorAll('.fields fieldset')].map((field) => words(field));
const press = (label: string): void =>
  [...host.querySelectorAll<HTMLElement>('crm-dialog crm-button')].find((button) => words(button) === label)?.click();
const choose = async (text: string): Promise<void> => {
  [...root().querySelectorAll('label')].find((label) => words(label).startsWith(text))?.click();
  await settled(root());
};

async function open(ids: readonly Id[], done?: (survivor: Id) => void): Promise<void> {
  showMerge(host, store, 'contact', ids, done);
  await until(() => Boolean(host.querySelector('crm-merge-form')?.shadowRoot?.querySelector('legend')), 'the form');
  await settled(host);
}

describe('merging', () => {
  beforeEach(() => {
    sample = new Sample();
  });
  afterEach(async () => {
    unmountAll();
    store.close();
    await setLanguage('en');
    await setViewport({ width: 1280, height: 800 });
  });

  it('shows where records differ, and keeps both of their numbers', async () => {
    const a = contact({
      first_name: 'Hélène',
      last_name: 'Marchand',
      phone: '+33 1 42 68 53 00',
      email: 'h@chevreul.example',
      title: 'CEO',
    });
    const b = contact({ first_name: 'Hélène', last_name: 'Marchnad', phone: '+33 6 12 34 56 78', email: 'hm@chevreul.example' });
    await page();
    let survivor = '';
    await open([a, b], (id) => (survivor = id));
    expect(fields()).to.deep.equal([
      'Last name Marchand Marchnad',
      'E-mail h@chevreul.example hm@chevreul.example',
      'Phone +33 1 42 68 53 00 +33 6 12 34 56 78',
      'Mobile +33 1 42 68 53 00 +33 6 12 34 56 78',
    ]);
    expect(words(root().querySelector('details'))).to.contain('CEO');
    expect(words(root().querySelector('.lost')))
      .to.contain('hm@chevreul.example')
      .and.not.to.contain('+33');
    press('Merge');
    await until(() => survivor !== '', 'it is merged');
    expect(survivor).to.equal(a);
    expect(store.get('contact', b)).to.equal(undefined);
    expect(store.get('contact', a)).to.include({ phone: '+33 1 42 68 53 00', mobile: '+33 6 12 34 56 78', title: 'CEO' });
    const [note] = store.list('note', 'resource_id', a);
    expect(note?.content).to.contain('E-mail: hm@chevreul.example').and.to.contain('Last name: Marchnad');
  });

  it('begins with which one stays', async () => {
    const a = contact({ last_name: 'Marchand', title: 'CEO' });
    const b = contact({ last_name: 'Marchnad' });
    await page();
    await open([b, a]);
    await until(() => root().activeElement !== null, 'the focus is in the form');
    expect(words(root().activeElement?.closest('label'))).to.contain('Marchand');
    await sendKeys({ press: 'ArrowUp' });
    await settled(root());
    expect(words(root().querySelector('.records label:has(:checked)'))).to.contain('Marchnad');
  });

  it('takes what is chosen, lets the other one stay, and says what comes to it', async () => {
    const a = contact({ last_name: 'Marchand', title: 'CEO' });
    const b = contact({ last_name: 'Marchnad', title: 'CTO' });
    const deal = newId();
    sample.workspace.do(sample.camille, 'createDeal', { id: deal, name: 'Meters', contact_id: a });
    await page();
    await open([a, b]);
    await choose('Marchnad Camille');
    expect(words(root().querySelector('.moves'))).to.contain('1 deal');
    await choose('CEO');
    root().querySelector<HTMLElement>('crm-checkbox')?.shadowRoot?.querySelector('input')?.click();
    await settled(root());
    press('Merge');
    await until(() => store.get('contact', a) === undefined, 'it is merged');
    expect(store.get('contact', b)).to.include({ last_name: 'Marchnad', title: 'CEO' });
    expect(store.get('deal', deal)?.contact_id).to.equal(b);
    expect(store.list('note', 'resource_id', b)).to.deep.equal([]);
  });

  it('says why it is refused, and loses nothing', async () => {
    const a = contact({ last_name: 'Marchand' });
    const b = contact({ is_organization: true, name: 'Marchand' });
    await page();
    await open([a, b]);
    press('Merge');
    await until(() => Boolean(root().querySelector('crm-notice')), 'the notice');
    expect(words(root().querySelector('crm-notice'))).to.contain('Persons and organizations');
    expect(store.get('contact', b)).to.not.equal(undefined);
  });

  it('is accessible, on a phone, in the dark and in French', async () => {
    const [a, b] = [contact({ last_name: 'Marchand', title: 'CEO' }), contact({ last_name: 'Marchnad', title: 'CTO' })];
    await page();
    await setLanguage('fr');
    await open([a, b]);
    expect(words(root().querySelector('legend'))).to.equal('Fiche à garder');
    for (const theme of ['light', 'dark']) {
      document.documentElement.dataset['crmTheme'] = theme;
      expect(await violations(host)).to.deep.equal([]);
    }
    delete document.documentElement.dataset['crmTheme'];
    await setViewport({ width: 390, height: 844 });
    await settled(host);
    expect(await violations(host)).to.deep.equal([]);
    const body = dialog()?.shadowRoot?.querySelector('dialog');
    expect(body && body.scrollWidth <= body.clientWidth).to.equal(true);
  });
});

describe('merging a record with another one', () => {
  beforeEach(() => {
    sample = new Sample();
  });
  afterEach(() => {
    unmountAll();
    store.close();
  });

  it('offers the one that looks like it', async () => {
    const a = contact({ first_name: 'Hélène', last_name: 'Marchand', email: 'h@chevreul.example' });
    const b = contact({ first_name: 'H', last_name: 'Roux', email: 'H@chevreul.example' });
    await page();
    await mergeWithAnother(host, store, 'contact', a);
    await until(() => host.querySelector<CrmCombobox>('crm-combobox')?.value === b, 'it is offered');
    await settled(host);
    press('Go on');
    await until(() => Boolean(host.querySelector('crm-merge-form')), 'the form');
  });

  it('finds any other of its kind by name', async () => {
    const a = contact({ last_name: 'Marchand' });
    contact({ is_organization: true, name: 'Okafor Ltd' });
    const b = contact({ first_name: 'Dan', last_name: 'Okafor' });
    await page();
    await mergeWithAnother(host, store, 'contact', a);
    await settled(host);
    const combobox = host.querySelector<CrmCombobox>('crm-combobox');
    combobox?.shadowRoot?.querySelector('input')?.focus();
    await sendKeys({ type: 'okafor' });
    await until(() => words(combobox?.shadowRoot?.querySelector('[role=option]')) === 'Dan Okafor', 'it is found');
    expect(combobox?.shadowRoot?.querySelectorAll('[role=option]')).to.have.length(1);
    await sendKeys({ press: 'Enter' });
    expect(combobox?.value).to.equal(b);
  });
});

describe('duplicates of a store', () => {
  beforeEach(() => {
    sample = new Sample();
  });
  afterEach(() => {
    unmountAll();
    store.close();
  });

  const groups = async () => (await duplicatesOf(store, 'contact').groups(new AbortController().signal))?.map(({ ids }) => ids);

  it('follow changes, merges, and what is said to be two', async () => {
    const a = contact({ last_name: 'Marchand', email: 'h@chevreul.example' });
    const b = contact({ last_name: 'Roux' });
    await page();
    expect(await groups()).to.deep.equal([]);
    let told = 0;
    const stop = duplicatesOf(store, 'contact').onChange(() => told++);
    store.mutate.updateContact({ id: b, email: 'H@chevreul.example' });
    expect(await groups()).to.deep.equal([[a, b]]);
    await until(() => told > 0, 'it is told');
    const apart = newId();
    store.mutate.keepApart({ id: apart, resource_type: 'contact', record_id: a, other_ids: [b] });
    expect(await groups()).to.deep.equal([]);
    store.mutate.endApart({ id: apart });
    expect(await groups()).to.deep.equal([[a, b]]);
    store.mutate.mergeRecords({ id: newId(), resource_type: 'contact', survivor_id: a, absorbed_ids: [b] });
    expect(await groups()).to.deep.equal([]);
    stop();
  });
});

describe('adding what is there already', () => {
  beforeEach(() => {
    sample = new Sample();
  });
  afterEach(() => {
    unmountAll();
    store.close();
  });

  it('is said while it is written, a contact to who adds a lead too', async () => {
    contact({ first_name: 'Hélène', last_name: 'Marchand', phone: '+33 1 42 68 53 00' });
    await page();
    const add = document.createElement('crm-quick-add') as CrmQuickAdd;
    host.append(add);
    add.show('lead');
    await until(() => Boolean(add.shadowRoot?.querySelector('[name=last_name]')), 'the form');
    await settled(add.shadowRoot ?? add);
    const type = async (name: string, text: string) => {
      inside(inside(add, `[name=${name}]`), 'input').focus();
      await sendKeys({ type: text });
    };
    await type('last_name', 'Marchnad');
    await type('phone', '0033142685300');
    await until(() => words(add.shadowRoot?.querySelector('crm-notice')).includes('Hélène Marchand'), 'the hint');
    expect(words(add.shadowRoot?.querySelector('crm-notice'))).to.contain('Same phone number');
  });
});
