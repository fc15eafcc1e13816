/// <reference types="mocha" />
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { until } from '../base/testing/page.ts';
import type { Kept } from './disk.ts';
import type { Disk, Store } from './index.ts';
import { openStoreOf } from './index.ts';
import { IndexedDisk } from './indexed-disk.ts';
import { MemoryDisk } from './memory-disk.ts';
import { FakeServer } from './testing/fake-server.ts';

let server: FakeServer;
let deal: string;
let contact_id: string;
const open: Store[] = [];

beforeEach(() => {
  server = new FakeServer();
  contact_id = newId();
  deal = newId();
  server.change('createContact', { id: contact_id, is_organization: true, name: 'Harbour Ltd' });
  server.change('createDeal', { id: deal, name: 'Cranes', contact_id, value: '100', currency: 'EUR' });
});
afterEach(() => {
  for (const store of open.splice(0)) store.close();
});

/** As a page has it when its first rows are there; on the browser's own disk where none is given. */
async function early(disk?: Disk): Promise<Store> {
  const store = await openStoreOf(server.who, { ...server.options, ...(disk ? { disk } : {}), early: true });
  open.push(store);
  return store;
}

/** Waits for what has been written behind the store, by the database of its own. */
async function isKept(isThere: (kept: Kept) => boolean, disk: Disk = new IndexedDisk(nameOf())): Promise<void> {
  let there = false;
  const look = async () => {
    there = isThere(await disk.open());
    if (!there) await look();
  };
  await Promise.all([look(), until(() => there, 'it is on disk')]);
  if (!disk.volatile) disk.close();
}

/** Puts everything on a disk, by a page that is closed when this resolves. */
async function fill(disk?: Disk): Promise<void> {
  const store = await openStoreOf(server.who, { ...server.options, ...(disk ? { disk } : {}) });
  await until(() => store.status.ready === 'all' && store.status.connection === 'up-to-date', 'the store is up to date');
  await isKept(({ first }) => first.length > 0, disk);
  store.close();
}

async function filled(): Promise<MemoryDisk> {
  const disk = new MemoryDisk();
  await fill(disk);
  return disk;
}

const nameOf = (): string => `inlay/${server.options.server}/${server.who.workspaceId}/${server.who.personId}`;

describe('a change made before the rules are there', () => {
  it('is taken, shown with them, and sent', async () => {
    const store = await early(await filled());
    const told: (string | undefined)[] = [];
    store.onRecord('deal', deal, () => told.push(store.get('deal', deal)?.name));
    expect(store.mutate.updateDeal({ id: deal, name: 'Winches' })).to.deep.equal({ ok: true });
    expect(store.get('deal', deal)?.name).to.equal('Cranes');
    expect(store.status.waiting).to.equal(1);
    server.online = false;
    await store.able();
    expect(store.get('deal', deal)?.name).to.equal('Winches');
    expect(store.pending('deal', deal)).to.equal('waiting');
    expect(told).to.include('Winches');
    server.online = true;
    window.dispatchEvent(new Event('online'));
    await until(() => store.status.waiting === 0, 'the server has answered');
    expect(server.workspace.at('deal', deal).name).to.equal('Winches');
    expect(server.pushed).to.have.length(1);
  });

  it('goes before those that are made after it', async () => {
    const store = await early(await filled());
    store.mutate.updateDeal({ id: deal, name: 'Winches' });
    await store.able();
    store.mutate.updateDeal({ id: deal, name: 'Pulleys' });
    expect(store.get('deal', deal)?.name).to.equal('Pulleys');
    await until(() => store.status.waiting === 0, 'the server has answered');
    expect(server.pushed.map(({ args }) => (args as { name: string }).name)).to.deep.equal(['Winches', 'Pulleys']);
    expect(server.workspace.at('deal', deal).name).to.equal('Pulleys');
  });

  it('is told of with its record when the server refuses it', async () => {
    const store = await early(await filled());
    server.change('deleteDeal', { id: deal });
    store.mutate.updateDeal({ id: deal, name: 'Winches' });
    await until(() => store.status.refused === 1, 'it has been refused');
    expect(store.status.waiting).to.equal(0);
    expect(store.refused[0]?.args).to.deep.equal({ id: deal, name: 'Winches' });
    expect(store.refused[0]?.touched).to.deep.include({ type: 'deal', id: deal });
  });

  it('is refused by the server where the rules would have refused it', async () => {
    const store = await early(await filled());
    const id = newId();
    expect(store.mutate.createDeal({ id, name: '', contact_id }).ok).to.equal(true);
    await until(() => store.status.refused === 1, 'it has been refused');
    expect(store.refused[0]?.fields).to.have.property('name');
    expect(store.get('deal', id)).to.equal(undefined);
  });

  it('outlives its page, and is shown with the first rows of the next', async () => {
    await fill();
    server.online = false;
    const store = await early();
    store.mutate.updateDeal({ id: deal, name: 'Winches' });
    store.close();
    await isKept(({ outbox }) => outbox.length === 1);
    const next = await early();
    expect(next.get('deal', deal)?.name).to.equal('Winches');
    server.online = true;
    next.resume();
    await until(() => next.status.waiting === 0, 'the server has answered');
    expect(server.workspace.at('deal', deal).name).to.equal('Winches');
    await next.wipe();
  });
});
