import type { Target } from './target.ts';
import { sellId, target, updatedAt } from './target.ts';

/** What columns of tables of tasks, appointments, notes, calls, texts, visits and e-mails can be mapped to. */

const created = target('created_at', 'instant', 'created', 'created on', 'creation date', 'date created', 'added on', 'créé le');

/** What each of them hangs on: by its type and id, or by a column for each type. */
const attached: readonly Target[] = [
  target(
    'resource_type',
    'resource_type',
    'resource type',
    'related type',
    'related to type',
    'relates to type',
    'linked type',
    'noteable type',
    'type of record',
    'related to',
  ),
  target(
    'resource_id',
    'resource',
    'resource id',
    'related id',
    'related to id',
    'related to',
    'related name',
    'related to name',
    'linked to',
    'noteable id',
    'lié à',
  ),
  target('lead_id', 'lead', 'lead id', 'lead', 'lead name', 'piste'),
  target('contact_id', 'contact', 'contact id', 'contact', 'contact name', 'person'),
  target('deal_id', 'deal', 'deal id', 'deal', 'deal name', 'opportunity id', 'opportunity', 'affaire'),
];

/** Of what is about a lead or a contact, and names the deals that it concerns besides. */
const withDeals: readonly Target[] = attached.map((one) =>
  one.field === 'deal_id' ? { ...one, wordings: [...one.wordings, 'associated deal ids', 'associated deals', 'associated deal'] } : one,
);

export const task: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'task id', 'record id'),
  sellId,
  target('content', 'text', 'content', 'task', 'subject', 'text', 'name', 'title', 'description', 'tâche', 'contenu'),
  target('due_date', 'due', 'due date', 'due', 'due at', 'due on', 'deadline', 'échéance'),
  target('remind_at', 'instant', 'reminder', 'reminder at', 'remind on', 'rappel'),
  target('completed', 'boolean', 'is completed', 'done', 'complete', 'terminée', 'fait'),
  target('completed_at', 'instant', 'completed on', 'completion date', 'done at', 'done on', 'terminée le'),
  created,
  updatedAt,
  target('owner_id', 'user', 'owner', 'owner name', 'assigned to', 'assignee', 'responsable', 'owner id', 'user'),
  ...attached,
];

export const note: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'note id', 'record id'),
  sellId,
  target('content', 'text', 'content', 'note', 'text', 'body', 'comment', 'contenu'),
  target('is_important', 'boolean', 'important', 'importante'),
  target('author', 'author', 'creator', 'created by', 'author', 'creator name', 'owner', 'owner name', 'user', 'auteur', 'creator id'),
  target('written_at', 'instant', 'created', 'created at', 'created on', 'added on', 'date', 'créée le'),
  updatedAt,
  target('tags', 'tags', 'tag', 'labels', 'étiquettes'),
  ...attached,
];

export const appointment: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'appointment id', 'event id', 'record id'),
  sellId,
  target('name', 'text', 'title', 'subject', 'appointment', 'event', 'summary', 'objet', 'titre'),
  target('description', 'text', 'notes', 'details', 'body'),
  target('location', 'text', 'place', 'where', 'address', 'lieu'),
  target('all_day', 'boolean', 'all day event', 'whole day', 'is all day', 'journée entière'),
  target('start_at', 'due', 'start', 'starts at', 'start date', 'start time', 'starts on', 'from', 'begins at', 'début'),
  target('end_at', 'due', 'end', 'ends at', 'end date', 'end time', 'ends on', 'until', 'fin'),
  target('owner_id', 'user', 'owner', 'owner name', 'user', 'user id', 'user name', 'organizer', 'responsable'),
  target('attendee_ids', 'attendees', 'attendees', 'participants', 'invitees', 'invitations', 'guests', 'attendee emails'),
  created,
  updatedAt,
  ...attached,
];

export const call: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'call id', 'record id'),
  sellId,
  target('summary', 'text', 'call summary', 'notes', 'note', 'content', 'description', 'résumé'),
  target('phone_number', 'text', 'phone', 'number', 'phone no', 'téléphone'),
  target('incoming', 'direction', 'is incoming', 'direction', 'call direction', 'inbound', 'type', 'sens'),
  target('missed', 'boolean', 'is missed', 'missed call', 'manqué'),
  target('duration', 'duration', 'call duration', 'duration seconds', 'duration (seconds)', 'duration in seconds', 'length', 'durée'),
  target('outcome_id', 'call_outcome', 'outcome', 'outcome name', 'call outcome', 'result', 'résultat'),
  target(
    'made_at',
    'instant',
    'made on',
    'called at',
    'call date',
    'call time',
    'date',
    'start time',
    'started at',
    'created at',
    'created',
  ),
  target('user_id', 'user', 'user', 'user name', 'owner', 'owner name', 'owner id', 'made by', 'caller', 'agent', 'creator', 'creator id'),
  updatedAt,
  target('recording_url', 'text', 'recording', 'recording link'),
  ...withDeals,
];

export const text: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'text id', 'text message id', 'message id', 'record id'),
  target('content', 'text', 'content', 'text', 'message', 'body', 'text message', 'contenu'),
  target('incoming', 'direction', 'is incoming', 'direction', 'inbound', 'type', 'sens'),
  target('user_phone_number', 'text', 'user phone', 'user number', 'owner phone number'),
  target('resource_phone_number', 'text', 'resource phone', 'phone number', 'phone', 'number', 'contact phone number', 'téléphone'),
  target('written_at', 'instant', 'sent at', 'sent on', 'sent', 'date', 'created at', 'created', 'envoyé le'),
  target('author', 'author', 'user id', 'user', 'user name', 'owner', 'owner name', 'owner id', 'sender', 'creator', 'creator id'),
  ...withDeals,
];

export const visit: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'visit id', 'record id'),
  target('content', 'text', 'summary', 'visit summary', 'notes', 'note', 'content', 'description', 'résumé'),
  target('location', 'text', 'resource address', 'address', 'location', 'place', 'visit address', 'lieu', 'adresse'),
  target('outcome', 'visit_outcome', 'outcome id', 'outcome', 'outcome name', 'visit outcome', 'result', 'résultat'),
  target('written_at', 'instant', 'visited at', 'visited on', 'visit date', 'date', 'created at', 'created', 'visité le'),
  target('author', 'author', 'creator id', 'creator', 'creator name', 'created by', 'user', 'user name', 'user id', 'visited by', 'owner'),
  ...attached,
];

export const email: readonly Target[] = [
  target('external_id', 'external_id', 'id', 'email id', 'e-mail id', 'record id'),
  target('subject', 'text', 'subject', 'subject line', 'title', 'objet'),
  target('from', 'participants', 'from', 'sender', 'from email', 'from address', 'sender email', 'sender address', 'de', 'expéditeur'),
  target(
    'to',
    'participants',
    'to',
    'recipients',
    'recipient',
    'to email',
    'to emails',
    'to address',
    'recipient email',
    'à',
    'destinataires',
  ),
  target('cc', 'participants', 'cc', 'cc emails', 'cc addresses', 'cc recipients'),
  target('bcc', 'participants', 'bcc', 'bcc emails', 'bcc addresses', 'bcc recipients', 'cci'),
  target('sent_at', 'instant', 'sent', 'sent on', 'date', 'date sent', 'received at', 'received on', 'created at', 'created', 'envoyé le'),
  target('body', 'body', 'content', 'html body', 'body html', 'text body', 'body text', 'message', 'text', 'html', 'contenu'),
  target('snippet', 'body', 'preview', 'excerpt', 'extrait'),
  target('incoming', 'direction', 'is incoming', 'direction', 'inbound', 'type', 'sens'),
  target('message_id', 'message_id', 'message id', 'rfc message id', 'internet message id', 'rfc822 message id', 'message identifier'),
  target('in_reply_to', 'message_id', 'in reply to'),
  target('visibility', 'visibility', 'private', 'is private', 'sharing', 'privé'),
  target('user_id', 'user', 'user', 'user name', 'owner', 'owner name', 'owner id', 'creator', 'creator id', 'mailbox'),
  ...withDeals,
];
