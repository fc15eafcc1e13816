import type { Finder } from './finder.ts';

/** There is no attribute that says so: colours do. Content and frame differ in picture themes. */
export function isDark(finder: Finder, window: Window): { content: boolean; frame: boolean } {
  const text = finder.first('navigation text', finder.document, { visible: true });
  const written = text && luminance(window.getComputedStyle(text).color);
  const frame = written !== undefined ? written > 0.5 : undefined;
  const surface = finder
    .all('surface', finder.document, { visible: true })
    .map((element) => luminance(window.getComputedStyle(element).backgroundColor))
    .find((light) => light !== undefined);
  const content = surface !== undefined ? surface < 0.5 : undefined;
  return { content: content ?? frame ?? false, frame: frame ?? content ?? false };
}

/** Whether what is behind an element is dark; undefined where nothing behind it has a colour. */
export function standsOnDark(element: Element): boolean | undefined {
  for (let behind: Element | null = element; behind; behind = behind.parentElement) {
    const light = luminance(getComputedStyle(behind).backgroundColor);
    if (light !== undefined) return light < 0.5;
  }
  return undefined;
}

/** Of a computed colour, between 0 and 1; undefined where it is more than half transparent, or not understood. */
export function luminance(colour: string): number | undefined {
  const match = colour.match(/^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+%?))?\s*\)$/);
  const wide = match ? undefined : colour.match(/^color\(srgb\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)(?:\s*\/\s*([\d.]+%?))?\)$/);
  const [, red, green, blue, alpha] = match ?? wide ?? [];
  if (red === undefined || green === undefined || blue === undefined) return undefined;
  if (alpha !== undefined && (alpha.endsWith('%') ? Number.parseFloat(alpha) / 100 : Number(alpha)) < 0.5) return undefined;
  const scale = match ? 255 : 1;
  return (0.299 * Number(red) + 0.587 * Number(green) + 0.114 * Number(blue)) / scale;
}

export function languageOf(document: Document, told: string | undefined): string {
  const own = document.documentElement.lang.trim();
  return own || (told ?? '').replace('_', '-') || document.defaultView?.navigator.language || 'en';
}

export function directionOf(document: Document, window: Window): 'ltr' | 'rtl' {
  const direction = document.body ? window.getComputedStyle(document.body).direction : '';
  const written = document.body?.dir || document.documentElement.dir;
  return (direction || written) === 'rtl' || (written === 'rtl' && direction !== 'ltr') ? 'rtl' : 'ltr';
}

/** Items of the navigation are 24 pixels high in the compact density, or stand so far apart. */
export function densityOf(finder: Finder): 'compact' | 'default' {
  const [first, second] = finder.all('navigation', finder.document, { visible: true }).map((item) => item.getBoundingClientRect());
  const apart = first && second ? Math.abs(second.top - first.top) : 0;
  const height = apart > 0 && apart < 60 ? apart : (first?.height ?? 0);
  return height > 0 && height <= 26 ? 'compact' : 'default';
}
