import { provide } from '@lit/context';
import { css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { setLanguage } from '../base/localisation/index.ts';
import type { Store, Token } from '../store/index.ts';
import { Refusal, Unreachable, openStoreOf } from '../store/index.ts';
import { sessionContext, storeContext } from './contexts.ts';
import { ProviderErrorEvent, SignedInEvent, SignedOutEvent } from './events.ts';
import { Session } from './session.ts';

/**
 * Connects the elements inside it to a server. Shows a sign-in form in their place while nobody is signed in.
 *
 * @slot - The elements that use the store.
 * @fires crm-signed-in - Records can be read. Has `personId` and `workspaceId`.
 * @fires crm-signed-out - Nobody is signed in any more.
 * @fires crm-error - The server refuses to work with this page. Has `message`.
 */
export class CrmProvider extends CrmElement {
  static override styles = css`
    :host {
      display: contents;
    }
    .sign-in {
      display: grid;
      place-content: center;
      min-block-size: 100%;
      padding: var(--crm-space-6);
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

  @provide({ context: storeContext })
  @state()
  store: Store | undefined;

  @provide({ context: sessionContext })
  @state()
  session: Session | undefined;

  @state() private signedOut = false;
  #opening: symbol | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // Properties that the page sets right after making the element are there by then.
    queueMicrotask(() => this.isConnected && void this.#start());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#opening = undefined;
    this.store?.close();
    this.store = undefined;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('language') && this.language) void setLanguage(this.language);
    if (this.hasUpdated && (changed.has('server') || changed.has('workspace') || changed.has('getToken'))) void this.#start();
  }

  /** Signs out everywhere in this browser, and leaves nothing of the workspace in it. */
  async signOut(): Promise<void> {
    const { session, store } = this;
    this.store = undefined;
    this.signedOut = true;
    await store?.wipe();
    await session?.signOut().catch((error: unknown) => {
      if (!(error instanceof Unreachable)) throw error;
    });
    this.dispatchEvent(new SignedOutEvent());
  }

  async #start(): Promise<void> {
    const mine = (this.#opening = Symbol('opening'));
    this.store?.close();
    this.store = undefined;
    const session = new Session(this.server.replace(/\/$/, ''), this.workspace || undefined);
    session.getToken = this.getToken;
    this.session = session;
    const options = { server: session.server, token: session.token };
    // Whoever was here last sees their records at once; the server says soon enough if they may not any more.
    const known = this.getToken ? undefined : session.remembered;
    try {
      const who = known ?? (await this.#whoIs(session));
      const store = await openStoreOf(who, options);
      if (this.#opening !== mine) return store.close();
      this.store = store;
      this.signedOut = false;
      store.onStatus(() => {
        if (store === this.store) this.signedOut = store.status.connection === 'signed-out' && !this.getToken;
      });
      session.remember(who);
      this.dispatchEvent(new SignedInEvent(who.personId, who.workspaceId));
    } catch (error) {
      if (this.#opening !== mine) return;
      if (error instanceof Refusal && error.status === 401 && !this.getToken) this.signedOut = true;
      else this.dispatchEvent(new ProviderErrorEvent(error instanceof Error ? error.message : String(error)));
      if (!(error instanceof Refusal)) console.error(error);
    }
  }

  async #whoIs(session: Session): Promise<{ workspaceId: string; personId: string }> {
    const { workspace, person } = await session.token();
    return { workspaceId: workspace.id, personId: person.id };
  }

  readonly #onSignedIn = (event: Event): void => {
    event.stopPropagation();
    const store = this.store;
    this.signedOut = false;
    const again = store && this.session?.token(true).then(({ person }) => person.id === store.personId);
    // The same person goes on where they were; another one gets a store of their own.
    if (again) void again.then((same) => (same ? store.resume() : this.#start()));
    else void this.#start();
  };

  protected override render() {
    if (!this.signedOut) return html`<slot></slot>`;
    void import('../sign-in/sign-in.ts');
    return html`<div class="sign-in">
      <crm-sign-in .session=${this.session ?? nothing} @crm-entered=${this.#onSignedIn}></crm-sign-in>
    </div>`;
  }
}

define('crm-provider', CrmProvider);

declare global {
  interface HTMLElementTagNameMap {
    'crm-provider': CrmProvider;
  }
}
