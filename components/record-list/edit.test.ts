/// <reference types="mocha" />
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import type { ListType } from '../../shared/filters/index.ts';
import { newId } from '../../shared/ids.ts';
import type { MutatorName } from '../../shared/mutators/index.ts';
import { customFieldTypes, newChoice } from '../../shared/records/index.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { inside, mount, settled, unmountAll, until, violations } from '../base/testing/page.ts';
import { Sample, around } from '../pipeline-board/testing/sample.ts';
import { changeOf } from '../record/fields.ts';
import type { Store } from '../store/index.ts';
import type { ListedRow } from './columns.ts';
import { changeFor, heldIn, write } from './edit.ts';
import type { Editable } from './edit-fields.ts';
import { editablesOf } from './edit-fields.ts';
import './record-list.ts';
import type { CrmRecordList } from './record-list.ts';

type Control = HTMLElement & { value: string };

let sample: Sample;
let store: Store;

const make = (name: MutatorName, args: object): string => {
  const id = newId();
  sample.workspace.do(sample.camille, name, { id, ...args });
  return id;
};
const lead = (last_name: string, more: object = {}) => make('createLead', { last_name, ...more });

function addFields(resource_type: 'lead' | 'contact' | 'deal'): void {
  for (const type of customFieldTypes) {
    const choices = type.includes('list') ? [newChoice(newId(), 'Red'), newChoice(newId(), 'Blue')] : [];
    sample.workspace.do(sample.workspace.administrator, 'createCustomField', {
      id: newId(),
      resource_type,
      type,
      name: `Own ${type}`,
      choices,
      ...(resource_type === 'contact' ? { for_contact: true, for_company: true } : {}),
    });
  }
}

async function show(set: Partial<CrmRecordList> = {}): Promise<CrmRecordList> {
  store = await sample.store(sample.camille);
  const holder = await mount(html`<div></div>`);
  const place = around(store);
  holder.append(place);
  const list = Object.assign(document.createElement('crm-record-list'), { style: 'block-size: 640px' }, set);
  place.append(list);
  await drawn(list);
  return list;
}

/** Waits until the list has rendered with all that stands in it. */
async function drawn(list: CrmRecordList): Promise<void> {
  await list.updateComplete;
  if (list.shadowRoot) await settled(list.shadowRoot);
}

async function choose(list: CrmRecordList, ...names: string[]): Promise<void> {
  for (const name of names) {
    const box = inside<HTMLElement & { checked: boolean }>(list, `.row crm-checkbox[label="Choose ${name}"]`);
    box.checked = true;
    box.dispatchEvent(new Event('change'));
  }
  await drawn(list);
}

const dialog = (list: CrmRecordList) => inside(list, '.edit');
const answerButton = (list: CrmRecordList) => inside<HTMLElement>(list, 'crm-dialog crm-button[variant="primary"]');

/** Opens the dialog and chooses a field in it. */
async function begin(list: CrmRecordList, field: string): Promise<void> {
  [...inside(list, '.bulk').querySelectorAll<HTMLElement>('crm-button')].find((one) => one.textContent?.trim() === 'Change')?.click();
  await until(() => list.shadowRoot?.querySelector('.edit') !== null, 'the dialog');
  give(inside(list, '.edit [name="field"]'), field);
  await until(() => list.shadowRoot?.querySelector('.edit .value') !== null, 'a control for the value');
  await drawn(list);
}

function give(control: Element, value: string): void {
  (control as Control).value = value;
  control.dispatchEvent(new Event('change', { bubbles: true }));
}

const foretold = (list: CrmRecordList) => dialog(list).querySelector('[role="status"]')?.textContent ?? '';

async function pressUndo(said: string): Promise<void> {
  const found = () =>
    [...(document.querySelector('crm-toaster')?.shadowRoot?.querySelectorAll('.toast') ?? [])].findLast((one) =>
      one.textContent?.includes(said),
    );
  await until(() => found() !== undefined, `the notice: ${said}`);
  found()?.querySelector<HTMLElement>('.act')?.click();
}

/** A value that fits a field, as the editors give it. */
function sampleOf(
  type: ListType,
  { field, control }: Editable,
  ids: { organization: string; deal: string; user: string },
): Record<string, unknown> {
  if (control === 'yes-no') return changeOf(field, true);
  if (control === 'due') return { due_date: '2030-01-02' };
  if (control === 'link') return { resource_type: 'deal', resource_id: ids.deal };
  if (control === 'minutes') return { reminder_offset: 60 };
  if (field.name === 'owner_id') return { owner_id: ids.user };
  if (field.name === 'currency') return { currency: 'JPY' };
  if (field.name === 'customer_status') return { customer_status: 'past' };
  switch (field.kind) {
    case 'money':
      return { value: '12.50', currency: 'USD' };
    case 'choice':
      return changeOf(field, field.options?.at(-1)?.value);
    case 'several':
      return changeOf(
        field,
        field.options?.map(({ value }) => value),
      );
    case 'contact':
      return changeOf(field, ids.organization);
    case 'tags':
      return { tags: ['fresh'] };
    case 'number':
    case 'percent':
      return changeOf(field, 42);
    case 'date':
      return changeOf(field, '2030-01-02');
    case 'address':
      return changeOf(field, { line1: '1 Rue A', postal_code: null, city: 'Lyon', state: null, country: null });
    case 'email':
      return changeOf(field, 'someone@example.com');
    case 'url':
      return changeOf(field, 'https://example.com');
    case 'tel':
      return changeOf(field, '+33 1 02 03 04 05');
    default:
      return changeOf(field, type === 'task' ? 'Something else' : 'Some words');
  }
}

describe('a field of many records', () => {
  before(() => Promise.all([import('./edit-dialog.ts'), import('./refusals-dialog.ts'), import('../record/problem.ts')]));
  beforeEach(async () => {
    await setLanguage('en-GB');
    sample = new Sample();
  });
  afterEach(() => {
    unmountAll();
    store.close();
  });

  describe('whatever it is', () => {
    for (const type of ['lead', 'contact', 'deal', 'task'] as const)
      it(`is set on ${type}s by their mutators, and what was there comes back`, async () => {
        if (type !== 'task') addFields(type);
        const organization = make('createContact', { is_organization: true, name: 'Acme' });
        const deal = sample.deal('Ovens');
        const made: Record<ListType, () => string[]> = {
          lead: () => [lead('Ann')],
          contact: () => [make('createContact', { last_name: 'Ann' }), make('createContact', { is_organization: true, name: 'Globex' })],
          deal: () => [sample.deal('Pumps'), sample.deal('Filters', { tags: ['old'], closes: '2026-01-01' })],
          task: () => [make('createTask', { content: 'Call' })],
        };
        const ids = made[type]();
        store = await sample.store(sample.camille);
        const rowOf = (id: string) => store.get(type, id) as ListedRow;
        const editables = editablesOf(store, type, ids.map(rowOf));
        expect(editables.length).to.be.greaterThan(type === 'task' ? 5 : 18);
        for (const editable of editables) {
          const given = sampleOf(type, editable, { organization, deal, user: sample.jonas });
          const closed = store.every('stage').find(({ id }) => id === given['stage_id']);
          if (closed?.category === 'unqualified') given['unqualified_reason_id'] = store.every('deal_unqualified_reason')[0]?.id;
          if (closed?.category === 'lost') given['loss_reason_id'] = store.every('loss_reason')[0]?.id;
          const edit = { editable, way: 'set' as const, given };
          let taken = 0;
          for (const id of ids) {
            const before = heldIn(editable, rowOf(id));
            const change = changeFor(edit, rowOf(id));
            // A person has no parent, and an organization no first name.
            if (editable.isOf && !editable.isOf(rowOf(id))) continue;
            expect(change, editable.field.label).to.not.equal(undefined);
            expect(write(store, type, id, change ?? {}).ok, editable.field.label).to.equal(true);
            taken++;
            expect(changeFor(edit, rowOf(id)), `${editable.field.label} has it now`).to.equal(undefined);
            expect(write(store, type, id, before).ok, `${editable.field.label} goes back`).to.equal(true);
            expect(heldIn(editable, rowOf(id)), editable.field.label).to.deep.equal(before);
          }
          expect(taken, `${editable.field.label} was taken`).to.be.greaterThan(0);
        }
      });
  });

  it('is set on those that have something else, says so before, and comes back by Undo unless it was changed since', async () => {
    const ids = [lead('Ann', { title: 'CEO' }), lead('Bob', { title: 'CTO' }), lead('Cid')];
    const list = await show({ order: [{ field: 'name' }] });
    await choose(list, 'Ann', 'Bob', 'Cid');
    await begin(list, 'title');
    give(inside(list, '.edit .value crm-input'), 'CTO');
    await drawn(list);
    expect(foretold(list)).to.equal('2 records will change. 1 stays as it is. 1 has something else there now.');
    expect(answerButton(list).textContent?.trim()).to.equal('Change 2 records');
    expect(await violations(list)).to.deep.equal([]);
    answerButton(list).click();
    const titles = () => ids.map((id) => store.get('lead', id)?.title ?? null);
    await until(() => titles().every((title) => title === 'CTO'), 'all have it');
    store.mutate.updateLead({ id: ids[0] ?? '', title: 'Chair' });
    await pressUndo('Title: 2 records are changed.');
    await until(() => titles()[2] === null, 'the one without has none again');
    expect(titles()).to.deep.equal(['Chair', 'CTO', null]);
  });

  it('is changed on all of the list, of which few were chosen', async () => {
    for (let n = 0; n < 120; n++) lead(`Lead ${n}`);
    const list = await show({ order: [{ field: 'created_at' }] });
    await choose(list, 'Lead 0');
    await begin(list, 'industry');
    give(inside(list, '.edit .value crm-input'), 'Glass');
    give(inside(list, '.edit crm-segmented[label="Which records"]'), 'all');
    await drawn(list);
    expect(foretold(list)).to.equal('120 records will change.');
    answerButton(list).click();
    await until(() => [...store.all('lead')].every(({ industry }) => industry === 'Glass'), 'all have it');
    await pressUndo('Industry: 120 records are changed.');
    await until(() => [...store.all('lead')].every(({ industry }) => industry === null), 'none has it');
  });

  it('can be stopped on the way: those that are done stay done, and can go back', async () => {
    for (let n = 0; n < 300; n++) lead(`Lead ${n}`);
    const list = await show();
    const updateLead = store.mutate.updateLead;
    // Each takes as long as on a slow machine, so that there is a moment to stop it.
    const slow = new Proxy(store.mutate, {
      get: (mutate, name) =>
        name === 'updateLead'
          ? (args: Parameters<typeof updateLead>[0]) => {
              for (const end = performance.now() + 4; performance.now() < end;);
              return updateLead(args);
            }
          : Reflect.get(mutate, name),
    });
    Object.defineProperty(store, 'mutate', { value: slow });
    const box = inside<HTMLElement & { checked: boolean }>(list, '.head crm-checkbox');
    box.dispatchEvent(new Event('change'));
    await drawn(list);
    await begin(list, 'industry');
    give(inside(list, '.edit .value crm-input'), 'Glass');
    await drawn(list);
    answerButton(list).click();
    await until(() => list.shadowRoot?.querySelector('.bulk progress') !== null, 'how far it is');
    expect(inside(list, '.bulk .num').textContent).to.match(/^\d+ of 300$/);
    inside<HTMLElement>(list, '.bulk crm-button').click();
    const done = () => [...store.all('lead')].filter(({ industry }) => industry === 'Glass').length;
    await until(() => list.shadowRoot?.querySelector('.bulk progress') === null, 'that it has stopped');
    const stopped = done();
    expect(stopped).to.be.greaterThan(0).and.lessThan(300);
    await pressUndo('Stopped. Industry:');
    await until(() => done() === 0, 'none has it');
  });

  it('is refused record by record, in words, and taken by the others', async () => {
    const [kept, refused] = [lead('Ann', { organization_name: 'Acme' }), lead('Bob')];
    const list = await show({ order: [{ field: 'name' }] });
    await choose(list, 'Ann', 'Bob');
    await begin(list, 'last_name');
    give(inside(list, '.edit crm-segmented'), 'empty');
    await drawn(list);
    expect(foretold(list)).to.equal('2 records will change. 2 have something else there now.');
    answerButton(list).click();
    await until(() => list.shadowRoot?.querySelector('.refusals li') !== null, 'what was refused');
    const lines = [...(list.shadowRoot?.querySelectorAll('.refusals li') ?? [])];
    expect(lines.map((line) => line.querySelector('bdi')?.textContent)).to.deep.equal(['Bob']);
    expect(lines[0]?.textContent).to.contain('A lead needs a last name or an organization');
    expect([kept, refused].map((id) => store.get('lead', id)?.last_name)).to.deep.equal([null, 'Bob']);
    [...(list.shadowRoot?.querySelectorAll<HTMLElement>('crm-dialog crm-button') ?? [])]
      .find((one) => one.textContent?.trim() === 'Undo the others')
      ?.click();
    await until(() => store.get('lead', kept)?.last_name === 'Ann', 'the other one has its name again');
  });

  it('is left alone on records that have no such field', async () => {
    const ann = make('createContact', { last_name: 'Ann' });
    const globex = make('createContact', { is_organization: true, name: 'Globex' });
    const list = await show({ type: 'contact', order: [{ field: 'name' }] });
    await choose(list, 'Ann', 'Globex');
    await begin(list, 'contact_id');
    give(inside(list, '.edit .value crm-combobox'), globex);
    await drawn(list);
    expect(foretold(list)).to.equal('1 record will change. 1 stays as it is.');
    answerButton(list).click();
    await until(() => store.get('contact', ann)?.contact_id === globex, 'she belongs to it');
  });

  it('adds tags to those that are there, takes some off, and empties', async () => {
    const ids = [lead('Ann', { tags: ['old'] }), lead('Bob')];
    const list = await show({ order: [{ field: 'name' }] });
    const tags = () => ids.map((id) => store.get('lead', id)?.tags.join() ?? '');
    await choose(list, 'Ann', 'Bob');
    await begin(list, 'tags');
    const combobox = inside(list, '.edit .value crm-combobox');
    combobox.dispatchEvent(Object.assign(new Event('crm-create'), { text: 'fresh' }));
    await drawn(list);
    answerButton(list).click();
    await until(() => tags().join(';') === 'old,fresh;fresh', 'the tag is added');
    await begin(list, 'tags');
    give(inside(list, '.edit crm-segmented'), 'empty');
    await drawn(list);
    answerButton(list).click();
    await until(() => tags().join(';') === ';', 'there are none');
  });

  describe('the stage of deals', () => {
    it('asks once for the reason of all that are lost, and Undo brings stages and reasons back', async () => {
      const ids = [sample.deal('Ovens'), sample.deal('Pumps', { stage: sample.stages[1] ?? '' })];
      const list = await show({ type: 'deal', order: [{ field: 'name' }] });
      const lost = store.every('stage').find(({ category }) => category === 'lost')?.id ?? '';
      const [reason] = store.every('loss_reason');
      await choose(list, 'Ovens', 'Pumps');
      await begin(list, 'stage_id');
      give(inside(list, '.edit .value crm-select'), lost);
      await drawn(list);
      answerButton(list).click();
      await until(() => inside<HTMLElement & { error: string }>(list, '.edit [name="reason"]').error === 'Choose a reason.', 'a reason');
      expect(store.get('deal', ids[0] ?? '')?.stage_id).to.equal(sample.stages[0]);
      give(inside(list, '.edit [name="reason"]'), reason?.id ?? '');
      await drawn(list);
      expect(await violations(list)).to.deep.equal([]);
      answerButton(list).click();
      const all = () => ids.map((id) => store.get('deal', id));
      await until(() => all().every((deal) => deal?.stage_id === lost && deal.loss_reason_id === reason?.id), 'they are lost');
      await pressUndo('Stage: 2 records are changed.');
      await until(() => all().every((deal) => deal?.loss_reason_id === null), 'they are open');
      expect(all().map((deal) => deal?.stage_id)).to.deep.equal([sample.stages[0], sample.stages[1]]);
    });

    it('has a reason that can be changed afterwards', async () => {
      const lost = sample.workspace.all('stage').find(({ category }) => category === 'lost')?.id ?? '';
      const [first, second] = sample.workspace.all('loss_reason');
      const id = sample.deal('Ovens');
      sample.workspace.do(sample.camille, 'moveDeal', { id, stage_id: lost, loss_reason_id: first?.id });
      const list = await show({ type: 'deal' });
      await choose(list, 'Ovens');
      await begin(list, 'loss_reason_id');
      give(inside(list, '.edit .value crm-select'), second?.id ?? '');
      await drawn(list);
      answerButton(list).click();
      await until(() => store.get('deal', id)?.loss_reason_id === second?.id, 'the other reason');
      expect(store.get('deal', id)?.stage_id).to.equal(lost);
    });
  });

  it('asks for what is missing, by keyboard, in French, on a phone', async () => {
    await setLanguage('fr-FR');
    make('createTask', { content: 'Call' });
    await setViewport({ width: 390, height: 800 });
    const list = await show({ type: 'task' });
    const press = (text: string) =>
      [...(list.shadowRoot?.querySelectorAll<HTMLElement>('crm-button') ?? [])].find((one) => one.textContent?.trim() === text)?.click();
    press('Sélectionner');
    await drawn(list);
    inside(list, '.open').click();
    await drawn(list);
    press('Échéance');
    await until(() => list.shadowRoot?.querySelector('.edit') !== null, 'the dialog');
    await drawn(list);
    expect(await violations(list)).to.deep.equal([]);
    inside<HTMLElement>(list, '.edit .value crm-input').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => inside<HTMLElement & { error: string }>(list, '.edit .value crm-input').error !== '', 'what is missing');
    give(inside(list, '.edit .value crm-input'), '2030-01-02');
    await drawn(list);
    await sendKeys({ press: 'Enter' });
    await until(() => [...store.all('task')][0]?.due_date === '2030-01-02', 'it is due then');
    await setViewport({ width: 1280, height: 800 });
  });
});
