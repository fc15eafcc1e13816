import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import '../../../components/base/button/button.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import type { Clock } from '../../../components/base/format/dates.ts';
import { formatDate, relativeDay } from '../../../components/base/format/dates.ts';
import { msg, str } from '../../../components/base/localisation/index.ts';
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

/** A browser whose Gmail extension somebody has let in. */
interface Grant {
  id: string;
  workspace: { name: string };
  created_at: string;
  last_used_at: string;
  user_agent: string | null;
  address: string | null;
}

/** Where one is signed in, by what besides, and how to end it. */
export class Sessions extends CrmElement {
  static override styles = [
    page,
    css`
      .about {
        display: flex;
        flex-wrap: wrap;
        gap: 0 6px;
      }
    `,
  ];

  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | undefined;
  @state() private entries: readonly Entry[] = [];
  @state() private grants: readonly Grant[] = [];

  readonly #store = new StoreController(this);

  protected override firstUpdated(): void {
    void this.#load();
  }

  async #load(): Promise<void> {
    await Promise.all([
      this.#ask('GET', '/auth/sessions', (answer) => (this.entries = (answer as { sessions: Entry[] }).sessions)),
      this.#ask('GET', '/auth/grants', (answer) => (this.grants = (answer as { grants: Grant[] }).grants)),
    ]);
  }

  readonly #end = (path: string) => void this.#ask('DELETE', path, () => this.#load());

  async #ask(method: string, path: string, then: (answer: unknown) => unknown): Promise<void> {
    try {
      await then(await this.session?.request(method, path));
    } catch (error) {
      toast({ text: refusedBy(error), tone: 'danger', from: this });
    }
  }

  protected override render() {
    const zone = this.#store.value?.person?.timezone;
    const clock = zone ? { zone } : {};
    return html`<h2>${msg('Where you are signed in')}</h2>
      ${this.entries.map(
        (entry) =>
          html`<div class="item">
            <span class="grow about" title=${entry.user_agent ?? ''}
              ><bdi class="strong">${browserName(entry.user_agent ?? '') || msg('Unknown browser')}</bdi>
              <bdi class="muted num">${entry.address ?? ''}</bdi></span
            >
            <span class="num muted">${relativeDay(entry.last_used_at, clock)}</span>
            ${entry.current ? html`<span class="success">${msg('This one')}</span>` : html`<crm-button size="small" @click=${() => this.#end(`/auth/sessions/${entry.id}`)}>${msg('End')}</crm-button>`}
          </div>`,
      )}
      ${this.grants.length > 0 ? this.#renderGrants(clock) : nothing}
      ${this.entries.length > 1 || this.grants.length > 0 ? html`<div class="acts"><crm-button @click=${() => this.#end('/auth/sessions')}>${msg('End all others')}</crm-button></div>` : nothing}`;
  }

  #renderGrants(clock: Clock) {
    return html`<h2>${msg('Inlay for Gmail')}</h2>
      ${this.grants.map((grant) => {
        const browser = browserName(grant.user_agent ?? '') || msg('Unknown browser');
        return html`<div class="item">
          <span class="grow about" title=${grant.user_agent ?? ''}
            ><bdi class="strong">${browser}</bdi>
            <bdi class="muted">${msg(str`${grant.workspace.name}, since ${formatDate(grant.created_at, clock)}`)}</bdi></span
          >
          <span class="num muted">${relativeDay(grant.last_used_at, clock)}</span>
          <crm-button
            size="small"
            label=${msg(str`End Inlay for Gmail in ${browser}`)}
            @click=${() => this.#end(`/auth/grants/${grant.id}`)}
            >${msg('End')}</crm-button
          >
        </div>`;
      })}`;
  }
}

define('inlay-sessions', Sessions);
