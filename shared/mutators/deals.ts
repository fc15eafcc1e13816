import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import { canonicalMoney } from '../money.ts';
import type { CustomFields, Deal, Stage } from '../records/index.ts';
import { isActive } from '../records/index.ts';
import { changedCustomValues, newCustomValues } from './custom-values.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, seen } from './define.ts';
import { touchActivity } from './derive.ts';
import { activeUser, requireMayDelete } from './permission.ts';
import { checkHandSet } from './products.ts';
import { checkChangedReference, checkReference, requireSeen } from './references.ts';
import { Rejection, wrong } from './rejection.ts';
import { removeWithChildren } from './remove.ts';
import { ensureTags } from './tags.ts';
import type { Tx } from './tx.ts';

const newDealArgs = newArgs('deal', 'owner_id', 'stage_id', 'currency', 'added_at', 'last_stage_change_at');

/**
 * A new deal. Left out, the owner is the actor, the stage the first of the first pipeline, the currency the workspace's,
 * `added_at` now, and the stage as old as the deal.
 */
export const createDeal = mutator(newDealArgs, (tx, args) => addDeal(tx, args, newCustomValues(tx, 'deal', args.custom_fields)));

/** A new deal with custom values that have been seen to. */
export function addDeal(tx: Tx, args: z.infer<typeof newDealArgs>, custom_fields: CustomFields): void {
  const owner_id = args.owner_id ?? tx.person?.id;
  if (owner_id === undefined) throw wrong('owner_id', 'is missing', 'missing');
  activeUser(tx, 'owner_id', owner_id);
  const stage = args.stage_id === undefined ? firstStage(tx) : requireSeen(tx, 'stage_id', 'stage', args.stage_id);
  const currency = args.currency ?? tx.every('workspace_settings')[0]?.currency ?? 'EUR';
  checkParty(tx, args.contact_id ?? null, args.lead_id ?? null, undefined);
  checkReference(tx, 'source_id', 'source', args.source_id);
  const reasons = closingReasons(tx, stage, args);
  create(
    tx,
    'deal',
    {
      ...args,
      name: args.name.trim(),
      owner_id,
      stage_id: stage.id,
      currency,
      value: exact(args.value ?? '0', currency),
      added_at: args.added_at ?? tx.now,
      last_stage_change_at: args.last_stage_change_at ?? args.added_at ?? tx.now,
      tags: ensureTags(tx, 'deal', args.tags),
      custom_fields,
      ...reasons,
    },
    {
      last_stage_change_by_id: tx.person?.id ?? null,
      last_activity_at: args.added_at ?? tx.now,
    },
  );
}

/** Changes a deal's fields. Stage and reasons have a mutator of their own: `moveDeal`. */
export const updateDeal = mutator(changeArgs('deal', 'stage_id', 'loss_reason_id', 'unqualified_reason_id'), (tx, args) => {
  const before = seen(tx, 'deal', args.id);
  if (args.owner_id !== undefined && args.owner_id !== before.owner_id) activeUser(tx, 'owner_id', args.owner_id);
  if (args.contact_id !== undefined || args.lead_id !== undefined) {
    const contact = args.contact_id === undefined ? before.contact_id : args.contact_id;
    const lead = args.lead_id !== undefined ? args.lead_id : contact === null ? before.lead_id : null;
    checkParty(tx, contact, lead, before);
  }
  checkChangedReference(tx, 'source_id', 'source', before.source_id, args.source_id ?? before.source_id);
  const currency = args.currency ?? before.currency;
  const value = args.value ?? (args.currency === undefined ? undefined : before.value);
  const worth = value === undefined ? {} : { value: exact(value, currency) };
  checkHandSet(tx, before, { ...before, ...worth, currency });
  change(tx, 'deal', {
    ...args,
    ...(args.name === undefined ? {} : { name: args.name.trim() }),
    ...(args.contact_id && args.lead_id === undefined ? { lead_id: null } : {}),
    ...worth,
    tags: ensureTags(tx, 'deal', args.tags),
    custom_fields: changedCustomValues(tx, 'deal', args.custom_fields, before),
  });
});

/**
 * Moves a deal to another stage, of another pipeline too. A lost stage asks for a loss reason, an unqualified one for an
 * unqualified reason, as soon as the workspace has such reasons. Leaving a closed stage reopens the deal.
 */
export const moveDeal = mutator(
  z.strictObject({
    id: idSchema,
    stage_id: idSchema,
    loss_reason_id: z.optional(z.nullable(idSchema)),
    unqualified_reason_id: z.optional(z.nullable(idSchema)),
  }),
  (tx, args) => {
    const before = seen(tx, 'deal', args.id);
    const stage = requireSeen(tx, 'stage_id', 'stage', args.stage_id);
    const moved = stage.id !== before.stage_id;
    const reasons = closingReasons(tx, stage, moved ? args : { ...before, ...args });
    change(tx, 'deal', {
      id: args.id,
      stage_id: stage.id,
      ...reasons,
      ...(moved
        ? {
            last_stage_change_at: tx.now,
            last_stage_change_by_id: tx.person?.id ?? null,
            last_activity_at: tx.now,
          }
        : {}),
    });
    if (moved) touchActivity(tx, 'contact', before.contact_id);
  },
);

export const deleteDeal = mutator(idArgs, (tx, { id }) => {
  requireMayDelete(tx, seen(tx, 'deal', id));
  removeWithChildren(tx, 'deal', id);
});

export const addAssociatedContact = mutator(newArgs('associated_contact'), (tx, args) => {
  const deal = requireSeen(tx, 'deal_id', 'deal', args.deal_id);
  requireSeen(tx, 'contact_id', 'contact', args.contact_id);
  if (deal.contact_id === args.contact_id) throw wrong('contact_id', 'is the primary contact of this deal', 'already_exists');
  if (tx.list('associated_contact', 'deal_id', args.deal_id).some((row) => row.contact_id === args.contact_id))
    throw wrong('contact_id', 'is associated with this deal already', 'already_exists');
  create(tx, 'associated_contact', args);
});

export const updateAssociatedContact = mutator(
  changeArgs('associated_contact', 'deal_id', 'contact_id'),
  (tx, args) => void change(tx, 'associated_contact', args),
);

export const removeAssociatedContact = mutator(idArgs, (tx, { id }) => {
  seen(tx, 'associated_contact', id);
  tx.remove('associated_contact', id);
});

function exact(value: string, currency: string): string {
  const canonical = canonicalMoney(value, currency);
  if (canonical === undefined) throw wrong('value', `is no amount of ${currency}: write digits, with a point before decimals`);
  if (canonical.startsWith('-')) throw wrong('value', 'must not be negative');
  return canonical;
}

/** The first active stage of the first pipeline in use. */
export function firstStage(tx: Tx, pipelineId?: string): Stage {
  const pipelines = tx
    .every('pipeline')
    .filter((pipeline) => (pipelineId === undefined ? !pipeline.disabled : pipeline.id === pipelineId))
    .sort((a, b) => a.position - b.position);
  for (const pipeline of pipelines) {
    const [first] = tx
      .list('stage', 'pipeline_id', pipeline.id)
      .filter((stage) => stage.active)
      .sort((a, b) => a.position - b.position);
    if (first) return first;
  }
  throw new Rejection('conflict', 'There is no pipeline with an active stage.');
}

/** A deal belongs to a contact, or to a lead, and not to both. */
function checkParty(tx: Tx, contactId: string | null, leadId: string | null, before: Deal | undefined): void {
  if (contactId !== null && leadId !== null) throw wrong('lead_id', 'must be empty when the deal has a contact');
  if (contactId === null && leadId === null) throw wrong('contact_id', 'is missing', 'missing');
  if (contactId !== null && contactId !== before?.contact_id) requireSeen(tx, 'contact_id', 'contact', contactId);
  if (leadId !== null && leadId !== before?.lead_id) {
    const lead = requireSeen(tx, 'lead_id', 'lead', leadId);
    if (lead.converted_at !== null) throw wrong('lead_id', 'is converted: take its contact');
  }
}

interface Reasons {
  loss_reason_id?: string | null;
  unqualified_reason_id?: string | null;
}

/** R-closed: the reasons that fit the stage; those that do not are cleared. */
function closingReasons(tx: Tx, stage: Stage, given: Reasons): Required<Reasons> {
  const none = { loss_reason_id: null, unqualified_reason_id: null };
  if (isActive(stage.category) || stage.category === 'won') return none;
  if (stage.category === 'lost') {
    if (!given.loss_reason_id && tx.every('loss_reason').length > 0)
      throw wrong('loss_reason_id', 'is missing: say why the deal was lost', 'missing');
    checkReference(tx, 'loss_reason_id', 'loss_reason', given.loss_reason_id);
    return { ...none, loss_reason_id: given.loss_reason_id ?? null };
  }
  if (!given.unqualified_reason_id && tx.every('deal_unqualified_reason').length > 0)
    throw wrong('unqualified_reason_id', 'is missing: say why the deal is unqualified', 'missing');
  checkReference(tx, 'unqualified_reason_id', 'deal_unqualified_reason', given.unqualified_reason_id);
  return { ...none, unqualified_reason_id: given.unqualified_reason_id ?? null };
}
