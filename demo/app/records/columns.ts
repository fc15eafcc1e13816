import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Contact, Lead, LeadStatus } from '../../../shared/records/index.ts';
import type { IconName } from '../../../components/base/icons/icons.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import { dueLabel } from '../../../components/base/format/dates.ts';
import { msg } from '../../../components/base/localisation/index.ts';
import { nextTask } from '../../../components/deal-card/next-task.ts';
import type { Store } from '../../../components/store/index.ts';

export type Person = Lead | Contact;
export type PersonType = 'lead' | 'contact';

/** What a cell is drawn from. */
export interface Around {
  store: Store;
  /** The person's own zone. */
  zone: string;
}

export interface Column {
  name: string;
  label: () => string;
  /** A track of the grid. */
  width: string;
  /** Left out where the list is narrow. */
  wide?: true;
  order?: (a: Person, b: Person) => number;
  cell: (row: Person, around: Around) => TemplateResult | string | typeof nothing;
}

const text = (a: string | null, b: string | null): number => (a ?? '').localeCompare(b ?? '');
const second = (value: string | null | undefined) => html`<bdi class="cut second">${value ?? ''}</bdi>`;

const name = (cell: Column['cell']): Column => ({
  name: 'name',
  label: () => msg('Name'),
  width: 'minmax(140px, 2fr)',
  order: (a, b) => text(a.name, b.name),
  cell,
});
const organization: Column = {
  name: 'organization',
  label: () => msg('Organization'),
  width: 'minmax(120px, 2fr)',
  order: (a, b) => text(a.organization_name, b.organization_name),
  cell: (row) => second(row.organization_name),
};
const email: Column = {
  name: 'email',
  label: () => msg('E-mail'),
  width: 'minmax(120px, 2fr)',
  wide: true,
  order: (a, b) => text(a.email, b.email),
  cell: (row) => second(row.email),
};
const next: Column = {
  name: 'next',
  label: () => msg('Next task'),
  width: '128px',
  cell: (row, { store, zone }) => {
    const task = nextTask(store, row.id);
    if (!task?.due_date) return html`<span class="muted">–</span>`;
    const due = dueLabel(task.due_date, { zone });
    return html`<span class=${due.overdue ? 'num cut danger' : 'num cut'} title=${task.content}>${due.text}</span>`;
  },
};

export const columnsOf: Record<PersonType, readonly Column[]> = {
  lead: [
    name((row) => html`<bdi class="strong cut">${row.name}</bdi>`),
    organization,
    {
      name: 'status',
      label: () => msg('Status'),
      width: '124px',
      cell: (row, { store }) => statusOf(row, store),
    },
    {
      name: 'source',
      label: () => msg('Source'),
      width: '110px',
      wide: true,
      cell: (row, { store }) => second('source_id' in row && row.source_id ? store.get('source', row.source_id)?.name : ''),
    },
    email,
    next,
  ],
  contact: [
    name(
      (row) =>
        html`<span class="kind">${icon('is_organization' in row && row.is_organization ? 'building' : 'user', 'small')}</span
          ><bdi class="strong cut">${row.name}</bdi>`,
    ),
    organization,
    { name: 'standing', label: () => msg('Standing'), width: '120px', cell: standing },
    email,
    {
      name: 'phone',
      label: () => msg('Phone'),
      width: '140px',
      wide: true,
      cell: (row) => html`<bdi class="num second cut">${row.phone ?? row.mobile ?? ''}</bdi>`,
    },
    next,
  ],
};

const marks: Record<LeadStatus['category'], IconName> = { new: 'circle-dashed', working: 'circle-dot', unqualified: 'circle-slash' };

/** A lead's status: shape and word. */
export function statusOf(row: Person, store: Store) {
  const status = 'status_id' in row ? store.get('lead_status', row.status_id) : undefined;
  if (!status) return nothing;
  return html`<span class="status ${status.category}">${icon(marks[status.category], 'small')}<bdi class="cut">${status.name}</bdi></span>`;
}

/** How a contact stands, from its deals. */
export function standing(row: Person): string {
  if (!('customer_status' in row)) return '';
  if (row.customer_status === 'current') return msg('Customer');
  if (row.customer_status === 'past') return msg('Past customer');
  if (row.prospect_status === 'current') return msg('Prospect');
  return row.prospect_status === 'lost' ? msg('Lost prospect') : '';
}
