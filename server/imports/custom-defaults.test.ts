import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { CustomFieldType, CustomFields, ResourceType } from '../../shared/records/index.ts';
import type { Scene } from '../directory/testing.ts';
import { expectBody, startScene } from '../directory/testing.ts';
import type { Import } from './files.ts';
import type { ShownRow } from './plan-file.ts';

let scene: Scene;
beforeAll(async () => (scene = await startScene()));
afterAll(() => scene.close());

const [gold, silver, retired] = [newId(), newId(), newId()];
const choices = [
  { id: gold, name: 'Gold', archived: false, replaced_by: null },
  { id: silver, name: 'Silver', archived: false, replaced_by: null },
];

async function mutate(...mutations: NamedMutation[]): Promise<void> {
  const workspace = await scene.server.deps.workspaces.open(scene.workspaceId);
  await workspace.mutate({ kind: 'person', id: scene.owner.personId }, mutations);
}

const field = (resource_type: ResourceType, type: CustomFieldType, name: string, more: object = {}) => ({
  id: newId(),
  resource_type,
  type,
  name,
  required: true,
  ...((type === 'list' || type === 'multi_select_list') && { choices }),
  ...more,
});

const ask = (method: string, path: string, json?: object) =>
  scene.server.request(method, `/imports${path}`, { token: scene.owner.token, ...(json && { json }) });

/** Plans a file with values for all; the answer as it comes. */
async function plan(csv: string, kind: string, custom_defaults: object, more: object = {}) {
  const options = { token: scene.owner.token, body: csv, headers: { 'Content-Type': 'text/csv' } };
  const { import: entry, kinds } = expectBody<{ import: Import; kinds: Record<string, { mapping: object }> }>(
    await scene.server.request('POST', '/imports?name=file.csv', options),
    201,
  );
  const mapping = kinds[kind]?.mapping;
  return { id: entry.id, answer: await ask('POST', `/${entry.id}/plan`, { kind, mapping, custom_defaults, ...more }) };
}

async function imported(csv: string, kind: string, custom_defaults: object, more: object = {}) {
  const { id, answer } = await plan(csv, kind, custom_defaults, more);
  const { rows } = expectBody<{ rows: ShownRow[] }>(answer);
  expectBody(await ask('POST', `/${id}/run`), 202);
  await expect.poll(async () => expectBody<{ import: Import }>(await ask('GET', `/${id}`)).import.status).toBe('done');
  return rows;
}

interface Made {
  name: string;
  is_organization?: boolean;
  custom_fields: CustomFields;
}

async function made(type: 'lead' | 'contact' | 'deal', name: string): Promise<Made | undefined> {
  const { text } = await scene.server.request('POST', '/sync/bootstrap', { token: scene.owner.token });
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type?: string; rows?: Made[] })
    .flatMap((block) => (block.type === type ? (block.rows ?? []) : []))
    .find((row) => row.name === name);
}

describe('a value for a required field', () => {
  const address = { line1: '1 Mill Lane', postal_code: '2000', city: 'Ghent', state: null, country: 'BE' };
  const values: [CustomFieldType, unknown][] = [
    ['string', 'North'],
    ['text', 'Two\nlines'],
    ['number', 12.5],
    ['bool', true],
    ['list', gold],
    ['multi_select_list', [gold, silver]],
    ['date', '2027-01-31'],
    ['email', 'desk@example.com'],
    ['phone', '+32 9 000 00 00'],
    ['address', address],
    ['url', 'https://example.com/a'],
  ];
  const fields = values.map(([type, value]) => ({ ...field('lead', type, `All ${type}`), value }));
  const given = Object.fromEntries(fields.map(({ id, value }) => [id, value]));

  test('of every kind goes into new records that have no column for it, or an empty cell', async () => {
    await mutate(...fields.map(({ value: _value, ...args }): NamedMutation => ({ name: 'createCustomField', args })));
    const csv = 'Last name,Lead status,All string,All list\nFilled,,South,Silver\nEmpty,,,\n';
    const without = expectBody<{ rows: ShownRow[] }>((await plan(csv, 'lead', {})).answer);
    expect(without.rows.map(({ action }) => action)).toEqual(['error', 'error']);

    expect((await imported(csv, 'lead', given)).map(({ action }) => action)).toEqual(['create', 'create']);
    expect((await made('lead', 'Empty'))?.custom_fields).toEqual(given);
    const [text, , , , list] = fields;
    expect((await made('lead', 'Filled'))?.custom_fields).toEqual({ ...given, [text?.id ?? '']: 'South', [list?.id ?? '']: silver });
  });

  test('leaves records that are there as they are', async () => {
    const csv = 'ID,Last name,Lead status,City\n1,Standing,,Turin\n';
    await imported(csv, 'lead', given);
    const [text] = fields;
    const other = { ...given, [text?.id ?? '']: 'East' };
    expect((await imported(csv.replace('Turin', 'Milan'), 'lead', other, { source: 'csv' })).map(({ action }) => action)).toEqual([
      'update',
    ]);
    expect((await made('lead', 'Standing'))?.custom_fields).toEqual(given);
  });

  test('that the field cannot have is refused, saying of which', async () => {
    const [, , number, , list, several] = fields;
    const refusals: [string | undefined, unknown, string][] = [
      [number?.id, 'many', 'All number'],
      [list?.id, retired, 'All list must be one of the choices'],
      [several?.id, [gold, retired], 'All multi_select_list must name choices of the field'],
      [newId(), 'x', 'is no custom field of the records of these tables'],
    ];
    for (const [id = '', value, words] of refusals)
      expect((await plan('Last name,Lead status\nLi,\n', 'lead', { [id]: value })).answer).toMatchObject({
        status: 422,
        body: { message: expect.stringContaining(words), fields: { [`custom_defaults.${id}`]: {} } },
      });
  });

  test('of organizations alone goes into those that people name, and into no person', async () => {
    const args = field('contact', 'string', 'Sector code', { for_contact: false });
    await mutate({ name: 'createCustomField', args });
    const csv = 'First name,Last name,Company\nPia,Sector,Sector Works\n';
    const refused = expectBody<{ rows: ShownRow[] }>((await plan(csv, 'person', {})).answer);
    expect(refused.rows).toMatchObject([{ action: 'error', problems: [{ column: 'Sector code' }] }]);
    expect(await imported(csv, 'person', { [args.id]: 'S1' })).toMatchObject([{ action: 'create' }]);
    expect((await made('contact', 'Sector Works'))?.custom_fields).toEqual({ [args.id]: 'S1' });
    expect((await made('contact', 'Pia Sector'))?.custom_fields).toEqual({});
  });
});
