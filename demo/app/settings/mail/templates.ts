import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { EmailTemplate } from '../../../../shared/records/index.ts';
import { isAdministrator } from '../../../../shared/records/index.ts';
import '../../../../components/base/button/button.ts';
import '../../../../components/base/empty/empty.ts';
import { CrmElement } from '../../../../components/base/element/crm-element.ts';
import { define } from '../../../../components/base/element/define.ts';
import { icon } from '../../../../components/base/icons/icons.ts';
import { msg, str } from '../../../../components/base/localisation/index.ts';
import { QueryController, StoreController } from '../../../../components/provider/controllers.ts';
import { page } from '../page.styles.ts';
import './template-form.ts';

/** Messages to begin from: one's own, and those that others share. */
export class Templates extends CrmElement {
  static override styles = [
    page,
    css`
      .template {
        display: grid;
        grid-template-columns: minmax(0, 220px) minmax(0, 1fr) auto 32px;
        align-items: center;
        column-gap: 12px;
        min-block-size: 44px;
        border-block-end: var(--crm-hairline) solid var(--crm-border);
      }
      .whose {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        font-size: var(--crm-text-12);
        color: var(--crm-text-muted);
      }
      @media (max-width: 640px) {
        .template {
          grid-template-columns: minmax(0, 1fr) 44px;
          padding-block: 6px;
        }
        .template > :is(.subject, .whose) {
          grid-column: 1;
        }
        .template > .end {
          grid-column: 2;
          grid-row: 1;
        }
      }
    `,
  ];

  /** The template that is written, by its id; `new` for one that is added. */
  @state() private open = '';

  readonly #store = new StoreController(this);
  readonly #templates = new QueryController(this, this.#store, {
    type: 'email_template',
    order: (a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
  });
  readonly #users = new QueryController(this, this.#store, { type: 'user' });

  protected override render() {
    const store = this.#store.value;
    if (!store) return nothing;
    const templates = this.#templates.rows;
    const me = this.#users.rows.find(({ id }) => id === store.personId);
    const mayChange = ({ owner_id }: EmailTemplate) => owner_id === me?.id || (me !== undefined && isAdministrator(me));
    return html`<h2>${msg('E-mail templates')}</h2>
      <p>
        ${msg('Messages that you write again and again: the Gmail extension puts them into a message, with the names of whom it is to.')}
      </p>
      <div class="top">
        <crm-button variant="primary" icon="plus" @click=${() => (this.open = 'new')}>${msg('Add a template')}</crm-button>
      </div>
      ${templates.length === 0 ? html`<crm-empty framed heading=${msg('No templates yet')}>${msg('A first answer, an offer, a reminder: write it once, and share it if others write it, too.')}</crm-empty>` : nothing}
      ${repeat(
        templates,
        ({ id }) => id,
        (template) => this.#renderTemplate(template, mayChange(template)),
      )}
      ${
        this.open === ''
          ? nothing
          : html`<inlay-template-form
              .template=${templates.find(({ id }) => id === this.open)}
              @crm-closed=${() => (this.open = '')}
            ></inlay-template-form>`
      }`;
  }

  #renderTemplate(template: EmailTemplate, mayChange: boolean) {
    const { id, name, subject, shared, owner_id } = template;
    const own = owner_id === this.#store.value?.personId;
    const owner = this.#users.rows.find((user) => user.id === owner_id)?.name ?? msg('Somebody');
    return html`<div class="template">
      <bdi class="strong cut" title=${name}>${name}</bdi>
      <bdi class="subject muted cut" title=${subject}>${subject}</bdi>
      <span class="whose">
        ${icon(shared ? 'users' : 'lock', 'small')}
        ${shared ? (own ? msg('Shared by you') : html`<bdi>${msg(str`Shared by ${owner}`)}</bdi>`) : msg('Only you')}
      </span>
      ${
        mayChange
          ? html`<crm-button
              class="end"
              size="small"
              variant="ghost"
              icon="pencil"
              label=${msg(str`Edit ${name}`)}
              @click=${() => (this.open = id)}
            ></crm-button>`
          : html`<span class="end"></span>`
      }
    </div>`;
  }
}

define('inlay-templates', Templates);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-templates': Templates;
  }
}
