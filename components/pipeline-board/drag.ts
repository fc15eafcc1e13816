import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface DragOptions {
  /** The deal whose card an event began on, with the element to show in the hand. */
  pick: (path: readonly EventTarget[]) => { id: string; card: HTMLElement } | undefined;
  /** Where the card is now: the stage under the pointer, or none. */
  over: (stage: string | undefined) => void;
  /** What may be dropped on, by the element under the pointer. */
  target: (x: number, y: number) => { stage: string; scroller: HTMLElement | undefined } | undefined;
  lift: (id: string | undefined) => void;
  drop: (id: string, stage: string) => void;
  /** Scrolls sideways when the pointer is near the edge. */
  scroller: () => HTMLElement | null;
}

/** Pixels that a mouse moves before it drags, so that a click stays a click. */
const slop = 5;
/** Milliseconds that a finger rests before it drags, so that a swipe stays a swipe. */
const rest = 260;
const edge = 48;

interface Hold {
  id: string;
  card: HTMLElement;
  pointer: number;
  x: number;
  y: number;
  touch: boolean;
  ghost?: HTMLElement;
  offset: { x: number; y: number };
  timer?: ReturnType<typeof setTimeout>;
  at: { x: number; y: number };
  stage?: string | undefined;
}

/**
 * Carries a card by pointer. Listens on the window and finds the card by the event's path, since a card that is scrolled
 * out of its lane leaves the page while it is in the hand.
 */
export class CardDrag implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: DragOptions;
  #hold: Hold | undefined;
  #frame = 0;

  constructor(host: ReactiveControllerHost & HTMLElement, options: DragOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('pointerdown', this.#down);
    // Once a finger drags, the page must not scroll under it: only a listener that is there from the start can say so.
    this.#host.addEventListener('touchmove', this.#keepStill, { passive: false });
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('pointerdown', this.#down);
    this.#host.removeEventListener('touchmove', this.#keepStill);
    this.#end();
  }

  readonly #keepStill = (event: TouchEvent): void => {
    if (this.#hold?.ghost) event.preventDefault();
  };

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0 || this.#hold) return;
    const picked = this.#options.pick(event.composedPath());
    if (!picked) return;
    const box = picked.card.getBoundingClientRect();
    const touch = event.pointerType === 'touch';
    this.#hold = {
      ...picked,
      pointer: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      at: { x: event.clientX, y: event.clientY },
      offset: { x: event.clientX - box.left, y: event.clientY - box.top },
      touch,
    };
    if (touch) this.#hold.timer = setTimeout(() => this.#lift(), rest);
    window.addEventListener('pointermove', this.#move);
    window.addEventListener('pointerup', this.#up);
    window.addEventListener('pointercancel', this.#cancel);
    window.addEventListener('keydown', this.#key, true);
    window.addEventListener('contextmenu', this.#menu, true);
  };

  readonly #move = (event: PointerEvent): void => {
    const hold = this.#hold;
    if (!hold || event.pointerId !== hold.pointer) return;
    hold.at = { x: event.clientX, y: event.clientY };
    const moved = Math.hypot(event.clientX - hold.x, event.clientY - hold.y);
    if (!hold.ghost) {
      // A finger that moves before it has rested is scrolling.
      if (hold.touch && moved > slop * 2) this.#end();
      else if (!hold.touch && moved > slop) this.#lift();
      return;
    }
    event.preventDefault();
    this.#frame ||= requestAnimationFrame(this.#follow);
  };

  readonly #up = (event: PointerEvent): void => {
    const hold = this.#hold;
    if (!hold || event.pointerId !== hold.pointer) return;
    const { ghost, id } = hold;
    // Where the pointer is now: the frame that follows its last move may not have come.
    const stage = ghost && this.#options.target(event.clientX, event.clientY)?.stage;
    this.#end();
    if (!ghost) return;
    // The click that follows a drag opens nothing.
    const swallow = (click: Event) => {
      click.stopPropagation();
      click.preventDefault();
    };
    window.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 50);
    if (stage !== undefined) this.#options.drop(id, stage);
  };

  readonly #cancel = (event: PointerEvent): void => {
    if (event.pointerId === this.#hold?.pointer) this.#end();
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.#hold?.ghost) return;
    event.preventDefault();
    event.stopPropagation();
    this.#end();
  };

  readonly #menu = (event: Event): void => {
    if (this.#hold?.touch) event.preventDefault();
  };

  #lift(): void {
    const hold = this.#hold;
    if (!hold) return;
    const box = hold.card.getBoundingClientRect();
    const ghost = hold.card.cloneNode(true) as HTMLElement;
    ghost.removeAttribute('style');
    ghost.removeAttribute('role');
    ghost.setAttribute('dragged', '');
    ghost.setAttribute('aria-hidden', 'true');
    ghost.setAttribute('inert', '');
    Object.assign(ghost.style, {
      position: 'fixed',
      insetBlockStart: '0',
      left: '0',
      inlineSize: `${box.width}px`,
      zIndex: 'var(--crm-layer-drag)',
      pointerEvents: 'none',
      willChange: 'transform',
    });
    this.#host.shadowRoot?.append(ghost);
    // A host that is contained places what is fixed within itself: the ghost is put where it really begins.
    const origin = ghost.getBoundingClientRect();
    hold.offset = { x: hold.offset.x + origin.left, y: hold.offset.y + origin.top };
    hold.ghost = ghost;
    // Snapping would undo the scrolling at the edges.
    this.#options.scroller()?.style.setProperty('scroll-snap-type', 'none');
    this.#options.lift(hold.id);
    navigator.vibrate?.(8);
    this.#follow();
  }

  readonly #follow = (): void => {
    this.#frame = 0;
    const hold = this.#hold;
    if (!hold?.ghost) return;
    const { x, y } = hold.at;
    hold.ghost.style.transform = `translate(${x - hold.offset.x}px, ${y - hold.offset.y}px)`;
    const target = this.#options.target(x, y);
    if (target?.stage !== hold.stage) {
      hold.stage = target?.stage;
      this.#options.over(hold.stage);
    }
    if (this.#scroll(x, y, target?.scroller)) this.#frame = requestAnimationFrame(this.#follow);
  };

  /** Scrolls what the pointer is at the edge of; true while there is more to scroll. */
  #scroll(x: number, y: number, lane: HTMLElement | undefined): boolean {
    let scrolled = false;
    const board = this.#options.scroller();
    if (board) {
      const box = board.getBoundingClientRect();
      const by = x < box.left + edge ? -14 : x > box.right - edge ? 14 : 0;
      const before = board.scrollLeft;
      if (by) board.scrollLeft += by;
      scrolled = board.scrollLeft !== before;
    }
    if (lane) {
      const box = lane.getBoundingClientRect();
      const by = y < box.top + edge ? -12 : y > box.bottom - edge ? 12 : 0;
      const before = lane.scrollTop;
      if (by) lane.scrollTop += by;
      scrolled ||= lane.scrollTop !== before;
    }
    return scrolled;
  }

  #end(): void {
    const hold = this.#hold;
    if (!hold) return;
    this.#hold = undefined;
    clearTimeout(hold.timer);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    hold.ghost?.remove();
    this.#options.scroller()?.style.removeProperty('scroll-snap-type');
    this.#options.lift(undefined);
    this.#options.over(undefined);
    window.removeEventListener('pointermove', this.#move);
    window.removeEventListener('pointerup', this.#up);
    window.removeEventListener('pointercancel', this.#cancel);
    window.removeEventListener('keydown', this.#key, true);
    window.removeEventListener('contextmenu', this.#menu, true);
  }
}
