import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { html } from 'lit';
import { newId } from '../../shared/ids.ts';
import type { RecordType } from '../../shared/records/index.ts';
import { newChoice } from '../../shared/records/index.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { inside, mount, settled, unmountAll, until, violations } from '../base/testing/page.ts';
import type { CrmCombobox } from '../base/combobox/combobox.ts';
import { Sample, around } from '../pipeline-board/testing/sample.ts';
import type { Store } from '../store/index.ts';
import { understand } from '../task-list/due.ts';
import type { AddedEvent, CrmQuickAdd, Kind } from './quick-add.ts';
import './quick-add.ts';

type Field = HTMLElement & { value: string };

let sample: Sample;
let store: Store;
let added: { record: RecordType; id: string }[];

async function page(): Promise<CrmQuickAdd> {
  store = await sample.store();
  added = [];
  const holder = await mount(html`<div></div>`);
  const place = around(store);
  holder.append(place);
  const add = document.createElement('crm-quick-add');
  place.append(add);
  place.addEventListener('crm-added', (event: AddedEvent) => added.push({ record: event.record, id: event.id }));
  await settled(place);
  return add;
}

const isShown = (add: CrmQuickAdd): boolean =>
  Boolean(
    add.shadowRoot?.querySelector('crm-dialog')?.shadowRoot?.querySelector('dialog')?.open &&
    add.shadowRoot.querySelector('.fields .fields > *'),
  );

async function open(kind: Kind): Promise<CrmQuickAdd> {
  const add = await page();
  add.show(kind);
  await until(() => isShown(add), 'the dialog');
  await settled(add.shadowRoot ?? add);
  return add;
}

async function fill(add: CrmQuickAdd, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) inside<Field>(add, `[name="${name}"]`).value = value;
  await settled(add.shadowRoot ?? add);
}

const save = (add: CrmQuickAdd): void => inside(add, 'crm-button[variant="primary"]').click();

async function saved(add: CrmQuickAdd): Promise<string> {
  save(add);
  await until(() => added.length > 0, 'it is added');
  await until(() => !add.open, 'the dialog is closed');
  return added[0]?.id ?? '';
}

describe('<crm-quick-add>', () => {
  // What comes on demand is many small files here, and a few of them in the built kit.
  before(() => Promise.all([understand('tomorrow', 'en', 'UTC', 0), import('./fields.ts'), import('../calendar/appointment-dialog.ts')]));
  beforeEach(() => {
    sample = new Sample();
  });
  afterEach(() => {
    unmountAll();
    store.close();
  });

  describe('keyboard', () => {
    it('opens by `c`, and not while somebody writes', async () => {
      const add = await page();
      const input = document.createElement('input');
      add.before(input);
      input.focus();
      await sendKeys({ press: 'c' });
      expect(add.open).to.equal(false);
      input.blur();
      await sendKeys({ press: 'c' });
      await until(() => isShown(add), 'the dialog');
    });

    it('begins in the first field, Enter adds, Escape closes', async () => {
      const add = await open('organization');
      await until(() => add.shadowRoot?.activeElement?.getAttribute('name') === 'name', 'the name has the focus');
      await sendKeys({ type: 'Kestrel Foods' });
      await sendKeys({ press: 'Enter' });
      await until(() => added.length === 1, 'it is added');
      expect(store.get('contact', added[0]?.id ?? '')?.name).to.equal('Kestrel Foods');
      add.show('organization');
      await until(() => isShown(add), 'the dialog');
      await sendKeys({ press: 'Escape' });
      await until(() => !add.open, 'it is closed');
    });
  });

  describe('adds', () => {
    it('a lead', async () => {
      const add = await open('lead');
      await fill(add, { last_name: 'Walsh', first_name: 'Sinéad', organization_name: 'Harbour Water', email: 'sinead@example.com' });
      expect(store.get('lead', await saved(add))).to.include({
        name: 'Sinéad Walsh',
        organization_name: 'Harbour Water',
        owner_id: sample.camille,
      });
    });

    it('a deal, with an organization made along with it', async () => {
      const add = await open('deal');
      await fill(add, { name: 'Calibration contract', value: '84500.00' });
      inside<CrmCombobox>(add, '[name="contact_id"]').selected = { value: 'new:Bergström Biotech', label: 'Bergström Biotech' };
      await fill(add, { stage_id: sample.stages[1] ?? '' });
      expect(store.get('deal', await saved(add))).to.include({
        contact_name: 'Bergström Biotech',
        value: '84500.00',
        stage_id: sample.stages[1],
      });
    });

    it('a task whose date stands in its words', async () => {
      const add = await open('task');
      await until(() => add.shadowRoot?.activeElement?.getAttribute('name') === 'content', 'the line has the focus');
      await sendKeys({ type: 'call the lab 1 December 2030' });
      expect(inside<Field>(add, '[name="content"]').value).to.equal('call the lab 1 December 2030');
      await until(
        () => inside<HTMLElement & { hint: string }>(add, '[name="content"]').hint.includes('1 December 2030'),
        'what was understood',
      );
      expect(store.get('task', await saved(add))).to.include({ content: 'call the lab', due_date: '2030-12-01' });
    });

    it('an appointment', async () => {
      const add = await open('appointment');
      const form = inside(add, 'crm-appointment-form');
      await until(() => Boolean(form.shadowRoot?.querySelector('[name="name"]')), 'the form');
      inside<Field>(form, '[name="name"]').value = 'HPLC demo';
      await settled(form.shadowRoot ?? form);
      expect(store.get('appointment', await saved(add))?.name).to.equal('HPLC demo');
    });

    it('a note about what it was opened for', async () => {
      const deal = sample.deal('Spectrometer');
      const add = await page();
      add.show('note', { resource_type: 'deal', resource_id: deal });
      await until(() => isShown(add), 'the dialog');
      await settled(add.shadowRoot ?? add);
      await fill(add, { content: 'They want two units.' });
      expect(store.get('note', await saved(add))).to.include({ resource_id: deal, content: 'They want two units.' });
    });

    it('one after the other where that is asked for', async () => {
      const add = await open('organization');
      inside(inside(add, '.again'), 'input').click();
      await fill(add, { name: 'First' });
      save(add);
      await until(() => added.length === 1 && inside<Field>(add, '[name="name"]').value === '', 'an empty form');
      await fill(add, { name: 'Second' });
      save(add);
      await until(() => added.length === 2, 'the second one');
      expect(add.open).to.equal(true);
    });
  });

  describe('refuses', () => {
    it('what is not complete, at the field', async () => {
      const add = await open('deal');
      save(add);
      await settled(add.shadowRoot ?? add);
      expect(inside(inside(add, '[name="name"]'), '.error').textContent).to.include('Fill this in.');
      expect(added).to.deep.equal([]);
    });

    it('what the rules refuse, in words, and leaves no organization behind', async () => {
      const add = await open('deal');
      await fill(add, { name: 'Calibration', value: '1.999' });
      inside<CrmCombobox>(add, '[name="contact_id"]').selected = { value: 'new:Left over', label: 'Left over' };
      await settled(add.shadowRoot ?? add);
      inside<Field>(add, '[name="value"]').value = 'much';
      await settled(add.shadowRoot ?? add);
      save(add);
      await until(
        () =>
          Boolean(inside(add, '[name="value"]').shadowRoot?.querySelector('.error')) ||
          Boolean(add.shadowRoot?.querySelector('crm-notice')),
        'what is wrong',
      );
      const contacts = store.query({ type: 'contact', where: ({ name }) => name === 'Left over' });
      contacts.subscribe(() => undefined)();
      expect(contacts.rows).to.deep.equal([]);
      expect(added).to.deep.equal([]);
    });
  });

  it('warns of an open deal that the contact has already', async () => {
    const deal = sample.deal('Calibration contract 2027');
    const add = await open('deal');
    const contact = inside<CrmCombobox>(add, '[name="contact_id"]');
    contact.value = store.get('deal', deal)?.contact_id ?? '';
    contact.dispatchEvent(new Event('change'));
    await until(
      () => add.shadowRoot?.querySelector('crm-notice')?.textContent?.includes('Calibration contract 2027') === true,
      'the warning',
    );
  });

  it('speaks French', async () => {
    await setLanguage('fr-FR');
    try {
      const add = await open('task');
      expect(inside(add, 'crm-button[variant="primary"]').textContent?.trim()).to.equal('Ajouter une tâche');
    } finally {
      await setLanguage('en');
    }
  });

  describe('accessibility', () => {
    for (const kind of ['lead', 'deal', 'task', 'appointment', 'note'] as const)
      it(`has nothing that axe finds wrong in the form of a ${kind}`, async () => {
        const add = await open(kind);
        expect(await violations(add)).to.deep.equal([]);
      });
  });

  it('asks for what the workspace requires, and says a refusal at its field', async () => {
    const setUp = (args: object) => sample.workspace.applied({ kind: 'system', name: 'directory' }, 'createCustomField', args);
    const tender = newId();
    const site = newId();
    const scope = newId();
    const lab = newChoice(newId(), 'Lab');
    setUp({ id: tender, resource_type: 'deal', name: 'Tender no.', type: 'string', required: true });
    setUp({ id: site, resource_type: 'deal', name: 'Site', type: 'url', required: true });
    setUp({ id: scope, resource_type: 'deal', name: 'Scope', type: 'multi_select_list', required: true, choices: [lab] });
    setUp({ id: newId(), resource_type: 'deal', name: 'Competitor', type: 'string' });
    const add = await open('deal');
    const named = [...(add.shadowRoot?.querySelectorAll('[name^="custom_fields."]') ?? [])].map((field) => field.getAttribute('name'));
    expect(named).to.deep.equal([tender, site, scope].map((id) => `custom_fields.${id}`));
    expect(await violations(add)).to.deep.equal([]);
    const contact = newId();
    store.mutate.createContact({ id: contact, is_organization: true, name: 'Institut Vauquelin' });
    await fill(add, {
      name: 'Mass spectrometer',
      contact_id: contact,
      [`custom_fields.${site}`]: 'nowhere',
      [`custom_fields.${scope}`]: lab.id,
    });
    save(add);
    await until(() => inside(add, `[name="custom_fields.${tender}"]`).matches(':focus-within, :focus'), 'the empty field has the focus');
    await fill(add, { [`custom_fields.${tender}`]: '2026/VQ/0417' });
    save(add);
    const url = inside<Field & { error: string }>(add, `[name="custom_fields.${site}"]`);
    await until(() => url.error !== '', 'the refusal stands at the field');
    expect(added).to.have.length(0);
    await fill(add, { [`custom_fields.${site}`]: 'vauquelin.example' });
    const id = await saved(add);
    expect(store.get('deal', id)?.custom_fields).to.deep.equal({
      [tender]: '2026/VQ/0417',
      [site]: 'vauquelin.example',
      [scope]: [lab.id],
    });
  });
});
