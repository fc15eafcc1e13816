import type { Mail, Party, Thread } from './mailbox.ts';
import type { Variant } from './variant.ts';

export interface Draft {
  draftId: string;
  permId: string;
  /** It is the first message of its thread. */
  fresh: boolean;
  saves: number;
  from: Party;
  to: Party[];
  cc: Party[];
  bcc: Party[];
  subject: string;
  html: string;
  quotedHtml: string;
}

let counter = 0;

/** Posts a draft as Gmail does, by XMLHttpRequest: as it is saved, sent or scheduled. Gives the legacy ids that the answer has. */
export function post(draft: Draft, what: 'draft' | 'sent' | 'scheduled', path: string, variant: Variant): Promise<Made | undefined> {
  const labels = {
    draft: ['^all', '^r', '^r_bt'],
    sent: ['^all', '^pfg', '^f_bt', '^f_btns', '^f_clns'],
    scheduled: ['^all', '^scheduled', '^f_bt'],
  }[what];
  const message: unknown[] = [];
  message[0] = draft.draftId;
  message[1] = party(draft.from);
  message[2] = draft.to.map(party);
  message[3] = draft.cc.map(party);
  message[4] = draft.bcc.map(party);
  message[6] = Date.now();
  message[7] = draft.subject;
  message[8] = [null, [[0, draft.html], ...(draft.quotedHtml ? [[2, draft.quotedHtml]] : [])]];
  message[10] = labels;
  const change: unknown[] = [];
  if (draft.saves === 0 && draft.fresh && what === 'draft') change[2] = [[null, null, null, null, [filled(message)]]].map(filled);
  else if (draft.saves === 0 && what === 'draft') change[1] = [filled(message)];
  else change[13] = [filled(message)];
  const body = [null, [[[1, [draft.permId, filled(change)]]], null], [1, ++counter], [null, counter]];
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${syncPath(path)}/i/s?hl=${variant.language}&c=${counter}&rt=r&pt=ji`);
    request.setRequestHeader('content-type', 'application/json');
    request.addEventListener('load', () => resolve(request.status === 200 ? made(request) : undefined));
    request.addEventListener('error', () => resolve(undefined));
    request.send(JSON.stringify(variant.sync === 'objects' ? numbered(body) : body));
  });
}

/** Gmail asks for whole threads when one is opened. */
export function fetchThread(thread: Thread, path: string, variant: Variant): void {
  const request = new XMLHttpRequest();
  request.open('POST', `${syncPath(path)}/i/fd?hl=${variant.language}&c=${++counter}`);
  request.send(JSON.stringify([[[thread.permId, 1]]]));
}

/** Where the page's own account number is part of the address, Gmail's requests have it as well. */
const syncPath = (path: string) => `/sync${path.match(/\/u\/\d+/)?.[0] ?? ''}`;

const party = ({ email, name }: Party) => [1, email, name];

/** Holes are null in JSON. */
const filled = (list: unknown[]): unknown[] => Array.from(list, (item) => item ?? null);

/** As it was written before September 2022: objects with numbers as keys, but for lists of things of one kind. */
export function numbered(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (value.every((item) => typeof item === 'string') || value.every((item) => Array.isArray(item))) return value.map(numbered);
  return Object.fromEntries(
    value.flatMap((item, index) => (item === null || item === undefined ? [] : [[String(index + 1), numbered(item)]])),
  );
}

export interface Made {
  messageId: string;
  threadId: string;
}

/** What the page itself reads of an answer: Gmail's own way there is nobody's business. */
function made(request: XMLHttpRequest): Made | undefined {
  const [messageId, threadId] = request.getResponseHeader('x-made')?.split(' ') ?? [];
  return messageId && threadId ? { messageId, threadId } : undefined;
}

/** What the server answers with: threads with their messages, among others that nobody asked for. */
export function answer(threads: readonly { thread: Thread; messages: readonly Mail[] }[], bare: boolean): unknown[] {
  const entry = ({ thread, messages }: { thread: Thread; messages: readonly Mail[] }) => {
    const told: unknown[] = [];
    told[0] = thread.permId;
    told[4] = messages.map((mail) => {
      const message: unknown[] = [];
      message[0] = mail.syncId;
      message[1] = party(mail.from);
      message[2] = mail.to.map(party);
      message[3] = mail.cc.map(party);
      message[4] = mail.bcc.map(party);
      message[6] = mail.at;
      message[10] = mail.labels;
      if (!bare) {
        message[13] = mail.rfcId;
        message[55] = mail.id;
      }
      return filled(message);
    });
    if (!bare) told[19] = thread.id;
    const inner: unknown[] = [];
    inner[6] = [filled(told)];
    return [[thread.permId, null, filled(inner)], 1];
  };
  const result: unknown[] = [];
  result[5] = threads.map(entry);
  return [null, filled(result), [1]];
}
