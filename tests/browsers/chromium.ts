import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import type { Engine, EnginePage } from './page.ts';

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });

/** Chromium, with Playwright's own pages. */
export class Chromium implements Engine {
  readonly name = 'Chromium';
  #starting?: Promise<Browser>;

  async newPage(): Promise<EnginePage> {
    this.#starting ??= launchChromium();
    const browser = await this.#starting;
    const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce' });
    const page = await context.newPage();
    return {
      keyboard: page.keyboard,
      mouse: page.mouse,
      goto: (url) => page.goto(url),
      reload: () => page.reload(),
      url: () => page.url(),
      evaluate: <Given, Result>(what: (given: Given) => Result, given: Given) =>
        page.evaluate(what as (given: unknown) => unknown, given) as Promise<Awaited<Result>>,
      setViewportSize: (size) => page.setViewportSize(size),
      close: () => context.close(),
    };
  }

  async close(): Promise<void> {
    await (await this.#starting)?.close();
  }
}
