import * as z from 'zod/mini';
import type { Id } from '../ids.ts';
import { idSchema } from '../ids.ts';
import { neverLogged } from '../mail-log.ts';
import type { Email, EmailCopy, EmailLink, New, Participant, User, Visibility } from '../records/index.ts';
import { hasBody, records, visibilities } from '../records/index.ts';
import { change, create, idArgs, mutator, seen } from './define.ts';
import { touchActivity } from './derive.ts';
import { mayDelete } from './permission.ts';
import { requireSeen } from './references.ts';
import { Rejection, forbidden } from './rejection.ts';
import type { Tx } from './tx.ts';

const { writable } = records.email;
const copyFields = records.email_copy.writable;
const linkFields = records.email_link.writable;

/** Milliseconds by which the times that a browser and a mail server give of one sending may differ. */
export const clocksDiffer = 600_000;

/** Leads, contacts and deals that one message is linked to at once. */
const mostLinks = 50;

/** What all who log or track a message say of it. */
export const messageShape = {
  id: idSchema,
  from: writable.from,
  to: z.optional(writable.to),
  cc: z.optional(writable.cc),
  /** Kept with the actor's own copy. */
  bcc: z.optional(copyFields.bcc),
  subject: z.optional(writable.subject),
  snippet: z.optional(writable.snippet),
  in_reply_to: z.optional(writable.in_reply_to),
  /** Left out: what it was, or the person's own default. */
  visibility: z.optional(records.email.derived.visibility),
  links: z.optional(
    z
      .array(z.strictObject({ id: z.optional(idSchema), resource_type: linkFields.resource_type, resource_id: linkFields.resource_id }))
      .check(z.maxLength(mostLinks)),
  ),
  copy: z.strictObject({
    id: z.optional(idSchema),
    account: copyFields.account,
    thread_id: z.optional(copyFields.thread_id),
    gmail_message_id: z.optional(copyFields.gmail_message_id),
    draft_id: z.optional(copyFields.draft_id),
  }),
  /** Somebody has chosen to log this very message: one among colleagues is logged then, too. */
  by_hand: z.optional(z.boolean()),
};

const logArgs = z.strictObject({
  ...messageShape,
  message_id: z.optional(writable.message_id),
  sent_at: writable.sent_at,
  direction: writable.direction,
  body_html: z.optional(writable.body_html),
  body_text: z.optional(writable.body_text),
});
type LogArgs = z.infer<typeof logArgs>;

/**
 * Keeps a message, with the actor's copy of it and what it is linked to. However many people log it, it is one record: see
 * `toJoin`. Whoever joins adds what is missing, and widens who may read it by their own say alone.
 */
export const logEmail = mutator(logArgs, (tx, args) => {
  addMessage(tx, args);
});

type Message = LogArgs & { tracking_token?: string };

/** Makes the message, or joins it; gives it as it is then. */
export function addMessage(tx: Tx, args: Message): Email {
  const person = requirePerson(tx);
  const given = {
    ...args,
    from: lower(args.from),
    to: (args.to ?? []).map(lower),
    cc: (args.cc ?? []).map(lower),
    // An empty page is none, and must not stand in place of the text.
    body_html: args.body_html || null,
  };
  const account = args.copy.account.toLowerCase();
  const own = [person.email.toLowerCase(), account];
  const conversations = conversationsOf(tx, person, account, args.copy.thread_id);
  requireMayLog(tx, person, { ...given, own, chosen: args.by_hand === true || conversations.length > 0 });
  for (const link of args.links ?? []) requireSeen(tx, 'links', link.resource_type, link.resource_id);

  const known = ownCopy(tx, person, account, args);
  const joined = known ? tx.find('email', known.email_id) : toJoin(tx, person, given);
  const mine = joined ? tx.list('email_copy', 'email_id', joined.id).find((copy) => isAt(copy, person, account)) : undefined;
  const links = [...(args.links ?? []), ...(mine ? [] : conversations)];
  const say = saidOf(tx, person, { args, mine, joined, linked: links.length > 0 });
  const email = joined ? join(tx, joined, given) : make(tx, given);
  keepCopy(tx, person, { email, args, account, mine, say });
  for (const link of links) addLink(tx, person, email, link);
  widen(tx, email.id);
  if (say !== 'private')
    for (const link of links) touchActivity(tx, link.resource_type, link.resource_id, email.sent_at > tx.now ? tx.now : email.sent_at);
  if (email.direction === 'incoming') tellReplied(tx, person, account, email, args.copy.thread_id ?? null);
  return email;
}

/** Who may read it, as the one says who has logged it. */
export const updateEmailVisibility = mutator(z.strictObject({ id: idSchema, visibility: records.email.derived.visibility }), (tx, args) => {
  const email = seen(tx, 'email', args.id);
  const copies = ownCopies(tx, email.id);
  if (copies.length === 0) throw forbidden('Only who has logged an e-mail may say who reads it.');
  for (const copy of copies) change(tx, 'email_copy', { id: copy.id, visibility: args.visibility });
  widen(tx, email.id, args.visibility);
  if (args.visibility === 'private') return;
  for (const link of tx.list('email_link', 'email_id', email.id))
    if (link.creator_id === tx.person?.id) touchActivity(tx, link.resource_type, link.resource_id, email.sent_at);
});

/** Hangs a message on a lead, contact or deal: for who has logged it; for everyone, where everyone may read it. */
export const linkEmail = mutator(
  z.strictObject({ id: idSchema, email_id: idSchema, resource_type: linkFields.resource_type, resource_id: linkFields.resource_id }),
  (tx, { email_id, ...link }) => {
    const email = seen(tx, 'email', email_id);
    const person = requirePerson(tx);
    const [mine] = ownCopies(tx, email.id);
    if (!mine && email.visibility !== 'everyone') throw forbidden('Only who has logged an e-mail may link it.');
    requireSeen(tx, 'resource_id', link.resource_type, link.resource_id);
    addLink(tx, person, email, link);
    if ((mine?.visibility ?? email.visibility) !== 'private') touchActivity(tx, link.resource_type, link.resource_id, email.sent_at);
  },
);

export const unlinkEmail = mutator(idArgs, (tx, { id }) => {
  const link = seen(tx, 'email_link', id);
  const { person } = tx;
  if (person && ownCopies(tx, link.email_id).length === 0 && !mayDelete(person, link, (one) => tx.find('user', one)?.reports_to))
    throw forbidden('Only who has logged or linked an e-mail, their manager or an administrator may unlink it.');
  tx.remove('email_link', id);
});

/**
 * Takes back that the actor has logged a message: their copy goes, and what they have linked it to. Where nobody else has logged
 * it, the message goes. `restoreRecord` of the copy brings all of it back. `copy_id`: of several mailboxes that they have it in, this one
 * alone; then what they have linked it to stays.
 */
export const unlogEmail = mutator(z.strictObject({ id: idSchema, copy_id: z.optional(idSchema) }), (tx, { id, copy_id }) => {
  const email = seen(tx, 'email', id);
  const person = requirePerson(tx);
  const copies = ownCopies(tx, id).filter((copy) => copy_id === undefined || copy.id === copy_id);
  if (copies.length === 0) throw forbidden('Only who has logged an e-mail may take it back.');
  for (const copy of copies) tx.remove('email_copy', copy.id);
  const last = tx.list('email_copy', 'email_id', id).length === 0;
  const gone = ownCopies(tx, id).length === 0;
  for (const link of tx.list('email_link', 'email_id', id))
    if (last || (gone && link.creator_id === person.id)) tx.remove('email_link', link.id);
  if (last) tx.remove('email', email.id);
  else widen(tx, id);
});

export function requirePerson(tx: Tx): User {
  if (!tx.person) throw forbidden('E-mail is logged by people.');
  return tx.person;
}

const lower = ({ email, name }: Participant): Participant => ({ email: email.toLowerCase(), name: name?.trim() || null });

const isAt = (copy: EmailCopy, person: User, account: string): boolean => copy.owner_id === person.id && copy.account === account;

const ownCopies = (tx: Tx, email: Id): EmailCopy[] =>
  tx.list('email_copy', 'email_id', email).filter(({ owner_id }) => owner_id === tx.person?.id);

type Given = Message & { to: Participant[]; cc: Participant[] };

/** @throws Rejection never_log */
function requireMayLog(tx: Tx, person: User, { chosen, own, from, to, cc, bcc = [] }: Given & { chosen: boolean; own: string[] }): void {
  const [settings] = tx.every('workspace_settings');
  const refused = neverLogged({
    addresses: [from, ...to, ...cc, ...bcc].map(({ email }) => email),
    own,
    never: tx.list('mail_rule', 'owner_id', person.id).flatMap(({ action, pattern }) => (action === 'never' ? [pattern] : [])),
    workspace: settings?.never_log ?? [],
    colleagues: tx.every('user').map(({ email }) => email),
  });
  if (refused === undefined || (refused.because === 'colleagues' && chosen)) return;
  throw new Rejection(
    'never_log',
    refused.because === 'colleagues'
      ? 'E-mail among colleagues is not logged by itself.'
      : refused.because === 'workspace'
        ? `This workspace never logs e-mail with ${refused.pattern}.`
        : `You never log e-mail with ${refused.pattern}.`,
  );
}

function conversationsOf(tx: Tx, person: User, account: string, thread: string | null | undefined) {
  if (!thread) return [];
  return tx
    .list('conversation_link', 'thread_id', thread)
    .filter((link) => link.owner_id === person.id && link.account === account && tx.get(link.resource_type, link.resource_id))
    .map(({ resource_type, resource_id }) => ({ id: undefined, resource_type, resource_id }));
}

/** The actor's copy of a message: the one that is named, or one that Gmail calls the same. */
function ownCopy(tx: Tx, person: User, account: string, { copy, message_id = null }: Message): EmailCopy | undefined {
  const chosen = copy.id === undefined ? undefined : tx.find('email_copy', copy.id);
  const named = [
    ...(chosen ? [chosen] : []),
    ...(copy.gmail_message_id ? tx.list('email_copy', 'gmail_message_id', copy.gmail_message_id) : []),
    ...(copy.draft_id ? tx.list('email_copy', 'draft_id', copy.draft_id) : []),
  ];
  return named.find((known) => {
    const email = tx.find('email', known.email_id);
    const another = message_id !== null && email !== undefined && email.message_id !== null && email.message_id !== message_id;
    return isAt(known, person, account) && email !== undefined && !another;
  });
}

/**
 * The record of this message that the actor may join: one that they see; or one between them and those who have logged it, by what
 * both records of it say, since who knows no more than a Message-ID must neither read what somebody has logged, nor be read.
 * Nobody's body comes to more people than they themselves say.
 */
function toJoin(tx: Tx, person: User, given: Given): Email | undefined {
  const { message_id } = given;
  if (!message_id) return undefined;
  const says = given.visibility ?? person.email_visibility;
  const found = tx
    .list('email', 'message_id', message_id)
    .filter((email) => email.from.email === given.from.email)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const own = found.find((email) => ownCopies(tx, email.id).length > 0);
  return (
    own ??
    found.find((email) => {
      if (isBetween(tx, person, email, given)) return !adds(email, given) || rank(says) >= rank(email.visibility);
      return tx.sees(email.scope) && !adds(email, given);
    })
  );
}

/** Whether somebody knows more of a message than its record does. */
const adds = (email: Email, given: Given): boolean =>
  (!hasBody(email) && Boolean(given.body_html || given.body_text)) ||
  (email.subject === '' && Boolean(given.subject)) ||
  (email.snippet === '' && Boolean(given.snippet)) ||
  (email.in_reply_to === null && Boolean(given.in_reply_to)) ||
  (email.to.length === 0 && given.to.length > 0) ||
  (email.cc.length === 0 && given.cc.length > 0);

function isBetween(tx: Tx, person: User, email: Email, given: Given): boolean {
  const names = ({ from, to, cc }: Pick<Given, 'from' | 'to' | 'cc'>, user: User | undefined): boolean =>
    user !== undefined && [from, ...to, ...cc].some((one) => one.email === user.email.toLowerCase());
  const loggers = tx.list('email_copy', 'email_id', email.id).map(({ owner_id }) => tx.find('user', owner_id));
  return names(email, person) && loggers.length > 0 && loggers.every((logger) => names(given, logger));
}

const rank = (visibility: Visibility): number => visibilities.indexOf(visibility);

/** Who may read it by the actor's say: what they say now; what they have said; their own default once it stands on something. */
function saidOf(
  tx: Tx,
  person: User,
  { args, mine, joined, linked }: { args: Message; mine: EmailCopy | undefined; joined: Email | undefined; linked: boolean },
): Visibility {
  if (args.visibility !== undefined) return args.visibility;
  if (!mine) return args.tracking_token === undefined || linked ? person.email_visibility : 'private';
  const stood = joined !== undefined && tx.list('email_link', 'email_id', joined.id).some(({ creator_id }) => creator_id === person.id);
  const tracked = joined?.tracking_token !== null;
  return tracked && linked && !stood ? person.email_visibility : mine.visibility;
}

function make(tx: Tx, given: Given): Email {
  const { id, message_id, from, to, cc, subject, snippet, sent_at, direction, in_reply_to, body_html, body_text, tracking_token } = given;
  const fields: New<'email'> = {
    id,
    from,
    to,
    cc,
    direction,
    // Clocks of mail servers go wrong; nothing is sent tomorrow.
    sent_at: sent_at > tx.now ? tx.now : sent_at,
    ...told({ message_id, subject, snippet, in_reply_to, body_html, tracking_token }),
    body_text: body_html ? null : (body_text ?? null),
  };
  return create(tx, 'email', fields);
}

/** Leaves out what is not given. */
const told = <F extends object>(fields: F): { [K in keyof F]?: Exclude<F[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof F]?: Exclude<F[K], undefined> };

/** What was missing comes from whoever joins; what stands stays. */
function join(tx: Tx, email: Email, given: Given): Email {
  const bare = !hasBody(email);
  const body_html = bare ? (given.body_html ?? null) : email.body_html;
  const after: Email = {
    ...email,
    sent_at: sentLater(tx, email, given) ? given.sent_at : email.sent_at,
    message_id: email.message_id ?? given.message_id ?? null,
    in_reply_to: email.in_reply_to ?? given.in_reply_to ?? null,
    to: email.to.length > 0 ? email.to : given.to,
    cc: email.cc.length > 0 ? email.cc : given.cc,
    subject: email.subject || (given.subject ?? ''),
    snippet: email.snippet || (given.snippet ?? ''),
    body_html,
    body_text: bare ? (body_html === null ? (given.body_text ?? null) : null) : email.body_text,
  };
  tx.put('email', after);
  return after;
}

/** A tracked message is told of when somebody sends it: one that they send for a later time says itself when it went. */
const sentLater = (tx: Tx, email: Email, { sent_at, from }: Given): boolean =>
  email.tracking_token !== null &&
  email.creator_id === tx.person?.id &&
  email.from.email === from.email &&
  sent_at <= tx.now &&
  Date.parse(sent_at) - Date.parse(email.sent_at) > clocksDiffer;

function keepCopy(
  tx: Tx,
  person: User,
  { email, args, account, mine, say }: { email: Email; args: Message; account: string; mine: EmailCopy | undefined; say: Visibility },
): void {
  const { id, thread_id, gmail_message_id, draft_id } = args.copy;
  if (mine) {
    change(tx, 'email_copy', {
      id: mine.id,
      thread_id: mine.thread_id ?? thread_id ?? null,
      gmail_message_id: mine.gmail_message_id ?? gmail_message_id ?? null,
      draft_id: mine.draft_id ?? draft_id ?? null,
      bcc: mine.bcc.length > 0 ? mine.bcc : (args.bcc ?? []).map(lower),
      visibility: say,
    });
    return;
  }
  create(tx, 'email_copy', {
    id: id ?? tx.newId(),
    email_id: email.id,
    owner_id: person.id,
    account,
    thread_id: thread_id ?? null,
    gmail_message_id: gmail_message_id ?? null,
    draft_id: draft_id ?? null,
    bcc: (args.bcc ?? []).map(lower),
    visibility: say,
    logged_at: tx.now,
  });
}

/** Links it, where the actor has not yet: others' links are by their say. */
export function addLink(
  tx: Tx,
  person: User,
  email: Email,
  { id, resource_type, resource_id }: Pick<EmailLink, 'resource_type' | 'resource_id'> & { id?: Id | undefined },
): void {
  const stands = tx
    .list('email_link', 'email_id', email.id)
    .some((link) => link.creator_id === person.id && link.resource_type === resource_type && link.resource_id === resource_id);
  if (!stands) create(tx, 'email_link', { id: id ?? tx.newId(), email_id: email.id, resource_type, resource_id });
}

/** The message is as visible as the widest of those who have logged it says. In the browser others' say is not known: `atLeast` is. */
export function widen(tx: Tx, id: Id, atLeast?: Visibility): void {
  const email = tx.find('email', id);
  if (!email) return;
  const said = tx.list('email_copy', 'email_id', id).map((copy) => copy.visibility);
  const widest = visibilities.findLast((one) => said.includes(one)) ?? atLeast;
  if (widest) tx.put('email', { ...email, visibility: widest });
}

/** An answer says that the message was read, whatever the tracking knows. */
function tellReplied(tx: Tx, person: User, account: string, reply: Email, thread: string | null): void {
  const named = reply.in_reply_to === null ? [] : tx.list('email', 'message_id', reply.in_reply_to).filter((email) => tx.sees(email.scope));
  const inThread = (thread === null ? [] : tx.list('email_copy', 'thread_id', thread))
    .filter((copy) => isAt(copy, person, account))
    .flatMap(({ email_id }) => tx.find('email', email_id) ?? []);
  const answered = (email: Email): boolean =>
    email.direction === 'outgoing' &&
    email.tracking_token !== null &&
    email.sent_at <= reply.sent_at &&
    [...email.to, ...email.cc].some((recipient) => recipient.email === reply.from.email);
  const [latest] = inThread.filter(answered).sort((a, b) => (a.sent_at < b.sent_at ? 1 : -1));
  for (const email of new Set([...named.filter(answered), ...(latest ? [latest] : [])]))
    if (email.replied_at === null || email.replied_at > reply.sent_at) tx.putDerived('email', { ...email, replied_at: reply.sent_at });
}
