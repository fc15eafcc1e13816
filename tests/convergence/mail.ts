import { newId } from '../../shared/ids.ts';
import type { Id } from '../../shared/ids.ts';
import type { MutatorArgs, MutatorName, NamedMutation } from '../../shared/mutators/index.ts';
import type { Participant, RecordType, Row, Visibility } from '../../shared/records/index.ts';

/** What people do with mail: the messages are few, and several have each of them in their mailboxes. */

export const mailActs = [
  ...(['log', 'track', 'show', 'hang', 'unhang', 'unlog', 'relog', 'thread', 'unthread', 'untrack'] as const),
  ...(['rule', 'unrule', 'template', 'share', 'untemplate'] as const),
] as const;
export type MailAct = (typeof mailActs)[number];

export const isMailAct = (name: string): name is MailAct => mailActs.some((act) => act === name);

export const mailPool = (ids: (count: number) => Id[]) => ({
  copies: ids(8),
  hung: ids(4),
  threads: ids(4),
  rules: ids(2),
  templates: ids(2),
});
type MailPool = ReturnType<typeof mailPool> & { leads: readonly Id[]; contacts: readonly Id[]; deals: readonly Id[] };

/** Whose mailbox it is, and what they have of the workspace. */
export interface Mailbox {
  address: string;
  all<T extends RecordType>(type: T): Row<T>[];
}

interface Given {
  name: MailAct;
  on: number;
  to: number;
  n: number;
}

export const tokenOf = (message: number): string => `${message}`.repeat(32);

const at = (email: string): Participant => ({ email, name: null });
const customer = at('customer@example.net');
const rep1 = at('rep1@example.com');
const manager = at('manager@example.com');

/** The first three are a conversation with several people of the workspace, the last is one's alone. */
const messages = [
  { from: customer, to: [rep1, at('rep2@example.com'), manager], in_reply_to: null },
  { from: rep1, to: [customer], cc: [manager], in_reply_to: '<0@example.net>' },
  { from: customer, to: [rep1, manager], in_reply_to: '<1@example.net>' },
  { from: at('other@example.org'), to: [at('rep2@example.com')], in_reply_to: null },
];

const says: (Visibility | undefined)[] = [undefined, 'private', 'team', 'everyone', 'private'];

const act = <N extends MutatorName>(name: N, args: MutatorArgs<N>): NamedMutation => ({ name, args }) as NamedMutation;

/** The mutation that a step stands for; undefined where whoever acts has nothing that it could be done to. */
export function mailActOf(mailbox: Mailbox, { name, on, to, n }: Given, pool: MailPool): NamedMutation | undefined {
  const of = <E>(list: readonly E[], index: number): E | undefined => list[index % Math.max(1, list.length)];
  const resource = () =>
    n % 3 === 0
      ? ({ resource_type: 'lead', resource_id: of(pool.leads, to) ?? '' } as const)
      : n % 3 === 1
        ? ({ resource_type: 'contact', resource_id: of(pool.contacts, to) ?? '' } as const)
        : ({ resource_type: 'deal', resource_id: of(pool.deals, to) ?? '' } as const);
  const some = <T extends RecordType>(type: T): Row<T> | undefined =>
    of(
      mailbox.all(type).sort((a, b) => (a.id < b.id ? -1 : 1)),
      on + to,
    );
  const thread = { account: mailbox.address, thread_id: on === 3 ? 'b' : 'a' };
  const message = messages[on % messages.length];
  if (!message) return undefined;
  const visibility = says[n % says.length];
  const said = { ...message, subject: `S${on}`, ...(visibility === undefined ? {} : { visibility }) };
  const links = n > 2 ? [resource()] : [];
  const [rule, template] = [of(pool.rules, n) ?? '', of(pool.templates, on) ?? ''];
  switch (name) {
    case 'log': {
      // Some come back under the id that their copy had.
      const [copy, body] = [of(pool.copies, on + 4 * (to % 2)), n % 2 === 0 ? { body_text: `B${n}` } : {}];
      return act('logEmail', {
        id: newId(),
        message_id: `<${on}@example.net>`,
        sent_at: `2026-11-2${on}T09:00:00.000Z`,
        ...said,
        ...body,
        links,
        direction: message.from.email === mailbox.address ? 'outgoing' : 'incoming',
        copy: { ...thread, gmail_message_id: `${on}`, ...(n % 2 === 0 && copy ? { id: copy } : {}) },
      });
    }
    case 'track':
      return act('trackEmail', { id: newId(), ...said, from: at(mailbox.address), token: tokenOf(on), links, copy: thread });
    case 'relog':
      return act(
        'restoreRecord',
        n % 2 === 0 ? { type: 'email_copy', id: of(pool.copies, on) ?? '' } : { type: 'email_link', id: of(pool.hung, on) ?? '' },
      );
    case 'thread':
      return act('linkConversation', { id: of(pool.threads, n) ?? newId(), ...thread, ...resource() });
    case 'rule':
      return act('createMailRule', { id: rule, action: n % 2 === 0 ? 'never' : 'log', pattern: n < 5 ? '@example.org' : customer.email });
    case 'unrule':
      return act('deleteMailRule', { id: rule });
    case 'template':
      return act('createEmailTemplate', { id: template, name: `T${n}`, content: 'C', shared: n > 4 });
    case 'share':
      return act('updateEmailTemplate', { id: template, shared: n > 4 });
    case 'untemplate':
      return act('deleteEmailTemplate', { id: template });
    case 'unthread': {
      const link = some('conversation_link');
      return link && act('unlinkConversation', { id: link.id });
    }
    case 'unhang': {
      const link = some('email_link');
      return link && act('unlinkEmail', { id: link.id });
    }
  }
  const email = some('email');
  if (!email) return undefined;
  switch (name) {
    case 'show':
      return act('updateEmailVisibility', { id: email.id, visibility: visibility ?? 'everyone' });
    case 'hang':
      return act('linkEmail', { id: of(pool.hung, n) ?? newId(), email_id: email.id, ...resource() });
    case 'unlog':
      return act('unlogEmail', { id: email.id });
    case 'untrack':
      return act('untrackEmail', { id: email.id });
  }
}
