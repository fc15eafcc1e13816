import { html, nothing } from 'lit';
import { mergeValues, renderTemplate } from '../../../shared/templates.ts';
import type { MergeField, MergeValues } from '../../../shared/templates.ts';
import type { Contact, EmailTemplate, Lead } from '../../../shared/records/index.ts';
import { fold } from '../../../components/base/combobox/options.ts';
import { showDialog } from '../../../components/base/dialog/show-dialog.ts';
import '../../../components/base/input/input.ts';
import '../../../components/base/notice/notice.ts';
import '../../../components/base/select/select.ts';
import { msg, str } from '../../../components/base/localisation/index.ts';
import { styleProps } from '../../../components/base/styles/style-props.ts';
import { renderNote } from '../../../components/notes/note-text.ts';
import type { Store } from '../../../components/store/index.ts';

interface Chosen {
  content: string;
  subject: string;
}

/** A value within a note's light formatting, as nothing but itself. */
const plain = (value: string): string => value.replace(/[\\*_[\]`]/g, '\\$&');

export interface Setting {
  to: Contact | Lead | undefined;
  deal: { name: string } | undefined;
  /** A message is being written, so that there is somewhere to put it. */
  composing: boolean;
}

/** Asks for a template, shown as it will stand in the message. Undefined where nobody chooses one. */
export function chooseTemplate(host: HTMLElement, store: Store, { to, deal, composing }: Setting): Promise<Chosen | undefined> {
  const templates = [...store.all('email_template')].sort((a, b) => a.name.localeCompare(b.name));
  const values = mergeValues({ to, deal, from: { name: store.person?.name ?? '' } });
  let text = '';
  let chosen = templates[0]?.id;
  let problem = '';
  return showDialog<Chosen>(host, ({ answer, cancel, redraw }) => {
    const words = fold(text).split(/\s+/).filter(Boolean);
    const found = templates.filter(({ name, subject, content }) =>
      words.every((word) => fold(`${name} ${subject} ${content}`).includes(word)),
    );
    const template = found.find(({ id }) => id === chosen) ?? found[0];
    return {
      heading: msg('Insert a template'),
      body: html`${
        templates.length === 0
          ? html`<p class="second">${msg('There is no template yet. They are written in Inlay, under Settings → E-mail.')}</p>`
          : html`<crm-input
                label=${msg('Search templates')}
                type="search"
                autofocus
                .value=${text}
                @input=${(event: Event) => {
                  text = (event.target as HTMLInputElement).value;
                  redraw();
                }}
              ></crm-input>
              <crm-select
                label=${msg('Template')}
                .value=${template?.id ?? ''}
                .options=${found.map(({ id, name }) => ({ value: id, label: name }))}
                @change=${(event: Event) => {
                  chosen = (event.target as HTMLSelectElement).value;
                  redraw();
                }}
              ></crm-select>
              ${template ? preview(template, values) : html`<p class="muted">${msg('No template matches.')}</p>`}`
      }${
        problem
          ? html`<crm-notice tone="danger" alert>${problem}</crm-notice>`
          : composing
            ? nothing
            : html`<crm-notice tone="warning">${msg('No message is being written. Write or answer one in Gmail first.')}</crm-notice>`
      }`,
      act: {
        label: templates.length === 0 ? msg('Close') : msg('Insert'),
        run: () => {
          if (templates.length === 0) return cancel();
          if (!composing) problem = msg('No message is being written. Write or answer one in Gmail first.');
          else if (!template) problem = msg('Choose a template.');
          else
            return answer({
              content: renderTemplate(template.content, values, plain).text,
              subject: renderTemplate(template.subject, values).text,
            });
          redraw();
        },
      },
    };
  });
}

function preview(template: EmailTemplate, values: MergeValues) {
  const content = renderTemplate(template.content, values, plain);
  const subject = renderTemplate(template.subject, values);
  const unknown = [...new Set([...subject.unknown, ...content.unknown])];
  const empty = [...new Set([...subject.empty, ...content.empty])];
  const frame = {
    'max-block-size': '240px',
    overflow: 'auto',
    padding: 'var(--crm-space-2) var(--crm-space-3)',
    border: 'var(--crm-hairline) solid var(--crm-border)',
    'border-radius': 'var(--crm-radius)',
    'overflow-wrap': 'anywhere',
  };
  return html`<div ${styleProps(frame)} role="region" tabindex="0" aria-label=${msg('As it will stand in the message')}>
      ${subject.text ? html`<p class="strong"><bdi>${subject.text}</bdi></p>` : nothing} ${renderNote(content.text)}
    </div>
    ${
      empty.length > 0
        ? html`<crm-notice tone="warning" heading=${msg('Some of it is not known')}>
            ${msg(str`Nothing stands in place of: ${empty.map(fieldWords).join(', ')}.`)}
          </crm-notice>`
        : nothing
    }
    ${
      unknown.length > 0
        ? html`<crm-notice tone="warning" heading=${msg('Some of it means nothing')}>
            ${msg(str`It stays as it is written: ${unknown.map((name) => `{{${name}}}`).join(', ')}.`)}
          </crm-notice>`
        : nothing
    }`;
}

function fieldWords(field: MergeField): string {
  switch (field) {
    case 'first_name':
      return msg('first name');
    case 'last_name':
      return msg('last name');
    case 'full_name':
      return msg('full name');
    case 'organization':
      return msg('organization');
    case 'deal':
      return msg('deal');
    case 'my_name':
      return msg('your name');
    case 'my_first_name':
      return msg('your first name');
  }
}
