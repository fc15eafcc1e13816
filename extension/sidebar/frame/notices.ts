import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import '../../../components/base/button/button.ts';
import '../../../components/base/notice/notice.ts';
import { msg } from '../../../components/base/localisation/index.ts';
import type { Session } from '../../messages.ts';

interface Acts {
  /** A wish is under way. */
  busy: boolean;
  wish: (type: 'sign-in' | 'open-options') => void;
}

/** What somebody must know of how they stand with the server and the browser, above all else. */
export function notices({ state, unnoted }: Session, hasRecords: boolean, { busy, wish }: Acts): TemplateResult | typeof nothing {
  const signedOut = hasRecords && state === 'signed-out';
  const { letGo, full } = unnoted;
  if (!signedOut && letGo === 0 && !full) return nothing;
  return html`<div class="notice">
    ${
      signedOut
        ? html`<crm-notice tone="warning" heading=${msg('Signed out')}>
            ${msg('What you change is kept here until you sign in.')}
            <crm-button slot="actions" size="small" ?disabled=${busy} @click=${() => wish('sign-in')}>${msg('Sign in')}</crm-button>
          </crm-notice>`
        : nothing
    }
    ${
      full
        ? html`<crm-notice tone="danger" heading=${msg('This browser has no room left')}>
            ${msg('What you send is noted only if this page stays open until it is signed in. Make room on this computer.')}
          </crm-notice>`
        : nothing
    }
    ${
      letGo > 0
        ? html`<crm-notice tone="warning" heading=${msg('Not all that you sent is noted')}>
            ${msg('Some messages had waited for too long, or there was no room for them.')}
            <crm-button slot="actions" size="small" ?disabled=${busy} @click=${() => wish('open-options')}>${msg('See which')}</crm-button>
          </crm-notice>`
        : nothing
    }
  </div>`;
}
