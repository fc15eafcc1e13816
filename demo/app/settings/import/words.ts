import type { IconName } from '../../../../components/base/icons/icons.ts';
import { formatNumber } from '../../../../components/base/format/numbers.ts';
import { msg, plural, refusalWords, str } from '../../../../components/base/localisation/index.ts';
import { problemWords as problemInWords } from '../../../../components/record/problem.ts';
import type { ImportKind, RowAction } from '../../../../shared/import-kinds.ts';
import { kindOf } from '../field-kinds.ts';
import type { Absent, ImportState, KeptRow, OfferedField, PlannedRow, Preparation, Problem, View } from './wire.ts';

/** Everything that an import says, in the reader's language. */

export const kindNames = (): Record<ImportKind, string> => ({
  organization: msg('Organizations'),
  person: msg('People'),
  lead: msg('Leads'),
  deal: msg('Deals'),
  associated_contact: msg('Contacts of deals'),
  contact: msg('People and organizations'),
  task: msg('Tasks'),
  note: msg('Notes'),
  product: msg('Products'),
  appointment: msg('Appointments'),
  call: msg('Calls'),
  text: msg('Texts (as notes)'),
  visit: msg('Visits (as notes)'),
  email: msg('E-mails'),
  order: msg('Products of deals: discounts'),
  line_item: msg('Products of deals'),
  user: msg('People of the workspace'),
  pipeline: msg('Pipelines'),
  stage: msg('Stages'),
  lead_status: msg('Lead statuses'),
  lead_source: msg('Sources of leads'),
  deal_source: msg('Sources of deals'),
  loss_reason: msg('Loss reasons'),
  lead_unqualified_reason: msg('Reasons why a lead is unqualified'),
  deal_unqualified_reason: msg('Reasons why a deal is unqualified'),
  call_outcome: msg('Call outcomes'),
  visit_outcome: msg('Outcomes of visits'),
  tag: msg('Tags'),
});

export const fieldName = (field: string): string => fieldNames()[field] ?? field.replaceAll(/[._]/g, ' ');

const fieldNames = (): Record<string, string> => ({
  external_id: msg('Its id in the file’s source'),
  sell_id: msg('Its id in Zendesk Sell, kept as its number'),
  first_name: msg('First name'),
  last_name: msg('Last name'),
  name: msg('Name'),
  organization_name: msg('Organization'),
  contact_id: msg('Contact'),
  organization_id: msg('Organization'),
  parent_organization_id: msg('Parent organization'),
  customer_status: msg('Customer status'),
  title: msg('Title'),
  description: msg('Description'),
  industry: msg('Industry'),
  website: msg('Website'),
  email: msg('E-mail'),
  phone: msg('Phone'),
  mobile: msg('Mobile'),
  fax: msg('Fax'),
  twitter: 'Twitter',
  facebook: 'Facebook',
  linkedin: 'LinkedIn',
  skype: 'Skype',
  address: msg('Address'),
  'address.line1': msg('Street'),
  'address.city': msg('City'),
  'address.postal_code': msg('Postal code'),
  'address.state': msg('State'),
  'address.country': msg('Country'),
  tags: msg('Tags'),
  owner_id: msg('Owner'),
  status_id: msg('Status'),
  source_id: msg('Source'),
  unqualified_reason_id: msg('Unqualified reason'),
  loss_reason_id: msg('Loss reason'),
  value: msg('Value'),
  currency: msg('Currency'),
  pipeline: msg('Pipeline'),
  stage_id: msg('Stage'),
  status: msg('Status'),
  hot: msg('Hot'),
  estimated_close_date: msg('Estimated close date'),
  customized_win_likelihood: msg('Win likelihood'),
  added_at: msg('Added on'),
  deal_id: msg('Deal'),
  role: msg('Role'),
  is_organization: msg('Whether it is an organization'),
  content: msg('Text'),
  due_date: msg('Due'),
  completed: msg('Done'),
  resource_type: msg('Type of what it is about'),
  resource_id: msg('What it is about'),
  lead_id: msg('Lead'),
  is_important: msg('Important'),
  author: msg('Author'),
  written_at: msg('Written on'),
  sku: msg('Product number'),
  active: msg('Active'),
  price: msg('Price'),
  prices: msg('Price'),
  max_discount: msg('Greatest discount'),
  order_id: msg('Order'),
  product_id: msg('Product'),
  discount: msg('Discount'),
  quantity: msg('Quantity'),
  variation: msg('Discount or mark-up'),
  created_at: msg('Created on'),
  updated_at: msg('Changed on'),
  completed_at: msg('Done on'),
  remind_at: msg('Reminder'),
  reminder_offset: msg('Reminder'),
  last_stage_change_at: msg('Last stage change'),
  location: msg('Place'),
  all_day: msg('All day'),
  start_at: msg('Start'),
  end_at: msg('End'),
  attendee_ids: msg('Attendees'),
  guests: msg('Guests'),
  summary: msg('What was said'),
  phone_number: msg('Number'),
  incoming: msg('Incoming call'),
  missed: msg('Missed'),
  duration: msg('Duration'),
  outcome_id: msg('Outcome'),
  made_at: msg('Called on'),
  user_id: msg('Who called'),
  recording_url: msg('Recording'),
  user_phone_number: msg('Number of the person here'),
  resource_phone_number: msg('Number of the other side'),
  outcome: msg('Outcome'),
  subject: msg('Subject'),
  from: msg('Sender'),
  to: msg('Recipients'),
  cc: msg('Recipients of a copy'),
  bcc: msg('Hidden recipients'),
  sent_at: msg('Sent on'),
  body: msg('Text'),
  snippet: msg('First words'),
  message_id: 'Message-ID',
  in_reply_to: msg('Message-ID of what it answers'),
  visibility: msg('Who may read it'),
  category: msg('Category'),
  position: msg('Position'),
  likelihood: msg('Win likelihood'),
  ...furtherAddresses(),
});

const addressParts = (): Record<string, string> => ({
  line1: msg('Street'),
  city: msg('City'),
  postal_code: msg('Postal code'),
  state: msg('State'),
  country: msg('Country'),
});

function furtherAddresses(): Record<string, string> {
  const parts = Object.entries(addressParts());
  return Object.fromEntries([
    ...parts.map(([part, name]) => [`billing_address.${part}`, msg(str`Billing: ${name}`)]),
    ...parts.map(([part, name]) => [`shipping_address.${part}`, msg(str`Shipping: ${name}`)]),
  ]) as Record<string, string>;
}

/** A field as a column can be mapped to it. */
export function offeredName(kind: ImportKind, { field, custom }: OfferedField): string {
  if (!custom) return fieldNameOf(kind, field);
  const part = custom.part === null ? undefined : addressParts()[custom.part];
  return part === undefined ? custom.name : `${custom.name}: ${part}`;
}

/** The lists of the workspace that an export of another account adds names to. */
const listNames = (): Record<string, string> => ({
  lead_status: msg('New lead statuses'),
  lead_source: msg('New sources of leads'),
  deal_source: msg('New sources of deals'),
  loss_reason: msg('New loss reasons'),
  lead_unqualified_reason: msg('New reasons why a lead is unqualified'),
  deal_unqualified_reason: msg('New reasons why a deal is unqualified'),
  call_outcome: msg('New call outcomes'),
});

/** What the import does to the set-up, in a line. */
export function preparationWords(preparation: Preparation): string {
  if (preparation.what === 'new_entries') return `${listNames()[preparation.list] ?? preparation.list}: ${preparation.choices.join(', ')}`;
  if (!('type' in preparation)) {
    const named = preparation.choices.join(', ');
    if (preparation.what === 'new_pipeline') return msg(str`New pipeline ${preparation.name}: ${named}`);
    if (preparation.what === 'renumbered') {
      const count = Number(preparation.name);
      const figure = formatNumber(count);
      const ids = `${named}${count > preparation.choices.length ? '…' : ''}`;
      return plural(count, {
        one: msg(str`${figure} record does not keep its id as its number: ${ids}`),
        other: msg(str`${figure} records do not keep their ids as their numbers: ${ids}`),
      });
    }
    if (preparation.what === 'new_stages') return msg(str`New stages in ${preparation.name}: ${named}`);
    return msg(str`Nobody here is called ${named}: what is theirs becomes yours`);
  }
  const { what, name, type, choices } = preparation;
  const figure = formatNumber(choices.length);
  const added = plural(choices.length, { one: msg(str`${figure} choice`), other: msg(str`${figure} choices`) });
  const kind = kindOf(type).label;
  if (what === 'new_choices') return msg(str`${name}: ${added} more (${choices.slice(0, 5).join(', ')}${choices.length > 5 ? '…' : ''})`);
  const words = choices.length > 0 ? `${kind}, ${added}` : kind;
  return what === 'new_field' ? msg(str`New field ${name} (${words})`) : msg(str`Field ${name} is taken up again (${words})`);
}

/** A person's `contact_id` is their organization; elsewhere it is the contact. */
export function fieldNameOf(kind: ImportKind, field: string): string {
  if ((kind === 'person' || kind === 'contact') && field === 'contact_id') return msg('Organization');
  if (kind === 'email' && field === 'incoming') return msg('Incoming');
  if (kind === 'email' && field === 'user_id') return msg('Whose mailbox');
  if (kind === 'text' && field === 'incoming') return msg('Incoming text');
  if (field === 'written_at' && kind === 'text') return msg('Sent on');
  if (field === 'written_at' && kind === 'visit') return msg('Visited on');
  return fieldName(field);
}

/** What happens to a row: word, icon and tone. */
export function actionWords(action: RowAction): { word: string; icon: IconName; tone: string } {
  switch (action) {
    case 'create':
      return { word: msg('Create'), icon: 'plus', tone: 'success' };
    case 'update':
      return { word: msg('Update'), icon: 'pencil', tone: '' };
    case 'merge':
      return { word: msg('Duplicate'), icon: 'merge', tone: '' };
    case 'skip':
      return { word: msg('Skip'), icon: 'minus', tone: 'muted' };
    case 'error':
      return { word: msg('To mend'), icon: 'circle-alert', tone: 'danger' };
  }
}

export function viewName(view: View): string {
  switch (view) {
    case 'all':
      return msg('All rows');
    case 'create':
      return msg('New');
    case 'update':
      return msg('Updates');
    case 'merge':
      return msg('Merged into duplicates');
    case 'skip':
      return msg('Skipped');
    case 'error':
      return msg('To mend');
  }
}

/** Why a row is matched or left, or has another number than its id; empty where nothing needs a reason. */
export function reasonOf({ action, matched, renumbered }: PlannedRow): string {
  if (renumbered)
    return renumbered.why === 'taken'
      ? msg(str`Gets a new number: ${renumbered.id} is taken`)
      : msg(str`Gets a new number: “${renumbered.id}” is none`);
  if (!matched) return '';
  if (matched.by === 'id') return action === 'skip' ? msg('Imported before. Nothing new in this row') : msg('Imported before.');
  const same = {
    email: msg('Same e-mail.'),
    phone: msg('Same name and phone.'),
    name: msg('Same name.'),
    deal: msg('The deal has products already.'),
  }[matched.by];
  return action === 'skip' ? `${same} ${msg('It stays as it is')}` : same;
}

/** A column that nobody has named is called by its place. */
export function columnName(header: string): string {
  const [, place] = /^Column (\d+)$/.exec(header) ?? [];
  return place === undefined ? header : msg(str`Column ${place}`);
}

export function problemWords({ column: header, code, value = '', wanted = '', among, message }: Problem): string {
  // Where no column fills it, the field is called as it is in the list.
  const column = fieldNames()[header] ?? columnName(header);
  switch (code) {
    case 'missing':
      return msg(str`${column} is empty, and needed`);
    case 'too_long':
      return msg(str`${column} is longer than ${value} characters`);
    case 'ambiguous':
      if (wanted === 'resource_type')
        return msg(str`${column}: “${value}” is the id of a lead, of a contact or of a deal. Add a column that says which`);
      return wanted === 'user'
        ? msg(str`${column}: several people are called “${value}”. Write the e-mail address`)
        : msg(str`${column}: several records are called “${value}”. Write their id`);
    case 'renamed':
      return msg(
        str`${column} is that of “${value}”. Go back to columns and say whether it is the same record, or which system the file is of`,
      );
    case 'formula':
      return msg(str`${column} holds a formula without its result. Open the file in your spreadsheet and save it`);
    case 'error':
      return msg(str`${column} holds an error of the spreadsheet`);
    case 'card':
      return msg('This card cannot be read');
    case 'refused':
      if (header === 'loss_reason_id' || header === 'unqualified_reason_id')
        return msg(str`${column} is missing. Go back to columns and choose one for all, or give the file a column of reasons`);
      // Custom fields that the workspace requires.
      if (message === 'must be filled in' && column !== '')
        return msg(str`${column} is required. Go back to columns and give a value for the rows without one`);
      // The server names the field where it can; without one its sentence stands for itself.
      return column === ''
        ? refusalWords({ message })
        : msg(str`${column}: ${problemInWords({ code: 'incorrect_value', message }, column)}`);
    case 'unreadable': {
      if (among) return msg(str`${column}: “${value}” is not a stage of ${among.name}, which has ${among.choices.join(', ')}`);
      const right = wantedWords()[wanted];
      return right === undefined ? `${column} ${message}` : msg(str`${column}: “${value}” is not ${right}`);
    }
  }
}

/** What a table refers to and the workspace does not have, and what to do about it. */
export function absentWords({ column: header, wanted, rows }: Absent): string {
  const column = columnName(header);
  const what = {
    organization: msg('organizations'),
    contact: msg('contacts'),
    lead: msg('leads'),
    deal: msg('deals'),
    resource: msg('records'),
    product: msg('products'),
    order: msg('orders'),
  }[wanted];
  return msg(
    str`${rowCount(rows)}: the ${what} in “${column}” are not here yet. Import the file that has these ${what} first, with their ids, then plan this one again.`,
  );
}

const wantedWords = (): Record<string, string> => ({
  email: msg('an e-mail address'),
  participants: msg('an e-mail address'),
  date: msg('a date'),
  instant: msg('a date'),
  boolean: msg('yes or no'),
  money: msg('an amount'),
  currency: msg('a currency code such as EUR'),
  percent: msg('a whole percentage'),
  customer_status: msg('a customer status (none, current, past)'),
  user: msg('an active person of this workspace'),
  organization: msg('a known organization'),
  contact: msg('a known contact'),
  deal: msg('a known deal'),
  pipeline: msg('a pipeline'),
  lead_status: msg('a lead status'),
  source: msg('a source'),
  loss_reason: msg('a loss reason'),
  unqualified_reason: msg('an unqualified reason'),
  resource_type: msg('lead, contact or deal'),
  resource: msg('a known lead, contact or deal'),
  lead: msg('a known lead'),
  product: msg('a known product'),
  order: msg('a known order'),
  deal_status: msg('open, won or lost'),
  call_outcome: msg('an outcome of calls'),
  visibility: msg('private, team or everyone'),
  direction: msg('incoming or outgoing'),
  duration: msg('a duration'),
  attendees: msg('an active person of this workspace, or an e-mail address'),
  count: msg('a whole number'),
  variation: msg('a whole percentage'),
  custom_number: msg('a number'),
  custom_bool: msg('yes or no'),
  custom_date: msg('a date'),
  custom_list: msg('one of the choices'),
  custom_multi_select_list: msg('one of the choices'),
});

export const rowCount = (count: number): string => {
  const figure = formatNumber(count);
  return plural(count, { one: msg(str`${figure} row`), other: msg(str`${figure} rows`) });
};

/** `1,447 rows · semicolon, UTF-16`. */
export function aboutFile({ contents }: ImportState): string {
  const rows = rowCount(contents.rowCount);
  const { tables, format } = contents;
  const [first] = tables;
  if (format === 'vcard') return `${rows} · vCard`;
  if (format === 'xlsx' || format === 'zip') {
    const figure = formatNumber(tables.length);
    const sheets = plural(tables.length, { one: msg(str`${figure} sheet`), other: msg(str`${figure} sheets`) });
    const files = plural(tables.length, { one: msg(str`${figure} file`), other: msg(str`${figure} files`) });
    return `${rows} · ${format === 'xlsx' ? sheets : files}`;
  }
  const signs: Record<string, string> = { ',': msg('comma'), ';': msg('semicolon'), '\t': msg('tab') };
  const encoding = first?.encoding.replace(/^utf-16.*/, 'UTF-16').replace('utf-8', 'UTF-8') ?? '';
  return `${rows} · ${signs[first?.delimiter ?? ''] ?? ''}, ${encoding}`;
}

/** What of a ZIP is no table: documents, mostly, whose contents no import takes. */
export function othersWords({ count, names }: { count: number; names: readonly string[] }): string {
  const figure = formatNumber(count);
  const some = `${names.join(', ')}${count > names.length ? '…' : ''}`;
  return plural(count, {
    one: msg(str`${figure} file of the ZIP is no table and stays out (${some}). Add it to its record once that is here.`),
    other: msg(str`${figure} files of the ZIP are no tables and stay out (${some}). Add them to their records once those are here.`),
  });
}

export function statusWords({ status }: ImportState): string {
  switch (status) {
    case 'uploaded':
      return msg('Columns to be chosen');
    case 'planned':
      return msg('Not run yet');
    case 'running':
      return msg('Running');
    case 'done':
      return msg('Done');
    case 'cancelled':
      return msg('Stopped');
    case 'interrupted':
      return msg('Interrupted');
    case 'undoing':
      return msg('Being undone');
    case 'undone':
      return msg('Undone');
  }
}

/** Why a record stayed when its import was undone. */
export function keptWords({ kind, reason, fields, message = '' }: KeptRow): string {
  if (reason === 'used') return msg('Stays: other records hang on it');
  if (reason === 'refused') return message;
  if (fields.length === 0) return msg('Stays: changed since the import');
  const names = fields.map((field) =>
    kind === 'custom_field' || field.startsWith('custom_fields.') ? msg('a custom field') : fieldNameOf(kind as ImportKind, field),
  );
  return msg(str`Set back but for what was changed since: ${[...new Set(names)].join(', ')}`);
}
