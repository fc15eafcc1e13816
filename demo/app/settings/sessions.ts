import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import '../../../components/base/button/button.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { relativeDay } from '../../../components/base/format/dates.ts';
import { msg } from '../../../components/base/localisation/index.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { sessionContext } from '../../../components/provider/contexts.ts';
import { StoreController } from '../../../components/provider/controllers.ts';
import type { Session } from '../../../components/provider/session.ts';
import { browserName } from './browser-name.ts';
import { refusedBy } from '../refused.ts';
import { page } from './page.styles.ts';

interface Entry {
  id: string;
  created_at: string;
  last_used_at: string;
  user_agent: string | null;
  address: string | null;
  current: boolean;
}

/** Where one is signed in, and how to end it. */
export class Sessions extends CrmElement {
  static override styles = page;

  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private entries: readonly Entry[] = [];

  readonly #store = new StoreController(this);

  protected override firstUpdated(): void {
    void this.#load();
  }

  async #load(): Promise<void> {
    await this.#ask('GET', '/auth/sessions', (answer) => (this.entries = (answer as { sessions: Entry[] }).sessions));
  }

  async #ask(method: string, path: string, then: (answer: unknown) => unknown): Promise<void> {
    try {
      await then(await this.session?.request(method, path));
    } catch (error) {
      toast({ text: refusedBy(error), tone: 'danger', from: this });
    }
  }

  protected override render() {
    const zone = this.#store.value?.person?.timezone;
    return html`<h2>${msg('Where you are signed in')}</h2>
      ${this.entries.map(
        (entry) =>
          html`<div class="item">
            <span class="grow cut" title=${entry.user_agent ?? ''}
              ><bdi class="strong">${browserName(entry.user_agent ?? '') || msg('Unknown browser')}</bdi>
              <bdi class="muted num">${entry.address ?? ''}</bdi></span
            >
            <span class="num muted">${relativeDay(entry.last_used_at, zone ? { zone } : {})}</span>
            ${entry.current ? html`<span class="success">${msg('This one')}</span>` : html`<crm-button size="small" @click=${() => void this.#ask('DELETE', `/auth/sessions/${entry.id}`, () => this.#load())}>${msg('End')}</crm-button>`}
          </div>`,
      )}
      ${this.entries.length > 1 ? html`<div class="acts"><crm-button @click=${() => void this.#ask('DELETE', '/auth/sessions', () => this.#load())}>${msg('End all others')}</crm-button></div>` : nothing}`;
  }
}

define('inlay-sessions', Sessions);
