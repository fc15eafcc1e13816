/** What a column can be mapped to, for each kind of row, with the header wordings that propose it. */

export const importKinds = ['organization', 'person', 'lead', 'deal', 'associated_contact'] as const;
export type ImportKind = (typeof importKinds)[number];

export type CellType =
  | 'external_id'
  | 'text'
  | 'email'
  | 'date'
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
  | 'unqualified_reason';

export interface Target {
  field: string;
  type: CellType;
  wordings: readonly string[];
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
  target('owner_id', 'user', 'owner', 'owner name', 'account owner', 'assigned to', 'propriétaire', 'responsable'),
];

const person: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'contact id', 'person id', 'record id'),
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
];

const organization: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'account id', 'company id', 'organization id', 'record id'),
  target('name', 'text', 'account name', 'company', 'company name', 'organization', 'organization name', 'société', 'entreprise', 'nom'),
  target('parent_organization_id', 'organization', 'parent company', 'parent account', 'parent organization', 'société mère'),
  target('customer_status', 'customer_status', 'customer'),
  ...reach,
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

export const targets: Record<ImportKind, readonly Target[]> = {
  organization,
  person,
  lead,
  deal,
  associated_contact: associatedContact,
};

/** What a row of each kind cannot do without: one field of each list. */
export const needs: Record<ImportKind, readonly (readonly string[])[]> = {
  organization: [['name']],
  person: [['last_name']],
  lead: [['last_name', 'organization_name']],
  deal: [['name'], ['contact_id', 'organization_id']],
  associated_contact: [['deal_id'], ['contact_id']],
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
export function proposeMapping(kind: ImportKind, headers: readonly string[]): Mapping {
  const mapping: Mapping = {};
  const taken = new Set<string>();
  // Wordings are listed from the surest to the loosest: the first round takes the surest of every field.
  const longest = Math.max(...targets[kind].map(({ wordings }) => wordings.length)) + 2;
  for (let rank = 0; rank < longest; rank++)
    for (const { field, wordings } of targets[kind]) {
      const wording = rank < 2 ? field : wordings[rank - 2];
      if (wording === undefined || taken.has(field)) continue;
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

/** The kind whose fields fit the headers best; what marks a kind counts more than what all share. */
export function proposeKind(headers: readonly string[]): ImportKind {
  const names = new Set(headers.map(plain));
  const any = (...wordings: string[]) => wordings.some((wording) => names.has(plain(wording)));
  if (any('role') && any('opportunity id', 'deal id', 'deal')) return 'associated_contact';
  if (any('stage', 'stage name', 'étape') || (any('amount', 'value') && any('deal name', 'opportunity name'))) return 'deal';
  if (any('last name', 'surname', 'family name', 'nom de famille'))
    return any('status', 'lead status', 'lead id', 'statut') ? 'lead' : 'person';
  return 'organization';
}
