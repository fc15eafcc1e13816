/** For tests in the browser: a board on the page, and what somebody sees of it. */
/// <reference types="mocha" />
import { sendMouse, setViewport } from '@web/test-runner-commands';
import { inside, settled, until, unmountAll } from '../../base/testing/page.ts';
import { setLanguage } from '../../base/localisation/index.ts';
import type { Store } from '../../store/index.ts';
import '../pipeline-board.ts';
import type { PipelineBoard } from '../pipeline-board.ts';
import type { Sample } from './sample.ts';
import { around } from './sample.ts';

const places: HTMLElement[] = [];
const stores: Store[] = [];

/** Puts an element on the page until the test has ended. */
export function put(element: HTMLElement): void {
  document.body.append(element);
  places.push(element);
}

/** Shows a board of the sample in 600 px of height, and waits for its cards. */
export async function boardOf(
  sample: Sample,
  attributes: Record<string, string> = {},
  person = sample.camille,
): Promise<{ board: PipelineBoard; store: Store }> {
  const store = await sample.store(person);
  stores.push(store);
  const place = around(store);
  place.style.blockSize = '600px';
  const board = document.createElement('crm-pipeline-board');
  for (const [name, value] of Object.entries(attributes)) board.setAttribute(name, value);
  place.append(board);
  put(place);
  await until(() => board.shadowRoot?.querySelector('crm-board-lane') !== null, 'the lanes');
  await settled(place);
  await until(() => lanes(board).every((lane) => lane.shadowRoot?.querySelector('.space') !== null), 'the cards');
  await settled(place);
  return { board, store };
}

/** Before each and after each test of a board. */
export function cleaned(): void {
  before(() => setViewport({ width: 1280, height: 800 }));
  afterEach(async () => {
    await sendMouse({ type: 'up' });
    for (const store of stores.splice(0)) store.close();
    for (const place of places.splice(0)) place.remove();
    unmountAll();
    await setLanguage('en');
  });
}

export const lanes = (board: PipelineBoard) => [...(board.shadowRoot?.querySelectorAll('crm-board-lane') ?? [])];
export const cards = (board: PipelineBoard, lane = 0): HTMLElement[] => [
  ...(lanes(board)[lane]?.shadowRoot?.querySelectorAll<HTMLElement>('crm-deal-card') ?? []),
];
export const words = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
export const heads = (board: PipelineBoard) => [...(board.shadowRoot?.querySelectorAll('.lane-head') ?? [])].map(words);
/** The names on a lane's cards, from top to bottom. */
export const names = (board: PipelineBoard, lane = 0) => cards(board, lane).map((card) => words(inside(card, '.name')));
export const trays = (board: PipelineBoard) => [...(board.shadowRoot?.querySelectorAll<HTMLElement>('.tray') ?? [])];
export const stageOf = (store: Store, id: string) => store.get('deal', id)?.stage_id;
/** A point on an element, near its top where it is high. */
export const centre = (element: Element): [number, number] => {
  const box = element.getBoundingClientRect();
  return [Math.round(box.left + box.width / 2), Math.round(box.top + Math.min(30, box.height / 2))];
};
/** What has been said to screen readers. */
export const said = () => [...document.querySelectorAll('[aria-live]')].map((region) => region.textContent).join(' ');

export const dialogOf = (board: PipelineBoard) => board.shadowRoot?.querySelector('crm-dialog') ?? undefined;
export const dialogButton = (board: PipelineBoard, label: string) =>
  [...(dialogOf(board)?.querySelectorAll<HTMLElement>('crm-button') ?? [])].find((element) => words(element) === label);
