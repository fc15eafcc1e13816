import { css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { styleProps } from '../base/styles/style-props.ts';
import '../deal-card/deal-card.ts';
import type { Deal } from '../../shared/records/index.ts';

/** A card's height and the gap below it, in pixels: fixed, so that a lane of thousands renders what is in sight. */
export const cardStep = 84;
const padding = 8;
/** Cards rendered beyond each edge, so that a quick scroll finds them there. */
const spare = 4;

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
    .space {
      position: relative;
      contain: layout style;
    }
    crm-deal-card {
      position: absolute;
      inset-inline: 8px;
      inset-block-start: 0;
    }
    .slot {
      position: absolute;
      inset-inline: 8px;
      block-size: 78px;
      border: 1px dashed var(--crm-accent);
      border-radius: var(--crm-radius);
      background: var(--crm-accent-soft);
    }
  `;

  @property({ attribute: false }) deals: readonly Deal[] = [];
  /** The deal in the hand, or picked up by keyboard. */
  @property({ attribute: false }) lifted: string | undefined;
  /** Where a drop would put the card that is over this lane. */
  @property({ type: Boolean, reflect: true }) over = false;
  /** How far it is scrolled, in whole cards: nothing is rendered for less. */
  @state() private top = 0;
  @state() private view = 600;

  #focused: string | undefined;
  readonly #sizes = new ResizeObserver(() => (this.view = this.clientHeight));

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('scroll', this.#scrolled, { passive: true });
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('scroll', this.#scrolled);
    this.#sizes.disconnect();
  }

  /** The deal whose card the focus is on, or would come to. */
  get current(): number {
    const at = this.deals.findIndex((deal) => deal.id === this.#focused);
    return at < 0 ? 0 : at;
  }

  /** Puts the focus on a card, scrolling to it. */
  async focusCard(at: number): Promise<void> {
    const index = Math.max(0, Math.min(at, this.deals.length - 1));
    const deal = this.deals[index];
    if (!deal) return;
    this.#focused = deal.id;
    const start = padding + index * cardStep;
    if (start < this.scrollTop) this.scrollTop = start - padding;
    else if (start + cardStep > this.scrollTop + this.clientHeight) this.scrollTop = start + cardStep - this.clientHeight;
    this.#scrolled();
    this.requestUpdate();
    await this.updateComplete;
    const card = this.renderRoot.querySelector<HTMLElement>(`crm-deal-card[deal-id="${deal.id}"]`);
    await (card as (HTMLElement & { updateComplete?: Promise<unknown> }) | null)?.updateComplete;
    card?.focus({ preventScroll: true });
  }

  readonly #scrolled = (): void => {
    this.top = Math.floor(this.scrollTop / cardStep) * cardStep;
  };

  readonly #focusIn = (event: FocusEvent): void => {
    if (event.target instanceof HTMLElement) this.#focused = event.target.getAttribute('deal-id') ?? undefined;
    this.requestUpdate();
  };

  protected override render() {
    const count = this.deals.length;
    const from = Math.max(0, Math.floor((this.top - padding) / cardStep) - spare);
    const to = Math.min(count, Math.ceil((this.top + this.view) / cardStep) + 1 + spare);
    const stop = this.deals[this.current]?.id;
    const shown = this.deals.slice(from, to);
    return html`<div
      class="space"
      role="list"
      ${styleProps({ 'block-size': `${padding * 2 + count * cardStep - (count ? 6 : 0) + (this.over ? cardStep : 0)}px` })}
      @focusin=${this.#focusIn}
    >
      ${repeat(
        shown,
        (deal) => deal.id,
        (deal, at) =>
          html`<crm-deal-card
            role="listitem"
            deal-id=${deal.id}
            ?lifted=${deal.id === this.lifted}
            ?tab-stop=${deal.id === stop}
            .tabStop=${deal.id === stop}
            ${styleProps({ transform: `translateY(${padding + (from + at + (this.over ? 1 : 0)) * cardStep}px)` })}
          ></crm-deal-card>`,
      )}
      ${this.over ? html`<div class="slot" ${styleProps({ 'inset-block-start': `${padding}px` })}></div>` : nothing}
    </div>`;
  }
}

define('crm-board-lane', BoardLane);

declare global {
  interface HTMLElementTagNameMap {
    'crm-board-lane': BoardLane;
  }
}
