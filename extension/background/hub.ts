import browser from 'webextension-polyfill';
import type { Runtime } from 'webextension-polyfill';
import type {
  ContentToBackground,
  ContentToSidebar,
  Report,
  SendNews,
  SessionProblem,
  SidebarToBackground,
  SidebarToContent,
  TabReport,
  Wish,
} from '../messages.ts';
import { tellEnded } from './ended.ts';
import { signIn } from './grant.ts';
import type { Kept, SignIn, WaitingSendNews } from './kept.ts';
import type { Memory } from './memory.ts';
import { signInFor } from './kept.ts';
import { Relay } from './relay.ts';
import { Sends } from './sends.ts';
import { sessionOf } from './session.ts';
import { GmailTab } from './tabs.ts';
import type { Tokens } from './tokens.ts';

/** Milliseconds that a tab has to say what it finds. */
const reportPatience = 5000;

/** The Gmail tabs, what they say to one another, and what they are told. */
export class Hub {
  readonly #memory: Memory;
  readonly #tokens: Tokens;
  readonly #sends: Sends;
  readonly #tabs = new Map<number, GmailTab>();
  readonly #reach = new Map<string, SessionProblem>();
  readonly #reports = new Map<string, (report: Report) => void>();
  readonly #listeners = new Set<() => void>();
  #signingIn: Promise<SignIn> | undefined;

  constructor(memory: Memory, tokens: Tokens) {
    this.#memory = memory;
    this.#tokens = tokens;
    this.#sends = new Sends(memory);
    this.#sends.sweep().catch((error: unknown) => console.warn('Inlay cannot let go of what has waited for too long.', error));
    memory.onChange((kept) => this.#tell(kept));
  }

  /** Told when tabs come and go, and when servers answer or fall silent. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  get reach(): ReadonlyMap<string, SessionProblem> {
    return this.#reach;
  }

  /** The accounts that tabs show now. */
  get openAccounts(): Set<string> {
    return new Set([...this.#tabs.values()].flatMap(({ account }) => account ?? []));
  }

  join(end: 'content' | 'sidebar', id: number, port: Runtime.Port): void {
    const tab = this.#tabs.get(id) ?? new GmailTab(id);
    this.#tabs.set(id, tab);
    if (end === 'sidebar') {
      tab.relay?.close();
      tab.relay = this.#relayOf(tab, port);
    }
    tab.join(end, port);
    port.onDisconnect.addListener(() => this.#leave(end, tab, port));
    port.onMessage.addListener((message) => {
      if (end === 'content') void this.#fromContent(tab, message as ContentToBackground);
      else void this.#fromSidebar(tab, message as SidebarToBackground);
    });
    void this.#memory.get().then((kept) => {
      this.#introduce(tab, end, kept);
      if (end === 'sidebar') this.#handOver(tab, kept);
    });
    this.#changed();
  }

  /** Opens or closes the sidebar of a tab. @returns whether there is one */
  toggle(id: number): boolean {
    const tab = this.#tabs.get(id);
    tab?.toContent({ type: 'toggle' });
    return tab?.hasContent ?? false;
  }

  heard(server: string, problem: SessionProblem | null): void {
    if ((this.#reach.get(server) ?? null) === problem) return;
    if (problem === null) this.#reach.delete(server);
    else this.#reach.set(server, problem);
    void this.#memory.get().then((kept) => this.#tell(kept));
    this.#changed();
  }

  /** Once, however many ask: the person sees one window. @throws ServerProblem, Cancelled */
  signIn(language: string): Promise<SignIn> {
    return (this.#signingIn ??= this.#signInOnce(language).finally(() => (this.#signingIn = undefined)));
  }

  /** What the adapter finds in each Gmail tab, those included in which no script of ours runs. */
  async reports(): Promise<TabReport[]> {
    const open = await browser.tabs.query({ url: 'https://mail.google.com/mail/*' });
    const ids = open.flatMap(({ id }) => id ?? []);
    return Promise.all(ids.map(async (tab) => ({ tab, report: await this.#reportOf(tab) })));
  }

  async #signInOnce(language: string): Promise<SignIn> {
    const { server } = await this.#memory.get();
    if (server === null) throw new Error('No server has been chosen.');
    const { grant, signIn: made } = await signIn(server, language);
    this.#reach.delete(server);
    // Who signs in again where they were signed in goes on with what they had chosen.
    const same = (one: SignIn) => one.server === server && one.workspace.id === made.workspace.id && one.person.id === made.person.id;
    const before = (await this.#memory.get()).signIns.find(same);
    const entered = before ? { ...made, id: before.id } : made;
    await this.#tokens.keep(entered.id, grant);
    await this.#memory.change(({ signIns, ended }) => ({
      signIns: [...signIns.filter((one) => !same(one)), entered],
      // What the server gave before is of no use to anybody, and would stand in the person's settings for months.
      ended: [...ended, ...signIns.filter(same).flatMap(({ refreshToken }) => (refreshToken === null ? [] : [{ server, refreshToken }]))],
    }));
    void tellEnded(this.#memory);
    for (const tab of this.#tabs.values()) this.#handOver(tab, await this.#memory.get());
    return entered;
  }

  #relayOf(tab: GmailTab, port: Runtime.Port): Relay {
    return new Relay({
      signIn: async (id) => (await this.#memory.get()).signIns.find((one) => one.id === id),
      tokens: this.#tokens,
      say: (answer) => tab.isSidebar(port) && tab.toSidebar(answer),
      heard: (server, problem) => this.heard(server, problem),
    });
  }

  #leave(end: 'content' | 'sidebar', tab: GmailTab, port: Runtime.Port): void {
    if (!tab.leave(end, port)) return;
    if (end === 'sidebar') tab.relay?.close();
    if (tab.empty) this.#tabs.delete(tab.id);
    this.#changed();
  }

  async #fromContent(tab: GmailTab, message: ContentToBackground): Promise<void> {
    if (message.type === 'account') {
      const account = message.address?.toLowerCase() ?? null;
      if (account === tab.account) return;
      tab.account = account;
      const kept = await this.#memory.get();
      for (const end of ['content', 'sidebar'] as const) this.#introduce(tab, end, kept);
      this.#handOver(tab, kept);
      this.#changed();
    } else if (message.type === 'report') {
      this.#reports.get(message.id)?.(message.report);
    } else if (message.type !== 'page') {
      await this.#grant(tab, message, (answer) => tab.toContent(answer));
    } else if (isSendNews(message.message)) {
      await this.#keep(tab, message.message);
    } else {
      tab.toSidebar({ type: 'page', message: message.message });
    }
  }

  async #fromSidebar(tab: GmailTab, message: SidebarToBackground): Promise<void> {
    if (message.type === 'fetch') await tab.relay?.fetch(message);
    else if (message.type === 'abort') tab.relay?.abort(message.id);
    else if (message.type === 'page') await this.#toContent(tab, message.message);
    else await this.#grant(tab, message, (answer) => tab.toSidebar(answer));
  }

  async #toContent(tab: GmailTab, message: SidebarToContent): Promise<void> {
    const answer = message.type === 'answer' || message.type === 'refused' ? message : undefined;
    const waited = answer !== undefined && (await this.#sends.answered(answer.id));
    // The content script has had its answer when it was kept.
    if (!waited || message.type === 'refused') tab.toContent({ type: 'page', message });
  }

  async #keep(tab: GmailTab, news: SendNews): Promise<void> {
    const at = news.type === 'track' ? Date.parse(news.send.sentAt) : Date.now();
    const waiting = { account: accountOf(news) ?? tab.account, at, news };
    const wasFull = this.#sends.full;
    // What is on no disk stays with its page until a sidebar has answered.
    if (await this.#sends.keep(waiting)) tab.toContent({ type: 'page', message: { type: 'answer', id: news.id, value: null } });
    const kept = await this.#memory.get();
    if (this.#sends.full !== wasFull) this.#tell(kept);
    const taker = takes(tab, waiting, kept) ? tab : [...this.#tabs.values()].find((other) => takes(other, waiting, kept));
    taker?.toSidebar({ type: 'page', message: news });
  }

  /** Gives a sidebar what has waited for one like it. */
  #handOver(tab: GmailTab, kept: Kept): void {
    for (const waiting of kept.sends) if (takes(tab, waiting, kept)) tab.toSidebar({ type: 'page', message: waiting.news });
  }

  async #grant(
    tab: GmailTab,
    wish: Wish,
    say: (answer: { type: 'done'; id: string } | { type: 'refused'; id: string; message: string }) => void,
  ): Promise<void> {
    const { id } = wish;
    try {
      if (wish.type === 'open-options') await browser.runtime.openOptionsPage();
      else {
        const signedIn = wish.type === 'sign-in' ? await this.signIn(wish.language) : undefined;
        const { account } = tab;
        const choice = wish.type === 'choose-account' ? wish.choice : 'on';
        // Who signs in from an account wants the extension there.
        if (account !== null) await this.#memory.change((kept) => chosen(kept, account, choice, signedIn));
      }
      say({ type: 'done', id });
    } catch (error) {
      say({ type: 'refused', id, message: error instanceof Error ? error.message : String(error) });
    }
  }

  #reportOf(tab: number): Promise<Report | null> {
    const known = this.#tabs.get(tab);
    if (!known?.hasContent) return Promise.resolve(null);
    const id = crypto.randomUUID();
    return new Promise<Report | null>((resolve) => {
      this.#reports.set(id, resolve);
      setTimeout(() => resolve(null), reportPatience);
      known.toContent({ type: 'report', id });
    }).finally(() => this.#reports.delete(id));
  }

  #introduce(tab: GmailTab, end: 'content' | 'sidebar', kept: Kept): void {
    const session = sessionOf(kept, this.#reach, tab.account, this.#sends.full);
    if (end === 'content') tab.toContent({ type: 'session', session });
    else tab.toSidebar({ type: 'session', session });
  }

  #tell(kept: Kept): void {
    for (const tab of this.#tabs.values()) for (const end of ['content', 'sidebar'] as const) this.#introduce(tab, end, kept);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

const isSendNews = (message: ContentToSidebar): message is SendNews =>
  message.type === 'track' || message.type === 'sent' || message.type === 'unsent';

function accountOf(news: SendNews): string | null {
  if (news.type === 'unsent') return null;
  return (news.type === 'track' ? news.send.account : news.sent.account).toLowerCase();
}

/** Whether a tab's sidebar keeps the records that news belong to. */
function takes(tab: GmailTab, { account }: WaitingSendNews, kept: Kept): boolean {
  const [here, wanted] = [signInFor(kept, tab.account), signInFor(kept, account)];
  return tab.hasSidebar && here !== undefined && here.refreshToken !== null && here.id === wanted?.id;
}

function chosen(kept: Kept, account: string, choice: 'on' | 'off', signedIn: SignIn | undefined): Partial<Kept> {
  const signIn = signedIn ?? signInFor(kept, account);
  if (choice === 'off' || !signIn) return { accounts: { ...kept.accounts, [account]: 'off' } };
  return { accounts: { ...kept.accounts, [account]: { signIn: signIn.id } } };
}
