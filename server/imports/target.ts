import type { CustomField } from '../../shared/records/index.ts';

/** What a cell is read as. */
export type CellType =
  | 'external_id'
  | 'sell_id'
  | 'text'
  | 'email'
  | 'date'
  | 'due'
  | 'instant'
  | 'money'
  | 'currency'
  | 'percent'
  | 'boolean'
  | 'tags'
  | 'customer_status'
  | 'user'
  | 'organization'
  | 'contact'
  | 'deal'
  | 'pipeline'
  | 'stage'
  | 'deal_status'
  | 'lead_status'
  | 'source'
  | 'loss_reason'
  | 'unqualified_reason'
  | 'resource_type'
  | 'resource'
  | 'lead'
  | 'author'
  | 'visit_outcome'
  | 'participants'
  | 'message_id'
  | 'body'
  | 'visibility'
  | 'call_outcome'
  | 'direction'
  | 'duration'
  | 'attendees'
  | 'product'
  | 'order'
  | 'count'
  | 'variation'
  | 'custom';

export interface Target {
  field: string;
  type: CellType;
  wordings: readonly string[];
  /** Of custom fields: which, and which part of an address. */
  custom?: { definition: CustomField; part?: string };
}

export const target = (field: string, type: CellType, ...wordings: string[]): Target => ({ field, type, wordings });

/** The id of a record in Zendesk Sell, by which other systems know it: it becomes the record's number, and is its external id besides. */
export const sellId = target('sell_id', 'sell_id', 'sell id', 'zendesk sell id');

/** When a record was last changed where it comes from. */
export const updatedAt = target(
  'updated_at',
  'instant',
  'updated',
  'updated on',
  'last modified',
  'last modified on',
  'last modified date',
  'last modified time',
  'modified on',
  'modified time',
  'last updated',
  'modifié le',
  'date de modification',
);
