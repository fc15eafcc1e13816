import { v5 } from 'uuid';
import type { ImportKind } from '../../shared/import-kinds.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { Preparation } from './custom-columns.ts';
import type { Known } from './known.ts';
import type { CellType } from './target.ts';

/** Names in a file that the workspace's lists lack: the whole export of another account brings its own. */

export type List = keyof Known['lists'];

/** The list that a column names entries of. */
export function listOf(type: CellType, kind: ImportKind): List | undefined {
  const deal = kind === 'deal';
  if (type === 'lead_status' || type === 'loss_reason' || type === 'call_outcome') return type;
  if (type === 'source') return deal ? 'deal_source' : 'lead_source';
  return type === 'unqualified_reason' ? (deal ? 'deal_unqualified_reason' : 'lead_unqualified_reason') : undefined;
}

function creation(list: List, entry: { id: string; name: string; number?: number }, position: number): NamedMutation {
  switch (list) {
    case 'lead_status':
      return { name: 'createLeadStatus', args: { ...entry, position } };
    case 'lead_source':
      return { name: 'createSource', args: { ...entry, resource_type: 'lead' } };
    case 'deal_source':
      return { name: 'createSource', args: { ...entry, resource_type: 'deal' } };
    case 'loss_reason':
      return { name: 'createLossReason', args: entry };
    case 'call_outcome':
      return { name: 'createCallOutcome', args: entry };
    case 'lead_unqualified_reason':
      return { name: 'createLeadUnqualifiedReason', args: entry };
    case 'deal_unqualified_reason':
      return { name: 'createDealUnqualifiedReason', args: entry };
  }
}

/** More names than this are no list, but something else in the wrong column. */
const mostEntries = 100;

/** What a column adds to its list, which has the names from then on; undefined where it adds none. */
export function prepareEntries(type: CellType, kind: ImportKind, cells: readonly string[], known: Known): Preparation | undefined {
  const list = listOf(type, kind);
  return list === undefined ? undefined : addEntries(list, cells, known);
}

/** What names add to a list. @param numberOf the number that one keeps from elsewhere */
export function addEntries(
  list: List,
  cells: readonly string[],
  known: Known,
  numberOf: (name: string) => number | undefined = () => undefined,
): Preparation | undefined {
  if (!known.administers) return undefined;
  const there = known.lists[list];
  const has = new Set(there.map(({ name }) => name.toLowerCase()));
  const lacking = new Map<string, string>();
  for (const cell of cells) {
    const name = cell.trim();
    // What cannot be a name is told row by row.
    if (name !== '' && name.length <= 64 && !/\p{Cc}/u.test(name) && !has.has(name.toLowerCase())) lacking.set(name.toLowerCase(), name);
  }
  if (lacking.size === 0 || lacking.size > mostEntries) return undefined;
  const added = [...lacking.values()].map((name) => ({ id: v5(`entry/${list}/${name.toLowerCase()}`, known.workspaceId), name }));
  const mutations = added.map(({ id, name }, at) => {
    const number = numberOf(name);
    return creation(list, { id, name, ...(number !== undefined && { number }) }, there.length + at);
  });
  there.push(...added);
  return { what: 'new_entries', list, id: added[0]?.id ?? '', name: list, choices: added.map(({ name }) => name), mutations };
}
