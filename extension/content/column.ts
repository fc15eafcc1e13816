import type { Room } from '../gmail/index.ts';
import { colours, darken, element, icon, logo, shadow } from './draw.ts';
import type { Words } from './words.ts';

/** Pixels. The sidebar is drawn for the first; a person can have it wider. */
const standard = 300;
const narrowest = 280;
const widest = 520;
const step = 20;
/** What the collapsed column takes: its handle lies over nothing of Gmail's. */
const folded = 32;

const styles = `${colours}
:host { position: fixed; z-index: 9; display: block; inset-inline-end: 0; pointer-events: none; }
.column { position: absolute; inset: 0; display: flex; pointer-events: auto; background: var(--surface); border-inline-start: 1px solid var(--strong); border-block-start: 1px solid var(--strong); }
.column[hidden] { display: flex; visibility: hidden; pointer-events: none; inline-size: ${standard}px; }
iframe { flex: 1; border: 0; min-inline-size: 0; block-size: 100%; color-scheme: normal; background: var(--surface); }
.edge { position: absolute; inset-block: 0; inset-inline-start: -4px; inline-size: 8px; cursor: ew-resize; touch-action: none; }
.edge:focus-visible, .edge:hover { background: color-mix(in srgb, var(--accent) 40%, transparent); outline: none; }
.handle { position: absolute; inset-block-start: 8px; inset-inline-end: 0; inline-size: 28px; min-block-size: 44px; padding-block: 7px; display: grid; gap: 5px; justify-items: center; pointer-events: auto;
  background: var(--surface); border: 1px solid var(--strong); border-inline-end: 0; border-start-start-radius: 8px; border-end-start-radius: 8px; color: var(--second); }
.handle:hover { background: var(--hover); }
.handle[hidden] { display: none; }
.count { min-inline-size: 16px; padding-inline: 3px; box-sizing: border-box; border-radius: 8px; background: var(--accent); color: var(--on-accent); text-align: center; font-size: 11px; line-height: 16px; font-variant-numeric: tabular-nums; }
.count[hidden] { display: none; }
.turn:dir(rtl) { scale: -1 1; }
@media (pointer: coarse) { .handle { inline-size: 32px; } .edge { inline-size: 16px; } }
`;

export interface ColumnState {
  collapsed: boolean;
  width: number;
}

interface Setting {
  document: Document;
  window: Window;
  room: Room;
  /** The address of the sidebar's page. */
  page: string;
  state: ColumnState;
  /** Told of what is to be remembered. */
  changed: (state: ColumnState) => void;
}

/**
 * The column that the sidebar stands in, at the inline end of the page. Its frame is there even while it is collapsed: it keeps the
 * records, and answers. It folds by itself where it would lie over a send button, or where Google's own panel leaves no room.
 */
export class Column {
  readonly host: HTMLElement;
  readonly #setting: Setting;
  readonly #column: HTMLElement;
  readonly #handle: HTMLButtonElement;
  readonly #count: HTMLElement;
  readonly #edge: HTMLElement;
  readonly #frame: HTMLIFrameElement;
  readonly #stop: () => void;
  #state: ColumnState;
  #words: Words;
  #known = 0;
  /** Folded by itself; undone by a press, until the reason has gone. */
  #forced = false;
  #insists = false;
  #off = false;

  constructor(setting: Setting, words: Words) {
    this.#setting = setting;
    this.#state = { collapsed: setting.state.collapsed, width: within(setting.state.width) };
    this.#words = words;
    const { document } = setting;
    this.host = element(document, 'inlay-column' as 'div', { 'data-inlay': 'column' });
    const root = shadow(this.host, styles);
    this.#frame = element(document, 'iframe', { src: setting.page, title: 'Inlay' });
    this.#edge = element(document, 'div', {
      class: 'edge',
      role: 'separator',
      tabindex: '0',
      'aria-orientation': 'vertical',
      'aria-valuemin': String(narrowest),
      'aria-valuemax': String(widest),
    });
    this.#column = element(document, 'div', { class: 'column' }, this.#edge, this.#frame);
    this.#count = element(document, 'span', { class: 'count', hidden: '' });
    const turn = icon(document, 'chevron-left');
    turn.classList.add('turn');
    this.#handle = element(
      document,
      'button',
      { class: 'handle', type: 'button', 'aria-expanded': 'false' },
      logo(document),
      turn,
      this.#count,
    );
    root.append(this.#column, this.#handle);
    this.#handle.addEventListener('click', () => this.open());
    this.#edge.addEventListener('pointerdown', this.#drag);
    this.#edge.addEventListener('keydown', this.#key);
    this.#stop = setting.room.onChange(() => this.#place());
    document.documentElement.append(this.host);
    this.#place();
  }

  get collapsed(): boolean {
    return this.#state.collapsed || this.#forced;
  }

  say(words: Words, dark: boolean, direction: 'ltr' | 'rtl'): void {
    this.#words = words;
    darken(this.host, dark);
    if (this.host.dir !== direction) this.host.dir = direction;
    this.#label();
  }

  /** How many people of the open conversation are known. */
  set known(count: number) {
    this.#known = count;
    this.#label();
  }

  /** Nothing of ours stands in this account, not even the handle. */
  set off(off: boolean) {
    if (off === this.#off) return;
    this.#off = off;
    this.#place();
  }

  open(): void {
    this.#insists = this.#forced;
    this.#forced = false;
    this.#off = false;
    this.#change({ collapsed: false });
    this.#frame.focus();
  }

  collapse(): void {
    this.#change({ collapsed: true });
    this.#handle.focus();
  }

  toggle(): void {
    if (this.collapsed || this.#off) this.open();
    else this.collapse();
  }

  close(): void {
    this.#stop();
    this.#setting.room.take(0);
    this.host.remove();
  }

  #change(state: Partial<ColumnState>): void {
    this.#state = { ...this.#state, ...state };
    this.#setting.changed(this.#state);
    this.#place();
  }

  #place(): void {
    const { room, document, window } = this.#setting;
    // Gmail writes its document anew when it starts.
    if (!this.host.isConnected) document.documentElement.append(this.host);
    const { top, end, bottom, crowded } = room.area();
    const { width, collapsed } = this.#state;
    const narrow = window.innerWidth < width * 2;
    const pressed = !collapsed && (crowded || narrow || room.covers(width));
    if (!pressed) this.#insists = false;
    // Over a send button nobody can insist.
    this.#forced = pressed && (!this.#insists || room.covers(width));
    const shut = this.collapsed || this.#off;
    room.take(this.#off ? 0 : shut ? folded : width);
    Object.assign(this.host.style, {
      insetBlockStart: `${top}px`,
      insetBlockEnd: `${bottom}px`,
      insetInlineEnd: `${end}px`,
      inlineSize: `${shut ? folded : width}px`,
    });
    this.#column.hidden = shut;
    this.#column.inert = shut;
    this.#handle.hidden = !shut || this.#off;
    this.#edge.setAttribute('aria-valuenow', String(width));
    this.#label();
  }

  #label(): void {
    const words = this.#words;
    this.#count.hidden = this.#known === 0;
    this.#count.textContent = String(this.#known);
    const label = this.#known > 0 ? words.known(this.#known) : words.open;
    this.#handle.setAttribute('aria-label', label);
    this.#handle.title = label;
    this.#edge.setAttribute('aria-label', words.width);
  }

  readonly #drag = (event: PointerEvent): void => {
    event.preventDefault();
    const { window } = this.#setting;
    const from = { x: event.clientX, width: this.#state.width };
    const along = this.host.dir === 'rtl' ? 1 : -1;
    // Over a frame of another page no pointer is told of.
    this.#frame.style.pointerEvents = 'none';
    const move = ({ clientX }: PointerEvent) => {
      this.#state = { ...this.#state, width: within(from.width + along * (clientX - from.x)) };
      this.#place();
    };
    const end = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
      window.removeEventListener('pointercancel', end);
      this.#frame.style.pointerEvents = '';
      this.#change({});
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
    window.addEventListener('pointercancel', end);
  };

  readonly #key = (event: KeyboardEvent): void => {
    const wider = this.host.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft';
    const narrower = this.host.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const { width } = this.#state;
    const to = { [wider]: width + step, [narrower]: width - step, Home: narrowest, End: widest }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    // Gmail has keys of its own.
    event.stopPropagation();
    this.#change({ width: within(to) });
  };
}

const within = (width: number): number => Math.round(Math.min(widest, Math.max(narrowest, Number.isFinite(width) ? width : standard)));

export const firstState: ColumnState = { collapsed: false, width: standard };
