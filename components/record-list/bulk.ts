import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { ListType } from '../../shared/filters/index.ts';
import { mayAssign } from '../../shared/mutators/index.ts';
import type { ResourceType } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/combobox/combobox.ts';
import '../base/dialog/dialog.ts';
import '../base/menu/menu.ts';
import '../base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../base/menu/menu.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import type { Outcome, Store } from '../store/index.ts';
import type { ListedRow } from './columns.ts';
import { showTagDialog } from './tag-dialog.ts';

/** Changes that are made before the page may paint again. */
const slice = 40;
/** The most records that one change hands over. */
const handed = 500;

export interface BulkModel {
  host: HTMLElement;
  store: Store;
  type: ListType;
  rows: readonly ListedRow[];
  /** Lets go of the rows. */
  done: () => void;
}

/** The bar over a list while rows are chosen: what can be done with all of them at once. */
export function renderBulk(model: BulkModel): TemplateResult {
  const { store, type, rows, done } = model;
  const { person } = store;
  const people = store
    .every('user')
    .filter((user) => user.status === 'active' && (!person || mayAssign(person, user)))
    .sort((a, b) => a.name.localeCompare(b.name));
  return html`<div class="bulk" role="group" aria-label=${msg('With those chosen')}>
    <span class="num" role="status">${msg(str`${rows.length} chosen`)}</span>
    ${type === 'lead' ? html`<crm-button variant="ghost" size="small" icon="arrow-right-left" popup="dialog" @click=${() => void convert(model)}>${msg('Convert')}</crm-button>` : nothing}
    <crm-menu label=${msg('Assign to')} placement="top-start" @crm-select=${(event: CrmSelectEvent) => void assign(model, event.value)}>
      <crm-button slot="trigger" variant="ghost" size="small" icon="user-check">${msg('Assign')}</crm-button>
      ${people.map(({ id, name }) => html`<crm-menu-item value=${id}>${name}</crm-menu-item>`)}
    </crm-menu>
    ${
      type === 'task'
        ? html`<crm-button variant="ghost" size="small" icon="check" @click=${() => void complete(model)}>${msg('Done')}</crm-button>`
        : html`<crm-button variant="ghost" size="small" icon="tag" popup="dialog" @click=${() => void tag(model, type)}
            >${msg('Tag')}</crm-button
          >`
    }
    <crm-button variant="ghost" size="small" icon="trash" @click=${() => void remove(model)}>${msg('Delete')}</crm-button>
    <crm-button variant="ghost" size="small" icon="x" label=${msg('Choose none')} @click=${done}></crm-button>
  </div>`;
}

/** Does something with each of many, letting the page breathe between; gives those that were taken, and the first refusal. */
async function each<T>(
  items: readonly T[],
  act: (item: T) => Outcome,
): Promise<{ taken: T[]; refused: string | undefined; count: number }> {
  const taken: T[] = [];
  let refused: string | undefined;
  for (const [at, item] of items.entries()) {
    const outcome = act(item);
    if (outcome.ok) taken.push(item);
    else refused ??= outcome.rejection.message;
    if (at % slice === slice - 1) await new Promise((resolve) => setTimeout(resolve));
  }
  return { taken, refused, count: items.length - taken.length };
}

function tell({ host }: BulkModel, text: string | typeof nothing, undo: () => unknown, refused: string | undefined, count: number): void {
  if (refused !== undefined)
    toast({
      text: count > 1 ? msg(str`${count} were refused. ${refused}`) : refused,
      tone: 'danger',
      from: host,
    });
  if (text !== nothing) toast({ text: String(text), action: { label: msg('Undo'), run: () => void undo() }, from: host });
}

async function convert({ host, store, rows, done }: BulkModel): Promise<void> {
  const { showConversions } = await import('../lead-panel/conversions.ts');
  showConversions(
    host,
    store,
    rows.map(({ id }) => id),
    done,
  );
}

async function assign(model: BulkModel, owner: string): Promise<void> {
  const { store, type, rows, done } = model;
  const hand = (ids: readonly string[], owner_id: string) =>
    each(
      Array.from({ length: Math.ceil(ids.length / handed) }, (_, at) => ids.slice(at * handed, (at + 1) * handed)),
      (part) => store.mutate.handOver({ type, ids: [...part], owner_id }),
    );
  const before = rows.map(({ id, owner_id }) => ({ id, owner_id }));
  const { taken, refused, count } = await hand(
    before.map(({ id }) => id),
    owner,
  );
  const name = store.get('user', owner)?.name ?? '';
  const moved = taken.flat().length;
  const back = async () => {
    for (const [owner_id, of] of Map.groupBy(before, (row) => row.owner_id))
      await hand(
        of.map(({ id }) => id),
        owner_id,
      );
  };
  const said = plural(moved, { one: msg(str`${moved} record is ${name}’s now.`), other: msg(str`${moved} records are ${name}’s now.`) });
  tell(model, moved > 0 ? said : nothing, back, refused, count);
  done();
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
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const before = rows.flatMap((row) => ('tags' in row ? [{ id: row.id, tags: row.tags }] : []));
  const { taken, refused, count } = await each(before, ({ id, tags }) =>
    set(id, [
      ...tags.filter((one) => !asked.remove.some((gone) => same(gone, one))),
      ...asked.add.filter((one) => !tags.some((other) => same(other, one))),
    ]),
  );
  const changed = taken.length;
  const said = plural(changed, { one: msg(str`${changed} record is tagged.`), other: msg(str`${changed} records are tagged.`) });
  tell(model, changed > 0 ? said : nothing, () => each(taken, ({ id, tags }) => set(id, tags)), refused, count);
}

async function complete(model: BulkModel): Promise<void> {
  const { store, rows, done } = model;
  const open = rows.filter((row) => 'completed' in row && !row.completed).map(({ id }) => id);
  const { taken, refused, count } = await each(open, (id) => store.mutate.completeTask({ id }));
  const said = plural(taken.length, { one: msg(str`${taken.length} task is done.`), other: msg(str`${taken.length} tasks are done.`) });
  tell(model, taken.length > 0 ? said : nothing, () => each(taken, (id) => store.mutate.reopenTask({ id })), refused, count);
  done();
}

async function remove(model: BulkModel): Promise<void> {
  const { store, type, rows, done } = model;
  const gone = (id: string): Outcome => {
    if (type === 'lead') return store.mutate.deleteLead({ id });
    if (type === 'contact') return store.mutate.deleteContact({ id });
    return type === 'deal' ? store.mutate.deleteDeal({ id }) : store.mutate.deleteTask({ id });
  };
  const { taken, refused, count } = await each(
    rows.map(({ id }) => id),
    gone,
  );
  const deleted = taken.length;
  const said = plural(deleted, { one: msg(str`${deleted} record is deleted.`), other: msg(str`${deleted} records are deleted.`) });
  tell(model, deleted > 0 ? said : nothing, () => each(taken, (id) => store.mutate.restoreRecord({ type, id })), refused, count);
  done();
}
