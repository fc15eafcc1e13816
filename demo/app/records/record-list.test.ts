import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { newId } from '../../../shared/ids.ts';
import { inside, mount, settled, unmountAll, until, violations } from '../../../components/base/testing/page.ts';
import { Sample, around } from '../../../components/pipeline-board/testing/sample.ts';
import type { Store } from '../../../components/store/index.ts';
import './record-list.ts';
import '../../../components/lead-panel/conversions.ts';
import type { RecordList } from './record-list.ts';

let sample: Sample;
let store: Store;

function lead(last_name: string, more: object = {}): string {
  const id = newId();
  sample.workspace.do(sample.camille, 'createLead', { id, last_name, ...more });
  return id;
}

async function show(type: 'lead' | 'contact' = 'lead'): Promise<RecordList> {
  store = await sample.store();
  const place = around(store);
  const list = document.createElement('inlay-record-list');
  list.type = type;
  list.style.blockSize = '500px';
  place.append(list);
  await mount(html`${place}`);
  await settled(place);
  return list;
}

const names = (list: RecordList): (string | undefined)[] =>
  [...(list.shadowRoot?.querySelectorAll('.open .strong') ?? [])].map((name) => name.textContent?.trim());

async function choose(list: RecordList, ...ids: string[]): Promise<void> {
  for (const id of ids) {
    const box = list.shadowRoot?.querySelector(`[data-id="${id}"]`)?.parentElement?.querySelector('crm-checkbox');
    box?.shadowRoot?.querySelector<HTMLElement>('input')?.click();
  }
  await list.updateComplete;
  await settled(list.shadowRoot ?? list);
}

const press = (root: ParentNode, words: string): void => {
  const button = [...root.querySelectorAll<HTMLElement>('crm-button, crm-menu-item')].find((one) => one.textContent?.trim() === words);
  if (!button) throw new Error(`There is no “${words}”`);
  button.click();
};

const undo = async (told: string): Promise<void> => {
  await until(() => document.querySelector('crm-toaster')?.shadowRoot?.textContent?.includes(told) === true, told);
  const buttons = document.querySelector('crm-toaster')?.shadowRoot?.querySelectorAll<HTMLElement>('button, crm-button') ?? [];
  [...buttons].findLast((button) => button.textContent?.trim() === 'Undo')?.click();
};

describe('the list of leads and contacts', () => {
  beforeEach(() => (sample = new Sample()));
  afterEach(() => {
    unmountAll();
    store.close();
  });

  it('finds by any word of a name, an organization or an address, accents aside', async () => {
    lead('Marchetti', { first_name: 'Hélène', organization_name: 'Laboratoires Chevreul' });
    lead('Okafor', { email: 'dan@kestrel.example' });
    const list = await show();
    const find = inside<HTMLElement & { value: string }>(list, '.tools crm-input');
    find.value = 'helene chev';
    find.dispatchEvent(new Event('input'));
    await list.updateComplete;
    expect(names(list)).to.deep.equal(['Hélène Marchetti']);
    find.value = 'nobody';
    find.dispatchEvent(new Event('input'));
    await list.updateComplete;
    expect(inside<HTMLElement & { heading: string }>(list, 'crm-empty').heading).to.equal('Nothing fits the filter');
    press(inside(list, 'crm-empty'), 'Show all');
    await list.updateComplete;
    expect(names(list)).to.have.length(2);
  });

  it('sorts by a column, and the other way round', async () => {
    for (const name of ['Berg', 'Adler', 'Costa']) lead(name);
    const list = await show();
    const head = [...(list.shadowRoot?.querySelectorAll<HTMLElement>('.head button') ?? [])].find(
      (one) => one.textContent?.trim() === 'Name',
    );
    head?.click();
    await list.updateComplete;
    expect(names(list)).to.deep.equal(['Adler', 'Berg', 'Costa']);
    head?.click();
    await list.updateComplete;
    expect(names(list)).to.deep.equal(['Costa', 'Berg', 'Adler']);
  });

  it('shows the next task of each', async () => {
    const id = lead('Berg');
    sample.workspace.do(sample.camille, 'createTask', {
      id: newId(),
      content: 'Call',
      due_date: '2020-01-01',
      resource_type: 'lead',
      resource_id: id,
    });
    const list = await show();
    expect(inside(list, '.open .danger').textContent).to.match(/overdue/);
  });

  it('goes from row to row by the arrows, and chooses by x', async () => {
    for (const name of ['Berg', 'Adler', 'Costa']) lead(name);
    const list = await show();
    inside(list, '.open').focus();
    await sendKeys({ press: 'ArrowDown' });
    await until(() => list.shadowRoot?.activeElement?.getAttribute('data-at') === '1', 'the second row has the focus');
    await sendKeys({ press: 'x' });
    await list.updateComplete;
    expect(inside(list, '.bulk').textContent).to.contain('1 chosen');
  });

  it('hands over those chosen, with a way back', async () => {
    const [one, two, three] = [lead('Berg'), lead('Adler'), lead('Costa')];
    const list = await show();
    await choose(list, one, two);
    press(inside(list, '.bulk'), 'Jonas Lindqvist');
    const owners = () => [one, two, three].map((id) => store.get('lead', id)?.owner_id);
    expect(owners()).to.deep.equal([sample.jonas, sample.jonas, sample.camille]);
    await undo('2 records are Jonas Lindqvist’s now.');
    await until(() => owners().every((owner) => owner === sample.camille), 'they are back');
  });

  it('deletes those chosen, with a way back', async () => {
    const [one, two] = [lead('Berg'), lead('Adler')];
    const list = await show();
    await choose(list, one, two);
    press(inside(list, '.bulk'), 'Delete');
    expect(store.get('lead', one)).to.equal(undefined);
    await undo('2 records are deleted.');
    await until(() => store.get('lead', one) !== undefined && store.get('lead', two) !== undefined, 'they are back');
  });

  it('converts several leads at once, and makes no organization twice', async () => {
    const [one, two] = [lead('Berg', { organization_name: 'Nyman' }), lead('Adler', { organization_name: 'Nyman' })];
    const list = await show();
    await choose(list, one, two);
    press(inside(list, '.bulk'), 'Convert');
    await until(() => Boolean(list.shadowRoot?.querySelector('crm-dialog')), 'the dialog');
    expect(inside(list, 'crm-dialog').textContent).to.contain('cannot be undone');
    press(inside(list, 'crm-dialog'), 'Convert');
    expect([one, two].every((id) => store.get('lead', id)?.converted_at)).to.equal(true);
    expect([...store.all('contact')].filter(({ name, is_organization }) => is_organization && name === 'Nyman')).to.have.length(1);
    await list.updateComplete;
    expect(names(list)).to.deep.equal([]);
  });

  it('has nothing that axe finds wrong', async () => {
    lead('Berg', { organization_name: 'Nyman' });
    const list = await show();
    await choose(list, inside(list, '.open').dataset['id'] ?? '');
    expect(await violations(list)).to.deep.equal([]);
  });

  it('teaches the next step where there is nothing', async () => {
    const list = await show('contact');
    let asked = false;
    list.addEventListener('inlay-add', () => (asked = true));
    press(inside(list, 'crm-empty'), 'Add contact');
    expect(asked).to.equal(true);
  });
});
