import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { mutators } from '../../shared/mutators/index.ts';
import type { MutatorName } from '../../shared/mutators/index.ts';
import type { Block } from '../../shared/sync/wire.ts';
import { expectBody } from '../../server/directory/testing.ts';
import type { Line } from './matrix.ts';
import { addressed, linesOf, matrix } from './matrix.ts';
import type { Name, SecurityScene, Things } from './scene.ts';
import { names, openSecurityScene, plain, routesOf, seenBy } from './scene.ts';

/**
 * Every route of the server × every profile × what is one's own, a report's, somebody else's, of another workspace, or not there at all:
 * what is out of sight is refused, and no difference tells it from what does not exist.
 */

// Long on a machine that is busy with much else; none of it waits.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let scene: SecurityScene;
beforeAll(async () => {
  scene = await openSecurityScene();
});
afterAll(() => scene.close());

const send = (
  route: string,
  { body, type, query }: Line,
  who: { token?: string; cookie?: string },
  parameters: Record<string, string> = {},
) => {
  const { method, path } = addressed(route, parameters);
  const given = body?.(scene);
  return scene.request(method, path + (query?.(scene) ?? ''), {
    ...who,
    ...(given === undefined ? {} : type === undefined ? { json: given } : { body: String(given), headers: { 'Content-Type': type } }),
  });
};

it('every route has its line', async () => {
  expect(Object.keys(matrix).sort()).toEqual(await routesOf(scene));
});

describe('without a token that is good', () => {
  const forged = (token: string, change: (payload: Record<string, unknown>) => object) => {
    const [head = '', body = '', signature = ''] = token.split('.');
    const payload = change(JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>);
    return `${head}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.${signature}`;
  };

  it.each(linesOf('person', 'app', 'administrator'))('%s is refused, by one answer', async (route, line) => {
    const { people, server, stranger, elsewhere, scene: inner } = scene;
    const { token, personId } = people.owner;
    const { tokens } = server.deps.directory;
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`;
    const bad = {
      missing: undefined,
      garbage: 'garbage',
      'three parts of garbage': 'a.b.c',
      'without a signature': unsigned,
      'with another signature': token.replace(/[^.]{20}$/, 'A'.repeat(20)),
      'of another person': forged(token, (payload) => ({ ...payload, sub: people.company.personId })),
      'made longer': forged(token, (payload) => ({ ...payload, exp: Number(payload['exp']) + 1000 })),
      expired: (await tokens.mint({ personId, workspaceId: inner.workspaceId }, -1)).token,
      'of a person of another workspace': (await tokens.mint({ personId, workspaceId: elsewhere }, 600)).token,
      'of nobody': (await tokens.mint({ personId: newId(), workspaceId: inner.workspaceId }, 600)).token,
      'of another workspace’s person here': (await tokens.mint({ personId: stranger.personId, workspaceId: inner.workspaceId }, 600)).token,
      'a session’s': 'a'.repeat(32),
    };
    const answers = [];
    for (const [what, value] of Object.entries(bad)) {
      const answer = await send(route, line, value === undefined ? {} : { token: value });
      expect([what, answer.status]).toEqual([what, 401]);
      answers.push(plain(answer));
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it.each(linesOf('account'))('%s asks to sign in', async (route, line) => {
    const bad = [{}, { cookie: 'inlay.session_token=a.b' }, { token: 'garbage' }, { token: scene.people.owner.token }];
    const answers = [];
    for (const who of bad) {
      const answer = await send(route, line, who);
      expect(answer.status).toBe(401);
      answers.push(plain(answer));
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it.each(linesOf('key'))('%s asks for a key', async (route, line) => {
    const { token } = scene.people.owner;
    const made = { kind: 'secret', name: 'K', scopes: ['embed'], origins: ['https://host.example'] };
    const created = expectBody<{ key: { id: string; value: string } }>(
      await scene.request('POST', '/auth/keys', { token, json: made }),
      201,
    );
    expect((await send(route, line, { token: created.key.value })).status).not.toBe(401);
    expectBody(await scene.request('DELETE', `/auth/keys/${created.key.id}`, { token }));
    const bad = [undefined, 'garbage', 'a'.repeat(64), `pk_${'a'.repeat(64)}`, token, created.key.value];
    const answers = [];
    for (const value of bad) {
      const answer = await send(route, line, value === undefined ? {} : { token: value });
      expect(answer.status).toBe(401);
      answers.push(plain(answer));
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('an expired session is none', async () => {
    const { request, server, scene: inner } = scene;
    const { email, password } = inner.owner;
    const signedIn = await request('POST', '/auth/sign-in/email', { json: { email, password } });
    const { cookie } = signedIn;
    expect((await request('GET', '/auth/session', { cookie })).status).toBe(200);
    const { sessions } = expectBody<{ sessions: { id: string; current: boolean }[] }>(await request('GET', '/auth/sessions', { cookie }));
    const { id } = sessions.find(({ current }) => current) ?? { id: '' };
    const { internalAdapter } = await server.deps.directory.auth.$context;
    const token = decodeURIComponent(/session_token=([^;]+)/.exec(cookie)?.[1] ?? '').split('.')[0] ?? '';
    await internalAdapter.updateSession(token, { expiresAt: new Date(Date.now() - 1000) });
    for (const [route, line] of linesOf('account'))
      expect([route, (await send(route, line, { cookie }, { id })).status]).toEqual([route, 401]);
  });
});

describe('set-up', () => {
  it.each(linesOf('administrator'))('%s is for administrators, whatever they see', async (route, line) => {
    for (const name of ['user', 'manager', 'company', 'other'] as const) {
      const { status, body } = await send(route, line, { token: scene.people[name].token });
      expect([name, status, (body as { code: string }).code]).toEqual([name, 403, 'forbidden']);
    }
    expect((await send(route, line, { token: scene.people.administrator.token })).status).not.toBe(403);
  });

  it.each(linesOf('app', 'administrator'))('%s is not for components on pages of others', async (route, line) => {
    const { personId } = scene.people.owner;
    const bearer = { personId, workspaceId: scene.scene.workspaceId, origins: ['https://host.example'] };
    const { token } = await scene.server.deps.directory.tokens.mint(bearer, 600);
    expect((await send(route, line, { token })).status).toBe(403);
  });

  it('an embedded component is held to its origins on every route that takes it', async () => {
    const bearer = { personId: scene.people.owner.personId, workspaceId: scene.scene.workspaceId, origins: ['https://host.example'] };
    const { token } = await scene.server.deps.directory.tokens.mint(bearer, 600);
    for (const [route] of linesOf('person')) {
      const { method, path } = addressed(route);
      const answer = await scene.request(method, path, { token, headers: { Origin: 'https://elsewhere.example' } });
      expect([route, answer.status]).toEqual([route, 401]);
    }
  });
});

/** Whose things somebody sees, and whose not. */
const seenOf = (name: Name): Name[] => [name, ...seenBy[name]];
const unseenOf = (name: Name): Name[] => names.filter((other) => !seenOf(name).includes(other));

/** What its author alone sees, whoever sees everything else of theirs. */
const privateKinds: readonly (keyof Things)[] = [
  'private_note',
  'smart_list',
  'email_copy',
  'private_email',
  'private_email_link',
  'conversation_link',
  'mail_rule',
  'email_template',
];
const isPrivate = (kind: keyof Things): boolean => privateKinds.includes(kind);

const kinds: [keyof Things, string][] = [
  ['lead', 'lead'],
  ['contact', 'contact'],
  ['organization', 'contact'],
  ['deal', 'deal'],
  ['task', 'task'],
  ['appointment', 'appointment'],
  ['note', 'note'],
  ['private_note', 'note'],
  ['smart_list', 'smart_list'],
  ['document', 'document'],
  ['call', 'call'],
  ['email', 'email'],
  ['email_copy', 'email_copy'],
  ['email_link', 'email_link'],
  ['private_email', 'email'],
  ['private_email_link', 'email_link'],
  ['conversation_link', 'conversation_link'],
  ['mail_rule', 'mail_rule'],
  ['email_template', 'email_template'],
  ['order', 'order'],
  ['line_item', 'line_item'],
  ['merge', 'merge'],
  ['distinction', 'distinction'],
  ['associated_contact', 'associated_contact'],
  ['converted', 'lead'],
  ['lead_conversion', 'lead_conversion'],
];

describe.each(names)('%s', (name) => {
  const isSeen = (owner: Name, kind: keyof Things) => (isPrivate(kind) ? owner === name : seenOf(name).includes(owner));

  it('is sent exactly what they see, by bootstrap and by pull', async () => {
    const { server, people, things, strange } = scene;
    const { token, personId } = people[name];
    const blocks = await scene.bootstrap({ token });
    // A cursor from before anything was there, with the sight of today: a pull from it brings everything anew.
    const workspace = await server.deps.workspaces.open(scene.scene.workspaceId);
    const { Cursors } = await import('../../server/sync/cursor.ts');
    const cursor = new Cursors(server.deps.secrets.derive('sync-cursor')).write({
      workspace: workspace.id,
      person: personId,
      version: 0,
      sight: workspace.sight(personId) ?? [],
    });
    const pulled: Block[] = [];
    for (let at = cursor, more = true; more;) {
      const page = expectBody<{ cursor: string; more: boolean; puts: Block[] }>(
        await scene.request('POST', '/sync/pull', { token, json: { cursor: at, lanes: [] } }),
      );
      pulled.push(...page.puts);
      ({ more, cursor: at } = page);
    }
    for (const given of [blocks, pulled]) {
      const ids = new Set(given.flatMap(({ type, rows }) => rows.map(({ id }) => `${type} ${id}`)));
      for (const owner of names)
        for (const [kind, type] of kinds)
          expect([owner, kind, ids.has(`${type} ${things[owner][kind]}`)]).toEqual([owner, kind, isSeen(owner, kind)]);
      for (const [kind, type] of kinds) expect(ids.has(`${type} ${strange[kind]}`)).toBe(false);
    }
  });

  it('lists and counts exactly what they see', async () => {
    const { people, things, strange, request } = scene;
    for (const type of ['lead', 'contact', 'deal', 'task'] as const) {
      const ask = async (json: object) =>
        expectBody<{ count: number; rows: { id: string }[] }>(
          await request('POST', '/lists/query', { token: people[name].token, json: { type, limit: 500, ...json } }),
        );
      const { count, rows } = await ask({});
      const ids = new Set(rows.map(({ id }) => id));
      expect(count).toBe(ids.size);
      for (const [kind, of] of kinds) {
        // What a lead has become is in the list of contacts.
        if (of !== type || kind === 'converted') continue;
        for (const owner of names) expect([owner, kind, ids.has(things[owner][kind])]).toEqual([owner, kind, isSeen(owner, kind)]);
        expect(ids.has(strange[kind])).toBe(false);
      }
      // Looked at through a keyhole, what is out of sight is not there either.
      for (const owner of unseenOf(name)) {
        const filter = { all: [{ field: 'owner_id', is: 'any_of', value: [people[owner].personId] }] };
        expect(await ask({ filter })).toMatchObject({ count: 0, rows: [] });
      }
    }
  });

  it('reads the history of what they see, and of nothing else', async () => {
    const { people, things, strange, request } = scene;
    const { token } = people[name];
    for (const [kind, type] of kinds) {
      const ask = (id: string) => request('GET', `/sync/history/${type}/${id}`, { token });
      const missing = plain(await ask(newId()));
      expect(missing.status).toBe(404);
      for (const owner of names) {
        const answer = await ask(things[owner][kind]);
        if (isSeen(owner, kind)) expect([owner, kind, answer.status]).toEqual([owner, kind, 200]);
        else expect(plain(answer)).toEqual(missing);
      }
      expect(plain(await ask(strange[kind]))).toEqual(missing);
    }
    const removed = await request('GET', `/sync/history/deal/${things[name].removed}`, { token });
    expect(removed.status).toBe(404);
  });
});

describe('what is known of tracked messages', () => {
  it.each(names)('is for %s as the messages are', async (name) => {
    const { people, things, strange, request } = scene;
    const ask = (id: string) => request('GET', `/tracking/emails/${id}/opens`, { token: people[name].token });
    const missing = plain(await ask(newId()));
    expect(missing.status).toBe(404);
    for (const kind of ['email', 'private_email'] as const) {
      for (const owner of names) {
        const answer = await ask(things[owner][kind]);
        const seen = isPrivate(kind) ? owner === name : seenOf(name).includes(owner);
        if (seen) expect([owner, kind, answer.status]).toEqual([owner, kind, 200]);
        else expect(plain(answer)).toEqual(missing);
      }
      expect(plain(await ask(strange[kind]))).toEqual(missing);
    }
  });
});

describe('what messages say', () => {
  it.each(names)('is for %s as the messages are', async (name) => {
    const { people, things, strange, request } = scene;
    const ask = (id: string) => request('GET', `/emails/${id}/body`, { token: people[name].token });
    const missing = plain(await ask(newId()));
    expect(missing.status).toBe(404);
    for (const kind of ['email', 'private_email'] as const) {
      for (const owner of names) {
        const answer = await ask(things[owner][kind]);
        const seen = isPrivate(kind) ? owner === name : seenOf(name).includes(owner);
        if (seen) expect([owner, kind, answer.status]).toEqual([owner, kind, 200]);
        else expect(plain(answer)).toEqual(missing);
      }
      expect(plain(await ask(strange[kind]))).toEqual(missing);
    }
  });
});

describe('files', () => {
  it.each(names)('of documents are for %s as the documents are', async (name) => {
    const { people, things, strange, request } = scene;
    const { token } = people[name];
    for (const [method, end] of [
      ['GET', ''],
      ['GET', '?inline=1'],
      ['POST', '/link'],
    ] as const) {
      const ask = (id: string) => request(method, `/files/${id}${end}`, { token });
      const missing = plain(await ask(newId()));
      expect(missing.status).toBe(404);
      for (const owner of seenOf(name)) expect((await ask(things[owner].document)).status).toBe(200);
      for (const owner of unseenOf(name)) expect(plain(await ask(things[owner].document))).toEqual(missing);
      expect(plain(await ask(strange.document))).toEqual(missing);
    }
  });

  it.each(names)('are hung by %s on nothing that they do not see', async (name) => {
    const { people, things, strange, request } = scene;
    const ask = (resource_id: string) =>
      request('POST', `/files?name=a.pdf&resource_type=deal&resource_id=${resource_id}`, {
        token: people[name].token,
        body: '%PDF-1.7\n',
        headers: { 'Content-Type': 'application/pdf' },
      });
    const missing = plain(await ask(newId()));
    expect(missing.status).toBe(422);
    for (const id of [...unseenOf(name).map((owner) => things[owner].deal), strange.deal, things[name].removed])
      expect(plain(await ask(id))).toEqual(missing);
  });

  it('are reached by a link as long as its person sees them', async () => {
    const { people, things, request, server } = scene;
    const { url } = expectBody<{ url: string }>(
      await request('POST', `/files/${things.user.document}/link`, { token: people.manager.token }),
    );
    const path = new URL(url, server.address).pathname;
    expect((await request('GET', path)).status).toBe(200);
    const workspace = await server.deps.workspaces.open(scene.scene.workspaceId);
    const reports = (reports_to: string | null) =>
      workspace.mutate({ kind: 'system', name: 'directory' }, [{ name: 'updateUser', args: { id: people.user.personId, reports_to } }]);
    await reports(null);
    const ended = plain(await request('GET', path));
    await reports(people.manager.personId);
    expect(ended.status).toBe(410);
    expect(plain(await request('GET', '/files/signed/nothing'))).toEqual(ended);
    expect((await request('GET', path)).status).toBe(200);
  });
});

/** What stands where the thing's id belongs, in the arguments of a mutator that changes or refers to it. */
type Naming = readonly [kind: keyof Things, args: (id: string, own: Things) => object];
const at = { start_at: '2026-11-24T09:00:00.000Z', end_at: '2026-11-24T10:00:00.000Z' };
const on = (resource_type: 'lead' | 'contact' | 'deal') => (resource_id: string) => ({ resource_type, resource_id });
const linkable: [keyof Things & ('lead' | 'contact' | 'deal'), ReturnType<typeof on>][] = [
  ['lead', on('lead')],
  ['contact', on('contact')],
  ['deal', on('deal')],
];

const mails = ['email', 'private_email'] as const;
/** A message that nobody has logged. */
const mail = () => ({
  id: newId(),
  message_id: `<${newId()}@x>`,
  from: { email: 'somebody@elsewhere.example', name: null },
  sent_at: at.start_at,
  direction: 'incoming',
  copy: { account: 'mailbox@example.com' },
});

/** Every mutator, and how it names records; `setup` ones name none that anybody does not see. */
const naming: Record<MutatorName, readonly Naming[] | 'setup'> = {
  createLead: [],
  updateLead: [['lead', (id) => ({ id, title: 'T' })]],
  deleteLead: [['lead', (id) => ({ id })]],
  convertLead: [['lead', (id) => ({ id, conversion_id: newId(), individual_id: newId() })]],
  createContact: [['organization', (contact_id) => ({ id: newId(), last_name: 'P', contact_id })]],
  updateContact: [
    ['contact', (id) => ({ id, title: 'T' })],
    ['organization', (contact_id, own) => ({ id: own.contact, contact_id })],
    ['organization', (parent_organization_id, own) => ({ id: own.organization, parent_organization_id })],
  ],
  deleteContact: [['contact', (id) => ({ id })]],
  createDeal: [
    ['contact', (contact_id) => ({ id: newId(), name: 'D', contact_id })],
    ['lead', (lead_id) => ({ id: newId(), name: 'D', lead_id })],
  ],
  updateDeal: [
    ['deal', (id) => ({ id, name: 'D' })],
    ['contact', (contact_id, own) => ({ id: own.deal, contact_id })],
    ['lead', (lead_id, own) => ({ id: own.deal, contact_id: null, lead_id })],
  ],
  moveDeal: [['deal', (id) => ({ id, stage_id: stage() })]],
  deleteDeal: [['deal', (id) => ({ id })]],
  addAssociatedContact: [
    ['deal', (deal_id, own) => ({ id: newId(), deal_id, contact_id: own.organization })],
    ['contact', (contact_id, own) => ({ id: newId(), deal_id: own.deal, contact_id })],
  ],
  updateAssociatedContact: [['associated_contact', (id) => ({ id, role: 'R' })]],
  removeAssociatedContact: [['associated_contact', (id) => ({ id })]],
  createTask: linkable.map(([kind, link]): Naming => [kind, (id) => ({ id: newId(), content: 'C', ...link(id) })]),
  updateTask: [
    ['task', (id) => ({ id, content: 'C' })],
    ...linkable.map(([kind, link]): Naming => [kind, (id, own) => ({ id: own.task, ...link(id) })]),
  ],
  completeTask: [['task', (id) => ({ id })]],
  reopenTask: [['task', (id) => ({ id })]],
  deleteTask: [['task', (id) => ({ id })]],
  createAppointment: linkable.map(([kind, link]): Naming => [kind, (id) => ({ id: newId(), name: 'A', ...at, ...link(id) })]),
  updateAppointment: [
    ['appointment', (id) => ({ id, name: 'A' })],
    ...linkable.map(([kind, link]): Naming => [kind, (id, own) => ({ id: own.appointment, ...link(id) })]),
  ],
  deleteAppointment: [['appointment', (id) => ({ id })]],
  createNote: linkable.map(([kind, link]): Naming => [kind, (id) => ({ id: newId(), content: 'N', ...link(id) })]),
  updateNote: [
    ['note', (id) => ({ id, is_important: true })],
    ['private_note', (id) => ({ id, is_important: true })],
  ],
  deleteNote: [
    ['note', (id) => ({ id })],
    ['private_note', (id) => ({ id })],
  ],
  createCall: linkable.map(([kind, link]): Naming => [kind, (id) => ({ id: newId(), ...link(id) })]),
  updateCall: [['call', (id) => ({ id, summary: 'S' })]],
  deleteCall: [['call', (id) => ({ id })]],
  logEmail: linkable.map(([kind, link]): Naming => [kind, (id) => ({ ...mail(), links: [link(id)] })]),
  trackEmail: linkable.map(([kind, link]): Naming => {
    const { sent_at: _at, direction: _direction, message_id: _id, ...message } = mail();
    return [kind, (id) => ({ ...message, to: [message.from], token: 'a'.repeat(32), links: [link(id)] })];
  }),
  updateEmailVisibility: mails.map((kind): Naming => [kind, (id) => ({ id, visibility: 'everyone' })]),
  linkEmail: [
    ...mails.map((kind): Naming => [kind, (email_id, own) => ({ id: newId(), email_id, resource_type: 'deal', resource_id: own.deal })]),
    ...linkable.map(([kind, link]): Naming => [kind, (id, own) => ({ id: newId(), email_id: own.private_email, ...link(id) })]),
  ],
  unlinkEmail: [
    ['email_link', (id) => ({ id })],
    ['private_email_link', (id) => ({ id })],
  ],
  unlogEmail: mails.map((kind): Naming => [kind, (id) => ({ id })]),
  untrackEmail: mails.map((kind): Naming => [kind, (id) => ({ id })]),
  linkConversation: linkable.map(([kind, link]): Naming => [
    kind,
    (id) => ({ id: newId(), account: 'a@example.com', thread_id: 'f2', ...link(id) }),
  ]),
  unlinkConversation: [['conversation_link', (id) => ({ id })]],
  createMailRule: [],
  deleteMailRule: [['mail_rule', (id) => ({ id })]],
  createEmailTemplate: [],
  updateEmailTemplate: [['email_template', (id) => ({ id, name: 'T' })]],
  deleteEmailTemplate: [['email_template', (id) => ({ id })]],
  recordOpens: 'setup',
  createCallOutcome: 'setup',
  updateCallOutcome: 'setup',
  deleteCallOutcome: 'setup',
  mergeRecords: (['lead', 'contact'] as const).flatMap((kind): Naming[] => [
    [kind, (id, own) => ({ id: newId(), resource_type: kind, survivor_id: own[kind], absorbed_ids: [id] })],
    [kind, (id, own) => ({ id: newId(), resource_type: kind, survivor_id: id, absorbed_ids: [own[kind]] })],
  ]),
  // Refused to everybody, whatever it names: files are uploaded.
  createDocument: [],
  renameDocument: [['document', (id) => ({ id, name: 'other.pdf' })]],
  deleteDocument: [['document', (id) => ({ id })]],
  undoMerge: [['merge', (id) => ({ id })]],
  keepApart: (['lead', 'contact'] as const).flatMap((kind): Naming[] => [
    [kind, (id, own) => ({ id: newId(), resource_type: kind, record_id: own[kind], other_ids: [id] })],
    [kind, (id, own) => ({ id: newId(), resource_type: kind, record_id: id, other_ids: [own[kind]] })],
  ]),
  endApart: [['distinction', (id) => ({ id })]],
  createOrder: [['deal', (deal_id) => ({ id: newId(), deal_id })]],
  updateOrder: [['order', (id) => ({ id, discount: 5 })]],
  deleteOrder: [['order', (id) => ({ id })]],
  addLineItem: [['order', (order_id) => ({ id: newId(), order_id, product_id: scene.product })]],
  updateLineItem: [['line_item', (id) => ({ id, quantity: 2 })]],
  removeLineItem: [['line_item', (id) => ({ id })]],
  createProduct: 'setup',
  updateProduct: 'setup',
  deleteProduct: 'setup',
  updateSmartList: [['smart_list', (id) => ({ id, name: 'L' })]],
  deleteSmartList: [['smart_list', (id) => ({ id })]],
  createSmartList: [],
  createTag: 'setup',
  updateTag: 'setup',
  replaceTag: 'setup',
  deleteTag: 'setup',
  restoreRecord: [['removed', (id) => ({ type: 'deal', id })]],
  handOver: [
    ['lead', (id) => ({ type: 'lead', ids: [id], owner_id: scene.people.other.personId })],
    ['contact', (id) => ({ type: 'contact', ids: [id], owner_id: scene.people.other.personId })],
    ['deal', (id) => ({ type: 'deal', ids: [id], owner_id: scene.people.other.personId })],
    ['task', (id) => ({ type: 'task', ids: [id], owner_id: scene.people.manager.personId })],
    ['appointment', (id) => ({ type: 'appointment', ids: [id], owner_id: scene.people.manager.personId })],
  ],
  createPipeline: 'setup',
  updatePipeline: 'setup',
  deletePipeline: 'setup',
  createStage: 'setup',
  updateStage: 'setup',
  reorderStages: 'setup',
  removeStage: 'setup',
  createCustomField: 'setup',
  updateCustomField: 'setup',
  reorderCustomFields: 'setup',
  addChoices: 'setup',
  updateChoice: 'setup',
  replaceChoice: 'setup',
  reorderChoices: 'setup',
  createSource: 'setup',
  updateSource: 'setup',
  deleteSource: 'setup',
  createLossReason: 'setup',
  updateLossReason: 'setup',
  deleteLossReason: 'setup',
  createDealUnqualifiedReason: 'setup',
  updateDealUnqualifiedReason: 'setup',
  deleteDealUnqualifiedReason: 'setup',
  createLeadUnqualifiedReason: 'setup',
  updateLeadUnqualifiedReason: 'setup',
  deleteLeadUnqualifiedReason: 'setup',
  createLeadStatus: 'setup',
  updateLeadStatus: 'setup',
  deleteLeadStatus: 'setup',
  createUser: 'setup',
  updateUser: 'setup',
  createWorkspaceSettings: 'setup',
  updateWorkspaceSettings: 'setup',
  createForm: 'setup',
  updateForm: 'setup',
  deleteForm: 'setup',
  submitForm: 'setup',
  adoptRecords: 'setup',
  clearSetUp: 'setup',
};

let firstStage = '';
const stage = () => firstStage;

describe('push', () => {
  beforeAll(async () => {
    const workspace = await scene.server.deps.workspaces.open(scene.scene.workspaceId);
    firstStage = workspace.every('stage').find(({ position }) => position === 2)?.id ?? '';
  });

  const rows = async () => {
    const workspace = await scene.server.deps.workspaces.open(scene.scene.workspaceId);
    const { rows: stored } = await workspace.client.execute('SELECT type, id, data, removed_version FROM record ORDER BY type, id');
    return JSON.stringify(stored);
  };
  const named = Object.entries(naming).flatMap(([name, list]) =>
    list === 'setup' ? [] : list.map(([kind, args]) => [`${name} by ${kind}`, name as MutatorName, kind, args] as const),
  );

  it.each(named)('%s: what is out of sight is answered as what is not there, and stays as it is', async (_title, name, kind, args) => {
    const { people, things, strange, push } = scene;
    for (const viewer of ['user', 'manager', 'company', 'administrator'] as const) {
      const own = things[viewer];
      const missing = await push(people[viewer], name, args(newId(), own));
      const before = await rows();
      const unseen = [...unseenOf(viewer).map((owner) => things[owner][kind]), strange[kind]];
      if (isPrivate(kind)) unseen.push(...seenBy[viewer].map((owner) => things[owner][kind]));
      for (const id of unseen) {
        const refusal = await push(people[viewer], name, args(id, own));
        expect({ ...refusal, sequence: 0 }).toEqual({ ...missing, sequence: 0 });
      }
      expect(missing?.code).toMatch(/not_found|invalid/);
      expect(await rows()).toBe(before);
    }
  });

  it.each(Object.entries(naming).filter(([, list]) => list === 'setup'))('%s is not for people without the flag', async (name) => {
    const { people, push } = scene;
    const before = await rows();
    for (const viewer of ['user', 'manager', 'company'] as const) {
      const refusal = await push(people[viewer], name, setupArgs(name as MutatorName));
      expect([viewer, refusal?.code]).toEqual([
        viewer,
        name === 'submitForm' ? 'not_found' : name === 'createWorkspaceSettings' ? 'conflict' : 'forbidden',
      ]);
    }
    expect(await rows()).toBe(before);
  });

  it('knows every mutator', () => {
    expect(Object.keys(naming).sort()).toEqual(Object.keys(mutators).sort());
  });

  /** Arguments of the right form; the permission is asked before anything else. */
  function setupArgs(name: MutatorName): object {
    const id = newId();
    switch (name) {
      case 'createPipeline':
        return { id, name: 'P', stages: Array.from({ length: 7 }, () => ({ id: newId() })) };
      case 'createStage':
        return { id, pipeline_id: newId(), name: 'S' };
      case 'reorderStages':
        return { pipeline_id: newId(), stage_ids: [newId()] };
      case 'adoptRecords':
        return { type: 'tag', rows: [{}] };
      case 'recordOpens':
        return { token: 'a'.repeat(32), opens: 1, automatic: 0, clicks: 0, first_at: null, last_at: null };
      case 'clearSetUp':
        return { step: 'remove' };
      case 'createTag':
        return { id, name: 'T', resource_type: 'lead' };
      case 'updateTag':
        return { id, name: 'T' };
      case 'replaceTag':
        return { id, replaced_by: newId() };
      case 'createCustomField':
        return { id, resource_type: 'lead', type: 'string', name: 'F' };
      case 'reorderCustomFields':
        return { resource_type: 'lead', ids: [newId()] };
      case 'addChoices':
        return { id, choices: [{ id: newId(), name: 'C' }] };
      case 'updateChoice':
        return { id, choice_id: newId() };
      case 'replaceChoice':
        return { id, choice_id: newId(), replaced_by: newId() };
      case 'reorderChoices':
        return { id, choice_ids: [newId()] };
      case 'createSource':
        return { id, name: 'S', resource_type: 'lead' };
      case 'createProduct':
      case 'createCallOutcome':
      case 'createLossReason':
      case 'createDealUnqualifiedReason':
      case 'createLeadUnqualifiedReason':
      case 'createLeadStatus':
        return { id, name: 'N' };
      case 'createWorkspaceSettings':
        return { id, name: 'W' };
      case 'createUser':
        return { id, name: 'U', email: 'u@example.com' };
      case 'updateUser':
        return { id: scene.people.other.personId, profile: 'company' };
      case 'createForm':
        return {
          id,
          name: 'F',
          key: 'f'.repeat(16),
          fields: [{ name: 'email', label: null, required: true }],
          owner_ids: [scene.people.user.personId],
        };
      case 'submitForm':
        return { form_id: newId(), lead_id: newId(), values: {}, consent: false, referrer: null, utm: null };
      default:
        return { id };
    }
  }
});

describe('what is somebody’s own, besides records', () => {
  const upload = async (token: string) => {
    const body = 'Last name\nLi\n';
    const answer = await scene.request('POST', '/imports?name=a.csv', { token, body, headers: { 'Content-Type': 'text/csv' } });
    return expectBody<{ import: { id: string } }>(answer, 201).import.id;
  };

  it('an import is its owner’s alone, on every route that names it', async () => {
    const { people, stranger } = scene;
    const imports = new Map<string, string>();
    for (const name of names) imports.set(name, await upload(people[name].token));
    const strange = await upload(stranger.token);
    const routes = Object.entries(matrix).filter(([route]) => route.includes('/imports/:id'));
    expect(routes.length).toBeGreaterThanOrEqual(7);
    for (const [route, line] of routes)
      for (const name of names) {
        const ask = (id: string) => send(route, line, { token: people[name].token }, { id });
        const missing = plain(await ask(newId()));
        expect([route, missing.status]).toEqual([route, 404]);
        for (const [owner, id] of imports) if (owner !== name) expect(plain(await ask(id))).toEqual(missing);
        expect(plain(await ask(strange))).toEqual(missing);
      }
    for (const name of names) {
      const { imports: list } = expectBody<{ imports: { id: string }[] }>(
        await scene.request('GET', '/imports', { token: people[name].token }),
      );
      expect(list.map(({ id }) => id)).toEqual([imports.get(name)]);
    }
  });

  it('keys, invitations and people of another workspace are not there', async () => {
    const { people, stranger, request } = scene;
    const key = { kind: 'secret', name: 'K', scopes: ['embed'], origins: ['https://host.example'] };
    const strangeKey = expectBody<{ key: { id: string } }>(await request('POST', '/auth/keys', { token: stranger.token, json: key }), 201)
      .key.id;
    const strangeInvitation = expectBody<{ invitation: { id: string } }>(
      await request('POST', '/auth/invitations', { token: stranger.token, json: { email: 'guest@example.com' } }),
      201,
    ).invitation.id;
    for (const name of ['owner', 'administrator'] as const)
      for (const [route, id] of [
        ['DELETE /auth/keys/:id', strangeKey],
        ['POST /auth/invitations/:id/resend', strangeInvitation],
        ['DELETE /auth/invitations/:id', strangeInvitation],
        ['DELETE /auth/people/:id', stranger.personId],
      ] as const) {
        const ask = (one: string) => send(route, { door: 'administrator' }, { token: people[name].token }, { id: one });
        const missing = plain(await ask(newId()));
        expect([route, missing.status]).toEqual([route, 404]);
        expect(plain(await ask(id))).toEqual(missing);
      }
    const { token } = people.owner;
    const { keys } = expectBody<{ keys: { id: string }[] }>(await request('GET', '/auth/keys', { token }));
    expect(keys.map(({ id }) => id)).not.toContain(strangeKey);
    const { invitations } = expectBody<{ invitations: { id: string }[] }>(await request('GET', '/auth/invitations', { token }));
    expect(invitations.map(({ id }) => id)).not.toContain(strangeInvitation);
  });

  it('somebody else’s key is not there for who is no administrator', async () => {
    const { people, request } = scene;
    const json = { kind: 'secret', name: 'K', scopes: ['embed'], origins: ['https://host.example'] };
    const made = expectBody<{ key: { id: string } }>(await request('POST', '/auth/keys', { token: people.other.token, json }), 201);
    for (const name of ['user', 'manager', 'company'] as const) {
      const { token } = people[name];
      const missing = plain(await request('DELETE', `/auth/keys/${newId()}`, { token }));
      expect(missing.status).toBe(404);
      expect(plain(await request('DELETE', `/auth/keys/${made.key.id}`, { token }))).toEqual(missing);
      const { keys } = expectBody<{ keys: { id: string }[] }>(await request('GET', '/auth/keys', { token }));
      expect(keys).toEqual([]);
    }
  });

  it('a session of somebody else, and a workspace that one is not in, are not there', async () => {
    const { people, request, elsewhere } = scene;
    const { sessions } = expectBody<{ sessions: { id: string }[] }>(
      await request('GET', '/auth/sessions', { cookie: people.other.cookie }),
    );
    const { cookie } = people.user;
    const session = (id: string) => request('DELETE', `/auth/sessions/${id}`, { cookie });
    expect(plain(await session(sessions[0]?.id ?? ''))).toEqual(plain(await session(newId())));
    const leave = (id: string) => request('POST', `/auth/workspaces/${id}/leave`, { cookie });
    expect(plain(await leave(elsewhere))).toEqual(plain(await leave(newId())));
    const token = (workspace: string) => request('POST', '/auth/token', { cookie, json: { workspace } });
    const missing = plain(await token(newId()));
    expect(missing.status).toBe(404);
    expect(plain(await token(elsewhere))).toEqual(missing);
    expect((await request('GET', '/auth/session', { cookie: people.other.cookie })).status).toBe(200);
  });

  it('an address with an account is told from one without by nobody who asks from outside', async () => {
    const { people, request } = scene;
    for (const [path, more] of [
      ['/auth/sign-in/email', { password: 'the wrong password' }],
      ['/auth/password/forgot', {}],
      ['/auth/sign-up', {}],
    ] as const) {
      const ask = (email: string) => request('POST', path, { json: { email, ...more } });
      expect(plain(await ask(people.user.email))).toEqual(plain(await ask('nobody@example.com')));
    }
  });

  it('a key reaches nobody of another workspace, and no colleague without the scope', async () => {
    const { people, request, server } = scene;
    const json = { kind: 'secret', name: 'K', scopes: ['embed'], origins: ['https://host.example'] };
    const { key } = expectBody<{ key: { value: string } }>(await request('POST', '/auth/keys', { token: people.user.token, json }), 201);
    const workspace = await server.deps.workspaces.open(scene.elsewhere);
    await workspace.mutate({ kind: 'system', name: 'directory' }, [
      { name: 'createUser', args: { id: newId(), name: 'S', email: 'stranger@example.com' } },
    ]);
    const ask = (email: string) => request('POST', '/auth/embed-token', { token: key.value, json: { email } });
    const missing = plain(await ask('nobody@example.com'));
    expect(missing.status).toBe(404);
    for (const email of ['stranger@example.com', people.other.email, people.owner.email]) expect(plain(await ask(email))).toEqual(missing);
    expect((await ask(people.user.email)).status).toBe(200);
  });

  it('a form that is put away is not there', async () => {
    const { people, push, request } = scene;
    const id = newId();
    const key = newId().replaceAll('-', '');
    const fields = [{ name: 'last_name', label: null, required: true }];
    const args = { id, name: 'F', key, fields, owner_ids: [people.user.personId] };
    expect(await push(people.owner, 'createForm', args)).toBeUndefined();
    await expect.poll(async () => (await request('GET', `/forms/${key}`)).status).toBe(200);
    expect(await push(people.owner, 'updateForm', { id, disabled: true })).toBeUndefined();
    for (const [route, line] of Object.entries(matrix).filter(([route]) => route.includes('/forms/:key'))) {
      const missing = plain(await send(route, line, {}, { key: newId().replaceAll('-', '') }));
      expect([route, missing.status]).toEqual([route, 404]);
      expect(plain(await send(route, line, {}, { key }))).toEqual(missing);
    }
  });
});

describe('events', () => {
  it('tell a version, and nothing of what has changed', async () => {
    const { people, server, push } = scene;
    const abort = new AbortController();
    const response = await fetch(`${server.address}/sync/events`, {
      headers: { Authorization: `Bearer ${people.user.token}` },
      signal: abort.signal,
    });
    const reader = response.body?.getReader();
    await push(people.other, 'createLead', { id: newId(), last_name: 'Secret' });
    let text = '';
    while (!/data: \d+\n/.test(text)) text += new TextDecoder().decode((await reader?.read())?.value);
    abort.abort();
    expect(text.replace(/^(: .*|:|event: version|id: \d+|retry: \d+|data: \d+|)$/gm, '').trim()).toBe('');
  });
});
