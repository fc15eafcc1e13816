import type { Filter, ListType } from './filter.ts';
import { conditionsOf } from './filter.ts';

/**
 * What a list shows of a filter: converted leads are in it only where the filter speaks of them, since they live on as
 * contacts.
 */
export function listed(type: ListType, filter: Filter): Filter {
  if (type !== 'lead' || conditionsOf(filter).some(({ field }) => field === 'converted_at')) return filter;
  return { all: [{ field: 'converted_at', is: 'empty' }, filter] };
}
