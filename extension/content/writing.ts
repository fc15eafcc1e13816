import { emailPattern } from '../../shared/email.ts';
import { neverLogged } from '../../shared/mail-log.ts';
import { patternFor } from '../../shared/mail-patterns.ts';
import type { Compose, Gmail } from '../gmail/index.ts';
import { placePixel, removePixels } from '../gmail/index.ts';
import { readBody } from '../gmail/body.ts';
import type { ComposeDefaults, LinkedRecord, PagePerson, TrackedSend } from '../messages.ts';
import { linksIn, ownAddress, straighten } from './links.ts';
import { people } from './page-state.ts';
import { Strip } from './strip.ts';
import type { Words } from './words.ts';

/** Who sends, and where openings are told. */
export interface Sender {
  server: string;
  personId: string;
  account: string;
  name: string;
  email: string;
}

export interface Saying {
  /** Somebody sends a message, or opens the menu in which it is scheduled; null where nothing of it is kept. */
  leaves: (compose: Compose, send: TrackedSend | null, scheduled: boolean) => void;
  /** It was not sent, after all. */
  refused: (compose: Compose) => void;
  closed: (compose: Compose) => void;
  chooseLink: (compose: string) => void;
  /** What the sidebar is told of the compose window has changed. */
  changed: () => void;
  /** Signed addresses in place of these, in their order; null where there are none to be had. */
  links: (token: string, urls: readonly string[]) => Promise<readonly string[] | null>;
}

interface Appearance {
  dark: boolean;
  direction: 'ltr' | 'rtl';
}

/** 32 hexadecimal digits that nobody can guess. */
const newToken = (): string => crypto.randomUUID().replaceAll('-', '');

const longestBody = 64_000;

/** A compose window with our controls in it, and what becomes of the message when it is sent. */
export class Writing {
  readonly compose: Compose;
  readonly #gmail: Gmail;
  readonly #saying: Saying;
  readonly #strip: Strip;
  readonly #stop: (() => void)[];
  /** As somebody has put the switch; undefined as long as nobody has touched it. */
  #switched: boolean | undefined;
  /** As somebody has chosen; undefined as long as nobody has. */
  #chosen: LinkedRecord | null | undefined;
  #token = newToken();
  readonly #signed = new Map<string, string>();
  readonly #asked = new Set<string>();
  #rewritten: { link: HTMLAnchorElement; before: string }[] = [];
  /** Our picture is in the body, and shall be. */
  #placed = false;
  #defaults: ComposeDefaults | undefined;
  #sender: Sender | undefined;
  #words: Words | undefined;

  constructor(document: Document, gmail: Gmail, compose: Compose, saying: Saying) {
    this.compose = compose;
    this.#gmail = gmail;
    this.#saying = saying;
    this.#strip = new Strip(document, compose, {
      toggle: () => {
        this.#switched = !this.#wanted;
        saying.changed();
      },
      choose: () => saying.chooseLink(compose.key),
      unlink: () => {
        this.#chosen = null;
        saying.changed();
      },
    });
    this.#stop = [compose.onSend(({ scheduled }) => this.#send(scheduled)), compose.onRefused(() => this.#refused())];
  }

  get link(): LinkedRecord | null {
    if (this.#chosen !== undefined) return this.#chosen;
    const { link = null, thread = null } = this.#defaults ?? {};
    return thread !== null && this.compose.threadId === thread ? link : null;
  }

  set link(link: LinkedRecord | null) {
    this.#chosen = link;
  }

  show(sender: Sender | undefined, defaults: ComposeDefaults | undefined, words: Words, appearance: Appearance): void {
    this.#sender = sender;
    this.#defaults = defaults;
    this.#words = words;
    if (!sender || !defaults) return this.#strip.remove();
    // A draft can have one of a sending that was given up, or taken back.
    if (!this.#placed) this.#clear();
    const unkept = this.#unkept;
    const state = { on: this.#wanted, why: unkept ?? this.#why ?? '', unkept: unkept !== undefined, link: this.link };
    this.#strip.show({ ...state, links: this.#countedLinks.length }, words, appearance);
    if (this.#tracks && this.#tracksLinks) void this.#signLinks();
  }

  close(): void {
    for (const stop of this.#stop.splice(0)) stop();
    this.#strip.remove();
    this.#saying.closed(this.compose);
  }

  get #wanted(): boolean {
    return this.#switched ?? this.#defaults?.trackOpens ?? false;
  }

  get #recipients(): PagePerson[] {
    const { to, cc, bcc } = this.compose;
    return people([...to, ...cc, ...bcc]);
  }

  /** Why the sidebar would refuse to keep anything of the message, in words: then it leaves as if nothing of ours were there. */
  get #unkept(): string | undefined {
    const [defaults, words, sender] = [this.#defaults, this.#words, this.#sender];
    if (!defaults || !words || !sender) return undefined;
    const addresses = [this.compose.from ?? sender.account, ...this.#recipients.map(({ email }) => email)];
    // Chosen by hand: that all are colleagues keeps nothing from being kept.
    const { own, workspace } = defaults.never;
    const never = neverLogged({ addresses, own: [sender.account, sender.email], never: own, workspace, colleagues: [] });
    if (never && never.because !== 'colleagues')
      return never.because === 'rule' ? words.neverLogged(never.pattern) : words.neverLoggedHere(never.pattern);
    const partial = addresses.find((address) => !emailPattern.test(address));
    return partial === undefined ? undefined : words.noAddress(partial);
  }

  /** Why openings cannot be told of, in words; undefined where they can. */
  get #why(): string | undefined {
    const [defaults, words] = [this.#defaults, this.#words];
    if (!defaults || !words) return '';
    if (!defaults.tracking) return words.switchedOff;
    if (this.compose.plainText) return words.plainText;
    const excluded = patternFor(
      defaults.excluded,
      this.#recipients.map(({ email }) => email),
    );
    return excluded === undefined ? undefined : words.excluded(excluded);
  }

  get #tracks(): boolean {
    return this.#wanted && this.#unkept === undefined && this.#why === undefined;
  }

  get #tracksLinks(): boolean {
    return (this.#defaults?.linkTracking && this.#defaults.trackLinks) ?? false;
  }

  /** Links of the body for which there is an address that tells of clicks. */
  get #countedLinks(): { link: HTMLAnchorElement; signed: string }[] {
    const body = this.compose.body();
    const server = this.#sender?.server;
    if (!body || server === undefined || !this.#tracksLinks) return [];
    return linksIn(body).flatMap((link) => {
      const signed = this.#signed.get(ownAddress(link.href, server));
      return signed === undefined ? [] : [{ link, signed }];
    });
  }

  /** Gmail is about to read the body: whatever is in it now is posted. */
  #send(scheduled: boolean): void {
    const { compose } = this;
    const sender = this.#sender;
    const body = compose.body();
    if (!sender || !body) return;
    const recipients = this.#recipients;
    const tracked = this.#tracks && recipients.length > 0 && body.tagName !== 'TEXTAREA';
    if (body.tagName !== 'TEXTAREA') straighten(body, sender.server);
    const read = body.tagName === 'TEXTAREA' ? { html: '', text: (body as HTMLTextAreaElement).value } : readBody(body, sender.server);
    if (tracked) {
      placePixel(body, { address: `${sender.server}/o/${sender.personId}/${this.#token}.gif`, server: sender.server });
      this.#rewrite();
    } else this.#clear();
    this.#placed = tracked;
    const link = this.#unkept === undefined ? this.link : null;
    const kept = recipients.length > 0 && (tracked || link !== null);
    this.#saying.leaves(compose, kept ? this.#leaving(tracked, link, read, sender) : null, scheduled);
  }

  #leaving(tracked: boolean, link: LinkedRecord | null, read: { html: string; text: string }, sender: Sender): TrackedSend {
    const { compose } = this;
    return {
      token: tracked ? this.#token : null,
      account: sender.account,
      threadId: compose.threadId ?? null,
      draftId: compose.draftId ?? null,
      inReplyTo: this.#answered,
      subject: compose.subject,
      snippet: read.text.replace(/\s+/g, ' ').trim().slice(0, 500),
      from: { email: compose.from ?? sender.account, name: sender.name, own: true },
      to: people(compose.to),
      cc: people(compose.cc),
      bcc: people(compose.bcc),
      sentAt: new Date().toISOString(),
      link,
      // Tracking alone keeps no text.
      body:
        link === null
          ? { html: '', text: '' }
          : { html: read.html.length <= longestBody ? read.html : '', text: read.text.slice(0, longestBody) },
    };
  }

  /** The Message-ID of what is answered, where the network has told it. */
  get #answered(): string | null {
    const { messageId } = this.compose;
    const view = this.#gmail.view();
    if (messageId === undefined || view.kind !== 'conversation') return null;
    return view.conversation.messages.find(({ id }) => id === messageId)?.rfcId ?? null;
  }

  /** Takes our pictures out of the body. Gives how many there were. */
  #clear(): number {
    const body = this.compose.body();
    return body && body.tagName !== 'TEXTAREA' && this.#sender ? removePixels(body, this.#sender.server) : 0;
  }

  /** Nothing of ours stays in the draft of what was not sent. */
  #refused(): void {
    const rewritten = this.#rewritten.splice(0);
    for (const { link, before } of rewritten) link.setAttribute('href', before);
    this.#placed = false;
    if (this.#clear() + rewritten.length > 0) this.compose.changed();
    this.#saying.refused(this.compose);
    // What is sent in the end is another sending, which nothing of this one may follow.
    this.#token = newToken();
    this.#signed.clear();
    this.#asked.clear();
  }

  /** Addresses are signed beforehand: when the message is sent nobody can be waited for. */
  async #signLinks(): Promise<void> {
    const body = this.compose.body();
    const sender = this.#sender;
    if (!body || !sender) return;
    const token = this.#token;
    const urls = [...new Set(linksIn(body).map(({ href }) => ownAddress(href, sender.server)))].filter((url) => !this.#asked.has(url));
    if (urls.length === 0) return;
    for (const url of urls) this.#asked.add(url);
    const signed = await this.#saying.links(token, urls);
    if (token !== this.#token) return;
    if (signed) {
      urls.forEach((url, at) => signed[at] && this.#signed.set(url, signed[at]));
      this.#saying.changed();
    } else for (const url of urls) this.#asked.delete(url);
  }

  #rewrite(): void {
    for (const { link, signed } of this.#countedLinks) {
      this.#rewritten.push({ link, before: link.getAttribute('href') ?? '' });
      link.setAttribute('href', signed);
    }
  }
}
