import { quoteCandidates } from './candidates.ts';
import { isElement } from './visible.ts';

/**
 * The picture that tells of an opening. Gmail posts a body as it stands, so it is put there at the moment of sending. A message has
 * exactly one of ours; those that came along in quoted text, from a draft or a template are somebody else's opening, and go.
 */

/** Where Google's proxy has its pictures: the original's address stands behind the `#`, which is not sent. */
const proxy = /^https?:\/\/[a-z0-9-]+\.googleusercontent\.com\/.*#(https?:\/\/.+)$/is;

/** The address that a picture has outside of Gmail. */
export const originalAddress = (source: string): string => proxy.exec(source.trim())?.[1] ?? source;

/** Whether a picture is a pixel of that server, for whomever it counts. */
export function isPixel(source: string, server: string): boolean {
  const original = originalAddress(source);
  return [original, decoded(original)].some((address) => afterScheme(address).startsWith(`${afterScheme(server).replace(/\/+$/, '')}/o/`));
}

const decoded = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Host names are the same in any case, and Gmail's proxy asks by either scheme. */
function afterScheme(address: string): string {
  const [, host = '', path = ''] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(address.trim()) ?? [];
  return host === '' ? address : host.toLowerCase() + path;
}

/** Takes every pixel of that server out, also of quoted text. Gives how many there were. */
export function removePixels(body: ParentNode, server: string): number {
  const pixels = [...body.querySelectorAll('img')].filter((image) =>
    ['src', 'data-src', 'srcset'].some((name) => isPixel(image.getAttribute(name) ?? '', server)),
  );
  for (const pixel of pixels) {
    const around = pixel.parentElement;
    pixel.remove();
    // The block that it was sent in, which delivery leaves without a name.
    if (around && around !== body && around.tagName === 'DIV' && around.childNodes.length === 0) around.remove();
  }
  return pixels.length;
}

/**
 * Leaves exactly one pixel, before the quoted part if there is one. To be called while Gmail has not read the body yet; calling it
 * again moves nothing that stands right.
 */
export function placePixel(body: HTMLElement, { address, server }: { address: string; server: string }): void {
  removePixels(body, server);
  const image = body.ownerDocument.createElement('img');
  image.alt = '';
  image.width = 1;
  image.height = 1;
  image.setAttribute('style', 'width:0;max-height:0;overflow:hidden');
  image.src = address;
  const block = body.ownerDocument.createElement('div');
  block.append(image);
  const quote = quoteIn(body);
  if (quote?.parentNode) quote.parentNode.insertBefore(block, quote);
  else body.append(block);
}

/** The first quotation after which nothing of one's own is written. */
function quoteIn(body: HTMLElement): HTMLElement | undefined {
  for (const { css } of quoteCandidates) {
    const quote = body.querySelector<HTMLElement>(css);
    if (quote && isElement(quote) && !quote.parentElement?.closest('blockquote')) return quote;
  }
  return undefined;
}
