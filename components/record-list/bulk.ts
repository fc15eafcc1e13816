import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { mayAssign } from '../../shared/mutators/index.ts';
import type { MergedType, ResourceType } from '../../shared/records/index.ts';
import { mostAbsorbed } from '../../shared/records/merge.ts';
import '../base/button/button.ts';
import '../base/combobox/combobox.ts';
import '../base/dialog/dialog.ts';
import '../base/menu/menu.ts';
import '../base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../base/menu/menu.ts';
import { formatNumber } from '../base/format/numbers.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import { wayBack } from '../record/way-back.ts';
import type { Outcome } from '../store/index.ts';
import type { Chosen } from './act.ts';
import { perform } from './act.ts';
import type { ListedRow } from './columns.ts';
import { showTagDialog } from './tag-dialog.ts';

/** The most records that one change hands over. */
const handed = 500;

export interface BulkModel extends Chosen {
  /** All rows of the list, those chosen among them. */
  all: readonly ListedRow[];
  /** On a phone there is room for less. */
  narrow: boolean;
}

/** The bar over a list while rows are chosen: what can be done with all of them at once, or how far that is. */
export function renderBulk(model: BulkModel): TemplateResult {
  const { store, type, rows, all, many, choose, narrow } = model;
  if (many.progress) return renderProgress(model, many.progress);
  const { person } = store;
  const people = store
    .every('user')
    .filter((user) => user.status === 'active' && (!person || mayAssign(person, user)))
    .sort((a, b) => a.name.localeCompare(b.name));
  return html`<div class="bulk" role="group" aria-label=${msg('With those chosen')}>
    <span class="num" role="status">${msg(str`${formatNumber(rows.length)} chosen`)}</span>
    ${
      narrow && rows.length < all.length
        ? html`<crm-button variant="ghost" size="small" @click=${() => choose(all.map(({ id }) => id))}
            >${msg(str`All ${formatNumber(all.length)}`)}</crm-button
          >`
        : nothing
    }
    <crm-button variant="ghost" size="small" icon="pencil" popup="dialog" @click=${() => void edit(model)}>${msg('Change')}</crm-button>
    ${type === 'lead' ? html`<crm-button variant="ghost" size="small" icon="arrow-right-left" popup="dialog" @click=${() => void convert(model)}>${msg('Convert')}</crm-button>` : nothing}
    <crm-menu label=${msg('Assign to')} placement="top-start" @crm-select=${(event: CrmSelectEvent) => void assign(model, event.value)}>
      <crm-button slot="trigger" variant="ghost" size="small" icon="user-check">${msg('Assign')}</crm-button>
      ${people.map(({ id, name }) => html`<crm-menu-item value=${id}>${name}</crm-menu-item>`)}
    </crm-menu>
    ${type === 'task' ? renderDone(model) : html`<crm-button variant="ghost" size="small" icon="tag" popup="dialog" @click=${() => void tag(model, type)}>${msg('Tag')}</crm-button>`}
    ${
      (type === 'lead' || type === 'contact') && rows.length > 1 && rows.length <= mostAbsorbed + 1
        ? html`<crm-button variant="ghost" size="small" icon="merge" popup="dialog" @click=${() => void merge(model, type)}
            >${msg('Merge…')}</crm-button
          >`
        : nothing
    }
    <crm-button variant="ghost" size="small" icon="trash" @click=${() => void remove(model)}>${msg('Delete')}</crm-button>
    <crm-button variant="ghost" size="small" icon="x" label=${msg('Choose none')} @click=${() => choose([])}></crm-button>
  </div>`;
}

function renderProgress({ many }: BulkModel, { done, of }: { done: number; of: number }): TemplateResult {
  return html`<div class="bulk" role="group" aria-label=${msg('With those chosen')}>
    <progress aria-label=${msg('Changed so far')} max=${of} .value=${done}></progress>
    <span class="num">${msg(str`${formatNumber(done)} of ${formatNumber(of)}`)}</span>
    <crm-button variant="ghost" size="small" @click=${() => many.stop()}>${msg('Stop')}</crm-button>
  </div>`;
}

/** What can be done with the tasks that are chosen: those that are open are done, those done are opened again. */
function renderDone(model: BulkModel): TemplateResult {
  const is = (done: boolean) => model.rows.some((row) => 'completed' in row && row.completed === done);
  return html`<crm-button variant="ghost" size="small" icon="calendar" popup="dialog" @click=${() => void edit(model, 'due_date')}
      >${msg('Due')}</crm-button
    >${is(false) ? html`<crm-button variant="ghost" size="small" icon="check" @click=${() => void complete(model, true)}>${msg('Done')}</crm-button>` : nothing}
    ${is(true) ? html`<crm-button variant="ghost" size="small" icon="undo-2" @click=${() => void complete(model, false)}>${msg('Reopen')}</crm-button>` : nothing}`;
}

async function convert({ host, store, rows, choose }: BulkModel): Promise<void> {
  const { showConversions } = await import('../lead-panel/conversions.ts');
  showConversions(
    host,
    store,
    rows.map(({ id }) => id),
    () => choose([]),
  );
}

async function merge({ host, store, rows, choose }: BulkModel, type: MergedType): Promise<void> {
  const { showMerge } = await import('../merge/show.ts');
  showMerge(
    host,
    store,
    type,
    rows.map(({ id }) => id),
    () => choose([]),
  );
}

/** Changes one field of all that are chosen, or of the whole list. */
async function edit(model: BulkModel, name?: string): Promise<void> {
  const { host, store, type, rows, all } = model;
  const [{ showEditDialog }, { changeFor, heldIn, write }, { problemOf }] = await Promise.all([
    import('./edit-dialog.ts'),
    import('./edit.ts'),
    import('../record/problem.ts'),
  ]);
  const asked = await showEditDialog(host, { store, type, rows, all, ...(name === undefined ? {} : { name }) });
  if (!asked) return;
  const { editable } = asked;
  const { label } = editable.field;
  await perform(model, {
    rows: asked.rows,
    act: each((row) => {
      // What has come in since it was asked for stands now.
      const change = changeFor(asked, (store.get(type, row.id) as ListedRow | undefined) ?? row);
      return change ? write(store, type, row.id, change) : { ok: true };
    }),
    trace: (row) => row && heldIn(editable, row),
    back: (before) => write(store, type, before.id, heldIn(editable, before)),
    said: (count) =>
      plural(count, {
        one: msg(str`${label}: ${formatNumber(count)} record is changed.`),
        other: msg(str`${label}: ${formatNumber(count)} records are changed.`),
      }),
    why: ({ rejection }) => problemOf(rejection, editable.field.name, label),
  });
}

function assign(model: BulkModel, owner: string): Promise<void> {
  const { store, type, rows } = model;
  const name = store.get('user', owner)?.name ?? '';
  const hand = (some: readonly ListedRow[], owner_id: string) => store.mutate.handOver({ type, ids: some.map(({ id }) => id), owner_id });
  model.choose([]);
  return perform(model, {
    rows: rows.filter(({ owner_id }) => owner_id !== owner),
    size: handed,
    act: (some) => hand(some, owner),
    trace: (row) => row?.owner_id,
    back: (before) => hand([before], before.owner_id),
    said: (count) =>
      plural(count, {
        one: msg(str`${formatNumber(count)} record is ${name}’s now.`),
        other: msg(str`${formatNumber(count)} records are ${name}’s now.`),
      }),
  });
}

async function tag(model: BulkModel, type: ResourceType): Promise<void> {
  const { host, store, rows } = model;
  const asked = await showTagDialog(host, store, type, rows);
  if (!asked) return;
  const set = (id: string, tags: string[]): Outcome =>
    type === 'deal'
      ? store.mutate.updateDeal({ id, tags })
      : type === 'lead'
        ? store.mutate.updateLead({ id, tags })
        : store.mutate.updateContact({ id, tags });
  const tagsOf = (row: ListedRow | undefined): string[] => (row && 'tags' in row ? row.tags : []);
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  await perform(model, {
    rows,
    act: each((row) =>
      set(row.id, [
        ...tagsOf(row).filter((one) => !asked.remove.some((gone) => same(gone, one))),
        ...asked.add.filter((one) => !tagsOf(row).some((other) => same(other, one))),
      ]),
    ),
    trace: tagsOf,
    back: (before) => set(before.id, tagsOf(before)),
    said: (count) =>
      plural(count, {
        one: msg(str`${formatNumber(count)} record is tagged.`),
        other: msg(str`${formatNumber(count)} records are tagged.`),
      }),
  });
}

function complete(model: BulkModel, done: boolean): Promise<void> {
  const { store, rows } = model;
  const set = ({ id }: ListedRow, completed: boolean) => (completed ? store.mutate.completeTask({ id }) : store.mutate.reopenTask({ id }));
  model.choose([]);
  return perform(model, {
    rows: rows.filter((row) => 'completed' in row && row.completed !== done),
    act: each((row) => set(row, done)),
    trace: (row) => (row && 'completed' in row ? row.completed : undefined),
    back: (before) => set(before, !done),
    said: (count) =>
      done
        ? plural(count, { one: msg(str`${formatNumber(count)} task is done.`), other: msg(str`${formatNumber(count)} tasks are done.`) })
        : plural(count, {
            one: msg(str`${formatNumber(count)} task is open again.`),
            other: msg(str`${formatNumber(count)} tasks are open again.`),
          }),
  });
}

function remove(model: BulkModel): Promise<void> {
  const { store, type, rows } = model;
  const back = new Map<string, () => Outcome>();
  const gone = ({ id }: ListedRow): Outcome => {
    back.set(id, wayBack(store, type, id));
    if (type === 'lead') return store.mutate.deleteLead({ id });
    if (type === 'contact') return store.mutate.deleteContact({ id });
    return type === 'deal' ? store.mutate.deleteDeal({ id }) : store.mutate.deleteTask({ id });
  };
  model.choose([]);
  return perform(model, {
    rows,
    act: each(gone),
    trace: (row) => row === undefined,
    back: ({ id }) => back.get(id)?.() ?? store.mutate.restoreRecord({ type, id }),
    said: (count) =>
      plural(count, {
        one: msg(str`${formatNumber(count)} record is deleted.`),
        other: msg(str`${formatNumber(count)} records are deleted.`),
      }),
  });
}

/** For what is done with one record at a time. */
const each =
  (act: (row: ListedRow) => Outcome) =>
  ([row]: readonly ListedRow[]): Outcome =>
    row ? act(row) : { ok: true };
