import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Id } from '../../shared/ids.ts';
import type { Row } from '../../shared/records/index.ts';
import { RowCache } from './cache.ts';
import type { Scene } from './testing.ts';
import { openScene, perform, stored } from './testing.ts';
import { whole } from './unsent.ts';
import type { Workspace } from './workspace.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.close());

const unsentOf = async (workspace: Workspace, id: Id): Promise<unknown> => {
  const { rows } = await workspace.client.execute({ sql: 'SELECT unsent FROM record WHERE id = ?', args: [id] });
  const text = rows[0]?.['unsent'];
  return typeof text === 'string' ? JSON.parse(text) : text;
};

const message = (id: Id) => ({
  id,
  message_id: `<${id}@example.net>`,
  from: { email: 'ann@example.net', name: null },
  sent_at: '2026-01-02T09:00:00.000Z',
  direction: 'incoming' as const,
  copy: { account: 'rep@example.com', gmail_message_id: 'f1' },
});

test('what an e-mail says stands beside what is sent of it, and stays when others change the rest', async () => {
  const { workspace, person } = scene;
  const rep = await person('Rep');
  const id = newId();
  await scene.do(rep, 'logEmail', { ...message(id), body_text: 'How much?' });
  expect(await stored(workspace, 'email', id)).toMatchObject({ body_text: null, has_body: true });
  const other = await scene.otherProcess();
  await perform(other, rep, 'updateEmailVisibility', { id, visibility: 'team' });
  expect(await stored(workspace, 'email', id)).toMatchObject({ body_text: null, has_body: true, visibility: 'team' });
  expect(await unsentOf(workspace, id)).toEqual({ body_text: 'How much?' });
  const [copy] = (await workspace.client.execute("SELECT id FROM record WHERE type = 'email_copy'")).rows;
  await perform(other, rep, 'unlogEmail', { id });
  await workspace.refresh();
  await scene.do(rep, 'restoreRecord', { type: 'email_copy', id: String(copy?.['id']) });
  expect(await unsentOf(workspace, id)).toEqual({ body_text: 'How much?' });
});

test('what e-mails say is not kept in memory, however many are logged', async () => {
  const { workspace, person } = scene;
  const rep = await person('Ria');
  const [bare, full] = [newId(), newId()];
  await scene.do(rep, 'logEmail', message(bare));
  await scene.do(rep, 'logEmail', { ...message(full), body_text: 'How much?' });
  const cache = new RowCache(10);
  for (const id of [bare, full]) {
    const { rows } = await workspace.client.execute({ sql: 'SELECT data, unsent FROM record WHERE id = ?', args: [id] });
    cache.put('email', whole(rows[0]?.['data'], rows[0]?.['unsent']));
  }
  expect([cache.has(bare), cache.has(full)]).toEqual([true, false]);
  // One that was kept without its text is not as it stands any more.
  const kept = cache.get('email', bare);
  if (!kept) throw new Error('It is kept.');
  cache.put('email', { ...kept, body_text: 'How much?' } as Row<'email'>);
  expect(cache.has(bare)).toBe(false);
});

test('private mail that a merge has moved is not told of, and goes back when it is undone, also by another process', async () => {
  const { workspace, person, administrator } = scene;
  const rep = await person('Rex');
  const [one, two, email, link, merge] = [newId(), newId(), newId(), newId(), newId()];
  for (const id of [one, two]) await scene.do(rep, 'createLead', { id, last_name: 'Li' });
  const links = [{ id: link, resource_type: 'lead' as const, resource_id: two }];
  await scene.do(rep, 'logEmail', { ...message(email), visibility: 'private', links });
  const visible = { id: newId(), content: 'Call', resource_type: 'lead' as const, resource_id: two };
  await scene.do(rep, 'createTask', visible);
  await scene.do(administrator, 'mergeRecords', { id: merge, resource_type: 'lead', survivor_id: one, absorbed_ids: [two] });
  expect(await stored(workspace, 'email_link', link)).toMatchObject({ resource_id: one, scope: [`=${rep}`] });
  expect(await stored(workspace, 'merge', merge)).toMatchObject({ moved: [] });
  await perform(await scene.otherProcess(), administrator, 'undoMerge', { id: merge });
  expect(await stored(workspace, 'email_link', link)).toMatchObject({ resource_id: two });
  expect(await stored(workspace, 'task', visible.id)).toMatchObject({ resource_id: two });
  const { rows } = await workspace.client.execute({ sql: 'SELECT fields FROM change WHERE id = ?', args: [merge] });
  expect(JSON.stringify(rows)).not.toContain(link);
});
