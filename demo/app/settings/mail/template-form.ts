import { css, html } from 'lit';
import { property, state } from 'lit/decorators.js';
import { newId } from '../../../../shared/ids.ts';
import type { EmailTemplate } from '../../../../shared/records/index.ts';
import { mergeFields } from '../../../../shared/templates.ts';
import '../../../../components/base/button/button.ts';
import '../../../../components/base/checkbox/checkbox.ts';
import '../../../../components/base/input/input.ts';
import '../../../../components/base/menu/menu.ts';
import '../../../../components/base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../../../../components/base/menu/menu.ts';
import { define } from '../../../../components/base/element/define.ts';
import { msg, refusalWords, str } from '../../../../components/base/localisation/index.ts';
import { toast } from '../../../../components/base/toast/toast.ts';
import '../../../../components/notes/note-editor.ts';
import type { NoteEditor } from '../../../../components/notes/note-editor.ts';
import { SettingsForm } from '../settings-form.ts';
import { mergeFieldWords } from './merge-words.ts';
import './template-preview.ts';

/**
 * A template is added, changed, shared, or deleted; beside it stands what it becomes.
 *
 * @fires {CrmClosedEvent} crm-closed - It has closed.
 */
export class TemplateForm extends SettingsForm {
  static override styles = [
    SettingsForm.styles,
    css`
      .both {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: var(--crm-space-6);
      }
      @media (max-width: 800px) {
        .both {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) template: EmailTemplate | undefined;
  @state() private subject = '';
  @state() private content = '';

  protected override willUpdate(): void {
    if (this.hasUpdated) return;
    this.subject = this.template?.subject ?? '';
    this.content = this.template?.content ?? '';
  }

  readonly #written = (): void => {
    this.subject = this.control('subject')?.value ?? '';
    this.content = this.control('content')?.value ?? '';
  };

  readonly #insert = ({ value }: CrmSelectEvent): void => {
    const editor = this.renderRoot.querySelector<NoteEditor>('crm-note-editor');
    // The menu gives the focus back to its button first.
    void this.updateComplete.then(() => editor?.insert(`{{${value}}}`) && this.#written());
  };

  protected override save(): void {
    this.#written();
    const written = {
      name: this.control('name')?.value.trim() ?? '',
      subject: this.subject.trim(),
      content: this.content,
      shared: this.control('shared')?.checked ?? false,
    };
    const { mutate } = this.store ?? {};
    const { template } = this;
    this.tell(
      template ? mutate?.updateEmailTemplate({ id: template.id, ...written }) : mutate?.createEmailTemplate({ id: newId(), ...written }),
    );
  }

  #delete({ id, name }: EmailTemplate): void {
    const { store } = this;
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
    this.close();
  }

  protected override render() {
    const { template } = this;
    return this.renderFrame({
      size: 'large',
      heading: template?.name ?? msg('Add a template'),
      act: template ? msg('Save') : msg('Add the template'),
      remove: template && (() => this.#delete(template)),
      body: html`<div class="both">
        <form novalidate @submit=${this.submit} @input=${this.#written}>
          ${this.renderRefusal()}
          <crm-input
            name="name"
            label=${msg('Name')}
            required
            maxlength="64"
            autofocus
            .value=${template?.name ?? ''}
            .error=${this.problem('name', msg('Name'))}
          ></crm-input>
          <crm-input
            name="subject"
            label=${msg('Subject')}
            maxlength="998"
            .value=${template?.subject ?? ''}
            .error=${this.problem('subject', msg('Subject'))}
          ></crm-input>
          <crm-note-editor
            name="content"
            label=${msg('Message')}
            required
            rows="10"
            .value=${template?.content ?? ''}
            .error=${this.problem('content', msg('Message'))}
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
      </div>`,
    });
  }
}

define('inlay-template-form', TemplateForm);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-template-form': TemplateForm;
  }
}
