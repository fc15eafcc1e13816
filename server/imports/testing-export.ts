/** The whole export of another account, for tests: a CSV for each kind of record, in the API's words or in those of people. */

type Column = readonly [api: string, words: string];
type Rows = readonly (readonly string[])[];

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (columns: readonly Column[], rows: Rows, spelling: 0 | 1): string =>
  [columns.map((column) => column[spelling]), ...rows].map((cells) => cells.map(quoted).join(',')).join('\n');

interface Table {
  columns: readonly Column[];
  rows: Rows;
}

/** @param person who is in the workspace already */
const tables = (person: { name: string; email: string }): Record<string, Table> => ({
  users: {
    columns: [
      ['id', 'User ID'],
      ['name', 'Name'],
      ['email', 'Email'],
      ['status', 'Status'],
      ['role', 'Role'],
      ['confirmed', 'Confirmed'],
    ],
    rows: [
      ['501', 'Called otherwise', person.email.toUpperCase(), 'active', 'admin', 'true'],
      ['502', 'Bo Old', 'bo.old@before.example', 'inactive', 'user', 'true'],
    ],
  },
  pipelines: {
    columns: [
      ['id', 'ID'],
      ['name', 'Name'],
      ['disabled', 'Disabled'],
    ],
    rows: [['61', 'Enterprise', 'false']],
  },
  stages: {
    columns: [
      ['id', 'ID'],
      ['name', 'Stage name'],
      ['category', 'Category'],
      ['position', 'Position'],
      ['likelihood', 'Win likelihood'],
      ['active', 'Active'],
      ['pipeline_id', 'Pipeline ID'],
    ],
    rows: [
      ['704', 'Negotiation', 'in_progress', '4', '70', 'true', '61'],
      ['701', 'First call', 'incoming', '1', '5', 'true', '61'],
      ['702', 'Demo', 'in_progress', '2', '25', 'true', '61'],
      ['703', 'Trial', 'in_progress', '3', '50', 'true', '61'],
      ['705', 'Signature', 'in_progress', '5', '95', 'true', '61'],
      ['706', 'Closed won', 'won', '6', '100', 'false', '61'],
      ['707', 'Closed lost', 'lost', '7', '0', 'false', '61'],
      ['708', 'Not for us', 'unqualified', '8', '0', 'false', '61'],
    ],
  },
  lead_sources: {
    columns: [
      ['id', 'ID'],
      ['name', 'Name'],
      ['resource_type', 'Resource type'],
    ],
    rows: [
      ['81', 'Trade fair', 'lead'],
      ['82', 'Nobody came', 'lead'],
    ],
  },
  deal_sources: {
    columns: [
      ['id', 'ID'],
      ['name', 'Name'],
    ],
    rows: [['91', 'Reseller']],
  },
  loss_reasons: {
    columns: [
      ['id', 'ID'],
      ['name', 'Name'],
    ],
    rows: [['95', 'Too dear']],
  },
  call_outcomes: {
    columns: [
      ['id', 'ID'],
      ['name', 'Name'],
    ],
    rows: [['31', 'Reached them']],
  },
  tags: {
    columns: [
      ['id', 'ID'],
      ['name', 'Name'],
      ['resource_type', 'Resource type'],
    ],
    rows: [['41', 'vip', 'contact']],
  },
  products: {
    columns: [
      ['id', 'Product ID'],
      ['name', 'Name'],
      ['sku', 'SKU'],
      ['active', 'Active'],
      ['price', 'Unit price'],
      ['currency', 'Currency'],
    ],
    rows: [
      ['11', 'Lamp', 'L-1', 'true', '20.00', 'EUR'],
      ['12', 'Old lamp', 'L-0', 'false', '15.00', 'EUR'],
    ],
  },
  contacts: {
    columns: [
      ['id', 'Contact ID'],
      ['is_organization', 'Is company'],
      ['name', 'Name'],
      ['first_name', 'First name'],
      ['last_name', 'Last name'],
      ['contact_id', 'Company ID'],
      ['owner_id', 'Owner'],
      ['email', 'Email'],
      ['phone', 'Work phone'],
      ['mobile', 'Mobile phone'],
      ['tags', 'Tags'],
      ['created_at', 'Created'],
      ['updated_at', 'Updated at'],
      ['Shoe size', 'Shoe size'],
    ],
    rows: [
      [
        '21',
        'false',
        '',
        'Ann',
        'Zipson',
        '20',
        '501',
        'ann@zip.example',
        '+33 1 42 68 53 00',
        '',
        '41,old',
        '2016-05-04T08:00:00Z',
        '2020-01-01T00:00:00Z',
        '38',
      ],
      ['20', 'true', 'Zipson & Co', '', '', '', '502', '', '', '', '', '2015-05-04T08:00:00Z', '2020-01-01T00:00:00Z', ''],
    ],
  },
  leads: {
    columns: [
      ['id', 'Lead ID'],
      ['first_name', 'First name'],
      ['last_name', 'Last name'],
      ['organization_name', 'Company'],
      ['status', 'Status'],
      ['source_id', 'Source'],
      ['owner_id', 'Owner'],
      ['email', 'Email'],
      ['created_at', 'Created at'],
    ],
    rows: [['1', 'Lea', 'Zippy', 'Co', 'Nurturing', '81', '502', 'lea@zip.example', '2018-02-03T10:00:00Z']],
  },
  deals: {
    columns: [
      ['id', 'Deal ID'],
      ['name', 'Deal name'],
      ['value', 'Value'],
      ['currency', 'Currency'],
      ['stage_id', 'Stage'],
      ['contact_id', 'Primary contact ID'],
      ['owner_id', 'Owner'],
      ['source_id', 'Source'],
      ['loss_reason_id', 'Loss reason'],
      ['added_at', 'Added on'],
      ['last_stage_change_at', 'Last stage change'],
    ],
    rows: [
      ['30', 'Zip sale', '105.00', 'EUR', '704', '21', '501', '91', '', '2019-01-02T09:00:00Z', '2019-02-03T09:00:00Z'],
      ['31', 'Zip loss', '10', 'EUR', '707', '21', '501', '', '95', '2019-01-02T09:00:00Z', ''],
      ['32', 'Zip signature', '10', 'EUR', '705', '20', '502', '', '', '2019-01-02T09:00:00Z', ''],
    ],
  },
  orders: {
    columns: [
      ['id', 'Order ID'],
      ['deal_id', 'Deal ID'],
      ['discount', 'Discount'],
    ],
    rows: [['33', '30', '0']],
  },
  line_items: {
    columns: [
      ['id', 'ID'],
      ['order_id', 'Order ID'],
      ['product_id', 'Product ID'],
      ['quantity', 'Quantity'],
      ['variation', 'Variation'],
      ['price', 'Price'],
      ['currency', 'Currency'],
      ['value', 'Value'],
    ],
    rows: [
      ['34', '33', '11', '5', '-10', '20.00', 'EUR', '90.00'],
      ['35', '33', '12', '1', '0', '14.00', 'EUR', '14.00'],
    ],
  },
  tasks: {
    columns: [
      ['id', 'Task ID'],
      ['content', 'Content'],
      ['owner_id', 'Owner'],
      ['resource_type', 'Related type'],
      ['resource_id', 'Related ID'],
      ['due_date', 'Due date'],
      ['remind_at', 'Remind at'],
      ['completed', 'Completed'],
      ['completed_at', 'Completed on'],
      ['created_at', 'Created at'],
    ],
    rows: [
      ['40', 'Ring Ann', '501', 'deal', '30', '2019-03-05 09:30:00 UTC', '', 'true', '2019-03-06T07:00:00Z', '2019-03-01T07:00:00Z'],
      ['41', 'Ring Lea', '501', 'lead', '1', '2027-01-05 09:30:00 UTC', '2027-01-05 09:00:00 UTC', 'false', '', '2019-03-01T07:00:00Z'],
      ['42', 'Lost', '501', 'deal', '99', '', '', 'false', '', ''],
    ],
  },
  appointments: {
    columns: [
      ['id', 'ID'],
      ['name', 'Title'],
      ['location', 'Location'],
      ['all_day', 'All day'],
      ['start_at', 'Start'],
      ['end_at', 'End'],
      ['user_id', 'User'],
      ['attendees', 'Participants'],
      ['resource_type', 'Related to type'],
      ['resource_id', 'Related to ID'],
    ],
    rows: [
      ['45', 'Tasting', 'Lyon', 'false', '2019-04-05T12:00:00Z', '2019-04-05T13:30:00Z', '501', 'guest@zip.example', 'contact', '21'],
      ['46', 'Fair', '', 'true', '2019-05-06T00:00:00Z', '2019-05-08T00:00:00Z', '502', '', '', ''],
    ],
  },
  notes: {
    columns: [
      ['id', 'Note ID'],
      ['content', 'Content'],
      ['resource_type', 'Resource type'],
      ['resource_id', 'Resource ID'],
      ['creator_id', 'Creator'],
      ['created_at', 'Created at'],
    ],
    rows: [['50', 'Likes tea', 'contact', '21', '502', '2019-03-12T10:00:00Z']],
  },
  calls: {
    columns: [
      ['id', 'Call ID'],
      ['summary', 'Summary'],
      ['phone_number', 'Phone number'],
      ['incoming', 'Direction'],
      ['missed', 'Missed'],
      ['duration', 'Duration'],
      ['outcome_id', 'Outcome'],
      ['made_at', 'Made at'],
      ['user_id', 'User'],
      ['resource_type', 'Resource type'],
      ['resource_id', 'Resource ID'],
      ['associated_deal_ids', 'Associated deals'],
      ['recording_url', 'Recording'],
    ],
    rows: [
      [
        '60',
        'Agreed',
        '+33142685300',
        'incoming',
        'false',
        '0:02:05',
        '31',
        '2019-03-12T10:00:00Z',
        '501',
        'contact',
        '21',
        '30',
        'https://calls.example/60',
      ],
      ['61', '', '+33142685300', 'outgoing', 'true', '0', '', '2019-03-13T10:00:00Z', '502', '', '', '30,31', ''],
      ['62', 'With nobody', '', 'outgoing', 'true', '0', '', '2019-03-13T10:00:00Z', '501', '', '', '', ''],
    ],
  },
  text_messages: {
    columns: [
      ['id', 'ID'],
      ['content', 'Content'],
      ['incoming', 'Direction'],
      ['user_id', 'User'],
      ['user_phone_number', 'User phone number'],
      ['resource_phone_number', 'Phone number'],
      ['sent_at', 'Sent at'],
      ['resource_type', 'Resource type'],
      ['resource_id', 'Resource ID'],
      ['associated_deal_ids', 'Associated deals'],
    ],
    rows: [
      ['50', 'See you at ten', 'true', '502', '+33611223344', '+33142685300', '2019-03-12T09:00:00Z', 'contact', '21', '30'],
      ['51', 'On my way', 'false', '501', '+33611223344', '', '2019-03-12T09:45:00Z', 'none', '', '[30, 31]'],
      ['52', 'Wrong number', 'true', '501', '', '+33100000000', '2019-03-12T09:50:00Z', 'none', '', ''],
    ],
  },
  visit_outcomes: {
    columns: [
      ['id', 'ID'],
      ['name', 'Name'],
    ],
    rows: [['71', 'Interested']],
  },
  visits: {
    columns: [
      ['id', 'ID'],
      ['creator_id', 'Creator'],
      ['outcome_id', 'Outcome'],
      ['resource_type', 'Resource type'],
      ['resource_id', 'Resource ID'],
      ['visited_at', 'Visited at'],
      ['resource_address', 'Address'],
      ['summary', 'Summary'],
      ['rep_location_verification_status', 'Verification'],
    ],
    rows: [
      ['50', '501', '71', 'lead', '1', '2019-04-01T14:00:00Z', '12 quai des Bulles, Lyon', 'Showed the lamps', 'verified'],
      ['54', '502', '', 'contact', '20', '2019-04-02T14:00:00Z', '', '', 'location_unknown'],
    ],
  },
  emails: {
    columns: [
      ['id', 'ID'],
      ['message_id', 'Message ID'],
      ['user_id', 'User'],
      ['from', 'Sender'],
      ['to', 'Recipients'],
      ['cc', 'CC'],
      ['subject', 'Subject'],
      ['body', 'Body'],
      ['sent_at', 'Sent at'],
      ['private', 'Private'],
      ['resource_type', 'Resource type'],
      ['resource_id', 'Resource ID'],
    ],
    rows: [
      [
        '80',
        'offer@zip.example',
        '501',
        person.email,
        '"Zipson, Ann" <Ann@zip.example>; other@zip.example',
        'Bo Old <bo.old@before.example>',
        'Our offer',
        '<p>Dear Ann,</p><p>here it is &amp; valid.</p>',
        '2019-03-10T08:00:00Z',
        'false',
        'deal',
        '30',
      ],
      ['81', '', '502', 'Ann <ann@zip.example>', person.email, '', 'Re: Our offer', 'Fine.\nAnn', '2019-03-11T08:00:00Z', 'true', '', ''],
      ['82', '', '501', 'who@nowhere.example', person.email, '', 'Buy now', '', '2019-03-11T09:00:00Z', 'false', '', ''],
      ['83', '', '501', 'ann@secret.example', person.email, '', 'Hush', '', '2019-03-11T10:00:00Z', 'false', 'contact', '21'],
    ],
  },
  documents: {
    columns: [
      ['id', 'ID'],
      ['name', 'Name'],
      ['size', 'Size'],
    ],
    rows: [['1', 'offer.pdf', '1024']],
  },
});

/** The files of the export by their names. */
export function accountExport(spelling: 'api' | 'words', person: { name: string; email: string }): Record<string, string> {
  const name = (stem: string) => (spelling === 'api' ? `${stem}.csv` : `Export ${stem.replaceAll('_', ' ')} 2027-02-03.csv`);
  return Object.fromEntries(
    Object.entries(tables(person)).map(([stem, { columns, rows }]) => [name(stem), csv(columns, rows, spelling === 'api' ? 0 : 1)]),
  );
}
