import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import '../../../components/base/button/button.ts';
import { formatNumber } from '../../../components/base/format/numbers.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import { msg, str } from '../../../components/base/localisation/index.ts';
import type { Store } from '../../../components/store/index.ts';
import '../../../components/sync-status/sync-status.ts';
import type { Mailbox } from '../mail/mailbox.ts';

/** The bottom of the sidebar: what has just been logged, and how the records stand with the server where that is worth a word. */
export function foot(store: Store, logged: Mailbox['logged'], undo: () => void): TemplateResult {
  const { connection, waiting, refused, storage } = store.status;
  const calm = (connection === 'up-to-date' || connection === 'syncing') && waiting === 0 && refused === 0 && storage === 'disk';
  const [on, ...more] = logged?.on ?? [];
  return html`<footer>
    ${
      logged
        ? html`<div class="done" role="status">
            ${icon('check', 'small')}
            <span class="cut grow" title=${logged.on.join(', ')}
              >${on === undefined ? msg('Logged') : more.length > 0 ? msg(str`Logged on ${on} and ${formatNumber(more.length)} more`) : msg(str`Logged on ${on}`)}</span
            >
            <crm-button size="small" variant="ghost" @click=${undo}>${msg('Undo')}</crm-button>
          </div>`
        : nothing
    }
    ${logged && calm ? nothing : html`<crm-sync-status></crm-sync-status>`}
  </footer>`;
}
