import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import type { Deal } from '../../shared/records/index.ts';
import { inside, settled, until, violations } from '../base/testing/page.ts';
import type { CrmMenu } from '../base/menu/menu.ts';
import { setLanguage } from '../base/localisation/index.ts';
import type { BoardViewEvent } from './events.ts';
import { boardOf, cards, cleaned, heads, lanes, names, put, words } from './testing/board.ts';
import { Sample } from './testing/sample.ts';

describe('crm-pipeline-board', () => {
  cleaned();

  it('shows a lane for each open stage, with its count and one total in the workspace’s currency', async () => {
    const sample = new Sample();
    sample.deal('Ovens', { value: '1000' });
    sample.deal('Lamps', { value: '500.20' });
    sample.deal('Scales', { value: '300', currency: 'SEK' });
    const { board } = await boardOf(sample);
    expect(heads(board)).to.have.length(4);
    const sum = () => inside(board, '.lane-head .sum');
    const total = () => words(inside(board, '.total'));
    expect(heads(board)[0]).to.contain('3 deals').and.contain('10% likely').and.contain('€150');
    expect(words(sum()), 'no rate: left out, and named').to.equal('€1,500 + SEK');
    expect(sum().title.replace(/\u00a0/g, ' ')).to.equal('€1,500.20\nSEK 300: no rate, not converted');
    expect(total()).to.contain('3 open deals').and.contain('€1,500 + SEK').and.contain('no rate for SEK');
    expect(await violations(board)).to.deep.equal([]);
    sample.elsewhere(sample.workspace.administrator, 'updateWorkspaceSettings', {
      id: sample.workspace.all('workspace_settings')[0]?.id,
      rates: { SEK: '0.1' },
    });
    await until(() => words(sum()) === '≈ €1,530', 'the total with the new rate');
    expect(sum().title.replace(/\u00a0/g, ' ')).to.equal('€1,500.20\nSEK 300 ≈ €30');
    expect(total()).to.contain('≈ €1,530').and.contain('weighted ≈ €153').and.not.contain('no rate');
  });

  it('puts the deals in each order', async () => {
    const sample = new Sample();
    sample.deal('Bells', { value: '100', closes: '2030-03-01', daysAgo: 3 });
    sample.deal('Anvils', { value: '5000', daysAgo: 2 });
    sample.deal('Crates', { value: '90000', currency: 'JPY', closes: '2030-01-01', daysAgo: 1 });
    sample.deal('Drums', { value: '20', closes: '2030-02-01', daysAgo: 4 });
    sample.elsewhere(sample.workspace.administrator, 'updateWorkspaceSettings', {
      id: sample.workspace.all('workspace_settings')[0]?.id,
      rates: { JPY: '0.006' },
    });
    const { board } = await boardOf(sample);
    const views: BoardViewEvent[] = [];
    board.addEventListener('crm-board-view', (event) => views.push(event as BoardViewEvent));
    expect(names(board), 'by close date, those without one last').to.deep.equal(['Crates', 'Drums', 'Bells', 'Anvils']);
    const menu = [...(board.shadowRoot?.querySelectorAll('crm-menu') ?? [])].find(({ label }) => label === 'Order');
    if (!menu) throw new Error('There is no order to choose.');
    for (const [value, expected] of [
      ['value', 'Anvils Crates Bells Drums'],
      ['activity', 'Drums Bells Anvils Crates'],
      ['added', 'Crates Anvils Bells Drums'],
      ['name', 'Anvils Bells Crates Drums'],
      ['close', 'Crates Drums Bells Anvils'],
    ] as const) {
      menu.querySelector<HTMLElement>('crm-button')?.click();
      await until(() => menu.open, 'the menu');
      menu.querySelector<HTMLElement>(`crm-menu-item[value="${value}"]`)?.click();
      await until(() => names(board).join(' ') === expected, `the order by ${value}`);
      expect(views.at(-1)?.order).to.equal(value);
      expect(menu.querySelector(`crm-menu-item[value="${value}"]`)?.getAttribute('aria-checked')).to.equal('true');
    }
  });

  it('switches to another pipeline, by keyboard too, and tells the page', async () => {
    const sample = new Sample();
    const pipeline = newId();
    const stages = Array.from({ length: 7 }, () => ({ id: newId() }));
    sample.workspace.do(sample.workspace.administrator, 'createPipeline', { id: pipeline, name: 'Service', stages });
    sample.deal('Ovens');
    sample.deal('Repair', { stage: stages[0]?.id ?? '' });
    const { board } = await boardOf(sample);
    expect(names(board)).to.deep.equal(['Ovens']);
    const views: BoardViewEvent[] = [];
    board.addEventListener('crm-board-view', (event) => views.push(event as BoardViewEvent));
    const menu = inside<CrmMenu>(board, '.tools crm-menu');
    menu.querySelector<HTMLElement>('crm-button')?.focus();
    await sendKeys({ press: 'ArrowDown' });
    await until(() => menu.querySelector('crm-menu-item:focus') !== null, 'the menu has the focus');
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Enter' });
    await until(() => names(board).join() === 'Repair', 'the deals of the other pipeline');
    expect(views.at(-1)?.pipeline).to.equal(pipeline);
    expect(board.pipeline).to.equal(pipeline);
    expect(words(menu.querySelector('crm-button'))).to.equal('Service');
    expect(words(inside(board, '.total'))).to.contain('1 open deal');
    board.pipeline = 'of another workspace';
    await until(() => names(board).join() === 'Ovens', 'the first pipeline, where there is none of that name');
    const again = await boardOf(sample);
    expect(names(again.board), 'the one chosen last').to.deep.equal(['Repair']);
  });

  it('opens the first pipeline with open deals where nobody has chosen one, and stays there', async () => {
    const sample = new Sample();
    const pipeline = newId();
    const seven = () => Array.from({ length: 7 }, () => ({ id: newId() }));
    const stages = seven();
    const { administrator } = sample.workspace;
    sample.workspace.do(administrator, 'createPipeline', { id: pipeline, name: 'Imported', stages });
    sample.workspace.do(administrator, 'createPipeline', { id: newId(), name: 'Empty', stages: seven() });
    const deal = sample.deal('Presse', { stage: stages[0]?.id ?? '' });
    const { board, store } = await boardOf(sample);
    const name = () => words(inside<CrmMenu>(board, '.tools crm-menu').querySelector('crm-button'));
    expect(name()).to.equal('Imported');
    expect(names(board)).to.deep.equal(['Presse']);
    store.mutate.deleteDeal({ id: deal });
    await until(() => names(board).length === 0, 'the deal is gone');
    expect(name()).to.equal('Imported');
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
    inside(board, '.tools crm-button[icon="plus"]').click();
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
    const pane = inside(board, '.board');
    pane.scrollLeft = pane.scrollWidth;
    const last = [...steps.querySelectorAll('button')].at(-1);
    await until(() => last?.getAttribute('aria-current') === 'true', 'the tab of what is closed');
    await until(() => (last?.getBoundingClientRect().right ?? Infinity) <= 390, 'the tab in sight');
    expect(inside(board, '.tools').scrollWidth, 'all that can be pressed is in sight').to.be.at.most(390);
    await setViewport({ width: 1280, height: 800 });
  });

  it('shows a skeleton before the first rows, and an empty board in words', async () => {
    const board = document.createElement('crm-pipeline-board');
    put(board);
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
