/// <reference types="mocha" />
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import type { MutatorArgs } from '../../shared/mutators/index.ts';
import { until } from '../base/testing/page.ts';
import { BodyShelf } from './body-shelf.ts';
import { openStoreOf } from './index.ts';
import type { Store } from './index.ts';
import { FakeServer } from './testing/fake-server.ts';

let server: FakeServer;
let name: string;
const open: Store[] = [];

beforeEach(() => {
  server = new FakeServer();
  name = `inlay/${server.options.server}/${server.workspaceId}/${server.person}`;
});
afterEach(() => {
  for (const store of open.splice(0)) store.close();
});

async function opened(): Promise<Store> {
  const store = await openStoreOf(server.who, server.options);
  open.push(store);
  return store;
}

async function ready(): Promise<Store> {
  const store = await opened();
  await until(() => store.status.ready === 'all' && store.status.connection === 'up-to-date', 'the store is up to date');
  return store;
}

function logged(): string {
  const id = newId();
  const copy = { account: 'ada@example.com', thread_id: id.replaceAll('-', '') };
  const message: MutatorArgs<'logEmail'> = {
    id,
    from: { email: 'bo@li.example', name: 'Bo' },
    to: [{ email: 'ada@example.com', name: null }],
    sent_at: '2026-01-01T09:00:00.000Z',
    direction: 'incoming',
    body_text: `How much is ${id}?`,
    by_hand: true,
    copy,
  };
  server.change('logEmail', message);
  return id;
}

const textOf = async (store: Store, id: string) => (await store.bodies.find(id))?.body_text;
/** What is on the disk, whoever has put it there. */
const kept = async (id: string) => {
  const shelf = new BodyShelf(name);
  const body = await shelf.get(id);
  shelf.close();
  return body?.body_text;
};
const becomes = async (id: string, wanted: string | undefined) => {
  for (const end = performance.now() + 5000; (await kept(id)) !== wanted && performance.now() < end;)
    await new Promise(requestAnimationFrame);
  expect(await kept(id)).to.equal(wanted);
};

describe('what a message says', () => {
  it('is asked for once, and is there without the server when it was read before', async () => {
    const [read, other] = [logged(), logged()];
    const store = await ready();
    expect(store.get('email', read)).to.include({ body_text: null, has_body: true });
    expect(await textOf(store, read)).to.equal(`How much is ${read}?`);
    await becomes(read, `How much is ${read}?`);
    store.close();
    server.online = false;
    const later = await opened();
    await until(() => later.get('email', read) !== undefined, 'the records');
    expect(await textOf(later, read)).to.equal(`How much is ${read}?`);
    expect(await textOf(later, other)).to.equal(undefined);
    expect(server.asked.filter((path) => path === `/emails/${read}/body`)).to.have.length(1);
  });

  it('goes with the sight of the message', async () => {
    const id = logged();
    const store = await ready();
    await textOf(store, id);
    await becomes(id, `How much is ${id}?`);
    server.change('unlogEmail', { id });
    await until(() => store.get('email', id) === undefined, 'the message is gone');
    await becomes(id, undefined);
  });

  it('goes when the sight of the message was lost while everything is fetched anew', async () => {
    const [lost, stays] = [logged(), logged()];
    const store = await ready();
    for (const id of [lost, stays]) await textOf(store, id);
    await becomes(lost, `How much is ${lost}?`);
    store.close();
    server.change('unlogEmail', { id: lost });
    server.reset = 'cursor_too_old';
    const later = await opened();
    await until(() => later.status.connection === 'up-to-date' && later.get('email', lost) === undefined, 'the message is gone');
    await becomes(lost, undefined);
    await becomes(stays, `How much is ${stays}?`);
  });

  it('goes with signing out, and nothing of it comes afterwards', async () => {
    const id = logged();
    const store = await ready();
    await textOf(store, id);
    await becomes(id, `How much is ${id}?`);
    const late = store.bodies.find(id);
    await store.wipe();
    await late;
    // Deleted as soon as the last connection is closed.
    const left = async () => (await indexedDB.databases()).filter((database) => database.name?.includes(server.workspaceId));
    for (const last = performance.now() + 5000; (await left()).length > 0 && performance.now() < last;)
      await new Promise(requestAnimationFrame);
    expect(await left()).to.deep.equal([]);
  });

  it('is kept of the messages that were read last', async () => {
    const shelf = new BodyShelf(name);
    for (let at = 0; at < 301; at++) await shelf.put(`m${at}`, { body_html: null, body_text: String(at) });
    await becomes('m0', undefined);
    expect([(await shelf.get('m1'))?.body_text, (await shelf.get('m300'))?.body_text]).to.deep.equal(['1', '300']);
    await shelf.wipe();
  });
});
