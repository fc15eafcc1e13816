import { call } from './call.ts';
import { contact } from './contact.ts';
import { customField } from './custom-field.ts';
import { associatedContact, deal } from './deal.ts';
import { distinction } from './distinction.ts';
import { document } from './document.ts';
import { conversationLink, email, emailCopy, emailLink, emailTemplate, mailRule } from './email.ts';
import { form } from './form.ts';
import { lead, leadConversion } from './lead.ts';
import { callOutcome, dealUnqualifiedReason, leadStatus, leadUnqualifiedReason, lossReason, source, tag } from './lists.ts';
import { user, workspaceSettings } from './people.ts';
import { pipeline, stage } from './pipeline.ts';
import { lineItem, order, product } from './product.ts';
import { merge } from './merge.ts';
import type { NewOf, RowOf, WritableOf } from './record.ts';
import { smartList } from './smart-list.ts';
import { appointment, note, task } from './work.ts';

/** Every type of record, in the order in which a client wants them: set-up first, then what the board shows. */
export const records = {
  workspace_settings: workspaceSettings,
  user,
  pipeline,
  stage,
  source,
  tag,
  loss_reason: lossReason,
  deal_unqualified_reason: dealUnqualifiedReason,
  lead_unqualified_reason: leadUnqualifiedReason,
  lead_status: leadStatus,
  call_outcome: callOutcome,
  custom_field: customField,
  product,
  form,
  smart_list: smartList,
  deal,
  task,
  appointment,
  lead,
  contact,
  associated_contact: associatedContact,
  order,
  line_item: lineItem,
  note,
  document,
  call,
  lead_conversion: leadConversion,
  merge,
  distinction,
  mail_rule: mailRule,
  email_template: emailTemplate,
  conversation_link: conversationLink,
  email_copy: emailCopy,
  email_link: emailLink,
  // The largest come last: nothing waits for what is in a message.
  email,
} as const;

export type RecordType = keyof typeof records;
export type Row<T extends RecordType = RecordType> = T extends RecordType ? RowOf<(typeof records)[T]> : never;
export type Writable<T extends RecordType> = WritableOf<(typeof records)[T]>;
export type New<T extends RecordType> = NewOf<(typeof records)[T]>;
export type IndexOf<T extends RecordType> = (typeof records)[T]['indexes'][number] & string;

export const recordTypes = Object.keys(records) as RecordType[];

export const isRecordType = (value: unknown): value is RecordType => typeof value === 'string' && Object.hasOwn(records, value);

/** Types that everyone in the workspace sees: small, and kept in memory on both sides. */
export const setupTypes = recordTypes.filter((type) => records[type].sight === 'everyone');

export type SetupType = {
  [T in RecordType]: (typeof records)[T]['sight'] extends 'everyone' ? T : never;
}[RecordType];

export const isSetupType = (type: RecordType): boolean => records[type].sight === 'everyone';

export * from './call.ts';
export * from './contact.ts';
export * from './custom-field.ts';
export { customFields, readCustomValue } from './custom-value.ts';
export type { CustomFields, CustomValue } from './custom-value.ts';
export * from './deal.ts';
export * from './distinction.ts';
export type { Document } from './document.ts';
export { emailPattern } from '../email.ts';
export * from './email.ts';
export { resourceTypes } from './fields.ts';
export type { Address, ResourceType } from './fields.ts';
export * from './form.ts';
export * from './lead.ts';
export * from './lists.ts';
export * from './merge.ts';
export * from './people.ts';
export * from './pipeline.ts';
export * from './product.ts';
export type { RecordBase, Sight } from './record.ts';
export { highestNumber } from './record.ts';
export * from './smart-list.ts';
export * from './work.ts';
