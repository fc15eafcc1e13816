import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { Scene } from '../directory/testing.ts';
import { expectBody, join, startScene } from '../directory/testing.ts';
import type { Import } from './files.ts';
import type { ShownRow } from './plan-file.ts';
import { zipOf } from './testing.ts';

interface Offer {
  import: Import;
  kinds: Record<string, { fields: { field: string }[] }>;
  tables: { kind: string | null; mappings: Record<string, Record<string, string>> }[];
}
interface Planned {
  import: Import;
  rows: ShownRow[];
}

let scene: Scene;
beforeEach(async () => void (scene = await startScene()));
afterEach(() => scene.close());

const ask = (method: string, path: string, json?: object, token = scene.owner.token) =>
  scene.server.request(method, `/imports${path}`, { token, ...(json && { json }) });

async function offer(files: Record<string, string> | string, token = scene.owner.token): Promise<Offer> {
  const body = typeof files === 'string' ? new TextEncoder().encode(files) : new Uint8Array(await zipOf(files));
  const name = typeof files === 'string' ? 'leads.csv' : 'export.zip';
  return expectBody<Offer>(await scene.server.request('POST', `/imports?name=${name}`, { token, body }), 201);
}

async function plan(given: Offer, token = scene.owner.token, change: Record<string, string> = {}): Promise<Planned> {
  const tables = given.tables.map(({ kind, mappings }) => ({ kind, mapping: kind === null ? {} : { ...mappings[kind], ...change } }));
  return expectBody<Planned>(await ask('POST', `/${given.import.id}/plan`, { tables, source: 'sell' }, token));
}

async function settled(id: Id, token = scene.owner.token): Promise<Import> {
  for (;;) {
    const { import: entry } = expectBody<{ import: Import }>(await ask('GET', `/${id}`, undefined, token));
    if (!['running', 'undoing'].includes(entry.status)) return entry;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function run({ import: { id } }: Planned, token = scene.owner.token): Promise<Import> {
  expectBody(await ask('POST', `/${id}/run`, undefined, token), 202);
  return settled(id, token);
}

async function rowsOf<T extends RecordType>(type: T): Promise<Row<T>[]> {
  const { text } = await scene.server.request('POST', '/sync/bootstrap', { token: scene.owner.token });
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type?: RecordType; rows?: Row<T>[] })
    .flatMap((block) => (block.type === type ? (block.rows ?? []) : []));
}

const numbersOf = async (): Promise<Record<string, number>> =>
  Object.fromEntries((await rowsOf('lead')).map(({ last_name, number }) => [last_name, number]));

const push = async (name: string, args: object) => {
  const mutations = [{ lane: newId(), sequence: 1, name, args }];
  expectBody(await scene.server.request('POST', '/sync/push', { token: scene.owner.token, json: { mutations } }));
};

/** Enough of Sell's words, and a table of leads. */
const sell = (leads: string): Record<string, string> => ({
  'leads.csv': `id,last_name,status,unqualified_reason_id\n${leads}`,
  'deals.csv': 'id,name,stage_id,contact_id,loss_reason_id,estimated_close_date,last_stage_change_at,hot\n',
});

describe('ids of a Zendesk Sell export', () => {
  test('become the numbers of records of every type, texts and visits apart', async () => {
    const files = {
      'contacts.csv':
        'id,is_organization,name,last_name,customer_status,prospect_status\n2000000001,true,Acme,,,\n2000000002,false,,Li,,\n',
      'leads.csv': 'id,last_name,status\n2000000001,Lea,\n',
      'deals.csv': 'id,name,stage_id,contact_id,loss_reason_id,last_stage_change_at,hot\n2100000000,Sale,,2000000001,,,false\n',
      'associated_contacts.csv': 'id,deal_id,contact_id,role\n88,2100000000,2000000002,involved\n',
      'tasks.csv': 'id,content,due_date,completed,resource_type,resource_id\n1700000003,Ring,,false,lead,2000000001\n',
      'notes.csv': 'id,content,resource_type,resource_id\n9000000000,Tea,lead,2000000001\n',
      'calls.csv': 'id,summary,duration,made_at,resource_type,resource_id\n77,Hello,3,2019-03-12T10:00:00Z,lead,2000000001\n',
      'text_messages.csv':
        'id,content,incoming,resource_phone_number,sent_at,resource_type,resource_id\n5,Yes,true,+33,2019-03-12T10:00:00Z,lead,2000000001\n',
      'products.csv': 'id,name,sku\n11,Lamp,L-1\n',
      'orders.csv': 'id,deal_id,discount\n33,2100000000,0\n',
      'line_items.csv': 'id,order_id,product_id,quantity,price\n34,33,11,1,5\n',
    };
    const planned = await plan(await offer(files));
    expect(planned.rows.filter(({ action }) => action !== 'create')).toEqual([]);
    expect(planned.rows.filter((row) => row.renumbered)).toEqual([]);
    expect(await run(planned)).toMatchObject({ status: 'done', progress: { failed: 0 } });
    expect((await rowsOf('contact')).map(({ name, number }) => [name, number])).toEqual([
      ['Acme', 2_000_000_001],
      ['Li', 2_000_000_002],
    ]);
    const numbers: Partial<Record<RecordType, number[]>> = {};
    for (const type of ['lead', 'deal', 'associated_contact', 'task', 'note', 'call', 'product', 'order', 'line_item'] as const)
      numbers[type] = (await rowsOf(type)).map(({ number }) => number).toSorted((a, b) => a - b);
    expect(numbers).toEqual({
      lead: [2_000_000_001],
      deal: [2_100_000_000],
      associated_contact: [88],
      task: [1_700_000_003],
      // A text has an id among texts: as a note it is given a number.
      note: [9_000_000_000, 9_000_000_001],
      call: [77],
      product: [11],
      order: [33],
      line_item: [34],
    });
    await push('createLead', { id: newId(), last_name: 'Later' });
    expect(await numbersOf()).toMatchObject({ Later: 2_000_000_002 });
  });

  test('that are taken, doubled, too high or no numbers leave their records a given one, and the dry run says which', async () => {
    await push('createLead', { id: newId(), last_name: 'Here' });
    const ids = ['1', '40', '0', '-3', '007', '1.5', 'abc', '999999999999999999999', '1e9', '2000000003', '100000000000000'];
    const cells = ids.map((id, at) => `${id},L${at},,`).join('\n');
    // Persons and organizations are of one type: of two with one id the first keeps it. Two leads with one id are one lead.
    const contacts = 'id,is_organization,name,last_name,customer_status\n70,false,,Li,\n70,true,Acme,,\n';
    const planned = await plan(await offer({ ...sell(`${cells}\n40,L1,,\n`), 'contacts.csv': contacts }));
    expect(planned.rows.filter(({ action }) => action === 'error')).toEqual([]);
    expect(planned.rows.flatMap(({ renumbered, name }) => (renumbered ? [[name, renumbered.why]] : []))).toEqual([
      ['Li', 'taken'],
      ['L0', 'taken'],
      ...['L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'L8'].map((name) => [name, 'no_number']),
    ]);
    expect(planned.import.preparations).toMatchObject([{ what: 'renumbered', name: '9', choices: ['70', '1', '0', '-3', '007'] }]);
    expect(await run(planned)).toMatchObject({ status: 'done', progress: { failed: 0 } });
    const numbers = await numbersOf();
    expect(numbers).toMatchObject({ Here: 1, L1: 40, L9: 2_000_000_003, L10: 10 ** 14 });
    for (const name of ['L0', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'L8']) expect(numbers[name]).toBeGreaterThan(40);
    expect(new Set(Object.values(numbers)).size).toBe(Object.values(numbers).length);
    expect((await rowsOf('contact')).map(({ name, number }) => [name, number])).toEqual([
      ['Acme', 70],
      ['Li', 71],
    ]);
  });

  test('stay what they are when the import comes again, is undone, and comes once more', async () => {
    const files = sell('2000000001,A,,\n2000000007,B,,\n');
    const first = await plan(await offer(files));
    await run(first);
    const again = await plan(await offer(sell('2000000001,A,,\n2000000007,B,,\n2000000009,C,,\n')));
    expect(again.import.counts).toMatchObject({ create: 1, update: 0, skip: 2 });
    await run(again);
    const all = { A: 2_000_000_001, B: 2_000_000_007, C: 2_000_000_009 };
    expect(await numbersOf()).toEqual(all);
    for (const { import: one } of [again, first]) {
      expectBody(await ask('POST', `/${one.id}/undo`), 202);
      expect(await settled(one.id)).toMatchObject({ status: 'undone', undo: { kept: 0 } });
    }
    expect(await numbersOf()).toEqual({});
    // What was removed keeps its number: nobody else has been given it meanwhile.
    await push('createLead', { id: newId(), last_name: 'New' });
    const third = await plan(await offer(files));
    expect(third.rows.filter((row) => row.renumbered)).toEqual([]);
    await run(third);
    expect(await numbersOf()).toEqual({ A: 2_000_000_001, B: 2_000_000_007, New: 2_000_000_010 });
  });

  test('are told of no record that whoever imports does not see: theirs are the ids of the file alone', async () => {
    const rep = await join(scene, 'rep@example.com', { profile: 'user' });
    await run(await plan(await offer(sell('2000000001,A,,\n'))));
    const given = await offer(sell('2000000001,Own,,\n2000000002,Too,,\n'), rep.token);
    expect(given.tables.find(({ kind }) => kind === 'lead')?.mappings['lead']).toMatchObject({ id: 'external_id' });
    expect(given.kinds['lead']?.fields.map(({ field }) => field)).not.toContain('sell_id');
    const refused = await ask(
      'POST',
      `/${given.import.id}/plan`,
      { tables: given.tables.map(({ kind }) => ({ kind, mapping: kind === 'lead' ? { id: 'sell_id', last_name: 'last_name' } : {} })) },
      rep.token,
    );
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('sell_id')]);
    await run(await plan(given, rep.token), rep.token);
    expect(await numbersOf()).toEqual({ A: 2_000_000_001, Own: 2_000_000_002, Too: 2_000_000_003 });
  });

  test('are kept, or given up, whatever is in the file and whatever people push meanwhile', { timeout: 120_000 }, async () => {
    const cell = fc.oneof(
      fc.integer({ min: 1, max: 60 }).map(String),
      fc.bigInt({ min: 1n, max: 10n ** 17n }).map(String),
      fc.constantFrom('', '0', '-1', 'x', '１２', '1,5', '9007199254740993', '=1', "'=7"),
    );
    const [ids = []] = fc.sample(fc.uniqueArray(cell, { minLength: 150, maxLength: 150, selector: (id) => id || Math.random() }), {
      numRuns: 1,
      seed: 11,
    });
    const planned = await plan(await offer(sell(ids.map((id, at) => `"${id}",L${at},,`).join('\n'))));
    expect(planned.import.counts).toMatchObject({ create: ids.length, error: 0 });
    const running = run(planned);
    const pushed = Array.from({ length: 40 }, (_none, at) => `P${at}`);
    for (const last_name of pushed) await push('createLead', { id: newId(), last_name });
    expect(await running).toMatchObject({ status: 'done', progress: { created: ids.length, failed: 0 } });
    const numbers = await numbersOf();
    expect(Object.keys(numbers)).toHaveLength(ids.length + pushed.length);
    const holders = new Map(Object.entries(numbers).map(([name, number]) => [number, name]));
    expect(holders.size).toBe(ids.length + pushed.length);
    ids.forEach((id, at) => {
      const number = Number(id);
      if (/^[1-9]\d{0,14}$/.test(id) && number <= 10 ** 14)
        expect([`L${at}`, expect.stringMatching(/^P/)]).toContainEqual(holders.get(number));
    });
  });
});

test('files beside the tables of a ZIP are told by their names, and stay out', async () => {
  const documents = ['a', 'b', 'c', 'd'].map((name) => [`files/${name}.pdf`, '%PDF-1.4'] as const);
  const given = await offer({ ...sell('2000000001,A,,\n'), ...Object.fromEntries(documents), '__MACOSX/x.pdf': 'x', '.DS_Store': 'x' });
  expect(given.import.contents.others).toEqual({ count: 4, names: ['a.pdf', 'b.pdf', 'c.pdf'] });
  expect((await offer(sell('2000000001,A,,\n'))).import.contents.others).toBeNull();
});

describe('ids of other files', () => {
  test('are no numbers, unless somebody says that they are Sell’s', async () => {
    const csv = 'id,Last name,Status\n900,Plain,\n901,Other,\n';
    const given = await offer(csv);
    expect(given.tables[0]?.mappings['lead']).toMatchObject({ id: 'external_id' });
    await run(await plan(given));
    expect(await numbersOf()).toEqual({ Plain: 1, Other: 2 });
    const again = await offer(csv.replaceAll('90', '80'));
    await run(await plan(again, scene.owner.token, { id: 'sell_id' }));
    expect((await rowsOf('lead')).map(({ number }) => number)).toEqual([1, 2, 800, 801]);
  });

  test('of a ZIP of another system are no numbers', async () => {
    const given = await offer({ 'leads.csv': 'Record ID,Last name,Lead status\n7,A,\n', 'notes.csv': 'id,content,lead id\n1,Hm,7\n' });
    expect(given.tables[0]?.mappings['lead']).toMatchObject({ 'Record ID': 'external_id' });
  });
});
