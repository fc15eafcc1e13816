import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import { newId } from '../../../../shared/ids.ts';
import type { Form } from '../../../../shared/records/index.ts';
import { askedFields } from '../../../../shared/records/index.ts';
import '../../../../components/base/button/button.ts';
import '../../../../components/base/dialog/dialog.ts';
import '../../../../components/base/empty/empty.ts';
import { CrmElement } from '../../../../components/base/element/crm-element.ts';
import { define } from '../../../../components/base/element/define.ts';
import { formatDate } from '../../../../components/base/format/dates.ts';
import { msg, plural, refusalWords, str } from '../../../../components/base/localisation/index.ts';
import type { CrmSelectEvent } from '../../../../components/base/menu/menu.ts';
import '../../../../components/base/menu/menu.ts';
import '../../../../components/base/menu/menu-item.ts';
import '../../../../components/base/tag/tag.ts';
import { toast } from '../../../../components/base/toast/toast.ts';
import { QueryController, StoreController } from '../../../../components/provider/controllers.ts';
import type { Outcome } from '../../../../components/store/index.ts';
import { currentRoute, go } from '../../routes.ts';
import { page } from '../page.styles.ts';
import { draftOf, newFormKey } from './draft.ts';
import './editor.ts';
import type { FormSavedEvent } from './editor.ts';

const here = 'settings/forms';

/** The forms of a workspace: how often each was sent, and where it is made, copied, disabled and deleted. */
export class Forms extends CrmElement {
  static override styles = [
    page,
    css`
      .top p {
        flex: 1 1 260px;
        max-inline-size: none;
        margin: 0;
      }
      .form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 130px 110px 110px 32px;
        align-items: center;
        column-gap: 20px;
        min-block-size: 44px;
        border-block-end: var(--crm-hairline) solid var(--crm-border);
      }
      .form.head {
        min-block-size: 36px;
      }
      a {
        color: var(--crm-text);
        font-weight: var(--crm-weight-medium);
      }
      a:hover {
        text-decoration: underline;
      }
      @media (max-width: 640px) {
        .form.head {
          display: none;
        }
        .form {
          grid-template-columns: minmax(0, 1fr) auto 44px;
          column-gap: 8px;
          padding-block: 6px;
        }
        .form > a {
          min-block-size: 32px;
          display: flex;
          align-items: center;
        }
        .form > .num {
          grid-column: 1;
          grid-row: 2;
        }
        .form > .date {
          display: none;
        }
        .form > .state {
          grid-column: 2;
          grid-row: 1;
        }
        .form > crm-menu {
          grid-column: 3;
          grid-row: 1;
        }
      }
    `,
  ];

  /** The form that is open, by its id; `new` for one that is made. */
  @state() private open = '';
  @state() private deleting: Form | undefined;

  readonly #store = new StoreController(this);
  readonly #forms = new QueryController(this, this.#store, {
    type: 'form',
    order: (a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1),
  });
  readonly #customFields = new QueryController(this, this.#store, { type: 'custom_field' });

  readonly #follow = (): void => {
    const { screen, rest } = currentRoute();
    const open = screen === 'settings' && rest[0] === 'forms' ? (rest[1] ?? '') : '';
    if (open === this.open) return;
    this.open = open;
    // What had the focus is gone with what was shown before.
    if (this.hasUpdated) void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('inlay-form-editor, a')?.focus());
  };

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#follow);
    this.#follow();
  }

  override disconnectedCallback(): void {
    removeEventListener('hashchange', this.#follow);
    super.disconnectedCallback();
  }

  #tell(outcome: Outcome | undefined): boolean {
    if (outcome && !outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    return outcome?.ok ?? false;
  }

  #chosen(form: Form, act: string): void {
    if (act === 'change') go(`${here}/${form.id}`);
    else if (act === 'copy') this.#copy(form);
    else if (act === 'disable') this.#disable(form, !form.disabled);
    // What visitors have sent counts from its form: one that was never sent goes at once, with a way back.
    else if (form.submission_count > 0) this.deleting = form;
    else this.#delete(form);
  }

  #copy(form: Form): void {
    const id = newId();
    // A new form can ask for nothing that is archived.
    const asked = new Set(askedFields(form, this.#customFields.rows).map(({ name }) => name));
    const fields = form.fields.filter(({ name }) => asked.has(name));
    const name = msg(str`${form.name} (copy)`).slice(0, 255);
    if (this.#tell(this.#store.value?.mutate.createForm({ id, ...draftOf(form), fields, name, key: newFormKey() }))) go(`${here}/${id}`);
  }

  #disable({ id, name }: Form, disabled: boolean): void {
    const put = (away: boolean) => this.#tell(this.#store.value?.mutate.updateForm({ id, disabled: away }));
    if (!put(disabled)) return;
    toast({
      text: disabled ? msg(str`“${name}” is disabled: pages say that it is not available.`) : msg(str`“${name}” is available again.`),
      action: { label: msg('Undo'), run: () => void put(!disabled) },
      from: this,
    });
  }

  #delete(form: Form): void {
    const { id, name, submission_count } = form;
    if (!this.#tell(this.#store.value?.mutate.deleteForm({ id }))) return;
    const again = () => void this.#tell(this.#store.value?.mutate.createForm({ id, ...draftOf(form) }));
    toast({
      text: msg(str`“${name}” is deleted.`),
      ...(submission_count === 0 ? { action: { label: msg('Undo'), run: again } } : {}),
      from: this,
    });
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('a, crm-button')?.focus());
  }

  protected override render() {
    if (!this.#store.value) return nothing;
    const forms = this.#forms.rows;
    const form = forms.find(({ id }) => id === this.open);
    if (this.open === 'new' || form)
      return keyed(
        this.open,
        html`<inlay-form-editor
          .form=${form}
          @crm-form-left=${() => go(here)}
          @crm-form-saved=${({ form: saved }: FormSavedEvent) => this.open === 'new' && go(`${here}/${saved}`)}
        ></inlay-form-editor>`,
      );
    const add = html`<crm-button variant="primary" icon="plus" @click=${() => go(`${here}/new`)}>${msg('Make a form')}</crm-button>`;
    return html`<div class="top">
        <p>${msg('Forms stand on pages of your sites: what visitors send becomes leads.')}</p>
        ${forms.length === 0 ? nothing : add}
      </div>
      ${
        forms.length === 0
          ? html`<crm-empty framed heading=${msg('No forms yet')}
              >${msg('Choose what to ask, see it as visitors will, and copy two lines into a page.')}<span slot="actions"
                >${add}</span
              ></crm-empty
            >`
          : html`<div class="form head" aria-hidden="true">
              <span>${msg('Form')}</span><span>${msg('Sent')}</span><span class="date">${msg('Changed')}</span>
            </div>`
      }
      ${repeat(
        forms,
        ({ id }) => id,
        (one) => this.#renderForm(one),
      )}
      ${this.deleting ? this.#renderQuestion(this.deleting) : nothing}`;
  }

  #renderForm(form: Form) {
    const { id, name, submission_count: count, disabled, updated_at } = form;
    const asks = askedFields(form, this.#customFields.rows).length > 0;
    return html`<div class="form">
      <a href="#/${here}/${id}" class="cut"><bdi>${name}</bdi></a>
      <span class="num">${plural(count, { one: msg(str`${count} submission`), other: msg(str`${count} submissions`) })}</span>
      <span class="date muted">${formatDate(updated_at)}</span>
      <span class="state"
        >${disabled ? html`<crm-tag>${msg('Disabled')}</crm-tag>` : asks ? nothing : html`<crm-tag tone="warning">${msg('Asks nothing')}</crm-tag>`}</span
      >
      <crm-menu placement="bottom-end" @crm-select=${({ value }: CrmSelectEvent) => this.#chosen(form, value)}>
        <crm-button slot="trigger" size="small" variant="ghost" icon="ellipsis" label=${msg(str`What to do with ${name}`)}></crm-button>
        <crm-menu-item value="change" icon="pencil">${msg('Change')}</crm-menu-item>
        <crm-menu-item value="copy" icon="copy">${msg('Make a copy')}</crm-menu-item>
        <crm-menu-item value="disable" icon=${disabled ? 'check' : 'eye-off'}
          >${disabled ? msg('Make it available') : msg('Disable')}</crm-menu-item
        >
        <crm-menu-item value="delete" icon="trash" danger>${msg('Delete')}</crm-menu-item>
      </crm-menu>
    </div>`;
  }

  #renderQuestion(form: Form) {
    const close = () => this.renderRoot.querySelector('crm-dialog')?.close();
    return html`<crm-dialog size="small" open heading=${msg(str`Delete “${form.name}”?`)} @crm-closed=${() => (this.deleting = undefined)}>
      <p>
        ${msg('Pages that show it say that it is not available any more. Its leads stay. To put it away for a while, disable it instead.')}
        ${msg('This cannot be undone.')}
      </p>
      <crm-button slot="footer" autofocus @click=${close}>${msg('Cancel')}</crm-button>
      <crm-button
        slot="footer"
        variant="danger"
        @click=${() => {
          close();
          this.#delete(form);
        }}
        >${msg('Delete')}</crm-button
      >
    </crm-dialog>`;
  }
}

define('inlay-forms', Forms);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-forms': Forms;
  }
}
