import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { newId } from '../../../shared/ids.ts';
import type { NeverLogged } from '../../../shared/mail-log.ts';
import type { ConversationLink, Visibility } from '../../../shared/records/index.ts';
import { visibilities } from '../../../shared/records/index.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/menu/menu.ts';
import '../../../components/base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../../../components/base/menu/menu.ts';
import '../../../components/base/select/select.ts';
import { define } from '../../../components/base/element/define.ts';
import { formatNumber } from '../../../components/base/format/numbers.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import { msg, plural, str } from '../../../components/base/localisation/index.ts';
import { sections } from '../../../components/base/styles/sections.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import type { Store } from '../../../components/store/index.ts';
import type { PageMessage, PagePerson, PageView } from '../../messages.ts';
import { LinkEvent, OpenEvent } from '../events.ts';
import { alwaysLogged, canLog, isLogged, linksOf, loggedAs, rules, whyNeverMessage } from '../mail/logging.ts';
import { SidebarPart } from '../sidebar-part.ts';
import { chooseRecord } from './choose-record.ts';
import { styles } from './conversation.styles.ts';
import { LogEvent } from './log-event.ts';

export type Conversation = Extract<PageView, { kind: 'conversation' }>;

const icons = { deal: 'columns-3', lead: 'user-plus', contact: 'contact' } as const;

/**
 * What becomes of the open conversation: what it is linked to, which of its messages are logged, who may read them.
 *
 * @element crm-sidebar-conversation
 * @fires {LinkEvent} crm-sidebar-link - It is to be linked to a record, or taken off it.
 * @fires {LogEvent} crm-sidebar-log - Messages are to be logged.
 * @fires {OpenEvent} crm-sidebar-open - A record is to be shown.
 */
export class SidebarConversation extends SidebarPart {
  static override styles = [sections, styles];

  @property() account = '';
  @property({ attribute: false }) view: Conversation | undefined;
  @state() private choosing = false;

  async #choose(store: Store): Promise<void> {
    if (this.choosing) return;
    this.choosing = true;
    const record = await chooseRecord(this, store, msg('Link this conversation'));
    this.choosing = false;
    if (record) this.dispatchEvent(new LinkEvent(record, true));
  }

  /** Nobody else but the account itself and people who wrote or got something. */
  get #others(): readonly PagePerson[] {
    return this.view?.people.filter(({ own }) => !own) ?? [];
  }

  #rule(store: Store, email: string): void {
    const id = newId();
    if (!this.told(store.mutate.createMailRule({ id, action: 'log', pattern: email }))) return;
    toast({
      text: msg(str`Messages with ${email} are always logged.`),
      action: { label: msg('Undo'), run: () => void this.told(store.mutate.deleteMailRule({ id })) },
      from: this,
    });
  }

  #unrule(store: Store, pattern: string, action: 'log' | 'never'): void {
    for (const rule of store.list('mail_rule', 'owner_id', store.personId))
      if (rule.action === action && rule.pattern === pattern) this.told(store.mutate.deleteMailRule({ id: rule.id }));
  }

  #see(store: Store, emails: readonly string[], visibility: Visibility): void {
    for (const id of emails) if (!this.told(store.mutate.updateEmailVisibility({ id, visibility }))) return;
  }

  protected override render() {
    const { store, view, account } = this;
    if (!store || !view) return html``;
    const links = linksOf(store, { account, threadId: view.threadId });
    const loggedOf = (message: PageMessage) => {
      const known = loggedAs(store, account, message);
      return known && isLogged(store, known.email) ? known : undefined;
    };
    const logged = view.messages.flatMap((message) => loggedOf(message) ?? []);
    const open = view.messages.filter((message) => canLog(message) && !loggedOf(message));
    const newest = open.at(-1);
    const never = newest && whyNeverMessage(store, account, newest);
    return html`<section class="section" aria-labelledby="head">
      <header>
        <h3 id="head" class="head grow">${msg('This conversation')}</h3>
        ${this.#renderMenu(store, open)}
      </header>
      <ul>
        ${repeat(
          links,
          ({ id }) => id,
          (link) => this.#renderLink(store, link),
        )}
      </ul>
      <div class="acts">
        <crm-button size="small" icon="link" popup="dialog" ?disabled=${view.threadId === null} @click=${() => void this.#choose(store)}
          >${links.length > 0 ? msg('Link further') : msg('Link to…')}</crm-button
        >
        ${
          newest
            ? html`<crm-button size="small" icon="mail" @click=${() => this.dispatchEvent(new LogEvent([newest]))}
                >${open.length > 1 ? msg('Log the last message') : msg('Log this message')}</crm-button
              >`
            : nothing
        }
      </div>
      ${this.#renderSaid(store, view, { logged: logged.length, never })}
      ${
        logged.length > 0
          ? html`<crm-select
              label=${msg('Who may read it')}
              .value=${widest(logged.map(({ copy }) => copy.visibility))}
              .options=${visibilities.map((value) => ({ value, label: visibilityWords(value) }))}
              @change=${(event: Event) =>
                this.#see(
                  store,
                  logged.map(({ email }) => email.id),
                  (event.target as HTMLElement & { value: Visibility }).value,
                )}
            ></crm-select>`
          : nothing
      }
    </section>`;
  }

  #renderLink(store: Store, link: ConversationLink) {
    const { resource_type: type, resource_id: id } = link;
    const name = store.get(type, id)?.name ?? msg('something out of your sight');
    return html`<li class="link">
      ${icon(icons[type], 'small')}
      <button type="button" class="to cut" title=${name} @click=${() => this.dispatchEvent(new OpenEvent({ type, id }))}>
        <bdi>${name}</bdi>
      </button>
      <crm-button
        size="small"
        variant="ghost"
        icon="x"
        label=${msg(str`Take this conversation off ${name}`)}
        @click=${() => this.dispatchEvent(new LinkEvent({ type, id, name }, false))}
      ></crm-button>
    </li>`;
  }

  #renderMenu(store: Store, open: readonly PageMessage[]) {
    const always = rules(store, 'log');
    const people = this.#others.slice(0, 8);
    if (people.length === 0) return nothing;
    const label = msg('What to do with this conversation');
    const act = ({ value }: CrmSelectEvent) => {
      if (value === 'all') this.dispatchEvent(new LogEvent(open));
      else if (always.includes(value)) this.#unrule(store, value, 'log');
      else this.#rule(store, value);
    };
    return html`<crm-menu placement="bottom-end" label=${label} @crm-select=${act}>
      <crm-button slot="trigger" size="small" variant="ghost" icon="ellipsis" popup="menu" label=${label}></crm-button>
      ${
        open.length > 1
          ? html`<crm-menu-item value="all" icon="mail">${msg(str`Log ${formatNumber(open.length)} open messages`)}</crm-menu-item>
              <hr />`
          : nothing
      }
      ${people.map(
        ({ email, name }) =>
          html`<crm-menu-item value=${email} .checked=${always.includes(email)}>${msg(str`Always log ${name || email}`)}</crm-menu-item>`,
      )}
    </crm-menu>`;
  }

  #renderSaid(store: Store, view: Conversation, { logged, never }: { logged: number; never: NeverLogged | undefined }) {
    if (never?.because === 'rule') {
      const { pattern } = never;
      return html`<p class="said">
        ${icon('eye-off', 'small')} ${msg(str`${pattern} is on your never-log list.`)}
        <button type="button" @click=${() => this.#unrule(store, pattern, 'never')}>${msg('Take it off')}</button>
      </p>`;
    }
    if (never?.because === 'workspace')
      return html`<p class="said">${icon('eye-off', 'small')} ${msg(str`This workspace never logs ${never.pattern}.`)}</p>`;
    if (never?.because === 'colleagues' && logged === 0)
      return html`<p class="said">${msg('Messages among colleagues are logged only when you say so.')}</p>`;
    const always = view.messages.some((message) => alwaysLogged(store, message));
    const count = plural(logged, {
      one: msg(str`${logged} message is logged.`),
      other: msg(str`${formatNumber(logged)} messages are logged.`),
    });
    return html`<p class="said" role="status">
      ${logged > 0 ? count : msg('Nothing of it is logged.')} ${always ? msg('Somebody in it is always logged.') : nothing}
      ${view.threadId === null ? msg('It can be linked once Gmail has given it an id.') : nothing}
    </p>`;
  }
}

/** What the widest of some people's sayings is. */
const widest = (said: readonly Visibility[]): Visibility =>
  visibilities[Math.max(0, ...said.map((one) => visibilities.indexOf(one)))] ?? 'private';

export function visibilityWords(visibility: Visibility): string {
  switch (visibility) {
    case 'private':
      return msg('Only you');
    case 'team':
      return msg('You and your managers');
    case 'everyone':
      return msg('Whoever sees the record');
  }
}

define('crm-sidebar-conversation', SidebarConversation);

declare global {
  interface HTMLElementTagNameMap {
    'crm-sidebar-conversation': SidebarConversation;
  }
}
