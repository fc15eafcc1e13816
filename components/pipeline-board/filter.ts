import type { Deal } from '../../shared/records/index.ts';
import { toMinor } from '../../shared/money.ts';
import type { Rates } from '../base/format/total.ts';

/** What the board shows of its deals. Empty conditions let everything through. */
export interface BoardFilter {
  owner?: string;
  tag?: string;
  hot?: boolean;
  /** Decimal text; compared within the deal's own currency. */
  least?: string;
  most?: string;
  /** Days: deals that are expected to close up to, or from. */
  closesBefore?: string;
  closesAfter?: string;
  text?: string;
}

export const isEmpty = (filter: BoardFilter): boolean =>
  Object.values(filter).every((value) => value === undefined || value === '' || value === false);

const textKeys = ['owner', 'tag', 'least', 'most', 'closesBefore', 'closesAfter', 'text'] as const;

/** A filter as `owner=…&hot=1`: for an attribute, and for addresses. */
export function filterText(filter: BoardFilter): string {
  const parts = new URLSearchParams();
  for (const key of textKeys) {
    const value = filter[key];
    if (value) parts.set(key, value);
  }
  if (filter.hot) parts.set('hot', '1');
  return parts.toString();
}

/** The filter of such a text; what it does not know is left out. */
export function readFilter(text: string | null): BoardFilter {
  const parts = new URLSearchParams(text ?? '');
  const filter: BoardFilter = {};
  for (const key of textKeys) {
    const value = parts.get(key);
    if (value) filter[key] = value;
  }
  if (parts.get('hot') === '1') filter.hot = true;
  return filter;
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** A filter as a function of a deal; undefined where everything passes. */
export function matcher(filter: BoardFilter): ((deal: Deal) => boolean) | undefined {
  if (isEmpty(filter)) return undefined;
  const words = plain(filter.text ?? '')
    .split(/\s+/)
    .filter(Boolean);
  return (deal) => {
    if (filter.owner && deal.owner_id !== filter.owner) return false;
    if (filter.hot && !deal.hot) return false;
    if (filter.tag && !deal.tags.includes(filter.tag)) return false;
    if (filter.closesBefore && !(deal.estimated_close_date !== null && deal.estimated_close_date <= filter.closesBefore)) return false;
    if (filter.closesAfter && !(deal.estimated_close_date !== null && deal.estimated_close_date >= filter.closesAfter)) return false;
    const value = filter.least || filter.most ? (toMinor(deal.value, deal.currency) ?? 0) : 0;
    if (filter.least && value < (toMinor(filter.least, deal.currency) ?? 0)) return false;
    if (filter.most && value > (toMinor(filter.most, deal.currency) ?? Infinity)) return false;
    if (words.length === 0) return true;
    const text = plain([deal.name, deal.contact_name, deal.organization_name, ...deal.tags].filter(Boolean).join(' '));
    return words.every((word) => text.includes(word));
  };
}

export const boardOrders = ['close', 'value', 'name', 'added', 'activity'] as const;
export type BoardOrder = (typeof boardOrders)[number];

const text = (a: string | null, b: string | null): number => ((a ?? '\uffff') < (b ?? '\uffff') ? -1 : a === b ? 0 : 1);

const standing: Record<Exclude<BoardOrder, 'value'>, (a: Deal, b: Deal) => number> = {
  close: (a, b) => text(a.estimated_close_date, b.estimated_close_date),
  name: (a, b) => a.name.localeCompare(b.name),
  added: (a, b) => text(b.added_at, a.added_at),
  activity: (a, b) => text(a.last_activity_at, b.last_activity_at),
};

/** An order as a comparison. Values of several currencies are put in it by the workspace's rates; those without one come last. */
export function comparisonOf(order: BoardOrder, rates: Rates | undefined): (a: Deal, b: Deal) => number {
  if (order !== 'value') return standing[order];
  // How exactly a rate is meant does not change what comes first.
  const worth = ({ value, currency }: Deal): number =>
    Number(value) * (currency === rates?.currency ? 1 : Number(rates?.rates[currency] ?? 0));
  return (a, b) => worth(b) - worth(a) || Number(b.value) - Number(a.value);
}
