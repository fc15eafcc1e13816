type Urgency = 'polite' | 'assertive';

const regions = new Map<Urgency, HTMLElement>();

function region(urgency: Urgency): HTMLElement {
  let element = regions.get(urgency);
  if (!element?.isConnected) {
    element = document.createElement('div');
    element.setAttribute('aria-live', urgency);
    element.setAttribute('role', urgency === 'polite' ? 'status' : 'alert');
    Object.assign(element.style, {
      // At the top of what is in sight: below the page's end it would make the page scroll.
      position: 'fixed',
      insetBlockStart: '0',
      insetInlineStart: '0',
      inlineSize: '1px',
      blockSize: '1px',
      overflow: 'hidden',
      clipPath: 'inset(50%)',
      whiteSpace: 'nowrap',
    });
    regions.set(urgency, element);
    document.body.append(element);
  }
  return element;
}

/**
 * Has assistive technology say something that can be seen but not heard, such as where a moved card has landed. One live
 * region for each urgency serves the whole page.
 */
export function announce(text: string, urgency: Urgency = 'polite'): void {
  const element = region(urgency);
  // The same words twice are no change; emptied first, they are said again.
  element.textContent = '';
  requestAnimationFrame(() => {
    element.textContent = text;
  });
}
