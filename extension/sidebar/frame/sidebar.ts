import { provide } from '@lit/context';
import { html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { newId } from '../../../shared/new-id.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/empty/empty.ts';
import '../../../components/base/notice/notice.ts';
import '../../../components/base/tabs/tabs.ts';
import type { Tab } from '../../../components/base/tabs/tabs.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { formatNumber } from '../../../components/base/format/numbers.ts';
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
import { bar } from './bar.ts';
import type { Kind } from './bar.ts';
import { foot } from './foot.ts';
import { gate } from './gate.ts';
import { styles } from './sidebar.styles.ts';

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

  #addAs(kind: Kind): void {
    const known = this.#chosen;
    const about = known ? { resource_type: known.type, resource_id: known.row.id } : { resource_type: null, resource_id: null };
    const given: Values = kind === 'deal' && known?.type === 'contact' ? { contact_id: known.row.id } : {};
    this.quickAdd?.show(kind, about, given);
  }

  /** Whose tab is open. */
  get #chosen(): Known | undefined {
    const { known } = this.#mailbox.people;
    return (known.find(({ known: { row } }) => row.id === this.tab) ?? (this.tab === unknownTab ? undefined : known[0]))?.known;
  }

  protected override render() {
    const session = this.#entry?.session;
    const { store } = this;
    return html`${bar({
        signedIn: store !== undefined,
        search: () => void this.palette?.show(),
        add: (kind) => this.#addAs(kind),
        act: (act) => void this.#menu(store, act),
      })}
      ${this.#renderNotices()} ${store && session?.account?.choice !== 'ask' ? this.#renderMail(store) : this.#renderGate()}
      ${store ? foot(store, this.#mailbox.logged, () => void this.#told(this.#mailbox.undo())) : nothing}
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

  /** Of the last open message that somebody has written. */
  readonly #textOf = async (email: string): Promise<string> => {
    const { view } = this.#mailbox;
    const messages =
      view.kind === 'conversation' ? view.messages.filter(({ from, state: shown }) => from?.email === email && shown === 'open') : [];
    const [last] = messages.slice(-1);
    return (last && (await this.#mailbox.body(last))?.text) ?? '';
  };
}

/** What a tab has place for: the first name, or that of an organization. */
const shortName = (row: Known['row']): string => ('is_organization' in row && row.is_organization ? row.name : row.first_name || row.name);

define('crm-sidebar', Sidebar);

declare global {
  interface HTMLElementTagNameMap {
    'crm-sidebar': Sidebar;
  }
}
