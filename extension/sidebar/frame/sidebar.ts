import { provide } from '@lit/context';
import { html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { newId } from '../../../shared/new-id.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { languages, msg, refusalWords, setLanguage, str } from '../../../components/base/localisation/index.ts';
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
import type { Appearance, BackgroundToSidebar, LinkedRecord, SidebarToContent } from '../../messages.ts';
import type { LogEvent } from '../conversation/log-event.ts';
import type { AddEvent, LinkComposeEvent, LinkEvent, OpenEvent } from '../events.ts';
import type { ThreadEvent } from '../home/home.ts';
import type { SidebarLink } from '../link/sidebar-link.ts';
import { Entry } from '../link/entry.ts';
import type { DiskOf } from '../link/entry.ts';
import { Mailbox } from '../mail/mailbox.ts';
import type { Known } from '../people/address-book.ts';
import { bar } from './bar.ts';
import type { Kind } from './bar.ts';
import { Composing } from './composing.ts';
import { foot } from './foot.ts';
import { gate } from './gate.ts';
import { noRecords } from './no-records.ts';
import { notices } from './notices.ts';
import { peopleTabs, unknownTab } from './people-tabs.ts';
import { styles } from './sidebar.styles.ts';

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
  readonly #tell = (message: SidebarToContent): void => this.link?.tell({ type: 'page', message });
  readonly #mailbox = new Mailbox(this.#tell);
  readonly #composing = new Composing(this, this.#mailbox, this.#tell);
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
      else if (message.message.type === 'choose-link') {
        if (this.store) void this.#composing.chooseLink(this.store, message.message.compose);
      } else this.#mailbox.hear(message.message);
    }
  }

  #look({ dark, language, direction }: Appearance): void {
    const { documentElement: root } = document;
    root.dataset['crmTheme'] = dark ? 'dark' : 'light';
    const [tongue = 'en'] = language.toLowerCase().split('-');
    const spoken = languages.find((one) => one === tongue) ?? 'en';
    // Words of another language than the page's run in their own direction: figures and full stops would go astray.
    root.dir = spoken === tongue ? direction : 'ltr';
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

  readonly #linkCompose = ({ record }: LinkComposeEvent): void => this.#composing.link(record);

  readonly #thread = ({ thread }: ThreadEvent): void => this.#tell({ type: 'open-thread', thread });

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

  async #menu(store: Store | undefined, act: string): Promise<void> {
    if (act === 'collapse') this.#tell({ type: 'panel', open: false });
    else if (act === 'options') await this.#wish('open-options');
    else if (act === 'app') {
      const server = this.#entry?.session?.server;
      if (server) window.open(`${server}/`, '_blank', 'noopener');
    } else if (!store) return;
    else if (act === 'template') await this.#composing.insertTemplate(store);
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
      ${session ? notices(session, store !== undefined, { busy: this.wishing, wish: (wish) => void this.#wish(wish) }) : nothing}
      ${store && session?.account?.choice !== 'ask' ? this.#renderMail(store) : this.#renderGate()}
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

  #renderMail(store: Store) {
    if (store.status.ready === 'none') return html`<div class="state">${noRecords(store.status)}</div>`;
    return peopleTabs({
      store,
      mailbox: this.#mailbox,
      chosen: this.#chosen,
      composing: this.#composing.current !== undefined,
      acts: {
        open: this.#open,
        add: this.#add,
        link: this.#link,
        linkCompose: this.#linkCompose,
        log: this.#log,
        thread: this.#thread,
        turn: (tab) => (this.tab = tab),
      },
    });
  }
}

define('crm-sidebar', Sidebar);

declare global {
  interface HTMLElementTagNameMap {
    'crm-sidebar': Sidebar;
  }
}
