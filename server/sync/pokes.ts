import type { Workspace } from '../workspace/index.ts';

const encoder = new TextEncoder();
const beat = encoder.encode(': still here\n\n');

/** Seconds between signs of life: below the idle limits of common proxies (60 s). */
const beatSeconds = 25;

interface Listener {
  controller: ReadableStreamDefaultController<Uint8Array>;
  workspace: Workspace;
  person: string;
  until: number;
  stop: () => void;
}

/** The open event streams of this process. Thousands are idle at a time, so they share one timer. */
export class Pokes {
  readonly #listeners = new Set<Listener>();
  readonly #timer: NodeJS.Timeout;

  constructor(shutdown: AbortSignal) {
    this.#timer = setInterval(() => this.#beat(), beatSeconds * 1000).unref();
    shutdown.addEventListener('abort', () => {
      clearInterval(this.#timer);
      for (const listener of this.#listeners) this.#end(listener);
    });
  }

  /**
   * Server-sent events: the workspace's version now, and after every commit.
   * @param until milliseconds since 1970 at which the listener's token ends, and the stream with it
   */
  stream(workspace: Workspace, person: string, until: number): ReadableStream<Uint8Array> {
    let listener: Listener | undefined;
    return new ReadableStream({
      start: (controller) => {
        const entry: Listener = {
          controller,
          workspace,
          person,
          until,
          stop: workspace.onVersion((version) => {
            if (isOver(entry)) this.#end(entry);
            else controller.enqueue(versionEvent(version));
          }),
        };
        listener = entry;
        this.#listeners.add(entry);
        controller.enqueue(versionEvent(workspace.version));
      },
      cancel: () => {
        if (listener) this.#forget(listener);
      },
    });
  }

  #beat(): void {
    for (const listener of this.#listeners) {
      if (isOver(listener)) this.#end(listener);
      // A reader that has stopped reading is not fed for ever.
      else if ((listener.controller.desiredSize ?? 0) > -100) listener.controller.enqueue(beat);
      else this.#end(listener);
    }
  }

  #end(listener: Listener): void {
    this.#forget(listener);
    listener.controller.close();
  }

  #forget(listener: Listener): void {
    listener.stop();
    this.#listeners.delete(listener);
  }
}

/** Whoever is no longer active, or whose token has ended, hears nothing more. */
const isOver = ({ until, workspace, person }: Listener): boolean => Date.now() > until || workspace.sight(person) === undefined;

const versionEvent = (version: number): Uint8Array => encoder.encode(`event: version\ndata: ${version}\n\n`);
