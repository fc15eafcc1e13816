import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { define } from '../base/element/define.ts';
import { msg } from '../base/localisation/index.ts';
import { sections } from '../base/styles/sections.ts';
import { RecordPart } from '../record/part.ts';
import { partStyles } from '../record/part.styles.ts';
import './email-line.ts';
import { emailsOn } from './on-record.ts';
import { when } from './words.ts';

/** The messages on a record, the last one first. */
export class RecordEmails extends RecordPart {
  static override styles = [sections, partStyles];

  protected override render() {
    const { store, recordId } = this;
    if (!store) return nothing;
    const emails = emailsOn(store, recordId);
    if (emails.length === 0) return nothing;
    const clock = store.person?.timezone ? { zone: store.person.timezone } : {};
    return html`<section class="section" aria-labelledby="head">
      <header><h3 id="head">${msg('E-mail')}</h3></header>
      ${repeat(
        emails,
        ({ id }) => id,
        ({ id, sent_at }) =>
          html`<crm-email-line .store=${store} email-id=${id} record-id=${recordId} time=${when(sent_at, clock)}></crm-email-line>`,
      )}
    </section>`;
  }
}

define('crm-record-emails', RecordEmails);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-emails': RecordEmails;
  }
}
