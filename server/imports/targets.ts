import type { CustomField, ResourceType } from '../../shared/records/index.ts';
import { customTargets, isNewField } from './custom-columns.ts';

/** What a column can be mapped to, for each kind of row, with the header wordings that propose it. */

/** In the order in which they are imported: what others refer to comes first. */
export const importKinds = ['product', 'organization', 'contact', 'person', 'lead', 'deal', 'associated_contact', 'task', 'note'] as const;
/** `contact` has persons and organizations in one table: each of its rows says which it is. */
export type ImportKind = (typeof importKinds)[number];
/** What a row becomes. */
export type RowKind = Exclude<ImportKind, 'contact'>;

/** The type of record whose custom fields a kind has. */
export function resourceOf(kind: ImportKind): ResourceType | undefined {
  if (kind === 'lead' || kind === 'deal') return kind;
  return kind === 'contact' || kind === 'person' || kind === 'organization' ? 'contact' : undefined;
}

export type CellType =
  | 'external_id'
  | 'text'
  | 'email'
  | 'date'
  | 'due'
  | 'instant'
  | 'money'
  | 'currency'
  | 'percent'
  | 'boolean'
  | 'tags'
  | 'customer_status'
  | 'user'
  | 'organization'
  | 'contact'
  | 'deal'
  | 'pipeline'
  | 'stage'
  | 'lead_status'
  | 'source'
  | 'loss_reason'
  | 'unqualified_reason'
  | 'resource_type'
  | 'resource'
  | 'lead'
  | 'custom';

export interface Target {
  field: string;
  type: CellType;
  wordings: readonly string[];
  /** Of custom fields: which, and which part of an address. */
  custom?: { definition: CustomField; part?: string };
}

const target = (field: string, type: CellType, ...wordings: string[]): Target => ({ field, type, wordings });

const reach: readonly Target[] = [
  target('title', 'text', 'job title', 'position', 'fonction', 'titre'),
  target('description', 'text', 'notes', 'comment', 'comments', 'about', 'commentaire'),
  target('industry', 'text', 'sector', 'secteur'),
  target('website', 'text', 'web site', 'url', 'homepage', 'web', 'site web', 'site'),
  target('email', 'email', 'e-mail', 'email address', 'mail', 'work email', 'courriel', 'adresse e-mail'),
  target('phone', 'text', 'telephone', 'work phone', 'phone number', 'business phone', 'téléphone'),
  target('mobile', 'text', 'mobile phone', 'cell', 'cell phone', 'portable'),
  target('fax', 'text', 'fax number', 'work fax'),
  target('twitter', 'text'),
  target('facebook', 'text'),
  target('linkedin', 'text', 'linked in'),
  target('skype', 'text'),
  target('address.line1', 'text', 'street', 'address', 'billing street', 'mailing street', 'work street', 'rue', 'adresse'),
  target('address.city', 'text', 'city', 'town', 'billing city', 'mailing city', 'work city', 'ville'),
  target(
    'address.postal_code',
    'text',
    'zip',
    'zip code',
    'postal code',
    'postcode',
    'billing zip',
    'mailing zip',
    'work zip',
    'code postal',
  ),
  target('address.state', 'text', 'state', 'province', 'region', 'billing state', 'mailing state', 'work state', 'région'),
  target('address.country', 'text', 'country', 'billing country', 'mailing country', 'work country', 'pays'),
  target('tags', 'tags', 'tag', 'labels', 'étiquettes'),
  target(
    'owner_id',
    'user',
    'owner',
    'owner name',
    'account owner',
    'assigned to',
    'propriétaire',
    'responsable',
    'owner id',
    'owner email',
    'user',
  ),
];

/** The addresses that contacts have beside their own; without one of its own, a table's billing address is that. */
const furtherAddresses: readonly Target[] = (['billing', 'shipping'] as const).flatMap((of) =>
  (
    [
      ['line1', 'street'],
      ['city', 'city'],
      ['postal_code', 'zip'],
      ['state', 'state'],
      ['country', 'country'],
    ] as const
  ).map(([part, word]) =>
    target(`${of}_address.${part}`, 'text', `${of} address ${word}`, '', '', '', '', '', '', '', '', `${of} ${word}`),
  ),
);

const contact: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'contact id', 'record id', 'uid'),
  target('is_organization', 'boolean', 'is organization', 'is company', 'organization?', 'company?', 'est une société'),
  target('first_name', 'text', 'given name', 'firstname', 'prénom'),
  target('last_name', 'text', 'family name', 'surname', 'lastname', 'nom de famille'),
  target('name', 'text', 'full name', 'contact name', 'display name', 'nom'),
  target(
    'contact_id',
    'organization',
    'contact id of company',
    'company id',
    'organization id',
    'company',
    'company name',
    'organization',
    'organization name',
    'account name',
    'société',
    'entreprise',
  ),
  target(
    'parent_organization_id',
    'organization',
    'parent organization id',
    'parent company id',
    'parent company',
    'parent organization',
    'parent organization name',
    'société mère',
  ),
  target('customer_status', 'customer_status', 'customer'),
  ...reach,
  ...furtherAddresses,
];

const person: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'contact id', 'person id', 'record id', 'uid'),
  target('first_name', 'text', 'given name', 'firstname', 'prénom'),
  target('last_name', 'text', 'family name', 'surname', 'lastname', 'nom', 'nom de famille'),
  target(
    'contact_id',
    'organization',
    'account id',
    'company id',
    'organization id',
    'company',
    'company name',
    'organization',
    'organization name',
    'account',
    'account name',
    'société',
    'entreprise',
    'organisation',
  ),
  target('customer_status', 'customer_status', 'customer'),
  ...reach,
  ...furtherAddresses,
];

const organization: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'account id', 'company id', 'organization id', 'record id'),
  target('name', 'text', 'account name', 'company', 'company name', 'organization', 'organization name', 'société', 'entreprise', 'nom'),
  target('parent_organization_id', 'organization', 'parent company', 'parent account', 'parent organization', 'société mère'),
  target('customer_status', 'customer_status', 'customer'),
  ...reach,
  ...furtherAddresses,
];

const lead: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'lead id', 'record id'),
  target('first_name', 'text', 'given name', 'firstname', 'prénom'),
  target('last_name', 'text', 'family name', 'surname', 'lastname', 'nom', 'nom de famille'),
  target('organization_name', 'text', 'company', 'company name', 'organization', 'account name', 'société', 'entreprise'),
  target('status_id', 'lead_status', 'status', 'lead status', 'statut'),
  target('source_id', 'source', 'source', 'lead source', 'origine'),
  target('unqualified_reason_id', 'unqualified_reason', 'unqualified reason'),
  ...reach,
];

const deal: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'deal id', 'opportunity id', 'record id'),
  target('name', 'text', 'deal name', 'opportunity name', 'title', 'affaire', 'nom'),
  target('value', 'money', 'amount', 'deal value', 'scope', 'montant', 'valeur'),
  target('currency', 'currency', 'devise'),
  target('pipeline', 'pipeline', 'pipeline name'),
  target('stage_id', 'stage', 'stage', 'stage name', 'étape'),
  target(
    'contact_id',
    'contact',
    'primary contact id',
    'contact id',
    'primary contact',
    'primary contact name',
    'contact',
    'contact name',
    'person',
  ),
  target(
    'organization_id',
    'organization',
    'account id',
    'company id',
    'organization id',
    'company',
    'company name',
    'account name',
    'organization',
    'société',
  ),
  target('source_id', 'source', 'source', 'deal source', 'origine'),
  target('hot', 'boolean', 'is hot', 'hot deal'),
  target('loss_reason_id', 'loss_reason', 'loss reason', 'lost reason'),
  target('unqualified_reason_id', 'unqualified_reason', 'unqualified reason'),
  target('estimated_close_date', 'date', 'close date', 'expected close date', 'closing date', 'date de clôture'),
  target('customized_win_likelihood', 'percent', 'win likelihood', 'probability', 'probabilité'),
  target('added_at', 'instant', 'added on', 'created', 'created at', 'created date'),
  target('tags', 'tags', 'tag', 'labels', 'étiquettes'),
  target('owner_id', 'user', 'owner', 'owner name', 'assigned to', 'propriétaire', 'responsable'),
];

const associatedContact: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'role id', 'record id'),
  target('deal_id', 'deal', 'opportunity id', 'deal id', 'deal', 'deal name', 'opportunity'),
  target('contact_id', 'contact', 'contact id', 'contact', 'contact name'),
  target('role', 'text', 'rôle'),
];

/** What a task or a note hangs on: by its type and id, or by a column for each type. */
const attached: readonly Target[] = [
  target(
    'resource_type',
    'resource_type',
    'resource type',
    'related type',
    'related to type',
    'relates to type',
    'linked type',
    'noteable type',
    'type of record',
  ),
  target(
    'resource_id',
    'resource',
    'resource id',
    'related id',
    'related to id',
    'related to',
    'related name',
    'related to name',
    'linked to',
    'noteable id',
    'lié à',
  ),
  target('lead_id', 'lead', 'lead id', 'lead', 'lead name', 'piste'),
  target('contact_id', 'contact', 'contact id', 'contact', 'contact name', 'person'),
  target('deal_id', 'deal', 'deal id', 'deal', 'deal name', 'opportunity id', 'opportunity', 'affaire'),
];

const task: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'task id', 'record id'),
  target('content', 'text', 'content', 'task', 'subject', 'text', 'name', 'title', 'description', 'tâche', 'contenu'),
  target('due_date', 'due', 'due date', 'due', 'due at', 'due on', 'deadline', 'échéance'),
  target('completed', 'boolean', 'is completed', 'done', 'complete', 'terminée', 'fait'),
  target('owner_id', 'user', 'owner', 'owner name', 'assigned to', 'assignee', 'responsable', 'owner id', 'user'),
  ...attached,
];

const note: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'note id', 'record id'),
  target('content', 'text', 'content', 'note', 'text', 'body', 'comment', 'contenu'),
  target('is_important', 'boolean', 'important', 'importante'),
  target('author', 'text', 'creator', 'created by', 'author', 'creator name', 'owner', 'owner name', 'user', 'auteur', 'creator id'),
  target('written_at', 'instant', 'created', 'created at', 'created on', 'added on', 'date', 'créée le'),
  target('tags', 'tags', 'tag', 'labels', 'étiquettes'),
  ...attached,
];

const product: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'product id', 'record id'),
  target('name', 'text', 'product', 'product name', 'produit', 'nom'),
  target('description', 'text', 'details'),
  target('sku', 'text', 'product code', 'code', 'number', 'référence'),
  target('active', 'boolean', 'is active', 'enabled', 'actif'),
  target('price', 'money', 'unit price', 'list price', 'amount', 'prix', 'prices'),
  target('currency', 'currency', 'devise'),
];

const targets: Record<ImportKind, readonly Target[]> = {
  product,
  organization,
  contact,
  person,
  lead,
  deal,
  associated_contact: associatedContact,
  task,
  note,
};

/** Everything that a column of a table of this kind can fill, the workspace's custom fields included. */
export const targetsOf = (kind: ImportKind, customFields: readonly CustomField[]): readonly Target[] => [
  ...targets[kind],
  ...customTargets(kind, customFields),
];

/** What a row of each kind cannot do without: one field of each list. */
export const needs: Record<ImportKind, readonly (readonly string[])[]> = {
  organization: [['name']],
  person: [['last_name']],
  lead: [['last_name', 'organization_name']],
  deal: [['name'], ['contact_id', 'organization_id']],
  associated_contact: [['deal_id'], ['contact_id']],
  contact: [['last_name', 'name']],
  task: [['content']],
  note: [['content'], ['resource_id', 'lead_id', 'contact_id', 'deal_id']],
  product: [['name']],
};

/** A column's header to the field it fills; columns left out are not imported. */
export type Mapping = Record<string, string>;

/** Case, spaces, underscores, hyphens and a trailing star do not count in headers. */
const plain = (header: string): string =>
  header
    .toLowerCase()
    .replace(/\*+$/, '')
    .replace(/[\s_.-]+/g, '');

/** The field that each header most likely stands for; no field twice. */
export function proposeMapping(kind: ImportKind, headers: readonly string[], customFields: readonly CustomField[] = []): Mapping {
  const all = targetsOf(kind, customFields);
  const mapping: Mapping = {};
  const taken = new Set<string>();
  // Wordings are listed from the surest to the loosest: the first round takes the surest of every field.
  const longest = Math.max(...all.map(({ wordings }) => wordings.length)) + 2;
  for (let rank = 0; rank < longest; rank++)
    for (const { field, wordings } of all) {
      const wording = rank < 2 ? field : wordings[rank - 2];
      if (!wording || taken.has(field)) continue;
      const fits = (header: string) => (rank === 0 ? header.trim().toLowerCase() === field : plain(header) === plain(wording));
      // "Contact ID" is a person's own id, though `contact_id` names their organization.
      if (rank === 1 && field.endsWith('_id')) continue;
      const header = headers.find((name) => !Object.hasOwn(mapping, name) && fits(name));
      if (header === undefined) continue;
      mapping[header] = field;
      taken.add(field);
    }
  return mapping;
}

/** The mapping of a table of before, as far as its fields are still there: a field that was new then is the workspace's now. */
export function keptMapping(kind: ImportKind, mapping: Mapping, headers: readonly string[], customFields: readonly CustomField[]): Mapping {
  const all = targetsOf(kind, customFields);
  const kept: Mapping = {};
  for (const [header, field] of Object.entries(mapping)) {
    if (!headers.includes(header)) continue;
    const made = isNewField(field)
      ? all.find(({ custom, field: name }) => custom && !custom.part && name === fieldNamed(header, all))
      : undefined;
    if (made) kept[header] = made.field;
    else if (isNewField(field) || all.some((target) => target.field === field)) kept[header] = field;
  }
  return kept;
}

const fieldNamed = (header: string, all: readonly Target[]): string | undefined =>
  all.find(({ custom }) => custom && custom.part === undefined && custom.definition.name.toLowerCase() === header.trim().toLowerCase())
    ?.field;

/** The kind whose fields fit the headers best; what marks a kind counts more than what all share. */
export function proposeKind(headers: readonly string[]): ImportKind {
  return recognise(headers) ?? 'organization';
}

/** The kind that the headers of a table tell; undefined where they tell none. */
export function recognise(headers: readonly string[]): ImportKind | undefined {
  const names = new Set(headers.map(plain));
  const any = (...wordings: string[]) => wordings.some((wording) => names.has(plain(wording)));
  if (any('role') && any('opportunity id', 'deal id', 'deal')) return 'associated_contact';
  if (any('stage', 'stage name', 'stage id', 'étape') || (any('amount', 'value') && any('deal name', 'opportunity name'))) return 'deal';
  if (any('is organization', 'is company', 'est une société')) return 'contact';
  if (any('last name', 'surname', 'family name', 'nom de famille'))
    return any('status', 'lead status', 'lead id', 'statut') ? 'lead' : 'person';
  if (any('sku', 'product code', 'unit price')) return 'product';
  if (any('due date', 'due', 'due at', 'échéance') && any('content', 'task', 'subject', 'completed', 'done')) return 'task';
  if (
    any('content', 'note', 'body') &&
    any('resource type', 'related type', 'related to', 'related id', 'noteable type', 'contact id', 'deal id', 'lead id')
  )
    return 'note';
  return any('company name', 'organization name', 'account name', 'company', 'société', 'entreprise', 'organization')
    ? 'organization'
    : undefined;
}
