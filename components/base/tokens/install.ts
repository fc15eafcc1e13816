import { version } from '../element/version.ts';
import { tokens } from './tokens.ts';

/** Where a document keeps which versions of the tokens it has; shared by every copy of the kit on the page. */
const installed = Symbol.for('crm.tokens');

type TokenDocument = Document & { [installed]?: Set<string> };

/**
 * Adopts the design tokens on a document, once for each version of the kit. A constructed stylesheet needs no `<style>`
 * and no inline style, so the strictest content security policy allows it. Elements call it when they connect; a page
 * calls it to use the tokens in its own styles before any element is there.
 */
export function installTokens(target: Document = document): void {
  const page: TokenDocument = target;
  const versions = (page[installed] ??= new Set());
  if (versions.has(version)) return;
  const view = page.defaultView;
  if (!view) return;
  versions.add(version);
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(tokens.cssText);
  page.adoptedStyleSheets.push(sheet);
}
