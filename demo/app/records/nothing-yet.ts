import { html, nothing, type TemplateResult } from 'lit';
import type { ListType } from '../../../shared/filters/index.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/empty/empty.ts';
import { msg } from '../../../components/base/localisation/index.ts';

/** What each kind of record is in a sentence, and what adds the first. */
const words: Record<ListType, () => { heading: string; about: string; add: string }> = {
  lead: () => ({
    heading: msg('No leads yet'),
    about: msg('A lead is somebody who may buy one day. Add one, import a file, or put a form on your site.'),
    add: msg('Add lead'),
  }),
  contact: () => ({
    heading: msg('No contacts yet'),
    about: msg('Contacts are the people and organizations you deal with. Add one, import a file, or convert a lead.'),
    add: msg('Add contact'),
  }),
  deal: () => ({
    heading: msg('No open deals yet'),
    about: msg('A deal is what you may sell, from its first stage until it is won or lost. Add one, import a file, or convert a lead.'),
    add: msg('Add deal'),
  }),
  task: () => ({
    heading: msg('No tasks yet'),
    about: msg('A task is what is to be done, and by when: a call, an offer, a question.'),
    add: msg('Add task'),
  }),
};

/** What stands in the slot `empty` of a list or a board: what would be here, and the ways to it. */
export function nothingYet(type: ListType, administers: boolean): TemplateResult {
  const { heading, about, add } = words[type]();
  return html`<crm-empty slot="empty" heading=${heading}>
    ${about}
    <crm-button
      slot="actions"
      variant="primary"
      icon="plus"
      @click=${(event: Event) => event.target?.dispatchEvent(new Event('inlay-add', { bubbles: true, composed: true }))}
      >${add}</crm-button
    >
    ${type === 'task' ? nothing : html`<crm-button slot="actions" icon="upload" href="#/settings/import">${msg('Import a file')}</crm-button>`}
    ${
      type === 'deal' && administers
        ? html`<crm-button slot="actions" variant="ghost" icon="settings" href="#/settings/pipelines"
            >${msg('Set up pipelines and stages')}</crm-button
          >`
        : nothing
    }
  </crm-empty>`;
}
