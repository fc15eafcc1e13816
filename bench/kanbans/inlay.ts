import { ContextProvider } from '@lit/context';
import '../../components/pipeline-board/pipeline-board.ts';
import { storeContext } from '../../components/provider/contexts.ts';
import { Store, Transport } from '../../components/store/index.ts';
import { MemoryDisk } from '../../components/store/memory-disk.ts';
import { offer } from './page.ts';
import { blocks, personId } from './rows.ts';

const board = () => document.querySelector('crm-pipeline-board')?.shadowRoot;
const lane = () => board()?.querySelector('crm-board-lane')?.shadowRoot;

/** The board over its own store, without a disk: the rows come from its memory, or as a server sends them. */
offer({
  prepare: async (count) => {
    const disk = new MemoryDisk();
    const rewrite = await disk.rewrite();
    for (const block of blocks(count)) await rewrite.add(block);
    await rewrite.finish({ base: undefined, cursor: 'all', sight: ['*'], first: 5 });
    return disk;
  },
  mount: (disk, place) => show(place, disk),
  open: (address, place) => show(place, new MemoryDisk(), address),
  hasCards: () => (lane()?.querySelector('crm-deal-card')?.shadowRoot?.querySelector('.card') ?? null) !== null,
  hasAll: (count) => {
    const total = board()?.querySelector('.total')?.textContent ?? '';
    return total.replaceAll(/[^\d·]/g, '').startsWith(`${count}·`);
  },
});

function show(place: HTMLElement, disk: MemoryDisk, address?: string): void {
  const token = {
    token: '',
    expires_at: '2999-01-01T00:00:00.000Z',
    workspace: { id: '', name: '' },
    person: { id: personId, name: '', email: '' },
  };
  const transport = new Transport({
    server: '',
    token: async () => token,
    fetch: (path) => (path === '/sync/bootstrap' && address ? fetch(address) : new Promise(() => undefined)),
  });
  const store = new Store({ name: 'bench', personId, transport, disk });
  void store.open();
  new ContextProvider(place, { context: storeContext, initialValue: store });
  place.append(document.createElement('crm-pipeline-board'));
}
