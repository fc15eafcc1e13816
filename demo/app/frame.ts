import { html, nothing } from 'lit';
import { query, state } from 'lit/decorators.js';
import '../../components/base/button/button.ts';
import { Shortcuts } from '../../components/base/controllers/shortcuts.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { toast } from '../../components/base/toast/toast.ts';
import type { CrmProvider, ProviderErrorEvent } from '../../components/provider/index.ts';
import '../../components/provider/index.ts';
import { msg } from '../../components/base/localisation/index.ts';
import { currentRoute, go } from './routes.ts';
import './shell.ts';

/** Screens that need no workspace: links from mails, and the first start. */
const doors = new Set(['reset', 'invite', 'sign-up', 'setup', 'forgot']);

/** The whole app: a door for who is not in yet, and the shell for who is. */
export class Frame extends CrmElement {
  @state() private route = currentRoute();
  @query('crm-provider') private provider!: CrmProvider | null;

  constructor() {
    super();
    new Shortcuts(this, [
      { keys: 'g d', label: () => msg('Go to deals'), run: () => go('deals') },
      { keys: 'g l', label: () => msg('Go to leads'), run: () => go('leads') },
      { keys: 'g c', label: () => msg('Go to contacts'), run: () => go('contacts') },
      { keys: 'g t', label: () => msg('Go to tasks'), run: () => go('tasks') },
      { keys: 'g k', label: () => msg('Go to calendar'), run: () => go('calendar') },
      { keys: 'g s', label: () => msg('Go to settings'), run: () => go('settings') },
    ]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#moved);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#moved);
  }

  readonly #moved = (): void => {
    this.route = currentRoute();
  };

  readonly #failed = (event: ProviderErrorEvent): void => {
    toast({ text: event.message, tone: 'danger' });
  };

  protected override render() {
    if (doors.has(this.route.screen)) {
      void import('./doors.ts');
      return html`<inlay-doors .route=${this.route}></inlay-doors>`;
    }
    return html`<crm-provider @crm-error=${this.#failed}>
      <inlay-shell .route=${this.route} .signOut=${() => this.provider?.signOut() ?? nothing}></inlay-shell>
    </crm-provider>`;
  }
}

define('inlay-frame', Frame);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-frame': Frame;
  }
  interface HTMLElementEventMap {
    'crm-error': ProviderErrorEvent;
  }
}
