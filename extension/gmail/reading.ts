import { isElement } from './visible.ts';

/** All that is ours in Gmail's page carries this attribute: it is found again by it, and never read as Gmail's. */
export const ours = 'data-inlay';

const blocks = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DD DIV DL DT FIELDSET FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TBODY TFOOT THEAD TR UL'.split(
    ' ',
  ),
);
const silent = new Set('SCRIPT STYLE TEMPLATE NOSCRIPT TITLE HEAD OBJECT IFRAME TEXTAREA SELECT BUTTON'.split(' '));

/** The text as it is read, with its lines. An emoji is a picture that carries its letter. */
export function textOf(root: Node): string {
  let text = '';
  const newLine = () => {
    text = withoutEnd(text);
    if (text !== '' && !text.endsWith('\n')) text += '\n';
  };
  const read = (node: Node, kept: boolean): void => {
    if (node.nodeType === 3) {
      const value = node.nodeValue ?? '';
      if (kept) text += value;
      else {
        const flowing = value.replace(/[ \t\r\n\f]+/g, ' ');
        text += text === '' || /\s/.test(text.charAt(text.length - 1)) ? flowing.replace(/^ /, '') : flowing;
      }
      return;
    }
    if (!isElement(node)) {
      node.childNodes.forEach((child) => read(child, kept));
      return;
    }
    if (silent.has(node.tagName) || node.hasAttribute(ours)) return;
    if (node.tagName === 'BR') {
      text = `${withoutEnd(text)}\n`;
      return;
    }
    if (node.tagName === 'IMG') {
      text += emojiOf(node);
      return;
    }
    const block = blocks.has(node.tagName);
    if (block) newLine();
    const pre = kept || node.tagName === 'PRE' || /pre(?:-wrap|-line)?\b/.test(node.style?.whiteSpace ?? '');
    node.childNodes.forEach((child) => read(child, pre));
    if (block) newLine();
    if (node.tagName === 'TD' || node.tagName === 'TH') text += '\t';
    if (node.tagName === 'P') text += '\n';
  };
  read(root, false);
  const lines = text.replaceAll('\u00a0', ' ').split('\n');
  return lines
    .map(withoutEnd)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Without the spaces at its end. A pattern would look for them from each place of the text anew, at each line. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  return text.slice(0, end);
}

/** In one line. */
export const lineOf = (element: Node | undefined): string => (element ? textOf(element).replace(/\s+/g, ' ').trim() : '');

function emojiOf(image: Element): string {
  const own = image.getAttribute('data-emoji');
  if (own) return own;
  const alt = image.getAttribute('alt') ?? '';
  return alt.length <= 16 && /\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(alt) ? alt : '';
}
