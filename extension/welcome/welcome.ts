import browser from 'webextension-polyfill';
import { css, html, nothing } from 'lit';
import '../../components/base/button/button.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { icon } from '../../components/base/icons/icons.ts';
import { msg } from '../../components/base/localisation/index.ts';
import { StandingController } from '../options/background.ts';
import '../options/frame.ts';
import { section } from '../options/page.styles.ts';
import '../options/privacy.ts';
import '../options/server.ts';
import '../options/sign-ins.ts';

/** Opens once, when the extension has been installed: three steps to the first conversation. */
export class ExtensionWelcome extends CrmElement {
  static override styles = [
    section,
    css`
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: var(--crm-space-2) var(--crm-space-6);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--crm-space-2);
        color: var(--crm-text-muted);
      }
      li[aria-current] {
        color: var(--crm-text);
        font-weight: var(--crm-weight-medium);
      }
      li.done {
        color: var(--crm-success-text);
      }
      .number {
        display: grid;
        place-content: center;
        inline-size: 22px;
        block-size: 22px;
        border: var(--crm-hairline) solid currentcolor;
        border-radius: var(--crm-radius-round);
        font-size: var(--crm-text-12);
        font-variant-numeric: var(--crm-figures);
      }
    `,
  ];

  readonly #here = new StandingController(this);

  /** Tabs that were open before have no script of ours. */
  readonly #openGmail = async (): Promise<void> => {
    await this.#here.background.ask({ type: 'reload-gmail' });
    const [open] = await browser.tabs.query({ url: 'https://mail.google.com/mail/*' });
    if (open?.id === undefined) await browser.tabs.create({ url: 'https://mail.google.com/mail/' });
    else await browser.tabs.update(open.id, { active: true });
  };

  protected override render() {
    const { standing } = this.#here;
    if (!standing) return nothing;
    document.title = msg('Welcome to Inlay for Gmail');
    const { server, signIns, version } = standing;
    const signedIn = signIns.some(({ problem }) => problem !== 'signed-out-by-server');
    const at = signedIn ? 2 : server === null ? 0 : 1;
    const steps = [msg('Your server'), msg('Sign in'), msg('Open Gmail')];
    return html`<inlay-extension-frame heading=${msg('Welcome to Inlay for Gmail')} version=${version}>
      <div>
        <p>
          ${msg('Beside each conversation you see who writes to you: lead or contact, their deals, tasks and notes. What you send tells you when it was opened.')}
        </p>
        <ol>
          ${steps.map((step, number) => this.#renderStep(step, number, at))}
        </ol>
      </div>
      <inlay-extension-server></inlay-extension-server>
      <inlay-extension-sign-ins ?hidden=${at === 0}></inlay-extension-sign-ins>
      <div ?hidden=${at < 2}>
        <h2>${msg('Open Gmail')}</h2>
        <p>
          ${msg('Gmail tabs that are open are loaded again, so that the extension can work in them. Finish a message that you are writing first.')}
        </p>
        <crm-button variant="primary" icon="mail" @click=${this.#openGmail}>${msg('Open Gmail')}</crm-button>
      </div>
      <inlay-extension-privacy></inlay-extension-privacy>
    </inlay-extension-frame>`;
  }

  #renderStep(step: string, number: number, at: number) {
    const done = number < at;
    return html`<li class=${done ? 'done' : ''} aria-current=${number === at ? 'step' : nothing}>
      <span class="number">${done ? icon('check', 'small') : number + 1}</span>${step}
    </li>`;
  }
}

define('inlay-extension-welcome', ExtensionWelcome);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-extension-welcome': ExtensionWelcome;
  }
}
