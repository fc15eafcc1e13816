/** For tests in the browser: puts elements on the page, takes them away again, and asks axe about them. */
/// <reference types="mocha" />
import 'axe-core';
import { render, type TemplateResult } from 'lit';
import type { AxeResults, ElementContext, RunOptions } from 'axe-core';

declare global {
  interface Window {
    axe: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };
  }
}

const mounted: HTMLElement[] = [];

/** Renders a template on the page and gives its first element, once that and all Lit elements in it have rendered. */
export async function mount<T extends Element = HTMLElement>(template: TemplateResult): Promise<T> {
  const place = document.createElement('div');
  document.body.append(place);
  mounted.push(place);
  render(template, place);
  await settled(place);
  const first = place.firstElementChild;
  if (!first) throw new Error('The template renders no element.');
  return first as T;
}

/** Takes everything off the page that tests have put there. */
export function unmountAll(): void {
  for (const place of mounted.splice(0)) place.remove();
}

/** Waits until the Lit elements below have rendered, shadow roots included. */
export async function settled(root: ParentNode): Promise<void> {
  for (const element of root.querySelectorAll('*')) {
    if ('updateComplete' in element) await element.updateComplete;
    if (element.shadowRoot) await settled(element.shadowRoot);
  }
}

/** The next frame, when what was asked for is painted. */
export const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

/** Waits until a condition holds; fails after some seconds, which only a broken element needs or a machine with much else to do. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 6000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`It never came about: ${what}`);
    await frame();
  }
}

/** What axe (WCAG 2.2 A and AA) finds wrong, one line for each; none when all is well. */
export async function violations(element: Element): Promise<string[]> {
  const { violations: found } = await window.axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  });
  return found.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html).join(' | ')})`);
}

/** The one element that matches inside a shadow root; fails where there is none. */
export function inside<T extends Element = HTMLElement>(host: Element, selector: string): T {
  const found = host.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`<${host.localName}> has no ${selector}`);
  return found;
}
