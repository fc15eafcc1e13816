import { css, html, nothing } from 'lit';
import { query, state } from 'lit/decorators.js';
import '../../components/base/button/button.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { toast } from '../../components/base/toast/toast.ts';
import type { CrmProvider, ProviderErrorEvent, SignedInEvent } from '../../components/provider/index.ts';
import '../../components/provider/index.ts';
import { logo } from './logo.ts';
import { prefer, preferences } from './preferences.ts';
import { currentRoute, go } from './routes.ts';
import './shell.ts';
import { signOut } from './sign-out.ts';

/** Screens that need no workspace: links from mails, and the first start. */
const doors = new Set(['reset', 'invite', 'sign-up', 'setup', 'forgot']);

/** The whole app: a door for who is not in yet, and the shell for who is. */
export class Frame extends CrmElement {
  static override styles = css`
    /* The door looks as those do that letters lead to. */
    crm-provider::part(sign-in) {
      box-sizing: border-box;
      gap: var(--crm-space-4);
      min-block-size: 100dvh;
    }
    .logo {
      inline-size: 28px;
      block-size: 28px;
      color: var(--crm-text);
    }
  `;

  @state() private route = currentRoute();
  @state() private workspace = preferences().workspace ?? '';
  /** The workspace that is open, by id. */
  @state() private here = '';
  @query('crm-provider') private provider!: CrmProvider | null;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#moved);
    this.#moved();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#moved);
  }

  readonly #moved = (): void => {
    // A letter to somebody who has an account leads here; whoever is not signed in is asked to anyway.
    if (currentRoute().screen === 'sign-in') go('deals');
    this.route = currentRoute();
  };

  readonly #failed = (event: ProviderErrorEvent): void => {
    // A workspace that this person may not enter any more: the first one is open to them.
    if (event.code !== 'workspace' || this.workspace === '') return;
    this.#enter('');
    toast({ text: event.message, tone: 'danger' });
  };

  /** Into another workspace of the same person; an empty id is whichever comes first. */
  readonly #enter = (workspace: string): void => {
    prefer({ workspace: workspace || undefined });
    this.workspace = workspace;
  };

  protected override render() {
    if (doors.has(this.route.screen)) {
      void import('./doors.ts');
      return html`<inlay-doors .route=${this.route}></inlay-doors>`;
    }
    return html`<crm-provider
      .workspace=${this.workspace}
      @crm-error=${this.#failed}
      @crm-signed-in=${(event: SignedInEvent) => (this.here = event.workspaceId)}
      @crm-signed-out=${() => this.#enter('')}
    >
      <span slot="above-sign-in">${logo}</span>
      <inlay-shell
        .here=${this.here}
        .route=${this.route}
        .enter=${this.#enter}
        .signOut=${() => (this.provider ? signOut(this, this.provider) : nothing)}
      ></inlay-shell>
    </crm-provider>`;
  }
}

define('inlay-frame', Frame);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-frame': Frame;
  }
}
