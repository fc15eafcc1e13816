import type { ImportKind } from '../../shared/import-kinds.ts';
import type { CustomField, ResourceType } from '../../shared/records/index.ts';
import { contact, lead, organization, person } from './contact-targets.ts';
import { customTargets } from './custom-columns.ts';
import { associatedContact, deal } from './deal-targets.ts';
import { lineItem, order, product } from './product-targets.ts';
import { setUpTargets } from './set-up-targets.ts';
import type { Target } from './target.ts';
import { appointment, call, email, note, task, text, visit } from './work-targets.ts';

/** What a column can be mapped to, for each kind of row, with the header wordings that propose it. */

/** The type of record whose custom fields a kind has. */
export function resourceOf(kind: ImportKind): ResourceType | undefined {
  if (kind === 'lead' || kind === 'deal') return kind;
  return kind === 'contact' || kind === 'person' || kind === 'organization' ? 'contact' : undefined;
}

const targets: Record<ImportKind, readonly Target[]> = {
  ...setUpTargets,
  product,
  organization,
  contact,
  person,
  lead,
  deal,
  associated_contact: associatedContact,
  task,
  note,
  appointment,
  call,
  text,
  visit,
  email,
  order,
  line_item: lineItem,
};

/** Everything that a column of a table of this kind can fill, the workspace's custom fields included. */
export const targetsOf = (kind: ImportKind, customFields: readonly CustomField[]): readonly Target[] => [
  ...targets[kind],
  ...customTargets(kind, customFields),
];

/** What a row of each kind cannot do without: one field of each list. */
export const needs: Record<ImportKind, readonly (readonly string[])[]> = {
  organization: [['name']],
  person: [['last_name', 'name']],
  lead: [['last_name', 'organization_name', 'name']],
  deal: [['name'], ['contact_id', 'organization_id']],
  associated_contact: [['deal_id'], ['contact_id']],
  contact: [['last_name', 'name']],
  task: [['content']],
  note: [['content'], ['resource_id', 'lead_id', 'contact_id', 'deal_id']],
  product: [['name']],
  appointment: [['name'], ['start_at']],
  call: [['resource_id', 'lead_id', 'contact_id', 'deal_id']],
  text: [['content'], ['resource_id', 'lead_id', 'contact_id', 'deal_id']],
  visit: [['resource_id', 'lead_id', 'contact_id', 'deal_id']],
  email: [['from', 'user_id'], ['sent_at']],
  order: [['deal_id']],
  line_item: [['order_id', 'deal_id'], ['product_id']],
  user: [['name', 'email']],
  pipeline: [['name']],
  stage: [['name']],
  lead_status: [['name']],
  lead_source: [['name']],
  deal_source: [['name']],
  loss_reason: [['name']],
  lead_unqualified_reason: [['name']],
  deal_unqualified_reason: [['name']],
  call_outcome: [['name']],
  visit_outcome: [['name']],
  tag: [['name']],
};
