import { html } from 'lit';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { msg } from '../../components/base/localisation/index.ts';
import { css } from 'lit';
import { section } from './page.styles.ts';

/** What the extension reads, and where it goes. */
export class ExtensionPrivacy extends CrmElement {
  static override styles = [
    section,
    css`
      ul {
        list-style: disc;
        margin: 0;
        padding-inline-start: var(--crm-space-5);
      }
      li {
        margin-block-end: var(--crm-space-1);
      }
    `,
  ];

  protected override render() {
    return html`<h2>${msg('Privacy')}</h2>
      <ul>
        <li>
          ${msg('The extension reads the page of Gmail while you have it open: the people, subject and dates of what you look at. It has no access to your mailbox beyond that.')}
        </li>
        <li>
          ${msg('Addresses are compared with your records in this browser. The text of a message leaves it only when you log that message, or have chosen to log a person; of a message that you track, the subject, the recipients and the first words do.')}
        </li>
        <li>${msg('Everything goes to your own server, and to nobody else. There is no telemetry.')}</li>
        <li>
          ${msg('A message is tracked only while the switch in its compose window is on. When you open it yourself, that is not counted.')}
        </li>
        <li>${msg('Signing out deletes from this browser what the extension has kept of your records.')}</li>
      </ul>`;
  }
}

define('inlay-extension-privacy', ExtensionPrivacy);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-extension-privacy': ExtensionPrivacy;
  }
}
