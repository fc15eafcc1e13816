import { css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { MergeField } from '../../../../shared/templates.ts';
import { mergeValues, renderTemplate } from '../../../../shared/templates.ts';
import '../../../../components/base/notice/notice.ts';
import '../../../../components/base/select/select.ts';
import { CrmElement } from '../../../../components/base/element/crm-element.ts';
import { define } from '../../../../components/base/element/define.ts';
import { msg, str } from '../../../../components/base/localisation/index.ts';
import { noteText, renderNote } from '../../../../components/notes/note-text.ts';
import { QueryController, StoreController } from '../../../../components/provider/controllers.ts';
import { mergeFieldWords } from './merge-words.ts';

/** People whom a template can be tried with. */
const offered = 20;

/** What a template becomes for somebody, and what is amiss with it. */
export class TemplatePreview extends CrmElement {
  static override styles = [
    noteText,
    css`
      :host {
        display: grid;
        gap: var(--crm-space-3);
        align-content: start;
      }
      .mail {
        padding: 14px 16px;
        border: var(--crm-hairline) solid var(--crm-border);
        border-radius: var(--crm-radius);
        font-size: var(--crm-text-14);
        line-height: var(--crm-leading-loose);
        min-block-size: 120px;
        overflow-wrap: anywhere;
      }
      .subject {
        font-weight: var(--crm-weight-strong);
        margin-block-end: 8px;
      }
    `,
  ];

  @property() subject = '';
  @property() content = '';
  @state() private chosen = '';

  readonly #store = new StoreController(this);
  readonly #contacts = new QueryController(this, this.#store, {
    type: 'contact',
    order: (a, b) => ((a.last_activity_at ?? '') < (b.last_activity_at ?? '') ? 1 : -1),
  });

  protected override render() {
    const store = this.#store.value;
    if (!store) return nothing;
    const people = this.#contacts.rows.filter(({ is_organization }) => !is_organization).slice(0, offered);
    const to = people.find(({ id }) => id === this.chosen) ?? people[0];
    const deal = to && store.list('deal', 'contact_id', to.id)[0];
    const values = mergeValues({ to, deal, from: { name: store.person?.name ?? '' } });
    const [subject, content] = [renderTemplate(this.subject, values), renderTemplate(this.content, values)];
    const unknown = [...new Set([...subject.unknown, ...content.unknown])];
    const empty = [...new Set([...subject.empty, ...content.empty])];
    return html`${
        people.length === 0
          ? nothing
          : html`<crm-select
              label=${msg('As it reaches')}
              .value=${to?.id ?? ''}
              .options=${people.map(({ id, name }) => ({ value: id, label: name }))}
              @change=${(event: Event) => (this.chosen = (event.target as HTMLElement & { value: string }).value)}
            ></crm-select>`
      }
      <div class="mail" role="group" aria-label=${msg('Preview')}>
        <p class="subject"><bdi>${subject.text || msg('(no subject)')}</bdi></p>
        ${renderNote(content.text)}
      </div>
      ${
        unknown.length > 0
          ? html`<crm-notice tone="warning"
              >${msg(str`No such field: ${unknown.map((name) => `{{${name}}}`).join(', ')}. It stays in the message as it is.`)}</crm-notice
            >`
          : nothing
      }
      ${
        empty.length > 0
          ? html`<crm-notice
              >${msg(str`Not known here, and left out: ${empty.map((field: MergeField) => mergeFieldWords(field)).join(', ')}.`)}</crm-notice
            >`
          : nothing
      }`;
  }
}

define('inlay-template-preview', TemplatePreview);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-template-preview': TemplatePreview;
  }
}
