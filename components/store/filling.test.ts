/// <reference types="mocha" />
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { until } from '../base/testing/page.ts';
import type { OpenStoreOptions, Query, Store } from './index.ts';
import { openStoreOf } from './index.ts';
import { MemoryDisk } from './memory-disk.ts';
import { FakeServer } from './testing/fake-server.ts';

const contacts = 4;
let server: FakeServer;
let ids: string[];
let deals: string[];
const open: Store[] = [];

beforeEach(() => {
  server = new FakeServer();
  ids = Array.from({ length: contacts }, () => newId());
  for (const id of ids) server.change('createContact', { id, is_organization: true, name: 'Harbour Ltd' });
  // Many, so that lists are not told of the few contacts behind them before all has come.
  deals = Array.from({ length: contacts * 2 }, () => newId());
  for (const id of deals) server.change('createDeal', { id, name: 'Cranes', contact_id: ids[0] ?? '', value: '100', currency: 'EUR' });
});
afterEach(() => {
  for (const store of open.splice(0)) store.close();
});

async function opened(options: Partial<OpenStoreOptions>): Promise<Store> {
  const store = await openStoreOf(server.who, { ...server.options, ...options });
  open.push(store);
  return store;
}

const isReady = (store: Store) => until(() => store.status.ready === 'all' && store.status.connection === 'up-to-date', 'all is there');

/** Gives everything but its end, until it is let go on. */
class Halting extends MemoryDisk {
  goOn: () => void = () => undefined;
  #gate = Promise.resolve();

  halt(): void {
    this.#gate = new Promise((resolve) => (this.goOn = resolve));
  }

  override async *blocks(): AsyncGenerator<string> {
    yield* super.blocks();
    await this.#gate;
  }
}

/** A disk that has everything, and halts. */
async function cached(): Promise<Halting> {
  const disk = new Halting();
  const first = await opened({ disk });
  await isReady(first);
  first.close();
  disk.halt();
  return disk;
}

/** Waits until all rows are in memory, though not all of them have been told. */
async function isRead(store: Store): Promise<void> {
  await until(() => ids.every((id) => store.get('contact', id) !== undefined), 'the contacts have come');
  expect(store.status.ready).to.equal('first');
}

const held = (query: Query<'contact'>): string[] => query.rows.map(({ id }) => id);

describe('a list, while rows are still coming', () => {
  it('has each record once, though it was built when some had come and not been told', async () => {
    const disk = await cached();
    const store = await opened({ disk });
    await isRead(store);
    const list = store.query({ type: 'contact' });
    list.subscribe(() => undefined);
    expect(held(list)).to.deep.equal(ids);
    disk.goOn();
    await isReady(store);
    expect(held(list)).to.deep.equal(ids);
  });

  it('follows changes to records that it has not been told of', async () => {
    const [changed = '', removed = ''] = ids.slice(1);
    const disk = await cached();
    const store = await opened({ disk, early: true });
    const list = store.query({ type: 'contact' });
    const lengths: number[] = [];
    list.subscribe(() => lengths.push(list.rows.length));
    await isRead(store);
    await store.able();
    expect(store.mutate.updateContact({ id: changed, name: 'Docks Ltd' })).to.deep.equal({ ok: true });
    expect(store.mutate.deleteContact({ id: removed })).to.deep.equal({ ok: true });
    const left = ids.filter((id) => id !== removed);
    expect(held(list)).to.deep.equal(left);
    disk.goOn();
    await isReady(store);
    expect(held(list)).to.deep.equal(left);
    expect(list.rows.find(({ id }) => id === changed)?.name).to.equal('Docks Ltd');
    expect(Math.max(...lengths)).to.equal(contacts);
  });

  it('keeps its sums true', async () => {
    const disk = await cached();
    const store = await opened({ disk });
    const sum = store.query({ type: 'contact', amount: () => ({ value: '1', currency: 'EUR' }) });
    sum.subscribe(() => undefined);
    await isRead(store);
    store.mutate.updateContact({ id: ids[1] ?? '', name: 'Docks Ltd' });
    disk.goOn();
    await isReady(store);
    expect(sum.sums.get('EUR')).to.equal(contacts * 100);
  });
});

it('a list that is asked for when another is told has what that was told of once', async () => {
  const store = await opened({ disk: new MemoryDisk() });
  await isReady(store);
  const list = store.query({ type: 'contact' });
  let other: Query<'contact'> | undefined;
  list.subscribe(() => (other ??= store.query({ type: 'contact' })));
  const id = newId();
  store.mutate.createContact({ id, is_organization: true, name: 'Docks Ltd' });
  expect(other && held(other)).to.deep.equal([...ids, id]);
});

describe('what is shown, while all of it comes anew', () => {
  /** A store that has everything, and asks for it again without getting an answer until it is let go on. */
  async function asking(): Promise<{ store: Store; goOn: () => void }> {
    const gate = Promise.withResolvers<void>();
    let halts = false;
    const fetch: OpenStoreOptions['fetch'] = async (input, init) => {
      if (halts && String(input).endsWith('/sync/bootstrap')) await gate.promise;
      return server.options.fetch?.(input, init) ?? Response.error();
    };
    const store = await opened({ disk: new MemoryDisk(), fetch });
    await isReady(store);
    halts = true;
    server.reset = 'cursor_too_old';
    window.dispatchEvent(new Event('online'));
    await until(() => server.reset === undefined && store.status.connection === 'syncing', 'it begins anew');
    return { store, goOn: gate.resolve };
  }

  it('stays, and can be changed', async () => {
    const [deal = ''] = deals;
    const { store, goOn } = await asking();
    const list = store.query({ type: 'deal' });
    const lengths: number[] = [];
    list.subscribe(() => lengths.push(list.rows.length));
    expect(store.get('deal', deal)?.name).to.equal('Cranes');
    expect(store.mutate.updateDeal({ id: deal, name: 'Winches' })).to.deep.equal({ ok: true });
    expect(store.get('deal', deal)?.name).to.equal('Winches');
    goOn();
    await until(() => store.status.waiting === 0 && store.status.connection === 'up-to-date', 'it is sent');
    expect(store.get('deal', deal)).to.deep.equal(server.workspace.at('deal', deal));
    expect(list.rows).to.have.length(deals.length);
    expect(new Set(lengths)).to.deep.equal(new Set([deals.length]));
  });

  it('gives way to what the server has by then', async () => {
    const [removed = '', changed = ''] = deals;
    const { store, goOn } = await asking();
    const list = store.query({ type: 'deal' });
    list.subscribe(() => undefined);
    server.change('deleteDeal', { id: removed });
    server.change('updateDeal', { id: changed, name: 'Winches' });
    goOn();
    await until(() => store.get('deal', changed)?.name === 'Winches', 'all has come');
    expect(store.get('deal', removed)).to.equal(undefined);
    expect(list.rows.map(({ id }) => id)).to.deep.equal(deals.filter((id) => id !== removed));
  });
});
