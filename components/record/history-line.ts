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
import type { PanelType } from './fields.ts';
import { fieldsOf } from './fields.ts';

/** Fields that only say again what another one says: who moved a deal and when stands on the line itself. */
const untold = new Set(['last_stage_change_at', 'last_stage_change_by_id', 'organization_id', 'conversion_id', 'completed_at']);

/** One commit in words: who, and each field from → to. */
export function historyLine(store: Store, type: PanelType, row: Row<PanelType>, entry: HistoryEntry): TemplateResult {
  const who = entry.person_id === null ? msg('Inlay') : (store.get('user', entry.person_id)?.name ?? msg('Somebody'));
  if (entry.kind === 'created') return html`<bdi>${msg(str`${who} added it`)}</bdi>`;
  if (entry.kind === 'removed') return html`<bdi>${msg(str`${who} deleted it`)}</bdi>`;
  const labels = labelsOf(store, type, row);
  const told = Object.entries(entry.fields).filter(([field]) => !untold.has(field) || Object.keys(entry.fields).length === 1);
  return html`<bdi class="strong">${who}</bdi> ${told.map(
      ([field, { from, to }]) =>
        html`<div>
          <span class="muted">${labels.get(field) ?? field.replaceAll('_', ' ')}</span>
          <bdi>${said(store, row, entry, field, from)}</bdi> → <bdi>${said(store, row, entry, field, to)}</bdi>
        </div>`,
    )}`;
}

function labelsOf(store: Store, type: PanelType, row: Row<PanelType>): Map<string, string> {
  return new Map([
    ['name', msg('Name')],
    ['stage_id', msg('Stage')],
    ['hot', msg('Hot')],
    ['loss_reason_id', msg('Loss reason')],
    ['unqualified_reason_id', msg('Unqualified reason')],
    ['last_stage_change_at', msg('Stage changed')],
    ['last_stage_change_by_id', msg('Stage changed by')],
    ['prospect_status', msg('Prospect status')],
    ['organization_id', msg('Organization')],
    ['currency', msg('Currency')],
    ['lead_id', msg('Lead')],
    ['converted_at', msg('Converted')],
    ...fieldsOf(store, type, row).map(({ name, label }): [string, string] => [name, label]),
  ]);
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
function said(store: Store, row: Row<PanelType>, entry: HistoryEntry, field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return msg('nothing');
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
  if (field === 'value' && 'currency' in row && entry.fields['currency'] === undefined) return formatMoneyFull(text, row.currency);
  if (isInstant(text)) return formatDateTime(text, store.person?.timezone ? { zone: store.person.timezone } : {});
  if (isCalendarDate(text)) return formatDate(text);
  return (
    fieldsOf(store, panelTypeOf(row), row)
      .find(({ name }) => name === field)
      ?.options?.find((option) => option.value === text)?.label ?? text
  );
}

const panelTypeOf = (row: Row<PanelType>): PanelType => ('stage_id' in row ? 'deal' : 'is_organization' in row ? 'contact' : 'lead');
