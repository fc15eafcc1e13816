import type { Runtime } from 'webextension-polyfill';
import type { BackgroundToContent, BackgroundToSidebar } from '../messages.ts';
import type { Relay } from './relay.ts';

/** A Gmail tab: its content script and its sidebar, as far as they are connected. */
export class GmailTab {
  readonly id: number;
  /** The address of the account that it shows, in lower case. */
  account: string | null = null;
  relay: Relay | undefined;
  #content: Runtime.Port | undefined;
  #sidebar: Runtime.Port | undefined;

  constructor(id: number) {
    this.id = id;
  }

  get empty(): boolean {
    return !this.#content && !this.#sidebar;
  }

  get hasContent(): boolean {
    return this.#content !== undefined;
  }

  get hasSidebar(): boolean {
    return this.#sidebar !== undefined;
  }

  isSidebar(port: Runtime.Port): boolean {
    return this.#sidebar === port;
  }

  /** A page that was loaded anew has a new script, and a new frame: the old ones are forgotten. */
  join(end: 'content' | 'sidebar', port: Runtime.Port): void {
    if (end === 'content') this.#content = port;
    else this.#sidebar = port;
    this.#introduce();
  }

  /** @returns whether it was this port that counted */
  leave(end: 'content' | 'sidebar', port: Runtime.Port): boolean {
    if ((end === 'content' ? this.#content : this.#sidebar) !== port) return false;
    if (end === 'content') this.#content = undefined;
    else this.#sidebar = undefined;
    this.#introduce();
    return true;
  }

  toContent(message: BackgroundToContent): void {
    post(this.#content, message);
  }

  toSidebar(message: BackgroundToSidebar): void {
    post(this.#sidebar, message);
  }

  #introduce(): void {
    this.toContent({ type: 'peer', present: this.hasSidebar });
    this.toSidebar({ type: 'peer', present: this.hasContent });
  }
}

function post(port: Runtime.Port | undefined, message: unknown): void {
  try {
    port?.postMessage(message);
  } catch (error) {
    // It has just gone; that it has is told by its own event. Anything else that cannot be sent is a fault of ours.
    if (!/disconnected|closed|invalidated/i.test(String(error))) throw error;
  }
}
