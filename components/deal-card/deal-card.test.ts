import { sendKeys } from '@web/test-runner-commands';
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { setLanguage } from '../base/localisation/index.ts';
import { inside, settled, until, violations } from '../base/testing/page.ts';
import { Sample, around } from '../pipeline-board/testing/sample.ts';
import type { Store } from '../store/index.ts';
import './deal-card.ts';
import type { DealCard } from './deal-card.ts';
import type { DealOpenEvent } from './events.ts';

const places: HTMLElement[] = [];
const stores: Store[] = [];

async function cardOf(sample: Sample, id: string, fields = ''): Promise<{ card: DealCard; store: Store }> {
  const store = await sample.store();
  stores.push(store);
  const place = around(store);
  const card = document.createElement('crm-deal-card');
  card.setAttribute('deal-id', id);
  if (fields) card.setAttribute('fields', fields);
  place.append(card);
  document.body.append(place);
  places.push(place);
  await settled(place);
  return { card, store };
}

const words = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
const face = (card: DealCard) => inside(card, '.card');

describe('crm-deal-card', () => {
  afterEach(async () => {
    for (const store of stores.splice(0)) store.close();
    for (const place of places.splice(0)) place.remove();
    document.querySelector('crm-side-panel')?.remove();
    await setLanguage('en');
  });

  it('says name, organization, owner and value, and is fine by axe', async () => {
    const sample = new Sample();
    const { card } = await cardOf(sample, sample.deal('Ovens', { organization: 'Kestrel Foods', value: '48200', hot: true }));
    expect(words(face(card)))
      .to.contain('Ovens')
      .and.contain('Kestrel Foods')
      .and.contain('€48,200')
      .and.contain('Hot')
      .and.contain('No task');
    expect(inside(card, '.who').getAttribute('aria-label')).to.equal('Camille Aubert');
    expect(await violations(card)).to.deep.equal([]);
  });

  it('shows the next task, red when it is overdue, and follows it', async () => {
    const sample = new Sample();
    const id = sample.deal('Ovens');
    sample.task(id, 'Later', '2999-01-01');
    const late = sample.task(id, 'Call', '2020-01-01');
    const { card, store } = await cardOf(sample, id);
    expect(inside(card, '.due').classList.contains('danger')).to.equal(true);
    expect(words(inside(card, '.due'))).to.contain('overdue');
    store.mutate.completeTask({ id: late });
    await until(() => words(inside(card, '.due')).includes('2999'), 'the task after it');
    expect(inside(card, '.due').classList.contains('danger')).to.equal(false);
  });

  it('tells of a deal that has been quiet for longer than the workspace allows', async () => {
    const sample = new Sample();
    const { card } = await cardOf(sample, sample.deal('Ovens', { daysAgo: 40 }));
    expect(words(inside(card, '.due'))).to.equal('Quiet for 40 d');
    expect(face(card).classList.contains('stale')).to.equal(true);
    expect(await violations(card)).to.deep.equal([]);
  });

  it('does not call a closed deal quiet', async () => {
    const sample = new Sample();
    const { card } = await cardOf(sample, sample.deal('Ovens', { daysAgo: 40, stage: sample.workspace.stage('won') }));
    expect(face(card).classList.contains('stale')).to.equal(false);
  });

  it('is dashed while it waits, and says so to screen readers', async () => {
    const sample = new Sample();
    const id = sample.deal('Ovens');
    const { card, store } = await cardOf(sample, id);
    sample.offline = true;
    store.mutate.updateDeal({ id, value: '5' });
    await until(() => face(card).classList.contains('waiting'), 'the dashed card');
    expect(words(face(card)))
      .to.contain('€5')
      .and.contain('Not sent yet');
    expect(await violations(card)).to.deep.equal([]);
    sample.offline = false;
    store.resume();
    await until(() => !face(card).classList.contains('waiting'), 'the card as before');
    expect(sample.workspace.at('deal', id).value).to.equal('5.00');
  });

  it('opens by mouse and keyboard, and leaves it to a page that wants to do so itself', async () => {
    const sample = new Sample();
    const id = sample.deal('Ovens');
    const { card } = await cardOf(sample, id);
    const opened: string[] = [];
    const own = (event: Event) => {
      event.preventDefault();
      opened.push((event as DealOpenEvent).dealId);
    };
    card.addEventListener('crm-deal-open', own);
    face(card).click();
    card.focus();
    await sendKeys({ press: 'Enter' });
    expect(opened).to.deep.equal([id, id]);
    expect(document.querySelector('crm-side-panel')).to.equal(null);
    card.removeEventListener('crm-deal-open', own);
    face(card).click();
    await until(() => document.querySelector('crm-side-panel crm-deal-panel') !== null, 'the panel of the deal');
  });

  it('shows nothing of a deal that is not there, and nothing any more of one that goes', async () => {
    const sample = new Sample();
    const id = sample.deal('Ovens');
    const { card, store } = await cardOf(sample, id);
    store.mutate.deleteDeal({ id });
    await until(() => card.shadowRoot?.querySelector('.card') === null, 'the empty card');
  });

  it('shows fields of choice below, the workspace’s own too, and grows by as many lines', async () => {
    const sample = new Sample();
    const [regions, north] = [newId(), newId()];
    sample.workspace.do(sample.workspace.administrator, 'createCustomField', {
      id: regions,
      resource_type: 'deal',
      name: 'Region',
      type: 'list',
      choices: [{ id: north, name: 'North', archived: false, replaced_by: null }],
    });
    const id = sample.deal('Ovens', { closes: '2999-03-31' });
    sample.workspace.do(sample.camille, 'updateDeal', { id, custom_fields: { [regions]: north } });
    const { card } = await cardOf(sample, id, `custom_fields.${regions} estimated_close_date source_id gone`);
    const lines = () => [...(card.shadowRoot?.querySelectorAll('.field') ?? [])].map(words);
    await until(() => lines().length === 3, 'the lines');
    expect(lines()[0]).to.equal('RegionNorth');
    expect(lines()[1]).to.match(/^Closes.*2999$/);
    expect(lines()[2], 'nothing in it').to.equal('Source–');
    expect(face(card).clientHeight).to.be.above(78 + 3 * 18);
    expect(await violations(card)).to.deep.equal([]);
    await setLanguage('fr');
    await until(() => lines()[1]?.startsWith('Clôture') === true, 'the words');
    card.fields = [];
    await until(() => lines().length === 0, 'no lines');
    expect(face(card).getBoundingClientRect().height).to.equal(78);
  });

  it('speaks French', async () => {
    const sample = new Sample();
    const { card } = await cardOf(sample, sample.deal('Fours', { daysAgo: 40, value: '48200' }));
    await setLanguage('fr');
    await until(() => words(inside(card, '.due')) === 'Sans activité depuis 40 j', 'the words');
    expect(words(inside(card, '.money'))).to.match(/48\s200\s€/);
  });
});
