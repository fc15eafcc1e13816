import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { Scene, Signed } from '../directory/testing.ts';
import { expectBody, join, startScene } from '../directory/testing.ts';
import type { Import } from './files.ts';
import type { Plan } from './plan.ts';
import type { ShownRow } from './plan-file.ts';
import { readTable } from './read.ts';
import { readSource } from './source.ts';
import { zipOf } from './testing.ts';

let scene: Scene;
let rep: Signed;
beforeAll(async () => {
  scene = await startScene();
  rep = await join(scene, 'rep@example.com');
});
afterAll(() => scene.close());

interface Answer {
  import: Import;
  kinds: Record<string, { mapping: Record<string, string> }>;
  kind: string;
}
type Page = { rows: ShownRow[]; total: number };

const ask = (method: string, path: string, who: Signed, json?: object) =>
  scene.server.request(method, `/imports${path}`, { token: who.token, ...(json && { json }) });

async function upload(csv: string, who = rep, name = 'file.csv') {
  const options = { token: who.token, body: csv, headers: { 'Content-Type': 'text/csv' } };
  return expectBody<Answer>(await scene.server.request('POST', `/imports?name=${encodeURIComponent(name)}`, options), 201);
}

async function planned(csv: string, options: object = {}, who = rep) {
  const { import: entry, kind, kinds } = await upload(csv, who);
  const body = { kind, mapping: kinds[kind]?.mapping ?? {}, ...options };
  return expectBody<{ import: Import } & Page>(await ask('POST', `/${entry.id}/plan`, who, body));
}

async function finished(id: string, who = rep): Promise<Import> {
  for (;;) {
    const { import: entry } = expectBody<Answer>(await ask('GET', `/${id}`, who));
    if (entry.status !== 'running') return entry;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function run(id: string, who = rep): Promise<Import> {
  expectBody(await ask('POST', `/${id}/run`, who), 202);
  return finished(id, who);
}

async function rows<T extends 'lead' | 'contact'>(type: T): Promise<Row<T>[]> {
  const { text } = await scene.server.request('POST', '/sync/bootstrap', { token: scene.owner.token });
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type?: string; rows?: Row<T>[] })
    .flatMap((block) => (block.type === type ? (block.rows ?? []) : []));
}

const leads = (count: number, prefix: string) =>
  `First name,Last name,Company,Status,Email\n${Array.from({ length: count }, (_, n) => `F${n},${prefix}${n},Co,New,${prefix}${n}@example.com`).join('\n')}\n`;

describe('an import', () => {
  test('is refused above what a person may keep, until some are removed', async () => {
    const crowded = await join(scene, 'crowded@example.com');
    const { import: entry } = await upload('Last name,Company\nKept,Co\n', crowded);
    const folder = joinPath(scene.server.dataDir, 'imports', scene.workspaceId);
    const state = JSON.parse(await readFile(joinPath(folder, entry.id, 'state.json'), 'utf8')) as object;
    const others = await Promise.all(
      Array.from({ length: 199 }, async () => {
        const id = newId();
        await mkdir(joinPath(folder, id));
        await writeFile(joinPath(folder, id, 'state.json'), JSON.stringify({ ...state, id }));
        return id;
      }),
    );
    const again = () => scene.server.request('POST', '/imports?name=file.csv', { token: crowded.token, body: 'Last name\nKept\n' });
    const refused = await again();
    expect(refused).toMatchObject({ status: 409, body: { message: expect.stringContaining('too many files') } });
    await ask('DELETE', `/${others[0]}`, crowded);
    expect((await again()).status).toBe(201);
  });

  test('writes nothing before it is run, then what it said, through the mutators, as the person who runs it', async () => {
    const plan = await planned('First name,Last name,Company,Status,Email\nBo,Li,Acme,New,bo@example.com\nCy,,,New,cy@example.com\n');
    expect(plan.import).toMatchObject({ status: 'planned', counts: { create: 1, update: 0, merge: 0, skip: 0, error: 1 } });
    expect(plan.rows).toMatchObject([
      { line: 2, action: 'create', name: 'Bo Li', values: ['Bo', 'Li', 'Acme', 'New', 'bo@example.com'] },
      { line: 3, action: 'error', problems: [{ column: 'Last name' }] },
    ]);
    expect((await rows('lead')).some(({ email }) => email === 'bo@example.com')).toBe(false);

    expect(await run(plan.import.id)).toMatchObject({
      status: 'done',
      progress: { done: 2, total: 2, created: 1, updated: 0, skipped: 0, failed: 1 },
    });
    const lead = (await rows('lead')).find(({ email }) => email === 'bo@example.com');
    expect(lead).toMatchObject({ name: 'Bo Li', owner_id: rep.personId, creator_id: rep.personId });
    const { changes } = expectBody<{ changes: { mutator: string; person_id: string }[] }>(
      await scene.server.request('GET', `/sync/history/lead/${lead?.id}`, { token: rep.token }),
    );
    expect(changes).toMatchObject([{ mutator: 'createLead', person_id: rep.personId }]);
    expect((await ask('POST', `/${plan.import.id}/run`, rep)).status).toBe(409);
  });

  test('gives its bad rows as a file that can be mended and imported', async () => {
    const csv = 'First name;Last name;Status;Email\nDi;Mo;New;"di at; home"\nEd;Po;New;ed@example.com\n';
    const plan = await planned(csv);
    const before = await ask('GET', `/${plan.import.id}/bad-rows.csv`, rep);
    await run(plan.import.id);
    const after = await ask('GET', `/${plan.import.id}/bad-rows.csv`, rep);
    expect(after.headers.get('Content-Disposition')).toContain('attachment');
    for (const { text } of [before, after]) {
      const table = readTable(new TextEncoder().encode(text));
      expect(table).toMatchObject({ delimiter: ';', headers: ['First name', 'Last name', 'Status', 'Email', 'Problem'] });
      expect(table.rows.map(({ cells }) => cells)).toEqual([
        ['Di', 'Mo', 'New', 'di at; home', expect.stringContaining('no e-mail address')],
      ]);
    }
    const mended = await planned(after.text.replace('"di at; home"', 'di@example.com'));
    expect(mended.import.counts).toMatchObject({ create: 1, error: 0 });
  });

  test('tells of what the mutators would refuse before anything is written', async () => {
    const plan = await planned(`Last name,Status,Tags\nOk,New,a\nBad,New,${'x'.repeat(70)}\nFine,New,b\n`);
    expect(plan.import.counts).toMatchObject({ create: 2, error: 1 });
    expect(plan.rows[1]).toMatchObject({ action: 'error', problems: [{ column: 'Tags', code: 'refused' }] });
    expect(await run(plan.import.id)).toMatchObject({ status: 'done', progress: { created: 2, failed: 1 } });
    expect((await ask('GET', `/${plan.import.id}/bad-rows.csv`, rep)).text).toContain('at most 64 characters');
  });

  test('says what it will change of records that match, and changes that alone', async () => {
    const known = 'Lead ID,First name,Last name,Status,Email,Phone,City,Tags\n';
    const first = await planned(`${known}7,Flo,Ray,New,flo@example.com,,Lyon,a\n`);
    await run(first.import.id);

    const again = await planned(`${known}7,Flo,Ray,New,flo@example.com,+33 1 44,,b\n`);
    expect(again.rows[0]).toMatchObject({
      action: 'update',
      matched: { by: 'id' },
      changes: [
        { field: 'phone', from: '', to: '+33 1 44' },
        { field: 'tags', from: 'a', to: 'a, b' },
      ],
    });
    await run(again.import.id);

    const file = 'Last name,Status,Email,Phone,Website\nRay,New,FLO@example.com,+33 9 99,https://ray.example\n';
    expect((await planned(file)).rows[0]).toMatchObject({ action: 'skip', matched: { by: 'email' } });
    const filled = await planned(file, { duplicates: 'fill' });
    expect(filled.rows[0]).toMatchObject({ action: 'merge', changes: [{ field: 'website', from: '', to: 'https://ray.example' }] });
    await run(filled.import.id);
    const over = await planned(file, { duplicates: 'update' });
    expect(over.rows[0]?.changes).toMatchObject([
      { field: 'email', to: 'FLO@example.com' },
      { field: 'phone', from: '+33 1 44', to: '+33 9 99' },
    ]);
    await run(over.import.id);
    const lead = (await rows('lead')).find(({ website }) => website === 'https://ray.example');
    expect(lead).toMatchObject({ first_name: 'Flo', phone: '+33 9 99', address: { city: 'Lyon' }, tags: ['a', 'b'] });
    // Nothing is new any more.
    expect((await planned(file, { duplicates: 'update' })).rows[0]).toMatchObject({ action: 'skip', changes: [] });
  });

  test('shows page by page what happens to which rows', async () => {
    const plan = await planned(`${leads(250, 'Page')}X,,,New,x@example.com\n`);
    expect(plan.total).toBe(251);
    expect(plan.rows).toHaveLength(100);
    const page = async (query: string) => expectBody<Page>(await ask('GET', `/${plan.import.id}/rows?${query}`, rep));
    expect((await page('page=2')).rows.map(({ line }) => line)).toEqual(Array.from({ length: 51 }, (_, n) => 202 + n));
    expect(await page('action=error')).toMatchObject({ total: 1, rows: [{ line: 252 }] });
    expect(await page('action=create&page=3')).toEqual({ total: 250, rows: [] });
    expect((await ask('GET', `/${plan.import.id}/rows?action=nothing`, rep)).status).toBe(422);
  });

  test('matches and names nobody whom the person does not see', async () => {
    const own = await planned('Last name,Status,Email\nHidden,New,hidden@example.com\n', {}, scene.owner);
    await run(own.import.id, scene.owner);
    const other = await planned('Last name,Status,Email\nHidden,New,hidden@example.com\n');
    expect(other.rows[0]).toMatchObject({ action: 'create' });
    expect(other.rows[0]).not.toHaveProperty('matched');
  });

  test('of somebody else is no different from none', async () => {
    const { import: entry } = await planned(leads(1, 'Mine'));
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/rows'],
      ['POST', '/run'],
      ['POST', '/cancel'],
      ['GET', '/bad-rows.csv'],
    ] as const) {
      const foreign = await ask(method, `/${entry.id}${path}`, scene.owner);
      const missing = await ask(method, `/${newId()}${path}`, scene.owner);
      const plain = ({ status, body }: typeof foreign) => ({ status, body: { ...(body as object), requestId: '' } });
      expect(plain(foreign)).toEqual(plain(missing));
      expect(foreign.status).toBe(404);
    }
  });

  test('of a file that is none leaves nothing behind', async () => {
    const folder = joinPath(scene.server.dataDir, 'imports', scene.workspaceId);
    await mkdir(folder, { recursive: true });
    const before = await readdir(folder);
    const answer = await scene.server.request('POST', '/imports', { token: rep.token, body: new Uint8Array([0, 1, 2, 0, 0]) });
    expect(answer).toMatchObject({ status: 422, body: { fields: { file: { message: expect.stringContaining('zero bytes') } } } });
    expect(await readdir(folder)).toEqual(before);
  });
});

describe('columns of custom fields', () => {
  const file = 'Last name,Status,Email,Region,Seats,Since,Interests,Site\n';
  const row = (n: number, more: string) => `Cust${n},New,cust${n}@example.com,${more}\n`;
  const csv = `${file}${row(1, 'North,12,2026-11-24,"Skiing, Chess",https://one.example')}${row(2, 'South,"1,250",2026-01-31,Chess,www.two.example')}${row(3, 'north,7,,Skiing,')}${row(4, 'South,many,2026-02-30,Golf,no site')}`;

  test('become new fields on the way, with their choices, as the dry run says', async () => {
    const { import: entry, kinds } = await upload(csv, scene.owner);
    const { types } = (entry.contents as unknown as { tables: { types: string[] }[] }).tables[0] ?? { types: [] };
    expect(types.slice(2)).toEqual(['email', 'list', 'string', 'string', 'string', 'string']);
    const mapping = {
      ...kinds['lead']?.mapping,
      Region: 'new_field.list',
      Seats: 'new_field.number',
      Since: 'new_field.date',
      Interests: 'new_field.multi_select_list',
      Site: 'new_field.url',
    };
    const plan = expectBody<{ import: Import } & Page>(await ask('POST', `/${entry.id}/plan`, scene.owner, { kind: 'lead', mapping }));
    expect(plan.import.preparations).toMatchObject([
      { what: 'new_field', name: 'Region', type: 'list', choices: ['North', 'South'] },
      { what: 'new_field', name: 'Seats', type: 'number' },
      { what: 'new_field', name: 'Since', type: 'date' },
      { what: 'new_field', name: 'Interests', choices: ['Skiing', 'Chess', 'Golf'] },
      { what: 'new_field', name: 'Site' },
    ]);
    expect(plan.import.counts).toMatchObject({ create: 3, error: 1 });
    expect(plan.rows[3]?.problems.map(({ column }) => column)).toEqual(['Seats', 'Since', 'Site']);
    expect(await fields()).toEqual([]);

    expect(await run(entry.id, scene.owner)).toMatchObject({ status: 'done', progress: { created: 3, failed: 1 } });
    const made = new Map((await fields()).map((one) => [one.name, one]));
    const region = made.get('Region');
    const leads = (await rows('lead')).filter(({ last_name }) => last_name?.startsWith('Cust'));
    const values = (name: string) => leads.map(({ custom_fields }) => custom_fields[made.get(name)?.id ?? '']);
    const [north, south] = region?.choices.map(({ id }) => id) ?? [];
    expect(values('Region')).toEqual([north, south, north]);
    expect(values('Seats')).toEqual([12, 1250, 7]);
    expect(values('Since')).toEqual(['2026-11-24', '2026-01-31', undefined]);
    expect(values('Interests').map((list) => (list as string[]).length)).toEqual([2, 1, 1]);
  });

  test('are found by their names in the next file, which may add choices; where the person may not, the row says so', async () => {
    const next = `${file}${row(5, 'West,3,,,')}`;
    const { import: entry, kinds } = await upload(next, scene.owner);
    const [region] = (await fields()).filter(({ name }) => name === 'Region');
    expect(kinds['lead']?.mapping).toMatchObject({ Region: `custom_fields.${region?.id}` });
    const body = { kind: 'lead', mapping: kinds['lead']?.mapping };
    const plan = expectBody<{ import: Import } & Page>(await ask('POST', `/${entry.id}/plan`, scene.owner, body));
    expect(plan.import.preparations).toMatchObject([{ what: 'new_choices', name: 'Region', choices: ['West'] }]);
    const other = await planned(next, { mapping: { 'Last name': 'last_name', Region: `custom_fields.${region?.id}` }, kind: 'lead' });
    expect(other.import.preparations).toEqual([]);
    expect(other.rows[0]).toMatchObject({ action: 'error', problems: [{ column: 'Region', wanted: 'custom_list' }] });
    const refused = await ask('POST', `/${other.import.id}/plan`, rep, {
      kind: 'lead',
      mapping: { 'Last name': 'last_name', Region: 'new_field.list' },
    });
    expect(refused).toMatchObject({
      status: 422,
      body: { fields: { 'mapping.Region': { message: expect.stringContaining('administrator') } } },
    });
  });

  async function fields(): Promise<Row<'custom_field'>[]> {
    const { workspaces } = scene.server.deps;
    return [...(await workspaces.open(scene.workspaceId)).every('custom_field')];
  }
});

describe('the export of another account, as a ZIP', () => {
  const files = {
    'leads.csv':
      'id,first_name,last_name,company_name,status,source_id,email,Shoe size\n1,Lea,Zippy,Co,Nurturing,Trade fair,lea@zip.example,42\n',
    'contacts.csv':
      'id,is_organization,name,first_name,last_name,contact_id,email,tags\n21,false,,Ann,Zipson,20,ann@zip.example,"vip, old"\n20,true,Zipson & Co,,,,,\n',
    'deals.csv':
      'id,name,value,currency,stage_name,primary_contact_id,source,loss_reason\n30,Zip sale,"1,250.50",EUR,Quote,21,Trade fair,\n31,Zip loss,10,EUR,Lost,21,,Zip price\n',
    'tasks.csv':
      'id,content,due_date,completed,resource_type,resource_id\n40,Ring Ann,2027-01-05 09:30:00 UTC,true,deal,30\n41,Ring Lea,,false,lead,1\n42,Lost,,false,deal,99\n',
    'notes.csv': 'id,content,resource_type,resource_id,creator,created_at\n50,Likes tea,contact,21,Bo Old,2019-03-12T10:00:00Z\n',
    'visits.csv': 'id,visited_at\n1,2020-01-01\n',
  };
  const send = async (content: Buffer) => {
    const options = { token: scene.owner.token, body: new Uint8Array(content), headers: { 'Content-Type': 'application/zip' } };
    return expectBody<Answer & { tables: { kind: string | null; mappings: Record<string, Record<string, string>> }[] }>(
      await scene.server.request('POST', '/imports?name=export.zip', options),
      201,
    );
  };
  const plan = async (content: Buffer) => {
    const { import: entry, tables } = await send(content);
    const body = { tables: tables.map(({ kind, mappings }) => ({ kind, mapping: kind === null ? {} : mappings[kind] })), source: 'sell' };
    return { tables, ...expectBody<{ import: Import } & Page>(await ask('POST', `/${entry.id}/plan`, scene.owner, body)) };
  };

  test('is taken in one go: each file as what it is, in the order in which they need each other', async () => {
    const content = await zipOf(files);
    const first = await plan(content);
    expect(first.tables.map(({ kind }) => kind)).toEqual(['contact', 'deal', 'lead', 'note', 'task', null]);
    expect(first.import.preparations.map(({ what, name, choices }) => [what, name, choices])).toEqual([
      ['new_entries', 'lead_status', ['Nurturing']],
      ['new_entries', 'lead_source', ['Trade fair']],
      ['new_field', 'Shoe size', []],
      ['new_entries', 'deal_source', ['Trade fair']],
      ['new_entries', 'loss_reason', ['Zip price']],
    ]);
    expect(first.import.counts).toMatchObject({ create: 8, error: 1 });
    expect(await run(first.import.id, scene.owner)).toMatchObject({ status: 'done', progress: { created: 8, failed: 1 } });

    const { text } = await scene.server.request('POST', '/sync/bootstrap', { token: scene.owner.token });
    const all = text
      .trim()
      .split('\n')
      .flatMap((line) => (JSON.parse(line) as { rows?: Row[] }).rows ?? []);
    const find = <T extends RecordType>(fits: (row: Record<string, unknown>) => boolean) =>
      all.find((row) => fits(row as unknown as Record<string, unknown>)) as Row<T> | undefined;
    const ann = find<'contact'>(({ email }) => email === 'ann@zip.example');
    const deal = find<'deal'>(({ name }) => name === 'Zip sale');
    expect(ann).toMatchObject({ organization_name: 'Zipson & Co', tags: ['vip', 'old'] });
    expect(deal).toMatchObject({ value: '1250.50', contact_id: ann?.id });
    expect(find<'task'>(({ content: words }) => words === 'Ring Ann')).toMatchObject({
      resource_id: deal?.id,
      due_date: '2027-01-05T09:30:00.000Z',
      completed: true,
    });
    expect(find<'note'>(({ resource_id, content: words }) => resource_id === ann?.id && words !== undefined)).toMatchObject({
      content: 'Likes tea\n\n— Bo Old, 2019-03-12',
    });

    const bad = await ask('GET', `/${first.import.id}/bad-rows.csv`, scene.owner);
    const path = joinPath(scene.server.dataDir, 'bad.zip');
    await writeFile(path, bad.bytes);
    const { tables } = await readSource(path, 'bad.zip');
    expect(tables.map(({ name, table }) => [name, table.rows[0]?.cells[0]])).toEqual([['tasks.csv', '42']]);

    // Once more, nothing is doubled.
    expect((await plan(content)).import.counts).toMatchObject({ create: 0, error: 1 });
  });
});

describe('an import that is undone', () => {
  const undo = async (id: string, who = rep) => {
    expectBody(await ask('POST', `/${id}/undo`, who), 202);
    for (;;) {
      const { import: entry } = expectBody<Answer>(await ask('GET', `/${id}`, who));
      if (entry.status !== 'undoing') return entry;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const kept = async (id: string, who = rep) =>
    expectBody<{ rows: { line: number; action: string; reason: string | null; fields: string[] }[] }>(await ask('GET', `/${id}/kept`, who))
      .rows;
  const act = async (who: Signed, mutations: NamedMutation[]) => {
    const workspace = await scene.server.deps.workspaces.open(scene.workspaceId);
    await workspace.mutate({ kind: 'person', id: who.personId }, mutations);
  };
  const named = async (prefix: string) => (await rows('lead')).filter(({ last_name }) => last_name?.startsWith(prefix));

  test('leaves nothing of what it made, but what somebody changed or hung something on', async () => {
    const plan = await planned(leads(4, 'Undo'));
    await run(plan.import.id);
    const [, second, third] = await named('Undo');
    await act(rep, [{ name: 'updateLead', args: { id: second?.id ?? '', title: 'Director' } }]);
    await act(rep, [
      { name: 'createNote', args: { id: newId(), resource_type: 'lead', resource_id: third?.id ?? '', content: 'Rang back' } },
    ]);
    expect(await undo(plan.import.id)).toMatchObject({ status: 'undone', undo: { total: 4, removed: 2, restored: 0, kept: 2 } });
    expect((await named('Undo')).map(({ id }) => id)).toEqual([second?.id, third?.id]);
    expect(await kept(plan.import.id)).toMatchObject([
      { line: 3, action: 'keep', reason: 'changed' },
      { line: 4, action: 'keep', reason: 'used' },
    ]);
    expect((await ask('POST', `/${plan.import.id}/undo`, rep)).status).toBe(409);
    expect((await ask('POST', `/${plan.import.id}/run`, rep)).status).toBe(409);
    // Once more, the same file makes the same records.
    const again = await planned(leads(4, 'Undo'));
    expect(again.import.counts).toMatchObject({ create: 2, skip: 2 });
    expect(await run(again.import.id)).toMatchObject({ progress: { created: 2, failed: 0 } });
  });

  test('sets back what it changed, field by field, unless the field has another value by now', async () => {
    await run((await planned('Last name,Company,Status,Email,Phone,City\nBack,Old,New,back@example.com,1,Lyon\n')).import.id);
    const over = await planned('Last name,Company,Status,Email,Phone,City,Title\nBack,New,New,back@example.com,2,Paris,Head\n', {
      duplicates: 'update',
    });
    await run(over.import.id);
    const [lead] = await named('Back');
    expect(lead).toMatchObject({ organization_name: 'New', phone: '2', title: 'Head', address: { city: 'Paris' } });
    await act(rep, [{ name: 'updateLead', args: { id: lead?.id ?? '', phone: '3' } }]);
    expect(await undo(over.import.id)).toMatchObject({ status: 'undone', undo: { removed: 0, restored: 1, kept: 0 } });
    expect((await named('Back'))[0]).toMatchObject({ organization_name: 'Old', phone: '3', title: null, address: { city: 'Lyon' } });
    expect(await kept(over.import.id)).toMatchObject([{ action: 'restore', reason: 'changed', fields: ['phone'] }]);
  });

  test('takes back people with the organization and the custom field that came with them', async () => {
    const { import: entry } = await upload('Last name,Company,Diet\nTake,Takeback,vegan\nTake,Takeback,none\n', scene.owner);
    const mapping = { 'Last name': 'last_name', Company: 'contact_id', Diet: 'new_field.string' };
    expectBody(await ask('POST', `/${entry.id}/plan`, scene.owner, { kind: 'person', mapping }));
    await run(entry.id, scene.owner);
    const made = async () => (await rows('contact')).filter(({ name }) => name.startsWith('Take')).length;
    expect(await made()).toBe(3);
    expect(await undo(entry.id, scene.owner)).toMatchObject({ status: 'undone', undo: { removed: 4, kept: 0 } });
    expect(await made()).toBe(0);
    const workspace = await scene.server.deps.workspaces.open(scene.workspaceId);
    expect(workspace.every('custom_field').find(({ name }) => name === 'Diet')).toMatchObject({ archived: true });
  });

  test('is undone for a week, and only where it has written anything', async () => {
    const plan = await planned(leads(1, 'Week'));
    expect((await ask('POST', `/${plan.import.id}/undo`, rep)).status).toBe(409);
    await run(plan.import.id);
    const path = joinPath(scene.server.dataDir, 'imports', scene.workspaceId, plan.import.id, 'state.json');
    const state = JSON.parse(await readFile(path, 'utf8')) as Import;
    await writeFile(path, JSON.stringify({ ...state, ended_at: new Date(Date.now() - 8 * 86_400_000).toISOString() }));
    expect(await ask('POST', `/${plan.import.id}/undo`, rep)).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('7 days') },
    });
  });
});

describe('a file with the headers of one before', () => {
  test('is proposed to be taken as that was, whatever the order of its columns', async () => {
    const first = await planned('Nom complet,Courriel,Statut\nLi,li@memory.example,\n', {
      kind: 'lead',
      mapping: { 'Nom complet': 'organization_name', Courriel: 'email' },
      duplicates: 'fill',
    });
    await run(first.import.id);
    const answer = (await upload('Courriel,Statut,Nom complet\nmo@memory.example,,Mo\n')) as Answer & { tables: { kept: object | null }[] };
    expect(answer.kind).toBe('lead');
    expect(answer.tables[0]?.kept).toMatchObject({
      duplicates: 'fill',
      mapping: { 'Nom complet': 'organization_name', Courriel: 'email' },
    });
    const other = (await upload('Courriel,Statut,Nom complet\nmo@memory.example,,Mo\n', scene.owner)) as typeof answer;
    expect(other.tables[0]?.kept).toBeNull();
  });
});

describe('systems that count from one', () => {
  test('are told apart by their names, however many they are, and each finds its own records again', async () => {
    const names = ['Aster', 'Begonia', 'Clover'];
    const mapping = { 'Deal ID': 'external_id', 'Deal name': 'name', Company: 'organization_id' };
    const file = (name: string) => `Deal ID,Deal name,Company\n7071,${name},${name} Works\n`;
    const take = async (name: string, source?: string) => {
      const plan = await planned(file(name), { kind: 'deal', mapping, ...(source && { source }), renamed: 'ask' });
      return { plan, ...(plan.import.counts?.error === 0 && { done: await run(plan.import.id) }) };
    };
    expect((await take('Aster')).plan.rows).toMatchObject([{ action: 'create' }]);
    expect((await take('Begonia')).plan.rows).toMatchObject([{ action: 'error', problems: [{ code: 'renamed', value: 'Aster' }] }]);
    for (const name of names.slice(1)) expect((await take(name, name.toLowerCase())).plan.rows).toMatchObject([{ action: 'create' }]);
    for (const [at, name] of names.entries())
      expect((await take(name, at === 0 ? undefined : name.toLowerCase())).plan.rows).toMatchObject([
        { action: 'skip', matched: { by: 'id' } },
      ]);

    // Roles of one system are those of its own deals.
    const roles = await planned('Deal ID,Contact,Role\n7071,Aster Works,Buyer\n', { kind: 'associated_contact', source: 'clover' });
    expect(roles.rows).toMatchObject([{ action: 'create', values: ['Clover', 'Aster Works', 'Buyer'] }]);

    const answer = (await upload(file('Clover'))) as Answer & { systems: string[]; tables: { kept: object | null }[] };
    expect(answer.systems.toSorted()).toEqual(['clover']);
    await take('Clover', 'clover');
    expect(((await upload(file('Clover'))) as typeof answer).tables[0]?.kept).toMatchObject({ system: 'clover' });
  });
});

describe('rows to mend', () => {
  test('are proposed to be taken as the file that they come from, and bear one reason each when they come a second time', async () => {
    const mapping = { Qui: 'organization_name', Courriel: 'email' };
    const first = await planned('Qui,Courriel\nMendel,mendel at home\nNadia,nadia at home\n', { kind: 'lead', mapping });
    const { text } = await ask('GET', `/${first.import.id}/bad-rows.csv`, rep);
    const again = (await upload(text)) as Answer & { tables: { kept: object | null }[] };
    expect(again.kind).toBe('lead');
    expect(again.tables[0]?.kept).toMatchObject({ mapping });

    const second = await planned(text.replace('mendel at home', 'mendel@mended.example'), { kind: 'lead', mapping });
    expect(second.import.counts).toMatchObject({ create: 1, error: 1 });
    const rest = readTable(new TextEncoder().encode((await ask('GET', `/${second.import.id}/bad-rows.csv`, rep)).text));
    expect(rest.headers).toEqual(['Qui', 'Courriel', 'Problem']);
  });
});

describe('a running import', () => {
  test('is started once, however many ask for it at a time', async () => {
    const plan = await planned(leads(400, 'Once'));
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask('POST', `/${plan.import.id}/run`, rep)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409, 409, 409, 409, 409]);
    expect(await finished(plan.import.id)).toMatchObject({ status: 'done', progress: { created: 400, failed: 0 } });
  });

  test('is cancelled between two of its commits, and makes nothing twice when it is run again', async () => {
    const plan = await planned(leads(3000, 'Cancel'));
    expectBody(await ask('POST', `/${plan.import.id}/run`, rep), 202);
    expect((await ask('POST', `/${plan.import.id}/run`, rep)).status).toBe(409);
    expect((await ask('DELETE', `/${plan.import.id}`, rep)).status).toBe(409);
    expectBody(await ask('POST', `/${plan.import.id}/cancel`, rep));
    const cancelled = await finished(plan.import.id);
    expect(cancelled.status).toBe('cancelled');
    expect(cancelled.progress?.done).toBeLessThan(3000);

    expect(await run(plan.import.id)).toMatchObject({ status: 'done', progress: { created: 3000, failed: 0 } });
    const made = (await rows('lead')).filter(({ last_name }) => last_name?.startsWith('Cancel'));
    expect(new Set(made.map(({ email }) => email)).size).toBe(3000);
    expect(made).toHaveLength(3000);
  });

  test('whose process ended is interrupted, and one of another process is not', async () => {
    const { import: entry } = await planned(leads(1, 'Lost'));
    const path = joinPath(scene.server.dataDir, 'imports', scene.workspaceId, entry.id, 'state.json');
    const state = JSON.parse(await readFile(path, 'utf8')) as Import;
    const seen = async (alive_at: number) => {
      await writeFile(path, JSON.stringify({ ...state, status: 'running', alive_at }));
      return expectBody<Answer>(await ask('GET', `/${entry.id}`, rep)).import.status;
    };
    expect(await seen(Date.now())).toBe('running');
    expect(await seen(Date.now() - 120_000)).toBe('interrupted');
    expect(await run(entry.id)).toMatchObject({ status: 'done' });
  });

  test('is stopped in order with its server, and goes on with the next one', async () => {
    const folder = await mkdtemp(joinPath(tmpdir(), 'inlay-imports-'));
    const other = await startScene({ DATA_DIR: folder });
    const csv = leads(4000, 'Stop');
    const options = { token: other.owner.token, body: csv, headers: { 'Content-Type': 'text/csv' } };
    const { import: entry, kinds } = expectBody<Answer>(await other.server.request('POST', '/imports', options), 201);
    const body = { kind: 'lead', mapping: kinds['lead']?.mapping };
    expectBody<{ counts: Plan['counts'] }>(
      await other.server.request('POST', `/imports/${entry.id}/plan`, { token: other.owner.token, json: body }),
    );
    expectBody(await other.server.request('POST', `/imports/${entry.id}/run`, { token: other.owner.token }), 202);
    await other.close();
    const path = joinPath(folder, 'imports', other.workspaceId, entry.id, 'state.json');
    const state = JSON.parse(await readFile(path, 'utf8')) as Import;
    expect(state.status).toBe('interrupted');
    expect(state.progress?.done).toBe((state.progress?.created ?? 0) + (state.progress?.failed ?? 0));
    expect(state.progress?.failed ?? 0).toBe(0);
    expect(other.server.log.filter(({ level }) => level >= 50)).toEqual([]);
    await rm(folder, { recursive: true });
  });
});

test('a plan takes defaults of fields that a column could fill, and of no others', async () => {
  const field = newId();
  const workspace = await scene.server.deps.workspaces.open(scene.workspaceId);
  await workspace.mutate({ kind: 'person', id: scene.owner.personId }, [
    { name: 'createCustomField', args: { id: field, resource_type: 'lead', name: 'Size', type: 'string' } },
  ]);
  const { import: entry } = await upload('Last name,Size\n,10\n');
  const mapping = { 'Last name': 'last_name', Size: `custom_fields.${field}` };
  const plan = (defaults: object) => ask('POST', `/${entry.id}/plan`, rep, { kind: 'lead', mapping, defaults });
  for (const name of ['custom_fields', 'id', 'shoe', 'address.city'])
    expect(await plan({ [name]: 'x' })).toMatchObject({ status: 422, body: { fields: { [`defaults.${name}`]: {} } } });
  expect(expectBody<{ rows: ShownRow[] }>(await plan({ organization_name: 'Acme' })).rows).toMatchObject([
    { action: 'create', name: 'Acme', values: ['', '10'] },
  ]);
});

test('a field that is required, and that no column fills, is told by its name', async () => {
  const workspace = await scene.server.deps.workspaces.open(scene.workspaceId);
  const id = newId();
  await workspace.mutate({ kind: 'person', id: scene.owner.personId }, [
    { name: 'createCustomField', args: { id, resource_type: 'lead', name: 'Budget code', type: 'string', required: true } },
  ]);
  const { rows: shown } = await planned('Last name,Lead status\nRequired,\n');
  expect(shown).toMatchObject([{ action: 'error', problems: [{ column: 'Budget code', code: 'refused' }] }]);
});

test.each([
  ['appointment', 'start_at', 'Name\nVisit\n'],
  ['note', 'written_at', 'Content\nMet\n'],
  ['email', 'to', 'From,Sent at\nann@zip.example,2026-01-01T10:00:00Z\n'],
  ['lead', 'external_id', 'Last name\nLi\n'],
])('a default that no row could have is refused, and breaks nothing: of an import of a %s, %s', async (kind, field, csv) => {
  const { import: entry } = await upload(csv);
  const mapping = Object.fromEntries(
    (csv.split('\n')[0] ?? '').split(',').map((header) => [header, header.toLowerCase().replaceAll(' ', '_')]),
  );
  const answer = await ask('POST', `/${entry.id}/plan`, rep, { kind, mapping, defaults: { [field]: 'soon' } });
  expect(answer).toMatchObject({ status: 422, body: { fields: { [`defaults.${field}`]: {} } } });
});
