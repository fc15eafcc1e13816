import { existsSync } from 'node:fs';
import { launch } from 'puppeteer-core';
import type { Browser, BrowserContext, KeyInput, Page } from 'puppeteer-core';
import { chord, keyDown, keyUp } from './keys.ts';
import type { KeyAction } from './keys.ts';
import type { Engine, EnginePage, Keyboard, Mouse } from './page.ts';
import { removeFolder, temporaryFolder } from './process.ts';

export const firefoxPath = (): string => process.env['FIREFOX'] ?? '/usr/bin/firefox-esr';

export const firefoxInstalled = (): boolean => existsSync(firefoxPath());

/** Firefox over WebDriver BiDi. Each page has a window and a container of its own. */
export class Firefox implements Engine {
  readonly name = 'Firefox';
  #starting?: Promise<{ browser: Browser; home: string }>;

  async newPage(): Promise<EnginePage> {
    this.#starting ??= launchFirefox();
    const { browser } = await this.#starting;
    const context = await browser.createBrowserContext();
    return pageOf(await context.newPage({ type: 'window' }), context);
  }

  async close(): Promise<void> {
    if (!this.#starting) return;
    const { browser, home } = await this.#starting;
    this.#starting = undefined;
    await browser.close();
    await removeFolder(home);
  }
}

async function launchFirefox(): Promise<{ browser: Browser; home: string }> {
  const home = await temporaryFolder('firefox');
  try {
    const browser = await launch({
      browser: 'firefox',
      executablePath: firefoxPath(),
      env: { ...process.env, HOME: home },
      extraPrefsFirefox: { 'intl.accept_languages': 'en-US, en', 'intl.locale.requested': 'en-US', 'ui.prefersReducedMotion': 1 },
    });
    return { browser, home };
  } catch (error) {
    await removeFolder(home);
    throw error;
  }
}

function pageOf(page: Page, context: BrowserContext): EnginePage {
  const act = async (actions: KeyAction[]) => {
    for (const { type, value } of actions) {
      if (type === 'keyDown') await page.keyboard.down(value as KeyInput);
      else await page.keyboard.up(value as KeyInput);
    }
  };
  const keyboard: Keyboard = {
    press: (keys) => act(chord(keys)),
    down: (key) => act([keyDown(key)]),
    up: (key) => act([keyUp(key)]),
    type: (text) => page.keyboard.type(text),
  };
  const mouse: Mouse = page.mouse;
  return {
    keyboard,
    mouse,
    goto: (url) => page.goto(url),
    reload: () => page.reload(),
    url: () => page.url(),
    evaluate: <Given, Result>(what: (given: Given) => Result, given: Given) =>
      page.evaluate(what as (given: unknown) => unknown, given) as Promise<Awaited<Result>>,
    setViewportSize: (size) => page.setViewport(size),
    close: () => context.close(),
  };
}
