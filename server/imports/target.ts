import type { CustomField } from '../../shared/records/index.ts';

/** What a cell is read as. */
export type CellType =
  | 'external_id'
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
