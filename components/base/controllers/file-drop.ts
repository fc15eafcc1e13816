import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement;

/**
 * Takes files that are dropped on its host, or on the element that the host is a part of: a file that misses its place
 * would make the browser leave the page for it.
 */
export class FileDrop implements ReactiveController {
  readonly #host: Host;
  readonly #dropped: (files: File[]) => void;
  readonly #takes: () => boolean;
  #target: HTMLElement | undefined;
  #over = false;

  /** @param takes whether any can be taken now: else they are dropped to no effect */
  constructor(host: Host, dropped: (files: File[]) => void, takes: () => boolean = () => true) {
    this.#host = host;
    this.#dropped = dropped;
    this.#takes = takes;
    host.addController(this);
  }

  /** Whether files are held over it. */
  get over(): boolean {
    return this.#over;
  }

  hostConnected(): void {
    const root = this.#host.getRootNode();
    this.#target = root instanceof ShadowRoot && root.host instanceof HTMLElement ? root.host : this.#host;
    this.#target.addEventListener('dragover', this.#dragOver);
    this.#target.addEventListener('dragleave', this.#dragLeave);
    this.#target.addEventListener('drop', this.#drop);
  }

  hostDisconnected(): void {
    this.#target?.removeEventListener('dragover', this.#dragOver);
    this.#target?.removeEventListener('dragleave', this.#dragLeave);
    this.#target?.removeEventListener('drop', this.#drop);
    this.#say(false);
  }

  readonly #dragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const takes = this.#takes();
    event.dataTransfer.dropEffect = takes ? 'copy' : 'none';
    this.#say(takes);
  };

  readonly #dragLeave = (event: DragEvent): void => {
    const { relatedTarget } = event;
    // From one element within to the next is no leaving.
    if (relatedTarget instanceof Node && this.#target?.contains(relatedTarget)) return;
    this.#say(false);
  };

  readonly #drop = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#say(false);
    if (this.#takes()) this.#dropped([...event.dataTransfer.files]);
  };

  #say(over: boolean): void {
    if (over === this.#over) return;
    this.#over = over;
    this.#host.requestUpdate();
  }
}
