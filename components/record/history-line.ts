import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { isId } from '../../shared/ids.ts';
import { isCalendarDate, isInstant } from '../../shared/dates.ts';
import { formatDate, formatDateTime } from '../base/format/dates.ts';
import { msg, str } from '../base/localisation/index.ts';
import type { HistoryEntry } from '../../shared/sync/wire.ts';
import type { Store } from '../store/index.ts';
import type { PanelType } from './fields.ts';
import { fieldsOf } from './fields.ts';

/** One commit in words: who, and each field from → to. */
export function historyLine(store: Store, type: PanelType, entry: HistoryEntry): TemplateResult {
  const who = entry.person_id === null ? msg('Inlay') : (store.get('user', entry.person_id)?.name ?? msg('Somebody'));
  if (entry.kind === 'created') return html`<bdi>${msg(str`${who} added it`)}</bdi>`;
  if (entry.kind === 'removed') return html`<bdi>${msg(str`${who} deleted it`)}</bdi>`;
  const labels = labelsOf(store, type);
  return html`<bdi class="strong">${who}</bdi> ${Object.entries(entry.fields).map(
      ([field, { from, to }]) => html`<div><span class="muted">${labels.get(field) ?? field.replaceAll('_', ' ')}</span> <bdi>${said(store, from)}</bdi> → <bdi>${said(store, to)}</bdi></div>`,
    )}`;
}

function labelsOf(store: Store, type: PanelType): Map<string, string> {
  const any = { is_organization: false } as never;
  return new Map([
    ...fieldsOf(store, type, any).map(({ name, label }): [string, string] => [name, label]),
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
  ]);
}

const referred = ['user', 'stage', 'contact', 'lead', 'source', 'loss_reason', 'deal_unqualified_reason', 'lead_unqualified_reason', 'lead_status'] as const;

/** A value in words: the name of what an id stands for, a date, yes or no. */
function said(store: Store, value: unknown): string {
  if (value === null || value === undefined || value === '') return msg('nothing');
  if (typeof value === 'boolean') return value ? msg('yes') : msg('no');
  if (Array.isArray(value)) return value.join(', ') || msg('nothing');
  if (typeof value === 'object') return Object.values(value).filter(Boolean).join(', ');
  const text = String(value);
  if (isId(text)) {
    for (const type of referred) {
      const row = store.get(type, text);
      if (row) return row.name;
    }
    return msg('something out of your sight');
  }
  if (isInstant(text)) return formatDateTime(text);
  return isCalendarDate(text) ? formatDate(text) : text;
}
