/**
 * Text as it is compared: without case and without marks, so that `Éléonore` is found by `eleonore`. Of text in ASCII
 * it is the same as SQLite's `lower`; the server stores it beside other text.
 */
export const fold = (text: string): string =>
  isAscii(text) ? text.toLowerCase() : text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

// eslint-disable-next-line no-control-regex
export const isAscii = (text: string): boolean => !/[^\u0000-\u007f]/.test(text);

/** The order of code points, which is that of SQLite; JavaScript's own is that of UTF-16 units. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    // Surrogates stand for code points above every other unit.
    if (left !== right) return isSurrogate(left) === isSurrogate(right) ? left - right : isSurrogate(left) ? 1 : -1;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
