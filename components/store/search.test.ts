/// <reference types="mocha" />
import { expect } from 'chai';
import { newId } from '../../shared/ids.ts';
import { until } from '../base/testing/page.ts';
import type { Store } from './index.ts';
import { openStoreOf } from './index.ts';
import { MemoryDisk } from './memory-disk.ts';
import { searchOf } from './search.ts';
import { FakeServer } from './testing/fake-server.ts';

let server: FakeServer;
let store: Store;
let contact: string;

beforeEach(async () => {
  server = new FakeServer();
  contact = newId();
  server.change('createContact', { id: contact, last_name: 'Marchand', first_name: 'Hélène', email: 'helene@chevreul.example' });
  store = await openStoreOf(server.who, { ...server.options, disk: new MemoryDisk() });
  await until(() => store.status.ready === 'all' && store.status.connection === 'up-to-date', 'the store is up to date');
});
afterEach(() => store.close());

const found = async (text: string, types?: ('lead' | 'contact' | 'deal' | 'task')[]) =>
  (await searchOf(store).find(text, types ? { types } : {})).map(({ type, id }) => `${type}/${id}`);

describe('search in a store', () => {
  it('finds records of every list, with typing mistakes too', async () => {
    const [deal, task] = [newId(), newId()];
    server.change('createDeal', { id: deal, name: 'Meters for Marchand', contact_id: contact });
    server.change('createTask', { id: task, content: 'Call Marchand', resource_type: 'contact', resource_id: contact });
    await until(() => store.get('task', task) !== undefined, 'the task has come');
    expect(await found('marchnad')).to.have.members([`contact/${contact}`, `deal/${deal}`, `task/${task}`]);
    expect(await found('marchand', ['deal'])).to.deep.equal([`deal/${deal}`]);
  });

  it('follows changes here and on the server at once', async () => {
    expect(await found('marchand')).to.deep.equal([`contact/${contact}`]);
    store.mutate.updateContact({ id: contact, last_name: 'Okafor' });
    expect(await found('marchand')).to.deep.equal([]);
    expect(await found('okafor')).to.deep.equal([`contact/${contact}`]);
    const lead = newId();
    server.change('createLead', { id: lead, last_name: 'Marchand' });
    await until(() => store.get('lead', lead) !== undefined, 'the lead has come');
    expect(await found('marchand')).to.deep.equal([`lead/${lead}`]);
  });

  it('finds a converted lead as its contact alone', async () => {
    const [lead, individual_id] = [newId(), newId()];
    store.mutate.createLead({ id: lead, last_name: 'Tanabe' });
    expect(await found('tanabe')).to.deep.equal([`lead/${lead}`]);
    store.mutate.convertLead({ id: lead, conversion_id: newId(), individual_id });
    expect(await found('tanabe')).to.deep.equal([`contact/${individual_id}`]);
  });
});
