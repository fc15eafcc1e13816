import { ContextEvent } from '@lit/context';
import type { Store } from '../store/index.ts';
import { storeContext } from './contexts.ts';

/** The store of the provider around an element, asked once. */
export function storeOf(element: HTMLElement): Store | undefined {
  let found: Store | undefined;
  element.dispatchEvent(new ContextEvent(storeContext, element, (store) => (found = store)));
  return found;
}
