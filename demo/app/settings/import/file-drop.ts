import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Takes a file that is dropped anywhere on its element, while one can be taken. */
export class FileDrop implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #takes: () => boolean;
  readonly #take: (file: File) => void;
  /** Elements that a dragged file has entered and not left: each of them tells of its own. */
  #entered = 0;
  #over = false;

  constructor(host: ReactiveControllerHost & HTMLElement, takes: () => boolean, take: (file: File) => void) {
    this.#host = host;
    this.#takes = takes;
    this.#take = take;
    host.addController(this);
  }

  /** A file is held over the element. */
  get over(): boolean {
    return this.#over;
  }

  hostConnected(): void {
    for (const type of ['dragenter', 'dragover'] as const) this.#host.addEventListener(type, this.#handleDrag);
    this.#host.addEventListener('dragleave', this.#handleLeave);
    this.#host.addEventListener('drop', this.#handleDrop);
  }

  hostDisconnected(): void {
    for (const type of ['dragenter', 'dragover'] as const) this.#host.removeEventListener(type, this.#handleDrag);
    this.#host.removeEventListener('dragleave', this.#handleLeave);
    this.#host.removeEventListener('drop', this.#handleDrop);
  }

  #hold(over: boolean): void {
    if (over === this.#over) return;
    this.#over = over;
    this.#host.requestUpdate();
  }

  readonly #handleDrag = (event: DragEvent): void => {
    if (!this.#takes() || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (event.type === 'dragenter') this.#entered++;
    this.#hold(true);
  };

  readonly #handleLeave = (): void => {
    this.#entered = Math.max(0, this.#entered - 1);
    if (this.#entered === 0) this.#hold(false);
  };

  readonly #handleDrop = (event: DragEvent): void => {
    this.#entered = 0;
    this.#hold(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (!file || !this.#takes()) return;
    event.preventDefault();
    this.#take(file);
  };
}
