import { html } from 'lit';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { newId } from '../../shared/ids.ts';
import { mount, settled, unmountAll, until, violations } from '../base/testing/page.ts';
import { Sample, around } from '../pipeline-board/testing/sample.ts';
import { part } from '../record/testing.ts';
import type { Store } from '../store/index.ts';
import './record-page.ts';
import type { CrmRecord } from './record-page.ts';

type Panel = HTMLElement & { shadowRoot: ShadowRoot };

async function page(store: Store, type: string, id: string, width = 1200): Promise<{ element: CrmRecord; panel: () => Panel }> {
  const place = around(store);
  place.style.inlineSize = `${width}px`;
  const element = document.createElement('crm-record');
  element.setAttribute('type', type);
  element.setAttribute('record-id', id);
  place.append(element);
  await mount(html`${place}`);
  const panel = () => element.shadowRoot?.querySelector<Panel>(`crm-${type}-panel`) as Panel;
  await until(() => Boolean(panel()?.shadowRoot?.childElementCount), 'the panel renders');
  await settled(panel().shadowRoot);
  return { element, panel };
}

async function worked(): Promise<{ sample: Sample; store: Store; deal: string }> {
  const sample = new Sample();
  const deal = sample.deal('Mass spectrometer', { value: '184900' });
  const task = sample.task(deal, 'Ask for the order number', null);
  sample.workspace.do(sample.camille, 'completeTask', { id: task });
  sample.workspace.do(sample.camille, 'createNote', { id: newId(), content: 'Budget approved.', resource_type: 'deal', resource_id: deal });
  sample.history = [
    {
      version: 3,
      at: '2026-11-20T16:30:00.000Z',
      person_id: sample.camille,
      mutator: 'moveDeal',
      kind: 'changed',
      fields: { stage_id: { from: sample.stages[0], to: sample.stages[1] } },
    },
    {
      version: 2,
      at: '2026-11-19T16:30:00.000Z',
      person_id: sample.camille,
      mutator: 'updateDeal',
      kind: 'changed',
      fields: { value: { from: '168400.00', to: '184900.00' } },
    },
  ];
  return { sample, store: await sample.store(), deal };
}

describe('crm-record', () => {
  afterEach(unmountAll);

  it('shows a deal with its fields at the side of what happened, and beneath it on a phone', async () => {
    const { store, deal } = await worked();
    const { element, panel } = await page(store, 'deal', deal);
    const left = (selector: string) => panel().shadowRoot.querySelector(selector)?.getBoundingClientRect().left ?? 0;
    expect(left('crm-record-fields')).to.be.greaterThan(left('.middle') + 600);
    expect(panel().shadowRoot.querySelector('.worth')?.textContent).to.contain('€184,900.00').and.to.contain('from the stage');
    expect(await violations(element)).to.deep.equal([]);
    const { parentElement } = element;
    if (parentElement) parentElement.style.inlineSize = '390px';
    await settled(panel().shadowRoot);
    expect(left('crm-record-fields')).to.equal(left('.middle'));
    expect(panel().scrollWidth).to.be.at.most(390);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('keeps the keyboard among the tasks to come when one is done, and beside them when none is left', async () => {
    const { store, deal } = await worked();
    const on = { resource_type: 'deal', resource_id: deal } as const;
    for (const content of ['First', 'Second', 'Third']) store.mutate.createTask({ id: newId(), content, ...on });
    const { panel } = await page(store, 'deal', deal);
    const tasks = part(panel(), 'crm-record-tasks');
    const boxes = () => [...tasks.shadowRoot.querySelectorAll<HTMLElement>('crm-checkbox')];
    await until(() => boxes().length === 3, 'the boxes');
    const [, second, third] = boxes();
    second?.focus();
    await sendKeys({ press: 'Space' });
    await until(() => boxes().length === 2 && tasks.shadowRoot.activeElement === third, 'the next one has the focus');
    await sendKeys({ press: 'Space' });
    await until(() => boxes().length === 1 && tasks.shadowRoot.activeElement === boxes()[0], 'the one before has it');
    await sendKeys({ press: 'Space' });
    await until(() => boxes().length === 0 && tasks.matches(':focus'), 'the place of the tasks has it');
  });

  it('takes notes, tasks, calls and appointments, each behind its tab', async () => {
    const { store, deal } = await worked();
    const { element, panel } = await page(store, 'deal', deal);
    const { shadowRoot } = part(panel(), 'crm-record-composer');
    const tabs = shadowRoot.querySelector('crm-tabs')?.shadowRoot;
    const tab = (name: string) => tabs?.querySelector<HTMLElement>(`#tab-${name}`);
    const open = async (name: string, form: string) => {
      tab(name)?.click();
      await until(() => shadowRoot.querySelector(form)?.checkVisibility() === true, `the place for a ${name}`);
      await settled(shadowRoot);
      expect(await violations(element), name).to.deep.equal([]);
    };
    await open('task', 'crm-task-line');
    shadowRoot.querySelector('crm-task-line')?.shadowRoot?.querySelector<HTMLElement>('crm-input')?.focus();
    await sendKeys({ type: 'Ring the dock' });
    await sendKeys({ press: 'Enter' });
    await until(() => store.list('task', 'resource_id', deal).some(({ content }) => content === 'Ring the dock'), 'the task');
    await settled(panel().shadowRoot);
    expect(part(panel(), 'crm-record-tasks').shadowRoot.textContent).to.contain('Ring the dock').and.not.to.contain('order number');

    await open('call', 'crm-call-form');
    shadowRoot.querySelector('crm-call-form')?.shadowRoot?.querySelector<HTMLElement>('[name=summary]')?.focus();
    await sendKeys({ type: 'They agree' });
    store.mutate.updateDeal({ id: deal, hot: true });
    await settled(shadowRoot);
    shadowRoot.querySelector<HTMLElement>('crm-button[variant=primary]')?.click();
    await until(() => store.list('call', 'resource_id', deal).some(({ summary }) => summary === 'They agree'), 'the call');
    await until(() => tab('note')?.ariaSelected === 'true', 'notes come first again');

    await open('appointment', 'crm-appointment-form');
    shadowRoot.querySelector('crm-appointment-form')?.shadowRoot?.querySelector<HTMLElement>('[name=name]')?.focus();
    await sendKeys({ type: 'Site visit' });
    shadowRoot.querySelector<HTMLElement>('crm-button[variant=primary]')?.click();
    await until(() => store.list('appointment', 'resource_id', deal).some(({ name }) => name === 'Site visit'), 'the appointment');
    await settled(panel().shadowRoot);
    expect(part(panel(), 'crm-record-appointments').shadowRoot.textContent).to.contain('Site visit');
  });

  it('tells what happened by days, and by kinds where they are chosen', async () => {
    const { store, deal, sample } = await worked();
    const { panel } = await page(store, 'deal', deal);
    const line = part(panel(), 'crm-record-timeline');
    line.scrollIntoView();
    const { shadowRoot } = line;
    await until(() => shadowRoot.querySelectorAll('.line').length === 3, 'the history is there');
    const name = (at: number) => store.get('stage', sample.stages[at] ?? '')?.name ?? '';
    const words = () => shadowRoot.textContent?.replace(/\s+/g, ' ') ?? '';
    expect(words())
      .to.contain('Ask for the order number')
      .and.to.contain(`Stage ${name(0)} → ${name(1)}`)
      .and.to.contain('Value €168,400.00 → €184,900.00');
    const note = shadowRoot.querySelector('crm-record-notes');
    expect(note?.shadowRoot?.textContent).to.contain('Budget approved.');
    expect(shadowRoot.querySelectorAll('.day').length).to.be.at.least(3);
    const filter = shadowRoot.querySelector<HTMLElement & { value: string }>('crm-select');
    if (!filter) throw new Error('There is no filter');
    filter.value = 'stage';
    filter.dispatchEvent(new Event('change', { bubbles: true }));
    await settled(shadowRoot);
    expect(shadowRoot.querySelectorAll('.line').length).to.equal(1);
    expect(shadowRoot.querySelector('crm-record-notes')).to.equal(null);
  });

  it('shows a converted lead to be read', async () => {
    const sample = new Sample();
    const lead = newId();
    sample.workspace.do(sample.camille, 'createLead', { id: lead, first_name: 'Aiko', last_name: 'Tanabe' });
    sample.workspace.do(sample.camille, 'convertLead', { id: lead, conversion_id: newId(), individual_id: newId() });
    const { element, panel } = await page(await sample.store(), 'lead', lead);
    expect(panel().shadowRoot.textContent).to.contain('can be read, and no longer changed');
    expect(panel().shadowRoot.querySelector('crm-record-tasks')).to.equal(null);
    expect(part(panel(), 'crm-record-fields').shadowRoot.querySelector('button.value')).to.equal(null);
    expect(await violations(element)).to.deep.equal([]);
  });

  it('says so where there is no such record', async () => {
    const sample = new Sample();
    const { panel } = await page(await sample.store(), 'contact', newId());
    expect(panel().shadowRoot.textContent).to.contain('not there any more, or not for you to see');
  });
});
