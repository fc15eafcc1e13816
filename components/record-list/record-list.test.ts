/// <reference types="mocha" />
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { ContextProvider } from '@lit/context';
import { html } from 'lit';
import type { Condition, Filter } from '../../shared/filters/index.ts';
import { fieldsOf } from '../../shared/filters/index.ts';
import { newId } from '../../shared/ids.ts';
import { newChoice } from '../../shared/records/index.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import { inside, mount, settled, unmountAll, until, violations } from '../base/testing/page.ts';
import { storeContext } from '../provider/contexts.ts';
import { Sample, around } from '../pipeline-board/testing/sample.ts';
import type { Store } from '../store/index.ts';
import { exportedColumns } from './export.ts';
import './record-list.ts';
import type { CrmRecordList } from './record-list.ts';
import { filterOf, isBuilt, partsOf } from './parts.ts';

let sample: Sample;
let store: Store;
const size = newId();
const [small, large] = [newChoice(newId(), 'Small'), newChoice(newId(), 'Large')];

function lead(last_name: string, more: object = {}): string {
  const id = newId();
  sample.workspace.do(sample.camille, 'createLead', { id, last_name, ...more });
  return id;
}

async function show(set: Partial<CrmRecordList> = {}): Promise<CrmRecordList> {
  store = await sample.store(sample.camille);
  const holder = await mount(html`<div></div>`);
  const place = around(store);
  holder.append(place);
  const list = Object.assign(document.createElement('crm-record-list'), { style: 'block-size: 500px' }, set);
  place.append(list);
  await settled(place);
  return list;
}

const names = (list: CrmRecordList): string[] =>
  [...(list.shadowRoot?.querySelectorAll('.row .strong') ?? [])].map((name) => name.textContent?.trim() ?? '');
const button = (list: CrmRecordList, text: string): HTMLElement => {
  const found = [...(list.shadowRoot?.querySelectorAll<HTMLElement>('crm-button, button') ?? [])].find(
    (one) => one.textContent?.trim() === text,
  );
  if (!found) throw new Error(`There is no button ${text}.`);
  return found;
};

/** Presses *Undo* on the notice that says this. */
async function pressUndo(said: string): Promise<void> {
  const toasts = () => [...(document.querySelector('crm-toaster')?.shadowRoot?.querySelectorAll('.toast') ?? [])];
  const found = () => toasts().findLast((one) => one.textContent?.includes(said));
  await until(() => found() !== undefined, `the notice: ${said}`);
  const undo = [...(found()?.querySelectorAll<HTMLElement>('button, crm-button') ?? [])].find((one) => one.textContent?.trim() === 'Undo');
  if (!undo) throw new Error('There is no way back.');
  undo.click();
}

describe('<crm-record-list>', () => {
  before(() =>
    Promise.all([
      import('./refusals-dialog.ts'),
      import('./filter-dialog.ts'),
      import('./columns-dialog.ts'),
      import('./export-dialog.ts'),
      import('./save-dialog.ts'),
      import('../lead-panel/show.ts'),
      import('../lead-panel/conversions.ts'),
    ]),
  );
  beforeEach(async () => {
    await setLanguage('en-GB');
    sample = new Sample();
    sample.workspace.do(sample.workspace.administrator, 'createCustomField', {
      id: size,
      resource_type: 'lead',
      type: 'list',
      name: 'Lab size',
      choices: [small, large],
    });
  });
  afterEach(() => {
    unmountAll();
    store.close();
  });

  describe('renders', () => {
    it('what a filter shows, in the order that is asked for', async () => {
      lead('Zoe');
      lead('Ánn', { title: 'CEO' });
      lead('Bob', { title: 'CTO' });
      const list = await show({ order: [{ field: 'name' }] });
      expect(names(list)).to.deep.equal(['Ánn', 'Bob', 'Zoe']);
      list.filter = { field: 'title', is: 'filled' };
      await settled(list);
      expect(names(list)).to.deep.equal(['Ánn', 'Bob']);
      expect(inside(list, '.count').textContent?.trim()).to.equal('2 records');
    });

    it('columns of choice, those of the workspace’s own fields too', async () => {
      lead('Ann', { custom_fields: { [size]: large.id } });
      const list = await show({ columns: ['email', `custom_fields.${size}`] });
      expect([...(list.shadowRoot?.querySelectorAll('.head .cut') ?? [])].map((one) => one.textContent)).to.deep.equal([
        'Name',
        'E-mail',
        'Lab size',
      ]);
      expect(inside(list, '.row').textContent).to.contain('Large');
    });

    it('what is in sight, of thousands', async () => {
      for (let n = 0; n < 1500; n++) lead(`Lead ${String(n).padStart(4, '0')}`);
      const list = await show({ order: [{ field: 'name' }] });
      expect(names(list).length).to.be.lessThan(60);
      inside(list, '.rows').scrollTop = 36 * 1000;
      await until(() => names(list).includes('Lead 1005'), 'the rows have come');
    });

    it('as many rows as a high window holds, when what it is in connects later', async () => {
      await setViewport({ width: 1000, height: 1900 });
      for (let n = 0; n < 60; n++) lead(`Lead ${String(n).padStart(4, '0')}`);
      store = await sample.store(sample.camille);
      const holder = await mount(html`<div></div>`);
      const place = document.createElement('div');
      const provider = new ContextProvider(place, { context: storeContext });
      holder.append(place);
      const list = Object.assign(document.createElement('crm-record-list'), { style: 'block-size: 1800px', order: [{ field: 'name' }] });
      place.append(list);
      await settled(place);
      provider.setValue(store);
      await until(() => names(list).includes('Lead 0047'), 'the last row in sight has come');
      await setViewport({ width: 800, height: 600 });
    });

    it('the sum of deals in the workspace’s currency, and what it has no rate for', async () => {
      const contact = newId();
      sample.workspace.do(sample.camille, 'createContact', { id: contact, is_organization: true, name: 'Acme' });
      for (const [value, currency] of [
        ['10.10', 'EUR'],
        ['0.20', 'EUR'],
        ['500', 'JPY'],
      ] as const)
        sample.workspace.do(sample.camille, 'createDeal', { id: newId(), name: 'Sums', contact_id: contact, value, currency });
      const list = await show({ type: 'deal', filter: { field: 'name', is: 'is', value: 'Sums' } });
      expect(inside(list, '.count').textContent).to.contain('€10.30 + JPY').and.contain('no rate for JPY');
      expect(inside(list, '.count bdi').title).to.equal('€10.30\nJP¥500: no rate, not converted');
      const [settings] = store.every('workspace_settings');
      sample.workspace.do(sample.workspace.administrator, 'updateWorkspaceSettings', { id: settings?.id ?? '', rates: { JPY: '0.006' } });
      store.close();
      unmountAll();
      const converted = await show({ type: 'deal', filter: { field: 'name', is: 'is', value: 'Sums' } });
      expect(inside(converted, '.count').textContent).to.contain('≈ €13.30').and.not.contain('no rate');
      expect(inside(converted, '.count bdi').title).to.equal('€10.30\nJP¥500 ≈ €3');
    });

    it('a condition that does not fit as what it is, and how to go on', async () => {
      lead('Ann');
      const list = await show({ filter: { field: 'gone', is: 'filled' } });
      expect(inside(list, 'crm-notice').textContent).to.contain('gone is no field of leads');
      inside(list, '.chip > button:last-child').click();
      await settled(list);
      expect(names(list)).to.deep.equal(['Ann']);
    });

    it('rows in an order of choice on a phone too, where they have no head', async () => {
      lead('Ann', { title: 'CTO' });
      lead('Bob', { title: 'CEO' });
      await setViewport({ width: 390, height: 800 });
      const list = await show({ columns: ['name', 'title'] });
      const choose = async (field: string) => {
        inside(list, `crm-menu crm-menu-item[value="${field}"]`).click();
        await settled(list);
      };
      await choose('title');
      expect(names(list)).to.deep.equal(['Bob', 'Ann']);
      await choose('title');
      expect(names(list)).to.deep.equal(['Ann', 'Bob']);
      expect(inside(list, 'crm-menu-item[value="title"]').textContent?.trim()).to.equal('Title, sorted down');
      expect(await violations(list)).to.deep.equal([]);
      await setViewport({ width: 1280, height: 800 });
    });

    it('columns and export in one menu on a phone, in one line with what else is at hand', async () => {
      lead('Ann');
      await setViewport({ width: 390, height: 800 });
      await setLanguage('fr');
      const list = await show();
      expect(list.shadowRoot?.querySelector('crm-button[icon="download"], crm-button[icon="sliders-horizontal"]')).to.equal(null);
      expect(inside(list, '.tools').getBoundingClientRect().height, 'two lines').to.be.lessThan(100);
      const menu = inside(list, 'crm-menu:last-of-type');
      inside(list, 'crm-menu:last-of-type > crm-button').click();
      await settled(list);
      menu.querySelector<HTMLElement>('crm-menu-item[value="export"]')?.click();
      await until(() => list.shadowRoot?.querySelector('crm-segmented[name="extent"]') !== null, 'the dialog is open');
      await settled(list);
      const extents = [...inside(inside(list, 'crm-segmented[name="extent"]'), '.seg').querySelectorAll('button')];
      const counts = extents.map(({ textContent }) => Number(/\d+/.exec(textContent)?.[0]));
      expect(counts[0]).to.equal(8);
      expect(counts[1]).to.be.greaterThan(30);
      expect(await violations(list)).to.deep.equal([]);
      await setLanguage('en-GB');
      await setViewport({ width: 800, height: 600 });
    });

    it('nothing that axe objects to, light, dark and on a phone', async () => {
      lead('Ann', { title: 'CEO' });
      const list = await show({ filter: { field: 'title', is: 'is', value: 'ceo' } });
      expect(await violations(list)).to.deep.equal([]);
      await setViewport({ width: 390, height: 800 });
      await settled(list);
      expect(await violations(list)).to.deep.equal([]);
      await setViewport({ width: 1280, height: 800 });
    });
  });

  describe('filters', () => {
    it('by what is asked for in the dialog, and says so in chips that go one by one', async () => {
      lead('Ann', { title: 'CEO' });
      lead('Bob', { title: 'CTO' });
      const list = await show();
      button(list, 'Filter').click();
      await until(() => list.shadowRoot?.querySelector('.condition') !== null, 'the dialog is open');
      const dialog = inside(list, 'crm-dialog');
      const field = dialog.querySelector<HTMLElement & { value: string }>('crm-combobox.field');
      if (field) {
        field.value = 'title';
        field.dispatchEvent(new Event('change'));
      }
      await settled(dialog);
      const text = dialog.querySelector<HTMLElement & { value: string }>('.value crm-input');
      if (text) {
        text.value = 'ceo';
        text.dispatchEvent(new Event('change'));
      }
      dialog.querySelector<HTMLElement>('crm-button[variant="primary"]')?.click();
      await until(() => names(list).join() === 'Ann', 'the list is filtered');
      expect(inside(list, '.chip').textContent?.replace(/\s+/g, ' ').trim()).to.equal('Title contains ceo');
      inside(list, '.chip > button:last-child').click();
      await until(() => names(list).length === 2, 'the condition is gone');
    });

    it('while somebody types', async () => {
      lead('Élodie Martin');
      lead('Bob');
      const list = await show();
      inside<HTMLElement>(list, '.tools crm-input').focus();
      await sendKeys({ type: 'elo mar' });
      await until(() => names(list).join() === 'Élodie Martin', 'the list is filtered');
    });

    it('in the person’s words, in French too', async () => {
      await setLanguage('fr-FR');
      lead('Ann', { custom_fields: { [size]: large.id } });
      const list = await show({ filter: { field: `custom_fields.${size}`, is: 'any_of', value: [large.id] } });
      expect(inside(list, '.chip').textContent?.replace(/\s+/g, ' ').trim()).to.equal('Lab size est l’un de Large');
    });

    it('takes filters apart and puts them together the same', () => {
      const one: Condition = { field: 'name', is: 'filled' };
      for (const filter of [{ all: [] }, { all: [one] }, { all: [one, { any: [one, one] }] }] satisfies Filter[])
        expect(filterOf(partsOf(filter))).to.deep.equal(filter);
      expect(isBuilt({ not: one })).to.equal(false);
    });
  });

  describe('keyboard', () => {
    it('moves, chooses and opens', async () => {
      lead('Ann');
      lead('Bob');
      const list = await show({ order: [{ field: 'name' }] });
      const opened: string[] = [];
      list.addEventListener('crm-open-record', (event) => {
        event.preventDefault();
        opened.push((event as Event & { recordId: string }).recordId);
      });
      inside(list, '.open').focus();
      await sendKeys({ press: 'ArrowDown' });
      await until(() => list.shadowRoot?.activeElement?.getAttribute('data-at') === '1', 'the focus has moved');
      await sendKeys({ press: 'x' });
      await settled(list);
      expect(inside(list, '.bulk').textContent).to.contain('1 chosen');
      await sendKeys({ press: 'Enter' });
      expect(opened.map((id) => store.get('lead', id)?.name)).to.deep.equal(['Bob']);
    });
  });

  describe('many at once', () => {
    it('leave the focus on the rows when the bar over them goes', async () => {
      for (const name of ['Ann', 'Bob', 'Zoe']) lead(name);
      const list = await show({ order: [{ field: 'name' }] });
      const focused = () => (list.shadowRoot?.activeElement as HTMLElement | null)?.dataset['at'];
      inside(list, '.open[data-at="2"]').focus();
      await sendKeys({ press: 'x' });
      await settled(list);
      inside(list, '.bulk crm-button[icon=x]').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => focused() === '2', 'the row that was chosen has the focus');
      await sendKeys({ press: 'x' });
      await settled(list);
      inside(list, '.bulk crm-button[icon=trash]').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => focused() === '1', 'the last row that is left has the focus');
    });

    it('have the focus once those chosen are converted, each with a deal that has what is required', async () => {
      const seats = newId();
      const made = { resource_type: 'deal', type: 'number', name: 'Seats', required: true } as const;
      sample.workspace.do(sample.workspace.administrator, 'createCustomField', { ...made, id: seats });
      const [ann] = ['Ann', 'Bob'].map((name) => lead(name));
      const list = await show({ order: [{ field: 'name' }] });
      inside(list, '.open[data-at="0"]').focus();
      await sendKeys({ press: 'x' });
      await settled(list);
      inside(list, '.bulk crm-button[icon=arrow-right-left]').focus();
      await sendKeys({ press: 'Enter' });
      const within = <T extends HTMLElement>(selector: string) => list.shadowRoot?.querySelector<T>(`crm-dialog ${selector}`);
      await until(() => within('[name=with-deal]')?.matches(':focus') === true, 'the dialog is open');
      await sendKeys({ press: 'Space' });
      await until(() => Boolean(within(`[name="custom_fields.${seats}"]`)), 'what deals need is asked for');
      within('crm-button[variant=primary]')?.click();
      await until(() => within(`[name="custom_fields.${seats}"]`)?.matches(':focus') === true, 'it is asked for again');
      await sendKeys({ type: '4' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      await until(() => store.get('lead', ann ?? '')?.converted_at !== null, 'the lead is converted');
      expect([...store.all('deal')].map(({ custom_fields }) => custom_fields)).to.deep.equal([{ [seats]: 4 }]);
      await until(() => list.shadowRoot?.activeElement?.matches('.open') === true, 'a row has the focus');
    });

    const chooseAll = async (list: CrmRecordList) => {
      const box = inside<HTMLElement & { checked: boolean }>(list, '.head crm-checkbox');
      box.checked = true;
      box.dispatchEvent(new Event('change'));
      await settled(list);
    };

    it('have their bar in sight when something is told', async () => {
      lead('Ann');
      await setViewport({ width: 800, height: 520 });
      const list = await show();
      toast({ text: 'Saved', seconds: 60 });
      const toaster = () => document.querySelector('crm-toaster')?.getBoundingClientRect();
      await settled(document);
      const before = toaster()?.bottom ?? 0;
      inside(list, '.open').focus();
      await sendKeys({ press: 'x' });
      await until(() => (toaster()?.bottom ?? 0) < before, 'the notice makes room');
      expect(toaster()?.bottom).to.be.at.most(inside(list, '.bulk').getBoundingClientRect().top);
      await sendKeys({ press: 'x' });
      await until(() => toaster()?.bottom === before, 'it stands where it stood');
      document.querySelector('crm-toaster')?.remove();
      await setViewport({ width: 800, height: 600 });
    });

    it('are deleted, and come back', async () => {
      lead('Ann');
      lead('Bob');
      const list = await show();
      await chooseAll(list);
      button(list, 'Delete').click();
      await until(() => names(list).length === 0, 'they are gone');
      await pressUndo('2 records are deleted.');
      await until(() => names(list).length === 2, 'they are back');
    });

    it('are an organization and its people again, whichever went first', async () => {
      const company = newId();
      sample.workspace.do(sample.camille, 'createContact', { id: company, is_organization: true, name: 'Quorum' });
      const people = ['Quorum-Ann', 'Quorum-Zoe'].map((last_name) => {
        const id = newId();
        sample.workspace.do(sample.camille, 'createContact', { id, last_name, contact_id: company });
        return id;
      });
      const list = await show({ type: 'contact', filter: { field: 'name', is: 'contains', value: 'quorum' } });
      for (const box of list.shadowRoot?.querySelectorAll<HTMLElement & { checked: boolean }>('.row crm-checkbox') ?? []) {
        const name = box.closest('.row')?.querySelector('.strong')?.textContent?.trim();
        if (name === 'Quorum-Zoe') continue;
        box.checked = true;
        box.dispatchEvent(new Event('change'));
        await settled(list);
      }
      button(list, 'Delete').click();
      await until(() => store.get('contact', company) === undefined, 'they are gone');
      await pressUndo('2 records are deleted.');
      await until(() => people.every((id) => store.get('contact', id)?.contact_id === company), 'all of them belong to it again');
    });

    it('tell of each that is refused, keep the others, and give back only what nobody has changed since', async () => {
      const ids = [lead('Ann'), lead('Bob'), lead('Cid')];
      const kept = ids[2] ?? '';
      sample.workspace.do(sample.camille, 'createDeal', { id: newId(), name: 'Ovens', lead_id: kept, value: '1', currency: 'EUR' });
      const list = await show();
      await chooseAll(list);
      button(list, 'Delete').click();
      await until(() => list.shadowRoot?.querySelector('.refusals') !== null, 'what was refused');
      const lines = [...(list.shadowRoot?.querySelectorAll('.refusals li') ?? [])].map((line) => line.textContent);
      expect(lines).to.deep.equal(['CidDeals belong to this lead: delete them, or convert the lead.']);
      expect(await violations(list)).to.deep.equal([]);
      inside<HTMLElement>(list, 'crm-dialog crm-button[variant="primary"]').click();
      await until(
        () => list.shadowRoot?.querySelector('.bulk')?.textContent?.includes('1 chosen') ?? false,
        'the one that was refused is chosen',
      );
      expect(names(list)).to.deep.equal(['Cid']);
      await pressUndo('2 records are deleted.');
      await until(() => names(list).length === 3, 'they are back');
    });

    it('go to somebody else', async () => {
      const ids = [lead('Ann'), lead('Bob')];
      const list = await show();
      await chooseAll(list);
      const other = sample.workspace.all('user').find((user) => user.id !== sample.camille);
      inside(list, `.bulk crm-menu-item[value="${other?.id}"]`).click();
      await until(() => ids.every((id) => store.get('lead', id)?.owner_id === other?.id), 'they are handed over');
    });
  });

  describe('tasks', () => {
    const task = (content: string, more: object = {}): string => {
      const id = newId();
      sample.workspace.do(sample.camille, 'createTask', { id, content, ...more });
      return id;
    };
    const choose = async (list: CrmRecordList, ...wanted: string[]) => {
      for (const name of wanted) {
        const box = inside<HTMLElement & { checked: boolean }>(list, `.row crm-checkbox[label="Choose ${name}"]`);
        box.checked = true;
        box.dispatchEvent(new Event('change'));
      }
      await settled(list);
    };
    /** Once it can be pressed: while something is being changed its bar says how far that is. */
    const press = async (list: CrmRecordList, text: string) => {
      const found = () =>
        [...(list.shadowRoot?.querySelectorAll<HTMLElement>('.bulk crm-button') ?? [])].find((one) => one.textContent?.trim() === text);
      await until(() => found() !== undefined, `the button ${text}`);
      found()?.click();
    };
    const opened = (list: CrmRecordList) => {
      const found: string[] = [];
      list.addEventListener('crm-open-record', (event) => {
        event.preventDefault();
        const { listType, recordId } = event as Event & { listType: string; recordId: string };
        found.push(`${listType} ${recordId}`);
      });
      return found;
    };

    it('stand by their due date, late ones in red, those done last', async () => {
      const done = task('Done long ago', { due_date: '2020-01-01' });
      sample.workspace.do(sample.camille, 'completeTask', { id: done });
      task('Some day');
      task('Late', { due_date: '2020-02-01' });
      const list = await show({ type: 'task' });
      expect(names(list)).to.deep.equal(['Late', 'Some day', 'Done long ago']);
      expect([...(list.shadowRoot?.querySelectorAll('.row') ?? [])].map((row) => row.querySelector('.danger') !== null)).to.deep.equal([
        true,
        false,
        false,
      ]);
      list.filter = { field: 'overdue', is: 'is', value: true };
      await settled(list);
      expect(names(list)).to.deep.equal(['Late']);
      expect(inside(list, '.chip').textContent?.replace(/\s+/g, ' ').trim()).to.equal('Overdue is yes');
    });

    it('open what they are about by its name, on a phone by a button of its own', async () => {
      const about = lead('Ann');
      const id = task('Call', { resource_type: 'lead', resource_id: about });
      const list = await show({ type: 'task' });
      const seen = opened(list);
      inside<HTMLElement>(list, '.linked').focus();
      expect(inside(list, '.linked').textContent?.trim()).to.equal('Ann');
      await sendKeys({ press: 'Enter' });
      inside(list, '.open').click();
      await setViewport({ width: 390, height: 800 });
      await until(
        () => list.shadowRoot?.querySelector('.head') === null || list.shadowRoot?.querySelector('.two') !== null,
        'a phone’s rows',
      );
      inside(list, '.linked').click();
      expect(seen).to.deep.equal([`lead ${about}`, `task ${id}`, `lead ${about}`]);
      expect(await violations(list)).to.deep.equal([]);
      await setViewport({ width: 1280, height: 800 });
    });

    it('are done and opened again together, with the way back', async () => {
      const [one, two] = [task('One'), task('Two')];
      sample.workspace.do(sample.camille, 'completeTask', { id: two });
      const list = await show({ type: 'task' });
      await choose(list, 'One', 'Two');
      await press(list, 'Reopen');
      await until(() => store.get('task', two)?.completed === false, 'it is open again');
      await choose(list, 'One');
      await press(list, 'Done');
      await until(() => store.get('task', one)?.completed === true, 'it is done');
      await pressUndo('1 task is done.');
      await until(() => store.get('task', one)?.completed === false, 'it is open as before');
    });

    it('are chosen on a phone too', async () => {
      task('One');
      task('Two');
      await setViewport({ width: 390, height: 800 });
      const list = await show({ type: 'task' });
      const seen = opened(list);
      button(list, 'Choose rows').click();
      await settled(list);
      inside(list, '.open').click();
      await settled(list);
      expect(inside(list, '.bulk').textContent).to.contain('1 chosen');
      expect(await violations(list)).to.deep.equal([]);
      button(list, 'All 2').click();
      await settled(list);
      expect(inside(list, '.bulk').textContent).to.contain('2 chosen');
      button(list, 'Finish').click();
      await settled(list);
      expect(list.shadowRoot?.querySelector('.bulk')).to.equal(null);
      expect(seen).to.deep.equal([]);
      await setViewport({ width: 1280, height: 800 });
    });
  });

  describe('exports', () => {
    it('what is shown, or every field once, the workspace’s own too', async () => {
      const list = await show({ columns: ['email'] });
      const fields = fieldsOf('lead', store.every('custom_field'));
      const view = { filter: list.filter, order: list.order, columns: list.columns };
      const titles = (extent: 'shown' | 'all') => exportedColumns({ type: 'lead', fields, view }, extent).map(({ label }) => label);
      expect(titles('shown')).to.deep.equal(['Name', 'E-mail']);
      expect(titles('all')).to.include.members(['Name', 'Last name', 'Description', 'City', 'Lab size', 'Next task']);
      expect(titles('all').filter((label, at, all) => all.indexOf(label) !== at)).to.deep.equal([]);
    });
  });

  describe('smart lists', () => {
    it('are saved with filter, order and columns, and shown again', async () => {
      lead('Ann', { title: 'CEO' });
      lead('Bob');
      const list = await show({ filter: { field: 'title', is: 'filled' }, columns: ['email'] });
      button(list, 'Save list').click();
      await until(() => list.shadowRoot?.querySelector('.save') !== null, 'the dialog is open');
      const dialog = inside(list, 'crm-dialog');
      const name = dialog.querySelector<HTMLElement & { value: string }>('crm-input');
      if (name) name.value = 'With a title';
      dialog.querySelector<HTMLElement>('crm-button[variant="primary"]')?.click();
      await until(() => list.list !== '', 'the list is saved');
      const saved = store.get('smart_list', list.list);
      expect(saved).to.deep.include({ name: 'With a title', shared: false, list_type: 'lead', columns: ['email'] });
      list.list = '';
      await until(() => names(list).length === 2, 'everything is shown');
      list.list = saved?.id ?? '';
      await until(() => names(list).join() === 'Ann', 'the list is shown');
    });
  });
});
