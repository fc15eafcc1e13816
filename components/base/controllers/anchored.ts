/** Where a popover opens beside its anchor: below or above it, from its beginning or ending edge, or below it and as wide as it. */
export type Placement = 'bottom-start' | 'bottom-end' | 'bottom-fill' | 'top-start' | 'top-end';

const gap = 4;
const margin = 8;
let count = 0;

/** The browser places popovers by itself where it has anchor positioning. */
export const placesAnchors = (): boolean => CSS.supports('anchor-name: --a') && CSS.supports('position-area: block-end');

/**
 * Keeps a popover beside its anchor; both in the same shadow root. By anchor positioning where the browser has it, else by
 * measuring when it opens and when anything scrolls or changes size. Give it to the popover once, then call `show` and `hide`.
 */
export class Anchored {
  #stop?: AbortController;

  /** Shows the popover (an element with a `popover` attribute) beside the anchor. */
  show(anchor: HTMLElement, popover: HTMLElement, placement: Placement = 'bottom-start'): void {
    const { style } = popover;
    style.margin = '0';
    style.position = 'fixed';
    if (placesAnchors()) {
      const name = anchor.style.getPropertyValue('anchor-name') || `--crm-anchor-${++count}`;
      anchor.style.setProperty('anchor-name', name);
      style.setProperty('position-anchor', name);
      style.setProperty('inset', 'auto');
      style.setProperty('position-area', areas[placement]);
      style.setProperty('position-try-fallbacks', 'flip-block, flip-inline, flip-block flip-inline');
      style.setProperty('margin-block', `${gap}px`);
      if (placement === 'bottom-fill') style.setProperty('min-inline-size', 'anchor-size(inline)');
      popover.showPopover();
      return;
    }
    popover.showPopover();
    const place = () => this.#measure(anchor, popover, placement);
    place();
    this.#stop?.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    addEventListener('scroll', place, { capture: true, passive: true, signal });
    addEventListener('resize', place, { signal });
  }

  hide(popover: HTMLElement): void {
    this.#stop?.abort();
    if (popover.matches(':popover-open')) popover.hidePopover();
  }

  #measure(anchor: HTMLElement, popover: HTMLElement, placement: Placement): void {
    const box = anchor.getBoundingClientRect();
    if (placement === 'bottom-fill') popover.style.minWidth = `${box.width}px`;
    const own = popover.getBoundingClientRect();
    const fitsBelow = box.bottom + gap + own.height + margin <= innerHeight;
    const fitsAbove = box.top >= own.height + gap + margin;
    const above = placement.startsWith('top') ? fitsAbove || !fitsBelow : fitsAbove && !fitsBelow;
    const top = above ? box.top - gap - own.height : box.bottom + gap;
    const fromRight = placement.endsWith('end') !== anchor.matches(':dir(rtl)');
    const wanted = fromRight ? box.right - own.width : box.left;
    const left = Math.max(margin, Math.min(wanted, innerWidth - own.width - margin));
    popover.style.inset = `${top}px auto auto ${left}px`;
  }
}

const areas: Record<Placement, string> = {
  'bottom-start': 'block-end span-inline-end',
  'bottom-end': 'block-end span-inline-start',
  'bottom-fill': 'block-end span-inline-end',
  'top-start': 'block-start span-inline-end',
  'top-end': 'block-start span-inline-start',
};
