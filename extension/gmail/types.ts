/**
 * What the rest of the extension knows of Gmail. Everything is read when it is asked for: Gmail recycles its nodes, so what was told
 * a moment ago can be another thread's by now. Nothing here throws: what cannot be read is undefined or empty, and the report says so.
 */
export interface Gmail {
  /** Whose mailbox the page shows; undefined until two ways agree, or the only one that answers has answered. */
  readonly account: Account | undefined;
  /** As the page says it: `en`, `fr`, `pt-BR`. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** Of the content beside which our column stands; `frameDark` of the frame around it. They differ in picture themes. */
  readonly dark: boolean;
  readonly frameDark: boolean;
  readonly density: 'compact' | 'default';
  view(): View;
  /** Of the visible lists, in the order of the page. Empty while a conversation fills the view. */
  rows(): Row[];
  composes(): Compose[];
  /** Called, at most some times a second, after the page has changed in a way that can matter. Gives what ends it. */
  onChange(listener: () => void): () => void;
  /** As `onSend` of each compose, for all there are and will be: somebody can send before a change is told. */
  onSend(listener: (send: Send) => void): () => void;
  /** A message has left: told once, and only when Gmail's own request says so. */
  onSent(listener: (sent: Sent) => void): () => void;
  /** A message that was told as sent is a draft again. */
  onUndone(listener: (draftId: string) => void): () => void;
  /** What the network has told of a message by its sync id, if anything. */
  known(syncId: string): Ids | undefined;
  diagnose(): Diagnosis;
  close(): void;
}

export interface Account {
  /** In lower case. */
  address: string;
  /** The place in the order of sign-in, as the address bar has it. Not stable: never an identity. */
  index: number;
  delegated: boolean;
  /** Two ways agree. */
  certain: boolean;
}

export interface Person {
  /** In lower case. */
  email: string;
  /** As the page shows it, or an empty text. */
  name: string;
  /** The account's own address. */
  own: boolean;
}

export type View =
  /** Settings, chat, a window of its own with a compose, or nothing yet (`loading`). */
  | { kind: 'none'; loading: boolean }
  | { kind: 'list'; list: string; sent: boolean; query: string | undefined }
  /** `list` is where it was opened from. With a reading pane the rows of that list are there as well. */
  | { kind: 'conversation'; list: string; conversation: Conversation };

export interface Conversation {
  /** Legacy hexadecimal id, as Gmail's programming interface has it; undefined until it is known. */
  threadId: string | undefined;
  /** `thread-f:…` or `thread-a:…`. */
  permId: string | undefined;
  subject: string;
  messages: Message[];
  /** Everyone of the open messages once, senders first. */
  people: Person[];
  /** False while messages are folded, so that some people may not be known. */
  complete: boolean;
  /** One message stands for itself: Gmail's conversation view is off. */
  single: boolean;
}

export interface Message {
  /** Legacy hexadecimal id; undefined for a message that the server has not answered for yet. */
  id: string | undefined;
  /** `msg-f:…` or `msg-a:…`. */
  syncId: string | undefined;
  /** RFC 5322 Message-ID with its angle brackets, where the network has told it. */
  rfcId: string | undefined;
  from: Person | undefined;
  /** Collapsed messages tell none. */
  to: Person[];
  cc: Person[];
  /** Of one's own messages only, and only while their details are open. */
  bcc: Person[];
  dateText: string;
  /** An instant (ISO 8601), where the network or an unambiguous date in the page tells it. */
  sentAt: string | undefined;
  state: 'open' | 'collapsed' | 'hidden';
  /** Undefined while it is not shown. Pictures have their own addresses, not those of Google's proxy, and our pixels are gone. */
  body(): Body | undefined;
  /** Puts our mark before the date of an open message, in place of the one that was there; undefined takes it away. False where there is no place. */
  mark(element: HTMLElement | undefined): boolean;
}

export interface Body {
  /** As the page has it, which is not safe to show elsewhere: the quoted part is cut off. */
  html: string;
  text: string;
  quotedHtml: string;
}

export interface Row {
  /** The thread, or the message where Gmail shows messages one by one; a draft's own id. */
  key: string;
  threadId: string | undefined;
  lastMessageId: string | undefined;
  /** Of a draft that stands in no conversation. */
  draftId: string | undefined;
  /** Without the account's own address, unless nobody else is there. Long lists are cut by Gmail: no proof of who received. */
  people: Person[];
  subject: string;
  snippet: string;
  unread: boolean;
  selected: boolean;
  /** In the list of what was sent, where people are recipients. */
  sent: boolean;
  /** Puts our mark beside the date, in place of the one that was there; undefined takes it away. False where there is no place. */
  mark(element: HTMLElement | undefined): boolean;
}

export interface Compose {
  /** Stays the same while the compose is open, also when it becomes full-screen. */
  readonly key: string;
  /** What holds body, recipients and buttons. */
  readonly element: HTMLElement;
  readonly kind: 'new' | 'reply' | 'forward';
  readonly inline: boolean;
  /** `msg-a:…`; undefined until Gmail has made one. */
  readonly draftId: string | undefined;
  readonly threadId: string | undefined;
  /** Legacy id of the message that is answered or forwarded. */
  readonly messageId: string | undefined;
  /** Where several addresses can be written from; else the account's. */
  readonly from: string | undefined;
  readonly to: Person[];
  readonly cc: Person[];
  readonly bcc: Person[];
  readonly subject: string;
  setSubject(subject: string): boolean;
  /** There is no HTML body: no pixel, no formatting. */
  readonly plainText: boolean;
  /** What it is written on: a dark Gmail can have light compose windows. Undefined where no colour says so. */
  readonly dark: boolean | undefined;
  body(): HTMLElement | undefined;
  sendButton(): HTMLElement | undefined;
  /** Puts a control of ours behind the send button, or a strip as wide as the compose above that row. Doing it again does no harm. */
  attach(control: HTMLElement, place: 'toolbar' | 'strip'): boolean;
  /** Where the caret is, or was last; else at the beginning of the body. Gmail saves the draft by itself afterwards. */
  insertAtCaret(nodes: Node[]): boolean;
  /** After a change of ours to the body: Gmail saves the draft. */
  changed(): void;
  /** Called before Gmail reads the body, also more than once: the send can be refused, and tried again. */
  onSend(listener: (send: Send) => void): () => void;
  /** Gmail has refused the send (a bad address, an empty subject that is asked about), or somebody has given it up: the compose stays. */
  onRefused(listener: () => void): () => void;
  onClosed(listener: () => void): () => void;
}

export interface Send {
  compose: Compose;
  by: 'pointer' | 'button key' | 'shortcut';
  scheduled: boolean;
}

export interface Ids {
  /** Legacy hexadecimal ids. */
  messageId: string | undefined;
  threadId: string | undefined;
  rfcId: string | undefined;
  /** An instant (ISO 8601). */
  sentAt: string | undefined;
}

export interface Sent extends Ids {
  /** `msg-a:…`, as the compose had it. */
  draftId: string;
  scheduled: boolean;
  /** Of our pixels outside the quoted part, as they left. */
  tokens: string[];
}

/** Names of what was sought and which candidate served: never an address, a subject or a text. */
export interface Diagnosis {
  page: Record<string, string>;
  parts: Part[];
}

export interface Part {
  name: string;
  /** Null where none did. */
  served: string | null;
  count: number;
  /** Its surroundings are there, so it should be. */
  expected: boolean;
  note?: string;
}

/** Room at the inline end of the page for a column of ours. */
export interface Room {
  /** Where a column may stand, in pixels of the window: below the header, beside Google's rail or open panel. */
  area(): Area;
  /** Narrows Gmail's content and moves pop-up composes so that `width` pixels are free there; 0 gives it all back. */
  take(width: number): void;
  /** Called when the area, or what `covers` says, may have changed. */
  onChange(listener: () => void): () => void;
  /** Whether a column of that width would lie over a send button, whatever has been narrowed: then it must be folded. */
  covers(width: number): boolean;
  close(): void;
}

export interface Area {
  /** Distances from the window's edges; `end` is the inline end: right, or left where text runs from right to left. */
  top: number;
  end: number;
  bottom: number;
  /** Google's own panel is open and the window too narrow for both: ours had better be folded. */
  crowded: boolean;
  /** False where nothing of Gmail could be narrowed, so that the column lies over the page. */
  narrowed: boolean;
}
