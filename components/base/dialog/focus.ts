/** The element that has the focus, inside whatever shadow roots. */
export function deepActiveElement(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** Whether the focus is on an element or in it, inside whatever shadow roots. */
export function holdsFocus(element: Element): boolean {
  let node: Node | null = deepActiveElement();
  while (node && node !== element) node = node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
  return node === element;
}

const focusable =
  'input:not([disabled],[type=hidden]), select:not([disabled]), textarea:not([disabled]), button:not([disabled]), a[href], [tabindex]:not([tabindex="-1"])';

/** The first element with `autofocus` among slotted content, else the first control in it, shadow roots included. */
export function firstFocus(slots: Iterable<HTMLSlotElement>): HTMLElement | undefined {
  let first: HTMLElement | undefined;
  for (const slot of slots) {
    for (const root of slot.assignedElements({ flatten: true })) {
      const candidates = [root, ...root.querySelectorAll('*')].filter((one): one is HTMLElement => one instanceof HTMLElement);
      const chosen = candidates.find((one) => one.hasAttribute('autofocus') && !one.hidden);
      if (chosen) return chosen;
      first ??= candidates.find((one) => takesFocus(one));
    }
  }
  return first;
}

function takesFocus(element: HTMLElement): boolean {
  if (element.hidden || element.matches(':disabled')) return false;
  return element.matches(focusable) || (element.shadowRoot?.delegatesFocus === true && !element.hasAttribute('disabled'));
}
