import { css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { styleProps } from '../base/styles/style-props.ts';
import { cardHeight } from '../deal-card/card-height.ts';
import '../deal-card/deal-card.ts';
import type { DealCard } from '../deal-card/deal-card.ts';
import type { Store } from '../store/index.ts';
import type { Deal } from '../../shared/records/index.ts';
import { Slots } from './slots.ts';

/** Pixels between two cards. */
const gap = 6;
const padding = 8;
/** Cards rendered beyond each edge once the lane is scrolled, so that a quick scroll finds them there. */
const spare = 4;

/** Milliseconds without scrolling after which a lane rests. */
const rest = 150;

/** How high the last lane was. The next one is as high: finding out would lay out what has just been rendered. */
let usual: number | undefined;

/** The cards of one stage: as many in the page as the lane is high. Part of `<crm-pipeline-board>`. */
export class BoardLane extends CrmElement {
  static override styles = css`
    :host {
      display: block;
      flex: 1;
      min-block-size: 0;
      overflow-y: auto;
      overscroll-behavior: contain;
      scrollbar-width: thin;
      scrollbar-color: var(--crm-border-strong) transparent;
    }
    /* What is as high as all cards stands beside it: growing around them, it would have each of them laid out again. */
    .space {
      position: relative;
      block-size: 0;
      contain: layout style;
    }
    crm-deal-card {
      position: absolute;
      inset-inline: 8px;
      contain: layout style;
    }
    .slot {
      position: absolute;
      inset-inline: 8px;
      border: 1px dashed var(--crm-accent);
      border-radius: var(--crm-radius);
      background: var(--crm-accent-soft);
    }
  `;

  @property({ attribute: false }) deals: readonly Deal[] = [];
  @property({ attribute: false }) store: Store | undefined;
  /** Names of the fields that the cards show below their own lines. */
  @property({ attribute: false }) fields: readonly string[] = [];
  /** The deal in the hand, or picked up by keyboard. */
  @property({ attribute: false }) lifted: string | undefined;
  /** Where a drop would put the card that is over this lane. */
  @property({ type: Boolean, reflect: true }) over = false;
  /** How high it is likely to be, where the board knows: finding out would lay out what has just been rendered. */
  @property({ attribute: false }) likelyHeight: number | undefined;
  /** How far it is scrolled, in whole cards: nothing is rendered for less. */
  @state() private top = 0;
  /** How high it is: known when it is in the page. */
  @state() private view: number | undefined;
  /** Whether there is time for cards beyond the edges: they come after those in sight, or when the lane is scrolled. */
  @property({ attribute: false }) rested = false;
  @state() private moving = false;

  #touched = false;
  #focused: string | undefined;
  #places: { deals: readonly Deal[]; of: Map<string, number> } = { deals: [], of: new Map() };
  readonly #slots = new Slots();
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** The deal whose card had the focus before cards were put in order. */
  #held: string | undefined;
  readonly #sizes = new ResizeObserver(() => (usual = this.view = this.clientHeight));

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('scroll', this.#scrolled, { passive: true });
    this.#sizes.observe(this);
  }

  protected override willUpdate(): void {
    this.view ??= usual ??= this.likelyHeight ?? (this.clientHeight || 600);
    this.#held = this.shadowRoot?.activeElement?.getAttribute('deal-id') ?? undefined;
  }

  protected override updated(): void {
    // A card that is put elsewhere in the page loses the focus.
    if (this.#held !== undefined && !this.shadowRoot?.activeElement) this.#card(this.#held)?.focus({ preventScroll: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('scroll', this.#scrolled);
    clearTimeout(this.#rest);
    this.moving = false;
    this.#sizes.disconnect();
  }

  /** Pixels from one card to the next. */
  get #step(): number {
    return cardHeight(this.fields.length) + gap;
  }

  /** The deal whose card the focus is on, or would come to. */
  get current(): number {
    return this.#focused === undefined ? 0 : Math.max(0, this.#placeOf(this.#focused));
  }

  /** Where a deal stands, among thousands; -1 where it is in another lane. Remembered until the lane has other deals. */
  #placeOf(dealId: string): number {
    if (this.#places.deals !== this.deals) this.#places = { deals: this.deals, of: new Map() };
    let place = this.#places.of.get(dealId);
    if (place === undefined) {
      place = this.deals.findIndex((deal) => deal.id === dealId);
      this.#places.of.set(dealId, place);
    }
    return place;
  }

  /** Puts the focus on a card, scrolling to it. */
  async focusCard(at: number): Promise<void> {
    const index = Math.max(0, Math.min(at, this.deals.length - 1));
    const deal = this.deals[index];
    if (!deal) return;
    this.#focused = deal.id;
    const start = padding + index * this.#step;
    if (start < this.scrollTop) this.scrollTop = start - padding;
    else if (start + this.#step > this.scrollTop + this.clientHeight) this.scrollTop = start + this.#step - this.clientHeight;
    this.#scrolled();
    this.requestUpdate();
    await this.updateComplete;
    const card = this.#card(deal.id);
    await card?.updateComplete;
    card?.focus({ preventScroll: true });
  }

  #card(dealId: string): DealCard | null {
    return this.renderRoot.querySelector(`crm-deal-card[deal-id="${dealId}"]`);
  }

  readonly #scrolled = (): void => {
    this.#touched = true;
    this.top = Math.floor(this.scrollTop / this.#step) * this.#step;
    this.moving = true;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => (this.moving = false), rest);
  };

  readonly #focusIn = (event: FocusEvent): void => {
    if (event.target instanceof HTMLElement) this.#focused = event.target.getAttribute('deal-id') ?? undefined;
    this.requestUpdate();
  };

  protected override render() {
    const count = this.deals.length;
    const beyond = this.rested || this.#touched ? spare : 0;
    const from = Math.max(0, Math.floor((this.top - padding) / this.#step) - beyond);
    const to = Math.min(count, Math.ceil((this.top + (this.view ?? 0)) / this.#step) + beyond);
    const stop = this.deals[this.current]?.id;
    const places = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
    // The card with the focus stays, and the one in the hand, however far they are scrolled away: a finger's touch ends with its card.
    for (const id of new Set([this.#held, this.lifted])) {
      const place = id === undefined ? -1 : this.#placeOf(id);
      if (place >= to) places.push(place);
      else if (place >= 0 && place < from) places.unshift(place);
    }
    const ids = places.map((place) => this.deals[place]?.id ?? '');
    return html`<div class="space" role="list" @focusin=${this.#focusIn}>
        ${repeat(
          this.#slots.assign(ids, { moving: this.moving || this.lifted !== undefined, held: this.#held }),
          ({ slot }) => slot,
          ({ at }) => this.#renderCard(ids[at] ?? '', places[at] ?? 0, stop),
        )}${this.over ? html`<div class="slot" ${styleProps({ 'inset-block-start': `${padding}px`, 'block-size': `${cardHeight(this.fields.length)}px` })}></div>` : nothing}
      </div>
      <div
        class="height"
        ${styleProps({ 'block-size': `${padding * 2 + count * this.#step - (count ? gap : 0) + (this.over ? this.#step : 0)}px` })}
      ></div>`;
  }

  #renderCard(id: string, place: number, stop: string | undefined) {
    return html`<crm-deal-card
      role="listitem"
      aria-setsize=${this.deals.length}
      aria-posinset=${place + 1}
      .store=${this.store}
      .fields=${this.fields}
      deal-id=${id}
      .lifted=${id === this.lifted}
      .tabStop=${id === stop}
      ${styleProps({ 'inset-block-start': `${padding + (place + (this.over ? 1 : 0)) * this.#step}px` })}
    ></crm-deal-card>`;
  }
}

define('crm-board-lane', BoardLane);

declare global {
  interface HTMLElementTagNameMap {
    'crm-board-lane': BoardLane;
  }
}
