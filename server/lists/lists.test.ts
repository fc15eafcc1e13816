import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Filter, Order } from '../../shared/filters/index.ts';
import { newId } from '../../shared/ids.ts';
import type { Id } from '../../shared/ids.ts';
import type { MutatorArgs, MutatorName } from '../../shared/mutators/index.ts';
import type { Scene, Signed } from '../directory/testing.ts';
import { expectBody, join, startScene } from '../directory/testing.ts';
import { Lane } from '../workspace/testing.ts';

let scene: Scene;
let rep: Signed;
let other: Signed;
const named = new Map<string, Id>();

beforeAll(async () => {
  scene = await startScene();
  rep = await join(scene, 'rep@example.com', { profile: 'user' });
  other = await join(scene, 'other@example.com', { profile: 'user' });
  for (const [who, last_name, organization_name] of [
    [rep, 'Émile', 'Acme'],
    [rep, 'Zoe', 'Été'],
    [rep, 'Ann', null],
    [other, 'Hidden', 'Acme'],
  ] as const) {
    const id = newId();
    named.set(last_name, id);
    await push(who, 'createLead', { id, last_name, organization_name });
  }
  const contact = newId();
  await push(rep, 'createContact', { id: contact, is_organization: true, name: 'Acme' });
  for (const [value, currency] of [
    ['0.10', 'EUR'],
    ['0.20', 'EUR'],
    ['5', 'JPY'],
  ] as const)
    await push(rep, 'createDeal', { id: newId(), name: `D ${value}`, contact_id: contact, value, currency });
});
afterAll(() => scene.close());

async function push<N extends MutatorName>(who: Signed, name: N, args: MutatorArgs<N>): Promise<void> {
  expectBody(await scene.server.request('POST', '/sync/push', { token: who.token, json: { mutations: [new Lane().next(name, args)] } }));
}

interface Page {
  count: number;
  sums: Record<string, string>;
  rows: { id: Id; name: string }[];
}

const ask = (who: Signed, json: object) => scene.server.request('POST', '/lists/query', { token: who.token, json });
const list = async (who: Signed, type: string, filter: Filter, more: { order?: Order; offset?: number; limit?: number } = {}) =>
  expectBody<Page>(await ask(who, { type, filter, ...more }));
const everything: Filter = { all: [] };

describe('a list', () => {
  test('has the rows of a filter in the order that is asked for, a page at a time', async () => {
    const order = [{ field: 'name' }];
    const all = await list(rep, 'lead', everything, { order });
    expect(all.rows.map(({ name }) => name)).toEqual(['Ann', 'Émile', 'Zoe']);
    const page = await list(rep, 'lead', everything, { order: [{ field: 'name', descending: true }], offset: 1, limit: 1 });
    expect(page).toMatchObject({ count: 3, rows: [{ name: 'Émile' }] });
    expect((await list(rep, 'lead', { field: 'name', is: 'contains', value: 'EMI' })).rows.map(({ id }) => id)).toEqual([
      named.get('Émile'),
    ]);
    expect((await list(rep, 'lead', { field: 'text', is: 'contains', value: 'ete' })).count).toBe(1);
  });

  test('shows nobody what is out of their sight, nor that it is there', async () => {
    expect(await list(rep, 'lead', { field: 'name', is: 'is', value: 'hidden' })).toMatchObject({ count: 0, rows: [] });
    expect((await list(other, 'lead', everything)).count).toBe(1);
    expect((await list(other, 'deal', everything)).sums).toEqual({});
  });

  test('of deals sums each currency exactly', async () => {
    expect(await list(rep, 'deal', everything, { limit: 0 })).toEqual({ count: 3, sums: { EUR: '0.30', JPY: '5' }, rows: [] });
  });

  test('of deals sums what no number holds', async () => {
    const contact = newId();
    await push(other, 'createContact', { id: contact, is_organization: true, name: 'Mint' });
    for (const value of ['90071992547409.91', '90071992547409.90', '0.07'])
      await push(other, 'createDeal', { id: newId(), name: 'All of it', contact_id: contact, value, currency: 'EUR' });
    expect((await list(other, 'deal', everything, { limit: 0 })).sums).toEqual({ EUR: '180143985094819.88' });
  });

  test('up to the last of all days has everything', async () => {
    expect((await list(rep, 'lead', { field: 'created_at', is: 'in', value: { to: '9999-12-31' } })).count).toBe(3);
    expect((await list(rep, 'lead', { field: 'created_at', is: 'in', value: { to: '0000-01-01' } })).count).toBe(0);
  });

  test('by as many values as a filter may have, in as many conditions', async () => {
    const values = Array.from({ length: 500 }, (_none, at) => `tag ${at}`);
    const words = Array.from({ length: 300 }, (_none, at) => (100 + at).toString(36)).join(' ');
    const tagged: Filter = { any: Array.from({ length: 50 }, () => ({ field: 'tags', is: 'all_of', value: values })) };
    const found: Filter = { any: Array.from({ length: 50 }, () => ({ field: 'text', is: 'contains', value: words })) };
    expect((await list(rep, 'lead', { any: [tagged, { not: found }] })).count).toBe(3);
  });

  test('of leads leaves converted ones out, unless it asks for them', async () => {
    const id = newId();
    await push(rep, 'createLead', { id, last_name: 'Gone' });
    await push(rep, 'convertLead', { id, conversion_id: newId(), individual_id: newId() });
    expect((await list(rep, 'lead', { field: 'name', is: 'is', value: 'gone' })).count).toBe(0);
    const converted: Filter = { all: [{ field: 'converted_at', is: 'filled' }] };
    expect((await list(rep, 'lead', converted)).rows.map((row) => row.id)).toEqual([id]);
  });

  test.each<[string, object, string]>([
    ['of an unknown type', { type: 'invoice' }, 'type'],
    ['by a field that is not there', { type: 'lead', filter: { field: 'shoe', is: 'filled' } }, 'shoe'],
    ['by a value that does not fit', { type: 'lead', filter: { field: 'created_at', is: 'in', value: 7 } }, 'created_at'],
    ['in an order that there is none of', { type: 'lead', order: [{ field: 'tags' }] }, 'tags'],
    ['beyond a page', { type: 'lead', limit: 501 }, 'limit'],
  ])('%s is refused by name', async (_what, json, field) => {
    const answer = await ask(rep, json);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ fields: { [field]: {} } });
  });

  test('is nobody’s without a token', async () => {
    expect((await scene.server.request('POST', '/lists/query', { json: { type: 'lead' } })).status).toBe(401);
  });
});
