/// <reference types="mocha" />
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { until } from '../base/testing/page.ts';
import { openStoreOf } from './index.ts';
import { IndexedDisk } from './indexed-disk.ts';
import { MemoryDisk } from './memory-disk.ts';
import { FakeServer } from './testing/fake-server.ts';
const setup = () => {
  const server = new FakeServer();
  const contact_id = newId();
  server.change('createContact', { id: contact_id, is_organization: true, name: 'H' });
  const deal = newId();
  server.change('createDeal', { id: deal, name: 'Cranes', contact_id });
  return { server, deal, contact_id };
};
const nameOf = (s: FakeServer) => `inlay/${s.options.server}/${s.who.workspaceId}/${s.who.personId}`;
it('second tab without a disk gets rows', async () => {
  const { server, deal } = setup();
  const a = await openStoreOf(server.who, { ...server.options, disk: new MemoryDisk() });
  await until(() => a.status.ready === 'all', 'a');
  const b = await openStoreOf(server.who, { ...server.options, disk: new MemoryDisk() });
  await until(() => b.get('deal', deal) !== undefined, 'b has the deal').finally(() => {
    a.close();
    b.close();
  });
});
it('reset shows no row twice', async () => {
  const { server } = setup();
  const a = await openStoreOf(server.who, { ...server.options, disk: new MemoryDisk() });
  await until(() => a.status.connection === 'up-to-date', 'a');
  const q = a.query({ type: 'deal' });
  const lengths: number[] = [];
  q.subscribe(() => lengths.push(q.rows.length));
  server.reset = 'cursor_too_old';
  window.dispatchEvent(new Event('online'));
  await until(() => server.asked.filter((p) => p === '/sync/bootstrap').length === 2 && a.status.connection === 'up-to-date', 'again');
  await new Promise((r) => setTimeout(r, 100));
  a.close();
  expect(Math.max(...lengths)).to.equal(1);
});
class Slow extends IndexedDisk {
  gate: Promise<void> = Promise.resolve();
  override async *blocks() {
    for await (const t of super.blocks()) {
      await this.gate;
      yield t;
    }
  }
}
it('a page that comes while blocks are read is not overwritten', async () => {
  const { server, deal } = setup();
  const a = await openStoreOf(server.who, { ...server.options, disk: new IndexedDisk(nameOf(server)) });
  await until(() => a.status.connection === 'up-to-date', 'a');
  const slow = new Slow(nameOf(server));
  let go = () => {};
  slow.gate = new Promise((r) => (go = r));
  const opening = openStoreOf(server.who, { ...server.options, disk: slow });
  await new Promise((r) => setTimeout(r, 200));
  a.mutate.updateDeal({ id: deal, name: 'New' });
  await until(() => a.status.waiting === 0, 'done');
  await new Promise((r) => setTimeout(r, 200));
  go();
  const b = await opening;
  await new Promise((r) => setTimeout(r, 200));
  const name = b.get('deal', deal)?.name;
  await a.wipe();
  b.close();
  expect(name).to.equal('New');
});
it('relaned mutations do not wait for ever in the other tab', async () => {
  const { server, deal } = setup();
  const a = await openStoreOf(server.who, { ...server.options, disk: new IndexedDisk(nameOf(server)) });
  await until(() => a.status.connection === 'up-to-date', 'a');
  server.online = false;
  await new IndexedDisk(nameOf(server)).keep({
    lane: newId(),
    sequence: 2,
    name: 'updateDeal',
    args: { id: deal, name: 'Second' },
    at: '2026-11-24T09:00:00.000Z',
  });
  a.close();
  const b = await openStoreOf(server.who, { ...server.options, disk: new IndexedDisk(nameOf(server)) });
  await until(() => b.status.connection === 'offline', 'b');
  const c = await openStoreOf(server.who, { ...server.options, disk: new IndexedDisk(nameOf(server)) });
  server.online = true;
  window.dispatchEvent(new Event('online'));
  await until(() => b.status.waiting === 0, 'b done');
  await new Promise((r) => setTimeout(r, 300));
  const w = c.status.waiting;
  await b.wipe();
  c.close();
  expect(w).to.equal(0);
});
it('blocks of another format are not left behind', async () => {
  const name = `x/${newId()}`;
  const d = new IndexedDisk(name);
  await d.open();
  const r = await d.rewrite();
  await r.add('"old"');
  await r.finish({ base: undefined, cursor: '1', sight: ['*'], first: 0 });
  const { Dexie } = await import('dexie/dist/modern/dexie.mjs');
  const raw = await new Dexie(name).open();
  const meta = await raw.table('meta').get('meta');
  await raw.table('meta').put({ ...meta, format: 0 });
  const k = await d.open();
  expect(k.cursor).to.equal(undefined);
  const r2 = await d.rewrite();
  await r2.add('"new"');
  expect(await r2.finish({ base: undefined, cursor: '2', sight: ['*'], first: 0 })).to.equal(true);
  expect(await raw.table('blocks').toArray()).to.deep.equal(['"new"']);
});
