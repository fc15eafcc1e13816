import { legacyId, legacyOfSync, rfcId, syncMessageId, syncThreadId } from './ids.ts';

/**
 * Reads what Gmail and its server say to each other at `/sync/…`: JSON that is arrays since September 2022 and was objects with
 * numbers as keys before. Nobody has promised its form, so it is walked for what looks like a message, rather than followed by
 * paths alone; what is in doubt is left out.
 */

/** A message that a request saves or sends. */
export interface Posted {
  /** `msg-a:…`. */
  draftId: string;
  threadId: string | undefined;
  what: 'draft' | 'sent' | 'scheduled';
  /** Milliseconds. */
  at: number | undefined;
  /** Of our pixels, outside the quoted part. */
  tokens: string[];
}

/** A message that an answer tells of. Legacy ids in hexadecimal. */
export interface Told {
  syncId: string;
  messageId: string | undefined;
  /** `messageId` is that of a draft: a message that is sent gets another. */
  draft: boolean;
  threadId: string | undefined;
  /** `thread-f:…` or `thread-a:…`. */
  permId: string | undefined;
  rfcId: string | undefined;
  at: number | undefined;
}

/** Whether an address is one of those that carry messages; `/u/N` can be missing. */
export const isSync = (url: string): boolean => /\/sync\/(?:u\/\d+\/)?i\/(?:s|fd|bv)(?:[/?#]|$)/.test(url);

/** The language in which Gmail asks, if the address says it. */
export const languageOf = (url: string): string | undefined => url.match(/[?&]hl=([a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?)(?:&|#|$)/)?.[1];

const place = {
  to: 2,
  cc: 3,
  bcc: 4,
  time: 6,
  subject: 7,
  body: 8,
  labels: 10,
  rfc: 13,
  legacy: 55,
  threadMessages: 4,
  threadLegacy: 19,
} as const;

export function readRequest(json: unknown): Posted[] {
  const posted = new Map<string, Posted>();
  walk(ordered(json), (message, { thread }) => {
    const draftId = syncMessageId(message[0] as string);
    // A list of ids, of which something else is said.
    if (!draftId || !message.slice(1).some(Array.isArray)) return;
    const labels = labelsOf(message);
    const what = labels.has('^pfg') ? 'sent' : labels.has('^scheduled') ? 'scheduled' : isDraft(labels) ? 'draft' : undefined;
    if (!what) return;
    const before = posted.get(draftId);
    if (before && before.what !== 'draft') return;
    posted.set(draftId, { draftId, threadId: thread, what, at: instant(message[place.time]), tokens: tokensIn(message[place.body]) });
  });
  return [...posted.values()];
}

export function readAnswer(json: unknown): Told[] {
  const told = new Map<string, Told>();
  walk(ordered(json), (message, { thread, threadLegacy }) => {
    const syncId = syncMessageId(message[0] as string);
    if (!syncId) return;
    const before = told.get(syncId);
    const now: Told = {
      syncId,
      messageId: legacyId(text(message[place.legacy])) ?? legacyOfSync(syncId) ?? before?.messageId,
      draft: isDraft(labelsOf(message)) || (before?.draft ?? false),
      threadId: threadLegacy ?? legacyOfSync(thread) ?? before?.threadId,
      permId: thread ?? before?.permId,
      rfcId: messageIdOf(message) ?? before?.rfcId,
      at: instant(message[place.time]) ?? before?.at,
    };
    if (now.messageId ?? now.threadId ?? now.rfcId) told.set(syncId, now);
  });
  return [...told.values()];
}

/** Objects with the keys "1", "2"… as the arrays that came after them. */
function ordered(json: unknown, depth = 0): unknown {
  if (typeof json !== 'object' || json === null || depth > 40) return json;
  if (Array.isArray(json)) return json.map((item) => ordered(item, depth + 1));
  const entries = Object.entries(json);
  if (!entries.every(([key]) => /^[1-9]\d{0,3}$/.test(key))) return entries.map(([, value]) => ordered(value, depth + 1));
  const list: unknown[] = [];
  for (const [key, value] of entries) list[Number(key) - 1] = ordered(value, depth + 1);
  return Array.from(list);
}

interface Around {
  /** Sync id of the thread. */
  thread: string | undefined;
  threadLegacy: string | undefined;
}

/** Visits each array that begins with the id of a message, with what is known of the thread around it. */
function walk(
  json: unknown,
  visit: (message: unknown[], around: Around) => void,
  around: Around = { thread: undefined, threadLegacy: undefined },
): void {
  if (!Array.isArray(json)) return;
  const [first] = json as unknown[];
  if (typeof first === 'string' && /^#?msg-[af]:/.test(first)) visit(json, around);
  const thread = (typeof first === 'string' && first.length < 200 ? syncThreadId(first) : undefined) ?? around.thread;
  const now = { thread, threadLegacy: threadLegacyOf(json) ?? (thread === around.thread ? around.threadLegacy : undefined) };
  for (const item of json) walk(item, visit, now);
}

/** Of a thread, which is told by the messages at their place. */
function threadLegacyOf(thread: unknown[]): string | undefined {
  const messages = thread[place.threadMessages];
  const isThread = Array.isArray(messages) && messages.some((message) => Array.isArray(message) && /^msg-[af]:/.test(String(message[0])));
  return isThread ? legacyId(text(thread[place.threadLegacy])) : undefined;
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** Lists of labels, wherever they stand in a message, except in its body and its subject. */
function labelsOf(message: unknown[]): Set<string> {
  const labels = new Set<string>();
  const look = (value: unknown, depth: number) => {
    if (!Array.isArray(value) || depth > 3) return;
    if (value.length > 0 && value.every((item) => typeof item === 'string')) for (const label of value as string[]) labels.add(label);
    else for (const item of value) look(item, depth + 1);
  };
  message.forEach((value, index) => {
    if (index !== place.body && index !== place.subject) look(value, 0);
  });
  return labels;
}

const isDraft = (labels: Set<string>) => labels.has('^r') || labels.has('^r_bt');

/** At its place; else the only text of the message that has its form. */
function messageIdOf(message: unknown[]): string | undefined {
  const own = rfcId(text(message[place.rfc]));
  if (own) return own;
  for (const level of [message, ...message.filter(Array.isArray)] as unknown[][]) {
    const inPlace = level === message ? undefined : rfcId(text(level[place.rfc]));
    const all = new Set(level.flatMap((item) => rfcId(text(item)) ?? []));
    const found = inPlace ?? (all.size === 1 ? [...all][0] : undefined);
    if (found) return found;
  }
  return undefined;
}

/** Between 2000 and 2100, in milliseconds, as a number or in digits. */
function instant(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{12,14}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number > 946_684_800_000 && number < 4_102_444_800_000 ? Math.trunc(number) : undefined;
}

const quotedKind = 2;

/** Parts are `[kind, html]`; those of a quoted part are another message's. */
function tokensIn(body: unknown): string[] {
  const tokens = new Set<string>();
  const look = (value: unknown) => {
    if (typeof value === 'string') {
      for (const [, token] of ownText(value).matchAll(/\/o\/[0-9a-f-]{36}\/([0-9a-f]{32})\.gif/gi)) tokens.add(token!.toLowerCase());
    } else if (Array.isArray(value) && value[0] !== quotedKind) for (const item of value) look(item);
  };
  look(body);
  return [...tokens].slice(0, 20);
}

const ownText = (html: string) => html.split(/<(?:div|blockquote)[^>]*(?:gmail_quote|type="?cite)/i)[0] ?? '';
