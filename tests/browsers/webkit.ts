import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { chord, keyDown, keyUp, typing } from './keys.ts';
import type { KeyAction } from './keys.ts';
import type { Engine, EnginePage, Keyboard, Mouse } from './page.ts';
import { mouseOf } from './pointer.ts';
import { freePort, removeFolder, start, stop, temporaryFolder } from './process.ts';
import { Driver } from './webdriver.ts';

const driverPath = '/usr/bin/WebKitWebDriver';
const displayPath = '/usr/bin/Xvfb';
const browserPath = (): string | undefined => globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser')[0];

export const webkitInstalled = (): boolean => existsSync(driverPath) && existsSync(displayPath) && browserPath() !== undefined;

/** WebKitGTK in its MiniBrowser. Each page has a browser and a screen of its own: a driver takes one session, a screen one focus. */
export class WebKit implements Engine {
  readonly name = 'WebKit';
  readonly #pages = new Set<WebKitPage>();

  async newPage(): Promise<WebKitPage> {
    const page = await WebKitPage.open(() => this.#pages.delete(page));
    this.#pages.add(page);
    return page;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pages].map((page) => page.close()));
  }
}

class WebKitPage implements EnginePage {
  readonly keyboard: Keyboard;
  readonly mouse: Mouse;
  readonly #driver: Driver;
  readonly #session: string;
  readonly #release: () => Promise<void>;

  private constructor(driver: Driver, session: string, release: () => Promise<void>) {
    this.#driver = driver;
    this.#session = `/session/${session}`;
    this.#release = release;
    this.keyboard = {
      press: (keys) => this.#keys(chord(keys)),
      down: (key) => this.#keys([keyDown(key)]),
      up: (key) => this.#keys([keyUp(key)]),
      type: (text) => this.#keys(typing(text)),
    };
    this.mouse = mouseOf((actions) => this.#pointer(actions));
  }

  static async open(closed: () => void): Promise<WebKitPage> {
    const home = await temporaryFolder('webkit');
    const children: ChildProcess[] = [];
    const release = async () => {
      closed();
      // The browser before its screen, or it says that it has lost it.
      for (const child of children.toReversed()) await stop(child);
      await removeFolder(home);
    };
    try {
      const { server, display } = await startScreen();
      children.push(server);
      const port = await freePort();
      const environment = { ...(await surroundings(home)), DISPLAY: display };
      const child = start(driverPath, [`--port=${port}`, '--host=127.0.0.1'], environment, 'ignore');
      children.push(child);
      const driver = new Driver(`http://127.0.0.1:${port}`);
      await driver.ready(() => child.exitCode !== null);
      const options = { binary: browserPath(), args: ['--automation'] };
      const { sessionId } = await driver.ask<{ sessionId: string }>('POST', '/session', {
        capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options, timeouts: { script: 60_000, pageLoad: 60_000 } } },
      });
      return new WebKitPage(driver, sessionId, release);
    } catch (error) {
      await release();
      throw error;
    }
  }

  async goto(url: string): Promise<void> {
    await this.#ask('POST', '/url', { url });
  }

  async reload(): Promise<void> {
    await this.#ask('POST', '/refresh');
  }

  url(): Promise<string> {
    return this.#ask('GET', '/url');
  }

  evaluate<Given, Result>(what: (given: Given) => Result, given: Given): Promise<Awaited<Result>> {
    return this.#ask('POST', '/execute/sync', { script: `return (${what.toString()})(arguments[0]);`, args: [given ?? null] });
  }

  /**
   * The window is larger than what it shows by its toolbar, whose height only the page tells. It stands with that toolbar under the
   * screen's pointer: where nobody arranges windows, the one under the pointer has the focus.
   */
  async setViewportSize({ width, height }: { width: number; height: number }): Promise<void> {
    const end = Date.now() + 5000;
    for (;;) {
      const bar = await this.evaluate(() => outerHeight - innerHeight, undefined);
      const place = { x: Math.round(screen.width / 2 - width / 2), y: screen.height / 2 - 2 };
      await this.#ask('POST', '/window/rect', { ...place, width, height: height + bar });
      const size = await this.evaluate(() => ({ width: innerWidth, height: innerHeight }), undefined);
      if (size.width === width && size.height === height) return;
      // What asks a window for another size does not wait until it has it.
      if (Date.now() > end) throw new Error(`WebKit's viewport is ${size.width} × ${size.height} and not ${width} × ${height}.`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async close(): Promise<void> {
    await this.#release();
  }

  #keys(actions: KeyAction[]): Promise<void> {
    return this.#ask('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  #pointer(actions: object[]): Promise<void> {
    return this.#ask('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] });
  }

  #ask<Result>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Result> {
    return this.#driver.ask<Result>(method, this.#session + path, body);
  }
}

/** Its pointer stands in the middle and never moves: the driver's does not go through the screen. */
const screen = { width: 3000, height: 2400 };

/** The X server picks a free display by itself and says which. */
async function startScreen(): Promise<{ server: ChildProcess; display: string }> {
  const args = ['-displayfd', '3', '-screen', '0', `${screen.width}x${screen.height}x24`, '-nolisten', 'tcp', '-noreset'];
  const server = start(displayPath, args, {}, ['ignore', 'ignore', 'ignore', 'pipe']);
  const said = server.stdio[3] as Readable;
  const [first] = (await Promise.race([once(said, 'data'), once(server, 'exit').then(() => [undefined])])) as [Buffer | undefined];
  if (!first) {
    await stop(server);
    throw new Error('The X server has ended at once.');
  }
  return { server, display: `:${first.toString().trim()}` };
}

/** An empty home, English, no motion, and a toolbar that leaves a window free to be as narrow as a phone. */
async function surroundings(home: string): Promise<Record<string, string>> {
  const settings = join(home, 'config', 'gtk-3.0');
  const locales = join(home, 'locale');
  await Promise.all([mkdir(settings, { recursive: true }), mkdir(locales)]);
  await writeFile(join(settings, 'settings.ini'), '[Settings]\ngtk-enable-animations=0\n');
  await writeFile(join(settings, 'gtk.css'), '* { min-width: 0; min-height: 0; padding: 0; margin: 0; font-size: 2px; }\n');
  // The language is the locale's name, and Debian brings none but C: that one under an English name.
  await symlink('/usr/lib/locale/C.utf8', join(locales, 'en_US.UTF-8'));
  return {
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_RUNTIME_DIR: home,
    LOCPATH: locales,
    LC_ALL: 'en_US.UTF-8',
    // Neither a desktop's accessibility bus nor its settings are here.
    NO_AT_BRIDGE: '1',
    GSETTINGS_BACKEND: 'memory',
    // Without a graphics card it paints faster when it does not compose layers.
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  };
}
