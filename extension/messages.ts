/**
 * What the parts of the extension say to one another. Three ends stand in a Gmail tab or beside it: the content script, the sidebar's
 * frame, and the extension's own pages. Each holds one port to the background, which pairs the content script and the sidebar of a
 * tab by the tab's id, speaks with the server for them, and keeps the tokens: none is ever part of a message.
 *
 * A port ends when the background is stopped. Both ends connect again and ask again what has not been answered; every request carries
 * an id of its own, so that an answer given twice does no harm.
 */

/** Raised when messages change their meaning: a tab that still runs the script of an earlier version is not understood. */
export const protocol = 2;

export type End = 'content' | 'sidebar' | 'page';

/** The name of a port, which says who is at its other end. */
export const portName = (end: End): string => `inlay/${protocol}/${end}`;

export function endOf(name: string): End | undefined {
  const end = name.startsWith(`inlay/${protocol}/`) ? name.slice(`inlay/${protocol}/`.length) : '';
  return end === 'content' || end === 'sidebar' || end === 'page' ? end : undefined;
}

/** Who a tab works for. Told on connecting, and whenever it changes. */
export interface Session {
  /**
   * `unreachable`: nobody is signed in, and the server does not answer. Who is signed in stays so while it is silent, with the problem
   * beside it, and goes on with what their browser has.
   */
  state: 'no-server' | 'signed-out' | 'signed-in' | 'unreachable';
  /** Why nobody is signed in any more, or what keeps the server from answering. */
  problem: SessionProblem | null;
  /** Names the sign-in, in this browser: what a sidebar asks of the server it asks for one of them. */
  signIn: string | null;
  /** The origin of the server, without a slash at its end. */
  server: string | null;
  workspace: { id: string; name: string } | null;
  person: { id: string; name: string; email: string } | null;
  /** The tab's Gmail account, once its page has told of it. */
  account: AccountStanding | null;
  unnoted: Unnoted;
}

/** What was sent and did not get to the records. */
export interface Unnoted {
  /** How many had waited in vain. */
  letGo: number;
  /** The browser keeps nothing more. */
  full: boolean;
}

export interface AccountStanding {
  /** In lower case. */
  address: string;
  /** Whether the person wants the extension in this account; `ask` until they have said so. */
  choice: 'ask' | 'on' | 'off';
}

export type SessionProblem =
  /** The grant has been revoked, or has ended: only signing in again helps. */
  | 'signed-out-by-server'
  /** No answer: offline, or the server is not there. */
  | 'unreachable'
  /** Something answers at the address, but no server of ours. */
  | 'not-inlay'
  /** The server does not know how to grant the extension anything. */
  | 'too-old'
  /** The server lets other extensions in, and not this one. */
  | 'not-allowed'
  /** The browser's permission for the server's address is missing, or has been taken away. */
  | 'no-permission';

/** A request of the sidebar, carried to the server. `path` begins with `/` and is one of those that the background lets through. */
export interface RelayRequest {
  type: 'fetch';
  id: string;
  /** For whom. A store belongs to one person: what it sends never goes out as anybody else's, though the tab's account may change. */
  signIn: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** Without authorization, which the background adds. */
  headers: Record<string, string>;
  body?: string;
}

export type RelayAnswer =
  | { type: 'response'; id: string; status: number; headers: Record<string, string> }
  | { type: 'chunk'; id: string; text: string }
  | { type: 'end'; id: string }
  /** No answer, or it broke off; after `end` or `failed` nothing more comes of a request. */
  | { type: 'failed'; id: string; message: string };

/** What all ends may ask of the background. It answers with `done` or `refused` and the same id. */
export type Wish =
  /** Opens the sign-in window, in the language of whoever asks. Answered once it is closed. */
  | { type: 'sign-in'; id: string; language: string }
  | { type: 'open-options'; id: string }
  /** For the account of this tab. */
  | { type: 'choose-account'; id: string; choice: 'on' | 'off' };

export type ContentToBackground =
  /** The account that the page shows, as soon as it is known and whenever it changes. */
  | { type: 'account'; address: string | null }
  | { type: 'page'; message: ContentToSidebar }
  | { type: 'report'; id: string; report: Report }
  | Wish;

export type SidebarToBackground = RelayRequest | { type: 'abort'; id: string } | { type: 'page'; message: SidebarToContent } | Wish;

/** What both ends of a tab hear of the background. */
type Heard =
  | { type: 'session'; session: Session }
  /** Whether the other end is there. Told on connecting and on change: an end that has come anew knows nothing of what was said before. */
  | { type: 'peer'; present: boolean }
  | { type: 'done'; id: string }
  | { type: 'refused'; id: string; message: string };

export type BackgroundToContent =
  | Heard
  | { type: 'page'; message: SidebarToContent }
  /** The button of the browser's toolbar was pressed: opens the sidebar, or closes it. */
  | { type: 'toggle' }
  /** Asks for the adapter's self-diagnosis. */
  | { type: 'report'; id: string };

export type BackgroundToSidebar = Heard | RelayAnswer | { type: 'page'; message: ContentToSidebar };

// --- Between the content script and the sidebar: carried as they are ---

export type ContentToSidebar =
  | { type: 'view'; view: PageView }
  | { type: 'rows'; rows: PageRow[] }
  | { type: 'composes'; composes: PageCompose[] }
  | { type: 'appearance'; appearance: Appearance }
  | { type: 'panel'; open: boolean }
  /**
   * `track`, `sent` and `unsent` are kept on disk by the background until a sidebar has answered them, whether one is there or not. It answers
   * the content script itself, as soon as they are kept; that the sidebar has refused one is passed on later, under the same id.
   */
  | { type: 'track'; id: string; send: TrackedSend }
  | { type: 'sent'; id: string; sent: SentMessage }
  /** Gmail has refused a send that was told of, or it was undone. */
  | { type: 'unsent'; id: string; track: string | null; token: string | null; draftId: string | null }
  /** Somebody wants to choose what a compose is linked to. */
  | { type: 'choose-link'; compose: string }
  | { type: 'links'; id: string; token: string; urls: string[] }
  | Answer<MessageBody | null>;

/** What must not be lost though no sidebar is there: that a message was sent, what Gmail has made of it, that it was taken back. */
export type SendNews = Extract<ContentToSidebar, { type: 'track' | 'sent' | 'unsent' }>;

export type SidebarToContent =
  /** By the key of the row, and by the id of a message that is open. What is not named has no mark. */
  | { type: 'marks'; marks: Record<string, Mark>; messages: Record<string, Mark> }
  | { type: 'defaults'; defaults: ComposeDefaults }
  /** Writes a text with the light formatting of notes where the caret is; a subject only where there is none yet. */
  | { type: 'insert'; compose: string; content: string; subject: string | null }
  /** Opens a conversation in the page. */
  | { type: 'open-thread'; thread: string }
  | { type: 'panel'; open: boolean }
  | { type: 'badge'; count: number }
  /** Links a compose to a record, or to none. */
  | { type: 'compose-link'; compose: string; link: LinkedRecord | null }
  /** Asks for the body of a message that the page shows. */
  | { type: 'body'; id: string; message: string }
  | Answer<null | string[]>;

/** Of a request of the other end, by its id. */
export type Answer<Value> = { type: 'answer'; id: string; value: Value } | { type: 'refused'; id: string; message: string };

export interface Appearance {
  dark: boolean;
  /** As the page says it: `en`, `fr`, `pt-BR`. */
  language: string;
  direction: 'ltr' | 'rtl';
  density: 'compact' | 'default';
}

export interface PagePerson {
  email: string;
  name: string;
  /** The account's own address. */
  own: boolean;
}

export interface PageMessage {
  /** Legacy hexadecimal id, once it is known. */
  id: string | null;
  /** `msg-f:…` or `msg-a:…`. */
  syncId: string | null;
  /** RFC 5322 Message-ID with its angle brackets. */
  rfcId: string | null;
  from: PagePerson | null;
  to: PagePerson[];
  cc: PagePerson[];
  /** Instant, where the page tells of one. */
  sentAt: string | null;
  dateText: string;
  state: 'open' | 'collapsed' | 'hidden';
}

export type PageView =
  | { kind: 'none' }
  | { kind: 'list'; sent: boolean; label: string }
  | {
      kind: 'conversation';
      threadId: string | null;
      permId: string | null;
      subject: string;
      messages: PageMessage[];
      people: PagePerson[];
      /** False while Gmail has not unfolded all of it. */
      complete: boolean;
    };

export interface PageRow {
  key: string;
  threadId: string | null;
  lastMessageId: string | null;
  subject: string;
  people: PagePerson[];
  sent: boolean;
}

/** How a message that was sent fares. */
export interface Mark {
  sign: 'sent' | 'opened' | 'not-counted' | 'never-logged';
  /** Beside the sign; often empty. */
  label: string;
  /** The whole sentence: read by screen readers, and shown on hover. */
  text: string;
}

export interface PageCompose {
  key: string;
  kind: 'new' | 'reply' | 'forward';
  draftId: string | null;
  threadId: string | null;
  subject: string;
  to: PagePerson[];
  cc: PagePerson[];
  bcc: PagePerson[];
  plainText: boolean;
  /** Whether it is the one that was written in last. */
  focused: boolean;
  link: LinkedRecord | null;
}

export interface LinkedRecord {
  type: 'lead' | 'contact' | 'deal';
  id: string;
  name: string;
}

export interface ComposeDefaults {
  /** Whether the workspace allows tracking at all. */
  tracking: boolean;
  linkTracking: boolean;
  trackOpens: boolean;
  trackLinks: boolean;
  /** Patterns of recipients who are never tracked: an address, or `@domain`. */
  excluded: string[];
  /** Patterns of addresses of which no message is kept, tracked or not. */
  never: { own: string[]; workspace: string[] };
  /** The record that the open conversation is linked to, and that conversation. */
  link: LinkedRecord | null;
  thread: string | null;
}

/** A message at the moment of its sending, its pixel already in it. */
export interface TrackedSend {
  /** Of the pixel: 32 hexadecimal digits, made by this browser; null where it is linked to a record and not tracked. */
  token: string | null;
  /** The address of the Gmail account. */
  account: string;
  threadId: string | null;
  draftId: string | null;
  /** Of the message that is answered. */
  inReplyTo: string | null;
  subject: string;
  snippet: string;
  from: PagePerson;
  to: PagePerson[];
  cc: PagePerson[];
  bcc: PagePerson[];
  sentAt: string;
  link: LinkedRecord | null;
  /** Without what it quotes; empty where it is linked to nothing, so that no text is kept. */
  body: { html: string; text: string };
}

/** What Gmail has made of a message that was sent: told when it is known. */
export interface SentMessage {
  account: string;
  /** The id under which its sending was told of; null where the page knows nothing of that. */
  track: string | null;
  token: string | null;
  draftId: string;
  threadId: string | null;
  messageId: string | null;
  rfcId: string | null;
}

export interface MessageBody {
  html: string;
  text: string;
  quotedHtml: string;
}

// --- The adapter's self-diagnosis: names of what was sought and found, never an address, a subject or a text ---

export interface Report {
  /** Of the extension. */
  version: string;
  /** Language, direction, theme, density, split view and the like of the page. */
  page: Record<string, string>;
  parts: ReportPart[];
}

export interface ReportPart {
  /** What was sought: `subject`, `recipients`, `send button`. */
  name: string;
  /** Which candidate served; null where none did. */
  served: string | null;
  /** How many were found. */
  count: number;
  /** Whether it should have been found, in what the page shows now. */
  expected: boolean;
  note?: string;
}

// --- The extension's own pages ---

export interface PageAccount {
  address: string;
  /** The sign-in that it works with; `off` where it shall not work at all, `ask` where nobody has said. */
  choice: 'ask' | 'off' | { signIn: string };
  /** A tab shows it now. */
  open: boolean;
}

export interface SignedIn {
  /** Of the sign-in, in this browser. */
  id: string;
  server: string;
  workspace: { id: string; name: string };
  person: { id: string; name: string; email: string };
  since: string;
  problem: SessionProblem | null;
  /** Messages sent that wait to be noted by it. */
  waitingSends: number;
}

/** All that the options page shows. */
export interface Standing {
  version: string;
  server: string | null;
  problem: SessionProblem | null;
  signIns: SignedIn[];
  accounts: PageAccount[];
  /** Messages sent that no sidebar has taken up yet: they wait for Gmail to be open. */
  waitingSends: number;
  /** Those that have waited in vain: how many, and the latest of them. */
  letGo: { count: number; latest: LetGo[] };
}

/** Something that was sent and is not noted, or not as a whole. */
export interface LetGo {
  /** `word of it`: what Gmail has made of a message, or that it was taken back; the message itself is noted. */
  what: 'message' | 'text' | 'word of it';
  /** It had waited for too long; too many waited; the browser had no room for all of them. */
  why: 'age' | 'count' | 'room';
  subject: string;
  /** The first of its recipients. */
  to: string[];
  /** Instant of its sending. */
  at: string;
}

export interface TabReport {
  tab: number;
  /** Null where the tab's script has not answered: it was open before the extension was there. */
  report: Report | null;
}

export type PageToBackground =
  /** The browser's permission for its address has been given already. */
  | { type: 'set-server'; id: string; server: string }
  /** The window speaks the language of the page that asks. */
  | { type: 'sign-in'; id: string; language: string }
  | { type: 'sign-out'; id: string; signIn: string }
  | { type: 'choose'; id: string; address: string; choice: PageAccount['choice'] }
  | { type: 'forget-account'; id: string; address: string }
  /** What was let go of has been seen. */
  | { type: 'forget-let-go'; id: string }
  | { type: 'reports'; id: string }
  | { type: 'reload-gmail'; id: string };

export type BackgroundToPage =
  | { type: 'standing'; standing: Standing }
  | { type: 'done'; id: string }
  | { type: 'refused'; id: string; problem: SessionProblem | 'cancelled' | 'failed'; message: string }
  | { type: 'reports'; id: string; reports: TabReport[] };
