import { fileURLToPath } from 'node:url';
import type { Browser, CDPSession, Page, Route } from 'playwright-core';
import { build } from 'vite';
import { launchChromium } from '../browsers/chromium.ts';
import type { Judge } from './bridge.ts';
import { keeping } from './keeping.ts';

interface TabOptions {
  /** After `https://mail.google.com`. */
  path?: string;
  viewport?: { width: number; height: number };
  /** Answers a request to Gmail's sync; undefined: the line is broken. */
  sync?: (url: string, body: string) => string | undefined;
  /** False where the page's own requests cannot be seen. */
  network?: boolean;
}

/**
 * Shows pages at Gmail's own address, though nothing leaves the machine, with the adapter in a world of its own beside the page's:
 * it shares the document and no variable, as an extension's content script does.
 */
export class Stage {
  readonly #browser: Browser;
  readonly #adapter: string;
  readonly #network: string;
  /** Tabs that were shown and can show another page. */
  readonly #free: Tab[] = [];

  private constructor(browser: Browser, adapter: string, network: string) {
    this.#browser = browser;
    this.#adapter = adapter;
    this.#network = network;
  }

  static async raise(): Promise<Stage> {
    const [adapter, network] = [await bundled('./bridge.ts'), await bundled('../../extension/gmail/network.iife.ts')];
    return new Stage(await launchChromium(), adapter, network);
  }

  async show(html: string, options: TabOptions = {}): Promise<Tab> {
    const seen = options.network !== false;
    const at = this.#free.findIndex((tab) => tab.networkSeen === seen);
    const tab = at >= 0 ? this.#free.splice(at, 1)[0] : undefined;
    const shown = tab ?? (await this.#open(seen));
    await shown.show(html, options);
    return shown;
  }

  async #open(networkSeen: boolean): Promise<Tab> {
    const context = await this.#browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' });
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    await wire.send('Runtime.enable');
    if (networkSeen) await page.addInitScript({ content: this.#network });
    await page.addInitScript({ content: keeping });
    const tab: Tab = new Tab(page, wire, this.#adapter, networkSeen, () => this.#free.push(tab));
    // A page that has been left wants no answer any more.
    await context.route('**', (route) => tab.answer(route).catch(() => undefined));
    return tab;
  }

  strike = (): Promise<void> => this.#browser.close();
}

export class Tab {
  readonly page: Page;
  readonly networkSeen: boolean;
  readonly #wire: CDPSession;
  readonly #adapter: string;
  readonly #leave: () => void;
  #world = 0;
  #html = '';
  #options: TabOptions = {};
  #thrown: string[] = [];

  constructor(page: Page, wire: CDPSession, adapter: string, networkSeen: boolean, leave: () => void) {
    this.page = page;
    this.networkSeen = networkSeen;
    this.#wire = wire;
    this.#adapter = adapter;
    this.#leave = leave;
    wire.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception } }) => this.#thrown.push(exception?.description ?? text));
  }

  async answer(route: Route): Promise<void> {
    const url = new URL(route.request().url());
    if (url.host !== 'mail.google.com') return route.abort();
    if (url.pathname.includes('/sync/')) {
      const body = this.#options.sync?.(url.href, route.request().postData() ?? '');
      return body === undefined ? route.abort() : route.fulfill({ contentType: 'application/json', body });
    }
    if (!url.pathname.startsWith('/mail')) return route.abort();
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': "require-trusted-types-for 'script'" },
      body: this.#html,
    });
  }

  async show(html: string, options: TabOptions): Promise<void> {
    this.#html = html;
    this.#options = options;
    this.#thrown = [];
    await this.page.setViewportSize(options.viewport ?? { width: 1440, height: 900 });
    await this.page.goto(`https://mail.google.com${options.path ?? '/mail/u/0/#inbox'}`);
    await this.page.evaluate('keeping.take()');
    await this.#enter();
  }

  /** Puts the adapter beside the page. */
  async #enter(): Promise<void> {
    const { frameTree } = await this.#wire.send('Page.getFrameTree');
    const { executionContextId } = await this.#wire.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'extension',
    });
    this.#world = executionContextId;
    await this.#run(this.#adapter);
  }

  async #run(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.#wire.send('Runtime.evaluate', {
      expression,
      contextId: this.#world,
      returnByValue: true,
      awaitPromise: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** What the adapter says. */
  async ask<Name extends keyof Judge>(name: Name, ...given: Parameters<Judge[Name]>): Promise<ReturnType<Judge[Name]>> {
    const words = given.map((value) => JSON.stringify(value) ?? 'undefined').join(',');
    return (await this.#run(`judge.${name}(${words})`)) as ReturnType<Judge[Name]>;
  }

  /** In the page's own world. */
  inPage = <Result>(expression: string): Promise<Result> => this.page.evaluate<Result>(expression);

  /** A change that the page makes itself: what stands afterwards is what must be kept. */
  async gmailDoes(statements: string): Promise<void> {
    await this.page.evaluate(`(() => { keeping.pause(); try { ${statements} } finally { keeping.resume(); } })()`);
  }

  /** What has been thrown in any world, and what has become of the page's own nodes. */
  async faults(): Promise<string[]> {
    return [...this.#thrown, ...(await this.page.evaluate<string[]>('keeping.broken()'))];
  }

  async close(): Promise<void> {
    await this.page.goto('about:blank');
    this.#leave();
  }
}

async function bundled(entry: string): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2023',
      lib: { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: ['iife'], name: 'bundled' },
    },
  });
  const [made] = Array.isArray(output) ? output : [output];
  if (!made || !('output' in made)) throw new Error(`Nothing was made of ${entry}`);
  return made.output[0].code;
}
