import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import '../../../components/base/empty/empty.ts';
import { msg } from '../../../components/base/localisation/index.ts';
import type { Status } from '../../../components/store/index.ts';

/** While there are no records nobody can be told from a stranger: what is said instead. */
export function noRecords({ connection, storage }: Status): TemplateResult {
  if (connection === 'starting' || connection === 'syncing') return html`<p class="muted" role="status">${msg('Loading…')}</p>`;
  return html`<crm-empty heading=${msg('Your records are not here')}>
    ${msg('Your Inlay cannot be reached just now. What you send is kept, and noted later.')}
    ${
      storage === 'memory'
        ? html`<p>
            ${msg('This browser blocks third-party cookies, and keeps no records beside Gmail for that reason. Allow them for mail.google.com in its settings, and load Gmail again: then your records are here even so.')}
          </p>`
        : nothing
    }
  </crm-empty>`;
}
