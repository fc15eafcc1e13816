import { provide } from '@lit/context';
import { css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { msg, setLanguage, setTimeFormat } from '../base/localisation/index.ts';
import type { Store, Token } from '../store/index.ts';
import { forgetVisits } from '../record/recent.ts';
import { Refusal, Unreachable, openStoreOf } from '../store/index.ts';
import { sessionContext, storeContext } from './contexts.ts';
import { ProviderErrorEvent, SignedInEvent, SignedOutEvent } from './events.ts';
import type { Problem } from './problem.ts';
import { asksToSignIn, serverOf, unreachable, whyNot, wordsFor } from './problem.ts';
import { NoWorkspace, Session } from './session.ts';

interface Who {
  workspaceId: string;
  personId: string;
}

/** Milliseconds until a server that cannot be reached is tried again: at first, and at the most. */
const retryAfter = { first: 3000, most: 60_000 };

/**
 * Connects the elements inside it to a server. In their place it shows a sign-in form while nobody is signed in, and what is wrong when it
 * cannot do its work.
 *
 * @element crm-provider
 * @slot - The elements that use the store.
 * @slot above-sign-in - What stands above the sign-in form, such as a logo.
 * @fires {SignedInEvent} crm-signed-in - Records can be read. Has `personId` and `workspaceId`.
 * @fires {SignedOutEvent} crm-signed-out - Nobody is signed in any more.
 * @fires {ProviderErrorEvent} crm-error - The provider cannot do its work. Has `code` and `message`.
 * @csspart sign-in - Around the sign-in form.
 * @csspart problem - The notice of what is wrong.
 */
export class CrmProvider extends CrmElement {
  static override styles = css`
    :host {
      display: contents;
    }
    :host([hidden]) {
      display: none;
    }
    .sign-in {
      display: grid;
      grid-template-columns: minmax(0, 320px);
      place-content: center;
      min-block-size: 100%;
      padding: var(--crm-space-6);
    }
    .problem {
      box-sizing: border-box;
      max-inline-size: 560px;
      margin: var(--crm-space-6) auto;
      padding-inline: var(--crm-space-4);
    }
    .acts {
      display: flex;
      flex-wrap: wrap;
      gap: var(--crm-space-2);
    }
  `;

  /** The server's address; empty for the server that the page itself comes from. */
  @property() server = '';
  /** The workspace's id; left out, the first one of whoever signs in. */
  @property() workspace = '';
  /** The language of everything inside (`en`, `fr`); left out, that of the page. */
  @property() language = '';
  /** Gives tokens that the host's own back end has minted: nobody is asked to sign in. */
  @property({ attribute: false }) getToken: (() => Promise<Token>) | undefined;

  /** The records, once somebody is signed in: to read and change them by script. */
  @provide({ context: storeContext })
  @state()
  store: Store | undefined;

  /** Who is signed in, for a `<crm-sign-in>` of the page's own. */
  @provide({ context: sessionContext })
  @state()
  session: Session | undefined;

  @state() private signedOut = false;
  @state() private problem: Problem | undefined;
  #opening: symbol | undefined;
  #wait = retryAfter.first;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unfollow: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('online', this.#again);
    document.addEventListener('crm-signed-in', this.#otherSignedIn);
    // Properties that the page sets right after making the element are there by then.
    queueMicrotask(() => this.isConnected && void this.#start());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('online', this.#again);
    document.removeEventListener('crm-signed-in', this.#otherSignedIn);
    this.#leave();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('language') && this.language) void setLanguage(this.language);
    if (this.hasUpdated && (changed.has('server') || changed.has('workspace') || changed.has('getToken'))) void this.#start();
  }

  /** Signs out everywhere in this browser, and leaves nothing of the workspace in it. */
  async signOut(): Promise<void> {
    const { session, store } = this;
    this.#leave(false);
    this.signedOut = true;
    if (store) forgetVisits(store.personId);
    await store?.wipe();
    await session?.signOut().catch((error: unknown) => {
      if (!(error instanceof Unreachable)) throw error;
    });
    this.dispatchEvent(new SignedOutEvent());
  }

  /** What was on its way is not waited for any more. */
  #leave(close = true): void {
    clearTimeout(this.#timer);
    this.#opening = undefined;
    this.#unfollow?.();
    this.#unfollow = undefined;
    if (close) this.store?.close();
    this.store = undefined;
  }

  async #start(): Promise<void> {
    this.#leave();
    this.signedOut = false;
    const mine = (this.#opening = Symbol('opening'));
    const server = serverOf(this.server);
    if (server === undefined) return this.#fail({ code: 'server', server: this.server });
    const session = new Session(server, this.workspace || undefined);
    session.getToken = this.getToken;
    this.session = session;
    // Whoever was here last sees their records at once; the server says soon enough if they may not any more.
    const known = this.getToken ? undefined : session.remembered;
    try {
      const who = known ?? (await this.#whoIs(session));
      session.enter(who.workspaceId);
      const store = await openStoreOf(who, { server, early: true, token: (afresh) => this.#tokenOf(who, session, afresh) });
      if (this.#opening !== mine) return store.close();
      this.#settle();
      this.store = store;
      this.#unfollow = followTimes(store);
      store.onStatus(() => store === this.store && void this.#follow(store));
      session.remember(who);
      this.dispatchEvent(new SignedInEvent(who.personId, who.workspaceId));
      await this.#follow(store);
    } catch (error) {
      if (this.#opening !== mine) return;
      if (asksToSignIn(error) && !this.getToken) {
        this.#settle();
        this.signedOut = true;
        return;
      }
      const problem = await whyNot(error, server, this.getToken !== undefined);
      if (this.#opening === mine) this.#fail(problem, error);
    }
  }

  async #whoIs(session: Session): Promise<Who> {
    const { workspace, person } = await session.token();
    return { workspaceId: workspace.id, personId: person.id };
  }

  /** Somebody else may have signed in meanwhile, in another tab or to the host's page: one's changes are never sent as theirs. */
  async #tokenOf(who: Who, session: Session, afresh: boolean): Promise<Token> {
    const token = await session.token(afresh);
    if (token.person.id === who.personId && token.workspace.id === who.workspaceId) return token;
    if (session === this.session) this.#restart();
    throw new Refusal(401, { code: 'unauthenticated', message: 'Somebody else is signed in.' });
  }

  /** All is well. */
  #settle(): void {
    this.problem = undefined;
    this.#wait = retryAfter.first;
  }

  #fail(problem: Problem, cause?: unknown): void {
    const again = this.problem?.code === problem.code;
    this.problem = problem;
    this.#retryLater(problem);
    // What is tried over and over is told once.
    if (again) return;
    const { message, hint = '' } = wordsFor(problem);
    console.warn(`<crm-provider>: ${message} ${hint}`, cause ?? '');
    this.dispatchEvent(new ProviderErrorEvent(problem));
  }

  #retryLater({ code }: Problem): void {
    clearTimeout(this.#timer);
    if (code === 'server' || code === 'workspace') return;
    this.#timer = setTimeout(this.#again, this.#wait);
    this.#wait = Math.min(this.#wait * 2, retryAfter.most);
  }

  readonly #again = (): void => {
    if (this.problem && !this.store) void this.#start();
    else this.store?.resume();
  };

  /** One sign-in is enough for all providers of a page. */
  readonly #otherSignedIn = (event: Event): void => {
    if (this.signedOut && event.target !== this) void this.#start();
  };

  /** What the store's standing means for the page. */
  async #follow(store: Store): Promise<void> {
    const { connection, ready } = store.status;
    if (connection === 'signed-out') return this.#lost(store);
    if (connection === 'up-to-date' || connection === 'syncing') this.signedOut = false;
    if (connection === 'up-to-date' || ready !== 'none') this.#settle();
    else if (connection === 'offline' && !this.problem) {
      const problem = await unreachable(this.session?.server ?? '');
      // There is nothing to show in the meantime, and the store goes on trying.
      if (store === this.store && store.status.ready === 'none' && store.status.connection === 'offline') this.#fail(problem);
    }
  }

  /** The server takes no more requests of this person: from a token that has ended, or for good. */
  async #lost(store: Store): Promise<void> {
    const { session } = this;
    const gone = await session?.token(true).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (store !== this.store) return;
    if (gone instanceof NoWorkspace) {
      // Whoever may not enter any more leaves nothing of the workspace behind in this browser.
      this.#leave(false);
      session?.remember(undefined);
      await store.wipe();
      this.#fail({ code: 'workspace', server: session?.server ?? '' });
    } else if (this.getToken) this.#fail({ code: 'token', server: session?.server ?? '' }, gone);
    else this.signedOut = true;
  }

  readonly #onSignedIn = (event: Event): void => {
    event.stopPropagation();
    const { store, session } = this;
    this.signedOut = false;
    // Signed out in another tab, the cache is gone and the store with it.
    if (!store || !session?.remembered) return void this.#start();
    // The same person goes on where they were; another one gets a store of their own.
    void session.token(true).then(
      ({ person }) => (person.id === store.personId ? store.resume() : this.#restart()),
      () => this.#restart(),
    );
  };

  #restart(): void {
    this.session?.remember(undefined);
    void this.#start();
  }

  /** The workspace is not for whoever is signed in: somebody else may try. */
  readonly #asOther = async (): Promise<void> => {
    await this.session?.signOut().catch(() => undefined);
    this.problem = undefined;
    this.signedOut = true;
  };

  readonly #tryAgain = (): void => {
    if (this.store && this.problem?.code === 'token') {
      const { store } = this;
      void this.session?.token(true).then(
        () => (this.#settle(), store.resume()),
        () => this.requestUpdate(),
      );
    } else this.#again();
  };

  protected override render() {
    if (this.signedOut) return this.#renderSignIn();
    const { problem, store } = this;
    // What is in the cache stays in sight while a server cannot be reached.
    if (!problem || (store && store.status.ready !== 'none' && problem.code !== 'token')) return html`<slot></slot>`;
    const { message, hint } = wordsFor(problem);
    // The notice and its buttons come with it.
    void import('../sign-in/sign-in.ts');
    return html`<div class="problem">
      <crm-notice part="problem" tone="danger" alert heading=${message}>
        ${hint ?? nothing}
        <div class="acts" slot="actions">
          ${
            problem.code === 'workspace' && !this.getToken
              ? html`<crm-button size="small" @click=${this.#asOther}>${msg('Sign in as somebody else')}</crm-button>`
              : nothing
          }
          ${
            problem.code === 'server' || (problem.code === 'workspace' && !this.getToken)
              ? nothing
              : html`<crm-button size="small" @click=${this.#tryAgain}>${msg('Try again')}</crm-button>`
          }
        </div>
      </crm-notice>
    </div>`;
  }

  #renderSignIn() {
    void import('../sign-in/sign-in.ts');
    return html`<div class="sign-in" part="sign-in">
      <slot name="above-sign-in"></slot>
      <crm-sign-in .session=${this.session ?? nothing} @crm-entered=${this.#onSignedIn}></crm-sign-in>
    </div>`;
  }
}

/** Writes times as the workspace has chosen, also when it chooses otherwise. */
function followTimes(store: Store): () => void {
  const settings = store.query({ type: 'workspace_settings' });
  const follow = () => setTimeFormat(settings.rows[0]?.time_format);
  follow();
  return settings.subscribe(follow);
}

define('crm-provider', CrmProvider);

declare global {
  interface HTMLElementTagNameMap {
    'crm-provider': CrmProvider;
  }
}
