import { candidates } from './candidates.ts';
import { directionOf } from './appearance.ts';
import { findComposes } from './composes.ts';
import { scopeOf } from './compose.ts';
import { Finder } from './finder.ts';
import { ours } from './reading.ts';
import type { Area, Room } from './types.ts';
import { isVisible } from './visible.ts';

/** Google's panel is open when what holds it is wider than its rail of icons can be. */
const openPanel = 200;
/** Below this width of the window there is no room for Google's panel and a column of ours. */
const narrow = 1400;
/** Gmail's header, where nothing can be measured. */
const header = 64;

const narrowed = 'data-inlay-narrowed';
const spaced = 'data-inlay-spaced';

/**
 * Room for a column at the inline end. Google's rail and panel are measured, never entered; Gmail's content is narrowed by one rule
 * of ours, and its pop-up composes pushed aside by their own spacer.
 */
export function openRoom(
  document: Document,
  window: Window,
  { finder = new Finder(document, candidates) }: { finder?: Finder } = {},
): Room {
  const listeners = new Set<() => void>();
  const guard = <Value>(otherwise: Value, work: () => Value) => finder.guard('room', otherwise, work);
  const sheet = document.createElement('style');
  sheet.setAttribute(ours, 'room');
  let width = 0;
  let last = '';
  let timer: number | undefined;
  let telling = false;

  const rtl = () => directionOf(document, window) === 'rtl';
  /** From the inline end of the window to the far side of a box. */
  const depth = (box: DOMRect) => (rtl() ? box.right : window.innerWidth - box.left);
  const atEnd = (box: DOMRect) => (rtl() ? box.left : window.innerWidth - box.right) < 12;

  const boxes = (thing: 'rail' | 'panel') =>
    finder
      .all(thing, document, {
        visible: true,
        keep: (element) => !element.closest(`[${ours}]`) && atEndOfPage(element.getBoundingClientRect(), thing),
      })
      .map((element) => element.getBoundingClientRect());
  // A panel stands before its rail, so not at the edge itself.
  const atEndOfPage = (box: DOMRect, thing: 'rail' | 'panel') =>
    box.height > 100 &&
    box.width > 8 &&
    box.width < window.innerWidth / 2 &&
    (thing === 'rail' ? atEnd(box) : depth(box) - box.width < 120);

  const area = (): Area =>
    guard<Area>({ top: header, end: 0, bottom: 0, crowded: false, narrowed: false }, () => {
      const taken = [...boxes('rail'), ...boxes('panel')];
      const end = Math.max(0, ...taken.map(depth));
      const main = finder.first('main', document, { visible: true });
      const above = finder.first('content', document)?.getBoundingClientRect().top ?? main?.getBoundingClientRect().top ?? header;
      const open = boxes('panel').some((box) => box.width > openPanel) || boxes('rail').some((box) => box.width > openPanel);
      return {
        top: Math.round(above > 0 && above < window.innerHeight / 3 ? above : header),
        end: Math.round(Math.min(end, window.innerWidth / 2)),
        bottom: 0,
        crowded: open && window.innerWidth < narrow,
        narrowed: width > 0 && document.querySelector(`[${narrowed}]`) !== null,
      };
    });

  /** Puts our marks where the rule finds them: Gmail makes those elements anew. */
  const apply = () => {
    const content = width > 0 ? finder.first('content', document) : undefined;
    mark(narrowed, content);
    const docks = width > 0 ? finder.all('spacer', document) : [];
    mark(spaced, docks.at(-1));
    const rail = area().end;
    const text =
      width > 0
        ? `[${narrowed}]{box-sizing:border-box!important;${content?.parentElement === document.body ? 'padding' : 'margin'}-inline-end:${width}px!important}[${spaced}]{inline-size:${width + Math.max(rail, 16)}px!important;min-inline-size:${width + Math.max(rail, 16)}px!important}`
        : '';
    if (sheet.textContent !== text) sheet.textContent = text;
    if (!sheet.isConnected) (document.head ?? document.documentElement).append(sheet);
  };

  const mark = (name: string, element: Element | undefined) => {
    for (const before of document.querySelectorAll(`[${name}]`)) if (before !== element) before.removeAttribute(name);
    if (element && !element.hasAttribute(name)) element.setAttribute(name, '');
  };

  const covers = (column: number): boolean =>
    guard(false, () => {
      const { end, top } = area();
      const from = rtl() ? end : window.innerWidth - end - column;
      const to = rtl() ? end + column : window.innerWidth - end;
      return findComposes(finder).some((root) => {
        const send = finder.first('send', scopeOf(root, finder));
        const box = send && isVisible(send) ? send.getBoundingClientRect() : undefined;
        return box !== undefined && box.width > 0 && box.right > from && box.left < to && box.bottom > top;
      });
    });

  const changed = () => {
    if (timer !== undefined) return;
    timer = window.setTimeout(() => {
      timer = undefined;
      guard(undefined, () => {
        apply();
        const now = JSON.stringify([area(), covers(width || 320)]);
        if (now === last) return;
        last = now;
        for (const listener of listeners) guard(undefined, listener);
      });
    }, 60);
  };

  const seen = () => !telling && changed();
  const global = window as Window & typeof globalThis;
  const sizes = global.ResizeObserver ? new global.ResizeObserver(seen) : undefined;
  const observed = new Set<Element>();
  const observeSizes = () => {
    const rails = finder.all('rail', document);
    // Another panel can open in the rail's column than the one that is known.
    const columns = rails.flatMap((rail) => rail.parentElement ?? []);
    for (const element of [...rails, ...columns, ...finder.all('panel', document), document.documentElement])
      if (!observed.has(element)) {
        observed.add(element);
        sizes?.observe(element);
      }
  };
  const nodes = new global.MutationObserver((records) => {
    if (records.every(({ target }) => target.nodeType === 1 && (target as Element).closest(`[${ours}]`) !== null)) return;
    guard(undefined, observeSizes);
    seen();
  });
  guard(undefined, () => {
    nodes.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['style', 'hidden', 'role'] });
    observeSizes();
    window.addEventListener('resize', seen);
  });

  return {
    area,
    covers,
    take(wanted) {
      guard(undefined, () => {
        if (wanted === width) return;
        width = wanted;
        apply();
        // Gmail computes heights and toolbars anew.
        telling = true;
        window.dispatchEvent(new global.Event('resize'));
        telling = false;
        changed();
      });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      guard(undefined, () => {
        nodes.disconnect();
        sizes?.disconnect();
        window.clearTimeout(timer);
        window.removeEventListener('resize', seen);
        width = 0;
        mark(narrowed, undefined);
        mark(spaced, undefined);
        sheet.remove();
      });
    },
  };
}
