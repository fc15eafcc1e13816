import { html } from 'lit';
import '../../components/base/button/button.ts';
import '../../components/base/empty/empty.ts';
import { msg } from '../../components/base/localisation/index.ts';

/** What stands in place of a part of the app that was never opened, and cannot be fetched without the network. */
export const notHere = () =>
  html`<crm-empty heading=${msg('This part of the app is not here yet')}>
    ${msg('It opens when the network is back.')}
    <crm-button slot="actions" @click=${() => location.reload()}>${msg('Load the page again')}</crm-button>
  </crm-empty>`;
