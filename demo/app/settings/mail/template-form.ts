import { css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { newId } from '../../../../shared/ids.ts';
import type { FieldProblems } from '../../../../shared/mutators/rejection.ts';
import type { EmailTemplate } from '../../../../shared/records/index.ts';
import { mergeFields } from '../../../../shared/templates.ts';
import '../../../../components/base/button/button.ts';
import '../../../../components/base/checkbox/checkbox.ts';
import { CrmClosedEvent } from '../../../../components/base/dialog/close-event.ts';
import '../../../../components/base/dialog/dialog.ts';
import '../../../../components/base/input/input.ts';
import '../../../../components/base/menu/menu.ts';
import '../../../../components/base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../../../../components/base/menu/menu.ts';
import '../../../../components/base/notice/notice.ts';
import { CrmElement } from '../../../../components/base/element/crm-element.ts';
import { define } from '../../../../components/base/element/define.ts';
import { msg, refusalWords, str } from '../../../../components/base/localisation/index.ts';
import { toast } from '../../../../components/base/toast/toast.ts';
import '../../../../components/notes/note-editor.ts';
import type { NoteEditor } from '../../../../components/notes/note-editor.ts';
import { StoreController } from '../../../../components/provider/controllers.ts';
import { fieldProblem } from '../../../../components/record/problem.ts';
import type { Outcome } from '../../../../components/store/index.ts';
import { mergeFieldWords } from './merge-words.ts';
import './template-preview.ts';

type Control = HTMLElement & { value: string; checked: boolean; focus(): void };

/**
 * A template is added, changed, shared, or deleted; beside it stands what it becomes.
 *
 * @fires {CrmClosedEvent} crm-closed - It has closed.
 */
export class TemplateForm extends CrmElement {
  static override styles = css`
    .both {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: var(--crm-space-6);
    }
    form {
      display: grid;
      gap: var(--crm-space-4);
      align-content: start;
    }
    .delete {
      margin-inline-end: auto;
    }
    @media (max-width: 800px) {
      .both {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `;

  @property({ attribute: false }) template: EmailTemplate | undefined;
  @state() private subject = '';
  @state() private content = '';
  @state() private problems: FieldProblems = {};
  @state() private refusal = '';

  readonly #store = new StoreController(this);

  protected override willUpdate(): void {
    if (this.hasUpdated) return;
    this.subject = this.template?.subject ?? '';
    this.content = this.template?.content ?? '';
  }

  #control(name: string): Control | null {
    return this.renderRoot.querySelector<Control>(`[name="${name}"]`);
  }

  readonly #close = (): void => {
    this.renderRoot.querySelector('crm-dialog')?.close();
  };

  readonly #written = (): void => {
    this.subject = this.#control('subject')?.value ?? '';
    this.content = this.#control('content')?.value ?? '';
  };

  readonly #insert = ({ value }: CrmSelectEvent): void => {
    const editor = this.renderRoot.querySelector<NoteEditor>('crm-note-editor');
    // The menu gives the focus back to its button first.
    void this.updateComplete.then(() => editor?.insert(`{{${value}}}`) && this.#written());
  };

  readonly #save = (event?: Event): void => {
    event?.preventDefault();
    this.#written();
    const written = {
      name: this.#control('name')?.value.trim() ?? '',
      subject: this.subject.trim(),
      content: this.content,
      shared: this.#control('shared')?.checked ?? false,
    };
    const { mutate } = this.#store.value ?? {};
    const { template } = this;
    this.#tell(
      template ? mutate?.updateEmailTemplate({ id: template.id, ...written }) : mutate?.createEmailTemplate({ id: newId(), ...written }),
    );
  };

  #tell(outcome: Outcome | undefined): void {
    if (!outcome) return;
    if (outcome.ok) {
      this.#close();
      return;
    }
    this.problems = outcome.rejection.fields ?? {};
    this.refusal = outcome.rejection.fields ? '' : refusalWords(outcome.rejection);
    const [first = ''] = Object.keys(this.problems);
    void this.updateComplete.then(() => this.#control(first)?.focus());
  }

  #delete({ id, name }: EmailTemplate): void {
    const store = this.#store.value;
    const outcome = store?.mutate.deleteEmailTemplate({ id });
    if (!store || !outcome) return;
    if (!outcome.ok) {
      this.refusal = refusalWords(outcome.rejection);
      return;
    }
    toast({
      text: msg(str`“${name}” is deleted.`),
      action: { label: msg('Undo'), run: () => void store.mutate.restoreRecord({ type: 'email_template', id }) },
      from: this,
    });
    this.#close();
  }

  protected override render() {
    const { template, problems } = this;
    const problem = (name: string, label: string) => fieldProblem(problems, name, label) ?? '';
    return html`<crm-dialog
      size="large"
      open
      heading=${template?.name ?? msg('Add a template')}
      @crm-closed=${({ reason }: CrmClosedEvent) => this.dispatchEvent(new CrmClosedEvent(reason))}
    >
      <div class="both">
        <form novalidate @submit=${this.#save} @input=${this.#written}>
          ${this.refusal ? html`<crm-notice tone="danger" alert>${this.refusal}</crm-notice>` : nothing}
          <crm-input
            name="name"
            label=${msg('Name')}
            required
            maxlength="64"
            autofocus
            .value=${template?.name ?? ''}
            .error=${problem('name', msg('Name'))}
          ></crm-input>
          <crm-input
            name="subject"
            label=${msg('Subject')}
            maxlength="998"
            .value=${template?.subject ?? ''}
            .error=${problem('subject', msg('Subject'))}
          ></crm-input>
          <crm-note-editor
            name="content"
            label=${msg('Message')}
            required
            rows="10"
            .value=${template?.content ?? ''}
            .error=${problem('content', msg('Message'))}
          >
            <crm-menu slot="toolbar" placement="bottom-end" label=${msg('Insert a field')} @crm-select=${this.#insert}>
              <crm-button slot="trigger" size="small" variant="ghost" icon="plus" popup="menu">${msg('Insert a field')}</crm-button>
              ${mergeFields.map((field) => html`<crm-menu-item value=${field}>${mergeFieldWords(field)}</crm-menu-item>`)}
            </crm-menu>
          </crm-note-editor>
          <crm-checkbox
            name="shared"
            label=${msg('Everyone in the workspace may use it')}
            .checked=${template?.shared ?? false}
          ></crm-checkbox>
        </form>
        <inlay-template-preview .subject=${this.subject} .content=${this.content}></inlay-template-preview>
      </div>
      ${
        template
          ? html`<crm-button class="delete" slot="footer" variant="ghost-danger" @click=${() => this.#delete(template)}
              >${msg('Delete')}</crm-button
            >`
          : nothing
      }
      <crm-button slot="footer" @click=${this.#close}>${msg('Cancel')}</crm-button>
      <crm-button slot="footer" variant="primary" @click=${() => this.#save()}
        >${template ? msg('Save') : msg('Add the template')}</crm-button
      >
    </crm-dialog>`;
  }
}

define('inlay-template-form', TemplateForm);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-template-form': TemplateForm;
  }
}
