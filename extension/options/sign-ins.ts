import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import '../../components/base/button/button.ts';
import '../../components/base/notice/notice.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { msg, plural, str } from '../../components/base/localisation/index.ts';
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
  /** The sign-in that shall end though messages wait to be noted by it. */
  @state() private leaving = '';

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

  /** What waits is lost with the sign-in: who ends it knows. */
  #askToSignOut(signIn: SignedIn): void {
    if (signIn.waitingSends === 0) return void this.#signOut(signIn);
    this.leaving = signIn.id;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.leaving crm-button')?.focus());
  }

  #stay(): void {
    const { leaving } = this;
    this.leaving = '';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-leave="${leaving}"]`)?.focus());
  }

  async #signOut({ id, person, workspace }: SignedIn): Promise<void> {
    this.leaving = '';
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
        <crm-button
          size="small"
          data-leave=${signIn.id}
          label=${msg(str`Sign ${person.name} out of ${workspace.name}`)}
          @click=${() => this.#askToSignOut(signIn)}
        >
          ${ended ? msg('Remove') : msg('Sign out')}
        </crm-button>
      </div>
      ${this.leaving === signIn.id ? this.#renderLeaving(signIn, ended) : nothing}
      ${problem ? html`<crm-notice tone="warning">${wordsFor(problem, signIn.server)}</crm-notice>` : nothing}`;
  }

  #renderLeaving(signIn: SignedIn, ended: boolean) {
    const { waitingSends: count } = signIn;
    return html`<crm-notice
      class="leaving"
      tone="warning"
      alert
      heading=${plural(count, { one: msg('One message that was sent is not noted yet'), other: msg(str`${count} messages that were sent are not noted yet`) })}
    >
      ${ended ? msg('Sign in and open Gmail to have it noted. Without the sign-in it never is.') : msg('Open Gmail to have it noted. Without the sign-in it never is.')}
      <crm-button slot="actions" size="small" @click=${() => this.#stay()}>${msg('Cancel')}</crm-button>
      <crm-button slot="actions" size="small" variant="danger" @click=${() => void this.#signOut(signIn)}>
        ${ended ? msg('Remove all the same') : msg('Sign out all the same')}
      </crm-button>
    </crm-notice>`;
  }
}

define('inlay-extension-sign-ins', ExtensionSignIns);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-extension-sign-ins': ExtensionSignIns;
  }
}
