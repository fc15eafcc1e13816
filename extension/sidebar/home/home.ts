import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Email, EmailCopy } from '../../../shared/records/index.ts';
import { CrmEvent } from '../../../components/base/element/crm-event.ts';
import { define } from '../../../components/base/element/define.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import { msg } from '../../../components/base/localisation/index.ts';
import { sections } from '../../../components/base/styles/sections.ts';
import type { Store } from '../../../components/store/index.ts';
import { longMarkOf } from '../mail/marks.ts';
import { SidebarPart } from '../sidebar-part.ts';
import '../tasks/day-tasks.ts';

/** A conversation is to be opened in Gmail. */
export class ThreadEvent extends CrmEvent {
  constructor(readonly thread: string) {
    super('crm-sidebar-thread', { composed: true });
  }
}

const mostShown = 8;

/**
 * What stands in the sidebar while no conversation is open: what is due today, and which messages were opened lately.
 *
 * @element crm-sidebar-home
 * @fires {ThreadEvent} crm-sidebar-thread - A conversation is to be opened.
 */
export class SidebarHome extends SidebarPart {
  static override styles = [
    sections,
    css`
      .section {
        padding-block: 11px;
      }
      li + li {
        margin-block-start: 10px;
      }
      .subject {
        display: block;
        max-inline-size: 100%;
        font-weight: var(--crm-weight-medium);
      }
      button.subject:hover {
        text-decoration: underline;
      }
      .seen {
        display: flex;
        align-items: center;
        gap: 5px;
        font-size: var(--crm-text-12);
        color: var(--crm-accent-text);
      }
    `,
  ];

  @property() account = '';

  #opened(store: Store): { email: Email; copy: EmailCopy }[] {
    const found: { email: Email; copy: EmailCopy }[] = [];
    for (const email of store.all('email')) {
      if (email.last_opened_at === null || email.tracking_token === null) continue;
      const copy = store
        .list('email_copy', 'email_id', email.id)
        .find((one) => one.owner_id === store.personId && (this.account === '' || one.account === this.account));
      if (copy) found.push({ email, copy });
    }
    return found.sort((a, b) => ((a.email.last_opened_at ?? '') < (b.email.last_opened_at ?? '') ? 1 : -1)).slice(0, mostShown);
  }

  protected override render() {
    const { store } = this;
    if (!store) return html``;
    const opened = this.#opened(store);
    return html`<crm-sidebar-day .store=${store}></crm-sidebar-day>
      <section class="section" aria-labelledby="opened">
        <header><h3 id="opened" class="head">${msg('Opened lately')}</h3></header>
        ${
          opened.length === 0
            ? html`<p class="muted">${msg('Messages that you send with “Track opens” stand here once somebody has opened them.')}</p>`
            : html`<ul>
                ${repeat(
                  opened,
                  ({ email }) => email.id,
                  (one) => this.#renderOpened(one),
                )}
              </ul>`
        }
      </section>`;
  }

  #renderOpened({ email, copy }: { email: Email; copy: EmailCopy }) {
    const subject = email.subject || msg('(no subject)');
    const thread = copy.thread_id;
    const mark = longMarkOf(email, this.clock);
    const to = email.to.map(({ name, email: address }) => name ?? address).join(', ');
    return html`<li>
      ${
        thread === null
          ? html`<span class="subject cut"><bdi>${subject}</bdi></span>`
          : html`<button type="button" class="subject cut" title=${subject} @click=${() => this.dispatchEvent(new ThreadEvent(thread))}>
              <bdi>${subject}</bdi>
            </button>`
      }
      <p class="label cut"><bdi>${to}</bdi></p>
      ${mark.label ? html`<p class="seen" title=${mark.text}>${icon('check-check', 'small')} ${mark.label}</p>` : nothing}
    </li>`;
  }
}

define('crm-sidebar-home', SidebarHome);

declare global {
  interface HTMLElementTagNameMap {
    'crm-sidebar-home': SidebarHome;
  }
  interface HTMLElementEventMap {
    'crm-sidebar-thread': ThreadEvent;
  }
}
