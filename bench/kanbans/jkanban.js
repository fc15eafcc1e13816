import source from 'jkanban/dist/jkanban.min.js?raw';
import 'jkanban/dist/jkanban.css';
import { offer } from './page.ts';
import { deals, stages } from './rows.ts';

// It is a script of the old kind, and no module.
const script = document.createElement('script');
script.textContent = source;
document.head.append(script);

/** It has no columns that render what is in sight alone: every card is an element. */
function mount(text, place) {
  const rows = JSON.parse(text);
  const jKanban = globalThis.jKanban;
  new jKanban({
    element: `#${place.id}`,
    responsivePercentage: true,
    boards: stages.map(({ id, name }) => ({
      id,
      title: name,
      item: rows
        .filter((deal) => deal.stage_id === id)
        .map((deal) => ({
          id: deal.id,
          title: `<b>${deal.name}</b><br>${deal.organization_name} · ${deal.contact_name} · ${deal.value} ${deal.currency}`,
        })),
    })),
  });
}

offer({
  prepare: (count) => JSON.stringify(deals(count)),
  mount,
  open: async (address, place) => mount(await (await fetch(address)).text(), place),
  hasCards: () => document.querySelector('.kanban-item') !== null,
  hasAll: (count) => document.querySelectorAll('.kanban-item').length === count,
});
