import createPurifier from 'dompurify';
import { inStyle, loadsNothing } from './clean-style.ts';

/** What may be shown of a message's HTML, and what was held back. */
export interface Cleaned {
  html: string;
  /** Pictures on other servers that were left out. */
  images: number;
  /** Whether it brings colours of its own, which are made for white paper. */
  coloured: boolean;
}

/** What letters are made of. No form, frame, script, style sheet, drawing, sound: none of it is needed to read one. */
const tags =
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr'.split(
    ' ',
  );
const attributes =
  'abbr align alt bgcolor border cellpadding cellspacing color cols colspan datetime dir face height href hspace lang nowrap reversed rowspan rules scope size span src start style title type valign value vspace width'.split(
    ' ',
  );

/** Our own picture: in a sent message, or quoted in an answer, under whatever address a mailbox has given it. */
const ownPixel = /\/o\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[0-9a-f]{32}\.gif/i;
const ownRedirect = /\/c\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[0-9a-f]{32}\//i;

/** Brackets that stand open in one another in a message, at the most: styles of letters have two or three. */
const deepest = 200;

const colours = /^(color|background(-color)?)$/;

let purifier: ReturnType<typeof createPurifier> | undefined;
let images = { shown: false, left: 0 };
let coloured = false;

/**
 * A message's HTML without all that acts, loads or leads away unseen. It is shown in a frame of its own all the same: this is the
 * first of two walls.
 *
 * @param options.images whether pictures on other servers may be fetched
 */
export function cleanEmail(html: string, options: { images: boolean }): Cleaned {
  purifier ??= prepared();
  images = { shown: options.images, left: 0 };
  coloured = false;
  const clean = purifier.sanitize(shallow(html), {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: attributes,
    // Addresses stand in two of them; the others say sizes and words.
    ADD_URI_SAFE_ATTR: attributes.filter((name) => name !== 'href' && name !== 'src'),
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    // Of `cid:` and the like nobody knows here what they mean.
    ALLOWED_URI_REGEXP: /^(https?:|mailto:|tel:|data:image\/(png|gif|jpe?g|webp);)/i,
    FORBID_CONTENTS: ['script', 'style', 'title', 'noscript', 'template', 'svg', 'math', 'iframe', 'object', 'video', 'audio', 'select'],
  });
  return { html: clean, images: images.left, coloured };
}

/**
 * A message without the brackets beyond `deepest`. WebKit reads a style on to its end from each bracket that stands open, as soon as
 * there is an element that has it: a hundred thousand of them take it half a minute, and a million hours.
 */
function shallow(html: string): string {
  let open = 0;
  return html.replace(/[()[\]{}]/g, (bracket) => {
    if (!'([{'.includes(bracket)) open = Math.max(0, open - 1);
    else if (open === deepest) return '';
    else open++;
    return bracket;
  });
}

function prepared(): ReturnType<typeof createPurifier> {
  const made = createPurifier(window);
  made.addHook('afterSanitizeAttributes', (node) => {
    if (!(node instanceof Element)) return;
    if (node.localName === 'img') cleanImage(node);
    if (node.localName === 'a') cleanLink(node);
    cleanStyle(node);
    if (node.hasAttribute('bgcolor') || node.hasAttribute('color')) coloured = true;
  });
  return made;
}

function cleanImage(image: Element): void {
  const source = image.getAttribute('src') ?? '';
  const pixel = ['width', 'height'].every((side) => /^[01](px)?$/.test(image.getAttribute(side)?.trim() ?? ''));
  // What cannot be seen is there to tell on who reads.
  if (ownPixel.test(source) || pixel) {
    image.remove();
    return;
  }
  if (!/^https?:/i.test(source)) return;
  // Pages let in pictures over TLS alone.
  if (images.shown) image.setAttribute('src', source.replace(/^http:/i, 'https:'));
  else {
    image.removeAttribute('src');
    images.left++;
  }
}

function cleanLink(link: Element): void {
  const address = link.getAttribute('href');
  if (address === null) return;
  if (!/^(https?:|mailto:|tel:)/i.test(address)) {
    link.removeAttribute('href');
    return;
  }
  link.setAttribute('href', straight(address));
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer');
}

/** Where a link leads that we have counted the presses of: whoever looks at a message here is nobody to count. */
function straight(address: string): string {
  if (!ownRedirect.test(address) || !URL.canParse(address)) return address;
  const to = new URL(address).searchParams.get('u') ?? '';
  return /^https?:/i.test(to) ? to : address;
}

function cleanStyle(node: Element): void {
  const given = node.getAttribute('style');
  if (given === null) return;
  const kept = inStyle(given).filter(({ name, value }) => loadsNothing(name, value));
  if (kept.some(({ name }) => colours.test(name))) coloured = true;
  if (kept.length === 0) node.removeAttribute('style');
  else node.setAttribute('style', kept.map(({ name, value }) => `${name}:${value}`).join(';'));
}
