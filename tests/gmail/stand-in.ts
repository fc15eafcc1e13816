import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { stripTypeScriptTypes } from 'node:module';
import { selfSigned } from './certificate.ts';
import type { Mail, Mailbox, Party, Thread } from './page/mailbox.ts';
import { delegatedMailbox, firstMailbox, secondMailbox } from './page/mailbox.ts';
import { answer, numbered } from './page/sync.ts';

/** What a page has posted: a draft that is saved, or a message that is sent. */
export interface Post {
  account: string;
  what: 'draft' | 'sent' | 'scheduled';
  draftId: string;
  permId: string;
  subject: string;
  to: string[];
  cc: string[];
  bcc: string[];
  /** Of its own parts; the quoted part of an answer is `quotedHtml`. */
  html: string;
  quotedHtml: string;
}

export interface StandInOptions {
  /** In the order of sign-in. */
  mailboxes?: Mailbox[];
  /** Answers lack the ids of what was made. */
  bare?: boolean;
}

export interface StandIn {
  port: number;
  /** In the order in which they came. */
  posts: Post[];
  mailboxes: Mailbox[];
  /** Of a message that was sent: Gmail's ids for it. */
  made: Map<string, { messageId: string; threadId: string; rfcId: string }>;
  /** Paths of pictures that were asked for as from Google's proxy. */
  pictures: string[];
  /** While true, requests of the page are not answered: the network is gone. */
  down: boolean;
  close(): Promise<void>;
}

const page = new URL('page/', import.meta.url);

/** What Gmail's headers forbid, as far as it is known: frames but Google's, strings as markup, scripts of others. */
const policy = [
  "script-src 'self' 'nonce-STAND-IN'",
  "frame-src 'self' https://accounts.google.com https://mail.google.com",
  "object-src 'none'",
  "base-uri 'self'",
  "require-trusted-types-for 'script'",
].join('; ');

const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** A server that answers as mail.google.com would, for a browser that is told to find that host here. */
export async function startStandIn({ mailboxes = [firstMailbox, secondMailbox], bare = false }: StandInOptions = {}): Promise<StandIn> {
  const standIn: StandIn = {
    port: 0,
    posts: [],
    mailboxes: structuredClone([...mailboxes, delegatedMailbox]),
    made: new Map(),
    pictures: [],
    down: false,
    close: async () => undefined,
  };
  const at = (path: string) => {
    if (/\/d\//.test(path)) return standIn.mailboxes.at(-1);
    return standIn.mailboxes[Number(path.match(/u\/(\d+)/)?.[1] ?? 0)];
  };
  const server = createServer(selfSigned('mail.google.com'), (request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'https://mail.google.com');
      const send = (status: number, type: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers }).end(body);
      if (standIn.down) return request.socket.destroy();
      if (url.pathname.startsWith('/meips/')) {
        standIn.pictures.push(url.pathname);
        return send(200, 'image/gif', pixel);
      }
      if (url.pathname.startsWith('/stand-in/mailbox/'))
        return send(200, 'application/json', JSON.stringify(at(url.pathname) ?? standIn.mailboxes[0]));
      if (/^\/stand-in\/[a-z-]+\.ts$/.test(url.pathname)) {
        const source = await readFile(new URL(url.pathname.slice('/stand-in/'.length), page), 'utf8');
        return send(200, 'text/javascript', stripTypeScriptTypes(source));
      }
      if (url.pathname.startsWith('/sync/')) {
        let body = '';
        for await (const chunk of request) body += String(chunk);
        const posted = readPosts(JSON.parse(body) as unknown);
        const { text, made } = take(standIn, at(url.pathname) ?? standIn.mailboxes[0], posted, body, bare || url.searchParams.has('bare'));
        return send(200, 'application/json', text, made ? { 'x-made': `${made.messageId} ${made.threadId}` } : {});
      }
      if (url.pathname.startsWith('/mail/'))
        return send(
          200,
          'text/html; charset=utf-8',
          '<!doctype html><html><head><title>Gmail</title><style>body{margin:0;font:13px Arial}td{vertical-align:top}[role=button]{display:inline-block;min-width:20px;min-height:20px}</style></head><body><script type="module" nonce="STAND-IN" src="/stand-in/main.ts"></script></body></html>',
          { 'content-security-policy': policy },
        );
      return send(404, 'text/plain', 'not here');
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  standIn.port = (server.address() as AddressInfo).port;
  standIn.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return standIn;
}

type Message = Omit<Post, 'account'> & { from: Party; parties: Record<'to' | 'cc' | 'bcc', Party[]> };

/** Reads a request by the paths that Gmail's has, in either form. */
function readPosts(json: unknown): Message[] {
  const list = item(item(json, 1), 0);
  if (!Array.isArray(list)) return [];
  return (list as unknown[]).flatMap((entry) => {
    const inner = item(entry, 1);
    const change = item(inner, 1);
    const message = [item(item(item(item(change, 2), 0), 4), 0), item(item(change, 1), 0), item(item(change, 13), 0)].find(
      (one) => typeof item(one, 0) === 'string',
    );
    if (message === undefined) return [];
    const parties = (index: number) =>
      ((item(message, index) ?? []) as unknown[]).map((one): Party => ({ email: String(item(one, 1)), name: String(item(one, 2) ?? '') }));
    const labels = (item(message, 10) ?? []) as string[];
    const parts = (item(item(message, 8), 1) ?? []) as unknown[];
    const html = (kind: (quoted: boolean) => boolean) =>
      parts
        .filter((part) => kind(item(part, 0) === 2))
        .map((part) => String(item(part, 1)))
        .join('');
    const own = { to: parties(2), cc: parties(3), bcc: parties(4) };
    const emails = (list: Party[]) => list.map(({ email }) => email);
    return [
      {
        what: labels.includes('^pfg') ? 'sent' : labels.includes('^scheduled') ? 'scheduled' : 'draft',
        draftId: String(item(message, 0)),
        permId: String(item(inner, 0)),
        subject: String(item(message, 7) ?? ''),
        to: emails(own.to),
        cc: emails(own.cc),
        bcc: emails(own.bcc),
        html: html((quoted) => !quoted),
        quotedHtml: html((quoted) => quoted),
        from: { email: String(item(item(message, 1), 1)), name: String(item(item(message, 1), 2) ?? '') },
        parties: own,
      } satisfies Message,
    ];
  });
}

const item = (value: unknown, index: number): unknown =>
  Array.isArray(value)
    ? (value as unknown[])[index]
    : typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)[String(index + 1)]
      : undefined;

let count = 0;
const legacy = () => (0x18c1_0000_0000_0000n + BigInt(++count) * 4096n + BigInt(Math.floor(Math.random() * 4096))).toString(16);

/** Drafts get a legacy id of their own; a message that is sent another. A new thread keeps that of its first draft. */
function take(standIn: StandIn, mailbox: Mailbox | undefined, posted: Message[], body: string, bare: boolean) {
  let made: { messageId: string; threadId: string } | undefined;
  const told: { thread: Thread; messages: Mail[] }[] = [];
  for (const message of posted) {
    const { from, parties, ...rest } = message;
    standIn.posts.push({ account: mailbox?.address ?? '', ...rest });
    const before = mailbox?.threads.find(({ permId }) => permId === message.permId);
    const id = legacy();
    const thread: Thread = before ?? { permId: message.permId, id, subject: message.subject, lists: [], messages: [], unread: false };
    if (!before) mailbox?.threads.unshift(thread);
    const mail: Mail = {
      syncId: message.draftId,
      id,
      rfcId: `<CAGx${id}@mail.gmail.com>`,
      from,
      ...parties,
      at: Date.now(),
      html: message.html + message.quotedHtml,
      labels: message.what === 'draft' ? ['^all', '^r', '^r_bt'] : ['^all', '^f'],
    };
    if (message.what !== 'draft') {
      thread.subject = before && before.messages.length > 0 ? thread.subject : message.subject;
      thread.messages.push(mail);
      thread.lists = [...new Set([...thread.lists, message.what === 'sent' ? 'sent' : 'scheduled', 'all'])];
      standIn.made.set(message.draftId, { messageId: id, threadId: thread.id, rfcId: mail.rfcId });
    } else thread.messages = thread.messages.filter(({ syncId }) => syncId !== message.draftId);
    made = { messageId: id, threadId: thread.id };
    told.push({ thread, messages: [mail] });
  }
  // A thread that is asked for, and others that nobody asked for.
  for (const thread of mailbox?.threads ?? [])
    if (posted.length === 0 ? body.includes(thread.permId) : thread.messages.length > 3) told.push({ thread, messages: thread.messages });
  const json = answer(told, bare);
  const old = body.startsWith('{');
  return { text: JSON.stringify(old ? numbered(json) : json), made };
}
