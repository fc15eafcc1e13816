import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Contact, Deal } from '../../shared/records/index.ts';
import '../base/avatar/avatar.ts';
import { define } from '../base/element/define.ts';
import { formatMoney } from '../base/format/money.ts';
import { msg } from '../base/localisation/index.ts';
import { sections } from '../base/styles/sections.ts';
import type { Store } from '../store/index.ts';
import { RecordPart } from './part.ts';
import { partStyles } from './part.styles.ts';

/** What belongs to a contact: its deals, and an organization's people. */
export class ContactTies extends RecordPart {
  static override styles = [sections, partStyles];

  async #openDeal(id: string): Promise<void> {
    const { showDeal } = await import('../deal-panel/show.ts');
    if (this.store) showDeal(this, id, this.store);
  }

  async #openContact(id: string): Promise<void> {
    const { showContact } = await import('../contact-panel/show.ts');
    if (this.store) showContact(this, id, this.store);
  }

  protected override render() {
    const { store, row } = this;
    if (!store || !row || !('is_organization' in row)) return html``;
    return html`${this.#renderDeals(store, dealsOf(store, row))}${row.is_organization ? this.#renderPeople(store.list('contact', 'contact_id', row.id)) : nothing}`;
  }

  #renderDeals(store: Store, deals: readonly Deal[]) {
    return html`<section class="section" aria-labelledby="deals">
      <header><h3 id="deals">${msg('Deals')}</h3></header>
      ${deals.length === 0 ? html`<p class="muted">${msg('No deals')}</p>` : nothing}
      <ul>
        ${repeat(
          deals,
          ({ id }) => id,
          (deal) =>
            html`<li class="item">
              <button type="button" class="link cut grow" @click=${() => void this.#openDeal(deal.id)}><bdi>${deal.name}</bdi></button>
              <bdi class="muted cut">${store.get('stage', deal.stage_id)?.name ?? ''}</bdi>
              <bdi class="num">${formatMoney(deal.value, deal.currency)}</bdi>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #renderPeople(people: Contact[]) {
    if (people.length === 0) return nothing;
    return html`<section class="section" aria-labelledby="people">
      <header><h3 id="people">${msg('People')}</h3></header>
      <ul>
        ${repeat(
          people.sort((a, b) => a.name.localeCompare(b.name)),
          ({ id }) => id,
          (person) =>
            html`<li class="item">
              <crm-avatar size="small" name=${person.name}></crm-avatar>
              <button type="button" class="link cut" @click=${() => void this.#openContact(person.id)}><bdi>${person.name}</bdi></button>
              <bdi class="muted cut grow">${person.title ?? ''}</bdi>
            </li>`,
        )}
      </ul>
    </section>`;
  }
}

/** Deals of the contact itself, of an organization's people, and those in which it takes part; open ones first. */
function dealsOf(store: Store, contact: Contact): Deal[] {
  const deals = new Map<string, Deal>();
  for (const deal of store.list('deal', 'contact_id', contact.id)) deals.set(deal.id, deal);
  for (const deal of store.list('deal', 'organization_id', contact.id)) deals.set(deal.id, deal);
  for (const { deal_id } of store.list('associated_contact', 'contact_id', contact.id)) {
    const deal = store.get('deal', deal_id);
    if (deal) deals.set(deal.id, deal);
  }
  const open = (deal: Deal) => Number(store.get('stage', deal.stage_id)?.active ?? false);
  return [...deals.values()].sort((a, b) => open(b) - open(a) || (a.added_at < b.added_at ? 1 : -1));
}

define('crm-contact-ties', ContactTies);

declare global {
  interface HTMLElementTagNameMap {
    'crm-contact-ties': ContactTies;
  }
}
