/**
 * The names that Gmail gives to threads and messages. Ids with `-f:` are the legacy ids in decimal; those with `-a:` were made in a
 * browser and say nothing of them.
 */

/** What a page has for an id that it does not know yet: Gmail writes the words themselves into attributes. */
const absent = new Set(['', 'undefined', 'null', 'none', 'nan']);

export const given = (text: string | null | undefined): string | undefined => {
  const trimmed = text?.trim() ?? '';
  return absent.has(trimmed.toLowerCase()) ? undefined : trimmed;
};

/** Hexadecimal, in lower case: 16 digits since long, fewer in very old mailboxes. */
export function legacyId(text: string | null | undefined): string | undefined {
  const id = given(text)?.replace(/^#/, '').toLowerCase();
  return id && /^[0-9a-f]{10,24}$/.test(id) ? id : undefined;
}

/** `thread-f:…` or `thread-a:…`, out of any text that holds one: `#thread-f:1|msg-f:2`. */
export const syncThreadId = (text: string | null | undefined): string | undefined =>
  text?.match(/thread-[af]:(?:r?-?\d+|mmiai-r?-?\d+)/)?.[0];

/** `msg-f:…` or `msg-a:…`, out of any text that holds one. */
export const syncMessageId = (text: string | null | undefined): string | undefined =>
  text?.match(/msg-[af]:(?:r?-?\d+|mmiai-r?-?\d+|s:\d+)/)?.[0];

/** The legacy id that a sync id is the decimal form of; undefined for ids made in a browser. */
export function legacyOfSync(syncId: string | undefined): string | undefined {
  const decimal = syncId?.match(/^(?:thread|msg)-f:(\d{1,20})$/)?.[1];
  return decimal === undefined ? undefined : BigInt(decimal).toString(16).padStart(16, '0');
}

/** RFC 5322: `<left@right>`. */
export const rfcId = (text: string | null | undefined): string | undefined =>
  text !== null && text !== undefined && /^<[^<>\s]{1,500}@[^<>\s]{1,500}>$/.test(text) ? text : undefined;

const letters = 'BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz';

/** Whether a part of an address can be the name of a thread in Gmail's own alphabet. A search word can look so as well. */
export const looksLikeToken = (part: string): boolean => /^[BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz]{28,64}$/.test(part);

/** What a token of the address bar names. */
export interface Named {
  threadId: string | undefined;
  /** With conversation view off a token can name a message. */
  messageId: string | undefined;
}

/**
 * Reads a token: the id's base-64 text without padding, taken as one number and written in 40 letters. Undefined for a text that
 * only looks like one.
 */
export function decodeToken(token: string): Named | undefined {
  if (!looksLikeToken(token)) return undefined;
  const bytes = numberToBytes(lettersToNumber(token));
  const text = bytes && String.fromCharCode(...bytes);
  const match = text?.match(/^(?:(thread|msg)-)?([af]:(?:r?-?\d+))(?:\|(msg-[af]:r?-?\d+))?$/);
  if (!match) return undefined;
  const [, kind, id, message] = match;
  return kind === 'msg' ? { threadId: undefined, messageId: `msg-${id}` } : { threadId: `thread-${id}`, messageId: message };
}

/** The other way: for links, and to prove the reading. */
export function encodeToken(id: string): string {
  let number = base64ToNumber(btoa(id.replace(/^thread-/, '')).replace(/=+$/, ''));
  let token = '';
  for (; number > 0n; number /= 40n) token = letters[Number(number % 40n)] + token;
  return token;
}

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const base64ToNumber = (text: string) => [...text].reduce((sum, letter) => sum * 64n + BigInt(base64.indexOf(letter)), 0n);
const lettersToNumber = (text: string) => [...text].reduce((sum, letter) => sum * 40n + BigInt(letters.indexOf(letter)), 0n);

function numberToBytes(number: bigint): number[] | undefined {
  let text = '';
  for (let rest = number; rest > 0n; rest /= 64n) text = base64[Number(rest % 64n)] + text;
  if (text.length % 4 === 1) return undefined;
  return [...atob(text)].map((letter) => letter.charCodeAt(0));
}
