import { provide } from '@lit/context';
import { html, nothing, svg } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { newId } from '../../../shared/new-id.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/empty/empty.ts';
import '../../../components/base/menu/menu.ts';
import '../../../components/base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../../../components/base/menu/menu.ts';
import '../../../components/base/notice/notice.ts';
import '../../../components/base/tabs/tabs.ts';
import type { Tab } from '../../../components/base/tabs/tabs.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { formatNumber } from '../../../components/base/format/numbers.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import { languages, msg, plural, refusalWords, setLanguage, str } from '../../../components/base/localisation/index.ts';
import { AtFoot } from '../../../components/base/toast/at-foot.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import '../../../components/command-palette/command-palette.ts';
import type { CrmCommandPalette } from '../../../components/command-palette/command-palette.ts';
import { storeContext } from '../../../components/provider/contexts.ts';
import '../../../components/quick-add/quick-add.ts';
import type { Values } from '../../../components/quick-add/create.ts';
import type { CrmQuickAdd } from '../../../components/quick-add/quick-add.ts';
import { recordsHaveAddresses } from '../../../components/record/addresses.ts';
import { rememberVisit } from '../../../components/record/recent.ts';
import type { CrmOpenRecordEvent } from '../../../components/record-list/events.ts';
import type { Outcome, Store } from '../../../components/store/index.ts';
import '../../../components/sync-status/sync-status.ts';
import type { Appearance, BackgroundToSidebar, LinkedRecord, PageCompose } from '../../messages.ts';
import { chooseRecord } from '../conversation/choose-record.ts';
import '../conversation/conversation.ts';
import type { LogEvent } from '../conversation/log-event.ts';
import type { AddEvent, LinkComposeEvent, LinkEvent, OpenEvent } from '../events.ts';
import '../home/home.ts';
import type { ThreadEvent } from '../home/home.ts';
import '../known-person/known-person.ts';
import type { SidebarLink } from '../link/sidebar-link.ts';
import { Entry } from '../link/entry.ts';
import type { DiskOf } from '../link/entry.ts';
import { Mailbox } from '../mail/mailbox.ts';
import type { Known } from '../people/address-book.ts';
import '../unknown-person/unknown-people.ts';
import { gate } from './gate.ts';
import { styles } from './sidebar.styles.ts';

const logo = svg`<svg class="logo" viewBox="0 0 18 18" aria-hidden="true"><rect x=".75" y=".75" width="16.5" height="16.5" rx="4"/><path d="M9 4 14 9 9 14 4 9Z"/></svg>`;

const unknownTab = 'unknown';

/**
 * The whole sidebar: who is in the conversation, what is known of them, and what is to be done about it. It works with the page and
 * the background by the messages of `messages.ts`, and keeps the records in a store of its own.
 *
 * @element crm-sidebar
 */
export class Sidebar extends CrmElement {
  static override styles = styles;

  @property({ attribute: false }) link: SidebarLink | undefined;
  /** Where records are kept, other than in the way of the store. */
  @property({ attribute: false }) disk: DiskOf | undefined;

  @provide({ context: storeContext })
  @state()
  protected store: Store | undefined;

  @state() private tab = '';
  @state() private wishing = false;
  @query('crm-quick-add') private quickAdd!: CrmQuickAdd | null;
  @query('crm-command-palette') private palette!: CrmCommandPalette | null;

  #entry: Entry | undefined;
  readonly #mailbox = new Mailbox((message) => this.link?.tell({ type: 'page', message }));
  #stop: (() => void)[] = [];
  #problem = '';

  constructor() {
    super();
    new AtFoot(this, () => this.renderRoot.querySelector('footer'));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stop.splice(0)) stop();
    this.#mailbox.store = undefined;
    this.#entry?.close();
    this.#entry = undefined;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('link')) this.#start();
  }

  #start(): void {
    const { link } = this;
    if (!link || this.#entry || !this.isConnected) return;
    const entry = new Entry(link, () => this.#entered(entry), this.disk);
    this.#entry = entry;
    this.#stop = [
      link.listen((message) => this.#hear(message)),
      link.onRenewed(() => this.#mailbox.sayAnew()),
      this.#mailbox.onChange(() => this.#mailboxChanged()),
    ];
  }

  #entered(entry: Entry): void {
    const { store, session } = entry;
    this.#mailbox.account = session?.account?.address ?? '';
    this.#mailbox.wanted = session?.account?.choice === 'on';
    this.#mailbox.store = store;
    this.store = store;
    const server = session?.server;
    if (server) recordsHaveAddresses((type, id) => `${server}/#/${type}s/${id}`);
    this.requestUpdate();
  }

  #hear(message: BackgroundToSidebar): void {
    if (message.type === 'session') void this.#entry?.follow(message.session);
    else if (message.type === 'peer' && message.present) this.#mailbox.sayAnew();
    else if (message.type === 'page') {
      if (message.message.type === 'appearance') this.#look(message.message.appearance);
      else if (message.message.type === 'choose-link') void this.#chooseFor(message.message.compose);
      else this.#mailbox.hear(message.message);
    }
  }

  #look({ dark, language, direction }: Appearance): void {
    const { documentElement: root } = document;
    root.dataset['crmTheme'] = dark ? 'dark' : 'light';
    root.dir = direction;
    const [tongue = 'en'] = language.toLowerCase().split('-');
    const spoken = languages.find((one) => one === tongue) ?? 'en';
    // Dates and money are written as in the page's own country, words in the nearest language that there is.
    root.lang = spoken === tongue ? language : spoken;
    void setLanguage(root.lang);
  }

  #mailboxChanged(): void {
    const { problem = '' } = this.#mailbox;
    if (problem && problem !== this.#problem) toast({ text: problem, tone: 'danger', from: this });
    this.#problem = problem;
    this.requestUpdate();
  }

  #told(outcome: Outcome | undefined): boolean {
    if (outcome && !outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    return outcome?.ok ?? false;
  }

  async #wish(type: 'sign-in' | 'open-options' | 'on' | 'off'): Promise<void> {
    const { link } = this;
    if (!link || this.wishing) return;
    this.wishing = true;
    const id = newId();
    try {
      if (type === 'open-options') await link.wish({ type, id });
      else if (type === 'sign-in') await link.wish({ type, id, language: document.documentElement.lang });
      else await link.wish({ type: 'choose-account', id, choice: type });
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger', from: this });
    } finally {
      this.wishing = false;
    }
  }

  readonly #add = ({ adds, about, given }: AddEvent): void => this.quickAdd?.show(adds, about, given);

  readonly #link = ({ record, linked }: LinkEvent): void => {
    if (!this.#told(this.#mailbox.link(record, linked))) return;
    toast({
      text: linked ? msg(str`The conversation is linked to ${record.name}.`) : msg(str`The conversation is off ${record.name}.`),
      action: { label: msg('Undo'), run: () => void this.#told(this.#mailbox.link(record, !linked)) },
      from: this,
    });
  };

  readonly #log = async ({ messages }: LogEvent): Promise<void> => {
    this.#told(await this.#mailbox.log(messages, true));
  };

  readonly #linkCompose = ({ record }: LinkComposeEvent): void => {
    const compose = this.#compose;
    if (compose) this.link?.tell({ type: 'page', message: { type: 'compose-link', compose: compose.key, link: record } });
  };

  readonly #thread = ({ thread }: ThreadEvent): void => this.link?.tell({ type: 'page', message: { type: 'open-thread', thread } });

  readonly #open = ({ record, inApp }: OpenEvent): void => void this.#show(record, inApp);

  readonly #found = (event: CrmOpenRecordEvent): void => {
    const { listType: type, recordId: id } = event;
    if (type !== 'deal' && type !== 'lead' && type !== 'contact') return;
    event.preventDefault();
    void this.#show({ type, id }, false);
  };

  async #show({ type, id }: Pick<LinkedRecord, 'type' | 'id'>, inApp: boolean): Promise<void> {
    const { store } = this;
    if (!store) return;
    if (inApp) {
      const server = this.#entry?.session?.server;
      if (server) window.open(`${server}/#/${type}s/${id}`, '_blank', 'noopener');
      return;
    }
    rememberVisit(store.personId, { type, id });
    if (type === 'deal') (await import('../../../components/deal-panel/show.ts')).showDeal(this, id, store);
    else if (type === 'lead') (await import('../../../components/lead-panel/show.ts')).showLead(this, id, store);
    else (await import('../../../components/contact-panel/show.ts')).showContact(this, id, store);
  }

  /** The compose window that is meant where none is named. */
  get #compose(): PageCompose | undefined {
    const { composes } = this.#mailbox;
    return composes.find(({ focused }) => focused) ?? composes.at(-1);
  }

  async #chooseFor(compose: string): Promise<void> {
    const { store } = this;
    if (!store) return;
    this.link?.tell({ type: 'page', message: { type: 'panel', open: true } });
    const link = await chooseRecord(this, store, msg('Link the message being written'));
    if (link) this.link?.tell({ type: 'page', message: { type: 'compose-link', compose, link } });
  }

  async #template(store: Store): Promise<void> {
    const { chooseTemplate } = await import('../templates/choose-template.ts');
    const compose = this.#compose;
    const known = this.#mailbox.people.known[0]?.known.row;
    const [link] = this.#mailbox.links ?? [];
    const linked = compose?.link ?? (link ? { type: link.resource_type, id: link.resource_id } : undefined);
    const deal = linked?.type === 'deal' ? store.get('deal', linked.id) : undefined;
    const chosen = await chooseTemplate(this, store, { to: known, deal, composing: compose !== undefined });
    const into = this.#compose;
    if (!chosen || !into) return;
    const { content, subject } = chosen;
    this.link?.tell({ type: 'page', message: { type: 'insert', compose: into.key, content, subject: subject || null } });
  }

  async #menu(store: Store | undefined, act: string): Promise<void> {
    if (act === 'collapse') this.link?.tell({ type: 'page', message: { type: 'panel', open: false } });
    else if (act === 'options') await this.#wish('open-options');
    else if (act === 'app') {
      const server = this.#entry?.session?.server;
      if (server) window.open(`${server}/`, '_blank', 'noopener');
    } else if (!store) return;
    else if (act === 'template') await this.#template(store);
    else if (act === 'never') await (await import('../never-log/never-log-dialog.ts')).showNeverLog(this, store);
  }

  #addAs(kind: string): void {
    const known = this.#chosen;
    const about = known ? { resource_type: known.type, resource_id: known.row.id } : { resource_type: null, resource_id: null };
    const given: Values = kind === 'deal' && known?.type === 'contact' ? { contact_id: known.row.id } : {};
    if (isKind(kind)) this.quickAdd?.show(kind, about, given);
  }

  /** Whose tab is open. */
  get #chosen(): Known | undefined {
    const { known } = this.#mailbox.people;
    return (known.find(({ known: { row } }) => row.id === this.tab) ?? (this.tab === unknownTab ? undefined : known[0]))?.known;
  }

  protected override render() {
    const session = this.#entry?.session;
    const { store } = this;
    return html`${this.#renderBar(store)} ${this.#renderNotices()}
      ${store && session?.account?.choice !== 'ask' ? this.#renderMail(store) : this.#renderGate()}
      ${store ? this.#renderFoot(store) : nothing}
      <crm-quick-add></crm-quick-add>
      <crm-command-palette @crm-open-record=${this.#found}></crm-command-palette>`;
  }

  #renderGate() {
    const session = this.#entry?.session;
    return html`<div class="state">
      ${session ? gate(session, { busy: this.wishing, wish: (wish) => void this.#wish(wish) }) : nothing}
    </div>`;
  }

  #renderNotices() {
    const session = this.#entry?.session;
    if (!this.store || session?.state !== 'signed-out') return nothing;
    return html`<div class="notice">
      <crm-notice tone="warning" heading=${msg('Signed out')}>
        ${msg('What you change is kept here until you sign in.')}
        <crm-button slot="actions" size="small" ?disabled=${this.wishing} @click=${() => void this.#wish('sign-in')}
          >${msg('Sign in')}</crm-button
        >
      </crm-notice>
    </div>`;
  }

  #renderBar(store: Store | undefined) {
    const add = msg('Add');
    const more = msg('More');
    return html`<header class="bar">
      ${logo}<span class="head grow">Inlay</span>
      ${
        store
          ? html`<crm-button
                size="small"
                variant="ghost"
                icon="search"
                label=${msg('Search')}
                title=${msg('Search')}
                @click=${() => void this.palette?.show()}
              ></crm-button>
              <crm-menu placement="bottom-end" label=${add} @crm-select=${(event: CrmSelectEvent) => this.#addAs(event.value)}>
                <crm-button slot="trigger" size="small" variant="ghost" icon="plus" popup="menu" label=${add} title=${add}></crm-button>
                <crm-menu-item value="lead" icon="user-plus">${msg('Lead')}</crm-menu-item>
                <crm-menu-item value="person" icon="contact">${msg('Person')}</crm-menu-item>
                <crm-menu-item value="deal" icon="columns-3">${msg('Deal')}</crm-menu-item>
                <crm-menu-item value="task" icon="list-checks">${msg('Task')}</crm-menu-item>
                <crm-menu-item value="appointment" icon="calendar-plus">${msg('Appointment')}</crm-menu-item>
                <crm-menu-item value="note" icon="notebook-pen">${msg('Note')}</crm-menu-item>
              </crm-menu>`
          : nothing
      }
      <crm-menu placement="bottom-end" label=${more} @crm-select=${(event: CrmSelectEvent) => void this.#menu(store, event.value)}>
        <crm-button slot="trigger" size="small" variant="ghost" icon="ellipsis" popup="menu" label=${more} title=${more}></crm-button>
        ${
          store
            ? html`<crm-menu-item value="template" icon="file-text">${msg('Insert a template…')}</crm-menu-item>
                <crm-menu-item value="never" icon="eye-off">${msg('Never-log list…')}</crm-menu-item>
                <hr />
                <crm-menu-item value="app" icon="external-link">${msg('Open Inlay')}</crm-menu-item>`
            : nothing
        }
        <crm-menu-item value="options" icon="settings">${msg('Options')}</crm-menu-item>
        <crm-menu-item value="collapse" icon="chevron-right">${msg('Collapse')}</crm-menu-item>
      </crm-menu>
    </header>`;
  }

  #renderMail(store: Store) {
    const { view, account } = this.#mailbox;
    const { known, unknown, colleagues } = this.#mailbox.people;
    const conversation = view.kind === 'conversation' ? view : undefined;
    const rest = html`${
      conversation
        ? html`<crm-sidebar-conversation
            .store=${store}
            .account=${account}
            .view=${conversation}
            @crm-sidebar-open=${this.#open}
            @crm-sidebar-link=${this.#link}
            @crm-sidebar-log=${this.#log}
          ></crm-sidebar-conversation>`
        : nothing
    }`;
    const strangers = html`<crm-sidebar-unknown
      .store=${store}
      .account=${account}
      .people=${unknown}
      .textOf=${this.#textOf}
      @crm-sidebar-add=${this.#add}
    ></crm-sidebar-unknown>`;
    if (known.length + unknown.length === 0)
      return html`<div class="scroll">
        ${
          conversation
            ? html`${colleagues.length > 0 ? html`<crm-empty>${msg('Only colleagues are in this conversation.')}</crm-empty>` : nothing}${rest}`
            : html`<crm-sidebar-home .store=${store} .account=${account} @crm-sidebar-thread=${this.#thread}></crm-sidebar-home>`
        }
      </div>`;
    const chosen = this.#chosen;
    const current = chosen?.row.id ?? unknownTab;
    const items: Tab[] = known.map(({ known: { row } }) => ({ value: row.id, label: shortName(row), avatar: row.name }));
    if (unknown.length > 0) {
      const count = formatNumber(unknown.length);
      items.push({
        value: unknownTab,
        icon: 'user-plus',
        label: plural(unknown.length, { one: msg(str`${count} unknown`), other: msg(str`${count} unknown people`) }),
      });
    }
    return html`<crm-tabs
      label=${conversation ? msg('People in this conversation') : msg('People of this message')}
      .items=${items}
      .value=${current}
      @change=${(event: Event) => (this.tab = (event.currentTarget as HTMLElement & { value: string }).value)}
    >
      <div slot=${current}>
        ${
          chosen
            ? html`<crm-sidebar-person
                .store=${store}
                .known=${chosen}
                .linked=${this.#mailbox.links?.map(({ resource_id }) => resource_id)}
                ?composing=${this.#compose !== undefined}
                @crm-sidebar-open=${this.#open}
                @crm-sidebar-add=${this.#add}
                @crm-sidebar-link=${this.#link}
                @crm-sidebar-link-compose=${this.#linkCompose}
              ></crm-sidebar-person>`
            : nothing
        }
        ${chosen ? html`${rest}${strangers}` : html`${strangers}${rest}`}
      </div>
    </crm-tabs>`;
  }

  #renderFoot(store: Store) {
    const { logged } = this.#mailbox;
    const { connection, waiting, refused, storage } = store.status;
    const calm = (connection === 'up-to-date' || connection === 'syncing') && waiting === 0 && refused === 0 && storage === 'disk';
    const [on, ...more] = logged?.on ?? [];
    return html`<footer>
      ${
        logged
          ? html`<div class="done" role="status">
              ${icon('check', 'small')}
              <span class="cut grow" title=${logged.on.join(', ')}
                >${on === undefined ? msg('Logged') : more.length > 0 ? msg(str`Logged on ${on} and ${formatNumber(more.length)} more`) : msg(str`Logged on ${on}`)}</span
              >
              <crm-button size="small" variant="ghost" @click=${() => void this.#told(this.#mailbox.undo())}>${msg('Undo')}</crm-button>
            </div>`
          : nothing
      }
      ${logged && calm ? nothing : html`<crm-sync-status></crm-sync-status>`}
    </footer>`;
  }

  /** Of the last open message that somebody has written. */
  readonly #textOf = async (email: string): Promise<string> => {
    const { view } = this.#mailbox;
    const messages =
      view.kind === 'conversation' ? view.messages.filter(({ from, state: shown }) => from?.email === email && shown === 'open') : [];
    const [last] = messages.slice(-1);
    return (last && (await this.#mailbox.body(last))?.text) ?? '';
  };
}

const kinds = ['lead', 'person', 'organization', 'deal', 'task', 'appointment', 'note'] as const;
const isKind = (kind: string): kind is (typeof kinds)[number] => kinds.some((one) => one === kind);

/** What a tab has place for: the first name, or that of an organization. */
const shortName = (row: Known['row']): string => ('is_organization' in row && row.is_organization ? row.name : row.first_name || row.name);

define('crm-sidebar', Sidebar);

declare global {
  interface HTMLElementTagNameMap {
    'crm-sidebar': Sidebar;
  }
}
