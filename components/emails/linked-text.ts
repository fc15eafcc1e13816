import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** A full stop at the end of an address ends the sentence, and a bracket what was opened before it. */
const address = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'’»]/g;

/** Plain text, with the addresses in it to press. */
export function linked(text: string): (string | TemplateResult)[] {
  const parts: (string | TemplateResult)[] = [];
  let from = 0;
  for (const found of text.matchAll(address)) {
    parts.push(text.slice(from, found.index), html`<a href=${found[0]} target="_blank" rel="noopener noreferrer">${found[0]}</a>`);
    from = found.index + found[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}
