import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { newId } from '../../../shared/ids.ts';
import '../../../components/base/avatar/avatar.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/combobox/combobox.ts';
import { showDialog } from '../../../components/base/dialog/show-dialog.ts';
import '../../../components/base/menu/menu.ts';
import '../../../components/base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../../../components/base/menu/menu.ts';
import { define } from '../../../components/base/element/define.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import { msg, str } from '../../../components/base/localisation/index.ts';
import { sections } from '../../../components/base/styles/sections.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { linkSource, readLink } from '../../../components/link/link.ts';
import { newOrganization } from '../../../components/quick-add/create.ts';
import type { Values } from '../../../components/quick-add/create.ts';
import type { Store } from '../../../components/store/index.ts';
import type { Proposals } from '../../gmail/signature.ts';
import type { PagePerson } from '../../messages.ts';
import { AddEvent } from '../events.ts';
import { whyNever } from '../mail/logging.ts';
import { SidebarPart } from '../sidebar-part.ts';

/**
 * The people of a conversation of whom nothing is known: added as lead or contact with what their signature tells, said to be
 * somebody who is known, or never logged.
 *
 * @element crm-sidebar-unknown
 * @fires {AddEvent} crm-sidebar-add - A lead or contact is to be added.
 */
export class SidebarUnknown extends SidebarPart {
  static override styles = [
    sections,
    css`
      .section {
        padding-block: 11px;
      }
      li + li {
        margin-block-start: var(--crm-space-4);
      }
      .person {
        display: flex;
        align-items: center;
        gap: 10px;
        min-inline-size: 0;
        line-height: 1.4;
      }
      .sign {
        display: inline-grid;
        place-items: center;
        flex: none;
        inline-size: 28px;
        block-size: 28px;
        border-radius: var(--crm-radius-round);
        background: var(--crm-avatar);
        color: var(--crm-on-avatar);
        font-size: var(--crm-text-12);
        font-weight: var(--crm-weight-strong);
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        margin-block-start: 9px;
      }
      .never {
        margin-block-start: 6px;
        font-size: var(--crm-text-12);
        color: var(--crm-text-muted);
      }
    `,
  ];

  @property({ attribute: false }) people: readonly PagePerson[] = [];
  @property() account = '';
  /** The text of somebody's last message that is open; empty where there is none. */
  @property({ attribute: false }) textOf: (email: string) => Promise<string> = async () => '';

  async #add(store: Store, person: PagePerson, kind: 'lead' | 'person'): Promise<void> {
    const [text, { proposals }] = await Promise.all([this.textOf(person.email), import('../../gmail/signature.ts')]);
    const proposal = proposals(text, person);
    this.dispatchEvent(new AddEvent(kind, { resource_type: null, resource_id: null }, valuesOf(store, person, proposal, kind)));
  }

  async #join(store: Store, person: PagePerson): Promise<void> {
    let problem = '';
    await showDialog<void>(this, ({ control, answer, redraw }) => ({
      heading: msg('Who is it?'),
      body: html`<p class="second">${msg(str`${person.email} becomes the address of somebody who is there already.`)}</p>
        <crm-combobox
          name="record"
          label=${msg('Contact or lead')}
          .source=${linkSource(store, ['contact', 'lead'])}
          .error=${problem}
          required
          autofocus
        ></crm-combobox>`,
      act: {
        label: msg('Link it'),
        run: () => {
          const { resource_type, resource_id } = readLink(control('record')?.value ?? '');
          if (resource_id === null || (resource_type !== 'contact' && resource_type !== 'lead')) {
            problem = msg('Choose one from the list.');
            return redraw();
          }
          this.#take(store, resource_type, resource_id, person.email);
          answer();
        },
      },
    }));
  }

  /** The address stands on the record from now on; the one that it had is named, and can be brought back. */
  #take(store: Store, type: 'contact' | 'lead', id: string, email: string): void {
    const row = store.get(type, id);
    if (!row) return;
    const change = (to: string | null) =>
      type === 'contact' ? store.mutate.updateContact({ id, email: to }) : store.mutate.updateLead({ id, email: to });
    const before = row.email;
    if (!this.told(change(email))) return;
    toast({
      text: before ? msg(str`${row.name} has ${email} in place of ${before} now.`) : msg(str`${row.name} has ${email} now.`),
      action: { label: msg('Undo'), run: () => void this.told(change(before)) },
      from: this,
    });
  }

  #never(store: Store, pattern: string): void {
    const id = newId();
    if (!this.told(store.mutate.createMailRule({ id, action: 'never', pattern }))) return;
    toast({
      text: msg(str`Messages with ${pattern} are never logged.`),
      action: { label: msg('Undo'), run: () => void this.told(store.mutate.deleteMailRule({ id })) },
      from: this,
    });
  }

  protected override render() {
    const { store, people } = this;
    if (!store || people.length === 0) return html``;
    return html`<section class="section" aria-labelledby="head">
      <header><h3 id="head" class="head">${msg('Not known yet')}</h3></header>
      <ul>
        ${repeat(
          people,
          ({ email }) => email,
          (person) => this.#renderPerson(store, person),
        )}
      </ul>
    </section>`;
  }

  #renderPerson(store: Store, person: PagePerson) {
    const { email, name } = person;
    const never = whyNever(store, this.account, [email]);
    const label = msg(str`More for ${email}`);
    const domain = `@${email.split('@')[1] ?? ''}`;
    const act = ({ value }: CrmSelectEvent) => (value === 'join' ? void this.#join(store, person) : this.#never(store, value));
    return html`<li>
      <div class="person">
        <span class="sign" aria-hidden="true">?</span>
        <div class="grow">
          ${name ? html`<p class="strong cut"><bdi>${name}</bdi></p>` : nothing}
          <p class=${name ? 'label cut' : 'cut'} title=${email}><bdi>${email}</bdi></p>
        </div>
        <crm-menu placement="bottom-end" label=${label} @crm-select=${act}>
          <crm-button slot="trigger" size="small" variant="ghost" icon="ellipsis" popup="menu" label=${label}></crm-button>
          <crm-menu-item value="join" icon="link">${msg('Somebody who is known…')}</crm-menu-item>
          ${
            never
              ? nothing
              : html`<hr />
                  <crm-menu-item value=${email} icon="eye-off">${msg('Never log this address')}</crm-menu-item>
                  <crm-menu-item value=${domain} icon="eye-off">${msg(str`Never log ${domain}`)}</crm-menu-item>`
          }
        </crm-menu>
      </div>
      <div class="acts">
        <crm-button size="small" icon="user-plus" @click=${() => void this.#add(store, person, 'lead')}>${msg('Add lead')}</crm-button>
        <crm-button size="small" @click=${() => void this.#add(store, person, 'person')}>${msg('Add contact')}</crm-button>
      </div>
      ${never && never.because !== 'colleagues' ? html`<p class="never">${icon('eye-off', 'small')} ${msg('Never logged')}</p>` : nothing}
    </li>`;
  }
}

/** The fields of the kit's dialog, by their names. */
function valuesOf(store: Store, { email }: PagePerson, proposal: Proposals, kind: 'lead' | 'person'): Values {
  const { first_name, last_name, organization_name, title, phone, mobile } = proposal;
  const common = { first_name, last_name, email, title, phone: phone || mobile };
  if (kind === 'lead') return { ...common, organization_name };
  if (organization_name === '') return common;
  const same = organization_name.toLocaleLowerCase();
  for (const contact of store.all('contact'))
    if (contact.is_organization && contact.name.toLocaleLowerCase() === same) return { ...common, contact_id: contact.id };
  return { ...common, contact_id: newOrganization(organization_name) };
}

define('crm-sidebar-unknown', SidebarUnknown);

declare global {
  interface HTMLElementTagNameMap {
    'crm-sidebar-unknown': SidebarUnknown;
  }
}
