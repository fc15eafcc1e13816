/** For tests in the browser: an element of the kit with a store around it. */
import { html } from 'lit';
import { mount, settled } from '../../base/testing/page.ts';
import type { Store } from '../../store/index.ts';
import { around } from './sample.ts';

/** Puts an element on the page, with these attributes and a store around it, and waits until all in it is drawn. */
export async function shownIn<K extends keyof HTMLElementTagNameMap>(
  store: Store,
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
): Promise<HTMLElementTagNameMap[K]> {
  const place = around(store);
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  place.append(element);
  await mount(html`${place}`);
  await settled(place);
  return element;
}
