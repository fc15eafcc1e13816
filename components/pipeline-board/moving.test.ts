import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { frame, inside, until, violations } from '../base/testing/page.ts';
import type { PipelineBoard } from './pipeline-board.ts';
import { boardOf, cards, centre, cleaned, dialogButton, dialogOf, lanes, names, said, stageOf, trays, words } from './testing/board.ts';
import { Sample } from './testing/sample.ts';

async function drag(from: [number, number], to: [number, number]): Promise<void> {
  await sendMouse({ type: 'move', position: from });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [from[0] + 12, from[1] + 6] });
  await sendMouse({ type: 'move', position: to });
}

/** What a finger does, as the browser tells of it. */
function touch(type: string, [x, y]: [number, number], target: EventTarget = window): void {
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
}

/** Picks up the first card of the first lane by keyboard, and carries it over so many stages. */
async function carryTo(board: PipelineBoard, steps: number): Promise<void> {
  cards(board)[0]?.focus();
  await sendKeys({ press: 'Space' });
  await until(() => lanes(board).some(({ lifted }) => lifted !== undefined), 'the card in the hand');
  for (let step = 0; step < steps; step++) await sendKeys({ press: 'ArrowRight' });
  const name = words(trays(board)[steps - 4]?.querySelector('h2 bdi'));
  await until(() => said().includes(`To ${name}`), 'where it would go');
}

describe('a card on the board', () => {
  cleaned();

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
    const dialog = () => dialogOf(board);
    const button = (label: string) => dialogButton(board, label);
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

  it('moves with a finger that rests first, and scrolls with one that does not', async () => {
    const sample = new Sample();
    const id = sample.deal('Ovens');
    const { board, store } = await boardOf(sample);
    const [card, to] = [cards(board)[0], lanes(board)[1]];
    if (!card || !to) throw new Error('There is no card, or no lane.');
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

  it('goes into won by keyboard, and the focus follows it into the tray', async () => {
    const sample = new Sample();
    const id = sample.deal('Ovens');
    const { board, store } = await boardOf(sample);
    await carryTo(board, 4);
    await sendKeys({ press: 'Enter' });
    await until(() => stageOf(store, id) === sample.workspace.stage('won'), 'the won deal');
    await until(() => board.shadowRoot?.activeElement?.getAttribute('data-deal') === id, 'the focus on its line in the tray');
    expect(words(board.shadowRoot?.activeElement)).to.contain('Ovens');
  });

  for (const [at, category, act, reasons] of [
    [5, 'lost', 'Mark as lost', 'loss_reason'],
    [6, 'unqualified', 'Mark as unqualified', 'deal_unqualified_reason'],
  ] as const)
    it(`goes into ${category} by keyboard once the reason is said, and stays where it was on Escape`, async () => {
      const sample = new Sample();
      const id = sample.deal('Ovens');
      const { board, store } = await boardOf(sample);
      await carryTo(board, at);
      await sendKeys({ press: 'Enter' });
      const select = () => dialogOf(board)?.querySelector('crm-select');
      await until(() => select()?.matches(':focus-within') === true, 'the reason is asked for');
      expect(words(dialogOf(board)))
        .to.contain('Ovens')
        .and.contain(act);
      expect(stageOf(store, id)).to.equal(sample.stages[0]);
      await sendKeys({ press: 'Escape' });
      await until(() => dialogOf(board) === undefined, 'the dialog gone');
      expect(stageOf(store, id)).to.equal(sample.stages[0]);
      expect(trays(board).some((tray) => words(tray).includes('Ovens'))).to.equal(false);
      await until(() => lanes(board)[0]?.shadowRoot?.activeElement?.getAttribute('deal-id') === id, 'the focus back on the card');

      await carryTo(board, at);
      await sendKeys({ press: 'Enter' });
      await until(() => select()?.matches(':focus-within') === true, 'the reason is asked for again');
      await sendKeys({ press: 'ArrowDown' });
      await until(() => select()?.value !== '', 'a reason is chosen');
      const reason = select()?.value;
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      await until(() => stageOf(store, id) === sample.workspace.stage(category), 'the closed deal');
      const deal = store.get('deal', id);
      expect(category === 'lost' ? deal?.loss_reason_id : deal?.unqualified_reason_id).to.equal(reason);
      expect(sample.workspace.all(reasons).map((row) => row.id)).to.include(reason);
      await until(() => board.shadowRoot?.activeElement?.getAttribute('data-deal') === id, 'the focus on its line in the tray');
    });

  it('scrolls the board and the lane along by mouse at their edges, and stops where there is no more', async () => {
    await setViewport({ width: 800, height: 800 });
    const sample = new Sample();
    const id = sample.deal('Aaa');
    for (let at = 0; at < 10; at++) sample.deal(`Deal ${String(at).padStart(2, '0')}`, { stage: sample.stages[0] ?? '' });
    const { board, store } = await boardOf(sample, { order: 'name' });
    const [card, lane] = [cards(board)[0], lanes(board)[0]];
    if (!card || !lane) throw new Error('There is no card, or no lane.');
    const pane = inside(board, '.board');
    const box = lane.getBoundingClientRect();
    await drag(centre(card), [Math.round(box.left + 60), Math.round(box.bottom - 10)]);
    await until(() => lane.scrollTop === lane.scrollHeight - lane.clientHeight, 'the lane is at its end');
    await sendMouse({ type: 'move', position: [Math.round(box.left + 60), Math.round(box.top + 10)] });
    await until(() => lane.scrollTop === 0, 'the lane is at its beginning');
    const edge = pane.getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(edge.right - 6), Math.round(edge.top + 200)] });
    await until(() => pane.scrollLeft === pane.scrollWidth - pane.clientWidth, 'the board is at its end');
    await sendMouse({ type: 'move', position: [Math.round(edge.left + 6), Math.round(edge.top + 200)] });
    await until(() => pane.scrollLeft === 0, 'the board is at its beginning');
    await sendMouse({ type: 'move', position: [Math.round(edge.right - 6), Math.round(edge.top + 200)] });
    await until(() => pane.scrollLeft === pane.scrollWidth - pane.clientWidth, 'the board is at its end again');
    const [won] = trays(board);
    if (!won) throw new Error('There is no tray.');
    await sendMouse({ type: 'move', position: centre(won) });
    await until(() => won.classList.contains('over'), 'the tray that shows where it would go');
    await sendMouse({ type: 'up' });
    await until(() => stageOf(store, id) === sample.workspace.stage('won'), 'the deal that was out of sight');
    await setViewport({ width: 1280, height: 800 });
  });

  it('scrolls the lane along under a resting finger, and its own card stays in the hand', async () => {
    const sample = new Sample();
    const id = sample.deal('Aaa');
    for (let at = 0; at < 10; at++) sample.deal(`Deal ${String(at).padStart(2, '0')}`);
    const { board, store } = await boardOf(sample, { order: 'name' });
    const [card, lane, to] = [cards(board)[0], lanes(board)[0], lanes(board)[1]];
    if (!card || !lane || !to) throw new Error('There is no card, or no lane.');
    touch('pointerdown', centre(card), card);
    await until(() => board.shadowRoot?.querySelector('[dragged]') !== null, 'the card in the hand');
    const box = lane.getBoundingClientRect();
    touch('pointermove', [Math.round(box.left + 60), Math.round(box.bottom - 10)]);
    await until(() => lane.scrollTop === lane.scrollHeight - lane.clientHeight, 'the lane is at its end');
    await frame();
    expect(card.isConnected, 'a finger’s touch ends with its element').to.equal(true);
    expect(card.getAttribute('deal-id')).to.equal(id);
    touch('pointermove', centre(to));
    await until(() => to.over, 'the lane that shows where it would go');
    touch('pointerup', centre(to));
    await until(() => stageOf(store, id) === sample.stages[1], 'the deal in its new stage');
  });
});
