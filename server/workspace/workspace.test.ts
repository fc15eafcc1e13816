import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { Rejection } from '../../shared/mutators/index.ts';
import { recordTypes, records } from '../../shared/records/index.ts';
import { readConfig } from '../config.ts';
import { LaneGap } from './lane-gap.ts';
import { laneDays } from './prune.ts';
import { LoadedRows, Wants, load } from './rows.ts';
import type { Scene } from './testing.ts';
import { Lane, openScene, perform, stored } from './testing.ts';
import { Workspaces } from './workspaces.ts';

let scene: Scene;
let rep: string;
beforeEach(async () => {
  scene = await openScene();
  rep = await scene.person('Rep');
});
afterEach(() => scene.close());

const count = async (sql: string): Promise<number> => Number((await scene.workspace.client.execute(sql)).rows[0]?.[0]);
const table = async (sql: string) => (await scene.workspace.client.execute(sql)).rows.map((row) => ({ ...row }));

test('a mutation of no lane makes ids, and finds that there is nothing by them', async () => {
  const [id, deal] = [newId(), newId()];
  const customer = newId();
  await perform(scene.workspace, rep, 'createContact', { id: customer, last_name: 'Hopper' });
  await perform(scene.workspace, rep, 'createDeal', { id: deal, name: 'D', contact_id: customer });
  await perform(scene.workspace, rep, 'logEmail', {
    id,
    from: { email: 'grace@customer.example', name: null },
    sent_at: '2026-11-26T09:00:00.000Z',
    direction: 'incoming',
    links: [{ resource_type: 'deal', resource_id: deal }],
    copy: { account: 'rep@example.com' },
  });
  expect(await count(`SELECT count(*) FROM record WHERE type IN ('email_copy', 'email_link') AND data ->> '$.email_id' = '${id}'`)).toBe(2);
});

describe('a push', () => {
  test('writes records with numbers and versions of their own', async () => {
    const lane = new Lane();
    const [a, b] = [newId(), newId()];
    const before = scene.workspace.version;
    const version = await scene.workspace.push(rep, [
      lane.next('createLead', { id: a, last_name: 'A' }),
      lane.next('createLead', { id: b, last_name: 'B' }),
      lane.next('updateLead', { id: a, title: 'CEO' }),
    ]);
    expect(version).toBe(before + 3);
    expect(await stored(scene.workspace, 'lead', a)).toMatchObject({ number: 1, version: before + 3, title: 'CEO', scope: [rep] });
    expect(await stored(scene.workspace, 'lead', b)).toMatchObject({ number: 2, version: before + 2 });
  });

  test('renames a tag on stored records, and on one that the same push has just made', async () => {
    const lane = new Lane();
    const [a, b, c] = [newId(), newId(), newId()];
    await scene.workspace.push(rep, [
      lane.next('createLead', { id: a, last_name: 'A', tags: ['fair', 'vip'] }),
      lane.next('createLead', { id: c, last_name: 'C', tags: ['vip fair'] }),
    ]);
    const tag = scene.workspace.every('tag').find(({ name }) => name === 'vip')?.id ?? '';
    const administrators = new Lane();
    await scene.workspace.push(scene.administrator, [
      administrators.next('createLead', { id: b, last_name: 'B', tags: ['vip'] }),
      administrators.next('updateTag', { id: tag, name: 'key' }),
    ]);
    expect(await stored(scene.workspace, 'lead', a)).toMatchObject({ tags: ['fair', 'key'] });
    expect(await stored(scene.workspace, 'lead', b)).toMatchObject({ tags: ['key'] });
    expect(await stored(scene.workspace, 'lead', c)).toMatchObject({ tags: ['vip fair'] });
  });

  test('that is repeated does nothing', async () => {
    const lane = new Lane();
    const body = [lane.next('createLead', { id: newId(), last_name: 'A' }), lane.next('createLead', { id: newId(), last_name: 'B' })];
    const version = await scene.workspace.push(rep, body);
    expect(await scene.workspace.push(rep, body)).toBe(version);
    expect(await Promise.all([scene.workspace.push(rep, body), scene.workspace.push(rep, body.slice(1))])).toEqual([version, version]);
    expect(await count('SELECT count(*) FROM rejection')).toBe(0);
    expect(await count("SELECT count(*) FROM record WHERE type = 'lead'")).toBe(2);
  });

  test('that is repeated at another process hears a version that contains it', async () => {
    const other = await scene.otherProcess();
    const lane = new Lane();
    const body = [lane.next('createLead', { id: newId(), last_name: 'A' })];
    const version = await scene.workspace.push(rep, body);
    expect(await other.push(rep, body)).toBe(version);
  });

  test('with a gap takes what comes before it, and names the number it waits for', async () => {
    const lane = new Lane();
    const id = newId();
    const first = lane.next('createLead', { id, last_name: 'A' });
    lane.next('updateLead', { id, title: 'lost' });
    const third = lane.next('updateLead', { id, title: 'late' });
    const gap = await scene.workspace.push(rep, [first, third]).catch((error: unknown) => error);
    expect(gap).toBeInstanceOf(LaneGap);
    expect(gap).toMatchObject({ lane: lane.id, expected: 2 });
    expect((await stored(scene.workspace, 'lead', id))?.title).toBeNull();
  });

  test("into somebody else's lane is refused and changes nothing", async () => {
    const lane = new Lane();
    await scene.workspace.push(rep, [lane.next('createLead', { id: newId(), last_name: 'A' })]);
    const before = scene.workspace.version;
    const foreign = lane.next('createLead', { id: newId(), last_name: 'B' });
    await expect(scene.workspace.push(scene.administrator, [foreign])).rejects.toBeInstanceOf(LaneGap);
    expect(scene.workspace.version).toBe(before);
  });

  test('keeps a refusal for its author and goes on behind it', async () => {
    const lane = new Lane();
    const id = newId();
    await scene.workspace.push(rep, [
      lane.next('updateLead', { id, title: 'too early' }),
      lane.next('createLead', { id, last_name: 'A' }),
      { lane: lane.id, sequence: 3, name: 'noSuchThing', args: null },
      { lane: lane.id, sequence: 4, name: 'createLead', args: { id: 'x', colour: 'red' } },
    ]);
    expect(await stored(scene.workspace, 'lead', id)).toBeDefined();
    expect(await table('SELECT sequence, code FROM rejection ORDER BY sequence')).toEqual([
      { sequence: 1, code: 'not_found' },
      { sequence: 3, code: 'invalid' },
      { sequence: 4, code: 'invalid' },
    ]);
    const [last] = await table('SELECT fields FROM rejection WHERE sequence = 4');
    expect(Object.keys(JSON.parse(String(last?.['fields']))).sort()).toEqual(['colour', 'id']);
    expect(await count('SELECT position FROM lane')).toBe(4);
  });

  test('from an embedded component works with records and never administers, whoever its person is', async () => {
    const lane = new Lane();
    const [id, source] = [newId(), newId()];
    const mutations = [
      lane.next('createLead', { id, last_name: 'A' }),
      lane.next('createSource', { id: source, name: 'S', resource_type: 'lead' }),
      lane.next('updateUser', { id: rep, role: 'admin' }),
    ];
    await scene.workspace.push(scene.administrator, mutations, true);
    expect(await stored(scene.workspace, 'lead', id)).toBeDefined();
    expect(await table('SELECT sequence, code FROM rejection')).toEqual([
      { sequence: 2, code: 'forbidden' },
      { sequence: 3, code: 'forbidden' },
    ]);
  });

  test('by somebody who is no longer active is rejected whole', async () => {
    await scene.do(scene.administrator, 'updateUser', { id: rep, status: 'inactive' });
    const lane = new Lane();
    await scene.workspace.push(rep, [lane.next('createLead', { id: newId(), last_name: 'A' })]);
    expect(await table('SELECT code FROM rejection')).toEqual([{ code: 'forbidden' }]);
    expect(await count("SELECT count(*) FROM record WHERE type = 'lead'")).toBe(0);
  });
});

describe('a turn', () => {
  test('takes everyone who waits, and the refusal of one is nothing to the others', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, (_, n) => scene.person(`P${n}`)));
    const from = scene.workspace.version;
    const commits: number[] = [];
    scene.workspace.onCommit((version) => commits.push(version));
    await Promise.all(
      people.map((person, n) => {
        const lane = new Lane();
        const id = newId();
        return scene.workspace.push(person, [
          lane.next('createLead', { id, last_name: `L${n}` }),
          n % 3 === 0 ? lane.next('deleteLead', { id: newId() }) : lane.next('updateLead', { id, title: `T${n}` }),
        ]);
      }),
    );
    expect(commits).toEqual([from + 40]);
    expect(await count('SELECT count(*) FROM rejection')).toBe(7);
    expect(await count("SELECT count(*) FROM record WHERE type = 'lead'")).toBe(20);
    expect(await count("SELECT count(DISTINCT number) FROM record WHERE type = 'lead'")).toBe(20);
  });

  test('of the server itself is all or nothing', async () => {
    const id = newId();
    const before = scene.workspace.version;
    const actor = { kind: 'person', id: rep } as const;
    await expect(
      scene.workspace.mutate(actor, [
        { name: 'createLead', args: { id, last_name: 'A' } },
        { name: 'deleteLead', args: { id: newId() } },
      ]),
    ).rejects.toBeInstanceOf(Rejection);
    expect(scene.workspace.version).toBe(before);
    expect(await stored(scene.workspace, 'lead', id)).toBeUndefined();
    const each = await scene.workspace.mutateEach(actor, [
      { name: 'createLead', args: { id, last_name: 'A' } },
      { name: 'deleteLead', args: { id: newId() } },
    ]);
    expect(each.map((refusal) => refusal?.code)).toEqual([undefined, 'not_found']);
  });

  test('whose commit fails leaves nothing, and can be sent again', async () => {
    const lane = new Lane();
    const body = [lane.next('createLead', { id: newId(), last_name: 'A' })];
    const { client } = scene.workspace;
    await client.execute("CREATE TRIGGER full BEFORE INSERT ON change BEGIN SELECT raise(ABORT, 'disk full'); END");
    const before = await table(
      'SELECT (SELECT version FROM meta) AS version, (SELECT count(*) FROM lane) AS lanes, (SELECT count(*) FROM record) AS records',
    );
    await expect(scene.workspace.push(rep, body)).rejects.toThrow('disk full');
    expect(
      await table(
        'SELECT (SELECT version FROM meta) AS version, (SELECT count(*) FROM lane) AS lanes, (SELECT count(*) FROM record) AS records',
      ),
    ).toEqual(before);
    await client.execute('DROP TRIGGER full');
    await scene.workspace.push(rep, body);
    expect(await count("SELECT count(*) FROM record WHERE type = 'lead'")).toBe(1);
  });

  test('is run again when another process was faster', async () => {
    const other = await scene.otherProcess();
    const lead = newId();
    await scene.do(rep, 'createLead', { id: lead, last_name: 'A' });
    const lanes = [new Lane(), new Lane()];
    const both = [scene.workspace, other];
    for (let round = 0; round < 10; round++)
      await Promise.all(
        both.map((workspace, n) => {
          const lane = lanes[n] ?? new Lane();
          return workspace.push(rep, [
            lane.next('createLead', { id: newId(), last_name: `L${round}.${n}` }),
            lane.next(
              n === 0 ? 'updateLead' : 'createNote',
              (n === 0
                ? { id: lead, title: `T${round}` }
                : { id: newId(), content: 'N', resource_type: 'lead', resource_id: lead }) as never,
            ),
          ]);
        }),
      );
    expect(await count('SELECT count(*) FROM rejection')).toBe(0);
    expect(await count("SELECT count(*) FROM record WHERE type = 'lead'")).toBe(21);
    expect(await count("SELECT count(DISTINCT number) FROM record WHERE type = 'lead'")).toBe(21);
    expect(await count("SELECT count(*) FROM record WHERE type = 'note'")).toBe(10);
    expect(await count('SELECT count(*) FROM (SELECT version FROM change GROUP BY version HAVING count(DISTINCT mutator) > 1)')).toBe(0);
    expect((await stored(scene.workspace, 'lead', lead))?.title).toBe('T9');
    await scene.workspace.refresh();
    await other.refresh();
    expect(scene.workspace.version).toBe(other.version);
  });

  test('of a lane that goes on through another process, and back, is taken once', async () => {
    const other = await scene.otherProcess();
    const lane = new Lane();
    const body = ['A', 'B', 'C', 'D'].map((last_name) => lane.next('createLead', { id: newId(), last_name }));
    const [first, second, third, fourth] = body.map((mutation) => [mutation]);
    if (!first || !second || !third || !fourth) throw new Error('There are four.');
    await scene.workspace.push(rep, first);
    await other.push(rep, second);
    // What this process knows of the lane is behind.
    const version = await scene.workspace.push(rep, third);
    expect(version).toBeGreaterThan(other.version);
    await other.push(rep, fourth);
    // Repeated where it has not been heard of: the answer is a version that has it.
    expect(await scene.workspace.push(rep, fourth)).toBe(other.version);
    const both = [scene.workspace, other];
    for (let round = 0; round < 10; round++) {
      const next = [lane.next('createLead', { id: newId(), last_name: `R${round}` })];
      await Promise.all(both.map((workspace) => workspace.push(rep, next)));
    }
    expect(await count("SELECT count(*) FROM record WHERE type = 'lead'")).toBe(14);
    expect(await count('SELECT position FROM lane')).toBe(14);
    expect(await count('SELECT count(*) FROM rejection')).toBe(0);
    const beyond = [
      lane.next('createLead', { id: newId(), last_name: 'lost' }),
      lane.next('createLead', { id: newId(), last_name: 'late' }),
    ];
    await expect(scene.workspace.push(rep, beyond.slice(1))).rejects.toMatchObject({ expected: 15 });
  });

  test('sees what another process has done to people', async () => {
    const other = await scene.otherProcess();
    await perform(other, scene.administrator, 'updateUser', { id: rep, status: 'inactive' });
    await expect(scene.do(rep, 'createLead', { id: newId(), last_name: 'A' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('finishes before the workspace closes, and then nothing more is taken', async () => {
    const id = newId();
    const other = await scene.otherProcess();
    const pushed = other.push(rep, [new Lane().next('createLead', { id, last_name: 'A' })]);
    await other.close();
    await pushed;
    expect(await stored(scene.workspace, 'lead', id)).toBeDefined();
    await expect(other.push(rep, [new Lane().next('createLead', { id: newId(), last_name: 'B' })])).rejects.toThrow('closing');
  });
});

describe('the search index', () => {
  const found = (word: string) => count(`SELECT count(*) FROM record_search WHERE record_search MATCH '"${word}"'`);

  test('is made good for whoever searches, with what other processes have committed', async () => {
    const other = await scene.otherProcess();
    await perform(other, rep, 'createLead', { id: newId(), last_name: 'Quillfeather' });
    await scene.do(rep, 'createLead', { id: newId(), last_name: 'Brackenridge' });
    await scene.workspace.searchable();
    expect(await Promise.all([found('quillfeather'), found('brackenridge')])).toEqual([1, 1]);
    expect(await count("SELECT count(*) FROM search_word WHERE word IN ('quillfeather', 'brackenridge')")).toBe(2);
    expect(await count('SELECT count(*) FROM search_due')).toBe(0);
  });

  test('is made good in several commits where it is far behind, while others write', async () => {
    const leads = Array.from({ length: 2300 }, (_none, at) => ({
      name: 'createLead' as const,
      args: { id: newId(), last_name: `Quill ${at}` },
    }));
    await scene.workspace.mutateEach({ kind: 'person', id: rep }, leads);
    const other = await scene.otherProcess();
    const searches = [scene.workspace.searchable(), other.searchable(), scene.workspace.searchable()];
    for (let round = 0; round < 5; round++) await perform(other, rep, 'createLead', { id: newId(), last_name: 'Feather' });
    await Promise.all(searches);
    expect(await found('quill')).toBe(2300);
    await scene.workspace.searchable();
    expect(await found('feather')).toBe(5);
    expect(await count('SELECT count(*) FROM search_due')).toBe(0);
  });

  test('has a record once, and not after it is gone', async () => {
    const id = newId();
    await scene.do(rep, 'createLead', { id, last_name: 'Quillfeather' });
    await scene.workspace.searchable();
    await scene.do(rep, 'updateLead', { id, title: 'Penwright' });
    await scene.do(rep, 'updateLead', { id, last_name: 'Brackenridge' });
    await scene.workspace.searchable();
    expect(await Promise.all(['quillfeather', 'penwright', 'brackenridge'].map(found))).toEqual([0, 1, 1]);
    await scene.do(rep, 'deleteLead', { id });
    await scene.workspace.searchable();
    expect(await found('penwright')).toBe(0);
  });

  test('is searched as it stands where it cannot be written, and told of; then it is made good', async () => {
    const { workspace } = scene;
    await scene.do(rep, 'createLead', { id: newId(), last_name: 'Quillfeather' });
    await workspace.searchable();
    await workspace.client.execute(
      "CREATE TRIGGER no_room BEFORE INSERT ON search_word BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
    );
    await scene.do(rep, 'createLead', { id: newId(), last_name: 'Brackenridge' });
    await workspace.searchable();
    expect(await Promise.all([found('quillfeather'), found('brackenridge')])).toEqual([1, 0]);
    expect(scene.faults.splice(0).map(String)).toEqual([expect.stringContaining('disk is full')]);
    await workspace.client.execute('DROP TRIGGER no_room');
    await workspace.searchable();
    expect(await found('brackenridge')).toBe(1);
  });

  test('is not asked for once the workspace closes', async () => {
    const other = await scene.otherProcess();
    await other.close();
    await expect(other.searchable()).rejects.toThrow('closing');
  });
});

describe('a removal', () => {
  test('keeps its place: nothing new takes it, in the same turn or later, until it comes back', async () => {
    const [id, deal] = [newId(), newId()];
    const contact = newId();
    await scene.do(rep, 'createContact', { id: contact, name: 'Lab', is_organization: true });
    await scene.do(rep, 'createDeal', { id: deal, name: 'Ovens', contact_id: contact });
    await scene.do(rep, 'createLead', { id, last_name: 'First' });
    const lane = new Lane();
    await scene.workspace.push(rep, [
      lane.next('deleteLead', { id }),
      lane.next('createLead', { id, last_name: 'At once' }),
      lane.next('deleteDeal', { id: deal }),
    ]);
    expect(await stored(scene.workspace, 'lead', id)).toBeUndefined();
    const other = await scene.otherProcess();
    const refused = { code: 'already_exists' };
    await expect(perform(other, rep, 'createLead', { id, last_name: 'Later' })).rejects.toMatchObject(refused);
    await expect(perform(other, rep, 'createDeal', { id: deal, name: 'Later', contact_id: contact })).rejects.toMatchObject(refused);
    // The same id of another type is another record.
    await scene.do(rep, 'createTask', { id, content: 'Call', resource_type: null, resource_id: null });
    await perform(other, rep, 'restoreRecord', { type: 'lead', id });
    expect(await stored(scene.workspace, 'lead', id)).toMatchObject({ last_name: 'First' });
  });

  test('is undone with what it took along, as it was, also within one push', async () => {
    const lane = new Lane();
    const [id, note] = [newId(), newId()];
    await scene.workspace.push(rep, [
      lane.next('createLead', { id, last_name: 'A' }),
      lane.next('createNote', { id: note, content: 'N', resource_type: 'lead', resource_id: id }),
      lane.next('updateLead', { id, title: 'CEO' }),
      lane.next('deleteLead', { id }),
      lane.next('restoreRecord', { type: 'lead', id }),
    ]);
    expect(await table('SELECT code, message FROM rejection')).toEqual([]);
    expect(await stored(scene.workspace, 'lead', id)).toMatchObject({ title: 'CEO', number: 1 });
    expect(await stored(scene.workspace, 'note', note)).toBeDefined();
  });

  test('in the turn that made or changed the record can be undone later', async () => {
    const lane = new Lane();
    const [made, changed] = [newId(), newId()];
    await scene.do(rep, 'createLead', { id: changed, last_name: 'B' });
    await scene.workspace.push(rep, [
      lane.next('createLead', { id: made, last_name: 'A' }),
      lane.next('deleteLead', { id: made }),
      lane.next('updateLead', { id: changed, title: 'CTO' }),
      lane.next('deleteLead', { id: changed }),
    ]);
    expect(await stored(scene.workspace, 'lead', made)).toBeUndefined();
    await scene.do(rep, 'restoreRecord', { type: 'lead', id: made });
    await scene.do(rep, 'restoreRecord', { type: 'lead', id: changed });
    expect(await stored(scene.workspace, 'lead', made)).toMatchObject({ last_name: 'A', number: 2 });
    expect(await stored(scene.workspace, 'lead', changed)).toMatchObject({ title: 'CTO', number: 1 });
  });

  test('by somebody else is not theirs to undo', async () => {
    const id = newId();
    const stranger = await scene.person('Stranger');
    await scene.do(rep, 'createLead', { id, last_name: 'A' });
    await scene.do(rep, 'deleteLead', { id });
    await expect(scene.do(stranger, 'restoreRecord', { type: 'lead', id })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('what comes with a change', () => {
  test('its history, with who, when, from and to', async () => {
    const id = newId();
    await scene.do(rep, 'createLead', { id, last_name: 'A' });
    await scene.do(rep, 'updateLead', { id, title: 'CEO' });
    const changes = await table(`SELECT mutator, kind, person_id, at, fields FROM change WHERE id = '${id}' ORDER BY version`);
    const at = new Date(scene.time.now).toISOString();
    expect(changes).toEqual([
      { mutator: 'createLead', kind: 'created', person_id: rep, at, fields: '{}' },
      { mutator: 'updateLead', kind: 'changed', person_id: rep, at, fields: '{"title":{"from":null,"to":"CEO"}}' },
    ]);
  });

  test('an exit for each person under whose sight the record no longer falls', async () => {
    const id = newId();
    await scene.do(scene.administrator, 'createLead', { id, last_name: 'A', owner_id: rep });
    await scene.do(scene.administrator, 'updateLead', { id, owner_id: scene.administrator });
    await scene.do(scene.administrator, 'deleteLead', { id });
    expect(await table(`SELECT person FROM exit WHERE id = '${id}' ORDER BY version`)).toEqual([
      { person: rep },
      { person: scene.administrator },
    ]);
    expect(await count(`SELECT count(*) FROM record_scope WHERE id = '${id}'`)).toBe(0);
  });
});

describe('pruning', () => {
  test('forgets old exits and says from where on cursors can be continued', async () => {
    const id = newId();
    await scene.do(rep, 'createLead', { id, last_name: 'A' });
    await scene.do(rep, 'deleteLead', { id });
    const gone = scene.workspace.version;
    scene.time.now += 31 * 86_400_000;
    await scene.do(rep, 'createLead', { id: newId(), last_name: 'B' });
    const other = await scene.otherProcess();
    await scene.workspace.close();
    const { rows } = await other.client.execute('SELECT exits_from, (SELECT count(*) FROM exit) AS exits FROM meta');
    expect({ ...rows[0] }).toEqual({ exits_from: gone, exits: 0 });
  });

  test('forgets lanes long after their last mutation, not before', async () => {
    const lane = new Lane();
    await scene.workspace.push(rep, [lane.next('deleteLead', { id: newId() })]);
    scene.time.now += (laneDays - 1) * 86_400_000;
    await scene.workspace.push(rep, [new Lane().next('createLead', { id: newId(), last_name: 'A' })]);
    await scene.workspace.push(rep, [lane.next('deleteLead', { id: newId() })]);
    expect(await count('SELECT count(*) FROM lane')).toBe(2);
    scene.time.now += (laneDays + 1) * 86_400_000;
    await scene.do(rep, 'createLead', { id: newId(), last_name: 'B' });
    const other = await scene.otherProcess();
    await scene.workspace.close();
    const { rows } = await other.client.execute(
      'SELECT (SELECT count(*) FROM lane) AS lanes, (SELECT count(*) FROM rejection) AS rejections',
    );
    expect({ ...rows[0] }).toEqual({ lanes: 0, rejections: 0 });
  });
});

describe('a change of many records', () => {
  test('asks the database a few times, not once for each', async () => {
    const [other, contact] = [await scene.person('Other'), newId()];
    await scene.do(rep, 'createContact', { id: contact, is_organization: true, name: 'Acme' });
    const ids = Array.from({ length: 300 }, () => newId());
    const lane = new Lane();
    await scene.workspace.push(
      rep,
      ids.map((id) => lane.next('createDeal', { id, name: 'Lamps', contact_id: contact })),
    );
    // A process that has just started knows none of them.
    const workspace = await scene.otherProcess();
    const reads = vi.spyOn(workspace.client, 'batch');
    await perform(workspace, rep, 'handOver', { type: 'deal', ids, owner_id: other });
    expect(reads.mock.calls.length).toBeLessThan(10);
    for (const id of ids) expect(await stored(workspace, 'deal', id)).toMatchObject({ owner_id: other, scope: [other] });
  });
});

describe('open workspaces', () => {
  test('are closed when others are asked for, the longest unused first, those in use never', async () => {
    const config = readConfig({ DATA_DIR: await mkdtemp(join(tmpdir(), 'inlay-open-')) });
    const all = new Workspaces({ config, limit: 2, onFault: () => undefined });
    const ids = [newId(), newId(), newId(), newId()];
    const [a = '', b = '', c = '', d = ''] = ids;
    const letGo = (await all.create(a)).hold();
    await all.create(b);
    await all.create(c);
    expect(ids.map((id) => all.opened(id) !== undefined)).toEqual([true, false, true, false]);
    letGo();
    await all.create(d);
    expect(ids.map((id) => all.opened(id) !== undefined)).toEqual([false, false, true, true]);
    // Asked for again, it is opened again.
    expect((await all.open(b)).version).toBe(0);
    await all.close();
    await rm(config.dataDir, { recursive: true });
  });

  test('finish what waits before they close', async () => {
    const ids = Array.from({ length: 300 }, () => newId());
    const lane = new Lane();
    const other = await scene.otherProcess();
    const pushed = other.push(
      rep,
      ids.map((id) => lane.next('createLead', { id, last_name: 'Last' })),
    );
    await other.close();
    await pushed;
    expect(await count("SELECT count(*) FROM record WHERE type = 'lead'")).toBe(300);
    await expect(other.push(rep, [lane.next('createLead', { id: newId(), last_name: 'Late' })])).rejects.toThrow('closing');
  });
});

describe('the database', () => {
  test('finds records by every declared field through an index', async () => {
    for (const type of recordTypes)
      for (const field of records[type].indexes) {
        const { rows } = await scene.workspace.client.execute({
          sql: `EXPLAIN QUERY PLAN SELECT id, data FROM record WHERE type = '${type}' AND removed_version IS NULL AND data ->> '$.${field}' = ?`,
          args: ['x'],
        });
        const plan = rows.map((row) => String(row['detail'])).join('; ');
        expect(plan, `${type}.${field}`).toContain(`record_${type}_${field}`);
      }
  });

  test('gives the records of several values of every declared field', async () => {
    for (const type of recordTypes)
      for (const index of records[type].indexes) {
        const wants = new Wants();
        for (const value of ['x', 'y']) wants.lists.set(value, { type, index, value });
        const into = new LoadedRows();
        await load(scene.workspace.client, wants, into);
        expect([...into.lists.values()], `${type}.${index}`).toEqual([[], []]);
      }
  });

  test('is opened again as it was', async () => {
    const id = newId();
    await scene.do(rep, 'createLead', { id, last_name: 'A' });
    const { version } = scene.workspace;
    const again = await scene.otherProcess();
    expect(again.version).toBe(version);
    expect(again.user(rep)?.name).toBe('Rep');
    await perform(again, rep, 'createLead', { id: newId(), last_name: 'B' });
    expect(await count("SELECT max(number) FROM record WHERE type = 'lead'")).toBe(2);
  });
});
