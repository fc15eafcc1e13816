import { readdir, writeFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { Scene, Signed } from '../directory/testing.ts';
import { expectBody, join, startScene } from '../directory/testing.ts';
import { readTable } from '../imports/index.ts';
import { readSource } from '../imports/source.ts';
import { csvLine, harmless } from './csv.ts';

let scene: Scene;
let rep: Signed;
const field = newId();
const choice = newId();

beforeAll(async () => {
  scene = await startScene();
  rep = await join(scene, 'rep@example.com', { profile: 'user' });
  const contact = newId();
  await act(scene.owner, [
    {
      name: 'createCustomField',
      args: {
        id: field,
        resource_type: 'deal',
        name: 'Region',
        type: 'list',
        choices: [{ id: choice, name: 'North', archived: false, replaced_by: null }],
      },
    },
  ]);
  await act(rep, [
    { name: 'createContact', args: { id: contact, is_organization: true, name: '=HYPERLINK("http://evil.example")' } },
    ...['2.50', '1000', '30'].map((value, at): NamedMutation => ({
      name: 'createDeal',
      args: {
        id: newId(),
        name: `Deal "${at}", über\nzwei`,
        contact_id: contact,
        value,
        currency: 'EUR',
        estimated_close_date: `2026-12-0${at + 1}`,
        hot: at === 1,
        custom_fields: at === 0 ? { [field]: choice } : {},
      },
    })),
  ]);
  await act(scene.owner, [{ name: 'createLead', args: { id: newId(), last_name: 'Hidden' } }]);
  await act(rep, [
    { name: 'createLead', args: { id: newId(), last_name: 'Shown', phone: '+33 1 44', description: '@SUM(1)' } },
    { name: 'createLead', args: { id: newId(), last_name: '-Minus' } },
  ]);
});
afterAll(() => scene.close());

async function act(who: Signed, mutations: NamedMutation[]): Promise<void> {
  const workspace = await scene.server.deps.workspaces.open(scene.workspaceId);
  await workspace.mutate({ kind: 'person', id: who.personId }, mutations);
}

const ask = (who: Signed, json: object) => scene.server.request('POST', '/exports/list', { token: who.token, json });
const columns = (...names: string[]) => names.map((name) => ({ name, title: name.toUpperCase() }));
const deals = columns('name', 'value', 'contact_id', 'estimated_close_date', 'hot', 'owner_id', 'stage_id', `custom_fields.${field}`);

describe('a list as CSV', () => {
  test('has the list’s columns, filter and order, names for ids, and nothing that a spreadsheet would run', async () => {
    const order = [{ field: 'value', descending: true }];
    const filter = { field: 'value', is: 'at_most', value: 100 };
    const answer = await ask(rep, { type: 'deal', format: 'csv', columns: deals, order, filter });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Disposition')).toContain('deals.csv');
    expect([...answer.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const { headers, rows } = readTable(new TextEncoder().encode(answer.text));
    expect(headers).toEqual(deals.map(({ title }) => title));
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['Deal "2", über\nzwei', '30', `'=HYPERLINK("http://evil.example")`, '2026-12-03', 'false', 'rep', 'Incoming', ''],
      ['Deal "0", über\nzwei', '2.5', `'=HYPERLINK("http://evil.example")`, '2026-12-01', 'false', 'rep', 'Incoming', 'North'],
    ]);
  });

  test('leaves out what is out of sight, the mark where nobody wants it, and separates as is asked', async () => {
    const answer = await ask(rep, {
      type: 'lead',
      format: 'csv',
      columns: columns('name', 'phone', 'description'),
      order: [{ field: 'name' }],
      delimiter: ';',
      mark: false,
    });
    expect(answer.text).toBe("NAME;PHONE;DESCRIPTION\r\n'-Minus;;\r\nShown;+33 1 44;'@SUM(1)\r\n");
  });

  test('has every field of its records where all are asked for, however many the workspace has added', async () => {
    const added = Array.from({ length: 80 }, (_, at) => ({ id: newId(), name: `Figure ${at}` }));
    await act(
      scene.owner,
      added.map((one) => ({ name: 'createCustomField', args: { ...one, resource_type: 'lead', type: 'number' } })),
    );
    const last = added.at(-1)?.id ?? '';
    await act(rep, [{ name: 'createLead', args: { id: newId(), last_name: 'Counted', custom_fields: { [last]: 79 } } }]);
    const answer = await ask(rep, {
      type: 'lead',
      format: 'csv',
      columns: [...columns('name'), ...added.map(({ id, name }) => ({ name: `custom_fields.${id}`, title: name }))],
      filter: { field: 'name', is: 'is', value: 'Counted' },
    });
    expect(answer.status).toBe(200);
    const { headers, rows } = readTable(new TextEncoder().encode(answer.text));
    expect(headers).toHaveLength(81);
    expect(rows.map(({ cells }) => [cells[0], cells.at(-1)])).toEqual([['Counted', '79']]);
  });

  test('is refused where the list has no such column or field, or the person no token', async () => {
    expect(await ask(rep, { type: 'lead', format: 'csv', columns: columns('value') })).toMatchObject({
      status: 422,
      body: { fields: { 'columns.0.name': {} } },
    });
    expect(
      await ask(rep, { type: 'lead', format: 'csv', columns: columns('name'), filter: { field: 'value', is: 'is', value: '1' } }),
    ).toMatchObject({ status: 422 });
    expect((await scene.server.request('POST', '/exports/list', { json: {} })).status).toBe(401);
  });

  test('leaves no file behind', async () => {
    expectBody(await ask(rep, { type: 'lead', format: 'csv', columns: columns('name') }));
    const folder = joinPath(scene.server.dataDir, 'exports');
    await expect.poll(() => readdir(folder)).toEqual([]);
  });
});

describe('a list as a spreadsheet', () => {
  test('has figures, days, yes and no as such, and text that is no formula', async () => {
    const answer = await ask(rep, { type: 'deal', format: 'xlsx', columns: deals, order: [{ field: 'value' }], name: 'Deals: all' });
    expect(answer.status).toBe(200);
    const path = joinPath(scene.server.dataDir, 'read-back.xlsx');
    await writeFile(path, answer.bytes);
    const { tables } = await readSource(path, 'x');
    expect(tables[0]?.table.headers).toEqual(deals.map(({ title }) => title));
    expect(tables[0]?.table.rows.map(({ cells }) => cells)).toEqual([
      ['Deal "0", über\nzwei', '2.5', '=HYPERLINK("http://evil.example")', '2026-12-01', 'false', 'rep', 'Incoming', 'North'],
      ['Deal "2", über\nzwei', '30', '=HYPERLINK("http://evil.example")', '2026-12-03', 'false', 'rep', 'Incoming'],
      ['Deal "1", über\nzwei', '1000', '=HYPERLINK("http://evil.example")', '2026-12-02', 'true', 'rep', 'Incoming'],
    ]);
  });
});

describe('a cell of CSV', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['@cmd', "'@cmd"],
    ['+cmd|x', "'+cmd|x"],
    ['-2+3', "'-2+3"],
    ['\tx', "'\tx"],
    ['+33 (0)1 44-00', '+33 (0)1 44-00'],
    ['-12.50', '-12.50'],
    ['a=b', 'a=b'],
  ])('%j is written %j', (text, written) => expect(harmless(text)).toBe(written));

  test('is quoted where it must be', () => expect(csvLine(['a', 'b;c', ' d', 'e"f', 'g\nh'], ';')).toBe('a;"b;c";" d";"e""f";"g\nh"\r\n'));
});
