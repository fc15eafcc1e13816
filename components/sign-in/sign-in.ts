import { css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CrmElement } from '../base/element/crm-element.ts';
import { CrmEvent } from '../base/element/crm-event.ts';
import { define } from '../base/element/define.ts';
import { msg } from '../base/localisation/index.ts';
import '../base/button/button.ts';
import '../base/input/input.ts';
import '../base/notice/notice.ts';
import type { Session } from '../provider/session.ts';
import { Refusal } from '../store/transport.ts';

/** The password was right. */
export class EnteredEvent extends CrmEvent {
  constructor() {
    super('crm-entered', { composed: true });
  }
}

/**
 * Asks for e-mail and password. `<crm-provider>` shows it where nobody is signed in.
 *
 * @element crm-sign-in
 * @slot - What stands below the form.
 * @fires {EnteredEvent} crm-entered - The password was right.
 * @csspart form
 */
export class SignIn extends CrmElement {
  static override styles = css`
    form {
      display: grid;
      gap: var(--crm-space-4);
      max-inline-size: 320px;
    }
    a {
      justify-self: start;
      color: var(--crm-accent-text);
      font-size: var(--crm-text-13);
    }
    h1 {
      font-size: var(--crm-text-20);
      font-weight: var(--crm-weight-strong);
    }
  `;

  /** The session to sign in to: a provider's. */
  @property({ attribute: false }) session: Session | undefined;
  @state() private problem = '';
  @state() private busy = false;
  /** Whether anybody may make an account on this server. */
  @state() private open = false;
  @query('crm-input[name="email"]') private emailInput!: HTMLElement & { value: string };
  @query('crm-input[name="password"]') private passwordInput!: HTMLElement & { value: string };

  protected override firstUpdated(): void {
    void this.session
      ?.request('GET', '/auth/setup')
      .then((answer) => (this.open = (answer as { sign_up?: string }).sign_up === 'open'))
      // Signing in itself says when the server cannot be reached.
      .catch(() => undefined);
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.busy || !this.session) return;
    this.busy = true;
    this.problem = '';
    try {
      await this.session.signIn(this.emailInput.value.trim(), this.passwordInput.value);
      this.passwordInput.value = '';
      this.dispatchEvent(new EnteredEvent());
    } catch (error) {
      this.problem = wordsFor(error);
    } finally {
      this.busy = false;
    }
  };

  /** A door of the app; beside the page where that is another site's. */
  #renderLink(door: string, words: string) {
    const { server = '', foreign = false } = this.session ?? {};
    return html`<a href="${server}/#/${door}" target=${foreign ? '_blank' : nothing} rel=${foreign ? 'noopener' : nothing}>${words}</a>`;
  }

  protected override render() {
    return html`<form part="form" @submit=${this.#submit}>
      <h1>${msg('Sign in')}</h1>
      ${this.problem ? html`<crm-notice tone="danger" alert>${this.problem}</crm-notice>` : nothing}
      <crm-input name="email" type="email" label=${msg('E-mail')} autocomplete="username" required></crm-input>
      <crm-input name="password" type="password" label=${msg('Password')} autocomplete="current-password" required></crm-input>
      <crm-button type="submit" variant="primary" ?disabled=${this.busy}>${msg('Sign in')}</crm-button>
      ${this.#renderLink('forgot', msg('Forgotten your password?'))}
      ${this.open ? this.#renderLink('sign-up', msg('Make an account')) : nothing}
      <slot></slot>
    </form>`;
  }
}

function wordsFor(error: unknown): string {
  if (!(error instanceof Refusal)) return msg('The server cannot be reached. Check the connection and try again.');
  if (error.status === 429) return msg('Too many tries. Wait a minute, then try again.');
  if (error.status < 500) return msg('The e-mail address or the password is wrong.');
  return msg('The server has a problem. Try again in a moment.');
}

define('crm-sign-in', SignIn);

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-entered': EnteredEvent;
  }
  interface HTMLElementTagNameMap {
    'crm-sign-in': SignIn;
  }
}
