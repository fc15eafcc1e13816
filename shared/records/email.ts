import * as z from 'zod/mini';
import { instantSchema } from '../dates.ts';
import { idSchema } from '../ids.ts';
import * as field from './fields.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

/** E-mail: messages, who has them in their mailbox, and the leads, contacts and deals that they stand on. */

/** UTF-16 code units of a body: whoever logs a message leaves out what it quotes. */
export const longestBody = 64_000;

/** People of one message, in each of its headers. */
export const mostParticipants = 200;

/**
 * Who may read a message: those who have logged it; they and their managers; and beyond them whoever sees a lead, contact or deal
 * that it stands on.
 */
export const visibilities = ['private', 'team', 'everyone'] as const;
export type Visibility = (typeof visibilities)[number];
export const visibility = z.enum(visibilities);

/** Addresses come from others' headers: what mail servers take is more than what people are written to at. */
const participant = z.strictObject({
  email: z.string().check(z.minLength(1), z.maxLength(320), z.regex(/^[^\s<>]+$/, { error: 'must be an e-mail address' })),
  name: field.text(),
});
export type Participant = z.infer<typeof participant>;

const participants = z.array(participant).check(z.maxLength(mostParticipants));

/** RFC 5322, section 3.6.4, with its angle brackets; a line of a header has at most 998 characters. */
const messageId = z.nullable(z.string().check(z.maxLength(998), z.regex(/^<[^\s<>]+>$/, { error: 'must be a Message-ID such as <a@b>' })));

const count = z.int().check(z.gte(0));

/** One message, however many people have it. */
export const email = defineRecord({
  type: 'email',
  sight: 'parent',
  writable: {
    message_id: messageId,
    from: participant,
    to: participants,
    cc: participants,
    subject: z.string().check(z.maxLength(998)),
    snippet: z.string().check(z.maxLength(500)),
    sent_at: instantSchema,
    /** Seen from who has logged it first. */
    direction: z.enum(['incoming', 'outgoing']),
    /** The Message-ID of what it answers. */
    in_reply_to: messageId,
    /** As it came, and never to be shown as it is: see components/emails. Null where it was logged without, and where it was not asked for. */
    body_html: z.nullable(z.string().check(z.maxLength(longestBody))),
    body_text: z.nullable(z.string().check(z.maxLength(longestBody))),
    /** What its sender's browser has made up to know it by: 32 hexadecimal digits. Null where it is not tracked. */
    tracking_token: z.nullable(z.string().check(z.regex(/^[0-9a-f]{32}$/, { error: 'must be 32 hexadecimal digits' }))),
  },
  derived: {
    /** The widest that one of those who have logged it says. */
    visibility,
    /** Whether it was logged with its text. */
    has_body: z.boolean(),
    /** People who got it with the tracking: more than one, and an opening is that of one of them. */
    tracked_recipients: count,
    /** Openings that count as a person's. */
    opens: count,
    first_opened_at: z.nullable(instantSchema),
    last_opened_at: z.nullable(instantSchema),
    /** Fetched by a mailbox's own machines, scanners, or the sender: known, and not counted. */
    automatic_opens: count,
    clicks: count,
    /** When a recipient's answer to it was sent. */
    replied_at: z.nullable(instantSchema),
  },
  defaults: {
    message_id: null,
    to: [],
    cc: [],
    subject: '',
    snippet: '',
    in_reply_to: null,
    body_html: null,
    body_text: null,
    tracking_token: null,
  },
  initial: {
    visibility: 'private',
    has_body: false,
    tracked_recipients: 0,
    opens: 0,
    first_opened_at: null,
    last_opened_at: null,
    automatic_opens: 0,
    clicks: 0,
    replied_at: null,
  },
  indexes: ['message_id', 'tracking_token'],
  unsent: ['body_html', 'body_text'],
});
export type Email = RowOf<typeof email>;

/** Whether a message was logged with its text, which is not here where it was not asked for. */
export const hasBody = ({ has_body, body_html, body_text }: Pick<Email, 'has_body' | 'body_html' | 'body_text'>): boolean =>
  has_body || body_html !== null || body_text !== null;

/** What a message says, as the server gives it for itself. */
export type EmailBody = Pick<Email, 'body_html' | 'body_text'>;

/** The address of a mailbox, in lower case. */
const account = field.emailText;

/** A conversation's or a message's id in Gmail, in its older hexadecimal form. */
const gmailId = z.string().check(z.maxLength(32), z.regex(/^[0-9a-f]+$/, { error: 'must be hexadecimal' }));

/** That somebody has a message in their mailbox, and has logged it. What only they know of it stands here. */
export const emailCopy = defineRecord({
  type: 'email_copy',
  sight: 'owner',
  writable: {
    email_id: idSchema,
    owner_id: idSchema,
    account,
    thread_id: z.nullable(gmailId),
    gmail_message_id: z.nullable(gmailId),
    /** What Gmail has called it while it was a draft: `msg-a:r123`. */
    draft_id: z.nullable(z.string().check(z.minLength(1), z.maxLength(128))),
    /** Whom its sender has hidden: nobody's but theirs to know. */
    bcc: participants,
    /** What its owner says of who may read the message. */
    visibility,
    logged_at: instantSchema,
  },
  derived: {},
  defaults: { thread_id: null, gmail_message_id: null, draft_id: null, bcc: [], visibility: 'private' },
  initial: {},
  indexes: ['email_id', 'thread_id', 'gmail_message_id', 'draft_id'],
});
export type EmailCopy = RowOf<typeof emailCopy>;

/** That a message stands on a lead, contact or deal. Its maker's say of the message holds for this as well. */
export const emailLink = defineRecord({
  type: 'email_link',
  sight: 'parent',
  writable: { email_id: idSchema, resource_type: field.resourceType, resource_id: idSchema },
  derived: {},
  defaults: {},
  initial: {},
  indexes: ['email_id', 'resource_id'],
});
export type EmailLink = RowOf<typeof emailLink>;

/** That somebody's conversation belongs to a lead, contact or deal: what comes in it is linked to that. */
export const conversationLink = defineRecord({
  type: 'conversation_link',
  sight: 'owner',
  writable: { owner_id: idSchema, account, thread_id: gmailId, resource_type: field.resourceType, resource_id: idSchema },
  derived: {},
  defaults: {},
  initial: {},
  indexes: ['thread_id', 'resource_id'],
});
export type ConversationLink = RowOf<typeof conversationLink>;

/** Whose messages somebody logs always, or never. `never` wins. */
export const mailRule = defineRecord({
  type: 'mail_rule',
  sight: 'owner',
  writable: { owner_id: idSchema, action: z.enum(['log', 'never']), pattern: field.mailPattern },
  derived: {},
  defaults: {},
  initial: {},
  indexes: ['owner_id', 'pattern'],
});
export type MailRule = RowOf<typeof mailRule>;

/** A message to begin from, with merge fields (shared/templates.ts). */
export const emailTemplate = defineRecord({
  type: 'email_template',
  sight: 'owner',
  writable: {
    owner_id: idSchema,
    name: field.name(64),
    subject: z.string().check(z.maxLength(998)),
    /** Light formatting, as notes have. */
    content: field.name(20_000),
    shared: z.boolean(),
  },
  derived: {},
  defaults: { subject: '', shared: false },
  initial: {},
  indexes: ['owner_id'],
});
export type EmailTemplate = RowOf<typeof emailTemplate>;
