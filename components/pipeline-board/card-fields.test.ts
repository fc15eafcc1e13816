import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { inside, settled, until, violations } from '../base/testing/page.ts';
import { setLanguage } from '../base/localisation/index.ts';
import type { PipelineBoard } from './pipeline-board.ts';
import { boardOf, cards, cleaned, dialogButton, dialogOf, lanes, names, words } from './testing/board.ts';
import { Sample } from './testing/sample.ts';

/** A sample whose deals have a region, with two deals. */
function withRegions(): { sample: Sample; region: string } {
  const sample = new Sample();
  const id = newId();
  sample.workspace.do(sample.workspace.administrator, 'createCustomField', { id, resource_type: 'deal', name: 'Region', type: 'string' });
  const deal = sample.deal('Ovens', { closes: '2999-03-31', tags: ['lab'] });
  sample.workspace.do(sample.camille, 'updateDeal', { id: deal, custom_fields: { [id]: 'North' } });
  sample.deal('Lamps');
  return { sample, region: `custom_fields.${id}` };
}

/** What the first card shows below its own lines. */
const lines = (board: PipelineBoard) => [...(cards(board)[0]?.shadowRoot?.querySelectorAll('.field') ?? [])].map(words);
const boxes = (board: PipelineBoard) => [
  ...(dialogOf(board)?.querySelectorAll<HTMLElement & { checked: boolean }>('li crm-checkbox') ?? []),
];
const box = (board: PipelineBoard, label: string) => boxes(board).find((one) => words(one) === label);
const chosen = (board: PipelineBoard) =>
  boxes(board)
    .filter(({ checked }) => checked)
    .map(words);

async function open(board: PipelineBoard): Promise<void> {
  inside(board, '.tools crm-button[icon="sliders-horizontal"]').click();
  await until(() => boxes(board).length > 0, 'the dialog');
  await settled(board.shadowRoot ?? board);
}

/** Ticks a field by keyboard, or clears it. */
async function tick(board: PipelineBoard, label: string): Promise<void> {
  const before = chosen(board).length;
  box(board, label)?.focus();
  await sendKeys({ press: 'Space' });
  await until(() => chosen(board).length !== before, `${label} is ticked or cleared`);
}

async function show(board: PipelineBoard): Promise<void> {
  dialogButton(board, 'Show')?.click();
  await until(() => dialogOf(board) === undefined, 'the dialog gone');
}

describe('the fields on the cards of a board', () => {
  cleaned();

  it('are chosen by keyboard, at most three, in their order, and kept for the person', async () => {
    const { sample, region } = withRegions();
    const { board, store } = await boardOf(sample, { order: 'name' });
    expect(lines(board)).to.deep.equal([]);
    await open(board);
    expect(await violations(board)).to.deep.equal([]);
    expect(box(board, 'Value'), 'what cards show anyway is not offered').to.equal(undefined);
    await tick(board, 'Tags');
    await until(() => box(board, 'Tags')?.matches(':focus-within') === true, 'the focus stays on what was pressed');
    await tick(board, 'Region');
    await tick(board, 'Closes');
    expect(chosen(board)).to.deep.equal(['Tags', 'Region', 'Closes']);
    expect(box(board, 'Source')?.hasAttribute('disabled'), 'three are the most').to.equal(true);
    const up = () => dialogOf(board)?.querySelector<HTMLElement>('crm-button[label="Move Closes up"]');
    up()?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => chosen(board).join() === 'Tags,Closes,Region', 'one place up');
    await sendKeys({ press: 'Enter' });
    await until(() => chosen(board).join() === 'Closes,Tags,Region', 'the first place');
    await until(() => box(board, 'Closes')?.matches(':focus-within') === true, 'the focus, where there is no further up');
    await tick(board, 'Tags');
    await show(board);
    await until(() => cards(board)[1]?.shadowRoot?.querySelectorAll('.field').length === 2, 'the lines on the cards');
    const ovens = () => [...(cards(board)[1]?.shadowRoot?.querySelectorAll('.field') ?? [])].map(words);
    expect(ovens()[0]).to.match(/^Closes.*2999$/);
    expect(ovens()[1]).to.equal('RegionNorth');
    expect(store.person?.card_fields).to.deep.equal(['estimated_close_date', region]);
    expect(await violations(board)).to.deep.equal([]);
    await until(() => sample.workspace.at('user', sample.camille).card_fields?.length === 2, 'the server has it too');
  });

  it('are what the workspace shows, until a person chooses, and again when they follow it', async () => {
    const { sample, region } = withRegions();
    const [settings] = sample.workspace.all('workspace_settings');
    const { board, store } = await boardOf(sample);
    sample.elsewhere(sample.workspace.administrator, 'updateWorkspaceSettings', { id: settings?.id, card_fields: [region] });
    await until(() => lines(board).join() === 'RegionNorth', 'what the workspace shows');
    await open(board);
    expect(dialogOf(board)?.querySelector('[name="everyone"]'), 'not for her to choose').to.equal(null);
    await tick(board, 'Region');
    await show(board);
    await until(() => lines(board).length === 0, 'nothing, as she wishes');
    expect(store.person?.card_fields).to.deep.equal([]);
    await open(board);
    dialogButton(board, 'As for everyone')?.click();
    await until(() => chosen(board).join() === 'Region', 'what everyone has');
    await show(board);
    await until(() => lines(board).join() === 'RegionNorth', 'what the workspace shows again');
    expect(store.person?.card_fields).to.equal(null);
    sample.elsewhere(sample.workspace.administrator, 'updateCustomField', { id: region.split('.')[1], name: 'Area' });
    await until(() => lines(board).join() === 'AreaNorth', 'its new name');
    sample.elsewhere(sample.workspace.administrator, 'updateCustomField', { id: region.split('.')[1], archived: true });
    await until(() => lines(board).length === 0, 'nothing of a field that is archived');
    await until(() => Math.round(cards(board)[0]?.getBoundingClientRect().height ?? 0) === 78, 'the card as it was');
  });

  it('are chosen for everyone by an administrator', async () => {
    const { sample } = withRegions();
    sample.workspace.applied({ kind: 'system', name: 'directory' }, 'updateUser', { id: sample.camille, role: 'admin' });
    const { board, store } = await boardOf(sample);
    await open(board);
    await tick(board, 'Tags');
    const everyone = dialogOf(board)?.querySelector<HTMLElement>('[name="everyone"]');
    everyone?.focus();
    await sendKeys({ press: 'Space' });
    await show(board);
    await until(() => lines(board).length === 1, 'the line on the card');
    expect(store.person?.card_fields).to.equal(null);
    expect(store.every('workspace_settings')[0]?.card_fields).to.deep.equal(['tags']);
  });

  it('are the page’s where it says so, and nobody else’s', async () => {
    const { sample } = withRegions();
    const { board } = await boardOf(sample, { 'card-fields': 'tags source_id' });
    await until(() => lines(board).length === 2, 'the lines');
    expect(lines(board)).to.deep.equal(['Tagslab', 'Source–']);
    expect(board.shadowRoot?.querySelector('.tools crm-button[icon="sliders-horizontal"]')).to.equal(null);
  });

  it('make all cards as high, so that the last of many is found, and are carried along', async () => {
    const { sample } = withRegions();
    for (let at = 0; at < 100; at++) sample.deal(`Zinc ${String(at).padStart(3, '0')}`);
    const { board } = await boardOf(sample, { order: 'name', 'card-fields': 'tags source_id added_at' });
    const [first, second] = cards(board);
    await until(() => Math.round(first?.getBoundingClientRect().height ?? 0) === 136, 'the card with three lines');
    expect((second?.getBoundingClientRect().top ?? 0) - (first?.getBoundingClientRect().bottom ?? 0)).to.be.closeTo(6, 0.5);
    first?.focus();
    await sendKeys({ press: 'End' });
    await until(() => names(board).includes('Zinc 099'), 'the last card');
    await until(() => words(lanes(board)[0]?.shadowRoot?.activeElement?.shadowRoot?.querySelector('.name')) === 'Zinc 099', 'its focus');
    const last = lanes(board)[0]?.shadowRoot?.activeElement?.getBoundingClientRect();
    expect(last?.bottom ?? Infinity).to.be.at.most((lanes(board)[0]?.getBoundingClientRect().bottom ?? 0) + 1);
  });

  it('speak French on a phone', async () => {
    await setViewport({ width: 390, height: 800 });
    const { sample } = withRegions();
    await setLanguage('fr');
    const { board } = await boardOf(sample, { order: 'name' });
    await open(board);
    expect(dialogOf(board)?.heading).to.equal('Champs des cartes');
    expect(await violations(board)).to.deep.equal([]);
    expect(document.documentElement.scrollWidth).to.be.at.most(390);
    await setViewport({ width: 1280, height: 800 });
  });
});
