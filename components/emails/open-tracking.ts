import { css, html, render } from 'lit';
import '../base/button/button.ts';
import '../base/dialog/dialog.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { msg } from '../base/localisation/index.ts';

/**
 * What the tracking of openings knows and what it does not, for whoever relies on it.
 *
 * @element crm-open-tracking
 */
export class OpenTracking extends CrmElement {
  static override styles = css`
    :host {
      display: block;
      font-size: var(--crm-text-14);
      line-height: var(--crm-leading-loose);
      color: var(--crm-text);
    }
    h3 {
      margin-block: 16px 4px;
      font-size: var(--crm-text-14);
      font-weight: var(--crm-weight-strong);
    }
    h3:first-of-type {
      margin-block-start: 0;
    }
    ul {
      margin: 0;
      padding-inline-start: 20px;
      list-style: disc;
    }
    li {
      margin-block: 4px;
    }
  `;

  protected override render() {
    return html`<h3>${msg('How it works')}</h3>
      <p>
        ${msg('A tracked message carries one invisible picture of your own server. When a mail program fetches it, the server writes down when. Nothing is put into messages that are not tracked, and nobody else is told.')}
      </p>
      <h3>${msg('What is known')}</h3>
      <ul>
        <li>${msg('That the picture was fetched, and when. Most often somebody had the message in front of them.')}</li>
        <li>${msg('That somebody has answered: an answer says more than any picture.')}</li>
      </ul>
      <h3>${msg('What is not counted')}</h3>
      <ul>
        <li>${msg('Apple Mail’s privacy protection, which fetches every picture whether anybody reads or not.')}</li>
        <li>${msg('Gmail and other mailboxes that fetch pictures ahead, within seconds of sending.')}</li>
        <li>${msg('Virus scanners and bots that look at messages before people do.')}</li>
        <li>${msg('Yourself, looking at what you have sent.')}</li>
      </ul>
      <h3>${msg('What nobody knows')}</h3>
      <ul>
        <li>${msg('Who opened a message to several people: there is one picture for all, so it says “someone of 4”.')}</li>
        <li>${msg('Whether somebody has read it: many mail programs load no pictures. “Not opened yet” may have been read long ago.')}</li>
        <li>${msg('Whether it was forwarded: whoever opens it there counts as well.')}</li>
        <li>${msg('Where somebody is. Addresses on the network are not shown to anybody.')}</li>
      </ul>
      <h3>${msg('Whose choice it is')}</h3>
      <p>
        ${msg('Tracking is off until you switch it on for a message, or by default in your settings. An administrator can switch it off for all, and exclude addresses and domains. In some countries people must be told, or asked, before: that is for you to do.')}
      </p>`;
  }
}

define('crm-open-tracking', OpenTracking);

/** Shows it over whatever is on the page. */
export function showOpenTracking(host: HTMLElement): void {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  const close = () => {
    const dialog = place.querySelector('crm-dialog');
    if (dialog) dialog.open = false;
  };
  render(
    html`<crm-dialog heading=${msg('What open tracking knows, and what it does not')} open @crm-closed=${() => place.remove()}>
      <crm-open-tracking
        autofocus
        tabindex="0"
        role="region"
        aria-label=${msg('What open tracking knows, and what it does not')}
      ></crm-open-tracking>
      <crm-button slot="footer" variant="primary" @click=${close}>${msg('Close')}</crm-button>
    </crm-dialog>`,
    place,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-open-tracking': OpenTracking;
  }
}
