import type { Posted, Told as ToldMessage } from './sync.ts';
import { isSync, languageOf, readAnswer, readRequest } from './sync.ts';

/** What the page's world tells the extension's: ids alone. Anything in the page can say the same, so nothing of it is believed unread. */
export type Fact =
  /** A request has left, not yet answered. */
  | { type: 'posted'; posted: Posted }
  /** The answer to it: Gmail's server has taken it, or not. */
  | { type: 'answered'; draftId: string; what: Posted['what']; taken: boolean; tokens: string[] }
  | { type: 'told'; told: ToldMessage }
  /** The account's address and the language by the page's own variables. */
  | { type: 'page'; globals: string | undefined; bar: string | undefined; language: string | undefined }
  /** A request of which the form was not understood. */
  | { type: 'doubt'; what: 'request' | 'answer' | 'body' }
  | { type: 'seen' };

/** Numbered from 1 as they come about: what is told again is known again. */
export type Told = Fact & { number: number };

export const factEvent = 'inlay-gmail-fact';
export const askEvent = 'inlay-gmail-ask';

/**
 * Watches the page's own requests from within its world. It only listens: what is sent and answered stays as it is, nothing waits
 * for it, and nothing that goes wrong here reaches the page.
 */
export function observe(
  page: { XMLHttpRequest: { prototype: XMLHttpRequest } },
  tell: (fact: Fact) => void,
  later: (work: () => void) => void,
): void {
  const prototype = page.XMLHttpRequest.prototype;
  const addresses = new WeakMap<XMLHttpRequest, string>();
  const quietly = (work: () => void) => {
    try {
      work();
    } catch {
      // Whatever it was, Gmail does not have to know.
    }
  };

  wrap(prototype, 'open', (request, [, url]) => quietly(() => addresses.set(request, String(url))));
  wrap(prototype, 'send', (request, [body]) =>
    quietly(() => {
      const url = addresses.get(request);
      if (url === undefined || !isSync(url)) return;
      const posted = { list: [] as Posted[] };
      // Read in a task of its own: Gmail's request leaves at once.
      later(() => quietly(() => (posted.list = readPosted(url, body, tell))));
      request.addEventListener(
        'loadend',
        () => {
          const taken = request.status >= 200 && request.status < 300;
          const answer = taken ? textOf(request) : undefined;
          later(() => quietly(() => readTaken(posted.list, taken, answer, tell)));
        },
        { once: true },
      );
    }),
  );
}

function readPosted(url: string, body: unknown, tell: (fact: Fact) => void): Posted[] {
  const language = languageOf(url);
  tell({ type: 'seen' });
  if (language) tell({ type: 'page', globals: undefined, bar: undefined, language });
  if (!/\/i\/s(?:[/?#]|$)/.test(url) || body === null || body === undefined) return [];
  const json = typeof body === 'string' ? parsed(body) : undefined;
  if (json === undefined) {
    tell({ type: 'doubt', what: typeof body === 'string' ? 'request' : 'body' });
    return [];
  }
  const posted = readRequest(json);
  for (const one of posted) tell({ type: 'posted', posted: one });
  return posted;
}

function readTaken(posted: Posted[], taken: boolean, answer: string | undefined, tell: (fact: Fact) => void): void {
  const json = answer === undefined ? undefined : parsed(answer);
  if (taken && json === undefined) tell({ type: 'doubt', what: 'answer' });
  // What is known of a message comes before the word that it has left.
  for (const told of json === undefined ? [] : readAnswer(json)) {
    const asked = posted.find(({ draftId }) => draftId === told.syncId)?.what;
    tell({ type: 'told', told: { ...told, draft: asked === undefined ? told.draft : asked === 'draft' } });
  }
  for (const { draftId, what, tokens } of posted) tell({ type: 'answered', draftId, what, taken, tokens });
}

function textOf(request: XMLHttpRequest): string | undefined {
  if (request.responseType === '' || request.responseType === 'text') return request.responseText;
  return request.responseType === 'json' ? JSON.stringify(request.response) : undefined;
}

/** Some of Google's answers begin with a line that keeps them from being run as a script. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\)\]\}'\s*/, '')) as unknown;
  } catch {
    return undefined;
  }
}

/** Calls `look` before a method of the prototype, which keeps its name, its number of arguments and how it can be described. */
function wrap<Method extends 'open' | 'send'>(
  prototype: XMLHttpRequest,
  method: Method,
  look: (request: XMLHttpRequest, given: unknown[]) => void,
): void {
  const described = Object.getOwnPropertyDescriptor(prototype, method);
  const original = described?.value as ((...given: unknown[]) => unknown) | undefined;
  if (!described || typeof original !== 'function' || (!described.writable && !described.configurable)) return;
  const wrapped = new Proxy(original, {
    apply(target, request: XMLHttpRequest, given: unknown[]) {
      look(request, given);
      return Reflect.apply(target, request, given) as unknown;
    },
  });
  Object.defineProperty(prototype, method, { ...described, value: wrapped });
}
