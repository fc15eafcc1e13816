import type { ImportKind } from '../../shared/import-kinds.ts';
import type { CustomField, ResourceType } from '../../shared/records/index.ts';
import { customTargets, isNewField } from './custom-columns.ts';
import { lineItem, order, product } from './product-targets.ts';
import { setUpTargets } from './set-up-targets.ts';
import type { Target } from './target.ts';
import { sellId, target, updatedAt } from './target.ts';
import { appointment, call, email, note, task, text, visit } from './work-targets.ts';

export type { CellType, Target } from './target.ts';

/** What a column can be mapped to, for each kind of row, with the header wordings that propose it. */

/** The type of record whose custom fields a kind has. */
export function resourceOf(kind: ImportKind): ResourceType | undefined {
  if (kind === 'lead' || kind === 'deal') return kind;
  return kind === 'contact' || kind === 'person' || kind === 'organization' ? 'contact' : undefined;
}

const reach: readonly Target[] = [
  target('title', 'text', 'job title', 'position', 'fonction', 'titre'),
  target('description', 'text', 'notes', 'comment', 'comments', 'about', 'commentaire'),
  target('industry', 'text', 'sector', 'secteur'),
  target('website', 'text', 'web site', 'url', 'homepage', 'web', 'site web', 'site', 'web page', 'company domain name', 'domain'),
  target('email', 'email', 'e-mail', 'email address', 'mail', 'work email', 'courriel', 'adresse e-mail', 'email work', 'email 1 value'),
  target('phone', 'text', 'telephone', 'work phone', 'phone number', 'business phone', 'téléphone', 'phone work', 'phone 1 value'),
  target('mobile', 'text', 'mobile phone', 'mobile number', 'cell', 'cell phone', 'portable', 'phone mobile', 'téléphone mobile'),
  target('fax', 'text', 'fax number', 'work fax'),
  target('twitter', 'text'),
  target('facebook', 'text'),
  target('linkedin', 'text', 'linked in'),
  target('skype', 'text'),
  target(
    'address.line1',
    'text',
    'street',
    'address',
    'billing street',
    'mailing street',
    'work street',
    'business street',
    'rue',
    'adresse',
  ),
  target('address.city', 'text', 'city', 'town', 'billing city', 'mailing city', 'work city', 'business city', 'ville'),
  target(
    'address.postal_code',
    'text',
    'zip',
    'zip code',
    'zip/postal code',
    'post code',
    'postal code',
    'postcode',
    'billing zip',
    'mailing zip',
    'work zip',
    'business postal code',
    'code postal',
  ),
  target(
    'address.state',
    'text',
    'state',
    'province',
    'region',
    'state/region',
    'state/province',
    'billing state',
    'mailing state',
    'work state',
    'business state',
    'région',
  ),
  target(
    'address.country',
    'text',
    'country',
    'billing country',
    'mailing country',
    'work country',
    'country/region',
    'business country/region',
    'pays',
  ),
  target('tags', 'tags', 'tag', 'label', 'labels', 'étiquettes'),
  target(
    'owner_id',
    'user',
    'owner',
    'owner name',
    'account owner',
    'contact owner',
    'lead owner',
    'company owner',
    'assigned to',
    'propriétaire',
    'responsable',
    'owner id',
    'owner email',
    'user',
  ),
  target(
    'created_at',
    'instant',
    'created',
    'created on',
    'creation date',
    'date created',
    'created date',
    'create date',
    'added on',
    'créé le',
    'date de création',
  ),
  updatedAt,
];

/** The addresses that contacts have beside their own; without one of its own, a table's billing address is that. */
const furtherAddresses: readonly Target[] = (['billing', 'shipping'] as const).flatMap((of) =>
  (
    [
      ['line1', 'street'],
      ['city', 'city'],
      ['postal_code', 'zip', 'postal code'],
      ['state', 'state'],
      ['country', 'country'],
    ] as const
  ).map(([part, word, full = word]) =>
    target(`${of}_address.${part}`, 'text', `${of} address ${word}`, `${of} address ${full}`, '', '', '', '', '', '', '', `${of} ${word}`),
  ),
);

const contact: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'contact id', 'record id', 'uid'),
  sellId,
  target(
    'is_organization',
    'boolean',
    'is organization',
    'is an organization',
    'is organisation',
    'est une organisation',
    'is company',
    'organization?',
    'company?',
    'est une société',
  ),
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
    'part of',
    'fait partie de',
    'société mère',
  ),
  target('customer_status', 'customer_status', 'customer'),
  ...reach,
  ...furtherAddresses,
];

const person: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'contact id', 'person id', 'record id', 'uid'),
  sellId,
  target('first_name', 'text', 'given name', 'firstname', 'prénom'),
  target('last_name', 'text', 'family name', 'surname', 'lastname', 'nom', 'nom de famille'),
  target('name', 'text', 'full name', 'contact name', 'display name', 'nom complet'),
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
    'primary company',
    'associated company',
    'organization 1 name',
  ),
  target('customer_status', 'customer_status', 'customer'),
  ...reach,
  ...furtherAddresses,
];

const organization: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'account id', 'company id', 'organization id', 'record id'),
  sellId,
  target('name', 'text', 'account name', 'company', 'company name', 'organization', 'organization name', 'société', 'entreprise', 'nom'),
  target('parent_organization_id', 'organization', 'parent company', 'parent account', 'parent organization', 'société mère'),
  target('customer_status', 'customer_status', 'customer'),
  ...reach,
  ...furtherAddresses,
];

const lead: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'lead id', 'record id'),
  sellId,
  target('first_name', 'text', 'given name', 'firstname', 'prénom'),
  target('last_name', 'text', 'family name', 'surname', 'lastname', 'nom', 'nom de famille'),
  target('name', 'text', 'full name', 'lead name', 'contact name', 'nom complet'),
  target(
    'organization_name',
    'text',
    'company',
    'company name',
    'organization',
    'account name',
    'company/account',
    'société',
    'entreprise',
  ),
  target('status_id', 'lead_status', 'status', 'lead status', 'statut', 'statut du lead'),
  target('source_id', 'source', 'source', 'lead source', 'origine'),
  target('unqualified_reason_id', 'unqualified_reason', 'unqualified reason'),
  ...reach,
];

const deal: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'deal id', 'opportunity id', 'record id'),
  sellId,
  target(
    'name',
    'text',
    'deal name',
    'opportunity name',
    'title',
    'affaire',
    'nom',
    'nom de l’affaire',
    'opportunité',
    'nom de l’opportunité',
    'nom de la transaction',
  ),
  target('value', 'money', 'amount', 'deal value', 'scope', 'montant', 'valeur'),
  target('currency', 'currency', 'devise', 'amount currency', 'currency of value', 'deal currency code'),
  target('pipeline', 'pipeline', 'pipeline name', 'pipeline id', 'deal pipeline'),
  target('stage_id', 'stage', 'stage', 'stage name', 'deal stage', 'opportunity stage', 'sales stage', 'étape', 'phase de la transaction'),
  target(
    'contact_id',
    'contact',
    'primary contact id',
    'main contact id',
    'contact id',
    'primary contact',
    'main contact',
    'primary contact name',
    'contact',
    'contact name',
    'person',
    'contact person',
    'associated contact',
    'person name',
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
    'organization name',
    'associated company',
    'primary company',
    'société',
    'entreprise',
  ),
  target('source_id', 'source', 'source', 'deal source', 'lead source', 'origine'),
  target('hot', 'boolean', 'is hot', 'hot deal'),
  target('loss_reason_id', 'loss_reason', 'loss reason', 'lost reason'),
  target('unqualified_reason_id', 'unqualified_reason', 'unqualified reason'),
  target(
    'estimated_close_date',
    'date',
    'close date',
    'expected close date',
    'closing date',
    'date de clôture',
    'closes',
    'clôture',
    'date de clôture prévue',
    'date de fermeture',
  ),
  target('customized_win_likelihood', 'percent', 'win likelihood', 'probability', 'probabilité', 'own likelihood', 'probabilité propre'),
  target('added_at', 'instant', 'added on', 'created', 'created at', 'created date', 'create date', 'deal created', 'ajoutée le'),
  target('created_at', 'instant', 'created on', 'creation date', 'date created', 'date de création'),
  updatedAt,
  target(
    'last_stage_change_at',
    'instant',
    'last stage change',
    'last stage change on',
    'last stage change date',
    'stage changed at',
    'stage changed',
    'changement d’étape',
  ),
  target('tags', 'tags', 'tag', 'label', 'labels', 'étiquettes'),
  target(
    'owner_id',
    'user',
    'owner',
    'owner name',
    'deal owner',
    'opportunity owner',
    'assigned to',
    'propriétaire',
    'responsable',
    'owner id',
    'owner email',
    'user',
  ),
];

const associatedContact: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'role id', 'record id'),
  sellId,
  target('deal_id', 'deal', 'opportunity id', 'deal id', 'deal', 'deal name', 'opportunity'),
  target('contact_id', 'contact', 'contact id', 'contact', 'contact name'),
  target('role', 'text', 'rôle'),
];

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

/** A column's header to the field it fills; columns left out are not imported. */
export type Mapping = Record<string, string>;

/** Case, accents, spaces and marks do not count in headers. */
export const plain = (header: string): string =>
  header
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_.,:()*%'’-]+/g, '');

/** Columns that say whose they are, as `Deal - Title`, are of the kind that most of them name. */
const prefixes: readonly (readonly [prefix: string, kind: ImportKind])[] = [
  ['deal', 'deal'],
  ['person', 'person'],
  ['organization', 'organization'],
  ['lead', 'lead'],
];

const isOf = (header: string, prefix: string): boolean => header.toLowerCase().startsWith(`${prefix} - `);

/** Undefined where most headers say nothing of the kind. */
export const kindOfPrefixes = (headers: readonly string[]): ImportKind | undefined =>
  prefixes.find(([prefix]) => headers.filter((header) => isOf(header, prefix)).length * 2 > headers.length)?.[1];

/** A header without the prefix of its own kind. */
function withoutPrefix(kind: ImportKind, header: string): string {
  const [prefix] = prefixes.find(([name, of]) => of === kind && isOf(header, name)) ?? [];
  return prefix === undefined ? header : header.slice(prefix.length + 3);
}

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
      const fits = (header: string) =>
        rank === 0 ? header.trim().toLowerCase() === field : plain(withoutPrefix(kind, header)) === plain(wording);
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
