import type { ChildProcess } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firefoxPath } from '../browsers/firefox.ts';
import { chord, keyDown, keyUp, typing } from '../browsers/keys.ts';
import type { KeyAction } from '../browsers/keys.ts';
import { Marionette } from '../browsers/marionette.ts';
import type { EnginePage, Keyboard, Mouse } from '../browsers/page.ts';
import { mouseOf } from '../browsers/pointer.ts';
import { removeFolder, start, stop, temporaryFolder } from '../browsers/process.ts';
import { DriverError } from '../browsers/webdriver.ts';

const built = fileURLToPath(new URL('../../dist-extension/firefox', import.meta.url));
const id = 'gmail@inlay.example';
/** Firefox makes up another for each profile. */
const origin = 'moz-extension://6d1f2a3c-58b7-4c0e-9a51-2f7f3a1c9e04';

/** What Firefox is set to before it starts. */
const settings = (gmail: number): Record<string, string | number | boolean> => ({
  'intl.accept_languages': 'en-US, en',
  'intl.locale.requested': 'en-US',
  'ui.prefersReducedMotion': 1,
  // It picks a free one, and writes which into its profile.
  'marionette.port': 0,
  'extensions.webextensions.uuids': JSON.stringify({ [id]: origin.slice('moz-extension://'.length) }),
  // Its question for the server's address is no page that could be clicked: it is answered with yes.
  'extensions.webextOptionalPermissionPrompts': false,
  // Milliseconds without an event after which the background is stopped: 30,000 where nobody says another.
  'extensions.background.idle.timeout': 8000,
  // Gmail and Google's proxy of pictures are at the stand-in.
  'network.dns.localDomains': 'mail.google.com,ci3.googleusercontent.com',
  'network.socket.forcePort': `443=${gmail}`,
});

/** Firefox with the extension as it is built. One command goes after the other: pages are turned to before each. */
export class Firefox {
  readonly #child: ChildProcess;
  readonly #home: string;
  readonly #marionette: Marionette;

  private constructor(child: ChildProcess, home: string, marionette: Marionette) {
    this.#child = child;
    this.#home = home;
    this.#marionette = marionette;
  }

  static async open({ gmail }: { gmail: number }): Promise<Firefox> {
    const home = await temporaryFolder('firefox');
    const lines = Object.entries(settings(gmail)).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
    await writeFile(join(home, 'user.js'), lines.join(''));
    const environment = { HOME: home, MOZ_HEADLESS_WIDTH: '1440', MOZ_HEADLESS_HEIGHT: '1000' };
    const args = ['--headless', '--no-remote', '--marionette', '--remote-allow-system-access', '--profile', home, 'about:blank'];
    const child = start(firefoxPath(), args, environment, 'ignore');
    try {
      const marionette = await Marionette.open(await portIn(home, () => child.exitCode !== null));
      const timeouts = { script: 60_000, pageLoad: 60_000 };
      await marionette.ask('WebDriver:NewSession', { acceptInsecureCerts: true, timeouts });
      await marionette.ask('WebDriver:SetWindowRect', { width: 1440, height: 1000 });
      await marionette.ask('Addon:Install', { path: built, temporary: true });
      const firefox = new Firefox(child, home, marionette);
      await firefox.#ofBrowser(`
        const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(id)});
        extension.stopsCounted = 0;
        extension.on('shutdown-background-script', () => extension.stopsCounted++);`);
      return firefox;
    } catch (error) {
      await stop(child);
      await removeFolder(home);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#marionette.close();
    await stop(this.#child);
    await removeFolder(this.#home);
  }

  address(page: string): string {
    return `${origin}/${page}/index.html`;
  }

  /** A new tab. */
  async page(address: string): Promise<FirefoxPage> {
    const { handle } = await this.#marionette.ask<{ handle: string }>('WebDriver:NewWindow', { type: 'tab' });
    const page = new FirefoxPage(this.#marionette, handle);
    await page.goto(address);
    return page;
  }

  /** The page or window that opens by itself, or by what is done, and shows this address. */
  async opened(address: string): Promise<FirefoxPage> {
    const end = Date.now() + 30_000;
    for (;;) {
      for (const handle of await this.#marionette.ask<string[]>('WebDriver:GetWindowHandles')) {
        const page = new FirefoxPage(this.#marionette, handle);
        // It may have closed in the meantime.
        const url = await page.url().catch(ignoring('no such window'));
        if (url?.startsWith(address)) return page;
      }
      if (Date.now() > end) throw new Error(`Nothing has opened at ${address}.`);
      await pause();
    }
  }

  /** Stops the background, as Firefox does when it has had nothing to do. */
  async stopBackground(): Promise<void> {
    await this.#ofBrowser(`await WebExtensionPolicy.getByID(${JSON.stringify(id)}).extension.terminateBackground()`);
  }

  /** How often Firefox has stopped the background until now. */
  stops(): Promise<number> {
    return this.#ofBrowser(`return WebExtensionPolicy.getByID(${JSON.stringify(id)}).extension.stopsCounted`);
  }

  /** Runs something with the rights of the browser itself. */
  async #ofBrowser<Result>(script: string): Promise<Result> {
    await this.#marionette.ask('Marionette:SetContext', { value: 'chrome' });
    try {
      const awaited = `return (async () => { ${script} })();`;
      return (await this.#marionette.ask<{ value: Result }>('WebDriver:ExecuteScript', { script: awaited, args: [] })).value;
    } finally {
      await this.#marionette.ask('Marionette:SetContext', { value: 'content' });
    }
  }
}

/** A page of Firefox, or a frame in it. */
export class FirefoxPage implements EnginePage {
  readonly keyboard: Keyboard;
  readonly mouse: Mouse;
  readonly #marionette: Marionette;
  readonly #handle: string;
  readonly #frame: string | undefined;

  /** @param frame an expression that gives the frame's element */
  constructor(marionette: Marionette, handle: string, frame?: string) {
    this.#marionette = marionette;
    this.#handle = handle;
    this.#frame = frame;
    const keys = (actions: KeyAction[]) => this.#acts([{ type: 'key', id: 'keyboard', actions }]);
    this.keyboard = {
      press: (pressed) => keys(chord(pressed)),
      down: (key) => keys([keyDown(key)]),
      up: (key) => keys([keyUp(key)]),
      type: (text) => keys(typing(text)),
    };
    this.mouse = mouseOf((actions) => this.#acts([{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }]));
  }

  frame(expression: string): FirefoxPage {
    return new FirefoxPage(this.#marionette, this.#handle, expression);
  }

  async goto(url: string): Promise<void> {
    await this.#ask('WebDriver:Navigate', { url });
  }

  async reload(): Promise<void> {
    await this.#ask('WebDriver:Refresh');
  }

  async url(): Promise<string> {
    return (await this.#ask<{ value: string }>('WebDriver:GetCurrentURL')).value;
  }

  async evaluate<Given, Result>(what: (given: Given) => Result, given: Given): Promise<Awaited<Result>> {
    const script = `return (${what.toString()})(arguments[0]);`;
    return (await this.#ask<{ value: Awaited<Result> }>('WebDriver:ExecuteScript', { script, args: [given ?? null] })).value;
  }

  async setViewportSize(size: { width: number; height: number }): Promise<void> {
    await this.#ask('WebDriver:SetWindowRect', size);
  }

  async close(): Promise<void> {
    await this.#ask('WebDriver:CloseWindow');
  }

  #acts(actions: object[]): Promise<void> {
    return this.#ask('WebDriver:PerformActions', { actions });
  }

  async #ask<Result>(command: string, parameters: object = {}): Promise<Result> {
    await this.#marionette.ask('WebDriver:SwitchToWindow', { handle: this.#handle });
    if (this.#frame !== undefined) {
      const script = `return ${this.#frame};`;
      const { value } = await this.#marionette.ask<{ value: Record<string, string> | null }>('WebDriver:ExecuteScript', {
        script,
        args: [],
      });
      const element = Object.values(value ?? {})[0];
      if (element === undefined) throw new Error(`There is no frame ${this.#frame}.`);
      await this.#marionette.ask('WebDriver:SwitchToFrame', { element });
    }
    return this.#marionette.ask<Result>(command, parameters);
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 60));

const ignoring = (code: string) => (error: unknown) => {
  if (!(error instanceof DriverError) || error.code !== code) throw error;
  return undefined;
};

/** Waits until Firefox has written at which port it listens. */
async function portIn(home: string, ended: () => boolean): Promise<number> {
  const end = Date.now() + 60_000;
  for (;;) {
    const written = await readFile(join(home, 'MarionetteActivePort'), 'utf8').catch(() => '');
    if (Number(written) > 0) return Number(written);
    if (ended() || Date.now() > end) throw new Error('Firefox has not come up.');
    await pause();
  }
}
