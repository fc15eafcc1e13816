import browser from 'webextension-polyfill';
import type { Runtime } from 'webextension-polyfill';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BackgroundToPage, PageToBackground, SessionProblem, Standing, TabReport } from '../messages.ts';
import { portName } from '../messages.ts';

/** The background has not done what it was asked. */
export class Refused extends Error {
  readonly problem: SessionProblem | 'cancelled' | 'failed';

  constructor(problem: Refused['problem'], message: string) {
    super(message);
    this.problem = problem;
  }
}

type WithoutId<Message> = Message extends { id: string } ? Omit<Message, 'id'> : never;

interface Asking {
  wish: PageToBackground;
  resolve: (answer: TabReport[]) => void;
  reject: (why: Refused) => void;
}

/** The background, as the extension's pages see it. It may be stopped at any moment: it is connected to again, and asked again. */
export class Background {
  standing: Standing | undefined;
  readonly #asking = new Map<string, Asking>();
  readonly #listeners = new Set<() => void>();
  #port: Runtime.Port;

  constructor() {
    this.#port = this.#connect();
  }

  /** Gives what the tabs have found, where that was asked. @throws Refused */
  ask(wish: WithoutId<PageToBackground>): Promise<TabReport[]> {
    const id = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      const asked = { ...wish, id };
      this.#asking.set(id, { wish: asked, resolve, reject });
      this.#port.postMessage(asked);
    });
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #connect(): Runtime.Port {
    const port = browser.runtime.connect({ name: portName('page') });
    port.onMessage.addListener((message) => this.#hear(message as BackgroundToPage));
    port.onDisconnect.addListener(() => {
      this.#port = this.#connect();
      for (const { wish } of this.#asking.values()) {
        // A window that was open has gone with the background: opening another one is for the person to say.
        if (wish.type === 'sign-in') this.#hear({ type: 'refused', id: wish.id, problem: 'cancelled', message: '' });
        else this.#port.postMessage(wish);
      }
    });
    return port;
  }

  #hear(message: BackgroundToPage): void {
    if (message.type === 'standing') {
      this.standing = message.standing;
      for (const listener of this.#listeners) listener();
      return;
    }
    const asked = this.#asking.get(message.id);
    this.#asking.delete(message.id);
    if (message.type === 'refused') asked?.reject(new Refused(message.problem, message.message));
    else asked?.resolve(message.type === 'reports' ? message.reports : []);
  }
}

let background: Background | undefined;

/** Draws an element again when the standing of things changes. */
export class StandingController implements ReactiveController {
  readonly background = (background ??= new Background());
  readonly #host: ReactiveControllerHost;
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Undefined until the background has spoken. */
  get standing(): Standing | undefined {
    return this.background.standing;
  }

  hostConnected(): void {
    this.#stop = this.background.onChange(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#stop?.();
  }
}
