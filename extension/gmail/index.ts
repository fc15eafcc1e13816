import { readAccount } from './account.ts';
import { densityOf, directionOf, isDark, languageOf } from './appearance.ts';
import type { Candidates } from './candidates.ts';
import { candidates as allCandidates } from './candidates.ts';
import { Composes } from './composes.ts';
import { readConversation } from './conversation.ts';
import { diagnose } from './diagnosis.ts';
import { Finder } from './finder.ts';
import type { Reading } from './message.ts';
import { clearMarks, sweepMarks } from './marks.ts';
import { Network } from './network.ts';
import type { Route } from './route.ts';
import { readRoute } from './route.ts';
import type { RowReading } from './rows.ts';
import { readRows } from './rows.ts';
import { Sending } from './sending.ts';
import type { Account, Diagnosis, Gmail, Ids, Row, Send, Sent, View } from './types.ts';
import { watch } from './watch.ts';

export { isPixel, placePixel, removePixels } from './pixels.ts';
export { openRoom } from './room.ts';
export type {
  Account,
  Area,
  Body,
  Compose,
  Conversation,
  Diagnosis,
  Gmail,
  Ids,
  Message,
  Part,
  Person,
  Room,
  Row,
  Send,
  Sent,
  View,
} from './types.ts';

export interface GmailOptions {
  /** The origin of our server, whose pixels are taken out of what is read. */
  server?: () => string | undefined;
  candidates?: Candidates;
}

/** Reads and marks the Gmail page of that window, until it is closed. One for each page. */
export function openGmail(document: Document, window: Window, options: GmailOptions = {}): Gmail {
  return new OpenGmail(document, window, options);
}

class OpenGmail implements Gmail {
  readonly #document: Document;
  readonly #window: Window;
  readonly #finder: Finder;
  readonly #network: Network;
  readonly #composes: Composes;
  readonly #sending: Sending;
  readonly #watching: { soon(): void; close(): void };
  readonly #server: () => string | undefined;
  readonly #changes = new Set<() => void>();
  readonly #sent = new Set<(sent: Sent) => void>();
  readonly #undone = new Set<(draftId: string) => void>();
  #account: { at: string; account: Account } | undefined;
  #closed = false;

  constructor(document: Document, window: Window, { server, candidates }: GmailOptions) {
    this.#document = document;
    this.#window = window;
    this.#server = server ?? (() => undefined);
    const finder = new Finder(document, candidates ?? allCandidates);
    this.#finder = finder;
    this.#network = new Network(document, {
      sent: (sent) => this.#tell(this.#sent, sent),
      undone: (draftId) => this.#tell(this.#undone, draftId),
      changed: () => this.#watching?.soon(),
    });
    this.#composes = new Composes({
      finder,
      network: this.#network,
      own: () => this.account?.address,
      shownThread: () => this.#threadShown(),
    });
    const scan = () => this.#composes.scan(this.#window.performance.now());
    this.#sending = new Sending(window, finder, this.#composes, scan);
    const atOnce = () => finder.guard('sweep', undefined, () => void sweepMarks(document, finder));
    this.#watching = watch(document, window, this.#changed, atOnce);
    document.addEventListener('selectionchange', this.#caret);
    finder.guard('scan', undefined, () => void scan());
    this.#watching.soon();
  }

  get account(): Account | undefined {
    return this.#guard('account', undefined, () => {
      const { pathname } = this.#window.location;
      // It stays as long as the page: what was certain once is not sought again.
      if (this.#account?.at === pathname) return this.#account.account;
      this.#network.ask();
      const account = readAccount(this.#document, pathname, this.#finder, this.#network);
      if (account?.certain) this.#account = { at: pathname, account };
      return account;
    });
  }

  get language(): string {
    return this.#guard('language', 'en', () => languageOf(this.#document, this.#network.language));
  }

  get direction(): 'ltr' | 'rtl' {
    return this.#guard('direction', 'ltr', () => directionOf(this.#document, this.#window));
  }

  get dark(): boolean {
    return this.#guard('dark', false, () => isDark(this.#finder, this.#window).content);
  }

  get frameDark(): boolean {
    return this.#guard('dark', false, () => isDark(this.#finder, this.#window).frame);
  }

  get density(): 'compact' | 'default' {
    return this.#guard('density', 'default', () => densityOf(this.#finder));
  }

  view(): View {
    return this.#guard<View>('view', { kind: 'none', loading: false }, () => {
      const route = this.#route();
      if (!route.mail) return { kind: 'none', loading: false };
      const conversation = readConversation(this.#reading(), route);
      if (conversation) return { kind: 'conversation', list: route.list, conversation };
      const main = this.#finder.first('main', this.#document, { visible: true });
      // A thread that is named but not there yet is on its way: no list, whatever still stands in the page.
      const coming = !main || (route.thread !== undefined && readRows(this.#rowReading(route)).length === 0);
      if (route.alone || coming) return { kind: 'none', loading: coming };
      return { kind: 'list', list: route.list, sent: route.list === 'sent', query: route.query };
    });
  }

  rows(): Row[] {
    return this.#guard<Row[]>('rows', [], () => {
      const route = this.#route();
      return route.mail ? readRows(this.#rowReading(route)) : [];
    });
  }

  composes() {
    return this.#guard('composes', [], () => {
      const { composes, waiting } = this.#composes.scan(this.#window.performance.now());
      if (waiting) this.#later();
      return composes;
    });
  }

  onChange(listener: () => void): () => void {
    this.#changes.add(listener);
    return () => void this.#changes.delete(listener);
  }

  onSend(listener: (send: Send) => void): () => void {
    this.#sending.listeners.add(listener);
    return () => void this.#sending.listeners.delete(listener);
  }

  onSent(listener: (sent: Sent) => void): () => void {
    this.#sent.add(listener);
    return () => void this.#sent.delete(listener);
  }

  onUndone(listener: (draftId: string) => void): () => void {
    this.#undone.add(listener);
    return () => void this.#undone.delete(listener);
  }

  known(syncId: string): Ids | undefined {
    return this.#network.of(syncId);
  }

  diagnose(): Diagnosis {
    return this.#guard('diagnosis', { page: {}, parts: [] } as Diagnosis, () =>
      diagnose({ gmail: this, finder: this.#finder, network: this.#network, sending: this.#sending, route: this.#route() }),
    );
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#watching.close();
    this.#sending.close();
    this.#network.close();
    this.#document.removeEventListener('selectionchange', this.#caret);
    this.#guard('clear', undefined, () => clearMarks(this.#document));
  }

  readonly #changed = (): void => {
    if (this.#closed) return;
    this.composes();
    this.#tell(this.#changes, undefined);
    // Whoever learns only now of a compose that was sent at once hears all the same that it was refused.
    this.#guard('refusals', undefined, () => this.#sending.look());
  };

  readonly #caret = (): void => this.#guard('caret', undefined, () => [...this.#composes.all()].forEach((compose) => compose.noteCaret()));

  /** A compose that is gone is looked for once more before it is closed. */
  #later(): void {
    this.#window.setTimeout(() => !this.#closed && this.#watching.soon(), 450);
  }

  #tell<Told>(listeners: Set<(told: Told) => void>, told: Told): void {
    for (const listener of listeners) this.#guard('listener', undefined, () => listener(told));
  }

  #threadShown(): string | undefined {
    const view = this.view();
    return view.kind === 'conversation' ? view.conversation.threadId : undefined;
  }

  #route(): Route {
    return readRoute(this.#window.location);
  }

  #reading(): Reading {
    return { finder: this.#finder, network: this.#network, language: this.language, own: this.account?.address, server: this.#server() };
  }

  #rowReading(route: Route): RowReading {
    return { finder: this.#finder, route, own: this.account?.address };
  }

  #guard<Value>(doing: string, otherwise: Value, work: () => Value): Value {
    return this.#finder.guard(doing, otherwise, work);
  }
}
