import type { ConversationLink } from '../../../shared/records/index.ts';
import { refusalWords } from '../../../components/base/localisation/index.ts';
import type { Outcome, Store } from '../../../components/store/index.ts';
import type {
  ContentToSidebar,
  LinkedRecord,
  MessageBody,
  PageCompose,
  PageMessage,
  PageRow,
  PageView,
  SendNews,
  SidebarToContent,
} from '../../messages.ts';
import { newId } from '../../../shared/new-id.ts';
import { AddressBook } from '../people/address-book.ts';
import { peopleIn, toldApart } from '../people/people.ts';
import type { People } from '../people/people.ts';
import { ByItself } from './by-itself.ts';
import { canLog, linksOf, logMessage, loggedAs, peopleRecords } from './logging.ts';
import { completeSend, forgetSend, keepSend, linkThread } from './sends.ts';
import { takeBack } from './taken-back.ts';
import { Telling } from './telling.ts';

/** What was logged last, for the word that says so and the way back. */
export interface Logged {
  emails: readonly string[];
  /** The names of what it stands on. */
  on: readonly string[];
  threadId: string | null;
}

type Listener = () => void;

const nowhere: PageView = { kind: 'none' };

/**
 * The mailbox that the page shows, with what the store knows of it: who is in the open conversation, what it is linked to, how
 * messages fare. It answers the page, tells it what it must show, and logs what is to be logged by itself.
 */
export class Mailbox {
  view: PageView = nowhere;
  composes: readonly PageCompose[] = [];
  logged: Logged | undefined;
  /** What the last message that was sent could not be kept for. */
  problem: string | undefined;
  account = '';
  readonly #tell: (message: SidebarToContent) => void;
  readonly #listeners = new Set<Listener>();
  readonly #asked = new Map<string, (body: MessageBody | null) => void>();
  readonly #later: ContentToSidebar[] = [];
  readonly #logging = new Set<string>();
  readonly #byItself = new ByItself();
  readonly #telling: Telling;
  #rows: readonly PageRow[] = [];
  #store: Store | undefined;
  #book: AddressBook | undefined;
  #stop: (() => void)[] = [];
  #due = false;
  #wanted = false;

  constructor(tell: (message: SidebarToContent) => void) {
    this.#tell = tell;
    this.#telling = new Telling(tell);
  }

  get store(): Store | undefined {
    return this.#store;
  }

  set store(store: Store | undefined) {
    if (store === this.#store) return;
    for (const stop of this.#stop.splice(0)) stop();
    this.#book?.close();
    this.#store = store;
    this.#book = store && new AddressBook(store);
    this.logged = undefined;
    if (store) this.#stop = [store.onChanges(() => this.#soon()), store.onStatus(() => this.#soon())];
    for (const message of store ? this.#later.splice(0) : []) this.hear(message);
    this.#soon();
  }

  /** Whether the person has said that they want the extension in this account: nothing is logged by itself before. */
  set wanted(wanted: boolean) {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#soon();
  }

  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A page that has come anew knows nothing of what was said before. */
  sayAnew(): void {
    this.#telling.forget();
    this.#soon();
  }

  get people(): People {
    const seen = peopleIn(this.view, this.composes);
    return this.#book ? toldApart(seen, this.#book) : { known: [], unknown: [], colleagues: [] };
  }

  /** What the open conversation is linked to; undefined where none is open that could be. */
  get links(): readonly ConversationLink[] | undefined {
    const { view } = this;
    if (!this.#store || view.kind !== 'conversation' || view.threadId === null) return undefined;
    return linksOf(this.#store, { account: this.account, threadId: view.threadId });
  }

  hear(message: ContentToSidebar): void {
    switch (message.type) {
      case 'view':
        if (message.view.kind !== 'conversation' || this.view.kind !== 'conversation' || message.view.threadId !== this.view.threadId)
          this.logged = undefined;
        this.view = message.view;
        return this.#soon();
      case 'rows':
        this.#rows = message.rows;
        return this.#soon();
      case 'composes':
        this.composes = message.composes;
        return this.#soon();
      case 'track':
      case 'sent':
      case 'unsent':
        return void this.#hearOfSend(message);
      case 'links':
        return void this.#signLinks(message);
      case 'answer':
      case 'refused':
        this.#asked.get(message.id)?.(message.type === 'answer' ? message.value : null);
        this.#asked.delete(message.id);
        return;
      default:
    }
  }

  /** The body of a message that the page shows, without what it quotes; null where it shows it no more. */
  body(message: PageMessage): Promise<MessageBody | null> {
    const key = message.id ?? message.syncId;
    if (key === null) return Promise.resolve(null);
    const id = newId();
    return new Promise((resolve) => {
      this.#asked.set(id, resolve);
      this.#tell({ type: 'body', id, message: key });
      // The page may be gone by the time.
      setTimeout(() => {
        if (this.#asked.delete(id)) resolve(null);
      }, 5000);
    });
  }

  /** The text of the last open message that somebody has written. */
  readonly lastTextOf = async (email: string): Promise<string> => {
    const { view } = this;
    const messages = view.kind === 'conversation' ? view.messages : [];
    const last = messages.findLast(({ from, state }) => from?.email === email && state === 'open');
    return (last && (await this.body(last))?.text) ?? '';
  };

  link(record: LinkedRecord, linked: boolean): Outcome | undefined {
    const { view } = this;
    const store = this.#store;
    if (!store || view.kind !== 'conversation' || view.threadId === null) return undefined;
    const place = { account: this.account, threadId: view.threadId };
    if (linked) return linkThread(store, place, record);
    for (const { id, resource_id } of linksOf(store, place))
      if (resource_id === record.id) {
        const outcome = store.mutate.unlinkConversation({ id });
        if (!outcome.ok) return outcome;
      }
    return { ok: true };
  }

  /** Logs messages on what the conversation is linked to, or on the people in them where it is linked to nothing. */
  async log(messages: readonly PageMessage[], byHand: boolean): Promise<Outcome> {
    const { view } = this;
    const store = this.#store;
    const book = this.#book;
    if (!store || !book || view.kind !== 'conversation') return { ok: true };
    // Only then is a change seen at once, and a refusal told.
    await store.able();
    const place = { account: this.account, threadId: view.threadId, subject: view.subject };
    const done: string[] = [];
    for (const message of messages) {
      const key = message.id ?? message.syncId ?? '';
      if (!canLog(message) || this.#logging.has(key)) continue;
      this.#logging.add(key);
      try {
        const body = await this.body(message);
        if (store !== this.#store) return { ok: true };
        const linked = linksOf(store, place).map(({ resource_type: type, resource_id: id }) => ({ type, id }));
        const records = linked.length > 0 ? linked : peopleRecords(book, message);
        const outcome = logMessage(store, { place, message, body, records, byHand });
        if (!outcome.ok) return outcome;
        if (byHand) takeBack(key, false);
        const email = loggedAs(store, place.account, message)?.email;
        if (email) done.push(email.id);
      } finally {
        this.#logging.delete(key);
      }
    }
    if (done.length > 0) this.#sayLogged(store, done, view.threadId);
    return { ok: true };
  }

  /** Takes back what was logged last. */
  undo(): Outcome {
    const { logged } = this;
    const store = this.#store;
    this.logged = undefined;
    this.#soon();
    if (!logged || !store) return { ok: true };
    for (const id of logged.emails) {
      for (const copy of store.list('email_copy', 'email_id', id)) if (copy.gmail_message_id) takeBack(copy.gmail_message_id, true);
      const outcome = store.mutate.unlogEmail({ id });
      if (!outcome.ok) return outcome;
    }
    return { ok: true };
  }

  #sayLogged(store: Store, emails: readonly string[], threadId: string | null): void {
    const names = emails.flatMap((id) =>
      store
        .list('email_link', 'email_id', id)
        .flatMap(({ resource_type, resource_id }) => store.get(resource_type, resource_id)?.name ?? []),
    );
    this.logged = { emails, on: [...new Set(names)], threadId };
    this.#soon();
  }

  async #hearOfSend(message: SendNews): Promise<void> {
    const store = this.#store;
    if (!store) return void this.#later.push(message);
    await store.able();
    const outcome =
      message.type === 'track'
        ? keepSend(store, message.id, message.send)
        : message.type === 'sent'
          ? completeSend(store, message.sent)
          : forgetSend(store, message);
    this.problem = outcome.ok ? undefined : refusalWords(outcome.rejection);
    const { id } = message;
    this.#tell(outcome.ok ? { type: 'answer', id, value: null } : { type: 'refused', id, message: refusalWords(outcome.rejection) });
    this.#soon();
  }

  /** Addresses that tell of a click, in place of those in a message: the server alone can sign them. */
  async #signLinks({ id, token, urls }: Extract<ContentToSidebar, { type: 'links' }>): Promise<void> {
    try {
      const response = await this.#store?.transport.request('POST', '/tracking/links', { token, urls });
      const { links } = ((await response?.json()) ?? { links: null }) as { links: string[] | null };
      this.#tell({ type: 'answer', id, value: links });
    } catch (error) {
      // Without them the message is sent as it was written.
      console.warn('Inlay has no signed links for this message.', error);
      this.#tell({ type: 'answer', id, value: null });
    }
  }

  /** All that is to follow from a change, once, after all of it. */
  #soon(): void {
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.#tellPage();
      void this.#logByItself();
      for (const listener of this.#listeners) listener();
    });
  }

  #tellPage(): void {
    const { account, view, links = [] } = this;
    this.#telling.say(this.#store, { account, view, rows: this.#rows, links, known: this.people.known.length });
  }

  async #logByItself(): Promise<void> {
    const { view, account } = this;
    const store = this.#store;
    if (!store || store.status.ready !== 'all' || view.kind !== 'conversation' || account === '' || !this.#wanted) return;
    const due = this.#byItself.take(store, { account, threadId: view.threadId, messages: view.messages });
    if (due.length === 0) return;
    const outcome = await this.log(due, false);
    if (outcome.ok) return;
    this.problem = refusalWords(outcome.rejection);
    this.#soon();
  }
}
