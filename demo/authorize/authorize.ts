import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import '../../components/base/avatar/avatar.ts';
import '../../components/base/button/button.ts';
import '../../components/base/notice/notice.ts';
import '../../components/base/select/select.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { icon } from '../../components/base/icons/icons.ts';
import { msg, str } from '../../components/base/localisation/index.ts';
import type { Place } from '../../components/provider/session.ts';
import { Session } from '../../components/provider/session.ts';
import '../../components/sign-in/sign-in.ts';
import { Refusal } from '../../components/store/transport.ts';
import { logo } from '../app/logo.ts';
import { preferences } from '../app/preferences.ts';
import { styles } from './authorize.styles.ts';
import { answerAddress, extensionOf, readRequest } from './request.ts';

interface Account {
  name: string;
  email: string;
}

/**
 * Asks whether the Gmail extension may work in one's name, and tells it the answer. What the extension asks with is in the
 * address; until the server has found it good, nothing here leads anywhere.
 */
export class Authorize extends CrmElement {
  static override styles = styles;

  @property({ attribute: false }) session = new Session('', undefined);
  @property({ attribute: false }) search = new URLSearchParams(location.search);
  /** Goes to the address that only the extension receives. */
  @property({ attribute: false }) leave = (address: string): void => location.assign(address);

  @state() private step: 'loading' | 'refused' | 'failed' | 'sign-in' | 'consent' | 'left' = 'loading';
  @state() private account: Account | undefined;
  @state() private places: readonly Place[] = [];
  @state() private chosen = '';
  @state() private problem = '';
  @state() private busy = false;
  @query('h1') private heading!: HTMLElement | null;

  get #request() {
    return readRequest(this.search);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#begin();
  }

  readonly #begin = async (): Promise<void> => {
    this.step = 'loading';
    const { asked, ambiguous } = this.#request;
    if (ambiguous) {
      this.step = 'refused';
      return;
    }
    try {
      await this.session.request('GET', `/auth/grants/request?${new URLSearchParams(asked)}`);
    } catch (error) {
      this.step = error instanceof Refusal && error.status === 422 ? 'refused' : 'failed';
      this.problem = wordsFor(error);
      return;
    }
    await this.#meet();
  };

  /** Finds out who is signed in, and where they could let the extension in. */
  readonly #meet = async (): Promise<void> => {
    try {
      const { account } = (await this.session.request('GET', '/auth/session')) as { account: Account };
      this.places = await this.session.places();
      this.account = account;
      const wished = [this.chosen, this.#request.workspace, preferences().workspace];
      this.chosen = wished.find((id) => this.places.some((place) => place.id === id)) ?? this.places[0]?.id ?? '';
      this.step = 'consent';
    } catch (error) {
      this.step = error instanceof Refusal && error.status === 401 ? 'sign-in' : 'failed';
      if (this.step === 'failed') this.problem = wordsFor(error);
    }
    await this.updateComplete;
    // The form that had the focus is gone.
    if (this.step === 'consent') this.heading?.focus();
  };

  readonly #entered = (): void => {
    this.problem = '';
    void this.#meet();
  };

  readonly #allow = async (): Promise<void> => {
    if (this.busy) return;
    this.busy = true;
    this.problem = '';
    try {
      const { code } = (await this.session.request('POST', '/auth/grants/code', { ...this.#request.asked, workspace: this.chosen })) as {
        code: string;
      };
      this.#answer({ code });
    } catch (error) {
      this.problem = wordsFor(error);
      // The session has ended, or the workspace is theirs no more.
      if (error instanceof Refusal && (error.status === 401 || error.status === 404)) await this.#meet();
    } finally {
      this.busy = false;
    }
  };

  readonly #cancel = (): void => this.#answer({ error: 'access_denied' });

  #answer(answer: Parameters<typeof answerAddress>[1]): void {
    this.step = 'left';
    this.leave(answerAddress(this.#request, answer));
  }

  readonly #another = async (): Promise<void> => {
    this.problem = '';
    try {
      await this.session.signOut();
      this.step = 'sign-in';
    } catch (error) {
      this.problem = wordsFor(error);
    }
  };

  protected override render(): TemplateResult {
    return html`<main>
      <div class="marks">${logo} ${icon('arrow-right-left')} ${icon('mail')}</div>
      ${this.#renderStep()}
    </main>`;
  }

  #renderStep() {
    switch (this.step) {
      case 'loading':
        return nothing;
      case 'refused':
        return html`<h1>${msg('This request cannot be answered')}</h1>
          <crm-notice tone="danger" alert
            >${msg('It does not come from an extension that may ask here, or something of it was lost on the way. Nothing was allowed.')}</crm-notice
          >
          <p>${msg('Close this window and sign in from the extension again. If it stays so, ask whoever runs this server.')}</p>`;
      case 'failed':
        return html`<h1>${msg('Inlay for Gmail')}</h1>
          <crm-notice tone="danger" alert
            >${this.problem}<crm-button slot="actions" size="small" @click=${() => void this.#begin()}
              >${msg('Try again')}</crm-button
            ></crm-notice
          >`;
      case 'sign-in':
        return html`${this.problem ? html`<crm-notice tone="warning">${this.problem}</crm-notice>` : nothing}
          <crm-sign-in .session=${this.session} @crm-entered=${this.#entered}
            ><p>${msg('Then you are asked what Inlay for Gmail may do.')}</p></crm-sign-in
          >`;
      case 'left':
        return html`<h1>${msg('Back to Gmail')}</h1>
          <p role="status">${msg('The extension has its answer. You can close this window if it stays open.')}</p>`;
      case 'consent':
        return this.#renderConsent();
    }
  }

  #renderConsent() {
    const place = this.places.find(({ id }) => id === this.chosen);
    return html`<h1 tabindex="-1">${msg('Let Inlay for Gmail work in your name?')}</h1>
      ${this.problem ? html`<crm-notice tone="danger" alert>${this.problem}</crm-notice>` : nothing}
      <div class="box">
        <div class="account">
          <crm-avatar .name=${this.account?.name ?? ''} mine></crm-avatar>
          <span class="who"><bdi class="strong">${this.account?.name}</bdi> <bdi class="muted">${this.account?.email}</bdi></span>
          <crm-button size="small" variant="ghost" @click=${() => void this.#another()}>${msg('Use another account')}</crm-button>
        </div>
        <div>${this.#renderPlace(place)}</div>
      </div>
      ${place ? this.#renderWhat() : nothing}
      <div class="acts">
        <crm-button @click=${this.#cancel}>${msg('Cancel')}</crm-button>
        <crm-button variant="primary" ?disabled=${this.busy || !place} @click=${() => void this.#allow()}>${msg('Allow')}</crm-button>
      </div>
      <p class="muted">
        ${msg('You can end this at any time in Settings, Sessions.')}
        <span class="id">${msg(str`Extension: ${extensionOf(this.#request)}`)}</span>
      </p>`;
  }

  #renderPlace(place: Place | undefined) {
    if (!place) return html`<p>${msg('This account has no workspace yet. Use another one, or ask for an invitation.')}</p>`;
    if (this.places.length === 1) return html`<span class="muted">${msg('Workspace')}</span> <bdi class="strong">${place.name}</bdi>`;
    return html`<crm-select
      label=${msg('Workspace')}
      .options=${this.places.map(({ id, name }) => ({ value: id, label: name }))}
      .value=${place.id}
      @change=${(event: Event) => (this.chosen = (event.target as HTMLElement & { value: string }).value)}
    ></crm-select>`;
  }

  #renderWhat() {
    return html`<section>
        <h2>${msg('It will be able to')}</h2>
        <ul>
          <li>${icon('check')}<span>${msg('see the leads, contacts and deals that you see, and change what you may change')}</span></li>
          <li>${icon('check')}<span>${msg('put e-mails that you link or log on their records')}</span></li>
          <li>${icon('check')}<span>${msg('count the openings of messages that you send with tracking')}</span></li>
        </ul>
      </section>
      <section class="not">
        <h2>${msg('It will not')}</h2>
        <ul>
          <li>${icon('x')}<span>${msg('learn your password')}</span></li>
          <li>${icon('x')}<span>${msg('change the workspace’s settings, its people or its keys')}</span></li>
        </ul>
      </section>`;
  }
}

function wordsFor(error: unknown): string {
  if (!(error instanceof Refusal)) return msg('The server cannot be reached. Check the connection and try again.');
  if (error.status === 401) return msg('You were signed out meanwhile. Sign in again.');
  if (error.status === 404) return msg('This workspace is not yours any more. Choose another one.');
  if (error.status === 429) return msg('Too many tries. Wait a minute, then try again.');
  return msg('The server has a problem. Try again in a moment.');
}

define('inlay-authorize', Authorize);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-authorize': Authorize;
  }
}
