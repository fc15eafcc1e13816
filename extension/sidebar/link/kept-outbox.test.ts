import { expect } from 'chai';
import { newId } from '../../../shared/ids.ts';
import { until } from '../../../components/base/testing/page.ts';
import { FakeServer } from '../../../components/store/testing/fake-server.ts';
import { Store, Transport } from '../../../components/store/index.ts';
import type { Area } from './kept-outbox.ts';
import { KeptOutbox } from './kept-outbox.ts';

/** The browser's storage of an extension: values go in and out as copies. */
class TestArea implements Area {
  readonly items = new Map<string, unknown>();

  async get(): Promise<Record<string, unknown>> {
    return structuredClone(Object.fromEntries(this.items));
  }

  async set(items: Record<string, unknown>): Promise<void> {
    for (const [key, value] of Object.entries(items)) this.items.set(key, structuredClone(value));
  }

  async remove(keys: string | string[]): Promise<void> {
    for (const key of [keys].flat()) this.items.delete(key);
  }
}

const stores: Store[] = [];

async function opened(server: FakeServer, area: Area): Promise<Store> {
  const store = new Store({
    name: newId(),
    personId: server.person,
    transport: new Transport(server.options),
    disk: new KeptOutbox('sample', area),
  });
  stores.push(store);
  await Promise.all([store.open(), store.able()]);
  return store;
}

describe('an outbox in the extension’s storage', () => {
  afterEach(() => {
    for (const store of stores.splice(0)) store.close();
  });

  it('keeps what waits when the page goes, and lets go of it once the server has it', async () => {
    const server = new FakeServer();
    const area = new TestArea();
    const first = await opened(server, area);
    await until(() => first.status.ready === 'all', 'the records');
    server.online = false;
    const id = newId();
    first.mutate.createTask({ id, content: 'Call Anne back' });
    await until(() => area.items.size === 1, 'it is kept');
    first.close();
    server.online = true;
    const second = await opened(server, area);
    await until(() => server.workspace.get('task', id) !== undefined, 'the server has it');
    await until(() => second.status.waiting === 0 && area.items.size === 0, 'nothing waits');
    expect(second.get('task', id)?.content).to.equal('Call Anne back');
  });

  it('keeps what was refused until somebody has seen to it', async () => {
    const server = new FakeServer();
    const area = new TestArea();
    const first = await opened(server, area);
    await until(() => first.status.ready === 'all', 'the records');
    const id = newId();
    server.workspace.do(server.person, 'createTask', { id, content: 'Call Anne back' });
    // Here it is new; there it is not.
    first.mutate.createTask({ id, content: 'Call Anne back' });
    await until(() => first.status.refused === 1 && area.items.size === 1, 'it is refused');
    first.close();
    const second = await opened(server, area);
    await until(() => second.refused.length === 1, 'it is there again');
    const [refused] = second.refused;
    if (refused) second.dismiss(refused);
    await until(() => area.items.size === 0, 'it is let go of');
  });
});
