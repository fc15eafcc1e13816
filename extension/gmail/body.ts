import { quoteCandidates } from './candidates.ts';
import { originalAddress, removePixels } from './pixels.ts';
import { cutQuotedText } from './quoted-text.ts';
import { ours, textOf } from './reading.ts';
import type { Body } from './types.ts';

/** A copy of what is shown, taken apart: the page stays as it is. */
export function readBody(element: HTMLElement, server: string | undefined): Body {
  const copy = element.cloneNode(true) as HTMLElement;
  for (const own of copy.querySelectorAll(`[${ours}]`)) own.remove();
  if (server) removePixels(copy, server);
  for (const image of copy.querySelectorAll('img')) {
    const source = image.getAttribute('src') ?? '';
    const original = originalAddress(source);
    if (original !== source) image.setAttribute('src', original);
  }
  const quoted = cutQuote(copy);
  const text = textOf(copy);
  return { html: copy.innerHTML.trim(), text: quoted === '' ? cutQuotedText(text) || text : text, quotedHtml: quoted };
}

/**
 * Takes the quotation out of a body and gives it. What is answered between the lines of a quotation cannot be told without it, and a
 * message that is forwarded without a word is nothing without it: there it stays.
 */
export function cutQuote(body: HTMLElement): string {
  const whole = textOf(body);
  for (const { css, toEnd } of quoteCandidates) {
    const all = [...body.querySelectorAll<HTMLElement>(css)].filter(
      (one) => !one.parentElement?.closest(css) || !body.contains(one.parentElement.closest(css)),
    );
    const quote = all.at(-1);
    if (!quote || (all.length > 1 && !toEnd && between(all))) continue;
    const range = body.ownerDocument.createRange();
    range.setStartBefore(toEnd ? (all[0] ?? quote) : quote);
    if (toEnd) range.setEndAfter(body.lastChild ?? quote);
    else range.setEndAfter(quote);
    const attribution = toEnd ? undefined : attributionBefore(quote, body);
    if (attribution) range.setStartBefore(attribution);
    const before = range.cloneContents();
    const rest = body.cloneNode(true) as HTMLElement;
    if (textOf(before) === whole || textOf(rest) === '') return '';
    const holder = body.ownerDocument.createElement('div');
    holder.append(range.extractContents());
    trimEnd(body);
    return holder.innerHTML.trim();
  }
  return '';
}

/** Whether words stand between two quotations, so that the answer is written among them. */
function between(quotes: HTMLElement[]): boolean {
  const [first] = quotes;
  const last = quotes.at(-1);
  if (!first || !last || first === last) return false;
  const range = first.ownerDocument.createRange();
  range.setStartAfter(first);
  range.setEndBefore(last);
  const words = range.cloneContents();
  words.querySelectorAll('blockquote').forEach((quote) => quote.remove());
  return textOf(words) !== '';
}

/** "On Monday Ana wrote:" right before a quotation that does not hold it. */
function attributionBefore(quote: HTMLElement, body: HTMLElement): ChildNode | undefined {
  if (quote.matches('.gmail_quote, .gmail_quote_container')) return undefined;
  let before: ChildNode | null = quote;
  for (let steps = 0; steps < 4; steps++) {
    before = before.previousSibling;
    if (!before || !body.contains(before)) return undefined;
    const text = textOf(before);
    if (text === '') continue;
    return text.length < 200 && /[:：]$/.test(text) && /\d/.test(text) && !text.includes('\n\n') ? before : undefined;
  }
  return undefined;
}

/** Empty lines that led to the quotation. */
function trimEnd(element: HTMLElement): void {
  for (let last = element.lastChild; last; last = element.lastChild) {
    const empty =
      last.nodeType === 3
        ? last.nodeValue?.trim() === ''
        : last.nodeName === 'BR' || (last.nodeType === 1 && textOf(last) === '' && !(last as Element).querySelector('img, table'));
    if (!empty) return;
    last.remove();
  }
}
