import { Kanban } from '@syncfusion/ej2-kanban';
import '@syncfusion/ej2-kanban/styles/material-lite.css';
import { offer } from './page.ts';
import { deals, stages } from './rows.ts';

let bound = false;

function mount(text, place) {
  const names = new Map(stages.map(({ id, name }) => [id, name]));
  const dataSource = JSON.parse(text).map((deal) => ({
    Id: deal.id,
    Status: names.get(deal.stage_id),
    Title: deal.name,
    Summary: `${deal.organization_name} · ${deal.contact_name} · ${deal.value} ${deal.currency}`,
  }));
  const kanban = new Kanban({
    dataSource,
    keyField: 'Status',
    enableVirtualization: true,
    cardHeight: '78px',
    height: `${innerHeight}px`,
    columns: stages.map(({ name }) => ({ headerText: name, keyField: name, showItemCount: true })),
    cardSettings: { headerField: 'Title', contentField: 'Summary' },
    dataBound: () => (bound = true),
  });
  kanban.appendTo(place);
}

offer({
  prepare: (count) => JSON.stringify(deals(count)),
  mount,
  open: async (address, place) => mount(await (await fetch(address)).text(), place),
  hasCards: () => document.querySelector('.e-card') !== null,
  hasAll: () => bound,
});
