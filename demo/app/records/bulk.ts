import { html, nothing } from 'lit';
import '../../../components/base/button/button.ts';
import '../../../components/base/menu/menu.ts';
import '../../../components/base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../../../components/base/menu/menu.ts';
import { msg, plural, str } from '../../../components/base/localisation/index.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { mayAssign } from '../../../shared/mutators/permission.ts';
import type { Store } from '../../../components/store/index.ts';
import type { Person, PersonType } from './columns.ts';

/** The most records that one change hands over. */
const batch = 500;

/** The bar over the list while rows are chosen: what can be done with all of them at once. `done` lets go of them. */
export function renderBulk(host: HTMLElement, store: Store, type: PersonType, rows: readonly Person[], done: () => void) {
  const { person } = store;
  const people = store
    .every('user')
    .filter((user) => user.status === 'active' && person && mayAssign(person, user))
    .sort((a, b) => a.name.localeCompare(b.name));
  const convert = async () => {
    const { showConversions } = await import('../../../components/lead-panel/conversions.ts');
    showConversions(
      host,
      store,
      rows.map(({ id }) => id),
      done,
    );
  };
  return html`<div class="bulk" role="group" aria-label=${msg('With those chosen')}>
    <span class="num" role="status">${msg(str`${rows.length} chosen`)}</span>
    ${type === 'lead' ? html`<crm-button variant="ghost" icon="arrow-right-left" popup="dialog" @click=${convert}>${msg('Convert')}</crm-button>` : nothing}
    <crm-menu
      label=${msg('Assign to')}
      placement="top-start"
      @crm-select=${({ value }: CrmSelectEvent) => assign(host, store, type, rows, value, done)}
    >
      <crm-button slot="trigger" variant="ghost" icon="user-check">${msg('Assign')}</crm-button>
      ${people.map(({ id, name }) => html`<crm-menu-item value=${id}>${name}</crm-menu-item>`)}
    </crm-menu>
    <crm-button variant="ghost-danger" icon="trash" @click=${() => remove(host, store, type, rows, done)}>${msg('Delete')}</crm-button>
    <crm-button variant="ghost" icon="x" label=${msg('Choose none')} @click=${done}></crm-button>
  </div>`;
}

function assign(host: HTMLElement, store: Store, type: PersonType, rows: readonly Person[], owner: string, done: () => void): void {
  const before = rows.map(({ id, owner_id }) => ({ id, owner_id }));
  const hand = (ids: string[], owner_id: string): boolean => {
    for (let at = 0; at < ids.length; at += batch) {
      const outcome = store.mutate.handOver({ type, ids: ids.slice(at, at + batch), owner_id });
      if (outcome.ok) continue;
      toast({ text: outcome.rejection.message, tone: 'danger', from: host });
      return false;
    }
    return true;
  };
  if (
    !hand(
      before.map(({ id }) => id),
      owner,
    )
  )
    return;
  const name = store.get('user', owner)?.name ?? '';
  const back = () => {
    for (const [owner_id, of] of Map.groupBy(before, (row) => row.owner_id))
      hand(
        of.map(({ id }) => id),
        owner_id,
      );
  };
  toast({
    text: plural(rows.length, {
      one: msg(str`${rows.length} record is ${name}’s now.`),
      other: msg(str`${rows.length} records are ${name}’s now.`),
    }),
    action: { label: msg('Undo'), run: back },
    from: host,
  });
  done();
}

function remove(host: HTMLElement, store: Store, type: PersonType, rows: readonly Person[], done: () => void): void {
  const gone: string[] = [];
  const refused: string[] = [];
  for (const { id } of rows) {
    const outcome = type === 'lead' ? store.mutate.deleteLead({ id }) : store.mutate.deleteContact({ id });
    if (outcome.ok) gone.push(id);
    else refused.push(outcome.rejection.message);
  }
  if (refused[0] !== undefined) toast({ text: refused[0], tone: 'danger', from: host });
  if (gone.length > 0)
    toast({
      text: plural(gone.length, { one: msg(str`${gone.length} record is deleted.`), other: msg(str`${gone.length} records are deleted.`) }),
      action: { label: msg('Undo'), run: () => gone.forEach((id) => store.mutate.restoreRecord({ type, id })) },
      from: host,
    });
  done();
}
