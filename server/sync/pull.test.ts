import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Id } from '../../shared/ids.ts';
import type { RecordType } from '../../shared/records/index.ts';
import { privateTo } from '../../shared/sight.ts';
import type { PullPage } from '../../shared/sync/wire.ts';
import type { Scene } from '../workspace/testing.ts';
import { Lane, openScene } from '../workspace/testing.ts';
import { seenBy } from '../workspace/index.ts';
import { bootstrap } from './bootstrap.ts';
import { Cursors } from './cursor.ts';
import type { PullInput } from './pull.ts';
import { acknowledge, pageText, parsedPage, pull } from './pull.ts';

const cursors = new Cursors(Buffer.alloc(32, 1));
let scene: Scene;
let rep: Id;
let other: Id;
let manager: Id;
beforeEach(async () => {
  scene = await openScene();
  manager = await scene.person('Manager', 'manager');
  rep = await scene.person('Rep', 'user', manager);
  other = await scene.person('Other');
});
afterEach(() => scene.close());

async function bootstrapped(person: Id) {
  const lines: { [key: string]: unknown }[] = [];
  const sight = scene.workspace.sight(person) ?? [];
  for await (const line of bootstrap({ workspace: scene.workspace, person, sight, cursors })) lines.push(JSON.parse(line));
  const blocks = lines.slice(1, -1) as { type: RecordType; rows: { id: Id }[] }[];
  return { head: lines[0], blocks, cursor: String(lines.at(-1)?.['cursor']) };
}

async function answer(person: Id, cursor: string, options: Partial<PullInput> = {}) {
  const sight = scene.workspace.sight(person) ?? [];
  return pull({ workspace: scene.workspace, person, sight, cursor, lanes: [], cursors, ...options });
}

async function page(person: Id, cursor: string, options: Partial<PullInput> = {}): Promise<PullPage> {
  const given = await answer(person, cursor, options);
  if (given.reset !== undefined) throw new Error(`Reset: ${given.reset}`);
  return JSON.parse(pageText(given)) as PullPage;
}

const put = ({ puts }: PullPage): string[] => puts.flatMap(({ rows }) => rows.map(({ id }) => id));
const lead = async (owner: Id): Promise<Id> => {
  const id = newId();
  await scene.do(scene.administrator, 'createLead', { id, last_name: 'L', owner_id: owner });
  return id;
};
const hand = (id: Id, owner_id: Id) => scene.do(scene.administrator, 'updateLead', { id, owner_id });

describe('a bootstrap', () => {
  test('brings what the person sees and nothing else, set-up first, the cursor last', async () => {
    const mine = await lead(rep);
    await lead(other);
    const { head, blocks, cursor } = await bootstrapped(rep);
    expect(head).toEqual({ version: scene.workspace.version, sight: [rep, privateTo(rep)].sort() });
    expect(blocks[0]?.type).toBe('workspace_settings');
    expect(blocks.filter(({ type }) => type === 'lead').flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual([mine]);
    expect((await page(rep, cursor)).puts).toEqual([]);
  });

  test('gives each record once, the board of the first pipeline before the rest', async () => {
    const stage = scene.workspace.every('stage').find(({ category }) => category === 'incoming')?.id ?? '';
    const won = scene.workspace.every('stage').find(({ category }) => category === 'won')?.id ?? '';
    const contact = newId();
    await scene.do(rep, 'createContact', { id: contact, name: 'Lab', is_organization: true });
    for (const stage_id of [won, stage, stage])
      await scene.do(rep, 'createDeal', { id: newId(), name: 'D', contact_id: contact, stage_id });
    const { blocks } = await bootstrapped(rep);
    const deals = blocks.filter(({ type }) => type === 'deal').map(({ rows }) => rows as unknown as { id: Id; stage_id: Id }[]);
    expect(deals.map((rows) => rows.map(({ stage_id }) => stage_id))).toEqual([[stage, stage], [won]]);
    expect(new Set(deals.flat().map(({ id }) => id)).size).toBe(3);
  });

  test('begins with the pipeline that has open deals, where the first one has none', async () => {
    const won = scene.workspace.every('stage').find(({ category }) => category === 'won')?.id ?? '';
    const contact = newId();
    const stages = Array.from({ length: 7 }, () => ({ id: newId() }));
    const stage = stages[0]?.id ?? '';
    await scene.do(scene.administrator, 'createPipeline', { id: newId(), name: 'Imported', stages });
    await scene.do(rep, 'createContact', { id: contact, name: 'Lab', is_organization: true });
    for (const stage_id of [won, stage, won]) await scene.do(rep, 'createDeal', { id: newId(), name: 'D', contact_id: contact, stage_id });
    const { blocks } = await bootstrapped(rep);
    const deals = blocks.filter(({ type }) => type === 'deal').map(({ rows }) => rows as unknown as { stage_id: Id }[]);
    expect(deals.map((rows) => rows.map(({ stage_id }) => stage_id))).toEqual([[stage], [won, won]]);
  });

  test('leaves what changes meanwhile to the pull that follows', async () => {
    const [kept, changed, removed, source] = [await lead(rep), await lead(rep), await lead(rep), newId()];
    const sight = scene.workspace.sight(rep) ?? [];
    const lines: string[] = [];
    for await (const line of bootstrap({ workspace: scene.workspace, person: rep, sight, cursors })) {
      if (lines.length === 0) {
        await scene.do(rep, 'updateLead', { id: changed, title: 'CEO' });
        await scene.do(rep, 'deleteLead', { id: removed });
        await scene.do(scene.administrator, 'createSource', { id: source, name: 'Late', resource_type: 'lead' });
      }
      lines.push(line);
    }
    expect(lines.join('')).toContain(kept);
    expect(lines.join('')).not.toContain(changed);
    const next = await page(rep, JSON.parse(lines.at(-1) ?? '').cursor);
    expect(put(next)).toEqual(expect.arrayContaining([changed, source]));
    expect(next.removes).toContainEqual(['lead', removed]);
  });

  test('keeps its workspace open until it is read or given up', async () => {
    const lines = bootstrap({ workspace: scene.workspace, person: rep, sight: [rep], cursors });
    await lines.next();
    expect(scene.workspace.busy).toBe(true);
    await lines.return(undefined);
    await expect.poll(() => scene.workspace.busy).toBe(false);
  });
});

describe('a pull', () => {
  test('brings changes after its cursor, and goes on from there', async () => {
    const { cursor } = await bootstrapped(rep);
    const id = await lead(rep);
    await lead(other);
    const first = await page(rep, cursor);
    expect(put(first)).toEqual([id]);
    expect(first).toMatchObject({ base: cursor, sight: null, removes: [], more: false });
    expect(put(await page(rep, first.cursor))).toEqual([]);
  });

  test('says what was removed, and what has left the sight of the person', async () => {
    const [gone, handed, foreign] = [await lead(rep), await lead(rep), await lead(other)];
    const { cursor } = await bootstrapped(rep);
    await scene.do(rep, 'deleteLead', { id: gone });
    await hand(handed, other);
    await scene.do(other, 'deleteLead', { id: foreign });
    const { removes, puts } = await page(rep, cursor);
    expect(removes).toEqual([
      ['lead', gone],
      ['lead', handed],
    ]);
    expect(puts).toEqual([]);
  });

  test('tells an exit also to who sees the record by now: the page that brings it may never come', async () => {
    const id = await lead(rep);
    const { cursor } = await bootstrapped(manager);
    await hand(id, manager);
    const { removes, puts } = await page(manager, cursor);
    expect(removes).toEqual([['lead', id]]);
    expect(put({ puts } as PullPage)).toEqual([id]);
  });

  test('cuts its pages between commits only, and loses nothing on the way', async () => {
    const { cursor } = await bootstrapped(rep);
    const contact = newId();
    const made: Id[] = [contact];
    await scene.do(rep, 'createContact', { id: contact, name: 'Lab', is_organization: true });
    for (let n = 0; n < 7; n++) {
      const id = newId();
      made.push(id);
      await scene.do(rep, 'createNote', { id, content: 'N', resource_type: 'contact', resource_id: contact });
    }
    // One commit that changes all of them.
    await scene.do(rep, 'updateContact', { id: contact, name: 'Laboratory' });
    const seen = new Set<Id>();
    let at = cursor;
    for (let more = true; more;) {
      const next = await page(rep, at, { pageRows: 3 });
      const versions = next.puts.flatMap(({ rows }) => rows.map(({ version }) => version));
      expect(new Set(versions).size === 1 || versions.length <= 3).toBe(true);
      for (const id of put(next)) seen.add(id);
      ({ cursor: at, more } = next);
    }
    expect([...seen].sort()).toEqual(made.sort());
  });

  test('tells a lane only with the version of its last mutation, and to its own person', async () => {
    const { cursor } = await bootstrapped(rep);
    for (let n = 0; n < 5; n++) await lead(rep);
    const lane = new Lane();
    await scene.workspace.push(rep, [lane.next('createLead', { id: newId(), last_name: 'A' }), lane.next('deleteLead', { id: newId() })]);
    const lanes = [lane.id];
    const first = await page(rep, cursor, { lanes, pageRows: 3 });
    expect(first).toMatchObject({ lanes: {}, more: true });
    const last = await page(rep, first.cursor, { lanes });
    expect(last.lanes).toEqual({
      [lane.id]: { position: 2, rejections: [{ sequence: 2, code: 'not_found', message: 'There is no such lead.' }] },
    });
    const { cursor: theirs } = await bootstrapped(other);
    expect((await page(other, theirs, { lanes })).lanes).toEqual({});
  });

  test('forgets a rejection once it is acknowledged by its author, and nobody else', async () => {
    const { cursor } = await bootstrapped(rep);
    const lane = new Lane();
    await scene.workspace.push(rep, [lane.next('deleteLead', { id: newId() })]);
    const acknowledged = [{ lane: lane.id, sequence: 1 }];
    await acknowledge(scene.workspace, other, acknowledged);
    expect((await page(rep, cursor, { lanes: [lane.id] })).lanes[lane.id]?.rejections).toHaveLength(1);
    await acknowledge(scene.workspace, rep, acknowledged);
    expect((await page(rep, cursor, { lanes: [lane.id] })).lanes[lane.id]?.rejections).toEqual([]);
  });
});

test('half of a character in what is pushed is told of like every fault, and read back', async () => {
  const { cursor } = await bootstrapped(rep);
  const lane = new Lane();
  const wrong = { ...lane.next('deleteLead', { id: newId() }), name: 'delete\ud83d' };
  const odd = { ...lane.next('deleteLead', { id: newId() }), args: { 'i\ud83dd': 1 } };
  const id = newId();
  await scene.workspace.push(rep, [wrong, odd, lane.next('createLead', { id, last_name: 'Li \ud83d' })]);
  const told = await page(rep, cursor, { lanes: [lane.id] });
  expect(told.lanes[lane.id]?.rejections.map(({ message }) => message.isWellFormed())).toEqual([true, true]);
  const { rows } = await scene.workspace.client.execute(`SELECT data ->> '$.name' AS name FROM record WHERE id = '${id}'`);
  expect(rows[0]?.['name']).toBe('Li \ufffd');
});

describe('a message that several have logged', () => {
  const people = ['rep@example.com', 'other@example.com', 'ada@example.com'].map((email) => ({ email, name: null }));
  const log = (person: Id, account: string, visibility: 'private' | 'team') =>
    scene.do(person, 'logEmail', {
      id: newId(),
      message_id: '<1@customer.example>',
      from: { email: 'grace@customer.example', name: null },
      to: people,
      sent_at: '2026-11-24T08:00:00.000Z',
      direction: 'incoming',
      visibility,
      copy: { account },
    });
  const emailsOf = async (person: Id) =>
    (await bootstrapped(person)).blocks.flatMap(({ type, rows }) => (type === 'email' ? rows.map(({ id }) => id) : []));

  test('is theirs, whoever of them keeps it to themselves: also of who sees everything', async () => {
    await log(rep, 'rep@example.com', 'private');
    expect(await emailsOf(scene.administrator)).toEqual([]);
    await log(scene.administrator, 'ada@example.com', 'private');
    const [id] = await emailsOf(rep);
    expect(await emailsOf(scene.administrator)).toEqual([id]);
    expect([await emailsOf(manager), await emailsOf(other)]).toEqual([[], []]);
  });

  test('is shown to whom one of them shows it', async () => {
    await log(rep, 'rep@example.com', 'private');
    const { cursor } = await bootstrapped(scene.administrator);
    await log(other, 'other@example.com', 'team');
    const [id] = await emailsOf(rep);
    expect(await emailsOf(scene.administrator)).toEqual([id]);
    expect(put(await page(scene.administrator, cursor))).toEqual([id]);
  });
});

describe('what is private to its author', () => {
  const restrict = (person: Id, id: Id, type: 'regular' | 'restricted') => scene.do(person, 'updateNote', { id, type });

  test('reaches nobody else, whoever sees everything', async () => {
    const on = await lead(rep);
    const [open, closed] = [newId(), newId()];
    for (const [id, type] of [
      [open, 'regular'],
      [closed, 'restricted'],
    ] as const)
      await scene.do(rep, 'createNote', { id, content: 'N', type, resource_type: 'lead', resource_id: on });
    for (const [person, sees] of [
      [rep, [open, closed]],
      [scene.administrator, [open]],
    ] as const) {
      const { blocks } = await bootstrapped(person);
      const notes = blocks.filter(({ type }) => type === 'note').flatMap(({ rows }) => rows.map(({ id }) => id));
      expect(notes.filter((id) => id === open || id === closed).sort()).toEqual([...sees].sort());
    }
  });

  test('hides no other record: one of another type may have its very id', async () => {
    const on = await lead(rep);
    const { cursor } = await bootstrapped(scene.administrator);
    await scene.do(rep, 'createNote', { id: on, content: 'N', type: 'restricted', resource_type: 'lead', resource_id: on });
    await scene.do(rep, 'updateLead', { id: on, title: 'CEO' });
    const { blocks } = await bootstrapped(scene.administrator);
    expect(blocks.flatMap(({ type, rows }) => rows.filter(({ id }) => id === on).map(() => type))).toEqual(['lead']);
    expect(put(await page(scene.administrator, cursor))).toContain(on);
  });

  test('leaves everybody else when it becomes so, and comes back when it no longer is', async () => {
    const note = newId();
    const on = await lead(rep);
    await scene.do(rep, 'createNote', { id: note, content: 'N', resource_type: 'lead', resource_id: on });
    const { cursor } = await bootstrapped(scene.administrator);
    await restrict(rep, note, 'restricted');
    const gone = await page(scene.administrator, cursor);
    expect(gone.removes).toContainEqual(['note', note]);
    expect(put(gone)).not.toContain(note);
    await restrict(rep, note, 'regular');
    expect(put(await page(scene.administrator, gone.cursor))).toContain(note);
  });
});

describe('a changed sight', () => {
  test('brings what is new to it whole, however old', async () => {
    const [mine, theirs] = [await lead(rep), await lead(other)];
    const { cursor } = await bootstrapped(rep);
    await scene.do(scene.administrator, 'updateUser', { id: rep, profile: 'company' });
    const next = await page(rep, cursor, { pageRows: 1 });
    expect(next.sight).toEqual(['*', privateTo(rep)]);
    expect(put(next)).toContain(theirs);
    expect(put(next)).not.toContain(mine);
  });

  test('by a report more or less brings and withdraws that one’s records', async () => {
    const id = await lead(other);
    const { cursor } = await bootstrapped(manager);
    await scene.do(scene.administrator, 'updateUser', { id: other, reports_to: manager });
    const more = await page(manager, cursor);
    expect(more.sight).toEqual([manager, privateTo(manager), rep, other].sort());
    expect(put(more)).toContain(id);
    await scene.do(scene.administrator, 'updateUser', { id: other, reports_to: null });
    const less = await page(manager, more.cursor);
    expect(less.sight).toEqual([manager, privateTo(manager), rep].sort());
    expect(put(less)).not.toContain(id);
  });

  test('that brings too much for a page asks for a bootstrap', async () => {
    for (let n = 0; n < 4; n++) await lead(other);
    const { cursor } = await bootstrapped(rep);
    await scene.do(scene.administrator, 'updateUser', { id: rep, profile: 'company' });
    expect(await answer(rep, cursor, { backfillRows: 3 })).toEqual({ reset: 'sight_grown' });
  });

  test('narrowed before the page that would have brought a record leaves nothing behind', async () => {
    const id = await lead(rep);
    const { cursor } = await bootstrapped(manager);
    await hand(id, other);
    await scene.do(scene.administrator, 'updateUser', { id: rep, reports_to: null });
    const { removes, sight } = await page(manager, cursor);
    expect(removes).toEqual([['lead', id]]);
    expect(sight).toEqual([manager, privateTo(manager)].sort());
  });
});

describe('a cursor', () => {
  test('is unique, though nothing has happened', async () => {
    const { cursor } = await bootstrapped(rep);
    const [a, b] = [await page(rep, cursor), await page(rep, cursor)];
    expect(new Set([cursor, a.cursor, b.cursor]).size).toBe(3);
  });

  test('of another person, workspace, server or hand is unknown', async () => {
    const { cursor } = await bootstrapped(other);
    const { version } = scene.workspace;
    const [body = '', signature = ''] = cursor.split('.');
    const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replaceAll(other, rep)).toString('base64url');
    const sight = [rep];
    for (const bad of [
      cursor,
      `${forged}.${signature}`,
      body,
      '.',
      'x.y',
      'é'.repeat(100),
      cursors.write({ workspace: newId(), person: rep, version, sight }),
      new Cursors(Buffer.alloc(32, 2)).write({ workspace: scene.id, person: rep, version, sight }),
      // A version that is yet to come: the database was put back from a backup.
      cursors.write({ workspace: scene.id, person: rep, version: version + 1, sight }),
    ])
      expect(await answer(rep, bad)).toEqual({ reset: 'cursor_unknown' });
  });

  test('older than the exits that are kept cannot be continued', async () => {
    const { cursor } = await bootstrapped(rep);
    await scene.workspace.client.execute('UPDATE meta SET exits_from = version + 1');
    expect(await answer(rep, cursor)).toEqual({ reset: 'cursor_too_old' });
  });
});

test('a page costs what has changed, not what the workspace holds', async () => {
  for (const sight of [['*'], [rep]]) {
    const { sql, args } = seenBy(sight);
    const { rows } = await scene.workspace.client.execute({
      sql: `EXPLAIN QUERY PLAN SELECT version, type, id, data FROM record WHERE version > ? AND removed_version IS NULL AND ${sql} ORDER BY version LIMIT ?`,
      args: [1, ...args, 1001],
    });
    const plan = rows.map((row) => String(row['detail']));
    expect(plan).toContainEqual(expect.stringContaining('record_version (version>?)'));
    expect(plan.join()).not.toMatch(/SCAN (record|scope)|TEMP B-TREE FOR ORDER/);
  }
});

test('a page as text is the page as it is', async () => {
  const { cursor } = await bootstrapped(rep);
  await lead(rep);
  const given = await answer(rep, cursor);
  if (given.reset !== undefined) throw new Error(given.reset);
  expect(JSON.parse(pageText(given))).toEqual(JSON.parse(JSON.stringify(parsedPage(given))));
});
