import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor, NamedMutation } from '../../shared/mutators/index.ts';
import type { Scene } from './testing.ts';
import { Lane, openScene, perform } from './testing.ts';

let scene: Scene;
let importer: Actor;
beforeEach(async () => {
  scene = await openScene();
  importer = { kind: 'person', id: scene.administrator, imports: true };
});
afterEach(() => scene.close());

const rows = async (sql: string) => (await scene.workspace.client.execute(sql)).rows.map((row) => ({ ...row }));
const people = () =>
  rows(
    `SELECT number, data ->> '$.last_name' AS name, data ->> '$.organization_name' AS organization FROM record
     WHERE type = 'contact' AND data ->> '$.is_organization' = 0 AND removed_version IS NULL ORDER BY number`,
  );

/** So many chunks of rows that each rest on the chunk before: its persons belong to the organization that it has made. */
function chunks(many: number, rowsEach = 40): NamedMutation[][] {
  const organizations = Array.from({ length: many + 1 }, () => newId());
  return Array.from({ length: many }, (_, chunk) => [
    { name: 'createContact', args: { id: organizations[chunk + 1] ?? '', is_organization: true, name: `Organization ${chunk + 1}` } },
    ...(chunk === 0
      ? []
      : Array.from({ length: rowsEach }, (_, row): NamedMutation => ({
          name: 'createContact',
          args: { id: newId(), last_name: `Person ${chunk}.${row}`, contact_id: organizations[chunk] ?? '' },
        }))),
  ]);
}

/** What `chunks` comes to. */
const expected = (many: number, rowsEach = 40) =>
  Array.from({ length: many - 1 }, (_, chunk) =>
    Array.from({ length: rowsEach }, (_, row) => ({ name: `Person ${chunk + 1}.${row}`, organization: `Organization ${chunk + 1}` })),
  ).flat();

describe('long work that asks for the next before the last is written', () => {
  test('has each rest on the one before', async () => {
    const refusals = await Promise.all(chunks(8).map((chunk) => scene.workspace.mutateEach(importer, chunk)));
    expect(refusals.flat().filter(Boolean)).toEqual([]);
    const found = await people();
    expect(found.map(({ name, organization }) => ({ name, organization }))).toEqual(expected(8));
    expect(new Set(found.map(({ number }) => number)).size).toBe(found.length);
  });

  test('is done once and in order, whatever another process writes in between', async () => {
    const other = await scene.otherProcess();
    let over = false;
    let theirs = 0;
    // As many at a time as there are in a chunk, or other numbers: the version of what was worked out may be reached by others.
    const beside = (async () => {
      for (let at = 0; !over; at++) {
        const many = [41, 1, 7][at % 3] ?? 1;
        const leads = Array.from({ length: many }, (): NamedMutation => ({
          name: 'createLead',
          args: { id: newId(), last_name: 'Beside' },
        }));
        expect(await other.mutateEach({ kind: 'person', id: scene.administrator }, leads)).toEqual(leads.map(() => null));
        theirs += many;
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    })();
    const refusals = await Promise.all(chunks(30).map((chunk) => scene.workspace.mutateEach(importer, chunk))).finally(() => (over = true));
    await beside;
    expect(refusals.flat().filter(Boolean)).toEqual([]);
    expect((await people()).map(({ name, organization }) => ({ name, organization }))).toEqual(expected(30));
    const [found] = await rows(
      `SELECT (SELECT count(*) FROM record WHERE type = 'lead') AS leads, (SELECT count(DISTINCT number) FROM record WHERE type = 'contact') AS numbers,
         (SELECT count(*) FROM record WHERE type = 'contact') AS contacts, (SELECT count(*) FROM change WHERE type = 'contact') AS changes`,
    );
    expect(found).toEqual({ leads: theirs, numbers: 29 * 40 + 30, contacts: 29 * 40 + 30, changes: 29 * 40 + 30 });
    expect(scene.faults).toEqual([]);
  });

  test('fails where it cannot be written, and what rests on it is refused', async () => {
    await scene.workspace.client.execute(
      "CREATE TRIGGER full BEFORE INSERT ON change WHEN NEW.fields = '{}' AND (SELECT count(*) FROM change WHERE type = 'contact') > 41 BEGIN SELECT raise(ABORT, 'disk full'); END",
    );
    const outcomes = await Promise.allSettled(chunks(4).map((chunk) => scene.workspace.mutateEach(importer, chunk)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    await scene.workspace.client.execute('DROP TRIGGER full');
    expect((await people()).map(({ name }) => name)).toEqual(expected(2).map(({ name }) => name));
    await perform(scene.workspace, scene.administrator, 'createLead', { id: newId(), last_name: 'Afterwards' });
  });

  test('leaves turns to people, whose own changes go on where they were', async () => {
    const done: string[] = [];
    const lane = new Lane();
    const lead: Id = newId();
    const long = chunks(20).map(async (chunk, at) => {
      await scene.workspace.mutateEach(importer, chunk);
      done.push(`chunk ${at}`);
    });
    await scene.workspace.push(scene.administrator, [lane.next('createLead', { id: lead, last_name: 'A' })]);
    await scene.workspace.push(scene.administrator, [lane.next('updateLead', { id: lead, last_name: 'B' })]);
    done.push('people');
    await Promise.all(long);
    expect(done.indexOf('people')).toBeLessThan(15);
    expect(await rows(`SELECT data ->> '$.last_name' AS name FROM record WHERE id = '${lead}'`)).toEqual([{ name: 'B' }]);
    expect((await people()).length).toBe(19 * 40);
  });

  test('waits for what changes the set-up or takes something away', async () => {
    const [first, second] = chunks(2);
    const person = newId();
    const refusals = await Promise.all([
      scene.workspace.mutateEach(importer, first ?? []),
      scene.workspace.mutateEach(importer, [{ name: 'createContact', args: { id: person, last_name: 'Gone' } }]),
      scene.workspace.mutateEach(importer, [{ name: 'deleteContact', args: { id: person } }]),
      scene.workspace.mutateEach(importer, [{ name: 'updateContact', args: { id: person, last_name: 'Back' } }]),
      scene.workspace.mutateEach(importer, [{ name: 'restoreRecord', args: { type: 'contact', id: person } }]),
      scene.workspace.mutateEach(importer, [{ name: 'createSource', args: { id: newId(), name: 'Fair', resource_type: 'lead' } }]),
      scene.workspace.mutateEach(importer, [{ name: 'createSource', args: { id: newId(), name: 'Fair', resource_type: 'lead' } }]),
      scene.workspace.mutateEach(importer, second ?? []),
    ]);
    expect(refusals.map((one) => one.map((refusal) => refusal?.code).filter(Boolean))).toEqual([
      [],
      [],
      [],
      ['not_found'],
      [],
      [],
      ['invalid'],
      [],
    ]);
  });
});
