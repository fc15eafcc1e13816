import type { LitElement, ReactiveController } from 'lit';

interface Reorder {
  /** What there is, in its present order. */
  ids: () => readonly string[];
  commit: (ids: readonly string[], moved: string) => void;
}

/**
 * Puts the `.line[data-id]` of a list in another order, by carrying them at their grip or by its arrow keys; Escape leaves a
 * carried one where it was.
 */
export class Reordering implements ReactiveController {
  /** The one that is carried. */
  moving = '';

  readonly #host: LitElement;
  readonly #reorder: Reorder;
  /** The order while one is carried. */
  #order: readonly string[] | undefined;
  #stop: (() => void) | undefined;

  constructor(host: LitElement, reorder: Reorder) {
    this.#host = host;
    this.#reorder = reorder;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#stop?.();
  }

  /** The rows as they stand now, that which is carried included. */
  shown<T extends { id: string }>(rows: readonly T[]): readonly T[] {
    const order = this.#order;
    return order ? rows.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id)) : rows;
  }

  key(event: KeyboardEvent, id: string): void {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const ids = [...this.#reorder.ids()];
    const at = ids.indexOf(id);
    if (at + by < 0 || at + by >= ids.length) return;
    ids.splice(at, 1);
    ids.splice(at + by, 0, id);
    const grip = event.currentTarget as HTMLElement;
    this.#reorder.commit(ids, id);
    // Its line has moved in the document, which takes the focus off it.
    void this.#host.updateComplete.then(() => grip.focus());
  }

  carry(event: PointerEvent, id: string): void {
    if (event.button !== 0) return;
    event.preventDefault();
    (event.currentTarget as HTMLElement).focus();
    const before = this.#reorder.ids();
    this.#show(before, id);
    const move = ({ clientY }: PointerEvent) => {
      const lines = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.line[data-id]')];
      const at = lines.filter((line) => {
        const { top, height } = line.getBoundingClientRect();
        return line.dataset['id'] !== id && clientY > top + height / 2;
      }).length;
      const others = (this.#order ?? []).filter((other) => other !== id);
      this.#show(others.toSpliced(at, 0, id), id);
    };
    const end = (commit: boolean) => {
      this.#stop = undefined;
      stop.abort();
      const order = this.#order;
      this.#show(undefined, '');
      if (commit && order && order.join() !== before.join()) this.#reorder.commit(order, id);
    };
    const stop = new AbortController();
    this.#stop = () => end(false);
    const { signal } = stop;
    const escape = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return;
      // A dialog around the list stays open.
      key.preventDefault();
      end(false);
    };
    window.addEventListener('pointermove', move, { signal });
    window.addEventListener('pointerup', () => end(true), { signal });
    window.addEventListener('pointercancel', () => end(false), { signal });
    window.addEventListener('keydown', escape, { signal });
  }

  #show(order: readonly string[] | undefined, moving: string): void {
    this.#order = order;
    this.moving = moving;
    this.#host.requestUpdate();
  }
}
