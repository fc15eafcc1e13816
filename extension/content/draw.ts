import { paths } from '../../components/base/icons/paths.ts';

/** Nodes of ours in Gmail's page. They are made by calls alone: no text of anybody's ever becomes markup. */

const svgNamespace = 'http://www.w3.org/2000/svg';

export function icon(document: Document, name: keyof typeof paths): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svgNamespace, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}

/** The mark of the product. */
export function logo(document: Document): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', '0 0 18 18');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'logo');
  const frame = document.createElementNS(svgNamespace, 'rect');
  for (const [name, value] of Object.entries({ x: '.75', y: '.75', width: '16.5', height: '16.5', rx: '4' }))
    frame.setAttribute(name, value);
  const inlay = document.createElementNS(svgNamespace, 'path');
  inlay.setAttribute('d', 'M9 4 14 9 9 14 4 9Z');
  svg.append(frame, inlay);
  return svg;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  document: Document,
  tag: K,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A shadow root with a style sheet of its own: Gmail's styles do not come in, ours do not go out. */
export function shadow(host: HTMLElement, styles: string): ShadowRoot {
  const root = host.attachShadow({ mode: 'open' });
  root.append(element(host.ownerDocument, 'style', {}, styles));
  return root;
}

/** What all of ours share: the kit's colours, by the darkness of the page. */
export const colours = `
:host {
  all: initial;
  color-scheme: light;
  --text: #1d1c1a; --second: #57544f; --muted: #6b6862; --accent: #00637a; --on-accent: #fff; --accent-text: #00637a;
  --surface: #fff; --hover: #f1f0ee; --border: #e3e1dd; --strong: #cfccc6; --warning: #8a4b00;
  font: 500 12px/1.4 Inter, ui-sans-serif, system-ui, sans-serif;
  color: var(--text);
}
:host([data-dark]) {
  color-scheme: dark;
  --text: #eceae6; --second: #bdb9b2; --muted: #9b978f; --accent: #52b6d1; --on-accent: #04222b; --accent-text: #6cc5dd;
  --surface: #171614; --hover: #24221f; --border: #2e2c29; --strong: #45423d; --warning: #f0b35f;
}
svg { inline-size: 14px; block-size: 14px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
.logo { inline-size: 16px; block-size: 16px; }
.logo rect { stroke: var(--text); stroke-width: 1.5; }
.logo path { fill: var(--accent); stroke: none; }
button { all: unset; box-sizing: border-box; cursor: default; font: inherit; color: inherit; }
button:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.sr { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.cut { min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
@media (prefers-reduced-motion: no-preference) { button, .knob { transition: background-color 80ms ease-out; } }
`;

export function darken(host: HTMLElement, dark: boolean): void {
  if (host.hasAttribute('data-dark') !== dark) host.toggleAttribute('data-dark', dark);
}
