import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { Contact, Lead } from '../../../shared/records/index.ts';
import '../../../components/base/avatar/avatar.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/tag/tag.ts';
import { define } from '../../../components/base/element/define.ts';
import { relativeDay } from '../../../components/base/format/dates.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import { msg, str } from '../../../components/base/localisation/index.ts';
import { followed } from '../../../components/record/followed.ts';
import '../../../components/record/record-appointments.ts';
import type { Store } from '../../../components/store/index.ts';
import '../deals/deals.ts';
import { dealsOf } from '../deals/deals-of.ts';
import { OpenEvent } from '../events.ts';
import '../notes/person-notes.ts';
import type { Known } from '../people/address-book.ts';
import { SidebarPart } from '../sidebar-part.ts';
import '../tasks/person-tasks.ts';
import { styles } from './known-person.styles.ts';

/**
 * The lead or contact behind an address, with deals, tasks, appointments and notes.
 *
 * @element crm-sidebar-person
 * @fires {OpenEvent} crm-sidebar-open - A record is to be shown.
 */
export class SidebarPerson extends SidebarPart {
  static override styles = styles;

  @property({ attribute: false }) known: Known | undefined;
  @property({ attribute: false }) linked: readonly string[] | undefined;
  @property({ type: Boolean }) composing = false;

  protected override render() {
    const { store } = this;
    // As it stands now: what was given may have changed since.
    const known = this.#current(store);
    if (!store || !known) return html``;
    const { type, row } = known;
    const deals = dealsOf(store, known).map(({ id }) => id);
    return html`${this.#renderTop(store, known)}
      <crm-sidebar-deals .store=${store} .known=${known} .linked=${this.linked} .composing=${this.composing}></crm-sidebar-deals>
      <crm-sidebar-tasks .store=${store} .type=${type} .recordId=${row.id} .further=${deals}></crm-sidebar-tasks>
      <crm-record-appointments coming .store=${store} .type=${type} .recordId=${row.id}></crm-record-appointments>
      <crm-sidebar-notes .store=${store} .type=${type} .recordId=${row.id} .further=${deals}></crm-sidebar-notes>`;
  }

  #current(store: Store | undefined): Known | undefined {
    const { known } = this;
    if (!store || !known) return undefined;
    if (known.type === 'contact') {
      const row = store.get('contact', known.row.id);
      return row && { type: 'contact', row };
    }
    const row = store.get('lead', known.row.id);
    return row && { type: 'lead', row };
  }

  #renderTop(store: Store, known: Known) {
    const { type, row } = known;
    const organization = row.organization_name === row.name ? null : row.organization_name;
    const what = [row.title, organization].filter(Boolean).join(' · ');
    const owner = row.owner_id === store.personId ? undefined : store.get('user', row.owner_id)?.name;
    const last = row.last_activity_at;
    const about = [
      owner ? msg(str`Owner: ${owner}`) : '',
      last ? msg(str`Last activity: ${relativeDay(last, this.clock)}`) : msg('No activity yet'),
    ].filter(Boolean);
    const phones = [row.phone, row.mobile].flatMap((phone) => (phone ? [phone] : []));
    return html`<div class="top">
      <div class="person">
        <crm-avatar size="large" name=${row.name} ?organization=${'is_organization' in row && row.is_organization}></crm-avatar>
        <div class="words">
          <button type="button" class="name cut" title=${row.name} @click=${() => this.#open(known, false)}><bdi>${row.name}</bdi></button>
          ${what ? html`<p class="label cut" title=${what}><bdi>${what}</bdi></p>` : nothing}
        </div>
        <crm-button
          size="small"
          variant="ghost"
          icon="external-link"
          label=${msg(str`Open ${row.name} in Inlay`)}
          title=${msg('Open in Inlay')}
          @click=${() => this.#open(known, true)}
        ></crm-button>
      </div>
      <p class="chips">${type === 'contact' ? this.#contactChips(known.row) : this.#leadChips(store, known.row)}</p>
      <p class="about">${about.join(' · ')}</p>
      ${
        phones.length > 0
          ? html`<p class="reach">
              ${phones.map((phone) => html`<a href=${followed({ kind: 'tel' }, phone)?.href ?? ''}>${icon('phone-call', 'small')}<bdi>${phone}</bdi></a>`)}
            </p>`
          : nothing
      }
    </div>`;
  }

  #contactChips(row: Contact) {
    const customer = { none: '', current: msg('Customer'), past: msg('Past customer') }[row.customer_status];
    const prospect = { none: '', current: msg('Prospect'), lost: msg('Lost prospect') }[row.prospect_status];
    return html`${customer ? html`<crm-tag tone=${row.customer_status === 'current' ? 'success' : 'neutral'}>${customer}</crm-tag>` : nothing}${
        prospect ? html`<crm-tag>${prospect}</crm-tag>` : nothing
      }<crm-tag>${row.is_organization ? msg('Organization') : msg('Contact')}</crm-tag>`;
  }

  #leadChips(store: Store, row: Lead) {
    const status = store.get('lead_status', row.status_id)?.name;
    return html`<crm-tag>${msg('Lead')}</crm-tag>${status ? html`<crm-tag>${status}</crm-tag>` : nothing}${
        row.converted_at ? html`<crm-tag>${msg('Converted')}</crm-tag>` : nothing
      }`;
  }

  #open({ type, row }: Known, inApp: boolean): void {
    this.dispatchEvent(new OpenEvent({ type, id: row.id }, inApp));
  }
}

define('crm-sidebar-person', SidebarPerson);

declare global {
  interface HTMLElementTagNameMap {
    'crm-sidebar-person': SidebarPerson;
  }
}
