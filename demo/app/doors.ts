import type { PropertyValues } from 'lit';
import { css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import '../../components/base/button/button.ts';
import '../../components/base/input/input.ts';
import '../../components/base/notice/notice.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { ownZone } from '../../components/base/format/dates.ts';
import { msg, str } from '../../components/base/localisation/index.ts';
import { Session } from '../../components/provider/session.ts';
import { Refusal } from '../../components/store/transport.ts';
import { logo } from './logo.ts';
import type { Route } from './routes.ts';
import { printedLetter } from './printed-letter.ts';
import { refusedBy } from './refused.ts';
import { currentRoute, go } from './routes.ts';

interface Invitation {
  workspace: { name: string };
  email: string;
  invited_by: string | null;
  account: boolean;
}

/** The pages that links in mails lead to, and the first start of a server. */
export class Doors extends CrmElement {
  static override styles = css`
    :host {
      display: grid;
      place-content: center;
      min-block-size: 100dvh;
      padding: var(--crm-space-6);
      background: var(--crm-canvas);
      color: var(--crm-text);
    }
    form {
      display: grid;
      gap: var(--crm-space-4);
      inline-size: min(340px, 100vw - 2 * var(--crm-space-6));
    }
    .logo {
      inline-size: 28px;
      block-size: 28px;
    }
    p {
      color: var(--crm-text-secondary);
      font-size: var(--crm-text-14);
    }
    .link {
      color: var(--crm-accent-text);
    }
    .link:hover {
      text-decoration: underline;
    }
    h1 {
      font-size: var(--crm-text-20);
      font-weight: var(--crm-weight-strong);
    }
  `;

  @property({ attribute: false }) route: Route = currentRoute();
  @state() private problem = '';
  @state() private done = '';
  @state() private invitation: Invitation | undefined;
  @query('form') private form!: HTMLFormElement;

  readonly #session = new Session('', undefined);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('route')) return;
    // A link may be opened in the page that has asked for it: nothing of the door before is left.
    this.problem = '';
    this.done = '';
    this.invitation = undefined;
    if (this.route.screen === 'invite') void this.#try(() => this.#findInvitation(this.route));
  }

  async #findInvitation(route: Route): Promise<void> {
    const invitation = (await this.#ask('/auth/invitation', { token: this.#token })) as Invitation;
    if (this.route === route) this.invitation = invitation;
  }

  /** What has become of a letter, as the server sends or prints it. */
  async #wordsOfLetter(sent: string): Promise<string> {
    // The letter has been asked for: that this cannot be known must not look as if it had not.
    const setup = (await this.#session.request('GET', '/auth/setup').catch(() => undefined)) as { letters?: string } | undefined;
    return setup?.letters === 'printed' ? printedLetter() : sent;
  }

  get #token(): string {
    return this.route.query.get('token') ?? '';
  }

  #ask(path: string, body: object): Promise<unknown> {
    return this.#session.request('POST', path, body);
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    this.problem = '';
    try {
      await work();
    } catch (error) {
      this.problem = error instanceof Refusal ? refusedBy(error) : msg('The server cannot be reached. Check the connection and try again.');
    }
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const value = (name: string) => this.form.querySelector<HTMLElement & { value: string }>(`[name="${name}"]`)?.value.trim() ?? '';
    const token = this.#token;
    const enter = () => {
      go('deals');
      location.reload();
    };
    void this.#try(async () => {
      switch (this.route.screen) {
        case 'forgot':
          await this.#ask('/auth/password/forgot', { email: value('email') });
          this.done = await this.#wordsOfLetter(msg('If this address has an account, a letter with a link is on its way.'));
          break;
        case 'reset':
          await this.#ask('/auth/password/reset', { token, password: value('password') });
          enter();
          break;
        case 'invite':
          if (this.invitation?.account) await this.#session.signIn(this.invitation.email, value('password'));
          await this.#ask('/auth/invitation/accept', {
            token,
            ...(this.invitation?.account ? {} : { account: { name: value('name'), password: value('password') } }),
          });
          enter();
          break;
        case 'sign-up':
          if (token) {
            await this.#ask('/auth/sign-up/complete', {
              token,
              name: value('name'),
              password: value('password'),
              workspace: { name: value('workspace'), timezone: ownZone() },
            });
            enter();
          } else {
            await this.#ask('/auth/sign-up', { email: value('email') });
            this.done = await this.#wordsOfLetter(msg('A letter with a link is on its way to you.'));
          }
          break;
        case 'setup':
          await this.#ask('/auth/setup', {
            token,
            name: value('name'),
            email: value('email'),
            password: value('password'),
            workspace: { name: value('workspace'), timezone: ownZone() },
          });
          enter();
      }
    });
  };

  protected override render() {
    const words = {
      forgot: msg('Forgotten your password?'),
      reset: msg('Choose a new password'),
      invite: this.invitation ? msg(str`Join ${this.invitation.workspace.name}`) : msg('Join a workspace'),
      'sign-up': msg('Make an account'),
      setup: msg('Welcome to Inlay'),
    }[this.route.screen];
    // Without an invitation there is nothing to fill in.
    const idle = this.route.screen === 'invite' && !this.invitation;
    return html`<form @submit=${this.#submit}>
      ${logo}
      <h1>${words}</h1>
      ${this.problem ? html`<crm-notice tone="danger" alert>${this.problem}</crm-notice>` : nothing} ${this.#renderWords()}
      ${this.done ? html`<crm-notice tone="success">${this.done}</crm-notice>` : idle ? nothing : html`${this.#renderFields()}<crm-button type="submit" variant="primary">${msg('Go on')}</crm-button>`}
      ${this.route.screen === 'setup' ? nothing : html`<a class="link" href="#/deals">${msg('Back to sign-in')}</a>`}
    </form>`;
  }

  #renderWords() {
    const { invitation } = this;
    if (this.done) return nothing;
    switch (this.route.screen) {
      case 'forgot':
        return html`<p>${msg('Write your e-mail address: a link to choose a new password comes by mail.')}</p>`;
      case 'sign-up':
        return this.#token ? nothing : html`<p>${msg('Write your e-mail address: a link to go on comes by mail.')}</p>`;
      case 'invite': {
        if (!invitation) return nothing;
        const by = invitation.invited_by;
        return html`<p>
          ${by ? msg(str`${by} has invited ${invitation.email}.`) : msg(str`${invitation.email} is invited.`)}
          ${invitation.account ? msg('You have an account already: write its password.') : nothing}
        </p>`;
      }
      default:
        return nothing;
    }
  }

  #renderFields() {
    const email = html`<crm-input name="email" type="email" label=${msg('E-mail')} autocomplete="username" required></crm-input>`;
    const name = html`<crm-input name="name" label=${msg('Your name')} autocomplete="name" required></crm-input>`;
    const password = html`<crm-input
      name="password"
      type="password"
      label=${msg('Password')}
      hint=${msg('At least 10 characters')}
      autocomplete="new-password"
      minlength="10"
      required
    ></crm-input>`;
    const workspace = html`<crm-input
      name="workspace"
      label=${msg('Name of your company')}
      autocomplete="organization"
      required
    ></crm-input>`;
    switch (this.route.screen) {
      case 'forgot':
        return email;
      case 'reset':
        return password;
      case 'invite':
        return this.invitation?.account
          ? html`<crm-input name="password" type="password" label=${msg('Password')} autocomplete="current-password" required></crm-input>`
          : html`${name}${password}`;
      case 'sign-up':
        return this.#token ? html`${name}${password}${workspace}` : email;
      default:
        return html`${workspace}${name}${email}${password}`;
    }
  }
}

define('inlay-doors', Doors);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-doors': Doors;
  }
}
