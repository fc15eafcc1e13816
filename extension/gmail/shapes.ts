import type { Shape } from './candidates.ts';
import type { Finder } from './finder.ts';
import { ours } from './reading.ts';
import { commonAncestor, follows, isVisible } from './visible.ts';

/**
 * Things that are told by their place among others, for pages whose class names are all new. `scope` is where is sought; for what
 * lies around something it is that thing.
 */
export const shapes: Record<Shape, (scope: Element, find: Finder) => HTMLElement[]> = {
  'message body': (message, find) => some(bodyOf(message, find)),
  'compose around body': (body) => some(composeAround(body)),
  'split button': (compose, find) => {
    const buttons = buttonsAfterBody(compose, find);
    return buttons.filter((button, at) => {
      const next = buttons[at + 1];
      const together =
        next &&
        (button.parentElement === next.parentElement ||
          button.parentElement === next.parentElement?.parentElement ||
          button.parentElement?.parentElement === next.parentElement);
      return !opens(button) && written(button) && together && opens(next);
    });
  },
  'first written button': (compose, find) => some(buttonsAfterBody(compose, find).find((button) => !opens(button) && written(button))),
  'toolbar of send': (compose, find) => {
    const send = find.first('send', compose);
    return some(send?.closest<HTMLElement>('tr') ?? send?.parentElement?.parentElement);
  },
  'date cell': (row) =>
    some(
      [...row.querySelectorAll<HTMLElement>('td')].findLast(
        (cell) => cell.querySelector('span[title]') && !cell.querySelector('[email], [data-legacy-thread-id], [data-thread-id]'),
      ),
    ),
  'cell of ids': (row) => some(row.querySelector('[data-legacy-thread-id], [data-thread-id]')?.closest<HTMLElement>('td')),
  'content beside rail': (_, find) => {
    const main = find.first('main', find.document, { visible: true });
    const rail = find.first('rail', find.document, {
      visible: true,
      keep: (element) => !main?.contains(element) && !element.contains(main ?? null),
    });
    const around = main && rail && commonAncestor([main, rail]);
    return around ? some([...around.children].find((child): child is HTMLElement => child.contains(main))) : [];
  },
  'column of rail': (_, find) =>
    find.all('rail', find.document, { visible: true }).flatMap((rail) => {
      const column = rail.parentElement;
      return column && column.tagName !== 'BODY' && !column.querySelector('[role=main], [role=navigation]') ? [column] : [];
    }),
  'first child': (_, find) =>
    some(
      [...find.document.body.children].find(
        (child): child is HTMLElement => !child.hasAttribute(ours) && !/^(?:SCRIPT|STYLE|LINK|TEMPLATE|NOSCRIPT)$/.test(child.tagName),
      ),
    ),
  surface: (_, find) => {
    const around: HTMLElement[] = [];
    for (let at: HTMLElement | null | undefined = find.first('main', find.document, { visible: true }); at; at = at.parentElement)
      around.push(at);
    return around;
  },
  'header rest': (message, find) => {
    const sender = find.first('sender', message);
    const body = find.first('message body', message);
    const own = sender?.getAttribute('email')?.toLowerCase();
    const others = [...message.querySelectorAll<HTMLElement>('[email]')].filter(
      (element) => element !== sender && !body?.contains(element) && !inCompose(element, message),
    );
    const strangers = others.filter((element) => element.getAttribute('email')?.toLowerCase() !== own);
    // Somebody who writes to themselves alone is their own recipient.
    return strangers.length > 0 ? strangers : others;
  },
  'titled date': (message, find) => {
    const body = find.first('message body', message);
    return [...message.querySelectorAll<HTMLElement>('[title]')].filter((element) => {
      const title = element.title;
      return (
        !body?.contains(element) &&
        !element.matches('[email], button, [role=button] *, [role=button]') &&
        /\d[:.h]\d\d|\d{4}/.test(title) &&
        !title.includes('@')
      );
    });
  },
};

const some = <Item>(item: Item | null | undefined): Item[] => (item === null || item === undefined ? [] : [item]);

const opens = (button: Element) => button.hasAttribute('aria-haspopup');
const written = (button: Element) => (button.textContent ?? '').replace(/[\s\u200b-\u200f\u202a-\u202e]/g, '').length > 1;

function buttonsAfterBody(compose: Element, find: Finder): HTMLElement[] {
  const body = find.first('compose body', compose) ?? find.first('plain body', compose);
  return body
    ? [...compose.querySelectorAll<HTMLElement>('[role=button], button')].filter(
        (button) => follows(body, button) && !button.closest(`[${ours}]`) && !body.contains(button),
      )
    : [];
}

const editable = '[g_editable=true], [contenteditable=true], textarea[name=body]';
const identity = 'input[name=draft], input[name=composeid]';

/** The nearest ancestor of a body that holds a draft's fields; none where it would hold another body as well. */
function composeAround(body: Element): HTMLElement | undefined {
  for (let at = body.parentElement; at && at.tagName !== 'BODY' && at.getAttribute('role') !== 'main'; at = at.parentElement) {
    const others = [...at.querySelectorAll(editable)].filter((other) => other !== body && !body.contains(other) && !other.contains(body));
    if (others.some((other) => other.querySelector('[contenteditable]') || other.matches('[g_editable=true]'))) return undefined;
    if (at.querySelector(identity)) return at;
  }
  return undefined;
}

/** Whether something belongs to a compose within a message. */
export function inCompose(element: Element, message: Element): boolean {
  return [...message.querySelectorAll(editable)].some((body) => {
    const around = composeAround(body) ?? body;
    return around.contains(element) && around !== message && !around.contains(message);
  });
}

/** A body follows its sender, beside the header or around it, and holds the most of what is neither a button nor a label. */
function bodyOf(message: Element, find: Finder): HTMLElement | undefined {
  const sender = find.first('sender', message);
  if (!sender) return undefined;
  let best: { element: HTMLElement; weight: number } | undefined;
  for (let at: Element = sender; at !== message && at.parentElement; at = at.parentElement)
    for (let next = at.nextElementSibling; next; next = next.nextElementSibling) {
      const weight = weigh(next);
      if (weight > (best?.weight ?? 0) && isVisible(next)) best = { element: next as HTMLElement, weight };
    }
  if (!best) return undefined;
  let { element } = best;
  while (element.childElementCount === 1 && element.childNodes.length === 1) element = element.firstElementChild as HTMLElement;
  return element;
}

function weigh(element: Element): number {
  if (element.matches(`${editable}, ${identity}`) || element.querySelector(`${editable}, ${identity}`)) return 0;
  let letters = 0;
  const read = (node: Element): void => {
    if (node.matches('[role=button], [role=link], [role=menu], button, [tabindex], [title], [email], script, style')) return;
    for (const child of node.childNodes) {
      if (child.nodeType === 3) letters += child.nodeValue?.trim().length ?? 0;
      else if (child.nodeType === 1) read(child as Element);
    }
  };
  read(element);
  const composed = element.matches('[dir]') || element.querySelector('[dir], p, br, blockquote, pre, a[href]:not([role])');
  return letters === 0 ? 0 : letters + (composed ? 200 : 0);
}
