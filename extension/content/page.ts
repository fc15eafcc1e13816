import { newId } from '../../shared/new-id.ts';
import type { Compose, Gmail, Room } from '../gmail/index.ts';
import type { BackgroundLink } from '../link/background-link.ts';
import type {
  BackgroundToContent,
  ComposeDefaults,
  ContentToBackground,
  ContentToSidebar,
  LinkedRecord,
  Mark,
  MessageBody,
  SendNews,
  Session,
  SidebarToContent,
} from '../messages.ts';
import type { ColumnState } from './column.ts';
import { Column } from './column.ts';
import { Departures } from './departures.ts';
import { Marks } from './marks.ts';
import { noteNodes } from './note-nodes.ts';
import { appearanceOf, composeOf, rowsOf, viewOf } from './page-state.ts';
import { wordsIn } from './words.ts';
import type { Saying, Sender } from './writing.ts';
import { Writing } from './writing.ts';

export type ContentLink = BackgroundLink<ContentToBackground, BackgroundToContent>;

export interface PageSetting {
  document: Document;
  window: Window;
  gmail: Gmail;
  room: Room;
  link: ContentLink;
  /** The address of the sidebar's page. */
  sidebar: string;
  /** Of the extension. */
  version: string;
  column: ColumnState;
  remember: (state: ColumnState) => void;
}

/** Milliseconds after which a question to the sidebar is given up. */
const patience = 5000;

/** Gmail's page with all that is ours in it: the column, the controls of compose windows, the marks. */
export class Page {
  readonly #setting: PageSetting;
  readonly #column: Column;
  readonly #rows: Marks;
  readonly #messages: Marks;
  readonly #writings = new Map<string, Writing>();
  readonly #departures: Departures;
  readonly #stop: (() => void)[];
  /** What the sidebar was told last: it is told what is new alone. */
  readonly #said = new Map<string, string>();
  /** What must be known to be kept before it is forgotten here. */
  readonly #unanswered = new Map<string, ContentToSidebar>();
  readonly #asked = new Map<string, (value: readonly string[] | null) => void>();
  #session: Session | undefined;
  #defaults: ComposeDefaults | undefined;
  #rowMarks: Readonly<Record<string, Mark>> = {};
  #messageMarks: Readonly<Record<string, Mark>> = {};
  #focused: string | undefined;
  #account: string | null | undefined;

  constructor(setting: PageSetting) {
    this.#setting = setting;
    const { document, window, gmail, room, link } = setting;
    this.#column = new Column(
      { document, window, room, page: setting.sidebar, state: setting.column, changed: setting.remember },
      wordsIn(gmail.language),
    );
    this.#rows = new Marks(document);
    this.#messages = new Marks(document);
    this.#departures = new Departures(
      (news) => this.#keep(news),
      (draftId) => gmail.known(draftId) !== undefined,
    );
    document.addEventListener('focusin', this.#focus, true);
    this.#stop = [
      link.listen((message) => this.#hear(message)),
      link.onRenewed(() => this.#sayAnew()),
      gmail.onChange(() => this.#look()),
      gmail.onSent((sent) => {
        const account = gmail.account?.address;
        if (account) this.#departures.sent(sent, account);
      }),
      gmail.onUndone((draftId) => this.#departures.undone(draftId)),
      () => document.removeEventListener('focusin', this.#focus, true),
    ];
    this.#look();
  }

  close(): void {
    for (const stop of this.#stop.splice(0)) stop();
    for (const writing of this.#writings.values()) writing.close();
    this.#rows.clear();
    this.#messages.clear();
    this.#column.close();
  }

  /** Whose page it is, as far as messages are sent in their name. */
  get #sender(): Sender | undefined {
    const session = this.#session;
    const account = this.#setting.gmail.account?.address;
    // Who is signed out by the server goes on working: what is sent is kept until they sign in again.
    if (!session?.server || !session.person || !account || session.account?.choice !== 'on') return undefined;
    const { id: personId, name, email } = session.person;
    return { server: session.server, personId, account, name, email };
  }

  /** Looks at the page anew: tells the sidebar what has changed, and puts right what is ours. */
  #look(): void {
    const { gmail, link } = this.#setting;
    const account = gmail.account?.address ?? null;
    if (account !== null && account !== this.#account) {
      this.#account = account;
      link.tell({ type: 'account', address: account });
    }
    const appearance = appearanceOf(gmail);
    this.#column.say(wordsIn(appearance.language), appearance.dark, appearance.direction);
    this.#sayOnce({ type: 'appearance', appearance });
    this.#sayOnce({ type: 'view', view: viewOf(gmail) });
    this.#sayOnce({ type: 'rows', rows: rowsOf(gmail) });
    this.#write();
    this.#mark();
  }

  #write(): void {
    const { gmail, document } = this.#setting;
    const composes = gmail.composes();
    for (const [key, writing] of this.#writings)
      if (!composes.some((compose) => compose.key === key)) {
        writing.close();
        this.#writings.delete(key);
      }
    const { dark, language, direction } = gmail;
    for (const compose of composes) {
      let writing = this.#writings.get(compose.key);
      if (!writing) this.#writings.set(compose.key, (writing = new Writing(document, gmail, compose, this.#saying)));
      writing.show(this.#sender, this.#defaults, wordsIn(language), { dark: compose.dark ?? dark, direction });
    }
    this.#sayOnce({
      type: 'composes',
      composes: composes.map((compose) => composeOf(compose, compose.key === this.#focused, this.#writings.get(compose.key)?.link ?? null)),
    });
  }

  #mark(): void {
    const { gmail } = this.#setting;
    const { dark } = gmail;
    this.#rows.show(gmail.rows(), this.#sender ? this.#rowMarks : {}, dark);
    const view = gmail.view();
    const messages = view.kind === 'conversation' ? view.conversation.messages : [];
    this.#messages.show(
      messages.flatMap(({ id, state, mark }) => (id !== undefined && state === 'open' ? [{ key: id, mark }] : [])),
      this.#sender ? this.#messageMarks : {},
      dark,
    );
  }

  readonly #saying: Saying = {
    leaves: (compose, send, scheduled) => this.#departures.begin(compose, send, scheduled),
    refused: (compose) => this.#departures.refused(compose),
    closed: (compose) => this.#departures.closed(compose),
    chooseLink: (compose) => {
      this.#column.open();
      this.#say({ type: 'choose-link', compose });
    },
    changed: () => this.#write(),
    links: (token, urls) => this.#links(token, urls),
  };

  #links(token: string, urls: readonly string[]): Promise<readonly string[] | null> {
    const id = newId();
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.#say({ type: 'links', id, token, urls: [...urls] });
      setTimeout(() => {
        if (this.#asked.delete(id)) resolve(null);
      }, patience);
    });
  }

  /** Said until it is answered: neither a message that was sent must be lost, nor that it was taken back. */
  #keep(message: SendNews): void {
    this.#unanswered.set(message.id, message);
    this.#say(message);
  }

  #say(message: ContentToSidebar): void {
    this.#setting.link.tell({ type: 'page', message });
  }

  #sayOnce(message: ContentToSidebar): void {
    const words = JSON.stringify(message);
    if (this.#said.get(message.type) === words) return;
    this.#said.set(message.type, words);
    this.#say(message);
  }

  #sayAnew(): void {
    this.#said.clear();
    if (this.#account) this.#setting.link.tell({ type: 'account', address: this.#account });
    for (const message of this.#unanswered.values()) this.#say(message);
    this.#look();
  }

  #hear(message: BackgroundToContent): void {
    switch (message.type) {
      case 'session':
        this.#session = message.session;
        this.#column.off = message.session.account?.choice === 'off';
        this.#write();
        return this.#mark();
      case 'peer':
        if (!message.present) return;
        this.#said.clear();
        return this.#look();
      case 'toggle':
        return this.#column.toggle();
      case 'report': {
        const { gmail, link, version } = this.#setting;
        return link.tell({ type: 'report', id: message.id, report: { version, ...gmail.diagnose() } });
      }
      case 'page':
        return this.#hearSidebar(message.message);
      default:
    }
  }

  #hearSidebar(message: SidebarToContent): void {
    switch (message.type) {
      case 'marks':
        this.#rowMarks = message.marks;
        this.#messageMarks = message.messages;
        return this.#mark();
      case 'defaults':
        this.#defaults = message.defaults;
        return this.#write();
      case 'badge':
        this.#column.known = message.count;
        return;
      case 'panel':
        if (message.open && this.#column.collapsed) this.#column.open();
        else if (!message.open) this.#column.collapse();
        return;
      case 'compose-link':
        return this.#linkCompose(message.compose, message.link);
      case 'insert':
        return this.#insert(message.compose, message.content, message.subject);
      case 'open-thread':
        // Gmail opens a conversation by its id in any list.
        if (/^[0-9a-f]+$/.test(message.thread)) this.#setting.window.location.hash = `#all/${message.thread}`;
        return;
      case 'body':
        return this.#say({ type: 'answer', id: message.id, value: this.#body(message.message) });
      case 'answer':
      case 'refused':
        this.#unanswered.delete(message.id);
        this.#asked.get(message.id)?.(message.type === 'answer' ? message.value : null);
        this.#asked.delete(message.id);
        return;
    }
  }

  #linkCompose(key: string, link: LinkedRecord | null): void {
    const writing = this.#writings.get(key);
    if (!writing) return;
    writing.link = link;
    this.#write();
  }

  #insert(key: string, content: string, subject: string | null): void {
    const compose = this.#compose(key);
    if (!compose) return;
    compose.insertAtCaret(noteNodes(this.#setting.document, content));
    if (subject !== null && compose.subject === '') compose.setSubject(subject);
  }

  #compose(key: string): Compose | undefined {
    return this.#setting.gmail.composes().find((compose) => compose.key === key);
  }

  #body(key: string): MessageBody | null {
    const view = this.#setting.gmail.view();
    if (view.kind !== 'conversation') return null;
    const message = view.conversation.messages.find(({ id, syncId }) => id === key || syncId === key);
    return message?.body() ?? null;
  }

  readonly #focus = (event: Event): void => {
    const { target } = event;
    if (!(target instanceof Node)) return;
    for (const { compose } of this.#writings.values()) if (compose.element.contains(target)) this.#focused = compose.key;
    this.#write();
  };
}
