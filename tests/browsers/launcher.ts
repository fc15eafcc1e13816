import type { BrowserLauncher, SessionResult } from '@web/test-runner';
import type { Engine, EnginePage } from './page.ts';

/**
 * Runs element tests in an engine that the test runner knows no launcher for. Its commands (`sendKeys`, `sendMouse`, `setViewport`)
 * ask a launcher that calls itself Playwright's for its pages, and these answer to the same names.
 */
export class EngineLauncher implements BrowserLauncher {
  readonly name: string;
  readonly type = 'playwright';
  readonly concurrency: number;
  readonly #engine: Engine;
  readonly #pages = new Map<string, EnginePage>();

  constructor(engine: Engine, concurrency = 1) {
    this.#engine = engine;
    this.name = engine.name;
    this.concurrency = concurrency;
  }

  async startSession(id: string, url: string): Promise<void> {
    const page = await this.#engine.newPage();
    this.#pages.set(id, page);
    await page.setViewportSize({ width: 800, height: 600 });
    await page.goto(url);
  }

  startDebugSession(): Promise<void> {
    throw new Error(`Debug in ${this.name} by opening the test's address in it.`);
  }

  isActive(id: string): boolean {
    return this.#pages.has(id);
  }

  getBrowserUrl(id: string): string | Promise<string> {
    return this.getPage(id).url();
  }

  getPage(id: string): EnginePage {
    const page = this.#pages.get(id);
    if (!page) throw new Error(`There is no page for session ${id}.`);
    return page;
  }

  async stopSession(id: string): Promise<SessionResult> {
    const page = this.getPage(id);
    this.#pages.delete(id);
    await page.close();
    return {};
  }

  stop(): Promise<void> {
    return this.#engine.close();
  }
}
