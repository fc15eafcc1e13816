import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import { everyone } from '../../shared/sight.ts';
import { storedRows } from './stored-rows.ts';
import type { Scene } from './testing.ts';
import { Lane, openScene, perform, stored } from './testing.ts';
import type { Workspace } from './workspace.ts';

let scene: Scene;
let all: Id;
beforeEach(async () => {
  scene = await openScene();
  all = await scene.person('All', 'company');
});
afterEach(() => scene.close());

/** Brings records as an import does; gives the numbers that they have got. */
async function bring(workspace: Workspace, person: Id, numbers: readonly (number | undefined)[]): Promise<number[]> {
  const ids = numbers.map(() => newId());
  const refusals = await workspace.mutateEach(
    { kind: 'person', id: person, imports: true },
    numbers.map((number, at): NamedMutation => ({
      name: 'createLead',
      args: { id: ids[at] ?? '', last_name: 'L', ...(number && { number }) },
    })),
  );
  expect(refusals.filter((refusal) => refusal !== null)).toEqual([]);
  return Promise.all(ids.map(async (id) => (await stored(workspace, 'lead', id))?.number ?? 0));
}

const numbersOf = async (workspace: Workspace, type: string): Promise<number[]> =>
  (await workspace.client.execute({ sql: 'SELECT number FROM record WHERE type = ?', args: [type] })).rows.map((row) =>
    Number(row['number']),
  );

describe('a number that a record brings', () => {
  test('is kept where it is free, and what is new afterwards has higher ones', async () => {
    expect(await bring(scene.workspace, all, [2_100_000_007, 2_000_000_003])).toEqual([2_100_000_007, 2_000_000_003]);
    expect(await bring(scene.workspace, all, [undefined, 5])).toEqual([2_100_000_008, 5]);
    // Each type has numbers of its own.
    const contact = newId();
    const create: NamedMutation = { name: 'createContact', args: { id: contact, last_name: 'C', number: 2_100_000_007 } };
    await scene.workspace.mutate({ kind: 'person', id: all, imports: true }, [create]);
    expect(await stored(scene.workspace, 'contact', contact)).toMatchObject({ number: 2_100_000_007 });
  });

  test('that another record has, or of the same turn, is left to the first', async () => {
    const [first] = await bring(scene.workspace, all, [undefined]);
    expect(first).toBe(1);
    expect(await bring(scene.workspace, all, [1, 40, 40, 41])).toEqual([42, 40, 43, 41]);
  });

  test('is no number that the same turn gives to others', async () => {
    expect(await bring(scene.workspace, all, [undefined, 1, undefined, 2])).toEqual([3, 1, 4, 2]);
  });

  test('of a removed record stays its own, also where it was removed in the same turn', async () => {
    const [id, other, later] = [newId(), newId(), newId()];
    const actor = { kind: 'person', id: all, imports: true } as const;
    const lead = (one: Id, number: number): NamedMutation => ({ name: 'createLead', args: { id: one, last_name: 'L', number } });
    await scene.workspace.mutateEach(actor, [lead(id, 70), { name: 'deleteLead', args: { id } }, lead(other, 70)]);
    await scene.workspace.mutateEach(actor, [lead(later, 70)]);
    expect((await stored(scene.workspace, 'lead', other))?.number).toBe(71);
    expect((await stored(scene.workspace, 'lead', later))?.number).toBe(72);
    // A row that comes again is the record that it was.
    await scene.workspace.mutateEach(actor, [lead(id, 70)]);
    expect((await stored(scene.workspace, 'lead', id))?.number).toBe(70);
    await perform(scene.workspace, all, 'deleteLead', { id });
    await perform(scene.workspace, all, 'restoreRecord', { type: 'lead', id });
    expect((await stored(scene.workspace, 'lead', id))?.number).toBe(70);
  });

  test.each([0, -1, 1.5, 10 ** 14 + 1, Number.MAX_SAFE_INTEGER, 1e300, '7', null])('is refused where it is none: %s', async (number) => {
    const args = { id: newId(), last_name: 'L', number } as never;
    const [refusal] = await scene.workspace.mutateEach({ kind: 'person', id: all, imports: true }, [{ name: 'createLead', args }]);
    expect(refusal).toMatchObject({ code: 'invalid', fields: { number: {} } });
    expect(await bring(scene.workspace, all, [undefined])).toEqual([1]);
  });

  test('leaves as many to be given as anybody needs, however high it is', async () => {
    expect(await bring(scene.workspace, all, [10 ** 14, undefined])).toEqual([10 ** 14, 10 ** 14 + 1]);
    await scene.workspace.searchable();
    expect(scene.faults).toEqual([]);
  });

  test('is nothing that a client pushes: the refusal is kept for its author, and the lane goes on', async () => {
    const lane = new Lane();
    const [id, next] = [newId(), newId()];
    await scene.workspace.push(all, [
      lane.next('createLead', { id, last_name: 'A', number: 9 }),
      lane.next('createLead', { id: next, last_name: 'B' }),
    ]);
    const { rows } = await scene.workspace.client.execute('SELECT code, message FROM rejection');
    expect(rows).toMatchObject([
      { code: 'invalid', message: 'number is given by the server: only the import of another account keeps its own.' },
    ]);
    expect(await stored(scene.workspace, 'lead', id)).toBeUndefined();
    expect(await stored(scene.workspace, 'lead', next)).toMatchObject({ number: 1 });
  });

  test('tells nothing of records that whoever imports does not see: they are given all of theirs', async () => {
    const rep = await scene.person('Rep');
    await bring(scene.workspace, all, [50]);
    expect(await bring(scene.workspace, rep, [50, 60])).toEqual([51, 52]);
  });

  test('costs a question for a whole turn, and none above all that were given', async () => {
    await bring(scene.workspace, all, [5000]);
    const reads = vi.spyOn(scene.workspace.client, 'batch');
    const above = Array.from({ length: 100 }, (_none, at) => 6000 + at);
    await bring(scene.workspace, all, above);
    const plain = reads.mock.calls.length;
    reads.mockClear();
    const below = above.map((number) => number - 5000);
    expect(await bring(scene.workspace, all, below)).toEqual(below);
    expect(reads.mock.calls.length).toBeLessThanOrEqual(plain + 1);
    const sql = 'EXPLAIN QUERY PLAN SELECT number, id FROM record WHERE type = ? AND number IN (SELECT value FROM json_each(?))';
    const { rows } = await scene.workspace.client.execute({ sql, args: ['lead', '[1,2]'] });
    expect(rows.map((row) => String(row['detail'])).join('\n')).toContain('record_number (type=? AND number=?)');
  });

  test('is nobody else’s, whatever comes in which order, from two processes', async () => {
    const other = await scene.otherProcess();
    const taken = new Set<number>();
    const number = fc.option(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 10 ** 14 })), { nil: undefined });
    const turn = fc.array(number, { minLength: 1, maxLength: 12 });
    for (const [mine, theirs, at] of fc.sample(fc.tuple(turn, turn, fc.nat()), { numRuns: 40, seed: 7 })) {
      const lane = new Lane();
      const [got, had] = await Promise.all([
        bring(scene.workspace, all, mine),
        bring(other, all, theirs),
        scene.workspace.push(all, [lane.next('createLead', { id: newId(), last_name: `P${at}` })]),
      ]);
      const bringers = [...mine.map((one, place) => [one, got[place]]), ...theirs.map((one, place) => [one, had[place]])];
      // A number that was free when the turns began is now the record's that brought it, or the one that was given it meanwhile.
      const numbers = await numbersOf(scene.workspace, 'lead');
      for (const [brought, now] of bringers) {
        expect(now).toBeGreaterThan(0);
        if (brought !== undefined && taken.has(brought)) expect(now).not.toBe(brought);
        if (brought !== undefined) expect(numbers).toContain(brought);
      }
      expect(new Set(numbers).size).toBe(numbers.length);
      for (const one of numbers) taken.add(one);
    }
    expect(scene.faults).toEqual([]);
  });
});

describe('records whose numbers lie far apart', () => {
  test('are read in a few questions, also for whoever sees few of them', async () => {
    const rep = await scene.person('Rep');
    const numbers = Array.from({ length: 120 }, (_none, at) => 2_000_000_000 + at * 1_000_003);
    await bring(scene.workspace, all, numbers);
    await scene.do(rep, 'createLead', { id: newId(), last_name: 'Own' });
    const reads = vi.spyOn(scene.workspace.client, 'batch');
    const read = async (sight: string[]) => {
      const rows = [];
      for await (const block of storedRows(scene.workspace.client, 'lead', sight, Number.MAX_SAFE_INTEGER)) rows.push(...block);
      return rows.map((row) => row.number);
    };
    expect(await read([rep])).toEqual([2_000_000_000 + 119 * 1_000_003 + 1]);
    expect(await read([everyone])).toHaveLength(121);
    expect(await read([all])).toEqual(numbers);
    expect(reads.mock.calls.length).toBe(3);
  });
});
