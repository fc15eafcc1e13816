import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import type { StandIn, StandInOptions } from '../gmail/stand-in.ts';
import { startStandIn } from '../gmail/stand-in.ts';
import type { RunningProcess } from '../running.ts';
import { startProcess, stopProcess } from '../running.ts';
import type { Opening } from './chromium.ts';
import { Chromium } from './chromium.ts';
import { connect, consent } from './signing-in.ts';

/** The server, something that stands in for Gmail, and Chromium with the extension: nobody is signed in yet. */
export class Scene {
  readonly server: RunningProcess;
  readonly gmail: StandIn;
  readonly browser: Chromium;
  readonly #dataDir: string;

  private constructor(parts: { server: RunningProcess; gmail: StandIn; browser: Chromium; dataDir: string }) {
    this.server = parts.server;
    this.gmail = parts.gmail;
    this.browser = parts.browser;
    this.#dataDir = parts.dataDir;
  }

  static async open(opening: Omit<Opening, 'gmail'> & StandInOptions = {}): Promise<Scene> {
    const dataDir = await mkdtemp(join(tmpdir(), 'inlay-gmail-'));
    const [server, gmail] = await Promise.all([startProcess(dataDir), startStandIn(opening)]);
    const browser = await Chromium.open({ ...opening, gmail: gmail.port });
    await browser.permit('http://127.0.0.1/*');
    return new Scene({ server, gmail, browser, dataDir });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.gmail.close();
    await stopProcess(this.server, 'SIGTERM');
    await rm(this.#dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The server, stopped. What it answers with later is at the same address. */
  async stopServer(): Promise<void> {
    await stopProcess(this.server, 'SIGTERM');
  }

  async startServer(): Promise<void> {
    Object.assign(this.server, await startProcess(this.#dataDir, { PORT: new URL(this.server.address).port }));
  }

  /** Names the server and signs in, on the options page. */
  async signIn(who = 'camille'): Promise<void> {
    const page = await this.browser.options();
    await connect(page, this.server.address);
    const signIns = page.locator('inlay-extension-sign-ins');
    await consent(this.browser, () => signIns.getByRole('button', { name: 'Sign in' }).click(), who);
    await signIns.getByText(`${who}@meridian.example`).waitFor();
    await page.close();
  }

  /** Gmail, in one of its variants: `tests/gmail/page/variant.ts`. */
  async openGmail({ account = 'u/0', query = '', hash = '' }: { account?: string; query?: string; hash?: string } = {}): Promise<Page> {
    const page = await this.browser.page(`https://mail.google.com/mail/${account}/?${query}${hash}`);
    await page.waitForSelector('html[data-ready]');
    return page;
  }

  /** The sidebar's frame in a page of Gmail. */
  async sidebar(page: Page): Promise<Frame> {
    const there = (frame: Frame) => frame.url() === this.browser.address('sidebar');
    return page.frames().find(there) ?? page.waitForEvent('framenavigated', there);
  }
}
