import { formatDate } from '../base/format/dates.ts';
import { formatNumber } from '../base/format/numbers.ts';
import type { IconName } from '../base/icons/icons.ts';
import { msg } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import type { BoardFilter } from './filter.ts';

/** One condition of a filter in words, as a chip shows it. */
export interface Condition {
  key: keyof BoardFilter;
  label: string;
  value: string;
  icon?: IconName;
}

/** The conditions of a filter; the text that is searched for stands in its own field. */
export function conditionsOf(filter: BoardFilter, store: Store): Condition[] {
  const found: Condition[] = [];
  if (filter.owner)
    found.push({ key: 'owner', label: msg('Owner'), value: store.get('user', filter.owner)?.name ?? msg('Somebody'), icon: 'user' });
  if (filter.tag) found.push({ key: 'tag', label: msg('Tag'), value: filter.tag });
  if (filter.hot) found.push({ key: 'hot', label: msg('Hot'), value: msg('yes'), icon: 'flame' });
  if (filter.least) found.push({ key: 'least', label: msg('Value from'), value: amount(filter.least) });
  if (filter.most) found.push({ key: 'most', label: msg('Value up to'), value: amount(filter.most) });
  if (filter.closesAfter) found.push({ key: 'closesAfter', label: msg('Closes from'), value: formatDate(filter.closesAfter) });
  if (filter.closesBefore) found.push({ key: 'closesBefore', label: msg('Closes up to'), value: formatDate(filter.closesBefore) });
  return found;
}

const amount = (text: string): string => (Number.isFinite(Number(text)) ? formatNumber(Number(text)) : text);
