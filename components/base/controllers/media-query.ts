import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Renders its host again when a media query begins or ceases to match. */
export class MediaQuery implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #list: MediaQueryList;
  readonly #changed?: (matches: boolean) => void;

  constructor(host: ReactiveControllerHost, query: string, changed?: (matches: boolean) => void) {
    this.#host = host;
    this.#list = matchMedia(query);
    this.#changed = changed;
    host.addController(this);
  }

  get matches(): boolean {
    return this.#list.matches;
  }

  hostConnected(): void {
    this.#list.addEventListener('change', this.#handleChange);
  }

  hostDisconnected(): void {
    this.#list.removeEventListener('change', this.#handleChange);
  }

  #handleChange = (): void => {
    this.#changed?.(this.matches);
    this.#host.requestUpdate();
  };
}

/** The widest screen that counts as a phone. */
export const phoneQuery = '(max-width: 640px)';

/** Whether the screen is as narrow as a phone's. */
export class PhoneWidth extends MediaQuery {
  constructor(host: ReactiveControllerHost, changed?: (matches: boolean) => void) {
    super(host, phoneQuery, changed);
  }
}
