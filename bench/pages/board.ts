import type { Deal } from '../../shared/records/index.ts';
import { toMinor } from '../../shared/money.ts';

/** What every side paints: a column for each stage with count, sums and its first cards. */

const cards = 20;

export interface Column {
  stage: string;
  deals: readonly Deal[];
  sums: ReadonlyMap<string, number>;
}

export const closesFirst = (a: Deal, b: Deal): number => {
  const [first, second] = [a.estimated_close_date ?? '', b.estimated_close_date ?? ''];
  return first < second ? -1 : first > second ? 1 : a.id < b.id ? -1 : 1;
};

/** The columns of deals that come in no order. */
export function columnsOf(deals: Iterable<Deal>): Column[] {
  const stages = new Map<string, { deals: Deal[]; sums: Map<string, number> }>();
  for (const deal of deals) {
    let column = stages.get(deal.stage_id);
    if (!column) stages.set(deal.stage_id, (column = { deals: [], sums: new Map() }));
    column.deals.push(deal);
    column.sums.set(deal.currency, (column.sums.get(deal.currency) ?? 0) + (toMinor(deal.value, deal.currency) ?? 0));
  }
  return [...stages].map(([stage, column]) => ({ stage, deals: column.deals.sort(closesFirst), sums: column.sums }));
}

/** Resolves after the frame that shows the columns. */
export async function paint(columns: readonly Column[]): Promise<void> {
  const board = document.createElement('div');
  board.className = 'board';
  for (const { stage, deals, sums } of columns) {
    const column = document.createElement('section');
    const head = document.createElement('h3');
    head.textContent = `${stage} ${deals.length} ${[...sums].join(' ')}`;
    column.append(head);
    for (const deal of deals.slice(0, cards)) {
      const card = document.createElement('article');
      card.textContent = `${deal.name} ${deal.organization_name} ${deal.value} ${deal.currency} ${deal.estimated_close_date}`;
      column.append(card);
    }
    board.append(column);
  }
  document.body.replaceChildren(board);
  await nextPaint();
}

export const nextPaint = (): Promise<void> =>
  new Promise((resolve) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(undefined);
    }),
  );
