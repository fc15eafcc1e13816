import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { BrowserContext, CDPSession, Page, Worker } from 'playwright-core';

const built = fileURLToPath(new URL('../../dist-extension/chrome', import.meta.url));

export interface Opening {
  /** Port of the machine's own that answers for mail.google.com and for googleusercontent.com. */
  gmail?: number;
  locale?: string;
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
  /** Pages within pages of other sites may keep nothing: as some people, and some builds of Chromium, have it. */
  thirdPartyStorage?: 'blocked';
}

/** Chromium with the extension as it is built, and nothing else in it. */
export class Chromium {
  readonly context: BrowserContext;
  readonly id: string;
  readonly #profile: string;

  private constructor(context: BrowserContext, id: string, profile: string) {
    this.context = context;
    this.id = id;
    this.#profile = profile;
  }

  static async open(opening: Opening = {}): Promise<Chromium> {
    const { gmail, locale = 'en-GB', colorScheme = 'light', viewport = { width: 1440, height: 900 }, thirdPartyStorage } = opening;
    const profile = await mkdtemp(join(tmpdir(), 'inlay-chromium-'));
    await mkdir(join(profile, 'Default'));
    const blocked = thirdPartyStorage === 'blocked';
    const preferences = { profile: { cookie_controls_mode: blocked ? 1 : 0, block_third_party_cookies: blocked } };
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      headless: true,
      locale,
      colorScheme,
      viewport,
      reducedMotion: 'reduce',
      ignoreDefaultArgs: ['--disable-extensions'],
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        `--lang=${locale}`,
        `--load-extension=${built}`,
        `--disable-extensions-except=${built}`,
        ...(gmail === undefined
          ? []
          : [
              `--host-resolver-rules=MAP mail.google.com 127.0.0.1:${gmail}, MAP *.googleusercontent.com 127.0.0.1:${gmail}`,
              '--ignore-certificate-errors',
            ]),
      ],
    });
    context.setDefaultTimeout(40_000);
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    return new Chromium(context, new URL(worker.url()).host, profile);
  }

  async close(): Promise<void> {
    await this.context.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  address(page: string): string {
    return `chrome-extension://${this.id}/${page}/index.html`;
  }

  async page(address: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(address);
    return page;
  }

  /** The page that opens by itself when the extension is installed. */
  async welcome(): Promise<Page> {
    const there = (page: Page) => page.url() === this.address('welcome');
    return this.context.pages().find(there) ?? this.context.waitForEvent('page', there);
  }

  options(): Promise<Page> {
    return this.page(this.address('options'));
  }

  /**
   * Gives the permission for a host beforehand, where people give it on the page of extensions: the browser's own question is no page
   * that could be clicked. The extension asks all the same, and is answered without one.
   */
  async permit(origin: string): Promise<void> {
    const page = await this.page('chrome://extensions');
    await page.evaluate(
      ([id, host]) =>
        (
          window as unknown as { chrome: { developerPrivate: { addHostPermission(id: string, host: string): Promise<void> } } }
        ).chrome.developerPrivate.addHostPermission(id, host),
      [this.id, origin] as const,
    );
    await page.close();
  }

  /** The background; started if it sleeps. */
  async worker(): Promise<Worker> {
    return this.context.serviceWorkers()[0] ?? this.context.waitForEvent('serviceworker');
  }

  /** Starts the extension anew, as an update does: open pages keep the scripts of the one before. */
  async restart(): Promise<void> {
    const page = await this.page('chrome://extensions');
    await page.evaluate(
      (id) =>
        (
          window as unknown as { chrome: { developerPrivate: { reload(id: string, options: object): Promise<void> } } }
        ).chrome.developerPrivate.reload(id, { failQuietly: true }),
      this.id,
    );
    await page.close();
  }

  /** Stops the background, as the browser does when it has had nothing to do. */
  async stopWorker(): Promise<void> {
    const page = this.context.pages()[0] ?? (await this.context.newPage());
    const session: CDPSession = await this.context.newCDPSession(page);
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    await session.detach();
  }
}
