import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { Scene } from '../directory/testing.ts';
import { expectBody, startScene } from '../directory/testing.ts';
import { readMessageId, readParticipants, readVisibility, settleEmail } from './email-rows.ts';
import type { Import } from './files.ts';
import type { Known } from './known.ts';

describe('people of a message', () => {
  test.each([
    ['"Zipson, Ann" <Ann@zip.example>; bo@zip.example', ['ann@zip.example', 'bo@zip.example']],
    ['["ann@zip.example","bo@zip.example"]', ['ann@zip.example', 'bo@zip.example']],
    ['[ann@zip.example, bo@zip.example]', ['ann@zip.example', 'bo@zip.example']],
    ['undisclosed-recipients:;', []],
  ])('are read from %s', (cell, addresses) => expect(readParticipants(cell)?.map(({ email }) => email)).toEqual(addresses));

  test('without an address are none', () => expect(readParticipants('Ann, bo@zip.example')).toBeUndefined());
});

test.each([
  ['a@b', '<a@b>'],
  ['<a@b>', '<a@b>'],
  ['123456', undefined],
  ['a@b c', undefined],
])('%s is the Message-ID %s', (cell, id) => expect(readMessageId(cell)).toBe(id));

test('what is far too long for a Message-ID is none, and is not looked at for long', () => {
  expect(readMessageId(`${'@'.repeat(1_000_000)} `)).toBeUndefined();
});

test.each([
  ['true', 'private'],
  ['Privé', 'private'],
  ['0', 'everyone'],
  ['Shared', 'everyone'],
  ['Équipe', 'team'],
  ['Sales managers only', undefined],
])('who may read a message of which the cell says %s: %s', (cell, visibility) => expect(readVisibility(cell)).toBe(visibility));

describe('a body', () => {
  const known = { users: [] } as unknown as Known;
  const settle = (body: string): Record<string, unknown> => {
    const fields: Record<string, unknown> = { body };
    settleEmail(fields, known);
    return fields;
  };

  test('is a page where it has its tags, and the line in a list has its words', () => {
    const body = '<head><title>No</title></head><style>p { color: red }</style><p class="a">Dear&nbsp;Ann</p><SCRIPT>no()</script> bye';
    expect(settle(body)).toMatchObject({ body_html: body, snippet: 'Dear Ann bye' });
  });

  test('with addresses in angle brackets is no page', () => {
    expect(settle('Ask <a@zip.example> or <p@zip.example>')).toMatchObject({ body_text: 'Ask <a@zip.example> or <p@zip.example>' });
  });

  test('that is too long for a page is kept by its first words', () => {
    const settled = settle(`<p>${'word '.repeat(20_000)}</p>`);
    expect(settled['body_html']).toBeUndefined();
    expect(String(settled['body_text'])).toHaveLength(64_000);
  });
});

describe('an import of e-mails', () => {
  let scene: Scene;
  const contact = newId();
  const lead = newId();
  beforeAll(async () => {
    scene = await startScene();
    await push('createContact', { id: contact, last_name: 'Zipson', email: 'ann@zip.example', owner_id: scene.owner.personId });
    await push('createLead', { id: lead, last_name: 'Zippy', owner_id: scene.owner.personId });
  });
  afterAll(() => scene.close());

  async function push(name: string, args: object): Promise<void> {
    const mutations = [{ lane: newId(), sequence: 1, name, args }];
    expectBody(await scene.server.request('POST', '/sync/push', { token: scene.owner.token, json: { mutations } }));
  }

  async function all<T extends RecordType>(type: T): Promise<Row<T>[]> {
    const { text } = await scene.server.request('POST', '/sync/bootstrap', { token: scene.owner.token });
    const blocks = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type?: RecordType; rows?: Row<T>[] });
    return blocks.flatMap((block) => (block.type === type ? (block.rows ?? []) : []));
  }

  const ask = (method: string, path: string, json?: object) =>
    scene.server.request(method, `/imports${path}`, { token: scene.owner.token, ...(json && { json }) });

  async function settled(id: Id): Promise<Import> {
    for (;;) {
      const { import: entry } = expectBody<{ import: Import }>(await ask('GET', `/${id}`));
      if (!['running', 'undoing'].includes(entry.status)) return entry;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  const importRows = async (...rows: string[]): Promise<Import> => run(await planned(rows));

  async function run({ id }: Import): Promise<Import> {
    expectBody(await ask('POST', `/${id}/run`), 202);
    return settled(id);
  }

  async function planned(rows: readonly string[], source = newId()): Promise<Import> {
    const body = new TextEncoder().encode(['id,Message-ID,From,To,Subject,Sent at', ...rows].join('\n'));
    const options = { token: scene.owner.token, body, headers: { 'Content-Type': 'text/csv' } };
    const offer = expectBody<{ import: Import; kind: string; kinds: Record<string, { mapping: Record<string, string> }> }>(
      await scene.server.request('POST', '/imports?name=mail.csv', options),
      201,
    );
    expect(offer.kind).toBe('email');
    const tables = [{ kind: 'email', mapping: offer.kinds['email']?.mapping }];
    return expectBody<{ import: Import }>(await ask('POST', `/${offer.import.id}/plan`, { tables, source })).import;
  }

  async function undo({ id }: Import): Promise<Import> {
    expectBody(await ask('POST', `/${id}/undo`), 202);
    return settled(id);
  }

  test('leaves what somebody has hung on something else since, when it is undone', async () => {
    const done = await importRows(
      '1,one@zip.example,ann@zip.example,ada@example.com,One,2020-01-01T10:00:00Z',
      '2,two@zip.example,ann@zip.example,ada@example.com,Two,2020-01-02T10:00:00Z',
    );
    expect(done.progress).toMatchObject({ created: 2, failed: 0 });
    const one = (await all('email')).find(({ subject }) => subject === 'One');
    await push('linkEmail', { id: newId(), email_id: one?.id, resource_type: 'lead', resource_id: lead });
    expect(await undo(done)).toMatchObject({ status: 'undone', undo: { removed: 1, kept: 1 } });
    expect((await all('email')).map(({ subject }) => subject)).toEqual(['One']);
    expect(expectBody<{ rows: object[] }>(await ask('GET', `/${done.id}/kept`)).rows).toMatchObject([{ name: 'One', reason: 'used' }]);
  });

  test('joins the message that its owner has logged already, and leaves it as it was when it is undone', async () => {
    await push('logEmail', {
      id: newId(),
      message_id: '<three@zip.example>',
      from: { email: 'ann@zip.example', name: 'Ann' },
      to: [{ email: scene.owner.email, name: null }],
      subject: 'Three',
      sent_at: '2020-01-03T10:00:00.000Z',
      direction: 'incoming',
      links: [{ resource_type: 'lead', resource_id: lead }],
      copy: { account: scene.owner.email },
      by_hand: true,
    });
    const done = await importRows('3,three@zip.example,ann@zip.example,ada@example.com,Three,2020-01-03T10:00:00Z');
    expect(done.progress).toMatchObject({ failed: 0 });
    const three = (await all('email')).filter(({ subject }) => subject === 'Three');
    expect(three).toHaveLength(1);
    const links = async () =>
      (await all('email_link')).filter(({ email_id }) => email_id === three[0]?.id).map(({ resource_id }) => resource_id);
    expect((await links()).toSorted()).toEqual([contact, lead].toSorted());
    expect(await undo(done)).toMatchObject({ status: 'undone' });
    expect((await all('email')).filter(({ subject }) => subject === 'Three')).toHaveLength(1);
    expect(await links()).toEqual([lead]);
  });

  test.each([true, false])('leaves what its owner has logged from another mailbox, when it is undone (linked: %s)', async (linked) => {
    const subject = `Four ${linked}`;
    const message = {
      message_id: `<four-${linked}@zip.example>`,
      from: { email: 'ann@zip.example', name: 'Ann' },
      subject,
      sent_at: '2020-01-04T10:00:00.000Z',
      direction: 'incoming',
      by_hand: true,
    };
    const [copy, link] = [newId(), newId()];
    await push('logEmail', {
      ...message,
      id: newId(),
      visibility: 'private',
      links: linked ? [{ id: link, resource_type: 'lead', resource_id: lead }] : [],
      copy: { id: copy, account: 'ada@elsewhere.example' },
    });
    const done = await importRows(`4,four-${linked}@zip.example,ann@zip.example,ada@example.com,${subject},2020-01-04T10:00:00Z`);
    expect(done.progress).toMatchObject({ created: 1, failed: 0 });
    const messages = async () => (await all('email')).filter((email) => email.subject === subject);
    const [four] = await messages();
    const of = async (type: 'email_copy' | 'email_link') =>
      (await all(type)).filter(({ email_id }) => email_id === four?.id).map(({ id }) => id);
    expect([(await of('email_copy')).length, (await of('email_link')).length]).toEqual([2, linked ? 2 : 1]);
    expect(await undo(done)).toMatchObject({ status: 'undone', undo: { removed: 1, kept: 0 } });
    expect([await of('email_copy'), await of('email_link')]).toEqual([[copy], linked ? [link] : []]);
    expect(await messages()).toMatchObject([{ visibility: 'private' }]);
  });

  test('sets back who may read a message that another import of its rows has logged meanwhile, when it is undone', async () => {
    const row = '5,five@zip.example,ann@zip.example,ada@example.com,Five,2020-01-05T10:00:00Z';
    const source = newId();
    const [first, second] = [await planned([row], source), await planned([row], source)];
    await run(first);
    const five = async () => (await all('email')).filter(({ subject }) => subject === 'Five');
    await push('updateEmailVisibility', { id: (await five())[0]?.id, visibility: 'team' });
    const done = await run(second);
    expect(done.progress).toMatchObject({ failed: 0 });
    expect(await five()).toMatchObject([{ visibility: 'everyone' }]);
    expect(await undo(done)).toMatchObject({ status: 'undone', undo: { kept: 0 } });
    expect(await five()).toMatchObject([{ visibility: 'team' }]);
  });
});
