import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { unmountAll, until, violations } from '../base/testing/page.ts';
import '../lead-panel/lead-panel.ts';
import { Sample } from '../pipeline-board/testing/sample.ts';
import { shownIn } from '../pipeline-board/testing/shown-in.ts';
import type { Store } from '../store/index.ts';
import type { Control } from './testing.ts';
import { part, press, write } from './testing.ts';

let store: Store;
let lead: string;
let panel: HTMLElement;

const root = () => part(panel, 'crm-record-calls').shadowRoot;
const form = () => root().querySelector('crm-call-form')?.shadowRoot ?? undefined;
const control = (name: string): Control => {
  const found = form()?.querySelector<Control>(`[name="${name}"]`);
  if (!found) throw new Error(`The form has no ${name}`);
  return found;
};
const lines = () => [...root().querySelectorAll('li')].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());

async function open(label: string): Promise<void> {
  press(root(), label);
  await until(() => Boolean(form()?.querySelector('[name="summary"]')), 'the form');
}

describe('the calls of a record', () => {
  beforeEach(async () => {
    const sample = new Sample();
    store = await sample.store(sample.camille);
    lead = newId();
    store.mutate.createLead({ id: lead, last_name: 'Moreau', phone: '+33 1 44 00 00 01' });
    panel = await shownIn(store, 'crm-lead-panel', { 'lead-id': lead });
  });
  afterEach(() => {
    unmountAll();
    store.close();
    setLanguage('en');
  });

  it('are logged with the number that is known, and said in one line', async () => {
    await open('Log a call');
    expect(control('phone_number').value).to.equal('+33 1 44 00 00 01');
    expect(await violations(panel)).to.deep.equal([]);
    write(control('minutes'), '1.5');
    write(control('summary'), 'Wants a quote');
    press(root(), 'Save');
    await until(() => !form(), 'the dialog is closed');
    const [call] = store.list('call', 'resource_id', lead);
    expect(call).to.include({ duration: 90, incoming: false, missed: false, summary: 'Wants a quote', user_id: store.personId });
    expect(lines()[0]).to.match(/^Wants a quote /);
  });

  it('are changed in their dialog; a missed one has no length, and what was measured to the second stays', async () => {
    const id = newId();
    store.mutate.createCall({ id, resource_type: 'lead', resource_id: lead, duration: 91 });
    await until(() => lines().length === 1, 'the call');
    expect(lines()[0]).to.match(/^Outgoing call · 2 min /);
    root().querySelector<HTMLElement>('li button')?.click();
    await until(() => Boolean(form()?.querySelector('[name="summary"]')), 'the form');
    write(control('summary'), 'Later');
    press(root(), 'Save');
    await until(() => !form(), 'the dialog is closed');
    expect(store.get('call', id)).to.include({ duration: 91, summary: 'Later' });

    root().querySelector<HTMLElement>('li button')?.click();
    await until(() => Boolean(form()?.querySelector('crm-segmented')), 'the form');
    const way = form()?.querySelector<Control>('crm-segmented');
    if (!way) throw new Error('There is no direction');
    write(way, 'missed');
    await until(() => !form()?.querySelector('[name="minutes"]'), 'no length');
    press(root(), 'Save');
    await until(() => !form(), 'the dialog is closed');
    expect(store.get('call', id)).to.include({ duration: null, missed: true, incoming: true });
  });

  it('are deleted, and speak French', async () => {
    store.mutate.createCall({ id: newId(), resource_type: 'lead', resource_id: lead, missed: true, incoming: true });
    await until(() => lines().length === 1, 'the call');
    setLanguage('fr');
    await until(() => (lines()[0] ?? '').startsWith('Appel manqué '), 'French');
    root().querySelector<HTMLElement>('li button')?.click();
    await until(() => Boolean(form()?.querySelector('[name="summary"]')), 'the form');
    press(root(), 'Supprimer');
    await until(() => lines().length === 0, 'it is gone');
  });
});
