import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunningProcess } from '../running.ts';
import { startProcess, stopProcess } from '../running.ts';
import { Client, Refused, uuid } from './client.ts';

/** docs/sync.md is enough to write a client from: this one was, and works with the running server over HTTP alone. */

let dataDir: string;
let running: RunningProcess;
let ana: Client;
let camille: Client;

async function enter(name: string): Promise<Client> {
  const client = new Client(running.address);
  await client.signIn(`${name}@meridian.example`, 'meridian-sample');
  await client.bootstrap();
  return client;
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-sync-client-'));
  running = await startProcess(dataDir);
}, 120_000);
afterAll(async () => {
  await stopProcess(running, 'SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  ana = await enter('ana');
  camille = await enter('camille');
});

const count = (client: Client, type: string) => client.records.get(type)?.size ?? 0;
const row = (client: Client, type: string, id: string) => client.records.get(type)?.get(id);

describe('a client that was written from the document', () => {
  it('fetches what its person may see, and no more', () => {
    expect(count(camille, 'contact')).toBeGreaterThan(2000);
    expect(count(camille, 'deal')).toBeGreaterThan(1500);
    expect(count(ana, 'deal')).toBeGreaterThan(0);
    expect(count(ana, 'deal')).toBeLessThan(count(camille, 'deal'));
    for (const deal of ana.records.get('deal')?.values() ?? []) expect(deal.scope).toContain(ana.person);
    expect(count(ana, 'stage')).toBe(count(camille, 'stage'));
  });

  it('makes and changes records, which others then see', async () => {
    const [contact, deal] = [uuid(), uuid()];
    ana.change('createContact', { id: contact, is_organization: true, name: 'Written from a document' });
    ana.change('createDeal', { id: deal, name: 'Paper', contact_id: contact, value: '1250.5', currency: 'EUR' });
    ana.change('updateDeal', { id: deal, hot: true });
    await ana.push();
    expect(ana.outbox).toEqual([]);
    expect(row(ana, 'deal', deal)).toMatchObject({ name: 'Paper', value: '1250.50', hot: true, contact_name: 'Written from a document' });
    expect(row(ana, 'deal', deal)?.['number']).toBeGreaterThan(0);
    expect(row(camille, 'deal', deal)).toBeUndefined();
    await camille.pull();
    expect(row(camille, 'deal', deal)).toEqual(row(ana, 'deal', deal));
    expect(await camille.history('deal', deal)).toMatchObject([
      { mutator: 'updateDeal', kind: 'changed', person_id: ana.person, fields: { hot: { from: false, to: true } } },
      { mutator: 'createDeal', kind: 'created' },
    ]);
  });

  it('keeps what was rejected, with the reason and the field, and goes on behind it', async () => {
    const [good, bad] = [uuid(), uuid()];
    ana.change('createLead', { id: bad, first_name: 'Only' });
    ana.change('createLead', { id: good, last_name: 'Named' });
    ana.change('noSuchMutator', {});
    ana.change('updatePipeline', { id: uuid(), name: 'Mine' });
    await ana.push();
    expect(ana.rejected).toMatchObject([
      { name: 'createLead', code: 'invalid', fields: { last_name: { code: 'missing' } } },
      { name: 'noSuchMutator', code: 'invalid' },
      { name: 'updatePipeline', code: 'forbidden' },
    ]);
    expect(row(ana, 'lead', good)).toBeDefined();
    expect(row(ana, 'lead', bad)).toBeUndefined();
    // Acknowledged, they are not told again.
    await ana.pull();
    await ana.pull();
    expect(ana.rejected).toHaveLength(3);
  });

  it('loses nothing and does nothing twice when it restarts with a full outbox and sends all of it again', async () => {
    const ids = Array.from({ length: 20 }, () => uuid());
    for (const id of ids.slice(0, 10)) ana.change('createLead', { id, last_name: 'Before' });
    const sent = [...ana.outbox];
    await ana.push();
    // The answer was lost, as far as the disk knows.
    ana.outbox = sent;
    ana.restart();
    for (const id of ids.slice(10)) ana.change('createLead', { id, last_name: 'After' });
    await ana.push();
    expect(ana.rejected).toEqual([]);
    await camille.pull();
    for (const id of ids) expect(row(camille, 'lead', id)?.version).toBeGreaterThan(0);
  });

  it('goes on in a new lane where a mutation is missing', async () => {
    const [first, second] = [uuid(), uuid()];
    ana.change('createLead', { id: uuid(), last_name: 'Lost' });
    ana.change('createLead', { id: first, last_name: 'A' });
    ana.change('createLead', { id: second, last_name: 'B' });
    ana.outbox.shift();
    await ana.push();
    expect(ana.outbox).toEqual([]);
    expect([row(ana, 'lead', first), row(ana, 'lead', second)]).not.toContain(undefined);
  });

  it('drops what leaves its sight, and gets what comes into it', async () => {
    const lead = uuid();
    ana.change('createLead', { id: lead, last_name: 'Passed on' });
    await ana.push();
    await camille.pull();
    const tomas = await enter('tomas');
    camille.change('handOver', { type: 'lead', ids: [lead], owner_id: tomas.person });
    await camille.push();
    await ana.pull();
    expect(row(ana, 'lead', lead)).toBeUndefined();
    await tomas.pull();
    expect(row(tomas, 'lead', lead)).toMatchObject({ owner_id: tomas.person });

    // Ana becomes a manager whom Tomás reports to, and then no more.
    const before = count(ana, 'deal');
    camille.change('updateUser', { id: ana.person, profile: 'manager' });
    const superior = row(camille, 'user', tomas.person)?.['reports_to'];
    camille.change('updateUser', { id: tomas.person, reports_to: ana.person });
    await camille.push();
    await ana.pull();
    expect(row(ana, 'lead', lead)).toBeDefined();
    expect(count(ana, 'deal')).toBeGreaterThan(before);
    camille.change('updateUser', { id: tomas.person, reports_to: superior });
    camille.change('updateUser', { id: ana.person, profile: 'user' });
    await camille.push();
    await ana.pull();
    expect(row(ana, 'lead', lead)).toBeUndefined();
    expect(count(ana, 'deal')).toBe(before);
  });

  it('renews its token, and is told apart from whoever may not', async () => {
    ana.loseToken();
    await ana.pull();
    await expect(ana.history('deal', uuid())).rejects.toMatchObject({ status: 404, body: { code: 'not_found' } });
    const stranger = new Client(running.address);
    const entering = stranger.signIn('ana@meridian.example', 'not her password');
    await expect(entering).rejects.toSatisfy((error) => error instanceof Refused && error.body.code === 'wrong_credentials');
  });

  describe('that listens', () => {
    const stopping = new AbortController();
    afterEach(() => stopping.abort());

    it('hears of what others do', async () => {
      const heard: number[] = [];
      const listening = ana.listen((version) => void heard.push(version), stopping.signal).catch(() => undefined);
      await expect.poll(() => heard.length).toBeGreaterThan(0);
      camille.change('createNote', {
        id: uuid(),
        content: 'Told',
        resource_type: 'deal',
        resource_id: [...(camille.records.get('deal')?.keys() ?? [])][0],
      });
      await camille.push();
      await expect.poll(() => heard.at(-1)).toBe(camille.version);
      stopping.abort();
      await listening;
    });
  });
});
