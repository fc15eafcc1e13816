import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { newId } from '../../shared/ids.ts';
import type { AssociatedContact } from '../../shared/records/index.ts';
import '../base/avatar/avatar.ts';
import '../base/button/button.ts';
import '../base/combobox/combobox.ts';
import '../base/input/input.ts';
import { define } from '../base/element/define.ts';
import { msg, str } from '../base/localisation/index.ts';
import { sections } from '../base/styles/sections.ts';
import { toast } from '../base/toast/toast.ts';
import { findContacts } from './find-contacts.ts';
import { RecordPart } from './part.ts';
import { partStyles } from './part.styles.ts';
import { problemOf } from './problem.ts';

type Control = HTMLElement & { value: string };

/** Who takes part in a deal beside its contact, each with a role in free words. */
export class DealPeople extends RecordPart {
  static override styles = [
    sections,
    partStyles,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--crm-space-2);
        align-items: start;
        margin-block-end: var(--crm-space-2);
      }
      form > :first-child {
        grid-column: 1 / -1;
      }
    `,
  ];

  @state() private adding = false;
  @state() private problem = '';

  #value(name: string): string {
    return this.renderRoot.querySelector<Control>(`[name="${name}"]`)?.value.trim() ?? '';
  }

  readonly #add = (event: Event): void => {
    event.preventDefault();
    const { store } = this;
    if (!store) return;
    const contact_id = this.#value('contact');
    if (contact_id === '') {
      this.problem = msg('Choose a contact.');
      return;
    }
    const role = this.#value('role');
    const outcome = store.mutate.addAssociatedContact({ id: newId(), deal_id: this.recordId, contact_id, ...(role ? { role } : {}) });
    if (outcome.ok) this.adding = false;
    else this.problem = problemOf(outcome.rejection, 'contact_id', msg('Contact'));
  };

  #drop({ id, contact_id, contact_name, role }: AssociatedContact): void {
    const { store, recordId } = this;
    if (!store || !this.told(store.mutate.removeAssociatedContact({ id }))) return;
    toast({
      text: msg(str`${contact_name} takes no part any more.`),
      action: {
        label: msg('Undo'),
        run: () => void store.mutate.addAssociatedContact({ id: newId(), deal_id: recordId, contact_id, role }),
      },
      from: this,
    });
  }

  async #open(id: string): Promise<void> {
    const { showContact } = await import('../contact-panel/show.ts');
    if (this.store) showContact(this, id, this.store);
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('adding') && this.adding) void this.focusOn('crm-combobox');
  }

  protected override render() {
    const { store } = this;
    if (!store) return html``;
    const people = store.list('associated_contact', 'deal_id', this.recordId).sort((a, b) => a.contact_name.localeCompare(b.contact_name));
    return html`<section class="section" aria-labelledby="head">
      <header>
        <h3 id="head">${msg('Also involved')}</h3>
        <crm-button
          size="small"
          variant="ghost"
          icon="plus"
          label=${msg('Add somebody involved')}
          .expanded=${this.adding}
          @click=${() => {
            this.adding = !this.adding;
            this.problem = '';
          }}
        ></crm-button>
      </header>
      ${
        this.adding
          ? html`<form novalidate @submit=${this.#add}>
              <crm-combobox
                name="contact"
                label=${msg('Contact')}
                hide-label
                placeholder=${msg('Find a contact')}
                .error=${this.problem}
                .source=${(query: string) => findContacts(store, query)}
              ></crm-combobox>
              <crm-input name="role" label=${msg('Role')} hide-label placeholder=${msg('Role')} maxlength="64"></crm-input>
              <crm-button type="submit">${msg('Add')}</crm-button>
            </form>`
          : nothing
      }
      <ul>
        ${repeat(
          people,
          ({ id }) => id,
          (row) =>
            html`<li class="item">
              <crm-avatar
                size="small"
                name=${row.contact_name}
                ?organization=${store.get('contact', row.contact_id)?.is_organization ?? false}
              ></crm-avatar>
              ${
                store.get('contact', row.contact_id)
                  ? html`<button type="button" class="link cut" @click=${() => void this.#open(row.contact_id)}>
                      <bdi>${row.contact_name}</bdi>
                    </button>`
                  : html`<bdi class="cut">${row.contact_name}</bdi>`
              }
              <bdi class="muted cut grow">${row.role}</bdi>
              <crm-button
                size="small"
                variant="ghost"
                icon="x"
                label=${msg(str`Remove ${row.contact_name}`)}
                @click=${() => this.#drop(row)}
              ></crm-button>
            </li>`,
        )}
      </ul>
    </section>`;
  }
}

define('crm-deal-people', DealPeople);

declare global {
  interface HTMLElementTagNameMap {
    'crm-deal-people': DealPeople;
  }
}
