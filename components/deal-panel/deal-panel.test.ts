import { html } from 'lit';
import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { mount, settled, unmountAll, until, violations } from '../base/testing/page.ts';
import { Sample, around } from '../pipeline-board/testing/sample.ts';
import { shownIn } from '../pipeline-board/testing/shown-in.ts';
import type { Control } from '../record/testing.ts';
import { edit, part, press, said, write } from '../record/testing.ts';
import type { Store } from '../store/index.ts';
import { showDeal } from './show.ts';
import type { DealPanel } from './deal-panel.ts';

async function opened(
  prepare: (sample: Sample, deal: string) => void = () => undefined,
): Promise<{ sample: Sample; store: Store; deal: string; panel: DealPanel }> {
  const sample = new Sample();
  const deal = sample.deal('Mass spectrometer', { value: '184900', organization: 'Institut Vauquelin', tags: ['Lab'] });
  prepare(sample, deal);
  const store = await sample.store();
  const panel = await shownIn(store, 'crm-deal-panel', { 'deal-id': deal });
  return { sample, store, deal, panel };
}

describe('crm-deal-panel', () => {
  afterEach(unmountAll);

  it('takes the store of the provider around it and shows the deal', async () => {
    const { panel } = await opened();
    expect(said(panel, 'value')).to.equal('€184,900.00');
    expect(said(panel, 'contact_id')).to.equal('Institut Vauquelin');
    expect(said(panel, 'tags')).to.equal('Lab');
    expect(part(panel, 'crm-record-heading').shadowRoot.textContent).to.contain('Mass spectrometer');
  });

  it('is accessible, at rest and while a field is edited', async () => {
    const { sample, panel, store } = await opened((given, deal) => void given.task(deal, 'Ask for the purchase order', '2020-01-01'));
    expect(sample.offline).to.equal(false);
    store.mutate.createNote({ id: newId(), content: 'Budget approved.', resource_type: 'deal', resource_id: panel.recordId });
    await settled(panel.shadowRoot ?? panel);
    expect(await violations(panel)).to.deep.equal([]);
    await edit(panel, 'value');
    expect(await violations(panel)).to.deep.equal([]);
  });

  it('changes the name in place, and says what is wrong with an empty one', async () => {
    const { panel, store, deal } = await opened();
    const { shadowRoot } = part(panel, 'crm-record-heading');
    shadowRoot.querySelector('button')?.click();
    await settled(panel.shadowRoot ?? panel);
    const field = shadowRoot.querySelector<Control>('crm-input');
    if (!field) throw new Error('The name has no field');
    write(field, '');
    await until(() => field.error !== '', 'the name says what is wrong');
    expect(store.get('deal', deal)?.name).to.equal('Mass spectrometer');
    write(field, 'Mass spectrometer with autosampler');
    await until(() => shadowRoot.querySelector('crm-input') === null, 'the field closes');
    expect(store.get('deal', deal)?.name).to.equal('Mass spectrometer with autosampler');
  });

  it('takes Enter in the name and in a field once: the editor closes and the focus goes back', async () => {
    const { panel, store, deal } = await opened();
    const heading = part(panel, 'crm-record-heading').shadowRoot;
    heading.querySelector('button')?.click();
    await until(() => heading.activeElement?.localName === 'crm-input', 'the name has the focus');
    await sendKeys({ press: 'Control+A' });
    await sendKeys({ type: 'Gas chromatograph' });
    await sendKeys({ press: 'Enter' });
    await until(() => heading.activeElement?.localName === 'button', 'the focus is back');
    expect(heading.querySelector('crm-input')).to.equal(null);
    expect(store.get('deal', deal)?.name).to.equal('Gas chromatograph');
    const fields = part(panel, 'crm-record-fields').shadowRoot;
    const likelihood = await edit(panel, 'customized_win_likelihood');
    await until(() => fields.activeElement === likelihood, 'the field has the focus');
    await sendKeys({ type: '75' });
    await sendKeys({ press: 'Enter' });
    await until(() => fields.activeElement?.localName === 'button', 'the focus is back');
    expect(fields.querySelector('.editor')).to.equal(null);
    expect(store.get('deal', deal)?.customized_win_likelihood).to.equal(75);
  });

  it('changes the value and its currency together', async () => {
    const { panel, store, deal } = await opened();
    const amount = await edit(panel, 'value');
    const { shadowRoot } = part(panel, 'crm-record-fields');
    const currency = shadowRoot.querySelector<Control>('.editor crm-select');
    if (!currency) throw new Error('The value has no currency');
    write(currency, 'JPY');
    amount.value = '30000000';
    await settled(shadowRoot);
    press(shadowRoot, 'Save');
    await until(() => store.get('deal', deal)?.currency === 'JPY', 'the currency is another one');
    expect(store.get('deal', deal)?.value).to.equal('30000000');
    await until(() => said(panel, 'value') === '¥30,000,000', 'the panel shows it');
  });

  it('keeps the editor open with the reason when a value is refused, and Escape brings the old one back', async () => {
    const { panel, store, deal } = await opened();
    const likelihood = await edit(panel, 'customized_win_likelihood');
    write(likelihood, '140');
    await until(() => likelihood.error !== '', 'the field says why');
    expect(likelihood.error).to.contain('100');
    likelihood.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }));
    await until(() => part(panel, 'crm-record-fields').shadowRoot.querySelector('.editor') === null, 'the editor closes');
    expect(store.get('deal', deal)?.customized_win_likelihood).to.equal(null);
  });

  it('takes a date once it is written, not each figure of it', async () => {
    const { panel, store, deal } = await opened();
    const date = await edit(panel, 'estimated_close_date');
    write(date, '2026-01-11');
    await settled(panel.shadowRoot ?? panel);
    expect(store.get('deal', deal)?.estimated_close_date, 'the first figure').not.to.equal('2026-01-11');
    date.value = '2026-12-24';
    date.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }));
    expect(store.get('deal', deal)?.estimated_close_date).to.equal('2026-12-24');
    await settled(panel.shadowRoot ?? panel);
    const again = await edit(panel, 'estimated_close_date');
    again.value = '2026-12-31';
    again.dispatchEvent(new FocusEvent('focusout', { bubbles: true, composed: true }));
    expect(store.get('deal', deal)?.estimated_close_date).to.equal('2026-12-31');
  });

  it('finds a contact by keyboard alone, and gives the focus back', async () => {
    const { panel, store, deal } = await opened((given) => {
      given.workspace.do(given.camille, 'createContact', { id: newId(), first_name: 'Éloïse', last_name: 'Marchand' });
    });
    const contact = await edit(panel, 'contact_id');
    await until(() => contact.matches(':focus-within') || contact.matches(':focus'), 'the field has the focus');
    await sendKeys({ type: 'eloise' });
    await until(() => contact.shadowRoot?.querySelectorAll('[role=option]').length === 1, 'she is found');
    await sendKeys({ press: 'Enter' });
    await until(() => store.get('deal', deal)?.contact_name === 'Éloïse Marchand', 'the deal is with her');
    const { shadowRoot } = part(panel, 'crm-record-fields');
    await until(() => shadowRoot.activeElement?.getAttribute('data-field') === 'contact_id', 'the value has the focus');
  });

  it('says that a deal is closed, and opens it again by a stage', async () => {
    const { panel, store, deal, sample } = await opened();
    const { shadowRoot } = panel;
    if (!shadowRoot) throw new Error('The panel has not rendered');
    store.mutate.moveDeal({ id: deal, stage_id: sample.workspace.stage('won') });
    await until(() => shadowRoot.textContent?.includes('Choose a stage to open the deal again.') === true, 'the panel says so');
    shadowRoot.querySelectorAll<HTMLElement>('.step')[2]?.click();
    await until(() => store.get('deal', deal)?.stage_id === sample.stages[2], 'the deal is open');
    await until(() => shadowRoot.querySelector('.step[aria-pressed=true]')?.textContent?.includes('0 d so far') === true, 'since today');
  });

  it('asks why a deal is lost before it is', async () => {
    const { panel, store, deal, sample } = await opened();
    const lost = sample.workspace.stage('lost');
    const name = store.get('stage', lost)?.name;
    const step = [...(panel.shadowRoot?.querySelectorAll<HTMLElement>('.ends button') ?? [])].find((button) => button.title === name);
    step?.click();
    await until(() => Boolean(panel.shadowRoot?.querySelector('crm-dialog crm-select')), 'the dialog asks');
    expect(store.get('deal', deal)?.stage_id).not.to.equal(lost);
    const reason = store.every('loss_reason')[0];
    const select = panel.shadowRoot?.querySelector<Control>('crm-dialog crm-select');
    if (!panel.shadowRoot || !reason || !select) throw new Error('There is nothing to choose');
    select.value = reason.id;
    press(panel.shadowRoot, 'Mark as lost');
    await until(() => store.get('deal', deal)?.stage_id === lost, 'the deal is lost');
    expect(store.get('deal', deal)?.loss_reason_id).to.equal(reason.id);
  });

  it('adds a task from one line, with the day that it names, and completes it', async () => {
    const { panel, store, deal } = await opened();
    const { shadowRoot } = part(panel, 'crm-record-tasks');
    const line = shadowRoot.querySelector<Control>('crm-input');
    if (!line) throw new Error('There is no line');
    line.value = 'Call the lab tomorrow';
    shadowRoot.querySelector('form')?.requestSubmit();
    await until(() => store.list('task', 'resource_id', deal).length === 1, 'the task is there');
    const [task] = store.list('task', 'resource_id', deal);
    expect(task?.content).to.equal('Call the lab');
    expect(task?.due_date).to.match(/^\d{4}-\d{2}-\d{2}$/);
    await until(() => shadowRoot.querySelector('crm-checkbox') !== null, 'the task is listed');
    shadowRoot.querySelector('crm-checkbox')?.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => store.list('task', 'resource_id', deal)[0]?.completed === true, 'the task is completed');
  });

  it('adds somebody involved and says when that is the contact already', async () => {
    const { panel, store, deal, sample } = await opened((given) => {
      given.workspace.do(given.camille, 'createContact', { id: newId(), first_name: 'Nadia', last_name: 'Benali' });
    });
    const { shadowRoot } = part(panel, 'crm-deal-people');
    press(shadowRoot, 'Add somebody involved');
    await settled(shadowRoot);
    const contact = shadowRoot.querySelector<Control>('crm-combobox');
    const role = shadowRoot.querySelector<Control>('crm-input');
    if (!contact || !role) throw new Error('There is no form');
    contact.value = store.get('deal', deal)?.contact_id ?? '';
    shadowRoot.querySelector('form')?.requestSubmit();
    await until(() => contact.error.includes('main contact'), 'the form says so');
    const nadia = sample.workspace.all('contact').find(({ last_name }) => last_name === 'Benali');
    contact.value = nadia?.id ?? '';
    role.value = 'Buys';
    shadowRoot.querySelector('form')?.requestSubmit();
    await until(() => shadowRoot.querySelectorAll('.item').length === 1, 'she shows');
    expect(store.list('associated_contact', 'deal_id', deal)[0]).to.include({ contact_name: 'Nadia Benali', role: 'Buys' });
  });

  it('tells the history in words, and says when the server cannot be reached', async () => {
    const { panel, sample, store, deal } = await opened();
    const { shadowRoot } = part(panel, 'crm-record-history');
    sample.offline = true;
    // It is asked for when somebody has come so far down.
    part(panel, 'crm-record-history').scrollIntoView();
    await until(() => shadowRoot.textContent?.includes('cannot be reached') === true, 'it says so');
    sample.offline = false;
    sample.history = [
      {
        version: 2,
        at: '2026-11-20T16:30:00.000Z',
        person_id: sample.camille,
        mutator: 'updateDeal',
        kind: 'changed',
        fields: { value: { from: '168400.00', to: '184900.00' }, stage_id: { from: sample.stages[0], to: sample.stages[1] } },
      },
    ];
    press(shadowRoot, 'Try again');
    await until(() => shadowRoot.querySelectorAll('.line').length === 1, 'the line shows');
    const words = shadowRoot.querySelector('.line')?.textContent.replace(/\s+/g, ' ') ?? '';
    const name = (at: number) => store.get('stage', sample.stages[at] ?? '')?.name;
    expect(words)
      .to.contain('Camille Aubert')
      .and.to.contain('Value €168,400.00 → €184,900.00')
      .and.to.contain(`Stage ${name(0)} → ${name(1)}`);
    expect(store.get('deal', deal)).not.to.equal(undefined);
  });

  it('says why the server refused a change, and lets go of it', async () => {
    const { panel, sample, store, deal } = await opened();
    sample.refuseWith = 'Closed for the day.';
    store.mutate.updateDeal({ id: deal, hot: true });
    await until(() => panel.shadowRoot?.textContent?.includes('Closed for the day.') === true, 'the reason shows');
    if (!panel.shadowRoot) throw new Error('The panel is not rendered');
    press(panel.shadowRoot, 'Let go');
    await until(() => panel.shadowRoot?.textContent?.includes('Closed for the day.') === false, 'the reason goes');
    expect(store.get('deal', deal)?.hot).to.equal(false);
  });

  it('says that changes wait while the server cannot be reached, and not while they are on their way', async () => {
    const { panel, sample, store, deal } = await opened();
    store.mutate.updateDeal({ id: deal, hot: true });
    await settled(panel.shadowRoot ?? panel);
    expect(panel.shadowRoot?.textContent).not.to.contain('Changes wait');
    await until(() => store.status.waiting === 0, 'the change is sent');
    sample.offline = true;
    store.mutate.updateDeal({ id: deal, hot: false });
    await until(() => panel.shadowRoot?.textContent?.includes('Changes wait to be sent.') === true, 'the panel says so');
  });

  it('stays open when Escape closes a dialog over it', async () => {
    const sample = new Sample();
    const deal = sample.deal('Chromatograph');
    sample.task(deal, 'Send the quote', null);
    const place = around(await sample.store());
    const from = document.createElement('button');
    from.textContent = 'Chromatograph';
    place.append(from);
    await mount(html`${place}`);
    showDeal(from, deal);
    const panel = document.querySelector('crm-side-panel crm-deal-panel');
    if (!panel?.parentElement) throw new Error('There is no panel');
    await settled(panel.parentElement);
    const tasks = part(panel, 'crm-record-tasks').shadowRoot;
    tasks.querySelector<HTMLElement>('button.what')?.click();
    await until(() => tasks.activeElement?.closest('crm-dialog') instanceof HTMLElement, 'the task opens');
    await sendKeys({ press: 'Escape' });
    await until(() => tasks.querySelector('crm-dialog') === null, 'the task closes');
    expect(document.querySelector('crm-side-panel')?.open).to.equal(true);
    await sendKeys({ press: 'Escape' });
    await until(() => document.querySelector('crm-side-panel') === null, 'then the panel closes');
  });

  it('deletes the deal, closes its panel, and brings it back', async () => {
    const sample = new Sample();
    const deal = sample.deal('Chromatograph');
    const store = await sample.store();
    const place = around(store);
    const from = document.createElement('button');
    from.textContent = 'Chromatograph';
    place.append(from);
    await mount(html`${place}`);
    showDeal(from, deal);
    const panel = document.querySelector('crm-side-panel crm-deal-panel');
    const side = document.querySelector('crm-side-panel');
    if (!panel || !side) throw new Error('There is no panel');
    await settled(side);
    await settled(panel.shadowRoot ?? panel);
    expect(await violations(side)).to.deep.equal([]);
    press(panel.shadowRoot ?? panel, 'Delete');
    expect(store.get('deal', deal)).to.equal(undefined);
    await until(() => document.querySelector('crm-side-panel') === null, 'the panel goes');
    expect(store.mutate.restoreRecord({ type: 'deal', id: deal }).ok).to.equal(true);
    await until(() => store.get('deal', deal) !== undefined, 'the deal is back');
  });
});
