import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import '../../../components/base/button/button.ts';
import '../../../components/base/empty/empty.ts';
import { msg, str } from '../../../components/base/localisation/index.ts';
import type { Session } from '../../messages.ts';

type Wish = 'sign-in' | 'open-options' | 'on' | 'off';

interface Setting {
  /** One wish is on its way. */
  busy: boolean;
  wish: (wish: Wish) => void;
}

/** What stands in place of records: why there are none, and the next step. */
export function gate(session: Session, { busy, wish }: Setting): TemplateResult {
  const act = (label: string, is: Wish, primary = true) =>
    html`<crm-button slot="actions" variant=${primary ? 'primary' : 'plain'} ?disabled=${busy} @click=${() => wish(is)}
      >${label}</crm-button
    >`;
  const { account, state, server, problem, person } = session;
  if (account?.choice === 'off')
    return html`<crm-empty heading=${msg('Inlay is off here')}>
      ${msg(str`You have switched it off for ${account.address}.`)} ${act(msg('Switch it on'), 'on')}
    </crm-empty>`;
  if (state === 'no-server')
    return html`<crm-empty heading=${msg('Welcome to Inlay')}>
      ${msg('Tell the extension where your Inlay is: the address that you open it by.')} ${act(msg('Set the address'), 'open-options')}
    </crm-empty>`;
  if (account?.choice === 'ask' && state === 'signed-in')
    return html`<crm-empty heading=${msg('Use Inlay here?')}>
      ${msg(str`With ${account.address}, as ${person?.name ?? ''} in ${session.workspace?.name ?? ''}. Nothing is logged before you say so.`)}
      ${act(msg('Use it'), 'on')} ${act(msg('Not here'), 'off', false)}
    </crm-empty>`;
  if (state === 'unreachable' || problem === 'unreachable')
    return html`<crm-empty heading=${msg('No answer')}>
      ${msg(str`${server ?? ''} cannot be reached. It is tried again by itself.`)} ${act(msg('Options'), 'open-options', false)}
    </crm-empty>`;
  if (problem === 'no-permission')
    return html`<crm-empty heading=${msg('The browser does not allow it')}>
      ${msg(str`The extension may not reach ${server ?? ''}. Allow it on the options page.`)} ${act(msg('Options'), 'open-options')}
    </crm-empty>`;
  if (state === 'signed-out')
    return html`<crm-empty heading=${msg('Sign in to Inlay')}>
      ${msg('Then you see here who writes to you, with their deals, tasks and notes.')} ${act(msg('Sign in'), 'sign-in')}
      ${server ? html`<p class="label">${server}</p>` : nothing}
    </crm-empty>`;
  // Signed in, and the records are on their way.
  return html`<p class="muted" role="status">${msg('Loading…')}</p>`;
}
