import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Id } from '../../shared/ids.ts';
import type { Row } from '../../shared/records/index.ts';
import type { SearchedType } from '../../shared/search/index.ts';
import { marks } from '../../shared/search/index.ts';
import '../base/avatar/avatar.ts';
import { dueLabel, formatDate } from '../base/format/dates.ts';
import { formatMoney } from '../base/format/money.ts';
import { icon } from '../base/icons/icons.ts';
import type { IconName } from '../base/icons/icons.ts';
import { msg } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import { nameOf } from '../emails/words.ts';
import type { Store } from '../store/index.ts';

/** A record as the palette shows it. */
export interface Result {
  type: SearchedType;
  id: Id;
  /** What it is called. */
  title: string;
  /** What it belongs to, or why it was found. */
  detail: string;
  mark: TemplateResult;
  end: TemplateResult | typeof nothing;
}

export const groupLabels: Record<SearchedType, () => string> = {
  lead: () => msg('Leads'),
  contact: () => msg('Contacts'),
  deal: () => msg('Deals'),
  task: () => msg('Tasks'),
  appointment: () => msg('Appointments'),
  note: () => msg('Notes'),
  document: () => msg('Documents'),
  product: () => msg('Products'),
  email: () => msg('E-mail'),
};

const icons: Record<Exclude<SearchedType, 'contact'>, IconName> = {
  lead: 'user-plus',
  deal: 'columns-3',
  task: 'list-checks',
  appointment: 'calendar',
  note: 'notebook-pen',
  document: 'file-text',
  product: 'tag',
  email: 'mail',
};

/** Fields that are not shown unless they are why a record was found. */
const reasons = ['email', 'phone', 'mobile', 'title', 'location', 'sku'] as const;

/** A text with what was searched for marked in it. */
export const marked = (text: string, query: string): unknown =>
  query === '' ? text : marks(text, query).map(({ text: piece, hit }) => (hit ? html`<mark>${piece}</mark>` : piece));

/** How a record is shown that was found by a text; without one, that was looked at lately. */
export function resultOf(store: Store, type: SearchedType, row: Row<SearchedType>, query: string): Result {
  const title = titleOf(row);
  const belongs = detailOf(row);
  return {
    type,
    id: row.id,
    title,
    detail: reasonFor(row, `${title} ${belongs}`, query) ?? belongs,
    mark: markOf(type, row),
    end: endOf(store, row),
  };
}

function titleOf(row: Row<SearchedType>): string {
  if ('subject' in row) return row.subject || msg('(no subject)');
  if (!('content' in row)) return row.name;
  const [first = ''] = row.content.trimStart().split('\n', 1);
  return 'type' in row ? plain(row.content).slice(0, 160) : first;
}

/** The words of a note without the signs that set them. */
const plain = (content: string): string =>
  content
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:[-*+]|\d+[.)])\s+/gm, '')
    .replace(/[*_`]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();

function detailOf(row: Row<SearchedType>): string {
  if ('subject' in row) return `${nameOf(row.from)} → ${row.to.map(nameOf).join(', ')}`;
  if ('resource_name' in row) return row.resource_name ?? '';
  if ('stage_id' in row) return row.organization_name ?? row.contact_name ?? '';
  if ('organization_name' in row) return row.organization_name && row.organization_name !== row.name ? row.organization_name : '';
  return '';
}

/** The field that was found by, where none of the words is in what is shown anyway. */
function reasonFor(row: Row<SearchedType>, shown: string, query: string): string | undefined {
  const isHit = (text: string) => marks(text, query).some(({ hit }) => hit);
  if (query === '' || isHit(shown)) return undefined;
  const fields = row as unknown as Record<string, unknown>;
  const found = reasons.map((name) => fields[name]).find((value) => typeof value === 'string' && isHit(value));
  if (typeof found === 'string') return found;
  if ('subject' in row) {
    const person = [row.from, ...row.to, ...row.cc].find(({ name, email }) => isHit(`${name ?? ''} ${email}`));
    return person && `${nameOf(person)} <${person.email}>`;
  }
  if ('tags' in row) return row.tags.find(isHit);
  return undefined;
}

function markOf(type: SearchedType, row: Row<SearchedType>): TemplateResult {
  if (type === 'contact' && 'is_organization' in row)
    return html`<crm-avatar name=${row.name} ?organization=${row.is_organization}></crm-avatar>`;
  return icon(type === 'contact' ? 'contact' : icons[type]);
}

function endOf(store: Store, row: Row<SearchedType>): TemplateResult | typeof nothing {
  const zone = store.person?.timezone;
  const clock = zone ? { zone } : {};
  if ('stage_id' in row)
    return html`${stageOf(store, row.stage_id)}<bdi class="num wide">${formatMoney(row.value, row.currency)}</bdi
      >${ownerOf(store, row.owner_id)}`;
  if ('status_id' in row)
    return html`<span class="cut wide">${store.get('lead_status', row.status_id)?.name ?? ''}</span>${ownerOf(store, row.owner_id)}`;
  if ('customer_status' in row) {
    const status = { none: '', current: msg('Customer'), past: msg('Past customer') }[row.customer_status];
    return html`${status ? html`<span class="wide">${status}</span>` : nothing}${ownerOf(store, row.owner_id)}`;
  }
  if ('completed' in row) {
    if (row.completed) return html`<span class="wide">${icon('check', 'small')} ${msg('Done')}</span>${ownerOf(store, row.owner_id)}`;
    const due = row.due_date === null ? undefined : dueLabel(row.due_date, clock);
    return html`${due ? html`<span class=${due.overdue ? 'num wide danger' : 'num wide'}>${due.text}</span>` : nothing}${ownerOf(store, row.owner_id)}`;
  }
  if ('start_at' in row) return html`<span class="num wide">${formatDate(row.start_at, clock)}</span>`;
  if ('sent_at' in row) return html`<span class="num wide">${formatDate(row.sent_at, clock)}</span>`;
  if ('sku' in row) return row.active ? nothing : html`<span class="wide">${msg('Not sold any more')}</span>`;
  return html`<span class="num wide">${formatDate(row.created_at, clock)}</span>`;
}

const ownerOf = (store: Store, id: Id): TemplateResult =>
  html`<crm-avatar name=${store.get('user', id)?.name ?? ''} ?mine=${id === store.personId} labelled></crm-avatar>`;

const closedIcons = { won: 'circle-check', lost: 'circle-x', unqualified: 'circle-slash' } as const;

function stageOf(store: Store, id: Id): TemplateResult | typeof nothing {
  const stage = store.get('stage', id);
  if (!stage) return nothing;
  const { category } = stage;
  if (category === 'won' || category === 'lost' || category === 'unqualified')
    return html`<span class="stage wide" ${styleProps({ '--stage': `var(--crm-stage-${category})` })}
      >${icon(closedIcons[category], 'small')}<bdi>${stage.name}</bdi></span
    >`;
  const active = store
    .every('stage')
    .filter((other) => other.active && other.pipeline_id === stage.pipeline_id)
    .sort((a, b) => a.position - b.position);
  const at = active.findIndex((other) => other.id === id);
  const last = Math.max(1, active.length - 1);
  return html`<span class="stage wide" ${styleProps({ '--stage': `var(--crm-stage-${Math.round(1 + (7 * at) / last)})` })}
    ><span class="mark" aria-hidden="true">${[0, 1, 2, 3].map((bar) => html`<i class=${bar <= (at * 3) / last ? 'on' : ''}></i>`)}</span
    ><bdi>${stage.name}</bdi></span
  >`;
}
