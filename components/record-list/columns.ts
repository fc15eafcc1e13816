import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Field, ListType } from '../../shared/filters/index.ts';
import { isShown, isSortable, reader } from '../../shared/filters/index.ts';
import type { LeadStatus, ResourceType, Row } from '../../shared/records/index.ts';
import '../base/avatar/avatar.ts';
import '../base/tag/tag.ts';
import type { Clock } from '../base/format/dates.ts';
import { daysSince, dueLabel, formatDate, formatDateTime, formatTime, relativeDay } from '../base/format/dates.ts';
import type { IconName } from '../base/icons/icons.ts';
import { icon } from '../base/icons/icons.ts';
import { msg } from '../base/localisation/index.ts';
import { nextTask } from '../deal-card/next-task.ts';
import { labelOf } from '../fields/labels.ts';
import { textOf } from '../fields/value.ts';
import type { Store } from '../store/index.ts';

export type ListedRow = Row<ListType>;

/** What a cell is drawn from. */
export interface Around {
  store: Store;
  type: ListType;
  clock: Clock;
}

export interface Column {
  /** A field's name, or `next_task`. */
  name: string;
  label: string;
  /** A track of the grid, and the pixels that it takes at the least. */
  width: string;
  least: number;
  /** Figures and times stand at the end of their column. */
  end: boolean;
  sortable: boolean;
  cell: (row: ListedRow, around: Around) => TemplateResult | string | typeof nothing;
  /** The other record that the cell names, where it can be opened from here. */
  link?: (row: ListedRow, around: Around) => Link | undefined;
}

export interface Link {
  type: ListType;
  id: string;
  name: string;
}

/** The columns of a list that nobody has chosen others for. */
export const standardColumns: Record<ListType, readonly string[]> = {
  lead: ['name', 'organization_name', 'status_id', 'source_id', 'email', 'next_task', 'owner_id', 'last_activity_at'],
  contact: ['name', 'organization_name', 'customer_status', 'email', 'phone', 'next_task', 'owner_id', 'last_activity_at'],
  deal: ['name', 'contact_name', 'stage_id', 'value', 'estimated_close_date', 'next_task', 'owner_id', 'last_activity_at'],
  task: ['content', 'resource_name', 'due_date', 'owner_id'],
};

/** The field by which a record of a list is called. */
export const titleOf = (type: ListType): string => (type === 'task' ? 'content' : 'name');

/** Pixels that the words of a head take, about: they are longer in some languages than what stands below them. */
const headWidth = (label: string): number => Math.min(132, Math.ceil(label.length * 6.8) + 6);

/** As the styles have them. */
const columnGap = 12;
const checkboxWidth = 20;
const gutter = 16;

/** @param share of what is left over; 0 for a column that stays as it is */
function track(label: string, least: number, share: number): Pick<Column, 'width' | 'least'> {
  const pixels = Math.max(least, headWidth(label));
  return { width: share > 0 ? `minmax(${pixels}px, ${share}fr)` : `${pixels}px`, least: pixels };
}

const nextTaskColumn = (): Column => ({
  name: 'next_task',
  label: msg('Next task'),
  ...track(msg('Next task'), 120, 0),
  end: false,
  sortable: false,
  cell: (row, { store, clock }) => {
    const task = nextTask(store, row.id);
    if (!task?.due_date) return html`<span class="muted">–</span>`;
    const due = dueLabel(task.due_date, clock);
    return html`<span class=${due.overdue ? 'num cut danger' : 'num cut'} title=${task.content}>${due.text}</span>`;
  },
});

/** Every column that a list can have besides its title. */
export function choosableColumns(type: ListType, fields: ReadonlyMap<string, Field>): string[] {
  const title = titleOf(type);
  const shown = [...fields.values()].filter((field) => isShown(field) && field.name !== title);
  return [...shown.map(({ name }) => name), ...(type === 'task' ? [] : ['next_task'])];
}

/** The columns by their names; those of fields that are gone are left out, and the title always comes first. */
export function columnsOf(type: ListType, names: readonly string[], fields: ReadonlyMap<string, Field>): Column[] {
  const title = titleOf(type);
  const wanted = [title, ...(names.length > 0 ? names : standardColumns[type]).filter((name) => name !== title)];
  return [...new Set(wanted)].flatMap((name) => {
    if (name === 'next_task') return type === 'task' ? [] : [nextTaskColumn()];
    const field = fields.get(name);
    return field && isShown(field) ? [columnOf(type, field)] : [];
  });
}

const tracks: Partial<Record<Field['kind'], readonly [least: number, share: number]>> = {
  bool: [84, 0],
  number: [96, 0],
  money: [112, 0],
  day: [108, 0],
  instant: [112, 0],
  due: [128, 0],
  one: [90, 1],
  many: [96, 1],
};

function columnOf(type: ListType, field: Field): Column {
  const title = field.name === titleOf(type);
  const label = labelOf(field);
  // A status has its mark before its word.
  const marked = type === 'lead' && field.name === 'status_id';
  return {
    name: field.name,
    label,
    ...track(
      label,
      ...(title
        ? ([140, 2.2] as const)
        : field.options === 'user'
          ? ([52, 0] as const)
          : marked
            ? ([112, 1] as const)
            : (tracks[field.kind] ?? [96, 1.6])),
    ),
    end: field.kind === 'money' || field.kind === 'number' || field.name === 'last_activity_at',
    sortable: isSortable(field),
    cell: title ? (row) => titleCell(row, type) : cellOf(field),
    ...(field.name === 'resource_name' ? { link: linkedTo } : {}),
  };
}

/** Pixels below which a table of these columns scrolls sideways. */
export const leastWidth = (columns: readonly Column[]): number =>
  columns.reduce((sum, { least }) => sum + least + columnGap, checkboxWidth + 2 * gutter);

/** What a task is about, where that can be seen. */
function linkedTo(row: ListedRow, { store }: Around): Link | undefined {
  if (!('resource_id' in row) || row.resource_type === null || row.resource_id === null) return undefined;
  const { resource_type: type, resource_id: id } = row;
  const linked = store.get(type, id);
  return linked && { type, id, name: linked.name };
}

const kindIcons: Record<ResourceType, IconName> = { lead: 'user-plus', contact: 'contact', deal: 'columns-3' };

function titleCell(row: ListedRow, type: ListType): TemplateResult {
  const done = type === 'task' && 'completed' in row && row.completed;
  const kind: IconName | undefined =
    'is_organization' in row
      ? row.is_organization
        ? 'building'
        : 'user'
      : type === 'task'
        ? done
          ? 'circle-check'
          : 'circle-dashed'
        : undefined;
  const text = 'content' in row ? row.content : row.name;
  return html`${kind ? html`<span class="muted">${icon(kind, 'small')}</span>` : nothing}<bdi
      class=${done ? 'strong cut done' : 'strong cut'}
      >${text}</bdi
    >${done ? html`<span class="sr">${msg('Done')}</span>` : nothing}${'hot' in row && row.hot ? html`<span class="hot" title=${msg('Hot')}>${icon('flame', 'small')}</span>` : nothing}`;
}

const marks: Record<LeadStatus['category'], IconName> = { new: 'circle-dashed', working: 'circle-dot', unqualified: 'circle-slash' };

/** A moment of today by its time, one of the days beside it with its time, any other as its day: there is room for no more. */
function renderWhen(field: Field, row: ListedRow, clock: Clock): TemplateResult | typeof nothing {
  const value = reader(field.path)(row as unknown as Record<string, unknown>);
  if (typeof value !== 'string') return nothing;
  const days = daysSince(value, clock);
  const text = days === 0 ? formatTime(value, clock) : Math.abs(days) === 1 ? relativeDay(value, clock) : formatDate(value, clock);
  return html`<bdi class="num cut second" title=${formatDateTime(value, clock)}>${text}</bdi>`;
}

function cellOf(field: Field): Column['cell'] {
  if (field.options === 'user')
    return (row, { store }) => {
      const id = (row as unknown as Record<string, unknown>)[field.name];
      const user = typeof id === 'string' ? store.get('user', id) : undefined;
      return user ? html`<crm-avatar size="small" name=${user.name} ?mine=${user.id === store.personId} labelled></crm-avatar>` : nothing;
    };
  if (field.name === 'status_id')
    return (row, { store }) => {
      const status = 'status_id' in row ? store.get('lead_status', row.status_id) : undefined;
      return status
        ? html`<span class="status ${status.category}">${icon(marks[status.category], 'small')}<bdi class="cut">${status.name}</bdi></span>`
        : nothing;
    };
  if (field.name === 'due_date')
    return (row, { clock }) => {
      if (!('due_date' in row) || row.due_date === null) return html`<span class="muted">–</span>`;
      const due = dueLabel(row.due_date, clock);
      return html`<span class=${due.overdue && !row.completed ? 'num cut danger' : 'num cut'}>${due.text}</span>`;
    };
  if (field.name === 'resource_name')
    return (row) =>
      'resource_id' in row && row.resource_type !== null && row.resource_name
        ? html`<span class="muted">${icon(kindIcons[row.resource_type], 'small')}</span><bdi class="cut second">${row.resource_name}</bdi>`
        : nothing;
  const figures = field.kind !== 'text' && field.kind !== 'one' && field.kind !== 'many';
  if (field.kind === 'instant') return (row, { clock }) => renderWhen(field, row, clock);
  return (row, { store, clock }) => {
    const text = textOf(field, row, store, clock);
    return html`<bdi class=${figures ? 'num cut second' : 'cut second'} title=${text || nothing}>${text}</bdi>`;
  };
}
