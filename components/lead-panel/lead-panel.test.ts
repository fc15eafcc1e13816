import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { settled, unmountAll, until, violations } from '../base/testing/page.ts';
import { Sample } from '../pipeline-board/testing/sample.ts';
import { shownIn } from '../pipeline-board/testing/shown-in.ts';
import type { Control } from '../record/testing.ts';
import { edit, part, press } from '../record/testing.ts';
import './lead-panel.ts';

async function opened(prepare: (sample: Sample) => void = () => undefined) {
  const sample = new Sample();
  const lead = newId();
  sample.workspace.do(sample.camille, 'createLead', {
    id: lead,
    first_name: 'Aiko',
    last_name: 'Tanabe',
    organization_name: 'Mizuno Keisoku',
    email: 'aiko@mizuno.example',
    phone: '+81 3 5555 0134',
  });
  prepare(sample);
  const store = await sample.store();
  const panel = await shownIn(store, 'crm-lead-panel', { 'lead-id': lead });
  return { sample, store, lead, panel, root: panel.shadowRoot ?? panel };
}

const field = (root: ParentNode, name: string): Control => {
  const found = root.querySelector<Control>(`crm-dialog [name="${name}"]`);
  if (!found) throw new Error(`The dialog has no ${name}`);
  return found;
};

async function converting(root: ParentNode): Promise<void> {
  press(root, 'Convert');
  await until(() => root.querySelector('crm-dialog') !== null, 'the dialog opens');
  const dialog = root.querySelector('crm-dialog');
  if (dialog) await settled(dialog);
}

describe('crm-lead-panel', () => {
  afterEach(unmountAll);

  it('is accessible, and so is its conversion', async () => {
    const { panel, root } = await opened();
    expect(await violations(panel)).to.deep.equal([]);
    await converting(root);
    expect(await violations(panel)).to.deep.equal([]);
  });

  it('asks for the reason once the status says unqualified', async () => {
    const { panel, store, lead } = await opened();
    const unqualified = store.every('lead_status').find(({ category }) => category === 'unqualified');
    expect(part(panel, 'crm-record-fields').shadowRoot.querySelector('[data-field="unqualified_reason_id"]')).to.equal(null);
    expect(store.mutate.updateLead({ id: lead, status_id: unqualified?.id ?? '' }).ok).to.equal(true);
    await settled(panel.shadowRoot ?? panel);
    const reason = await edit(panel, 'unqualified_reason_id');
    expect((reason as unknown as { options: unknown[] }).options).to.have.length(store.every('lead_unqualified_reason').length);
  });

  it('says that a conversion cannot be undone, and makes a person, an organization, a deal and a task of the lead', async () => {
    const { store, lead, root } = await opened();
    await converting(root);
    expect(root.querySelector('crm-dialog')?.textContent).to.contain('cannot be undone');
    field(root, 'deal').value = 'Viscometers';
    field(root, 'value').value = '18000';
    field(root, 'task').value = 'Send the quote';
    press(root.querySelector('crm-dialog') ?? root, 'Convert');
    await until(() => store.get('lead', lead)?.converted_at !== null, 'the lead is converted');
    const person = [...store.all('contact')].find(({ last_name }) => last_name === 'Tanabe');
    expect(person?.organization_name).to.equal('Mizuno Keisoku');
    const [deal] = store.list('deal', 'contact_id', person?.id ?? '');
    expect(deal).to.include({ name: 'Viscometers', value: '18000.00' });
    expect(store.list('task', 'resource_id', deal?.id ?? '')[0]?.content).to.equal('Send the quote');
    await until(() => root.textContent?.includes('has been converted') === true, 'the panel says so');
    expect([...root.querySelectorAll('crm-button')].map((button) => button.textContent.trim()))
      .to.include.members(['Show the contact', 'Show the deal'])
      .and.not.to.include('Delete');
  });

  for (const [how, contact] of [
    ['e-mail address', { last_name: 'T.', email: 'AIKO@mizuno.example' }],
    ['phone number', { last_name: 'T.', phone: '+81-3-5555-0134' }],
  ] as const)
    it(`proposes the contact that is there with the same ${how}, and takes it`, async () => {
      const known = newId();
      const { store, lead, root } = await opened(
        (sample) => void sample.workspace.do(sample.camille, 'createContact', { id: known, ...contact }),
      );
      await converting(root);
      expect(field(root, 'individual').value).to.equal(known);
      press(root.querySelector('crm-dialog') ?? root, 'Convert');
      await until(() => store.get('lead', lead)?.converted_at !== null, 'the lead is converted');
      expect([...store.all('contact')].filter(({ is_organization }) => !is_organization).map(({ id }) => id)).to.deep.equal([known]);
    });

  it('takes the organization that is there, whatever accents and legal form it is written with', async () => {
    const known = newId();
    const { root } = await opened(
      (sample) =>
        void sample.workspace.do(sample.camille, 'createContact', { id: known, is_organization: true, name: 'Mizuno Kéisoku Ltd' }),
    );
    await converting(root);
    expect(field(root, 'organization').value).to.equal(known);
  });

  it('proposes the organization of somebody who may be the person, and does not take it', async () => {
    const [person, employer] = [newId(), newId()];
    const { root } = await opened((sample) => {
      sample.workspace.do(sample.camille, 'createContact', { id: employer, is_organization: true, name: 'Other KK' });
      const fields = { last_name: 'T.', email: 'aiko@mizuno.example', contact_id: employer };
      sample.workspace.do(sample.camille, 'createContact', { id: person, ...fields });
    });
    await converting(root);
    const organization = field(root, 'organization') as Control & { options: { value: string }[] };
    expect(organization.value).to.equal('');
    expect(organization.options.map(({ value }) => value)).to.deep.equal([employer]);
  });

  it('only proposes somebody who has the same name and nothing else', async () => {
    const known = newId();
    const { root } = await opened(
      (sample) => void sample.workspace.do(sample.camille, 'createContact', { id: known, first_name: 'Aiko', last_name: 'Tanabe' }),
    );
    await converting(root);
    const person = field(root, 'individual') as Control & { options: { value: string }[] };
    expect(person.value).to.equal('');
    expect(person.options.map(({ value }) => value)).to.deep.equal([known]);
  });

  it('keeps the dialog open and says under the field what is wrong', async () => {
    const { store, lead, root } = await opened();
    await converting(root);
    field(root, 'value').value = '-5';
    press(root.querySelector('crm-dialog') ?? root, 'Convert');
    await until(() => field(root, 'value').error !== '', 'the value says so');
    expect(store.get('lead', lead)?.converted_at).to.equal(null);
  });

  it('asks for what the workspace requires of deals, with what the lead has of it', async () => {
    const [region, size] = [newId(), newId()];
    const { store, lead, root } = await opened((sample) => {
      const { administrator } = sample.workspace;
      const own = newId();
      sample.workspace.do(administrator, 'createCustomField', { id: own, resource_type: 'lead', type: 'string', name: 'Region' });
      const made = { resource_type: 'deal', required: true } as const;
      sample.workspace.do(administrator, 'createCustomField', { ...made, id: region, type: 'string', name: 'Region' });
      sample.workspace.do(administrator, 'createCustomField', { ...made, id: size, type: 'number', name: 'Seats' });
      const [known] = sample.workspace.all('lead');
      sample.workspace.do(sample.camille, 'updateLead', { id: known?.id ?? '', custom_fields: { [own]: 'Kansai' } });
    });
    await converting(root);
    const dialog = root.querySelector('crm-dialog') ?? root;
    expect(field(root, `custom_fields.${region}`).value).to.equal('Kansai');
    press(dialog, 'Convert');
    await until(() => field(root, `custom_fields.${size}`).matches(':focus-within, :focus'), 'the field that is empty has the focus');
    expect(store.get('lead', lead)?.converted_at).to.equal(null);
    field(root, `custom_fields.${size}`).value = '12';
    await settled(dialog);
    press(dialog, 'Convert');
    await until(() => store.get('lead', lead)?.converted_at !== null, 'the lead is converted');
    const conversion = store.get('lead_conversion', store.get('lead', lead)?.conversion_id ?? '');
    expect(store.get('deal', conversion?.deal_id ?? '')?.custom_fields).to.deep.equal({ [region]: 'Kansai', [size]: 12 });
  });

  it('proposes an open deal of the contact that is taken, instead of a second one', async () => {
    const [contact, deal] = [newId(), newId()];
    const { store, lead, root } = await opened((sample) => {
      const known = { id: contact, is_organization: false, last_name: 'Tanabe', email: 'aiko@mizuno.example' };
      sample.workspace.do(sample.camille, 'createContact', known);
      sample.workspace.do(sample.camille, 'createDeal', { id: deal, name: 'Spectrometer', contact_id: contact });
    });
    await converting(root);
    const taken = field(root, 'taken');
    taken.value = deal;
    taken.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => root.querySelector('crm-dialog [name="deal"]') === null, 'no new deal is asked for');
    press(root.querySelector('crm-dialog') ?? root, 'Convert');
    await until(() => store.get('lead', lead)?.converted_at !== null, 'the lead is converted');
    const conversion = store.get('lead_conversion', store.get('lead', lead)?.conversion_id ?? '');
    expect(conversion).to.include({ individual_id: contact, deal_id: deal });
    expect(store.list('deal', 'contact_id', contact)).to.have.length(1);
  });
});
