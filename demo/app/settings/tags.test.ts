import { expect } from 'chai';
import { newId } from '../../../shared/ids.ts';
import { unmountAll, until, violations } from '../../../components/base/testing/page.ts';
import { Sample } from '../../../components/pipeline-board/testing/sample.ts';
import { shownIn } from '../../../components/pipeline-board/testing/shown-in.ts';
import type { Store } from '../../../components/store/index.ts';
import './lists.ts';
import './tags.ts';
import { press } from './testing/controls.ts';

type Control = HTMLElement & { value: string };

let sample: Sample;
let store: Store;

async function show<K extends 'inlay-tags' | 'inlay-lists'>(name: K): Promise<HTMLElementTagNameMap[K]> {
  return shownIn(store, name);
}

const listsOf = (root: HTMLElement) => [...(root.shadowRoot?.querySelectorAll('inlay-choice-list') ?? [])];
const names = (list: HTMLElement | undefined) =>
  [...(list?.shadowRoot?.querySelectorAll<Control>('crm-input.quiet') ?? [])].map(({ value }) => value);
const counts = (list: HTMLElement | undefined) =>
  [...(list?.shadowRoot?.querySelectorAll('.count') ?? [])].map(({ textContent }) => Number(textContent));

async function rename(list: HTMLElement | undefined, from: string, to: string): Promise<void> {
  const input = [...(list?.shadowRoot?.querySelectorAll<Control>('crm-input.quiet') ?? [])].find(({ value }) => value === from);
  if (!input) throw new Error(`There is no ${from}.`);
  input.value = to;
  input.dispatchEvent(new Event('change'));
}

describe('settings of tags', () => {
  let first: string;

  beforeEach(async () => {
    sample = new Sample();
    sample.workspace.applied({ kind: 'system', name: 'directory' }, 'updateUser', { id: sample.camille, role: 'admin' });
    store = await sample.store();
    first = newId();
    store.mutate.createLead({ id: first, last_name: 'First', tags: ['fair', 'vip'] });
    store.mutate.createLead({ id: newId(), last_name: 'Second', tags: ['vip'] });
    // Tags that come with a record have the ids that the server gives them.
    await until(() => store.status.waiting === 0, 'the server has the leads');
  });
  afterEach(() => {
    unmountAll();
    store.close();
  });

  it('count the records of each, and rename it on all of them', async () => {
    const tags = await show('inlay-tags');
    const [leads] = listsOf(tags);
    expect(names(leads)).to.deep.equal(['fair', 'vip']);
    expect(counts(leads)).to.deep.equal([1, 2]);
    await rename(leads, 'vip', 'Key account');
    await until(() => names(listsOf(tags)[0]).join() === 'fair,Key account', 'the new name');
    expect(store.get('lead', first)?.tags).to.deep.equal(['fair', 'Key account']);
    expect(await violations(tags)).to.deep.equal([]);
  });

  it('ask before two of them are joined, and leave both when that is cancelled', async () => {
    const tags = await show('inlay-tags');
    await rename(listsOf(tags)[0], 'fair', 'VIP');
    const dialog = () => tags.shadowRoot?.querySelector<HTMLElement>('crm-dialog') ?? undefined;
    await until(() => dialog() !== undefined, 'the question');
    expect(dialog()?.textContent).to.contain('“vip” already');
    expect(await violations(tags)).to.deep.equal([]);
    press(tags.shadowRoot ?? tags, 'Cancel');
    await until(() => dialog() === undefined, 'the question goes');
    await until(() => names(listsOf(tags)[0]).join() === 'fair,vip', 'both names');

    await rename(listsOf(tags)[0], 'fair', 'vip');
    await until(() => dialog() !== undefined, 'the question');
    press(tags.shadowRoot ?? tags, 'Join them');
    await until(() => names(listsOf(tags)[0]).join() === 'vip', 'one is left');
    expect(store.get('lead', first)?.tags).to.deep.equal(['vip']);
  });

  it('are taken off everything only when that is confirmed', async () => {
    const tags = await show('inlay-tags');
    const remove = () => listsOf(tags)[0]?.shadowRoot?.querySelector<HTMLElement>('crm-button[label="Remove vip"]')?.click();
    remove();
    const dialog = () => tags.shadowRoot?.querySelector<HTMLElement>('crm-dialog') ?? undefined;
    await until(() => dialog() !== undefined, 'the question');
    expect(dialog()?.textContent).to.contain('2 records that you see');
    expect(store.get('lead', first)?.tags).to.deep.equal(['fair', 'vip']);
    press(tags.shadowRoot ?? tags, 'Remove it');
    await until(() => names(listsOf(tags)[0]).join() === 'fair', 'it is gone');
    expect(store.get('lead', first)?.tags).to.deep.equal(['fair']);
  });
});

describe('settings of lead statuses', () => {
  beforeEach(async () => {
    sample = new Sample();
    sample.workspace.applied({ kind: 'system', name: 'directory' }, 'updateUser', { id: sample.camille, role: 'admin' });
    store = await sample.store();
  });
  afterEach(() => {
    unmountAll();
    store.close();
  });

  it('say what each stands for, and keep one for new leads', async () => {
    const lists = await show('inlay-lists');
    const kinds = () => [...(listsOf(lists)[0]?.shadowRoot?.querySelectorAll<Control>('crm-select') ?? [])];
    expect(kinds().map(({ value }) => value)).to.deep.equal(['new', 'working', 'unqualified']);
    const choose = (at: number, value: string) => {
      const select = kinds()[at];
      if (!select) throw new Error(`There is no status ${at}.`);
      select.value = value;
      select.dispatchEvent(new Event('change'));
    };
    choose(1, 'new');
    const categories = () =>
      store
        .every('lead_status')
        .sort((a, b) => a.position - b.position)
        .map(({ category }) => category);
    await until(() => categories()[1] === 'new', 'it is for new leads too');
    choose(1, 'working');
    await until(() => categories()[1] === 'working', 'it is not');
    choose(0, 'working');
    await until(() => kinds()[0]?.value === 'new', 'what was refused is taken back');
    expect(categories()).to.deep.equal(['new', 'working', 'unqualified']);
  });
});
