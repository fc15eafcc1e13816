import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import '../../components/base/button/button.ts';
import '../../components/base/notice/notice.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { msg, str } from '../../components/base/localisation/index.ts';
import { toast } from '../../components/base/toast/toast.ts';
import type { PageToBackground, SignedIn } from '../messages.ts';
import { StandingController } from './background.ts';
import { section } from './page.styles.ts';
import { wordsFor, wordsForError } from './words.ts';

/** The server has taken it back. */
const isEnded = ({ problem }: SignedIn): boolean => problem === 'signed-out-by-server';

/** Who is signed in, and where. */
export class ExtensionSignIns extends CrmElement {
  static override styles = [
    section,
    css`
      .ended {
        color: var(--crm-warning-text);
        font-weight: var(--crm-weight-medium);
      }
    `,
  ];

  @state() private busy = false;
  @state() private problem = '';

  readonly #here = new StandingController(this);

  readonly #signIn = async (): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    try {
      await this.#here.background.ask({ type: 'sign-in', language: document.documentElement.lang });
    } catch (error) {
      this.problem = wordsForError(error, this.#here.standing?.server ?? '') ?? '';
    } finally {
      this.busy = false;
    }
  };

  async #signOut({ id, person, workspace }: SignedIn): Promise<void> {
    const wish: Omit<Extract<PageToBackground, { type: 'sign-out' }>, 'id'> = { type: 'sign-out', signIn: id };
    await this.#here.background.ask(wish);
    toast({ text: msg(str`${person.name} is signed out of ${workspace.name}.`), from: this });
  }

  protected override render() {
    const { standing } = this.#here;
    if (!standing) return nothing;
    const { server, signIns } = standing;
    if (server === null && signIns.length === 0) return nothing;
    const none = signIns.length === 0;
    const ended = !none && signIns.every(isEnded);
    return html`<h2>${none ? msg('Sign in') : ended ? msg('Signed out') : msg('Signed in')}</h2>
      ${none ? html`<p>${msg('A window of your server opens. It asks who you are, and what the extension may do.')}</p>` : nothing}
      ${this.problem ? html`<crm-notice tone="danger" alert>${this.problem}</crm-notice>` : nothing}
      ${signIns.map((signIn) => this.#renderSignIn(signIn, server))}
      ${
        server === null
          ? nothing
          : html`<div class="acts">
              <crm-button variant=${none ? 'primary' : 'plain'} ?disabled=${this.busy} @click=${this.#signIn}>
                ${none ? msg('Sign in') : msg('Sign in to another workspace')}
              </crm-button>
            </div>`
      }`;
  }

  #renderSignIn(signIn: SignedIn, server: string | null) {
    const { person, workspace, problem } = signIn;
    const ended = isEnded(signIn);
    return html`<div class="item">
        <span class="grow">
          <bdi class="strong">${person.name}</bdi> <bdi class="muted">${person.email}</bdi><br />
          ${ended ? html`<span class="ended">${msg('Signed out')}</span> ·` : nothing}
          <bdi>${workspace.name}</bdi> ${signIn.server === server ? nothing : html`<bdi class="muted">${signIn.server}</bdi>`}
        </span>
        ${ended ? html`<crm-button size="small" variant="primary" ?disabled=${this.busy} @click=${this.#signIn}>${msg('Sign in')}</crm-button>` : nothing}
        <crm-button size="small" label=${msg(str`Sign ${person.name} out of ${workspace.name}`)} @click=${() => void this.#signOut(signIn)}>
          ${ended ? msg('Remove') : msg('Sign out')}
        </crm-button>
      </div>
      ${problem ? html`<crm-notice tone="warning">${wordsFor(problem, signIn.server)}</crm-notice>` : nothing}`;
  }
}

define('inlay-extension-sign-ins', ExtensionSignIns);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-extension-sign-ins': ExtensionSignIns;
  }
}
