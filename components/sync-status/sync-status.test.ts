import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { inside, settled, until, violations } from '../base/testing/page.ts';
import { Sample, around } from '../pipeline-board/testing/sample.ts';
import type { Store } from '../store/index.ts';
import './sync-status.ts';
import type { SyncStatus } from './sync-status.ts';

const places: HTMLElement[] = [];
const stores: Store[] = [];

async function shown(sample = new Sample()): Promise<{ element: SyncStatus; store: Store }> {
  const store = await sample.store();
  stores.push(store);
  const place = around(store);
  const element = document.createElement('crm-sync-status');
  place.append(element);
  document.body.append(place);
  places.push(place);
  await until(() => store.status.connection === 'up-to-date', 'the store is there');
  await settled(place);
  return { element, store };
}

const words = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
const said = (element: SyncStatus) => words(inside(element, '[role=status]'));
const entries = (element: SyncStatus) =>
  [...(element.shadowRoot?.querySelectorAll('li') ?? [])].map((entry) => words(entry.querySelector('strong')));
const dialog = (element: SyncStatus) => element.shadowRoot?.querySelector('crm-dialog');
const addTask = (store: Store, content: string) => store.mutate.createTask({ id: newId(), content });

async function refuse(sample: Sample, element: SyncStatus, store: Store, ...contents: string[]): Promise<void> {
  sample.refuseWith = 'Tasks are given by managers here.';
  for (const content of contents) addTask(store, content);
  await until(() => said(element).includes('refused'), 'the refusal');
  sample.refuseWith = undefined;
}

describe('crm-sync-status', () => {
  afterEach(async () => {
    for (const store of stores.splice(0)) store.close();
    for (const place of places.splice(0)) place.remove();
    await setLanguage('en');
  });

  describe('says', () => {
    it('that all is saved, and that a private window keeps nothing', async () => {
      // The sample's store lives in memory.
      const { element } = await shown();
      expect(said(element)).to.equal('Saved, but not in this browser');
      expect(await violations(element)).to.deep.equal([]);
    });

    it('that nothing is there yet without a provider', async () => {
      const element = document.createElement('crm-sync-status');
      document.body.append(element);
      places.push(element);
      await settled(document.body);
      expect(said(element)).to.equal('Saving…');
    });

    it('how many changes wait offline, and that they are saved when the network is back', async () => {
      const sample = new Sample();
      const { element, store } = await shown(sample);
      sample.offline = true;
      addTask(store, 'One');
      await until(() => said(element) === 'Offline · 1 change waits', 'one');
      addTask(store, 'Two');
      await until(() => said(element) === 'Offline · 2 changes wait', 'two');
      expect(await violations(element)).to.deep.equal([]);
      sample.offline = false;
      store.resume();
      await until(() => said(element).startsWith('Saved'), 'saved');
    });

    it('it in French', async () => {
      const sample = new Sample();
      const { element, store } = await shown(sample);
      await setLanguage('fr');
      sample.offline = true;
      addTask(store, 'Une');
      await until(() => said(element) === 'Hors ligne · 1 modification en attente', said(element));
    });
  });

  describe('refused changes', () => {
    it('are listed with what they were about and why, when pressed', async () => {
      const sample = new Sample();
      const { element, store } = await shown(sample);
      await refuse(sample, element, store, 'Call the lab');
      expect(said(element)).to.equal('1 change refused');
      inside(element, 'button').click();
      await until(() => dialog(element)?.hasAttribute('open') ?? false, 'the list');
      await settled(document.body);
      expect(entries(element)).to.deep.equal(['Call the lab']);
      expect(words(inside(element, 'li .danger'))).to.equal('Tasks are given by managers here.');
      expect(await violations(element)).to.deep.equal([]);
    });

    it('go with “Try again” when the server takes them, and with “Let go” in any case', async () => {
      const sample = new Sample();
      const { element, store } = await shown(sample);
      await refuse(sample, element, store, 'First', 'Second');
      expect(said(element)).to.equal('2 changes refused');
      const [again] = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('li crm-button') ?? [])];
      again?.click();
      await until(() => entries(element).length === 1, 'the first is gone');
      await until(() => store.status.waiting === 0, 'it was sent');
      expect([...store.all('task')].map(({ content }) => content)).to.contain('First');
      const [, letGo] = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('li crm-button') ?? [])];
      letGo?.click();
      await until(() => said(element).startsWith('Saved'), 'nothing is refused');
      expect([...store.all('task')].map(({ content }) => content)).to.not.contain('Second');
    });

    it('are reached by keyboard, and left with Escape', async () => {
      const sample = new Sample();
      const { element, store } = await shown(sample);
      await refuse(sample, element, store, 'Call the lab');
      const button = inside(element, 'button');
      button.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => dialog(element)?.hasAttribute('open') ?? false, 'the list');
      await settled(document.body);
      await sendKeys({ press: 'Escape' });
      await until(() => !dialog(element)?.hasAttribute('open'), 'closed');
      await until(() => element.shadowRoot?.activeElement === button, 'the focus is back');
    });
  });
});
