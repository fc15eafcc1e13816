import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { settled, unmountAll, until, violations } from '../base/testing/page.ts';
import { Sample } from '../pipeline-board/testing/sample.ts';
import { shownIn } from '../pipeline-board/testing/shown-in.ts';
import { edit, part, press, said, write } from '../record/testing.ts';
import './contact-panel.ts';

async function opened(prepare: (sample: Sample) => string) {
  const sample = new Sample();
  const contact = prepare(sample);
  const store = await sample.store();
  const panel = await shownIn(store, 'crm-contact-panel', { 'contact-id': contact });
  return { sample, store, contact, panel };
}

/** An organization with a person in it and a deal. */
function vauquelin(sample: Sample): string {
  const deal = sample.workspace.at('deal', sample.deal('Mass spectrometer', { value: '184900', organization: 'Institut Vauquelin' }));
  sample.workspace.do(sample.camille, 'createContact', {
    id: newId(),
    first_name: 'Samuel',
    last_name: 'Lévy',
    title: 'Professor',
    contact_id: deal.contact_id,
  });
  return deal.contact_id ?? '';
}

describe('crm-contact-panel', () => {
  afterEach(() => {
    unmountAll();
    document.querySelector('crm-side-panel')?.remove();
  });

  it('shows an organization with its deals and people, and is accessible', async () => {
    const { panel } = await opened(vauquelin);
    const words = part(panel, 'crm-contact-ties').shadowRoot.textContent.replace(/\s+/g, ' ');
    expect(words).to.contain('Mass spectrometer').and.to.contain('€184,900').and.to.contain('Samuel Lévy').and.to.contain('Professor');
    expect(await violations(panel)).to.deep.equal([]);
  });

  it('shows a deal of it as soon as there is one', async () => {
    const { panel, store, contact } = await opened(vauquelin);
    store.mutate.createDeal({ id: newId(), name: 'Service plan', contact_id: contact, value: '1200', currency: 'EUR' });
    await until(() => part(panel, 'crm-contact-ties').shadowRoot.textContent.includes('Service plan'), 'the deal shows');
  });

  it('opens a deal of it in a panel', async () => {
    const { panel } = await opened(vauquelin);
    press(part(panel, 'crm-contact-ties').shadowRoot, 'Mass spectrometer');
    await until(() => document.querySelector('crm-side-panel crm-deal-panel') !== null, 'the deal opens');
  });

  it('says under the field what is wrong with an e-mail address', async () => {
    const { panel, store, contact } = await opened(vauquelin);
    const email = await edit(panel, 'email');
    write(email, 'nobody');
    await until(() => email.error.includes('name@example.com'), 'the field says so');
    expect(store.get('contact', contact)?.email).to.equal(null);
    email.value = 'lab@vauquelin.example';
    await settled(email.shadowRoot ?? email);
    write(email, 'lab@vauquelin.example');
    await until(() => said(panel, 'email') === 'lab@vauquelin.example', 'the panel shows it');
  });

  it('writes an address in its parts', async () => {
    const { panel, store, contact } = await opened(vauquelin);
    await edit(panel, 'address');
    const { shadowRoot } = part(panel, 'crm-record-fields');
    const city = shadowRoot.querySelector<HTMLElement & { value: string }>('crm-input[name="city"]');
    if (!city) throw new Error('There is no city');
    city.value = 'Rouen';
    press(shadowRoot, 'Save');
    await until(() => store.get('contact', contact)?.address !== null, 'the address is written');
    expect(store.get('contact', contact)?.address).to.deep.equal({
      line1: null,
      postal_code: null,
      city: 'Rouen',
      state: null,
      country: null,
    });
  });

  it('stays, and says why, when deals keep it from being deleted', async () => {
    const { panel, store, contact } = await opened(vauquelin);
    if (!panel.shadowRoot) throw new Error('The panel is not rendered');
    press(panel.shadowRoot, 'Delete');
    await until(() => panel.shadowRoot?.textContent?.includes('Deals belong to this contact') === true, 'the reason shows');
    expect(store.get('contact', contact)).not.to.equal(undefined);
  });
});
