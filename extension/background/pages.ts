import browser from 'webextension-polyfill';
import type { Runtime } from 'webextension-polyfill';
import { shelfOf } from '../../components/store/body-shelf.ts';
import type { BackgroundToPage, PageAccount, PageToBackground, SessionProblem, Standing } from '../messages.ts';
import { giveBack, tellEnded } from './ended.ts';
import { Cancelled, requestCheck } from './grant.ts';
import type { Hub } from './hub.ts';
import type { Choice, Kept } from './kept.ts';
import type { Memory } from './memory.ts';
import { choiceFor, problemOf, signInFor } from './kept.ts';
import { ServerProblem } from './server.ts';
import type { Tokens } from './tokens.ts';

/** The extension's own pages: options and welcome. They show the standing of things, and change it. */
export class Pages {
  readonly #memory: Memory;
  readonly #tokens: Tokens;
  readonly #hub: Hub;
  readonly #ports = new Set<Runtime.Port>();

  constructor(memory: Memory, tokens: Tokens, hub: Hub) {
    this.#memory = memory;
    this.#tokens = tokens;
    this.#hub = hub;
    memory.onChange(() => void this.#tell());
    hub.onChange(() => void this.#tell());
  }

  join(port: Runtime.Port): void {
    this.#ports.add(port);
    port.onDisconnect.addListener(() => this.#ports.delete(port));
    port.onMessage.addListener((message) => void this.#answer(port, message as PageToBackground));
    void this.#tell();
  }

  async #answer(port: Runtime.Port, wish: PageToBackground): Promise<void> {
    const say = (answer: BackgroundToPage) => this.#ports.has(port) && port.postMessage(answer);
    const { id } = wish;
    try {
      if (wish.type === 'reports') say({ type: 'reports', id, reports: await this.#hub.reports() });
      else {
        await this.#do(wish);
        say({ type: 'done', id });
      }
    } catch (error) {
      say({ type: 'refused', id, problem: problemIn(error), message: error instanceof Error ? error.message : String(error) });
    }
  }

  async #do(wish: Exclude<PageToBackground, { type: 'reports' }>): Promise<void> {
    if (wish.type === 'set-server') await this.#setServer(wish.server);
    else if (wish.type === 'sign-in') await this.#hub.signIn(wish.language);
    else if (wish.type === 'sign-out') await this.#signOut(wish.signIn);
    else if (wish.type === 'choose') await this.#choose(wish.address, wish.choice);
    else if (wish.type === 'reload-gmail') await reloadGmail();
    else if (wish.type === 'forget-let-go') await this.#memory.change(() => ({ letGo: { count: 0, latest: [] } }));
    else await this.#choose(wish.address, 'ask');
  }

  async #setServer(server: string): Promise<void> {
    await requestCheck(server);
    const before = (await this.#memory.get()).server;
    const kept = await this.#memory.change(() => ({ server }));
    this.#hub.heard(server, null);
    if (before !== null) await giveBack(before, kept);
  }

  /** Here first: that the server cannot be told must keep nobody signed in. */
  async #signOut(id: string): Promise<void> {
    const kept = await this.#memory.get();
    const signIn = kept.signIns.find((one) => one.id === id);
    if (!signIn) return;
    await this.#tokens.forget(id);
    await this.#memory.change(({ signIns, accounts, sends, ended }) => ({
      signIns: signIns.filter((one) => one.id !== id),
      accounts: Object.fromEntries(Object.entries(accounts).filter(([, choice]) => choice === 'off' || choice.signIn !== id)),
      sends: sends.filter(({ account }) => signInFor(kept, account)?.id !== id),
      ended: signIn.refreshToken === null ? ended : [...ended, { server: signIn.server, refreshToken: signIn.refreshToken }],
    }));
    const store = `inlay/${signIn.server}/${signIn.workspace.id}/${signIn.person.id}`;
    await Promise.all([forgetRecords(store), forgetRecords(shelfOf(store)), forgetOutbox(store)]);
    await tellEnded(this.#memory);
  }

  async #choose(address: string, choice: PageAccount['choice']): Promise<void> {
    await this.#memory.change(({ accounts }) => {
      const { [address]: _before, ...others } = accounts;
      return { accounts: choice === 'ask' ? others : { ...others, [address]: choice satisfies Choice } };
    });
  }

  async #tell(): Promise<void> {
    if (this.#ports.size === 0) return;
    const standing = standingOf(await this.#memory.get(), this.#hub);
    for (const port of this.#ports) port.postMessage({ type: 'standing', standing } satisfies BackgroundToPage);
  }
}

function standingOf(kept: Kept, { reach, openAccounts }: Hub): Standing {
  const waiting = kept.sends.filter(({ news }) => news.type === 'track');
  const addresses = [...new Set([...Object.keys(kept.accounts), ...openAccounts])].toSorted();
  return {
    version: browser.runtime.getManifest().version,
    server: kept.server,
    problem: (kept.server === null ? undefined : reach.get(kept.server)) ?? null,
    signIns: kept.signIns.map((signIn) => ({
      id: signIn.id,
      server: signIn.server,
      workspace: signIn.workspace,
      person: signIn.person,
      since: signIn.since,
      problem: problemOf(signIn) ?? reach.get(signIn.server) ?? null,
      waitingSends: waiting.filter(({ account }) => signInFor(kept, account)?.id === signIn.id).length,
    })),
    accounts: addresses.map((address) => ({ address, choice: accountChoice(kept, address), open: openAccounts.has(address) })),
    waitingSends: waiting.length,
    letGo: kept.letGo,
  };
}

function accountChoice(kept: Kept, address: string): PageAccount['choice'] {
  const choice = choiceFor(kept, address);
  const signIn = signInFor(kept, address);
  return choice === 'on' && signIn ? { signIn: signIn.id } : choice === 'off' ? 'off' : 'ask';
}

function problemIn(error: unknown): SessionProblem | 'cancelled' | 'failed' {
  if (error instanceof ServerProblem) return error.problem;
  return error instanceof Cancelled ? 'cancelled' : 'failed';
}

/** The records that sidebars of this person have kept in this browser. */
function forgetRecords(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(name);
    deleting.addEventListener('success', () => resolve());
    deleting.addEventListener('error', () => reject(deleting.error ?? new Error(`${name} could not be deleted.`)));
    // Sidebars that are open close it when they hear of the end of the sign-in; it is deleted then.
    deleting.addEventListener('blocked', () => resolve());
  });
}

/** What waits to be sent stands in the extension's storage where the browser gives sidebars no database. */
async function forgetOutbox(name: string): Promise<void> {
  const keys = Object.keys(await browser.storage.local.get(null)).filter((key) => key.startsWith(`outbox/${name}/`));
  if (keys.length > 0) await browser.storage.local.remove(keys);
}

async function reloadGmail(): Promise<void> {
  const open = await browser.tabs.query({ url: 'https://mail.google.com/mail/*' });
  await Promise.all(open.flatMap(({ id }) => (id === undefined ? [] : [browser.tabs.reload(id)])));
}
