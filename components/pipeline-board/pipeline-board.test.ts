import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { Deal } from '../../shared/records/index.ts';
import { inside, settled, until, unmountAll, violations } from '../base/testing/page.ts';
import { setLanguage } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import './pipeline-board.ts';
import type { BoardViewEvent } from './events.ts';
import type { PipelineBoard } from './pipeline-board.ts';
import { Sample, around } from './testing/sample.ts';

const places: HTMLElement[] = [];
const stores: Store[] = [];

async function boardOf(sample: Sample, attributes: Record<string, string> = {}): Promise<{ board: PipelineBoard; store: Store }> {
  const store = await sample.store();
  stores.push(store);
  const place = around(store);
  place.style.blockSize = '600px';
  const board = document.createElement('crm-pipeline-board');
  for (const [name, value] of Object.entries(attributes)) board.setAttribute(name, value);
  place.append(board);
  document.body.append(place);
  places.push(place);
  await until(() => board.shadowRoot?.querySelector('crm-board-lane') !== null, 'the lanes');
  await settled(place);
  await until(() => lanes(board).every((lane) => lane.shadowRoot?.querySelector('.space') !== null), 'the cards');
  await settled(place);
  return { board, store };
}

const lanes = (board: PipelineBoard) => [...(board.shadowRoot?.querySelectorAll('crm-board-lane') ?? [])];
const cards = (board: PipelineBoard, lane = 0): HTMLElement[] => [
  ...(lanes(board)[lane]?.shadowRoot?.querySelectorAll<HTMLElement>('crm-deal-card') ?? []),
];
const words = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
const heads = (board: PipelineBoard) => [...(board.shadowRoot?.querySelectorAll('.lane-head') ?? [])].map(words);
const names = (board: PipelineBoard, lane = 0) => cards(board, lane).map((card) => words(inside(card, '.name')));
const trays = (board: PipelineBoard) => [...(board.shadowRoot?.querySelectorAll<HTMLElement>('.tray') ?? [])];
const stageOf = (store: Store, id: string) => store.get('deal', id)?.stage_id;
const centre = (element: Element): [number, number] => {
  const box = element.getBoundingClientRect();
  return [Math.round(box.left + box.width / 2), Math.round(box.top + Math.min(30, box.height / 2))];
};
const said = () => [...document.querySelectorAll('[aria-live]')].map((region) => region.textContent).join(' ');

async function drag(from: [number, number], to: [number, number]): Promise<void> {
  await sendMouse({ type: 'move', position: from });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [from[0] + 12, from[1] + 6] });
  await sendMouse({ type: 'move', position: to });
}

describe('crm-pipeline-board', () => {
  before(() => setViewport({ width: 1280, height: 800 }));
  afterEach(async () => {
    await sendMouse({ type: 'up' });
    for (const store of stores.splice(0)) store.close();
    for (const place of places.splice(0)) place.remove();
    unmountAll();
    await setLanguage('en');
  });

  it('shows a lane for each open stage, with count and totals per currency, never added across currencies', async () => {
    const sample = new Sample();
    sample.deal('Ovens', { value: '1000' });
    sample.deal('Lamps', { value: '500.50' });
    sample.deal('Scales', { value: '300', currency: 'SEK' });
    const { board } = await boardOf(sample);
    expect(heads(board)).to.have.length(4);
    const [first = ''] = heads(board);
    expect(first).to.contain('3 deals').and.contain('€1,500').and.contain('+1').and.contain('10% likely').and.contain('€150');
    expect(board.shadowRoot?.querySelector('.lane-head .sum')?.getAttribute('title')).to.contain('SEK');
    expect(words(board.shadowRoot?.querySelector('.total'))).to.contain('3 open deals');
  });

  it('has nothing that axe finds wrong, in English and in French, with deals and without', async () => {
    const sample = new Sample();
    const deal = sample.deal('Ovens', { hot: true });
    sample.task(deal, 'Call', '2020-01-01');
    const { board } = await boardOf(sample);
    expect(await violations(board)).to.deep.equal([]);
    await setLanguage('fr');
    await settled(board);
    expect(words(board.shadowRoot?.querySelector('.total'))).to.contain('1 affaire');
    expect(await violations(board)).to.deep.equal([]);
  });

  it('keeps only the cards in sight in the page, and finds the last one by keyboard', async () => {
    const sample = new Sample();
    for (let at = 0; at < 200; at++) sample.deal(`Deal ${String(at).padStart(3, '0')}`);
    const { board } = await boardOf(sample, { order: 'name' });
    expect(cards(board).length).to.be.greaterThan(4).and.below(30);
    cards(board)[0]?.focus();
    await sendKeys({ press: 'End' });
    await until(() => names(board).includes('Deal 199'), 'the last card');
    expect(cards(board).length).to.be.below(30);
    await until(
      () => words(lanes(board)[0]?.shadowRoot?.activeElement?.shadowRoot?.querySelector('.name')) === 'Deal 199',
      'the focus on the last card',
    );
  });

  it('scrolls through thousands with the same few cards, in reading order when it rests, and keeps the focus on its own', async () => {
    const sample = new Sample();
    for (let at = 0; at < 200; at++) sample.deal(`Deal ${String(at).padStart(3, '0')}`);
    const { board } = await boardOf(sample, { order: 'name' });
    const [lane] = lanes(board);
    if (!lane) throw new Error('There is no lane.');
    await until(() => cards(board).length > Math.ceil(lane.clientHeight / 84), 'the cards beyond the edge');
    cards(board)[1]?.focus();
    const made = new Set(cards(board));
    for (let frame = 0; frame < 60; frame++) {
      lane.scrollTop += 200;
      await new Promise(requestAnimationFrame);
      for (const card of cards(board)) made.add(card);
    }
    expect(made.size).to.be.below(30);
    const reading = () => cards(board).map((card) => Number(card.getAttribute('aria-posinset')));
    await until(() => reading().every((place, at) => at === 0 || place > (reading()[at - 1] ?? 0)), 'the reading order');
    expect(cards(board)[1]?.getAttribute('aria-setsize')).to.equal('200');
    expect(lane.shadowRoot?.activeElement?.getAttribute('aria-posinset')).to.equal('2');
    expect(words(lane.shadowRoot?.activeElement?.shadowRoot?.querySelector('.name'))).to.equal('Deal 001');
    await sendKeys({ press: 'ArrowDown' });
    await until(
      () => words(lane.shadowRoot?.activeElement?.shadowRoot?.querySelector('.name')) === 'Deal 002',
      'the focus on the next card',
    );
  });

  it('moves a card by mouse at once, and puts it back by Undo', async () => {
    const sample = new Sample();
    const id = sample.deal('Ovens');
    const { board, store } = await boardOf(sample);
    const [from, to] = [cards(board)[0], lanes(board)[2]];
    if (!from || !to) throw new Error('There is no card, or no lane.');
    await drag(centre(from), centre(to));
    await until(() => lanes(board)[2]?.over === true, 'the lane that shows where it would go');
    await sendMouse({ type: 'up' });
    await until(() => stageOf(store, id) === sample.stages[2], 'the deal in its new stage');
    await until(() => names(board, 2).includes('Ovens'), 'the card in its new lane');
    expect(board.shadowRoot?.querySelector('[dragged]')).to.equal(null);
    const undo = () =>
      [...document.querySelectorAll('*')]
        .flatMap((element) => [...(element.shadowRoot?.querySelectorAll<HTMLElement>('button, crm-button') ?? [])])
        .find((button) => words(button) === 'Undo');
    await until(() => undo() !== undefined, 'the way back');
    await until(() => {
      undo()?.click();
      return stageOf(store, id) === sample.stages[0];
    }, 'the deal back in its stage');
  });

  it('lets go of a card on Escape and where there is no lane, and opens nothing after a drag', async () => {
    const sample = new Sample();
    const id = sample.deal('Ovens');
    const { board, store } = await boardOf(sample);
    let opened = 0;
    board.addEventListener('crm-deal-open', (event) => {
      event.preventDefault();
      opened++;
    });
    const [from, to] = [cards(board)[0], lanes(board)[1]];
    if (!from || !to) throw new Error('There is no card, or no lane.');
    await drag(centre(from), centre(to));
    await sendKeys({ press: 'Escape' });
    await sendMouse({ type: 'up' });
    expect(stageOf(store, id)).to.equal(sample.stages[0]);
    await drag(centre(from), [centre(to)[0], 700]);
    await sendMouse({ type: 'up' });
    expect(stageOf(store, id)).to.equal(sample.stages[0]);
    expect(opened).to.equal(0);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await sendMouse({ type: 'click', position: centre(from) });
    expect(opened).to.equal(1);
  });

  it('asks why before a deal is lost, and moves nothing when nobody says', async () => {
    const sample = new Sample();
    const id = sample.deal('Ovens');
    const { board, store } = await boardOf(sample);
    const [from, lost] = [cards(board)[0], trays(board)[1]];
    if (!from || !lost) throw new Error('There is no card, or no tray.');
    const dialog = () => board.shadowRoot?.querySelector('crm-dialog') ?? undefined;
    const button = (label: string) =>
      [...(dialog()?.querySelectorAll<HTMLElement>('crm-button') ?? [])].find((element) => words(element) === label);
    await drag(centre(from), centre(lost));
    await sendMouse({ type: 'up' });
    await until(() => button('Cancel') !== undefined, 'the dialog');
    await until(() => {
      button('Mark as lost')?.click();
      return dialog()?.querySelector('crm-select')?.error === 'Choose a reason.';
    }, 'that a reason is needed');
    expect(stageOf(store, id)).to.equal(sample.stages[0]);
    expect(await violations(board)).to.deep.equal([]);
    button('Cancel')?.click();
    await until(() => dialog() === undefined, 'the dialog gone');
    expect(stageOf(store, id)).to.equal(sample.stages[0]);

    await drag(centre(from), centre(lost));
    await sendMouse({ type: 'up' });
    await until(() => button('Mark as lost') !== undefined, 'the dialog again');
    const select = dialog()?.querySelector('crm-select');
    if (!select) throw new Error('There is no choice.');
    select.value = sample.workspace.all('loss_reason')[0]?.id ?? '';
    await until(() => {
      button('Mark as lost')?.click();
      return stageOf(store, id) === sample.workspace.stage('lost');
    }, 'the lost deal');
    expect(store.get('deal', id)?.loss_reason_id).to.equal(select.value);
    await until(() => words(trays(board)[1]).includes('Ovens'), 'the deal in its tray');
  });

  it('does it all by keyboard and says each step', async () => {
    const sample = new Sample();
    const id = sample.deal('Ovens');
    const other = sample.deal('Lamps', { stage: sample.stages[2] ?? '' });
    const { board, store } = await boardOf(sample);
    cards(board)[0]?.focus();
    await sendKeys({ press: 'ArrowRight' });
    await until(
      () => lanes(board)[2]?.shadowRoot?.activeElement?.getAttribute('deal-id') === other,
      'the focus in the next lane with cards',
    );
    await sendKeys({ press: 'ArrowLeft' });
    await until(() => lanes(board)[0]?.shadowRoot?.activeElement?.getAttribute('deal-id') === id, 'the focus back');
    await sendKeys({ press: 'Space' });
    await until(() => said().includes('Picked up'), 'that it was picked up');
    await sendKeys({ press: 'ArrowRight' });
    await until(() => said().includes('To Qualified'), 'where it would go');
    await sendKeys({ press: 'Escape' });
    await until(() => said().includes('Cancelled'), 'that it was cancelled');
    expect(stageOf(store, id)).to.equal(sample.stages[0]);
    await sendKeys({ press: 'Space' });
    await sendKeys({ press: 'ArrowRight' });
    await sendMouse({ type: 'click', position: centre(inside(board, '.lane-head')) });
    cards(board)[0]?.focus();
    await sendKeys({ press: 'ArrowDown' });
    expect(
      lanes(board).some((lane) => lane.lifted !== undefined),
      'nothing stays in the hand after a press elsewhere',
    ).to.equal(false);
    await sendKeys({ press: 'Space' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Enter' });
    await until(() => stageOf(store, id) === sample.stages[1], 'the deal in the next stage');
    await until(() => lanes(board)[1]?.shadowRoot?.activeElement?.getAttribute('deal-id') === id, 'the focus that went along');
  });

  it('filters by its attribute, names the condition where nothing fits, and tells the page of a change', async () => {
    const sample = new Sample();
    sample.deal('Ovens', { hot: true, value: '100' });
    sample.deal('Lamps', { value: '5000', owner: sample.jonas });
    const { board } = await boardOf(sample, { filter: 'hot=1' });
    expect(names(board)).to.deep.equal(['Ovens']);
    const views: BoardViewEvent[] = [];
    board.addEventListener('crm-board-view', (event) => views.push(event as BoardViewEvent));
    inside(board, '.chip button').click();
    await until(() => names(board).length === 2, 'both deals');
    expect(views.at(-1)?.filter).to.deep.equal({});
    board.setAttribute('filter', `owner=${sample.jonas}&least=100`);
    await until(() => names(board).join() === 'Lamps', 'the deals of one person');
    const find = inside<HTMLInputElement>(board, '.find input');
    find.focus();
    await sendKeys({ type: 'zzz' });
    await until(
      () => words(board.shadowRoot?.querySelector('crm-empty')).includes('“zzz” · Owner: Jonas Lindqvist'),
      'the condition in words',
    );
    expect(views.at(-1)?.filter).to.deep.equal({ owner: sample.jonas, least: '100', text: 'zzz' });
    expect(await violations(board)).to.deep.equal([]);
  });

  it('asks for further conditions in a dialog', async () => {
    const sample = new Sample();
    sample.deal('Ovens', { closes: '2030-01-01' });
    sample.deal('Lamps', { closes: '2031-01-01' });
    const { board } = await boardOf(sample);
    [...(board.shadowRoot?.querySelectorAll<HTMLElement>('.tools > crm-button') ?? [])].at(-1)?.click();
    await until(() => board.shadowRoot?.querySelector('[name="closesAfter"]') !== null, 'the dialog');
    const field = inside<HTMLElement & { value: string }>(board, '[name="closesAfter"]');
    field.value = '2030-06-01';
    [...(board.shadowRoot?.querySelectorAll<HTMLElement>('crm-dialog crm-button') ?? [])].at(-1)?.click();
    await until(() => names(board).join() === 'Lamps', 'the one deal that fits');
    await until(() => board.shadowRoot?.querySelector('crm-dialog') === null, 'the dialog gone');
  });

  it('shows at once what is done offline, dashed, and what the server refuses, with its words', async () => {
    const sample = new Sample();
    const id = sample.deal('Ovens');
    const { board, store } = await boardOf(sample);
    sample.offline = true;
    store.mutate.moveDeal({ id, stage_id: sample.stages[1] ?? '' });
    await until(() => cards(board, 1).length === 1, 'the card in its lane');
    const card = () => cards(board, 1)[0]?.shadowRoot?.querySelector('.card');
    await until(() => card()?.classList.contains('waiting') === true, 'the dashed card');
    sample.refuseWith = 'The pipeline is closed for today.';
    sample.offline = false;
    store.resume();
    await until(
      () => cards(board, 0)[0]?.shadowRoot?.querySelector('.card')?.classList.contains('rejected') === true,
      'the refused card, back where it was',
    );
    expect(words(cards(board, 0)[0]?.shadowRoot?.querySelector('.card'))).to.contain('Refused');
    expect(cards(board, 0)[0]?.shadowRoot?.querySelector('.card')?.getAttribute('aria-description')).to.contain(
      'The pipeline is closed for today.',
    );
  });

  it('shows one lane and the tabs of the others on a phone', async () => {
    await setViewport({ width: 390, height: 800 });
    const sample = new Sample();
    sample.deal('Ovens');
    const { board } = await boardOf(sample);
    const steps = inside(board, '.steps');
    expect(getComputedStyle(steps).display).to.equal('flex');
    expect(document.documentElement.scrollWidth, 'the page itself does not scroll sideways').to.be.at.most(390);
    expect(Math.round(lanes(board)[0]?.getBoundingClientRect().width ?? 0)).to.be.within(320, 360);
    steps.querySelectorAll('button')[1]?.click();
    await until(() => steps.querySelectorAll('button')[1]?.getAttribute('aria-current') === 'true', 'the tab of the lane in sight');
    await setViewport({ width: 1280, height: 800 });
  });

  it('shows a skeleton before the first rows, and an empty board in words', async () => {
    const board = document.createElement('crm-pipeline-board');
    document.body.append(board);
    places.push(board);
    await board.updateComplete;
    expect(inside(board, '.board').getAttribute('aria-busy')).to.equal('true');
    const { board: empty } = await boardOf(new Sample());
    expect(words(empty.shadowRoot?.querySelector('crm-empty'))).to.contain('Add one with the plus');
    expect(empty.shadowRoot?.querySelector('crm-empty')?.getAttribute('heading')).to.equal('No open deals yet');
  });

  it('weighs a deal by its own likelihood where it has one', async () => {
    const sample = new Sample();
    const id = sample.deal('Ovens', { value: '1000' });
    sample.deal('Lamps', { value: '1000' });
    const { board, store } = await boardOf(sample);
    expect(heads(board)[0]).to.contain('€2,000').and.contain('€200');
    store.mutate.updateDeal({ id, customized_win_likelihood: 90 });
    await until(() => heads(board)[0]?.includes('€1,000') === true, 'a tenth of one and nine tenths of the other');
  });

  it('moves with a finger that rests first, and scrolls with one that does not', async () => {
    const sample = new Sample();
    const id = sample.deal('Ovens');
    const { board, store } = await boardOf(sample);
    const [card, to] = [cards(board)[0], lanes(board)[1]];
    if (!card || !to) throw new Error('There is no card, or no lane.');
    const touch = (type: string, [x, y]: [number, number], target: EventTarget = window) =>
      target.dispatchEvent(
        new PointerEvent(type, {
          pointerType: 'touch',
          pointerId: 7,
          isPrimary: true,
          clientX: x,
          clientY: y,
          bubbles: true,
          composed: true,
          cancelable: true,
        }),
      );
    const [x, y] = centre(card);
    touch('pointerdown', [x, y], card);
    touch('pointermove', [x, y + 40]);
    touch('pointermove', centre(to));
    touch('pointerup', centre(to));
    expect(stageOf(store, id)).to.equal(sample.stages[0]);
    touch('pointerdown', [x, y], card);
    await until(() => board.shadowRoot?.querySelector('[dragged]') !== null, 'the card in the hand');
    touch('pointermove', centre(to));
    await until(() => to.over, 'the lane that shows where it would go');
    touch('pointerup', centre(to));
    await until(() => stageOf(store, id) === sample.stages[1], 'the deal in its new stage');
  });

  it('keeps a lane true while others change it', async () => {
    const sample = new Sample();
    const { board, store } = await boardOf(sample);
    const deal: Partial<Deal> = { id: sample.deal('Ovens') };
    expect(store.get('deal', deal.id ?? '')).to.equal(undefined);
    store.mutate.createContact({ id: '019abcde-0000-7000-8000-000000000001', is_organization: true, name: 'Kestrel' });
    store.mutate.createDeal({
      id: '019abcde-0000-7000-8000-000000000002',
      name: 'Lamps',
      contact_id: '019abcde-0000-7000-8000-000000000001',
    });
    await until(() => names(board).join() === 'Lamps', 'the new card');
  });
});
