import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Id } from '../../shared/ids.ts';
import type { MutatorArgs } from '../../shared/mutators/index.ts';
import type { Row } from '../../shared/records/index.ts';
import type { HistoryEntry, PullPage } from '../../shared/sync/wire.ts';
import type { Scene, Signed } from '../directory/testing.ts';
import { expectBody, join, startScene } from '../directory/testing.ts';
import { Lane } from '../workspace/testing.ts';

let scene: Scene;
let rep: Signed;
beforeAll(async () => {
  scene = await startScene();
  rep = await join(scene, 'rep@example.com', { profile: 'user' });
});
afterAll(() => scene.close());

const post = async <B>(path: string, person: Signed, json: object = {}): Promise<B> =>
  expectBody<B>(await scene.server.request('POST', `/sync${path}`, { token: person.token, json }));
const bodyOf = (id: Id, person = rep) => scene.server.request('GET', `/emails/${id}/body`, { token: person.token });

async function log(person: Signed, more: Partial<MutatorArgs<'logEmail'>>): Promise<Id> {
  const id = newId();
  const args: MutatorArgs<'logEmail'> = {
    id,
    message_id: `<${id}@example.net>`,
    from: { email: 'ann@example.net', name: 'Ann' },
    to: [{ email: 'rep@example.com', name: null }],
    subject: 'Lamps',
    sent_at: '2026-01-02T09:00:00.000Z',
    direction: 'incoming',
    copy: { account: person.email },
    ...more,
  };
  await post('/push', person, { mutations: [new Lane().next('logEmail', args)] });
  return id;
}

async function started(person: Signed): Promise<{ text: string; emails: Row<'email'>[]; cursor: string }> {
  const { text } = await scene.server.request('POST', '/sync/bootstrap', { token: person.token });
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type?: string; rows?: Row<'email'>[]; cursor?: string });
  const emails = lines.flatMap(({ type, rows }) => (type === 'email' ? (rows ?? []) : []));
  return { text, emails, cursor: lines.at(-1)?.cursor ?? '' };
}

test('rows of messages come without what they say, which is given for itself', async () => {
  const { cursor } = await started(rep);
  const id = await log(rep, { body_html: '<p>How much is the unsent lamp?</p>' });
  const page = await post<PullPage>('/pull', rep, { cursor, lanes: [] });
  expect(page.puts.find(({ type }) => type === 'email')?.rows).toMatchObject([{ id, body_html: null, body_text: null, has_body: true }]);
  const { text, emails } = await started(rep);
  expect(emails.find((row) => row.id === id)).toMatchObject({ body_html: null, has_body: true });
  expect(text).not.toContain('unsent lamp');
  const answer = await bodyOf(id);
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(expectBody(answer)).toEqual({ body_html: '<p>How much is the unsent lamp?</p>', body_text: null });
});

test('one without a text says so, and has that of whoever logs it with one', async () => {
  const message_id = `<${newId()}@example.net>`;
  const id = await log(rep, { message_id });
  expect(expectBody(await bodyOf(id))).toEqual({ body_html: null, body_text: null });
  await log(rep, { message_id, body_text: 'How much?' });
  expect(expectBody(await bodyOf(id))).toEqual({ body_html: null, body_text: 'How much?' });
  await log(rep, { message_id, body_text: 'Another' });
  expect(expectBody(await bodyOf(id))).toEqual({ body_html: null, body_text: 'How much?' });
});

test('what they say stays when other things change, and history does not tell of it', async () => {
  const id = await log(rep, { body_text: 'How much?', visibility: 'private' });
  expect((await bodyOf(id, scene.owner)).status).toBe(404);
  await post('/push', rep, { mutations: [new Lane().next('updateEmailVisibility', { id, visibility: 'team' })] });
  for (const person of [rep, scene.owner])
    expect(expectBody(await bodyOf(id, person))).toEqual({ body_html: null, body_text: 'How much?' });
  const { changes } = expectBody<{ changes: HistoryEntry[] }>(
    await scene.server.request('GET', `/sync/history/email/${id}`, { token: rep.token }),
  );
  expect(changes.length).toBeGreaterThan(1);
  expect(JSON.stringify(changes)).not.toContain('How much?');
  await post('/push', rep, { mutations: [new Lane().next('unlogEmail', { id })] });
  expect((await bodyOf(id)).status).toBe(404);
});
