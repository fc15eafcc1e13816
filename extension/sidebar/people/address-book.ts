import type { Contact, Lead, User } from '../../../shared/records/index.ts';
import type { Change, Store } from '../../../components/store/index.ts';

/** A lead or a contact behind an address. */
export type Known = { type: 'contact'; row: Contact } | { type: 'lead'; row: Lead };

const key = (email: string | null): string => (email ?? '').trim().toLowerCase();

/**
 * Who is behind which e-mail address, among the records of a store. It is made at the first question and kept true by what
 * changes: a conversation asks for each of its people with each drawing.
 */
export class AddressBook {
  readonly #store: Store;
  readonly #stop: (() => void)[];
  #contacts: Map<string, Set<string>> | undefined;
  #leads = new Map<string, Set<string>>();

  constructor(store: Store) {
    this.#store = store;
    let ready = store.status.ready;
    this.#stop = [
      store.onChanges((changes) => this.#follow(changes)),
      store.onStatus(() => {
        if (store.status.ready === ready) return;
        // Rows that were read from the cache are told of by no change.
        ready = store.status.ready;
        this.#contacts = undefined;
      }),
    ];
  }

  close(): void {
    for (const stop of this.#stop.splice(0)) stop();
  }

  /** The record behind an address. Contacts come before leads, people before organizations, one's own before others'. */
  find(email: string): Known | undefined {
    const contacts = this.#made();
    const own = (row: { owner_id: string }) => (row.owner_id === this.#store.personId ? 0 : 1);
    const newest = (a: Contact | Lead, b: Contact | Lead) => ((a.last_activity_at ?? '') < (b.last_activity_at ?? '') ? 1 : -1);
    const [contact] = [...(contacts.get(key(email)) ?? [])]
      .flatMap((id) => this.#store.get('contact', id) ?? [])
      .sort((a, b) => Number(a.is_organization) - Number(b.is_organization) || own(a) - own(b) || newest(a, b));
    if (contact) return { type: 'contact', row: contact };
    const leads = [...(this.#leads.get(key(email)) ?? [])].flatMap((id) => this.#store.get('lead', id) ?? []);
    const [open] = leads.filter(({ converted_at }) => converted_at === null).sort((a, b) => own(a) - own(b) || newest(a, b));
    if (open) return { type: 'lead', row: open };
    const [converted] = leads;
    return converted && this.#become(converted);
  }

  /** Somebody of the workspace itself. */
  colleague(email: string): User | undefined {
    return this.#store.every('user').find((user) => key(user.email) === key(email));
  }

  /** What a lead was converted into, as far as it is in sight. */
  #become(lead: Lead): Known {
    for (const conversion of this.#store.list('lead_conversion', 'lead_id', lead.id)) {
      const id = conversion.individual_id ?? conversion.organization_id;
      const contact = id === null ? undefined : this.#store.get('contact', id);
      if (contact) return { type: 'contact', row: contact };
    }
    return { type: 'lead', row: lead };
  }

  #made(): Map<string, Set<string>> {
    if (this.#contacts) return this.#contacts;
    this.#contacts = new Map();
    this.#leads = new Map();
    for (const row of this.#store.all('contact')) add(this.#contacts, row);
    for (const row of this.#store.all('lead')) add(this.#leads, row);
    return this.#contacts;
  }

  #follow(changes: readonly Change[]): void {
    if (!this.#contacts) return;
    for (const { type, before, after } of changes) {
      if (type !== 'contact' && type !== 'lead') continue;
      const book = type === 'contact' ? this.#contacts : this.#leads;
      remove(book, before as Contact | Lead | undefined);
      if (after) add(book, after as Contact | Lead);
    }
  }
}

function add(book: Map<string, Set<string>>, { id, email }: Contact | Lead): void {
  const address = key(email);
  if (address === '') return;
  const ids = book.get(address);
  if (ids) ids.add(id);
  else book.set(address, new Set([id]));
}

function remove(book: Map<string, Set<string>>, row: Contact | Lead | undefined): void {
  if (row) book.get(key(row.email))?.delete(row.id);
}
