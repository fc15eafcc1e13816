import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { isId } from '../../shared/ids.ts';
import { isCalendarDate, isInstant } from '../../shared/dates.ts';
import type { Row } from '../../shared/records/index.ts';
import type { HistoryEntry } from '../../shared/sync/wire.ts';
import { formatDate, formatDateTime } from '../base/format/dates.ts';
import { formatMoneyFull } from '../base/format/money.ts';
import { msg, str } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import { wordOf } from '../fields/choices.ts';
import { labelOf } from '../fields/labels.ts';
import type { Field, PanelType } from './fields.ts';
import { customFieldOf, fieldsOf } from './fields.ts';
import { shownValue } from './shown.ts';

/** Fields that only say again what another one says: who moved a deal and when stands on the line itself. */
const untold = new Set(['last_stage_change_at', 'last_stage_change_by_id', 'organization_id', 'conversion_id', 'completed_at']);

/** One commit in words: who, and each field from → to. */
export function historyLine(store: Store, type: PanelType, row: Row<PanelType>, entry: HistoryEntry): TemplateResult {
  const who = entry.person_id === null ? msg('Inlay') : (store.get('user', entry.person_id)?.name ?? msg('Somebody'));
  if (entry.kind === 'created') return html`<bdi>${msg(str`${who} added it`)}</bdi>`;
  if (entry.kind === 'removed') return html`<bdi>${msg(str`${who} deleted it`)}</bdi>`;
  const told = Object.entries(entry.fields).filter(([field]) => !untold.has(field) || Object.keys(entry.fields).length === 1);
  return html`<bdi class="strong">${who}</bdi> ${told.map(([name, { from, to }]) => {
      const field = fieldOf(store, type, row, name);
      return html`<div>
        <span class="muted"><bdi>${field?.label ?? unnamed(name)}</bdi></span>
        <bdi>${said(store, row, entry, name, field, from)}</bdi> → <bdi>${said(store, row, entry, name, field, to)}</bdi>
      </div>`;
    })}`;
}

/** A field that no panel shows among its own, or that is not there any more. */
const unnamed = (name: string): string => (name.startsWith('custom_fields.') ? msg('A field that was deleted') : labelOf({ name }));

/** A field of the record, or one that the workspace has added, even where the record has nothing in it by now. */
function fieldOf(store: Store, type: PanelType, row: Row<PanelType>, name: string): Field | undefined {
  const custom = name.startsWith('custom_fields.') ? store.get('custom_field', name.slice('custom_fields.'.length)) : undefined;
  return custom ? customFieldOf(custom) : fieldsOf(store, type, row).find((field) => field.name === name);
}

const referred = [
  'user',
  'stage',
  'contact',
  'lead',
  'source',
  'loss_reason',
  'deal_unqualified_reason',
  'lead_unqualified_reason',
  'lead_status',
] as const;

/** A value in words: the name of what an id stands for, money in the deal's currency, a date, yes or no. */
function said(store: Store, row: Row<PanelType>, entry: HistoryEntry, name: string, field: Field | undefined, value: unknown): string {
  if (value === null || value === undefined || value === '') return msg('nothing');
  if (field?.custom) return shownValue(store, row, field, value) || msg('nothing');
  if (typeof value === 'boolean') return value ? msg('yes') : msg('no');
  if (Array.isArray(value)) return value.join(', ') || msg('nothing');
  if (typeof value === 'object') return Object.values(value).filter(Boolean).join(', ');
  const text = String(value);
  if (isId(text)) {
    for (const type of referred) {
      const found = store.get(type, text);
      if (found) return found.name;
    }
    return msg('something out of your sight');
  }
  if (name === 'value' && 'currency' in row && entry.fields['currency'] === undefined) return formatMoneyFull(text, row.currency);
  if (isInstant(text)) return formatDateTime(text, store.person?.timezone ? { zone: store.person.timezone } : {});
  if (isCalendarDate(text)) return formatDate(text);
  if (field?.kind === 'percent') return shownValue(store, row, field, value);
  return field?.options?.find((option) => option.value === text)?.label ?? (name.endsWith('_status') ? wordOf(text) : text);
}
