import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { Row } from '../../shared/records/index.ts';
import type { HistoryEntry } from '../../shared/sync/wire.ts';
import type { Scene, Signed } from '../directory/testing.ts';
import { expectBody, join, startScene } from '../directory/testing.ts';
import { zipOf } from '../imports/testing.ts';
import { withZip } from '../imports/zip.ts';

let scene: Scene;
let folder: string;
beforeAll(async () => {
  scene = await startScene();
  folder = await mkdtemp(joinPath(tmpdir(), 'inlay-archive-'));
});
afterAll(async () => {
  await scene.close();
  await rm(folder, { recursive: true });
});

async function act(of: Scene, who: Signed, ...mutations: NamedMutation[]): Promise<void> {
  const workspace = await of.server.deps.workspaces.open(of.workspaceId);
  for (const mutation of mutations) await workspace.mutate({ kind: 'person', id: who.personId }, [mutation]);
}

async function archive(of: Scene): Promise<Uint8Array> {
  const answer = await of.server.request('POST', '/exports/archive', { token: of.owner.token });
  expect(answer.status, answer.text.slice(0, 300)).toBe(200);
  return answer.bytes;
}

const adopt = (into: Scene, bytes: Uint8Array, who = into.owner) =>
  into.server.request('POST', '/imports/archive', {
    token: who.token,
    body: bytes as Uint8Array<ArrayBuffer>,
    headers: { 'Content-Type': 'application/zip' },
  });

/** The records of an archive by type, without what a workspace counts for itself; one person's id stands for the other's. */
async function recordsOf(bytes: Uint8Array, person: string): Promise<{ records: Record<string, unknown[]>; documents: string[] }> {
  const path = joinPath(folder, `${newId()}.zip`);
  await writeFile(path, bytes);
  return withZip(path, { entries: 1000, entryBytes: 1e8, allBytes: 1e8 }, async (zip) => {
    const records: Record<string, unknown[]> = {};
    for (const name of zip.names.filter((one) => one.startsWith('records/')).toSorted()) {
      const text = (await zip.whole(name)).toString('utf8').replaceAll(person, 'PERSON');
      records[name] = text
        .trim()
        .split('\n')
        .map((line) => ({ ...(JSON.parse(line) as { id: string }), version: 0 }))
        // Who takes the archive is there already, with an account of their own.
        .filter(({ id }) => id !== 'PERSON')
        .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    }
    return { records, documents: zip.names.filter((name) => name.startsWith('documents/')).toSorted() };
  });
}

/** What is in an archive, by name. */
async function partsOf(bytes: Uint8Array): Promise<Record<string, string>> {
  const path = joinPath(folder, `${newId()}.zip`);
  await writeFile(path, bytes);
  return withZip(path, { entries: 1000, entryBytes: 1e8, allBytes: 1e8 }, async (zip) => {
    const parts: Record<string, string> = {};
    for (const name of zip.names) parts[name] = (await zip.whole(name)).toString('utf8');
    return parts;
  });
}

const text = fc.string({ minLength: 1, maxLength: 20 }).map((one) => `${one.replaceAll(/\p{Cc}/gu, '')}x`);
const person = fc.record({
  last_name: text,
  first_name: fc.option(text),
  tags: fc.uniqueArray(fc.constantFrom('vip', 'Été', 'a b'), { maxLength: 3 }),
  customer_status: fc.constantFrom('none', 'current', 'past'),
});
const dealMade = fc.record({
  name: text,
  value: fc.constantFrom('0', '12.50', '99999.99'),
  ends: fc.constantFrom('open', 'won', 'lost'),
  hot: fc.boolean(),
});

type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;
type Deal = typeof dealMade extends fc.Arbitrary<infer T> ? T : never;

/** A workspace with something of everything. */
async function fill(of: Scene, people: readonly Person[], deals: readonly Deal[]): Promise<void> {
  const { owner } = of;
  const rep = await join(of, 'rep@example.com', { profile: 'user' });
  const workspace = await of.server.deps.workspaces.open(of.workspaceId);
  const stages = workspace.every('stage');
  const stage = (category: Row<'stage'>['category']) => stages.find((one) => one.category === category)?.id ?? '';
  const [field, choice, organization, product, lead, order] = [newId(), newId(), newId(), newId(), newId(), newId()];
  await act(
    of,
    owner,
    {
      name: 'createCustomField',
      args: {
        id: field,
        resource_type: 'contact',
        name: 'Region',
        type: 'list',
        choices: [{ id: choice, name: 'North', archived: false, replaced_by: null }],
      },
    },
    { name: 'createProduct', args: { id: product, name: 'Lamp', sku: 'L-1', prices: [{ amount: '10', currency: 'EUR' }] } },
    { name: 'createContact', args: { id: organization, is_organization: true, name: 'Acme', custom_fields: { [field]: choice } } },
    {
      name: 'createSmartList',
      args: {
        id: newId(),
        owner_id: owner.personId,
        name: 'Mine',
        list_type: 'lead',
        filter: { field: 'owner_id', is: 'any_of', value: [owner.personId] },
      },
    },
    { name: 'createLead', args: { id: lead, last_name: 'Convert', organization_name: 'Beta', owner_id: rep.personId } },
    { name: 'createNote', args: { id: newId(), resource_type: 'lead', resource_id: lead, content: 'Only mine', type: 'restricted' } },
    {
      name: 'convertLead',
      args: { id: lead, conversion_id: newId(), individual_id: newId(), organization_id: newId(), deal: { id: newId() } },
    },
  );
  const contacts: string[] = [];
  for (const { last_name, first_name, tags, customer_status } of people) {
    const id = newId();
    contacts.push(id);
    await act(of, owner, {
      name: 'createContact',
      args: { id, last_name, first_name, tags, customer_status, contact_id: organization, owner_id: rep.personId },
    });
  }
  for (const [at, { name, value, ends, hot }] of deals.entries()) {
    const id = newId();
    const contact = contacts[at % Math.max(contacts.length, 1)] ?? organization;
    await act(of, owner, { name: 'createDeal', args: { id, name, value, currency: 'EUR', hot, contact_id: contact } });
    if (ends === 'won') await act(of, owner, { name: 'moveDeal', args: { id, stage_id: stage('won') } });
    if (ends === 'lost')
      await act(of, owner, {
        name: 'moveDeal',
        args: { id, stage_id: stage('lost'), loss_reason_id: workspace.every('loss_reason')[0]?.id ?? null },
      });
    // What follows from a deal is set otherwise by hand.
    await act(of, owner, { name: 'updateContact', args: { id: contact, customer_status: 'past' } });
    const task = newId();
    await act(of, owner, {
      name: 'createTask',
      args: { id: task, content: `Call about ${name}`, resource_type: 'deal', resource_id: id, due_date: '2026-12-01' },
    });
    if (at % 2 === 0) await act(of, owner, { name: 'completeTask', args: { id: task } });
    if (at === 0)
      await act(
        of,
        owner,
        { name: 'createOrder', args: { id: order, deal_id: id } },
        { name: 'addLineItem', args: { id: newId(), order_id: order, product_id: product, quantity: 3 } },
        ...(contact === organization
          ? []
          : [{ name: 'addAssociatedContact', args: { id: newId(), deal_id: id, contact_id: organization, role: 'buyer' } } as const]),
        {
          name: 'createAppointment',
          args: {
            id: newId(),
            name: 'Visit',
            start_at: '2026-12-02',
            end_at: '2026-12-02',
            all_day: true,
            attendee_ids: [rep.personId],
            resource_type: 'deal',
            resource_id: id,
          },
        },
      );
  }
  const [survivor, absorbed] = contacts;
  if (survivor && absorbed)
    await act(of, owner, {
      name: 'mergeRecords',
      args: { id: newId(), resource_type: 'contact', survivor_id: survivor, absorbed_ids: [absorbed] },
    });
  const files = { token: owner.token, body: 'Terms\n', headers: { 'Content-Type': 'text/plain' } };
  expectBody(await of.server.request('POST', `/files?name=terms.txt&resource_type=contact&resource_id=${organization}`, files), 201);
}

describe('an archive of a workspace', () => {
  test('taken into an empty one gives the same records, and the same archive once more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 0, maxLength: 5 }), fc.array(dealMade, { maxLength: 4 }), async (people, deals) => {
        const [from, to] = await Promise.all([startScene(), startScene()]);
        try {
          await fill(from, people, deals);
          const first = await archive(from);
          const taken = expectBody<{ records: number; documents: number }>(await adopt(to, first), 201);
          expect(taken.documents).toBe(1);
          const before = await recordsOf(first, from.owner.personId);
          expect(await recordsOf(await archive(to), to.owner.personId)).toEqual(before);
          // Numbers go on after those that have come.
          const id = newId();
          await act(to, to.owner, { name: 'createLead', args: { id, last_name: 'Next' } });
          expect(to.server.log.filter(({ level }) => level >= 50)).toEqual([]);
        } finally {
          await Promise.all([from.close(), to.close()]);
        }
      }),
      { numRuns: Number(process.env['RUNS'] ?? 2), endOnFailure: true },
    );
  }, 240_000);

  test('that was taken in part is taken again, and one into a workspace with records is refused', async () => {
    const other = await startScene();
    try {
      const id = newId();
      await act(scene, scene.owner, { name: 'createLead', args: { id, last_name: 'Once' } });
      await act(scene, scene.owner, { name: 'updateLead', args: { id, title: 'Buyer' } });
      const bytes = await archive(scene);
      expectBody(await adopt(other, bytes), 201);
      expectBody(await adopt(other, bytes), 201);
      // What happened there is told here, before what happens here.
      const told = async ({ server, owner }: Scene) =>
        expectBody<{ changes: HistoryEntry[] }>(
          await server.request('GET', `/sync/history/lead/${id}`, { token: owner.token }),
        ).changes.map(({ version: _version, person_id, ...change }) => ({ ...change, mine: person_id === owner.personId }));
      const before = await told(scene);
      expect(before.map(({ mutator }) => mutator)).toEqual(['updateLead', 'createLead']);
      expect(await told(other)).toEqual(before);
      await act(other, other.owner, { name: 'updateLead', args: { id, title: 'Head of purchasing' } });
      expect((await told(other)).map(({ mutator }) => mutator)).toEqual(['updateLead', 'updateLead', 'createLead']);
      const { records } = await recordsOf(await archive(other), other.owner.personId);
      expect(records['records/lead.ndjson']).toHaveLength(1);
      await act(scene, scene.owner, { name: 'createLead', args: { id: newId(), last_name: 'Twice' } });
      expect(await adopt(other, await archive(scene))).toMatchObject({ status: 409 });
    } finally {
      await other.close();
    }
  }, 120_000);

  test('whose people are others brings them with numbers of their own', async () => {
    const other = await startScene();
    try {
      const rep = await join(other, 'rep@example.com');
      await act(other, rep, { name: 'createLead', args: { id: newId(), last_name: 'Theirs' } });
      const parts = await partsOf(await archive(other));
      const here = await startScene();
      try {
        // Nobody of them has the address of the one person here, who has the number of one of theirs.
        const people = parts['records/user.ndjson']?.replaceAll('ada@', 'adele@') ?? '';
        expectBody(await adopt(here, await zipOf({ ...parts, 'records/user.ndjson': people })), 201);
        const workspace = await here.server.deps.workspaces.open(here.workspaceId);
        const users = workspace.every('user');
        expect(users.map(({ email }) => email).sort()).toEqual(['ada@example.com', 'adele@example.com', 'rep@example.com']);
        expect(new Set(users.map(({ number }) => number)).size).toBe(3);
      } finally {
        await here.close();
      }
    } finally {
      await other.close();
    }
  }, 120_000);

  test('that was refused can be mended and taken', async () => {
    const parts = await partsOf(await archive(scene));
    const here = await startScene();
    try {
      const [first = ''] = parts['records/lead.ndjson']?.split('\n') ?? [];
      const twice = first.replace((JSON.parse(first) as { id: string }).id, newId());
      for (const [wrong, words] of [
        [{ [`documents/${'a'.repeat(64)}`]: 'x' }, 'is not what it was'],
        [{ [`documents/${'a'.repeat(64)}`]: 'x'.repeat(26 * 1_048_576) }, 'is larger than'],
        [{ 'records/lead.ndjson': 'x'.repeat(17 * 1_048_576) }, 'too long'],
        [{ 'records/lead.ndjson': `${first}\n${twice}\n` }, 'one number'],
        [{ 'records/lead.ndjson': `${first.replace(/"number":\d+/, '"number":-1')}\n` }, 'number must be'],
        [{ 'records/lead.ndjson': `${first.replace(/"number":\d+/, '"number":9007199254740991')}\n` }, 'number must be'],
      ] as const) {
        const refused = await adopt(here, await zipOf({ ...parts, ...wrong }));
        expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(words)]);
      }
      expectBody(await adopt(here, await zipOf(parts)), 201);
    } finally {
      await here.close();
    }
  }, 120_000);

  test('is for administrators who see everything', async () => {
    const plain = await join(scene, 'plain@example.com', { profile: 'company' });
    const blind = await join(scene, 'blind@example.com', { profile: 'user', role: 'admin' });
    const status = async ({ token }: Signed) => (await scene.server.request('POST', '/exports/archive', { token })).status;
    expect([await status(plain), await status(blind)]).toEqual([403, 409]);
    expect((await adopt(scene, new Uint8Array([0x50, 0x4b]), plain)).status).toBe(403);
  });

  test.each<[string, () => Promise<Uint8Array>]>([
    ['no ZIP', async () => new TextEncoder().encode('hello')],
    ['without a manifest', () => zipOf({ 'records/lead.ndjson': '{}' })],
    ['of another kind', () => zipOf({ 'manifest.json': '{"format":"other"}' })],
    ['of a later version', () => zipOf({ 'manifest.json': '{"format":"inlay-archive","version":9}' })],
    [
      'with broken lines',
      () => zipOf({ 'manifest.json': JSON.stringify({ format: 'inlay-archive', version: 1, id: newId() }), 'records/lead.ndjson': 'x' }),
    ],
    [
      'with documents that are others',
      () =>
        zipOf({
          'manifest.json': JSON.stringify({ format: 'inlay-archive', version: 1, id: newId() }),
          [`documents/${'a'.repeat(64)}`]: 'x',
        }),
    ],
  ])('%s is refused in words', async (_what, make) => {
    const other = await startScene();
    try {
      expect(await adopt(other, await make())).toMatchObject({
        status: 422,
        body: { fields: { file: { message: expect.stringMatching(/\S/) } } },
      });
    } finally {
      await other.close();
    }
  });
});
