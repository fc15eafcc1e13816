import type { Id } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { EmailCopy, RecordType, Row } from '../../shared/records/index.ts';
import { records } from '../../shared/records/index.ts';
import type { Entry } from './undo-history.ts';
import type { UndoRow } from './undo-plan.ts';

/** The mutations that take one record back: what an import made is removed, what it changed is set back, field by field. */

export function removal(type: RecordType, id: Id): NamedMutation {
  switch (type) {
    case 'lead':
      return { name: 'deleteLead', args: { id } };
    case 'contact':
      return { name: 'deleteContact', args: { id } };
    case 'deal':
      return { name: 'deleteDeal', args: { id } };
    case 'associated_contact':
      return { name: 'removeAssociatedContact', args: { id } };
    case 'task':
      return { name: 'deleteTask', args: { id } };
    case 'note':
      return { name: 'deleteNote', args: { id } };
    case 'product':
      return { name: 'deleteProduct', args: { id } };
    case 'appointment':
      return { name: 'deleteAppointment', args: { id } };
    case 'call':
      return { name: 'deleteCall', args: { id } };
    case 'order':
      return { name: 'deleteOrder', args: { id } };
    case 'line_item':
      return { name: 'removeLineItem', args: { id } };
    default:
      throw new Error(`An import makes no ${type}.`);
  }
}

/** Fields that follow from others, or from the time. */
const left = new Set(['completed_at']);

/** Each field that the import changed, back to what it was; what has another value by now stays. */
export function restoring(
  type: RecordType,
  row: Row,
  own: readonly Entry[],
  of: Pick<UndoRow, 'part' | 'line' | 'kind' | 'name'>,
): UndoRow | undefined {
  const before = new Map<string, unknown>();
  const after = new Map<string, unknown>();
  for (const { fields } of own)
    for (const [field, { from, to }] of Object.entries(fields)) {
      if (!before.has(field)) before.set(field, from);
      after.set(field, to);
    }
  const changes: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  const changed: string[] = [];
  const now = row as unknown as Record<string, unknown>;
  for (const [field, from] of before) {
    const [outer, id] = field.startsWith('custom_fields.') ? ['custom_fields', field.slice('custom_fields.'.length)] : [field, undefined];
    if (left.has(field) || !(Object.hasOwn(records[type].writable, outer) || field === 'completed')) continue;
    const is = id === undefined ? now[field] : (now['custom_fields'] as Record<string, unknown> | undefined)?.[id];
    if (JSON.stringify(is ?? null) !== JSON.stringify(after.get(field) ?? null)) changed.push(field);
    else if (id === undefined) changes[field] = from;
    else custom[id] = from;
  }
  if (Object.keys(custom).length > 0) changes['custom_fields'] = custom;
  const mutations = Object.keys(changes).length > 0 ? settingBack(type, row, changes) : [];
  if (mutations.length === 0 && changed.length === 0) return undefined;
  return {
    ...of,
    action: mutations.length > 0 ? 'restore' : 'keep',
    reason: changed.length > 0 ? 'changed' : null,
    fields: changed,
    mutations,
  };
}

function settingBack(type: RecordType, row: Row, changes: Record<string, unknown>): NamedMutation[] {
  const { id } = row;
  switch (type) {
    case 'lead':
      return [{ name: 'updateLead', args: { id, ...changes } }];
    case 'contact':
      return [{ name: 'updateContact', args: { id, ...changes } }];
    case 'deal': {
      const { stage_id, loss_reason_id, unqualified_reason_id, ...rest } = changes as Record<string, string | null | undefined>;
      const mutations: NamedMutation[] = [];
      if (typeof stage_id === 'string')
        mutations.push({
          name: 'moveDeal',
          args: { id, stage_id, loss_reason_id: loss_reason_id ?? null, unqualified_reason_id: unqualified_reason_id ?? null },
        });
      if (Object.keys(rest).length > 0) mutations.push({ name: 'updateDeal', args: { id, ...rest } as { id: Id } });
      return mutations;
    }
    case 'associated_contact':
      return [{ name: 'updateAssociatedContact', args: { id, ...changes } }];
    case 'task': {
      const { completed, ...rest } = changes;
      const mutations: NamedMutation[] = Object.keys(rest).length > 0 ? [{ name: 'updateTask', args: { id, ...rest } }] : [];
      if (completed !== undefined) mutations.push({ name: completed === true ? 'completeTask' : 'reopenTask', args: { id } });
      return mutations;
    }
    case 'note':
      return [{ name: 'updateNote', args: { id, ...changes } }];
    case 'product':
      return [{ name: 'updateProduct', args: { id, ...changes } }];
    case 'appointment':
      return [{ name: 'updateAppointment', args: { id, ...changes } }];
    case 'call':
      return [{ name: 'updateCall', args: { id, ...changes } }];
    case 'email_copy': {
      const { visibility } = changes as Partial<EmailCopy>;
      // What is missing of a copy and comes with a file stays: it says nothing else of the message.
      return visibility === undefined ? [] : [{ name: 'updateEmailVisibility', args: { id: (row as EmailCopy).email_id, visibility } }];
    }
    case 'order':
      return [{ name: 'updateOrder', args: { id, ...changes } }];
    case 'line_item':
      return [{ name: 'updateLineItem', args: { id, ...changes } }];
    default:
      throw new Error(`An import changes no ${type}.`);
  }
}
