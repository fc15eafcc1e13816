import type { Writable } from 'node:stream';
import type { Workspace } from '../workspace/index.ts';

const beat = ': still here\n\n';

/** Seconds between signs of life: below the idle limits of common proxies (60 s). */
const beatSeconds = 25;

/** Bytes that wait for a reader: one that has stopped reading is not fed for ever. */
const mostWaiting = 4096;

interface Listener {
  to: Writable;
  workspace: Workspace;
  person: string;
  until: number;
  stop: () => void;
}

/** The open event streams of this process. Thousands are idle at a time, so they share one timer. */
export class Pokes {
  readonly #listeners = new Set<Listener>();
  readonly #timer: NodeJS.Timeout;

  readonly #shutdown: AbortSignal;

  constructor(shutdown: AbortSignal) {
    this.#shutdown = shutdown;
    this.#timer = setInterval(() => this.#beat(), beatSeconds * 1000).unref();
    shutdown.addEventListener('abort', () => {
      clearInterval(this.#timer);
      for (const listener of this.#listeners) this.#end(listener);
    });
  }

  /**
   * Writes server-sent events: the workspace's version now, and after every commit.
   * @param until milliseconds since 1970 at which the listener's token ends, and the stream with it
   */
  listen(to: Writable, workspace: Workspace, person: string, until: number): void {
    // Whoever has left, or a server that was told to stop, while the answer was being made.
    if (to.destroyed || this.#shutdown.aborted) return void to.end();
    const listener: Listener = {
      to,
      workspace,
      person,
      until,
      stop: workspace.onVersion((version) => {
        if (isOver(listener)) this.#end(listener);
        else this.#write(listener, versionEvent(version));
      }),
    };
    this.#listeners.add(listener);
    const gone = () => this.#forget(listener);
    to.once('close', gone);
    to.once('error', gone);
    to.write(versionEvent(workspace.version));
  }

  #beat(): void {
    for (const listener of this.#listeners) {
      if (isOver(listener)) this.#end(listener);
      else this.#write(listener, beat);
    }
  }

  #write(listener: Listener, text: string): void {
    const { to } = listener;
    if (!to.destroyed && to.writableLength <= mostWaiting) return void to.write(text);
    this.#forget(listener);
    to.destroy();
  }

  #end(listener: Listener): void {
    this.#forget(listener);
    listener.to.end();
  }

  #forget(listener: Listener): void {
    listener.stop();
    this.#listeners.delete(listener);
  }
}

/** Whoever is no longer active, or whose token has ended, hears nothing more. */
const isOver = ({ until, workspace, person }: Listener): boolean => Date.now() > until || workspace.sight(person) === undefined;

const versionEvent = (version: number): string => `event: version\ndata: ${version}\n\n`;
