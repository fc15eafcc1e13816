import type { Signed } from '../../server/directory/testing.ts';
import { expectBody, join, startScene, tokenFor } from '../../server/directory/testing.ts';
import { memoryLimiter } from '../../server/http/index.ts';
import type { Answer } from '../../server/testing.ts';
import { createApp } from '../../server/app.ts';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { MutatorArgs, MutatorName } from '../../shared/mutators/index.ts';
import type { Block, LaneState } from '../../shared/sync/wire.ts';

/** One record of each kind that belongs to somebody. */
export interface Things {
  lead: Id;
  contact: Id;
  organization: Id;
  deal: Id;
  task: Id;
  appointment: Id;
  note: Id;
  /** A note for its author's eyes alone, on the author's deal. */
  private_note: Id;
  associated_contact: Id;
  converted: Id;
  lead_conversion: Id;
  /** A saved list of their own. */
  smart_list: Id;
  /** What the deal sells. */
  order: Id;
  line_item: Id;
  /** Another lead was merged into `lead`. */
  merge: Id;
  /** `contact` is not `organization`. */
  distinction: Id;
  document: Id;
  call: Id;
  /** A message on the deal for everyone who sees that, and one for its author alone, each with its copy and its link. */
  email: Id;
  email_copy: Id;
  email_link: Id;
  private_email: Id;
  private_email_link: Id;
  conversation_link: Id;
  mail_rule: Id;
  email_template: Id;
  /** A deal that was deleted. */
  removed: Id;
}

/** The people of the first workspace, by what they are. */
export const names = ['owner', 'user', 'manager', 'company', 'administrator', 'other'] as const;
export type Name = (typeof names)[number];

/** Whose records each sees, besides their own. */
export const seenBy: Record<Name, readonly Name[]> = {
  owner: ['user', 'manager', 'company', 'administrator', 'other'],
  user: [],
  manager: ['user'],
  company: ['owner', 'user', 'manager', 'administrator', 'other'],
  // The flag grants set-up, and no sight.
  administrator: [],
  other: [],
};

/**
 * A server with two workspaces. In the first somebody of each profile, with records of their own: the user reports to the
 * manager, the other user to nobody. In the second, one person with the same kinds of records.
 */
export async function openSecurityScene() {
  // Limits are not what is looked at here: an hour passes from each request to the next.
  let hours = 0;
  const scene = await startScene(
    { TRUSTED_PROXIES: '1' },
    memoryLimiter(() => ++hours * 3_600_000),
  );
  const { server, owner } = scene;
  const manager = await join(scene, 'manager@example.com', { profile: 'manager' });
  const people: Record<Name, Signed> = {
    owner,
    manager,
    user: await join(scene, 'user@example.com', { reports_to: manager.personId }),
    company: await join(scene, 'company@example.com', { profile: 'company' }),
    administrator: await join(scene, 'administrator@example.com', { role: 'admin' }),
    other: await join(scene, 'other@example.com'),
  };
  const elsewhere = expectBody<{ workspace: { id: Id } }>(
    await server.request('POST', '/auth/workspaces', { cookie: owner.cookie, json: { name: 'Elsewhere' } }),
    201,
  ).workspace.id;
  const stranger: Signed = { ...owner, ...(await tokenFor(server, owner.cookie, elsewhere)) };

  const { request } = server;

  const lanes = new Map<string, { id: Id; sequence: number }>();
  /** Pushes a mutation; gives its refusal, or nothing. */
  const push = async (who: Pick<Signed, 'token'>, name: string, args: unknown): Promise<LaneState['rejections'][number] | undefined> => {
    const lane = lanes.get(who.token) ?? { id: newId(), sequence: 0 };
    lanes.set(who.token, lane);
    const sequence = ++lane.sequence;
    expectBody(
      await request('POST', '/sync/push', { token: who.token, json: { mutations: [{ lane: lane.id, sequence, name, args }] } }),
      200,
    );
    const cursor = await cursorOf(who);
    const page = expectBody<{ lanes: Record<Id, LaneState> }>(
      await request('POST', '/sync/pull', { token: who.token, json: { cursor, lanes: [lane.id] } }),
    );
    return page.lanes[lane.id]?.rejections.find((refusal) => refusal.sequence === sequence);
  };
  const cursors = new Map<string, string>();
  const bootstrap = async (who: Pick<Signed, 'token'>): Promise<Block[]> => {
    const { text } = await request('POST', '/sync/bootstrap', { token: who.token });
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    cursors.set(who.token, lines.at(-1).cursor);
    return lines.filter((line) => 'rows' in line);
  };
  const cursorOf = async (who: Pick<Signed, 'token'>): Promise<string> => {
    if (!cursors.has(who.token)) await bootstrap(who);
    return cursors.get(who.token) ?? '';
  };

  const upload = async (who: Signed, { id, resource_type, resource_id }: { id: Id; resource_type: string; resource_id: Id }) => {
    const query = `?id=${id}&name=offer.pdf&resource_type=${resource_type}&resource_id=${resource_id}`;
    const headers = { 'Content-Type': 'application/pdf' };
    expectBody(await request('POST', `/files${query}`, { token: who.token, body: `%PDF-1.7\n${id}\n`, headers }), 201);
  };

  const fill = async (who: Signed, product_id: Id): Promise<Things> => {
    const id = Object.fromEntries(
      ['lead', 'contact', 'organization', 'deal', 'task', 'appointment', 'note', 'private_note', 'associated_contact']
        .concat(['converted', 'lead_conversion', 'smart_list', 'order', 'line_item', 'merge', 'distinction', 'document', 'call', 'removed'])
        .concat([
          'email',
          'email_copy',
          'email_link',
          'private_email',
          'private_email_link',
          'conversation_link',
          'mail_rule',
          'email_template',
        ])
        .map((kind) => [kind, newId()]),
    ) as unknown as Things;
    const make = async <N extends MutatorName>(name: N, args: MutatorArgs<N>) => {
      const refusal = await push(who, name, args);
      if (refusal) throw new Error(`${name}: ${JSON.stringify(refusal)}`);
    };
    const on = { resource_type: 'deal', resource_id: id.deal } as const;
    await make('createLead', { id: id.lead, last_name: 'Lead' });
    await make('createContact', { id: id.organization, is_organization: true, name: 'Organization' });
    await make('createContact', { id: id.contact, last_name: 'Contact' });
    await make('createDeal', { id: id.deal, name: 'Deal', contact_id: id.contact });
    await make('createDeal', { id: id.removed, name: 'Removed', contact_id: id.contact });
    await make('createTask', { id: id.task, content: 'Task', ...on });
    await make('createCall', { id: id.call, summary: 'Call', ...on });
    const message = {
      from: { email: `${id.email}@elsewhere.example`, name: null },
      sent_at: '2026-11-24T09:00:00.000Z',
      direction: 'incoming',
    } as const;
    const links = (link: Id) => [{ id: link, ...on }];
    const account = 'mailbox@example.com';
    const copy = { id: id.email_copy, account };
    await make('logEmail', { id: id.email, ...message, message_id: `<${id.email}@x>`, links: links(id.email_link), copy });
    const own = { links: links(id.private_email_link), copy: { account }, visibility: 'private' } as const;
    await make('logEmail', { id: id.private_email, ...message, message_id: `<${id.private_email}@x>`, ...own });
    await make('linkConversation', { id: id.conversation_link, account, thread_id: 'f1', ...on });
    await make('createMailRule', { id: id.mail_rule, action: 'never', pattern: '@never.example' });
    await make('createEmailTemplate', { id: id.email_template, name: 'Template', content: 'Hello' });
    await make('createNote', { id: id.note, content: 'Note', ...on });
    await make('createNote', { id: id.private_note, content: 'Private', type: 'restricted', ...on });
    const [start_at, end_at] = ['2026-11-24T09:00:00.000Z', '2026-11-24T10:00:00.000Z'];
    await make('createAppointment', { id: id.appointment, name: 'Appointment', start_at, end_at, ...on });
    await make('addAssociatedContact', { id: id.associated_contact, deal_id: id.deal, contact_id: id.organization });
    await make('createLead', { id: id.converted, last_name: 'Converted' });
    await make('convertLead', { id: id.converted, conversion_id: id.lead_conversion, individual_id: id.contact });
    await make('createSmartList', { id: id.smart_list, name: 'List', list_type: 'deal', filter: { all: [] } });
    await make('createOrder', { id: id.order, deal_id: id.deal });
    await make('addLineItem', { id: id.line_item, order_id: id.order, product_id });
    const twin = newId();
    await make('createLead', { id: twin, last_name: 'Lead' });
    await make('mergeRecords', { id: id.merge, resource_type: 'lead', survivor_id: id.lead, absorbed_ids: [twin] });
    await make('keepApart', { id: id.distinction, resource_type: 'contact', record_id: id.contact, other_ids: [id.organization] });
    await upload(who, { id: id.document, ...on });
    await make('deleteDeal', { id: id.removed });
    return id;
  };
  /** What the workspace of somebody who administers it sells. */
  const product = async (who: Signed): Promise<Id> => {
    const id = newId();
    await push(who, 'createProduct', { id, name: 'Product', prices: [{ amount: '5', currency: 'EUR' }] });
    return id;
  };
  const things = {} as Record<Name, Things>;
  const sold = await product(owner);
  for (const name of names) things[name] = await fill(people[name], sold);

  const formKey = newId().replaceAll('-', '');
  const fields = (['last_name', 'email', 'phone', 'description'] as const).map((name) => ({ name, label: null, required: false }));
  await push(owner, 'createForm', { id: newId(), name: 'Form', key: formKey, fields, owner_ids: [people.user.personId] });
  while ((await request('GET', `/forms/${formKey}`)).status !== 200) await new Promise((resolve) => setTimeout(resolve, 20));

  return {
    scene,
    server,
    people,
    things,
    /** Somebody of another workspace, and what is there. */
    stranger,
    strange: await fill(stranger, await product(stranger)),
    product: sold,
    elsewhere,
    formKey,
    request,
    push,
    bootstrap,
    cursorOf,
    close: () => scene.close(),
  };
}

export type SecurityScene = Awaited<ReturnType<typeof openSecurityScene>>;

/** Every route of the server, as `METHOD /path/:parameter`. */
export async function routesOf({ server }: SecurityScene): Promise<string[]> {
  const { routes } = await createApp(server.deps);
  return [...new Set(routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`))].sort();
}

/** All that can be told apart from outside, the request's own id and the time left out. */
export function plain({ status, headers, text }: Answer) {
  const id = headers.get('X-Request-Id') ?? '';
  const told = [...headers].filter(([name]) => !['x-request-id', 'date'].includes(name) && !name.startsWith('ratelimit-'));
  return { status, headers: told.sort(), text: id === '' ? text : text.replaceAll(id, '') };
}
