import type { ImportKind } from '../../shared/import-kinds.ts';
import { meaningsOf } from './foreign-headers.ts';
import { plain } from './headers.ts';
import { kindOfPrefixes, proposeMapping } from './propose-mapping.ts';
import { needs } from './targets.ts';

/** What a table is, by its headers, and where they tell nothing by the name of its file. */

/** The kind whose fields fit the headers best; what marks a kind counts more than what all share. */
export function proposeKind(headers: readonly string[]): ImportKind {
  const told = recognise(headers);
  if (told !== undefined && told !== 'organization') return told;
  const any = among(headers);
  if (any('first name', 'given name', 'full name', 'contact name', 'job title')) return 'person';
  // A name and how to reach it is somebody; what only companies have says otherwise.
  const reached = any('email', 'e-mail', 'email address', 'e-mail address', 'mobile', 'mobile phone');
  return any('name', 'nom', 'contact') && reached && !any('website', 'industry', 'domain', 'employees') ? 'person' : 'organization';
}

/** The kind that the headers of a table tell; undefined where they tell none. */
export function recognise(headers: readonly string[], fileName = ''): ImportKind | undefined {
  return kindOfPrefixes(headers) ?? byHeaders(headers) ?? byName(headers, fileName);
}

/** Tells whether one of some wordings is among the headers, in whichever language those are. */
function among(headers: readonly string[]): (...wordings: string[]) => boolean {
  const names = new Set(headers.flatMap((header) => meaningsOf(header, headers)));
  return (...wordings) => wordings.some((wording) => names.has(plain(wording)));
}

function byHeaders(headers: readonly string[]): ImportKind | undefined {
  const any = among(headers);
  const about = any(
    'resource type',
    'related type',
    'related to type',
    'related to',
    'related id',
    'related to id',
    'related name',
    'resource id',
    'noteable type',
    'contact id',
    'deal id',
    'lead id',
  );
  if (any('role') && any('opportunity id', 'deal id', 'deal')) return 'associated_contact';
  if (
    any('category', 'likelihood', 'position', 'active') &&
    any('pipeline', 'pipeline id', 'pipeline name') &&
    !any('value', 'amount', 'scope', 'hot')
  )
    return 'stage';
  if (
    any('stage', 'stage name', 'stage id', 'deal stage', 'opportunity stage', 'sales stage') ||
    (any('amount', 'value', 'deal value') &&
      (any('deal name', 'opportunity name') ||
        // Whatever has a worth, and a day or a state to come to, is to be sold.
        (any('name', 'nom', 'title') && any('status', 'deal status', 'close date', 'expected close date', 'probability'))))
  )
    return 'deal';
  if (any('is organization', 'is an organization', 'is organisation', 'est une organisation', 'is company', 'est une société'))
    return 'contact';
  if (any('visited at', 'visited on', 'visit date', 'visité le') && about) return 'visit';
  if (
    any('subject', 'subject line', 'message id', 'in reply to', 'objet') &&
    any('from', 'sender', 'from email', 'from address', 'sender email', 'expéditeur') &&
    any('to', 'recipients', 'recipient', 'to email', 'to emails', 'to address', 'recipient email', 'destinataires')
  )
    return 'email';
  if (any('resource phone number', 'user phone number', 'sent at', 'sent on') && any('content', 'message', 'text') && !any('subject'))
    return 'text';
  if (any('duration', 'call duration', 'recording', 'recording url', 'made at', 'outcome', 'outcome id') && !any('visited at', 'sent at'))
    return 'call';
  if (
    any('start at', 'starts at', 'start', 'start time', 'start date') &&
    any('end at', 'ends at', 'end', 'end time', 'end date', 'all day', 'location')
  )
    return 'appointment';
  if (any('order id', 'order') && any('product id', 'product', 'product name', 'quantity', 'variation')) return 'line_item';
  const state = any('status', 'lead status');
  if (any('last name', 'surname', 'family name') || (any('first name', 'given name') && any('nom'))) {
    // Contacts of other systems bear a status of a lead beside what only contacts have.
    const contacts = any('contact owner', 'lifecycle stage', 'contact id');
    if (any('lead id', 'lead owner') || (state && !contacts)) return 'lead';
    return any('role', 'confirmed', 'invited') ? 'user' : 'person';
  }
  if (any('sku', 'product code', 'unit price', 'max discount', 'cost currency') || (any('price') && any('name', 'nom', 'product name')))
    return 'product';
  if (any('deal id', 'deal') && any('discount') && !any('name')) return 'order';
  if (any('email', 'e-mail') && any('confirmed', 'invited', 'zendesk user id', 'roles', 'reports to')) return 'user';
  if (any('due date', 'due', 'due at') && any('content', 'task', 'subject', 'title', 'completed', 'done')) return 'task';
  if (any('content', 'note', 'body') && about && !any('sent at', 'visited at', 'resource phone number')) return 'note';
  if (any('content', 'note') && any('contact', 'contact name', 'deal', 'lead') && !any('email', 'phone', 'mobile', 'company name'))
    return 'note';
  // Somebody without a last name of their own, and how far they are.
  if (any('lead name') || (any('lead status') && any('name', 'nom', 'first name', 'full name', 'contact name'))) return 'lead';
  if (state && any('first name', 'full name', 'contact name')) return 'lead';
  return any('company name', 'organization name', 'account name', 'company', 'organization') ? 'organization' : undefined;
}

/** Endings of the names of files whose columns every list has: an id and a name. The longer stand first. */
const endings: readonly (readonly [RegExp, ImportKind])[] = [
  [/lead[_ -]?unqualified[_ -]?reasons?$/, 'lead_unqualified_reason'],
  [/unqualified[_ -]?reasons?$/, 'deal_unqualified_reason'],
  [/(loss|lost)[_ -]?reasons?$/, 'loss_reason'],
  [/lead[_ -]?sources?$/, 'lead_source'],
  [/sources?$/, 'deal_source'],
  [/lead[_ -]?status(es)?$/, 'lead_status'],
  [/call[_ -]?outcomes?$/, 'call_outcome'],
  [/visit[_ -]?outcomes?$/, 'visit_outcome'],
  [/(^|[^a-z])(users?|owners?)$/, 'user'],
  [/(^|[^a-z])pipelines?$/, 'pipeline'],
  [/(^|[^a-z])stages?$/, 'stage'],
  [/(^|[^a-z])tags?$/, 'tag'],
  [/(^|[^a-z])orders?$/, 'order'],
  [/(^|[^a-z])products?$/, 'product'],
  [/(^|[^a-z])tasks?$/, 'task'],
  [/(^|[^a-z])notes?$/, 'note'],
  [/(^|[^a-z])(phone[_ -]?)?calls?$/, 'call'],
  [/(^|[^a-z])(texts?|(text|sms)[_ -]?messages?|sms)$/, 'text'],
  [/(^|[^a-z])visits?$/, 'visit'],
  [/(^|[^a-z])e?-?mails?([_ -]?messages?)?$/, 'email'],
  [/(^|[^a-z])(appointments?|meetings?|events?)$/, 'appointment'],
];

function byName(headers: readonly string[], fileName: string): ImportKind | undefined {
  const stem = fileName
    .toLowerCase()
    .replace(/\.\w{1,5}$/, '')
    // `loss_reasons-2027-01-31`, `loss_reasons (2)`
    .replace(/[\d\s._()-]+$/, '');
  const kind = endings.find(([ending]) => ending.test(stem))?.[1];
  // A file of this name without any of what its rows need is something else.
  return kind !== undefined && fits(kind, headers) ? kind : undefined;
}

function fits(kind: ImportKind, headers: readonly string[]): boolean {
  const filled = new Set(Object.values(proposeMapping(kind, headers)));
  return needs[kind].every((some) => some.some((field) => filled.has(field)));
}
