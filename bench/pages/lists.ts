import { LitElement, html } from 'lit';
import type { Deal } from '../../shared/records/index.ts';
import { editedId } from './deals.ts';

/** What every side mounts: thirty components that each show the first deals of one stage in an order of their own. */

export const listCount = 30;
export const sortFields = ['name', 'estimated_close_date', 'added_at', 'contact_name', 'last_stage_change_at'] as const;
export type SortField = (typeof sortFields)[number];

export const byField =
  (field: SortField) =>
  (a: Deal, b: Deal): number => {
    const [first, second] = [a[field] ?? '', b[field] ?? ''];
    return first < second ? -1 : first > second ? 1 : a.id < b.id ? -1 : 1;
  };

export class DealList extends LitElement {
  rows: readonly Deal[] = [];
  /** The value that it shows of the deal that is edited. */
  shown = '';

  show(rows: readonly Deal[]): void {
    this.rows = rows;
    this.requestUpdate();
  }

  protected override render() {
    return html`<h3>${this.rows.length}</h3>
      <ul>
        ${this.rows.slice(0, 20).map((deal) => html`<li>${deal.name} <b>${deal.value}</b> ${deal.organization_name}</li>`)}
      </ul>`;
  }

  protected override updated(): void {
    const edited = this.rows.slice(0, 20).find(({ id }) => id === editedId);
    if (edited) this.shown = edited.value;
    rendered.dispatchEvent(new Event('rendered'));
  }
}
customElements.define('deal-list', DealList);

const rendered = new EventTarget();

export function mountLists(): { list: DealList; field: SortField }[] {
  const lists = Array.from({ length: listCount }, (_, at) => ({
    list: new DealList(),
    field: sortFields[at % sortFields.length] ?? 'name',
  }));
  document.body.append(...lists.map(({ list }) => list));
  return lists;
}

/** Resolves when all lists show the edited deal with this value. */
export function seen(lists: readonly { list: DealList }[], value: string): Promise<void> {
  const all = () => lists.every(({ list }) => list.shown === value);
  return new Promise((resolve) => {
    const look = () => {
      if (!all()) return;
      rendered.removeEventListener('rendered', look);
      resolve();
    };
    rendered.addEventListener('rendered', look);
    look();
  });
}

/** Seven edits, each seen by all lists: the median of what they took, the first two left out. Marks stand around them for the trace. */
export async function edits(lists: readonly { list: DealList }[], edit: (value: string) => unknown): Promise<{ edit: number }> {
  const taken: number[] = [];
  for (let count = 1; count <= 7; count++) {
    const value = `${count}.00`;
    await new Promise((resolve) => setTimeout(resolve, 100));
    performance.mark('edit-begins');
    const started = performance.now();
    void edit(value);
    await seen(lists, value);
    taken.push(performance.now() - started);
    performance.mark('edit-ends');
  }
  taken.splice(0, 2);
  taken.sort((a, b) => a - b);
  return { edit: taken[2] ?? Number.NaN };
}
