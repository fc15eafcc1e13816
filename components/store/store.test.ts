/// <reference types="mocha" />
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { until } from '../base/testing/page.ts';
import type { Disk, Store } from './index.ts';
import { openStoreOf } from './index.ts';
import { IndexedDisk } from './indexed-disk.ts';
import { MemoryDisk } from './memory-disk.ts';
import type { Status } from './status.ts';
import { FakeServer } from './testing/fake-server.ts';

let server: FakeServer;
let contact_id: string;
const open: Store[] = [];

beforeEach(() => {
  server = new FakeServer();
  contact_id = newId();
  server.change('createContact', { id: contact_id, is_organization: true, name: 'Harbour Ltd' });
});
afterEach(() => {
  for (const store of open.splice(0)) store.close();
});

async function opened(disk?: Disk): Promise<Store> {
  const store = await openStoreOf(server.who, { ...server.options, ...(disk ? { disk } : {}) });
  open.push(store);
  return store;
}

/** A store that has everything and whose server knows everything. */
async function ready(disk: Disk = new MemoryDisk()): Promise<Store> {
  const store = await opened(disk);
  await until(() => store.status.ready === 'all' && store.status.connection === 'up-to-date', 'the store is up to date');
  return store;
}

function dealOnServer(name = 'Cranes', value = '100'): string {
  const id = newId();
  server.change('createDeal', { id, name, contact_id, value, currency: 'EUR' });
  return id;
}

const serverName = (id: string): string | undefined => server.workspace.get('deal', id)?.name;

describe('a store', () => {
  it('fills itself from the server, the person included', async () => {
    const deal = dealOnServer();
    const store = await ready();
    expect(store.get('deal', deal)).to.deep.equal(server.workspace.at('deal', deal));
    expect(store.person?.id).to.equal(server.person);
    expect(store.status).to.deep.equal({
      connection: 'up-to-date',
      ready: 'all',
      waiting: 0,
      refused: 0,
      storage: 'memory',
    } satisfies Status);
  });

  it('shows a change at once, and sends it', async () => {
    const deal = dealOnServer();
    const store = await ready();
    const stage = server.workspace.stage('won');
    const board = store.query({ type: 'deal', by: ['stage_id', stage], amount: (row) => row });
    board.subscribe(() => undefined);
    expect(store.mutate.moveDeal({ id: deal, stage_id: stage })).to.deep.equal({ ok: true });
    expect(board.rows.map(({ id }) => id)).to.deep.equal([deal]);
    expect(board.sums.get('EUR')).to.equal(10_000);
    expect(store.pending('deal', deal)).to.equal('waiting');
    expect(store.status.waiting).to.equal(1);
    await until(() => store.status.waiting === 0, 'the server has answered');
    expect(store.pending('deal', deal)).to.equal(undefined);
    expect(store.get('deal', deal)).to.deep.equal(server.workspace.at('deal', deal));
    expect(server.workspace.at('deal', deal).stage_id).to.equal(stage);
  });

  it('asks once for what became of a change of its own, though the server tells of that too', async () => {
    const deal = dealOnServer();
    const store = await ready();
    await until(() => server.asked.includes('/sync/events'), 'it listens');
    await new Promise((resolve) => setTimeout(resolve, 100));
    server.asked.length = 0;
    store.mutate.updateDeal({ id: deal, name: 'Winches' });
    store.mutate.updateDeal({ id: deal, hot: true });
    await until(() => store.status.waiting === 0 && store.status.connection === 'up-to-date', 'the server has answered');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.asked).to.deep.equal(['/sync/push', '/sync/pull']);
    server.change('updateDeal', { id: deal, name: 'Pulleys' });
    await until(() => store.get('deal', deal)?.name === 'Pulleys', 'it hears of others as before');
  });

  it('refuses at once what the rules refuse, with the fields, and sends nothing', async () => {
    const store = await ready();
    const id = newId();
    const outcome = store.mutate.createDeal({ id, name: '', contact_id });
    if (outcome.ok) throw new Error('It was accepted.');
    expect(outcome.rejection.code).to.equal('invalid');
    expect(outcome.rejection.fields).to.have.property('name');
    expect(store.get('deal', id)).to.equal(undefined);
    expect(store.status.waiting).to.equal(0);
    expect(server.pushed).to.deep.equal([]);
  });

  it('hears of the changes of others', async () => {
    const store = await ready();
    await until(() => server.asked.includes('/sync/events'), 'it listens');
    const deals = store.query({ type: 'deal' });
    let told = 0;
    deals.subscribe(() => told++);
    const id = dealOnServer('Winches');
    await until(() => deals.rows.length === 1, 'the deal has come');
    expect(told).to.equal(1);
    server.change('deleteDeal', { id });
    await until(() => deals.rows.length === 0, 'the deal has gone');
  });

  it('tells only those who look at what has changed', async () => {
    const [first, second] = [dealOnServer('First'), dealOnServer('Second')];
    const store = await ready();
    const told: string[] = [];
    store.onRecord('deal', first, () => told.push('first'));
    store.onRecord('deal', second, () => told.push('second'));
    store.query({ type: 'task' }).subscribe(() => told.push('tasks'));
    const stop = store.onChanges((changes) => told.push(...changes.map(({ type }) => `any ${type}`)));
    store.mutate.updateDeal({ id: first, hot: true });
    expect(told).to.deep.equal(['first', 'any deal']);
    stop();
  });
});

describe('a store without a server', () => {
  it('keeps working, says so, and sends everything later in its order', async () => {
    const deal = dealOnServer();
    const store = await ready();
    server.online = false;
    for (const name of ['One', 'Two', 'Three']) store.mutate.updateDeal({ id: deal, name });
    await until(() => store.status.connection === 'offline', 'it is offline');
    expect(store.get('deal', deal)?.name).to.equal('Three');
    expect(store.status.waiting).to.equal(3);
    expect(serverName(deal)).to.equal('Cranes');
    server.online = true;
    window.dispatchEvent(new Event('online'));
    await until(() => store.status.waiting === 0, 'all is sent');
    expect(serverName(deal)).to.equal('Three');
    expect(server.pushed.map(({ sequence }) => sequence)).to.deep.equal([1, 2, 3]);
    expect(new Set(server.pushed.map(({ lane }) => lane)).size).to.equal(1);
  });

  it('says that it is offline when the server goes, though nothing is changed', async () => {
    const store = await ready();
    server.online = false;
    server.hangUp();
    await until(() => store.status.connection === 'offline', 'it is offline');
  });

  it('says so at once when the browser loses its network, though the line to the server hangs on', async () => {
    const store = await ready();
    server.online = false;
    window.dispatchEvent(new Event('offline'));
    await until(() => store.status.connection === 'offline', 'it is offline');
  });

  it('looks at once whether the server is there when its line ends, and listens again', async () => {
    const deal = dealOnServer();
    const store = await ready();
    const said: string[] = [];
    store.onStatus(() => said.push(store.status.connection));
    const pulls = () => server.asked.filter((path) => path === '/sync/pull').length;
    await until(() => server.asked.includes('/sync/events'), 'it listens');
    const [before, listening] = [pulls(), server.asked.filter((path) => path === '/sync/events').length];
    server.hangUp();
    await until(() => pulls() > before, 'it asks');
    await until(() => server.asked.filter((path) => path === '/sync/events').length > listening, 'it listens again');
    server.change('updateDeal', { id: deal, name: 'Heard' });
    await until(() => store.get('deal', deal)?.name === 'Heard', 'it hears');
    expect(said).not.to.contain('offline');
  });

  it('sends a change again whose answer was lost, and it happens once', async () => {
    const deal = dealOnServer();
    const store = await ready();
    server.lost.add('/sync/push');
    const id = newId();
    store.mutate.createNote({ id, content: 'Called', resource_type: 'deal', resource_id: deal });
    await until(() => server.lost.size === 0, 'the answer is lost');
    expect(server.workspace.all('note')).to.have.length(1);
    window.dispatchEvent(new Event('online'));
    await until(() => store.status.waiting === 0, 'the server has answered');
    const [first, ...again] = server.pushed;
    expect(again).to.not.have.length(0);
    for (const repeated of again) expect(repeated).to.deep.equal(first);
    expect(server.workspace.all('note')).to.have.length(1);
    expect(store.refused).to.deep.equal([]);
  });

  it('opens on what it has kept, waiting changes in place', async () => {
    const deal = dealOnServer();
    const disk = new MemoryDisk();
    const before = await ready(disk);
    server.online = false;
    before.mutate.updateDeal({ id: deal, name: 'Changed on the train' });
    await until(() => before.status.connection === 'offline', 'it is offline');
    before.close();
    const after = await opened(disk);
    await until(() => after.status.ready === 'all', 'all of it is there');
    expect(after.get('deal', deal)?.name).to.equal('Changed on the train');
    expect(after.pending('deal', deal)).to.equal('waiting');
    server.online = true;
    window.dispatchEvent(new Event('online'));
    await until(() => after.status.waiting === 0 && after.status.connection === 'up-to-date', 'all is sent');
    expect(serverName(deal)).to.equal('Changed on the train');
  });

  it('asks for a new token once, then waits for the person to sign in', async () => {
    const deal = dealOnServer();
    const store = await ready();
    server.tokens.length = 0;
    server.signedIn = false;
    store.mutate.updateDeal({ id: deal, name: 'Signed out' });
    await until(() => store.status.connection === 'signed-out', 'it says so');
    expect(server.tokens).to.deep.equal([false, true]);
    const asked = server.asked.length;
    store.mutate.updateDeal({ id: deal, hot: true });
    await new Promise((resolve) => setTimeout(resolve));
    expect(server.asked.length, 'it asks nothing meanwhile').to.equal(asked);
    server.signedIn = true;
    store.resume();
    await until(() => store.status.waiting === 0, 'all is sent');
    expect(server.workspace.at('deal', deal)).to.include({ name: 'Signed out', hot: true });
  });
});

describe('a change that the server refuses', () => {
  let store: Store;
  let deal: string;

  /** Here the name still stands; on the server the deal has gone. */
  beforeEach(async () => {
    deal = dealOnServer();
    store = await ready();
    server.online = false;
    store.mutate.updateDeal({ id: deal, name: 'Too late' });
    await until(() => store.status.connection === 'offline', 'it is offline');
    server.change('deleteDeal', { id: deal });
    server.online = true;
    window.dispatchEvent(new Event('online'));
    await until(() => store.status.refused === 1, 'it is refused');
  });

  it('is taken back, and kept with its reason for its author', async () => {
    expect(store.get('deal', deal)).to.equal(undefined);
    expect(store.status.waiting).to.equal(0);
    const [refused] = store.refused;
    expect(refused).to.include({ name: 'updateDeal', code: 'not_found' });
    expect(refused?.touched).to.deep.include({ type: 'deal', id: deal });
    expect(store.pending('deal', deal)).to.equal(refused);
  });

  it('is acknowledged to the server once it is stored', async () => {
    const [refused] = store.refused;
    if (!refused) throw new Error('Nothing is refused.');
    window.dispatchEvent(new Event('online'));
    await until(() => server.acknowledged.length > 0, 'it is acknowledged');
    expect(server.acknowledged).to.deep.equal([{ lane: refused.lane, sequence: refused.sequence }]);
  });

  it('can be dismissed', () => {
    const [refused] = store.refused;
    if (!refused) throw new Error('Nothing is refused.');
    store.dismiss(refused);
    expect(store.refused).to.deep.equal([]);
    expect(store.status.refused).to.equal(0);
    expect(store.pending('deal', deal)).to.equal(undefined);
  });

  it('can be tried again as a new one, and stays while it is still not possible', async () => {
    const [refused] = store.refused;
    if (!refused) throw new Error('Nothing is refused.');
    expect(store.retry(refused).ok, 'the deal is gone here too').to.equal(false);
    expect(store.refused).to.deep.equal([refused]);
    server.change('restoreRecord', { type: 'deal', id: deal });
    window.dispatchEvent(new Event('online'));
    await until(() => store.get('deal', deal) !== undefined, 'the deal is back');
    expect(store.retry(refused)).to.deep.equal({ ok: true });
    await until(() => store.status.waiting === 0, 'the server has answered');
    expect(serverName(deal)).to.equal('Too late');
    expect(store.refused).to.deep.equal([]);
  });
});

describe('a store whose line is broken', () => {
  it('begins a new lane where the server misses one before', async () => {
    const deal = dealOnServer();
    const disk = new MemoryDisk();
    const lane = newId();
    // The first of the lane was lost with the power: the second stands on disk alone.
    await disk.keep({ lane, sequence: 2, name: 'updateDeal', args: { id: deal, name: 'Second' }, at: '2026-11-24T09:00:00.000Z' });
    const store = await opened(disk);
    await until(() => store.status.connection === 'up-to-date' && store.status.waiting === 0, 'all is sent');
    expect(serverName(deal)).to.equal('Second');
    const last = server.pushed.at(-1);
    expect(last?.lane).to.not.equal(lane);
    expect(last?.sequence).to.equal(1);
    expect((await disk.open()).outbox).to.deep.equal([]);
  });

  it('fills itself anew where the cursor is too old, and keeps what waits', async () => {
    const deal = dealOnServer();
    const store = await ready();
    server.online = false;
    store.mutate.updateDeal({ id: deal, name: 'Still here' });
    await until(() => store.status.connection === 'offline', 'it is offline');
    const other = dealOnServer('Winches');
    server.online = true;
    server.reset = 'cursor_too_old';
    window.dispatchEvent(new Event('online'));
    await until(() => store.status.waiting === 0 && store.status.connection === 'up-to-date', 'all is sent');
    expect(server.asked.filter((path) => path === '/sync/bootstrap')).to.have.length(2);
    expect(serverName(deal)).to.equal('Still here');
    expect(store.get('deal', deal)?.name).to.equal('Still here');
    expect(store.get('deal', other)?.name).to.equal('Winches');
    expect(store.query({ type: 'deal' }).rows).to.have.length(2);
  });
});

describe('a store that opens on its cache', () => {
  /** Gives no more than the first screen until it is let go on, and fails then where it is told to. */
  class Halting extends MemoryDisk {
    fails = false;
    goOn: () => void = () => undefined;
    #gate = Promise.resolve();

    halt(): void {
      this.#gate = new Promise((resolve) => (this.goOn = resolve));
    }

    override async *blocks(): AsyncGenerator<string> {
      await this.#gate;
      if (this.fails) throw new Error('The disk is broken.');
      yield* super.blocks();
    }
  }

  async function cached(): Promise<{ disk: Halting; deal: string }> {
    const deal = dealOnServer();
    const disk = new Halting();
    (await ready(disk)).close();
    disk.halt();
    return { disk, deal };
  }

  it('shows the first screen before it has read the rest, and takes changes meanwhile', async () => {
    const { disk, deal } = await cached();
    const store = await opened(disk);
    expect(store.status.ready).to.equal('first');
    expect(store.get('deal', deal)?.name).to.equal('Cranes');
    expect(store.get('contact', contact_id)).to.equal(undefined);
    const contacts = store.query({ type: 'contact' });
    const told: string[] = [];
    contacts.subscribe(() => told.push(...contacts.rows.map(({ name }) => name)));
    store.onChanges((changes) => told.push(...changes.map(({ type }) => type)));
    expect(store.mutate.updateDeal({ id: deal, name: 'Winches' })).to.deep.equal({ ok: true });
    disk.goOn();
    await until(() => store.status.ready === 'all', 'all of it is there');
    expect(told.slice(0, 3)).to.deep.equal(['deal', 'Harbour Ltd', 'contact']);
    expect(store.get('deal', deal)?.name).to.equal('Winches');
    await until(() => serverName(deal) === 'Winches', 'it is sent');
  });

  it('asks the server for everything where it cannot read to the end, and keeps what waits', async () => {
    const { disk, deal } = await cached();
    disk.fails = true;
    const store = await opened(disk);
    store.mutate.updateDeal({ id: deal, name: 'Winches' });
    disk.goOn();
    await until(() => store.status.connection === 'up-to-date' && store.status.waiting === 0, 'it is up to date');
    expect(server.asked.filter((path) => path === '/sync/bootstrap')).to.have.length(2);
    expect(store.get('contact', contact_id)?.name).to.equal('Harbour Ltd');
    expect(serverName(deal)).to.equal('Winches');
    expect(store.status.ready).to.equal('all');
  });
});

describe('two tabs of one browser', () => {
  const disk = () => new IndexedDisk(`inlay/${server.options.server}/${server.who.workspaceId}/${server.who.personId}`);

  it('share one cache, one conversation with the server, and each other’s changes', async () => {
    const deal = dealOnServer();
    const leader = await ready(disk());
    expect(leader.status.storage).to.equal('disk');
    const follower = await opened(disk());
    await until(() => follower.status.ready === 'all', 'the second has read it');
    expect(follower.get('deal', deal)).to.deep.equal(leader.get('deal', deal));
    follower.mutate.updateDeal({ id: deal, name: 'From the second tab' });
    await until(() => leader.get('deal', deal)?.name === 'From the second tab', 'the first shows it');
    await until(() => follower.status.waiting === 0 && leader.status.waiting === 0, 'the server has answered');
    expect(serverName(deal)).to.equal('From the second tab');
    expect(server.pushed).to.have.length(1);
    expect(server.asked.filter((path) => path === '/sync/bootstrap')).to.have.length(1);
    await leader.wipe();
  });

  it('go on when the one that talked to the server is closed', async () => {
    const deal = dealOnServer();
    const leader = await ready(disk());
    const follower = await opened(disk());
    leader.close();
    await until(() => follower.status.connection === 'up-to-date', 'the second talks to the server');
    follower.mutate.updateDeal({ id: deal, name: 'Alone' });
    await until(() => follower.status.waiting === 0, 'the server has answered');
    expect(serverName(deal)).to.equal('Alone');
    await follower.wipe();
  });

  it('are both signed out by one, and nothing stays in the browser', async () => {
    const deal = dealOnServer();
    const leader = await ready(disk());
    const follower = await opened(disk());
    await follower.wipe();
    await until(() => leader.status.connection === 'signed-out', 'the first is told');
    expect(leader.get('deal', deal)).to.equal(undefined);
    expect(leader.status).to.include({ ready: 'none', waiting: 0 });
    const left = await indexedDB.databases();
    expect(left.filter(({ name }) => name?.includes(server.workspaceId))).to.deep.equal([]);
  });
});
