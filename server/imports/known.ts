import type { RowKind } from '../../shared/import-kinds.ts';
import type { Language } from '../http/language.ts';
import type { CustomField } from '../../shared/records/index.ts';

/** The workspace's people and lists. */
export interface SetUp {
  workspaceId: string;
  /** In which words are put that the product adds; English where it is left out. */
  language?: Language;
  timezone: string;
  /** The day on which the import is planned. */
  today: string;
  currency: string;
  users: { id: string; name: string; email: string }[];
  pipelines: { id: string; name: string }[];
  stages: { id: string; pipeline_id: string; name: string; category: string; position: number }[];
  lists: Record<
    'lead_status' | 'lead_source' | 'deal_source' | 'loss_reason' | 'lead_unqualified_reason' | 'deal_unqualified_reason' | 'call_outcome',
    Named[]
  >;
  /** Archived ones too: their names are taken. */
  custom_fields: CustomField[];
  /** Whether whoever imports may change the set-up. */
  administers: boolean;
  /** Whether whoever imports sees everything: then records keep the numbers that they bring, where those are free. */
  keepsNumbers: boolean;
  products: (Named & { sku: string | null })[];
}

/** Records that rows match by their ids alone. */
export const foundById = ['associated_contact', 'task', 'note', 'appointment', 'call', 'email_copy', 'order', 'line_item'] as const;

/** Kinds of rows that become records of another type. */
const becoming: Partial<Record<RowKind, (typeof foundById)[number]>> = { text: 'note', visit: 'note', email: 'email_copy' };

/** What the workspace holds already, as the person who imports sees it: enough to match and to refer. */
export interface Known extends SetUp {
  contacts: KnownContact[];
  leads: KnownLead[];
  deals: Named[];
  /** Records that are found by their ids alone. */
  others: Record<(typeof foundById)[number], string[]>;
  /** The order of each deal that has one. */
  orders: ReadonlyMap<string, string>;
  /** Deals whose value follows from their products. */
  pricedDeals: ReadonlySet<string>;
}

export interface Named {
  id: string;
  name: string;
}

export interface KnownContact extends Named {
  is_organization: boolean;
  email: string | null;
  phone: string | null;
  organization_name: string | null;
}

export interface KnownLead extends Named {
  email: string | null;
  phone: string | null;
  organization_name: string | null;
}

type Fields = Record<string, unknown>;
export type Match = { id: string; by: 'email' | 'phone' | 'name' | 'deal' };

/** Figures alone, without the international prefix: enough to see that two numbers are the same. */
const phoneKey = (phone: string): string => phone.replace(/\D/g, '').replace(/^00/, '');

const key = (...parts: unknown[]): string =>
  parts
    .map((part) =>
      String(part ?? '')
        .trim()
        .toLowerCase(),
    )
    .join('\n');

/** Finds records by id, name, e-mail and phone, those that the rows before have planned included. */
export class KnownRecords {
  readonly #ids = new Map<string, string>();
  readonly #names = new Map<string, string[]>();
  /** What records are called, and which of them are not of this import. */
  readonly #called = new Map<string, string>();
  readonly #standing = new Set<string>();
  readonly #matches = new Map<string, string>();
  readonly #orders = new Map<string, string>();
  readonly #addresses = new Map<string, { type: 'lead' | 'contact'; id: string }>();

  constructor(known: Known) {
    for (const contact of known.contacts) {
      const { id, is_organization, organization_name, ...fields } = contact;
      this.#standing.add(id);
      this.#index(is_organization ? 'organization' : 'person', id, fields.name, { ...fields, organization_name });
    }
    for (const { id, ...fields } of known.leads) this.#index('lead', id, fields.name, fields);
    for (const { id, name } of known.deals) this.#index('deal', id, name, {});
    for (const { id, name, sku } of known.products) this.#referProduct(id, name, sku);
    for (const [deal, order] of known.orders) this.#orders.set(deal, order);
    for (const kind of foundById) for (const id of known.others[kind]) this.#ids.set(key(kind, id), id);
  }

  /** The record that stands under this id, or that a matched row stands for. */
  byId(kind: RowKind, id: string): string | undefined {
    return this.#ids.get(key(becoming[kind] ?? kind, id));
  }

  /** Whether an organization is in the workspace already. */
  stands(id: string): boolean {
    return this.#standing.has(id);
  }

  readonly nameOf = (id: string): string | undefined => this.#called.get(id);

  /** Every record of exactly this name. */
  byName(kind: RowKind, name: string): readonly string[] {
    return this.#names.get(key(kind, name)) ?? [];
  }

  /** A record with the same e-mail or phone; else one of the same name (and organization, for people and leads). */
  match(kind: RowKind, fields: Fields): Match | undefined {
    if (kind === 'product') return this.#product(fields);
    if (kind === 'order') {
      const order = this.#orders.get(String(fields['deal_id']));
      return order === undefined ? undefined : { id: order, by: 'deal' };
    }
    if (kind === 'deal' || isFoundById(kind)) return undefined;
    const by = (how: Match['by'], value: string): Match | undefined => {
      const id = this.#matches.get(value);
      return id === undefined ? undefined : { id, by: how };
    };
    const email = fields['email'];
    const phone = fields['phone'];
    if (typeof email === 'string') {
      const match = by('email', key(kind, 'email', email));
      if (match) return match;
    }
    if (kind !== 'organization' && typeof phone === 'string' && phoneKey(phone).length >= 7) {
      const match = by('phone', key(kind, 'phone', phoneKey(phone), personName(fields)));
      if (match) return match;
    }
    return kind === 'organization' ? by('name', key(kind, 'name', fields['name'])) : undefined;
  }

  /** A product of the same name is the same: the catalogue is one list. */
  #product(fields: Fields): Match | undefined {
    const [id] = this.byName('product', String(fields['name'] ?? ''));
    return id === undefined ? undefined : { id, by: 'name' };
  }

  /**
   * A record that a row before has planned. One with an id of its own in the file is itself for later rows that refer to
   * it, and no duplicate of any: its source told them apart.
   */
  add(kind: RowKind, id: string, fields: Fields, hasOwnId = false): void {
    const name = ['organization', 'deal', 'product'].includes(kind) ? String(fields['name'] ?? '') : personName(fields);
    if (kind === 'order') this.#orders.set(String(fields['deal_id']), id);
    if (isFoundById(kind)) this.#ids.set(key(becoming[kind] ?? kind, id), id);
    else if (kind === 'product') this.#referProduct(id, name, fields['sku']);
    else if (hasOwnId) {
      this.#refer(kind, id, name);
      this.#address(kind, id, fields['email']);
    } else this.#index(kind, id, name, fields);
  }

  /** No row that comes later refers to this record by its id. */
  forget(kind: RowKind, id: string): void {
    this.#ids.delete(key(becoming[kind] ?? kind, id));
  }

  alias(kind: RowKind, id: string, to: string): void {
    this.#ids.set(key(kind, id), to);
  }

  /** The contact or lead that has an e-mail address, the first of several. */
  byAddress(address: string): { type: 'lead' | 'contact'; id: string } | undefined {
    return this.#addresses.get(address.toLowerCase());
  }

  #address(kind: RowKind, id: string, email: unknown): void {
    if (typeof email !== 'string' || !['person', 'organization', 'lead'].includes(kind)) return;
    const address = email.toLowerCase();
    if (!this.#addresses.has(address)) this.#addresses.set(address, { type: kind === 'lead' ? 'lead' : 'contact', id });
  }

  /** The order of a deal. */
  orderOf(dealId: string): string | undefined {
    return this.#orders.get(dealId);
  }

  /** Products are known by their numbers as well. */
  #referProduct(id: string, name: string, sku: unknown): void {
    this.#refer('product', id, name);
    if (typeof sku === 'string' && sku !== '' && key(sku) !== key(name)) this.#names.set(key('product', sku), [id]);
  }

  #index(kind: RowKind, id: string, name: string, fields: Fields): void {
    this.#refer(kind, id, name);
    const { email, phone } = fields;
    this.#address(kind, id, email);
    if (typeof email === 'string' && email) this.#first(key(kind, 'email', email), id);
    if (typeof phone === 'string' && phone) this.#first(key(kind, 'phone', phoneKey(phone), name), id);
    if (kind === 'organization') this.#first(key(kind, 'name', name), id);
  }

  #refer(kind: RowKind, id: string, name: string): void {
    this.#called.set(id, name);
    this.#ids.set(key(kind, id), id);
    const names = this.#names.get(key(kind, name));
    if (names) names.push(id);
    else this.#names.set(key(kind, name), [id]);
  }

  #first(match: string, id: string): void {
    if (!this.#matches.has(match)) this.#matches.set(match, id);
  }
}

const isFoundById = (kind: RowKind): boolean => foundById.some((one) => one === (becoming[kind] ?? kind));

const personName = (fields: Fields): string =>
  [fields['first_name'], fields['last_name']].filter((part) => typeof part === 'string' && part !== '').join(' ') ||
  String(fields['organization_name'] ?? fields['name'] ?? '');
