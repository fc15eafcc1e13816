import type { IndexOf, RecordType, SetupType } from '../records/index.ts';
import type { Numbered } from './define.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, said, seen } from './define.ts';
import { requireAdministrator } from './permission.ts';
import { Rejection, wrong } from './rejection.ts';
import type { Tx } from './tx.ts';

/**
 * The workspace's lists of choices: an administrator's, none removed while a record uses it. Their names are unique, but for
 * loss reasons: clients of the REST API make the same one twice.
 */

type ListType = 'source' | 'loss_reason' | 'deal_unqualified_reason' | 'lead_unqualified_reason' | 'call_outcome' | 'lead_status';

interface Use {
  type: 'lead' | 'deal' | 'call';
  index: IndexOf<'lead'> | IndexOf<'deal'> | IndexOf<'call'>;
}

const uses: Record<ListType, readonly Use[]> = {
  source: [
    { type: 'lead', index: 'source_id' },
    { type: 'deal', index: 'source_id' },
  ],
  loss_reason: [{ type: 'deal', index: 'loss_reason_id' }],
  deal_unqualified_reason: [{ type: 'deal', index: 'unqualified_reason_id' }],
  lead_unqualified_reason: [{ type: 'lead', index: 'unqualified_reason_id' }],
  call_outcome: [{ type: 'call', index: 'outcome_id' }],
  lead_status: [{ type: 'lead', index: 'status_id' }],
};

export const createSource = mutator(newArgs('source'), (tx, args) => {
  requireAdministrator(tx);
  requireNewName(tx, 'source', args.name, args.id, (row) => row.resource_type === args.resource_type);
  create(tx, 'source', { ...args, name: args.name.trim() });
});
export const updateSource = mutator(changeArgs('source', 'resource_type'), (tx, args) => {
  requireAdministrator(tx);
  const before = seen(tx, 'source', args.id);
  if (args.name !== undefined) requireNewName(tx, 'source', args.name, args.id, (row) => row.resource_type === before.resource_type);
  change(tx, 'source', args);
});
export const deleteSource = removal('source');

export const createLossReason = mutator(newArgs('loss_reason'), (tx, args) => createNamed(tx, 'loss_reason', args));
export const updateLossReason = mutator(changeArgs('loss_reason'), (tx, args) => renameNamed(tx, 'loss_reason', args));
export const deleteLossReason = removal('loss_reason');

export const createDealUnqualifiedReason = mutator(newArgs('deal_unqualified_reason'), (tx, args) =>
  createNamed(tx, 'deal_unqualified_reason', args),
);
export const updateDealUnqualifiedReason = mutator(changeArgs('deal_unqualified_reason'), (tx, args) =>
  renameNamed(tx, 'deal_unqualified_reason', args),
);
export const deleteDealUnqualifiedReason = removal('deal_unqualified_reason');

export const createLeadUnqualifiedReason = mutator(newArgs('lead_unqualified_reason'), (tx, args) =>
  createNamed(tx, 'lead_unqualified_reason', args),
);
export const updateLeadUnqualifiedReason = mutator(changeArgs('lead_unqualified_reason'), (tx, args) =>
  renameNamed(tx, 'lead_unqualified_reason', args),
);
export const deleteLeadUnqualifiedReason = removal('lead_unqualified_reason');

export const createCallOutcome = mutator(newArgs('call_outcome'), (tx, args) => createNamed(tx, 'call_outcome', args));
export const updateCallOutcome = mutator(changeArgs('call_outcome'), (tx, args) => renameNamed(tx, 'call_outcome', args));
export const deleteCallOutcome = removal('call_outcome');

export const createLeadStatus = mutator(newArgs('lead_status'), (tx, args) => {
  requireAdministrator(tx);
  requireNewName(tx, 'lead_status', args.name, args.id);
  create(tx, 'lead_status', { ...args, name: args.name.trim() });
});
export const updateLeadStatus = mutator(changeArgs('lead_status'), (tx, args) => {
  requireAdministrator(tx);
  if (args.name !== undefined) requireNewName(tx, 'lead_status', args.name, args.id);
  if (args.category !== undefined) keepNewStatus(tx, args.id, args.category === 'new');
  change(tx, 'lead_status', args);
});
export const deleteLeadStatus = mutator(idArgs, (tx, { id }) => {
  keepNewStatus(tx, id, false);
  removeUnused(tx, 'lead_status', id);
});

type PlainList = 'loss_reason' | 'deal_unqualified_reason' | 'lead_unqualified_reason' | 'call_outcome';

function createNamed(tx: Tx, type: PlainList, args: { id: string; name: string } & Numbered): void {
  requireAdministrator(tx);
  if (type !== 'loss_reason') requireNewName(tx, type, args.name, args.id);
  create(tx, type, { id: args.id, number: args.number, name: args.name.trim() });
}

function renameNamed(tx: Tx, type: PlainList, args: { id: string; name?: string | undefined }): void {
  requireAdministrator(tx);
  const { id, name } = args;
  if (name === undefined) return;
  if (type !== 'loss_reason') requireNewName(tx, type, name, id);
  change(tx, type, { id, name: name.trim() });
}

function removal(type: Exclude<ListType, 'lead_status'>) {
  return mutator(idArgs, (tx, { id }) => removeUnused(tx, type, id));
}

function removeUnused(tx: Tx, type: ListType, id: string): void {
  requireAdministrator(tx);
  seen(tx, type, id);
  const inForms = type === 'source' && tx.every('form').some(({ source_id }) => source_id === id);
  for (const use of uses[type])
    if (inForms || tx.has(use.type as RecordType, use.index as IndexOf<RecordType>, id))
      throw new Rejection('conflict', `This ${said(type)} is in use: rename it, or give its records another one first.`);
  tx.remove(type, id);
}

/** New leads need a status to start with. */
function keepNewStatus(tx: Tx, id: string, staysNew: boolean): void {
  const others = tx.every('lead_status').some((status) => status.id !== id && status.category === 'new');
  if (!staysNew && !others) throw new Rejection('conflict', 'One lead status must stay the one that new leads get.');
}

export function requireNewName<T extends SetupType & ('source' | 'pipeline' | PlainList | 'lead_status')>(
  tx: Tx,
  type: T,
  name: string,
  id: string,
  among: (row: ReturnType<typeof tx.every<T>>[number]) => boolean = () => true,
): void {
  const wanted = name.trim().toLowerCase();
  const taken = tx.every(type).some((row) => row.id !== id && among(row) && (row as { name: string }).name.toLowerCase() === wanted);
  if (taken) throw wrong('name', `is the name of another ${said(type)} already`, 'already_exists');
}
