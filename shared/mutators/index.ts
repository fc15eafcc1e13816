import type * as z from 'zod/mini';
import * as adoption from './adopt.ts';
import * as appointments from './appointments.ts';
import * as calls from './calls.ts';
import * as contacts from './contacts.ts';
import { sound } from './arguments.ts';
import { convertLead } from './conversion.ts';
import * as customFields from './custom-fields.ts';
import * as deals from './deals.ts';
import type { Mutator } from './define.ts';
import { derive } from './derive.ts';
import * as distinctions from './distinctions.ts';
import * as conversations from './conversations.ts';
import * as documents from './documents.ts';
import * as emails from './emails.ts';
import * as emailTemplates from './email-templates.ts';
import * as forms from './forms.ts';
import * as leads from './leads.ts';
import type { Place } from './made-ids.ts';
import { madeIds } from './made-ids.ts';
import * as mailRules from './mail-rules.ts';
import * as merges from './merge.ts';
import * as notes from './notes.ts';
import * as people from './people.ts';
import * as pipelines from './pipelines.ts';
import * as products from './products.ts';
import { Rejection, fieldProblems } from './rejection.ts';
import { restoreRecord } from './restore.ts';
import * as lists from './setup-lists.ts';
import * as smartLists from './smart-lists.ts';
import * as tags from './tags.ts';
import * as tasks from './tasks.ts';
import * as tracking from './tracking.ts';
import type { Actor, Reader, Write } from './tx.ts';
import { Tx } from './tx.ts';

/** Every way to change a record, by name. Nothing else writes. */
export const mutators = {
  createLead: leads.createLead,
  updateLead: leads.updateLead,
  deleteLead: leads.deleteLead,
  convertLead,
  mergeRecords: merges.mergeRecords,
  undoMerge: merges.undoMerge,
  keepApart: distinctions.keepApart,
  endApart: distinctions.endApart,
  createContact: contacts.createContact,
  updateContact: contacts.updateContact,
  deleteContact: contacts.deleteContact,
  createDeal: deals.createDeal,
  updateDeal: deals.updateDeal,
  moveDeal: deals.moveDeal,
  deleteDeal: deals.deleteDeal,
  addAssociatedContact: deals.addAssociatedContact,
  updateAssociatedContact: deals.updateAssociatedContact,
  removeAssociatedContact: deals.removeAssociatedContact,
  createTask: tasks.createTask,
  updateTask: tasks.updateTask,
  completeTask: tasks.completeTask,
  reopenTask: tasks.reopenTask,
  deleteTask: tasks.deleteTask,
  createAppointment: appointments.createAppointment,
  updateAppointment: appointments.updateAppointment,
  deleteAppointment: appointments.deleteAppointment,
  createNote: notes.createNote,
  updateNote: notes.updateNote,
  deleteNote: notes.deleteNote,
  createDocument: documents.createDocument,
  renameDocument: documents.renameDocument,
  deleteDocument: documents.deleteDocument,
  createCall: calls.createCall,
  updateCall: calls.updateCall,
  deleteCall: calls.deleteCall,
  logEmail: emails.logEmail,
  updateEmailVisibility: emails.updateEmailVisibility,
  linkEmail: emails.linkEmail,
  unlinkEmail: emails.unlinkEmail,
  unlogEmail: emails.unlogEmail,
  linkConversation: conversations.linkConversation,
  unlinkConversation: conversations.unlinkConversation,
  trackEmail: tracking.trackEmail,
  untrackEmail: tracking.untrackEmail,
  recordOpens: tracking.recordOpens,
  createMailRule: mailRules.createMailRule,
  deleteMailRule: mailRules.deleteMailRule,
  createEmailTemplate: emailTemplates.createEmailTemplate,
  updateEmailTemplate: emailTemplates.updateEmailTemplate,
  deleteEmailTemplate: emailTemplates.deleteEmailTemplate,
  restoreRecord,
  createPipeline: pipelines.createPipeline,
  updatePipeline: pipelines.updatePipeline,
  deletePipeline: pipelines.deletePipeline,
  createStage: pipelines.createStage,
  updateStage: pipelines.updateStage,
  reorderStages: pipelines.reorderStages,
  removeStage: pipelines.removeStage,
  createCustomField: customFields.createCustomField,
  updateCustomField: customFields.updateCustomField,
  reorderCustomFields: customFields.reorderCustomFields,
  addChoices: customFields.addChoices,
  updateChoice: customFields.updateChoice,
  replaceChoice: customFields.replaceChoice,
  reorderChoices: customFields.reorderChoices,
  createSource: lists.createSource,
  updateSource: lists.updateSource,
  deleteSource: lists.deleteSource,
  createLossReason: lists.createLossReason,
  updateLossReason: lists.updateLossReason,
  deleteLossReason: lists.deleteLossReason,
  createDealUnqualifiedReason: lists.createDealUnqualifiedReason,
  updateDealUnqualifiedReason: lists.updateDealUnqualifiedReason,
  deleteDealUnqualifiedReason: lists.deleteDealUnqualifiedReason,
  createLeadUnqualifiedReason: lists.createLeadUnqualifiedReason,
  updateLeadUnqualifiedReason: lists.updateLeadUnqualifiedReason,
  deleteLeadUnqualifiedReason: lists.deleteLeadUnqualifiedReason,
  createCallOutcome: lists.createCallOutcome,
  updateCallOutcome: lists.updateCallOutcome,
  deleteCallOutcome: lists.deleteCallOutcome,
  createLeadStatus: lists.createLeadStatus,
  updateLeadStatus: lists.updateLeadStatus,
  deleteLeadStatus: lists.deleteLeadStatus,
  createTag: tags.createTag,
  updateTag: tags.updateTag,
  replaceTag: tags.replaceTag,
  deleteTag: tags.deleteTag,
  createSmartList: smartLists.createSmartList,
  updateSmartList: smartLists.updateSmartList,
  deleteSmartList: smartLists.deleteSmartList,
  createProduct: products.createProduct,
  updateProduct: products.updateProduct,
  deleteProduct: products.deleteProduct,
  createOrder: products.createOrder,
  updateOrder: products.updateOrder,
  deleteOrder: products.deleteOrder,
  addLineItem: products.addLineItem,
  updateLineItem: products.updateLineItem,
  removeLineItem: products.removeLineItem,
  createUser: people.createUser,
  updateUser: people.updateUser,
  handOver: people.handOver,
  createWorkspaceSettings: people.createWorkspaceSettings,
  updateWorkspaceSettings: people.updateWorkspaceSettings,
  createForm: forms.createForm,
  updateForm: forms.updateForm,
  deleteForm: forms.deleteForm,
  submitForm: forms.submitForm,
  adoptRecords: adoption.adoptRecords,
  clearSetUp: adoption.clearSetUp,
} as const;

export type MutatorName = keyof typeof mutators;
export type MutatorArgs<N extends MutatorName> = z.infer<(typeof mutators)[N]['args']>;

/** A mutation named with arguments that fit. */
export type NamedMutation = { [N in MutatorName]: { name: N; args: MutatorArgs<N> } }[MutatorName];

/**
 * Runs one mutation: validates its arguments, applies it, and derives what follows from it. Gives every record that it
 * changed, before and after; the rows have their old version, and number 0 where they are new.
 *
 * @throws Rejection when it cannot be done
 */
export function applyMutation(options: {
  name: string;
  args: unknown;
  reader: Reader;
  actor: Actor;
  now: string;
  /** The ids of records that it makes on the way: those that follow from its place in a lane, or any new ones. */
  ids: Place | (() => string);
}): Write[] {
  const { name, args, ids, ...context } = options;
  if (!Object.hasOwn(mutators, name)) throw new Rejection('invalid', `There is no mutator named ${name.slice(0, 64)}.`);
  // Each mutator is called with arguments of its own schema only, which the union of all of them cannot say.
  const mutator = mutators[name as MutatorName] as unknown as Mutator<unknown>;
  const parsed = mutator.args.safeParse(sound(args), { reportInput: true });
  if (!parsed.success) {
    const fields = fieldProblems(parsed.error.issues);
    const [[field, problem] = ['', undefined]] = Object.entries(fields);
    throw new Rejection('invalid', `${field || 'The arguments'} ${problem?.message ?? 'are not right'}.`, fields);
  }
  const tx = new Tx({ ...context, newId: typeof ids === 'function' ? ids : madeIds(ids) });
  mutator.run(tx, parsed.data);
  tx.settle(derive);
  return tx.writes;
}

export { mostAdopted } from './adopt.ts';
export { highestBrought } from './define.ts';
export type { Place } from './made-ids.ts';
export { mayAssign } from './permission.ts';
export * from './rejection.ts';
export { handOverLimit, handedOver } from './people.ts';
export { standardSetup } from './setup.ts';
export type { Actor, PastChange, Reader, RemovedRow, Write } from './tx.ts';
export { keyOf } from './tx.ts';
