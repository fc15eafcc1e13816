/** What the rows of an imported table can be, and what can become of them. */

/** Lists of choices that records name. */
export const listKinds = [
  'lead_status',
  'lead_source',
  'deal_source',
  'loss_reason',
  'lead_unqualified_reason',
  'deal_unqualified_reason',
  'call_outcome',
] as const;

/** Tables that hold no records: they say what the ids in the others stand for. */
export const setUpKinds = ['user', 'pipeline', 'stage', ...listKinds, 'visit_outcome', 'tag'] as const;
export type SetUpKind = (typeof setUpKinds)[number];

/** In the order in which they are imported: what others refer to comes first. */
export const recordKinds = [
  'organization',
  'contact',
  'person',
  'lead',
  'deal',
  'associated_contact',
  'task',
  'appointment',
  'note',
  'call',
  'text',
  'visit',
  'email',
  'product',
  'order',
  'line_item',
] as const;
/** `contact` has persons and organizations in one table: each of its rows says which it is. */
export type RecordKind = (typeof recordKinds)[number];
/** What a row becomes; texts and visits become notes, e-mails copies of messages. */
export type RowKind = Exclude<RecordKind, 'contact'>;

export const importKinds = [...setUpKinds, ...recordKinds] as const;
export type ImportKind = SetUpKind | RecordKind;

export const isSetUpKind = (kind: ImportKind): kind is SetUpKind => setUpKinds.some((one) => one === kind);

/** `update` is of the record that an earlier import made of the same row, `merge` of one that only looks like it. */
export const rowActions = ['create', 'update', 'merge', 'skip', 'error'] as const;
export type RowAction = (typeof rowActions)[number];
