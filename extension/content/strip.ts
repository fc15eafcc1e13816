import type { Compose } from '../gmail/index.ts';
import type { LinkedRecord } from '../messages.ts';
import { colours, darken, element, icon, shadow } from './draw.ts';
import type { Words } from './words.ts';

const styles = `${colours}
:host { display: inline-flex; max-inline-size: 100%; vertical-align: middle; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; padding: 4px 8px; min-inline-size: 0; }
.piece { display: inline-flex; align-items: center; gap: 6px; min-block-size: 26px; padding-inline: 8px; border: 1px solid var(--strong); border-radius: 6px; background: var(--surface); min-inline-size: 0; }
button.piece:hover, .piece button:hover { background: var(--hover); }
.piece[aria-disabled=true] { color: var(--muted); }
.knob { position: relative; inline-size: 22px; block-size: 12px; border-radius: 7px; background: var(--muted); flex: none; }
.knob::after { content: ''; position: absolute; inset-block-start: 2px; inset-inline-start: 2px; inline-size: 8px; block-size: 8px; border-radius: 4px; background: var(--surface); }
[aria-checked=true] > .knob { background: var(--accent); }
[aria-checked=true] > .knob::after { inset-inline-start: 12px; background: var(--on-accent); }
.chip { padding-inline: 0; gap: 0; max-inline-size: 240px; }
.to { display: inline-flex; align-items: center; gap: 6px; padding-inline: 8px 4px; min-block-size: 24px; min-inline-size: 0; }
.off { display: inline-grid; place-items: center; inline-size: 24px; min-block-size: 24px; flex: none; }
.why { color: var(--second); font-weight: 400; }
@media (pointer: coarse) { .piece, .to, .off { min-block-size: 44px; } }
@media (forced-colors: active) { .knob { border: 1px solid; } [aria-checked=true] > .knob { background: Highlight; } }
`;

const icons = { deal: 'columns-3', lead: 'user-plus', contact: 'contact' } as const;

/** From this width on a compose window has room for our controls beside its own; else they have a line to themselves. */
const wide = 760;

export interface StripState {
  on: boolean;
  /** Why it cannot be tracked; empty where it can. */
  why: string;
  /** Nothing of it is kept: it cannot be linked either. */
  unkept: boolean;
  /** How many of its links lead through the server. */
  links: number;
  link: LinkedRecord | null;
}

interface Acts {
  toggle: () => void;
  choose: () => void;
  unlink: () => void;
}

/** Our controls in a compose window: whether openings are told, and on which record the message is kept. */
export class Strip {
  readonly #compose: Compose;
  readonly #host: HTMLElement;
  readonly #row: HTMLElement;
  readonly #acts: Acts;
  #drawn = '';

  constructor(document: Document, compose: Compose, acts: Acts) {
    this.#compose = compose;
    this.#acts = acts;
    this.#host = element(document, 'span', {});
    this.#row = element(document, 'div', { class: 'row' });
    shadow(this.#host, styles).append(this.#row);
    // Gmail takes keys of its own wherever the focus is; Escape and Tab stay as they are.
    for (const type of ['keydown', 'keypress', 'keyup'])
      this.#host.addEventListener(type, (event) => {
        if (event instanceof KeyboardEvent && (event.key === 'Enter' || event.key === ' ') && !event.ctrlKey && !event.metaKey)
          event.stopPropagation();
      });
  }

  show(state: StripState, words: Words, { dark, direction }: { dark: boolean; direction: 'ltr' | 'rtl' }): void {
    darken(this.#host, dark);
    if (this.#host.dir !== direction) this.#host.dir = direction;
    this.#compose.attach(this.#host, this.#compose.element.getBoundingClientRect().width >= wide ? 'toolbar' : 'strip');
    const drawn = JSON.stringify([state, words.track]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const focused = (this.#host.shadowRoot?.activeElement as HTMLElement | null)?.dataset['act'];
    this.#row.replaceChildren(
      this.#switch(state, words),
      ...(state.unkept ? [this.#noLink(words)] : []),
      ...(state.why ? [element(this.#document, 'span', { class: 'why', id: 'why' }, state.why)] : []),
      ...(state.unkept ? [] : [this.#link(state.link, words)]),
    );
    if (focused)
      (
        this.#row.querySelector<HTMLElement>(`[data-act="${focused}"]`) ?? this.#row.querySelector<HTMLElement>('[data-act=choose]')
      )?.focus();
  }

  remove(): void {
    const holder = this.#host.parentElement;
    this.#host.remove();
    if (holder?.hasAttribute('data-inlay')) holder.remove();
  }

  get #document(): Document {
    return this.#host.ownerDocument;
  }

  #switch({ on, why, links }: StripState, words: Words): HTMLElement {
    const document = this.#document;
    const button = element(
      document,
      'button',
      {
        class: 'piece',
        type: 'button',
        role: 'switch',
        'data-act': 'track',
        'aria-checked': String(on && why === ''),
        'aria-disabled': why === '' ? undefined : 'true',
        'aria-describedby': why === '' ? undefined : 'why',
        title: why || (on ? [words.trackOn, ...(links > 0 ? [words.links(links)] : [])].join('. ') : words.trackOff),
      },
      icon(document, 'check-check'),
      words.track,
      element(document, 'span', { class: 'knob', 'aria-hidden': 'true' }),
    );
    button.addEventListener('click', () => {
      if (why === '') this.#acts.toggle();
    });
    return button;
  }

  #noLink(words: Words): HTMLElement {
    const attributes = { class: 'piece', type: 'button', 'data-act': 'choose', 'aria-disabled': 'true', 'aria-describedby': 'why' };
    return element(this.#document, 'button', attributes, icon(this.#document, 'link'), words.link);
  }

  #link(link: LinkedRecord | null, words: Words): HTMLElement {
    const document = this.#document;
    if (link === null) {
      const button = element(
        document,
        'button',
        { class: 'piece', type: 'button', 'data-act': 'choose', title: words.linkMore, 'aria-label': words.linkMore },
        icon(document, 'link'),
        words.link,
      );
      button.addEventListener('click', this.#acts.choose);
      return button;
    }
    const to = element(
      document,
      'button',
      { class: 'to', type: 'button', 'data-act': 'choose', title: link.name, 'aria-label': words.linkedTo(link.name) },
      icon(document, icons[link.type]),
      element(document, 'bdi', { class: 'cut' }, link.name),
    );
    to.addEventListener('click', this.#acts.choose);
    const off = element(
      document,
      'button',
      { class: 'off', type: 'button', 'data-act': 'unlink', 'aria-label': words.unlink(link.name), title: words.unlink(link.name) },
      icon(document, 'x'),
    );
    off.addEventListener('click', this.#acts.unlink);
    return element(document, 'span', { class: 'piece chip' }, to, off);
  }
}
