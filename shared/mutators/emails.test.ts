import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import type { Row } from '../records/index.ts';
import { sees, sightOf } from '../sight.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';
import type { MutatorArgs } from './index.ts';
import { Rejection } from './index.ts';

let workspace: MemoryWorkspace;
let rep: string;
let other: string;
let boss: string;
let lead: string;

beforeEach(() => {
  workspace = new MemoryWorkspace();
  boss = workspace.person('Manu', 'manager');
  rep = workspace.person('Rita', 'user', boss);
  other = workspace.person('Otto', 'user');
  lead = newId();
  workspace.do(rep, 'createLead', { id: lead, first_name: 'Bo', last_name: 'Li', email: 'bo@client.com' });
});

const bo = { email: 'bo@client.com', name: 'Bo Li' };
const rita = { email: 'rita@example.com', name: 'Rita' };
const otto = { email: 'otto@example.com', name: null };

let mails = 0;
const message = (more: Partial<MutatorArgs<'logEmail'>> = {}): MutatorArgs<'logEmail'> => ({
  id: newId(),
  message_id: '<1@client.com>',
  from: bo,
  to: [rita],
  subject: 'Lamps',
  snippet: 'How much',
  sent_at: '2026-11-23T09:00:00.000Z',
  direction: 'incoming',
  copy: { id: newId(), account: 'rita@example.com', gmail_message_id: (++mails).toString(16) },
  ...more,
});
const on = (resource_id = lead, resource_type: 'lead' | 'contact' | 'deal' = 'lead') => ({ links: [{ resource_type, resource_id }] });
const log = (who: string, more: Partial<MutatorArgs<'logEmail'>> = {}) => {
  const args = message(more);
  workspace.do(who, 'logEmail', args);
  return args.id;
};
const mine = (address: string, more: object = {}) => ({ account: address, gmail_message_id: (++mails).toString(16), ...more });
const emails = () => workspace.all('email');
const reads = (who: string, row: Row) => sees(sightOf(workspace.at('user', who), workspace.all('user')), row.scope);
const seenBy = (id: string) => [rep, other, boss, workspace.administrator].map((who) => reads(who, workspace.at('email', id)));
const copyOf = (email: string, who: string) => workspace.all('email_copy').find((copy) => copy.email_id === email && copy.owner_id === who);

describe('a logged message', () => {
  it('is a record with its sender’s copy, on what it is linked to, and counts as activity', () => {
    workspace.now = '2026-11-25T09:00:00.000Z';
    const sent_at = '2026-11-24T10:00:00.000Z';
    const id = log(rep, {
      ...on(),
      sent_at,
      bcc: [{ email: 'Secret@x.com', name: null }],
      body_html: '<p>How much?</p>',
      body_text: 'How much?',
    });
    expect(workspace.at('email', id)).toMatchObject({
      from: bo,
      to: [rita],
      direction: 'incoming',
      visibility: 'everyone',
      body_html: '<p>How much?</p>',
      body_text: null,
      opens: 0,
      scope: [rep],
    });
    expect(workspace.at('email', id)).not.toHaveProperty('bcc');
    expect(copyOf(id, rep)).toMatchObject({
      account: 'rita@example.com',
      scope: [`=${rep}`],
      bcc: [{ email: 'secret@x.com', name: null }],
    });
    expect(workspace.all('email_link')).toMatchObject([{ email_id: id, resource_id: lead, scope: [rep] }]);
    expect(workspace.at('lead', lead).last_activity_at).toBe(sent_at);
  });

  it('is linked to nothing out of sight, and sent by nobody else', () => {
    expect(workspace.refused(other, 'logEmail', message(on())).fields).toHaveProperty('links');
    expect(workspace.refusal({ kind: 'system', name: 'form' }, 'logEmail', message()).code).toBe('forbidden');
    expect(emails()).toEqual([]);
  });

  it.each([
    [{ message_id: 'a@b' }, 'message_id'],
    [{ from: { email: 'a b', name: null } }, 'from.email'],
    [{ sent_at: 'yesterday' }, 'sent_at'],
    [{ copy: { account: 'rita@example.com', thread_id: 'XYZ' } }, 'copy.thread_id'],
    [{ tracking_token: '0'.repeat(32) }, 'tracking_token'],
  ])('refuses %j', (wrong, field) => {
    const args = { ...message(), ...wrong };
    expect(workspace.refusal({ kind: 'person', id: rep }, 'logEmail', args).fields).toHaveProperty([field]);
  });

  it('is no longer than it may be', () => {
    for (const [field, length] of [
      ['body_html', 64_000],
      ['snippet', 500],
      ['subject', 998],
    ] as const) {
      log(rep, { message_id: null, [field]: 'x'.repeat(length) });
      expect(workspace.refused(rep, 'logEmail', message({ [field]: 'x'.repeat(length + 1) })).fields).toHaveProperty(field);
    }
  });

  it('is not of tomorrow', () => {
    expect(workspace.at('email', log(rep, { sent_at: '2026-11-30T09:00:00.000Z' })).sent_at).toBe(workspace.now);
  });
});

describe('however many log it', () => {
  it('is one record, which has what any of them knows', () => {
    const cc = { to: [rita, otto] };
    const id = log(rep, { ...cc, ...on() });
    workspace.do(other, 'logEmail', message({ ...cc, copy: mine('otto@example.com'), body_text: 'How much?' }));
    workspace.do(other, 'logEmail', message({ ...cc, copy: mine('otto@example.com') }));
    expect(emails()).toHaveLength(1);
    expect(workspace.at('email', id)).toMatchObject({ body_text: 'How much?', scope: [other, rep].sort() });
    expect(workspace.all('email_copy')).toHaveLength(2);
    expect(workspace.all('email_link')).toHaveLength(1);
  });

  it('has its text where the page of it is empty, when it is logged and when it is joined', () => {
    const text = { body_html: '', body_text: 'How much?' };
    const at = { message_id: '<2@client.com>', copy: mine('rita@example.com') };
    const [whole, joined] = [log(rep, text), log(rep, at)];
    workspace.do(rep, 'logEmail', message({ ...at, ...text }));
    for (const id of [whole, joined]) expect(workspace.at('email', id)).toMatchObject({ body_html: null, body_text: 'How much?' });
  });

  it('is found again by what Gmail calls it, before it has a Message-ID', () => {
    const { message_id: _none, ...sent } = message({ direction: 'outgoing', from: rita, to: [bo] });
    const copy = { account: 'Rita@Example.com', draft_id: 'msg-a:r1' };
    workspace.do(rep, 'logEmail', { ...sent, copy });
    workspace.do(rep, 'logEmail', { ...sent, id: newId(), copy: { ...copy, gmail_message_id: 'abc', thread_id: 'def' } });
    workspace.do(rep, 'logEmail', {
      ...sent,
      id: newId(),
      message_id: '<9@x.com>',
      copy: { account: 'rita@example.com', gmail_message_id: 'abc' },
    });
    expect(emails()).toMatchObject([{ id: sent.id, message_id: '<9@x.com>' }]);
    expect(workspace.all('email_copy')).toMatchObject([{ draft_id: 'msg-a:r1', gmail_message_id: 'abc', thread_id: 'def' }]);
    // In another mailbox the same id is another message.
    workspace.do(rep, 'logEmail', { ...sent, id: newId(), copy: { account: 'else@example.com', gmail_message_id: 'abc' } });
    expect(emails()).toHaveLength(2);
  });

  it('by each with their own links, each once', () => {
    const id = log(rep, on());
    workspace.do(rep, 'logEmail', message(on()));
    workspace.do(rep, 'linkEmail', { id: newId(), email_id: id, resource_type: 'lead', resource_id: lead });
    expect(workspace.all('email_link')).toHaveLength(1);
    workspace.do(workspace.administrator, 'linkEmail', { id: newId(), email_id: id, resource_type: 'lead', resource_id: lead });
    expect(workspace.all('email_link')).toHaveLength(2);
  });

  it('is another record where its sender is another', () => {
    log(rep, { to: [rita, otto] });
    log(other, { to: [rita, otto], from: { email: 'forged@client.com', name: null }, copy: mine('otto@example.com') });
    expect(emails()).toHaveLength(2);
  });
});

describe('what somebody logs privately', () => {
  it('is theirs alone, whoever sees everything', () => {
    const before = workspace.at('lead', lead).last_activity_at;
    workspace.now = '2026-11-25T09:00:00.000Z';
    const id = log(rep, { ...on(), visibility: 'private', body_text: 'Secret', sent_at: workspace.now });
    expect(seenBy(id)).toEqual([true, false, false, false]);
    for (const link of workspace.all('email_link')) expect(reads(workspace.administrator, link)).toBe(false);
    expect(workspace.at('lead', lead).last_activity_at).toBe(before);
    expect(
      workspace.refused(workspace.administrator, 'linkEmail', { id: newId(), email_id: id, resource_type: 'lead', resource_id: lead }).code,
    ).toBe('not_found');
  });

  it('is not told to who knows its Message-ID alone: neither that it is there nor what it says', () => {
    const secret = log(rep, { visibility: 'private', body_text: 'Secret' });
    const before = JSON.stringify(workspace.at('email', secret));
    // Not even by claiming to have the mailbox that it was written to, or by naming its owner.
    const spied = log(other, { copy: mine('rita@example.com'), to: [rita, otto], subject: '', snippet: '' });
    expect(workspace.at('email', spied)).toMatchObject({ subject: '', body_text: null });
    expect(JSON.stringify(workspace.at('email', secret))).toBe(before);
    expect(reads(other, workspace.at('email', secret))).toBe(false);
    // Nor is what its owner adds afterwards.
    workspace.do(rep, 'logEmail', message({ visibility: 'private', body_html: 'More' }));
    expect(workspace.at('email', spied)).toMatchObject({ subject: '', body_text: null, body_html: null });
  });

  it('does not go into a record that somebody has laid out for it', () => {
    const laid = log(other, { copy: mine('otto@example.com'), to: [rita], subject: '', visibility: 'everyone', snippet: '' });
    const own = log(rep, { body_text: 'Secret', visibility: 'private' });
    expect(workspace.at('email', laid)).toMatchObject({ subject: '', body_text: null });
    expect(seenBy(own)).toEqual([true, false, false, false]);
  });

  it('is not put into a record that more people read', () => {
    const to = [rita, otto];
    const id = log(rep, { to, ...on() });
    const own = log(other, { to, body_text: 'Secret', visibility: 'private', copy: mine('otto@example.com') });
    expect(workspace.at('email', id).body_text).toBeNull();
    expect(workspace.at('email', own).body_text).toBe('Secret');
    expect(seenBy(own)).toEqual([false, true, false, false]);
  });
});

describe('who reads a message', () => {
  it('are those who have logged it, their managers, and whoever sees what it is on', () => {
    const shared = newId();
    workspace.do(other, 'createContact', { id: shared, last_name: 'Shared' });
    const id = log(rep, { ...on(), visibility: 'team' });
    expect(seenBy(id)).toEqual([true, false, true, true]);
    workspace.do(workspace.administrator, 'updateEmailVisibility', {
      id: log(workspace.administrator, { message_id: null }),
      visibility: 'team',
    });
    workspace.do(rep, 'updateEmailVisibility', { id, visibility: 'everyone' });
    expect(seenBy(id)).toEqual([true, false, true, true]);
    workspace.do(workspace.administrator, 'linkEmail', { id: newId(), email_id: id, resource_type: 'contact', resource_id: shared });
    expect(seenBy(id)).toEqual([true, true, true, true]);
    // The link to what they do not see is not told.
    expect(workspace.all('email_link').map((link) => reads(other, link))).toEqual([false, true]);
    workspace.do(rep, 'updateEmailVisibility', { id, visibility: 'private' });
    expect(workspace.at('email', id).visibility).toBe('private');
    expect(seenBy(id)).toEqual([true, false, false, false]);
    workspace.do(rep, 'updateEmailVisibility', { id, visibility: 'team' });
    expect(workspace.refused(boss, 'updateEmailVisibility', { id, visibility: 'private' }).code).toBe('forbidden');
    expect(workspace.refused(boss, 'linkEmail', { id: newId(), email_id: id, resource_type: 'lead', resource_id: lead }).code).toBe(
      'forbidden',
    );
    expect(workspace.refused(other, 'updateEmailVisibility', { id, visibility: 'private' }).code).toBe('not_found');
  });

  it('each of those who have logged it says for themselves', () => {
    const to = [rita, otto];
    const id = log(rep, { to, ...on(), visibility: 'private' });
    log(other, { to, copy: mine('otto@example.com'), visibility: 'team' });
    expect(workspace.at('email', id)).toMatchObject({ visibility: 'team', scope: [`=${rep}`, other].sort() });
    expect(seenBy(id)).toEqual([true, true, false, true]);
    // Whose link it is says who learns of it.
    expect(workspace.all('email_link').map((link) => link.scope)).toEqual([[`=${rep}`]]);
  });

  it('by the person’s own default', () => {
    workspace.do(rep, 'updateUser', { id: rep, email_visibility: 'team', track_opens: true, track_links: true });
    expect(copyOf(log(rep), rep)?.visibility).toBe('team');
    expect(workspace.refused(other, 'updateUser', { id: rep, email_visibility: 'private' }).code).toBe('forbidden');
  });

  it('are the same where the message came from an archive, which has nobody else’s copies', () => {
    const id = log(rep, { visibility: 'team', ...on() });
    const archive = { kind: 'system', name: 'archive' } as const;
    const into = new MemoryWorkspace();
    into.now = workspace.now;
    const adopt = (type: 'user' | 'lead' | 'email' | 'email_link', rows: readonly object[]) =>
      into.applied(archive, 'adoptRecords', { type, rows: rows.map((row) => ({ ...row })) });
    adopt(
      'user',
      workspace.all('user').filter((user) => user.id === rep || user.id === other),
    );
    for (const type of ['lead', 'email', 'email_link'] as const) adopt(type, workspace.all(type));
    expect(into.at('email', id).scope).toEqual([rep]);
    into.do(into.administrator, 'updateLead', { id: lead, owner_id: other });
    expect([into.at('email', id).scope, into.all('email_link')[0]?.scope]).toEqual([[rep], [rep]]);
  });

  it('follow the record that it is on to its next owner', () => {
    const id = log(rep, on());
    workspace.do(rep, 'handOver', { type: 'lead', ids: [lead], owner_id: other });
    expect(seenBy(id)).toEqual([true, true, true, true]);
    expect(workspace.all('email_link')[0]?.scope).toEqual([other, rep].sort());
  });
});

describe('messages that are never logged', () => {
  it('are those of a rule of one’s own', () => {
    workspace.do(rep, 'createMailRule', { id: newId(), action: 'never', pattern: '@client.com' });
    workspace.do(rep, 'createMailRule', { id: newId(), action: 'log', pattern: 'bo@client.com' });
    expect(workspace.refused(rep, 'logEmail', message({ by_hand: true })).code).toBe('never_log');
    expect(workspace.refused(rep, 'logEmail', message({ from: rita, to: [], bcc: [bo], direction: 'outgoing' })).code).toBe('never_log');
    log(rep, { from: { email: 'bo@other.com', name: null } });
    // Nobody else’s.
    log(other, { to: [otto], copy: mine('otto@example.com') });
  });

  it('are those of a rule of the workspace', () => {
    const settings = workspace.all('workspace_settings')[0]?.id ?? '';
    expect(workspace.refused(rep, 'updateWorkspaceSettings', { id: settings, never_log: ['@client.com'] }).code).toBe('forbidden');
    workspace.do(workspace.administrator, 'updateWorkspaceSettings', { id: settings, never_log: ['@client.com'] });
    expect(workspace.refused(rep, 'logEmail', message())).toMatchObject({ code: 'never_log' });
    for (const never_log of [['Client.com'], ['@client.com', '@client.com'], ['x']])
      expect(workspace.refused(workspace.administrator, 'updateWorkspaceSettings', { id: settings, never_log }).code).toBe('invalid');
  });

  it('are those among colleagues, unless one is chosen by hand, or its conversation', () => {
    const among = { from: otto, to: [rita] };
    expect(workspace.refused(rep, 'logEmail', message({ ...among, ...on() })).code).toBe('never_log');
    log(rep, { ...among, ...on(), by_hand: true });
    workspace.do(rep, 'linkConversation', {
      id: newId(),
      account: 'rita@example.com',
      thread_id: 'f1',
      resource_type: 'lead',
      resource_id: lead,
    });
    log(rep, { ...among, message_id: '<2@x.com>', copy: mine('rita@example.com', { thread_id: 'f1' }) });
  });

  it('by rules that are one’s own, none twice', () => {
    const id = newId();
    workspace.do(rep, 'createMailRule', { id, action: 'never', pattern: '@client.com' });
    expect(workspace.at('mail_rule', id).scope).toEqual([`=${rep}`]);
    expect(workspace.refused(rep, 'createMailRule', { id: newId(), action: 'never', pattern: '@client.com' }).fields).toHaveProperty(
      'pattern',
    );
    expect(workspace.refused(rep, 'createMailRule', { id: newId(), action: 'never', pattern: 'client' }).fields).toHaveProperty('pattern');
    expect(
      workspace.refused(rep, 'createMailRule', { id: newId(), action: 'never', pattern: '@x.com', owner_id: other }).fields,
    ).toHaveProperty('owner_id');
    expect(workspace.refused(workspace.administrator, 'deleteMailRule', { id }).code).toBe('not_found');
    workspace.do(rep, 'deleteMailRule', { id });
    workspace.do(rep, 'restoreRecord', { type: 'mail_rule', id });
    expect(workspace.at('mail_rule', id).pattern).toBe('@client.com');
  });
});

describe('a message follows what it is on', () => {
  const contact = (name: string) => {
    const id = newId();
    workspace.do(rep, 'createContact', { id, last_name: name });
    return id;
  };

  it('to the contact that a lead becomes, where it is once', () => {
    const person = contact('Li');
    const id = log(rep, { links: [...on().links, { resource_type: 'contact', resource_id: person }] });
    const more = log(rep, { message_id: '<2@x.com>', ...on() });
    workspace.do(rep, 'linkConversation', {
      id: newId(),
      account: 'rita@example.com',
      thread_id: 'f1',
      resource_type: 'lead',
      resource_id: lead,
    });
    workspace.do(rep, 'convertLead', { id: lead, conversion_id: newId(), individual_id: person });
    expect(workspace.all('email_link').map((link) => [link.email_id, link.resource_type, link.resource_id])).toEqual(
      expect.arrayContaining([id, more].map((one) => [one, 'contact', person])),
    );
    expect(workspace.all('email_link')).toHaveLength(2);
    expect(workspace.all('conversation_link')).toMatchObject([{ resource_type: 'contact', resource_id: person }]);
  });

  it('through a merge, and back', () => {
    const [a, b] = [contact('A'), contact('B')];
    const both = log(rep, { links: [a, b].map((resource_id) => ({ resource_type: 'contact', resource_id })) });
    const one = log(rep, { message_id: '<2@x.com>', ...on(b, 'contact') });
    const before = workspace.all('email_link').map(({ id, resource_id }) => [id, resource_id]);
    const merge = newId();
    workspace.do(rep, 'mergeRecords', { id: merge, resource_type: 'contact', survivor_id: a, absorbed_ids: [b] });
    expect(workspace.all('email_link').map(({ email_id, resource_id }) => [email_id, resource_id])).toEqual([
      [both, a],
      [one, a],
    ]);
    workspace.do(rep, 'undoMerge', { id: merge });
    expect(new Map(workspace.all('email_link').map(({ id, resource_id }) => [id, resource_id]))).toEqual(
      new Map(before as [string, string][]),
    );
  });

  it('when it goes and comes back; the message stays', () => {
    const id = log(rep, on());
    workspace.do(rep, 'deleteLead', { id: lead });
    expect(workspace.all('email_link')).toEqual([]);
    expect(seenBy(id)).toEqual([true, false, true, true]);
    workspace.do(rep, 'restoreRecord', { type: 'lead', id: lead });
    expect(workspace.all('email_link')).toMatchObject([{ email_id: id, resource_id: lead }]);
    workspace.do(rep, 'deleteLead', { id: lead });
    workspace.do(rep, 'unlogEmail', { id });
    workspace.do(rep, 'restoreRecord', { type: 'lead', id: lead });
    expect(workspace.all('email_link')).toEqual([]);
  });
});

describe('taking back', () => {
  it('that one has logged it removes the message with its last copy, and restores all of it', () => {
    const id = log(rep, { ...on(), body_text: 'Hello' });
    const before = workspace.snapshot();
    const copy = copyOf(id, rep)?.id ?? '';
    workspace.do(rep, 'unlogEmail', { id });
    expect([workspace.all('email'), workspace.all('email_copy'), workspace.all('email_link')]).toEqual([[], [], []]);
    expect(workspace.refused(other, 'restoreRecord', { type: 'email_copy', id: copy }).code).toBe('not_found');
    workspace.do(rep, 'restoreRecord', { type: 'email_copy', id: copy });
    expect(JSON.parse(workspace.snapshot())).toEqual(JSON.parse(before));
  });

  it('leaves what others have logged, with their links', () => {
    const to = [rita, otto];
    const id = log(rep, { to, ...on() });
    log(other, { to, copy: mine('otto@example.com') });
    expect(workspace.refused(boss, 'unlogEmail', { id }).code).toBe('forbidden');
    workspace.do(rep, 'unlogEmail', { id });
    expect(workspace.at('email', id).scope).toEqual([other]);
    expect(workspace.all('email_link')).toEqual([]);
    workspace.do(other, 'unlogEmail', { id });
    expect(emails()).toEqual([]);
  });

  it('narrows who may read it, until the copy is brought back', () => {
    const to = [rita, otto];
    const id = log(rep, { to, visibility: 'everyone' });
    log(other, { to, visibility: 'private', copy: mine('otto@example.com') });
    const copy = copyOf(id, rep)?.id ?? '';
    workspace.do(rep, 'unlogEmail', { id });
    expect(workspace.at('email', id).visibility).toBe('private');
    workspace.do(rep, 'restoreRecord', { type: 'email_copy', id: copy });
    expect(workspace.at('email', id).visibility).toBe('everyone');
  });

  it('of one mailbox leaves the other, and what it is linked to', () => {
    const id = log(rep, { ...on(), visibility: 'private' });
    const first = copyOf(id, rep)?.id ?? '';
    log(rep, { visibility: 'everyone', copy: mine('rita@elsewhere.example') });
    const [second = ''] = workspace.all('email_copy').flatMap((copy) => (copy.id === first ? [] : [copy.id]));
    expect(workspace.refused(other, 'unlogEmail', { id, copy_id: second }).code).toBe('not_found');
    expect(workspace.refused(rep, 'unlogEmail', { id, copy_id: newId() }).code).toBe('forbidden');
    workspace.do(rep, 'unlogEmail', { id, copy_id: second });
    expect(workspace.all('email_copy').map((copy) => copy.id)).toEqual([first]);
    expect([workspace.all('email_link').length, workspace.at('email', id).visibility]).toEqual([1, 'private']);
    workspace.do(rep, 'unlogEmail', { id, copy_id: first });
    expect([workspace.all('email'), workspace.all('email_link')]).toEqual([[], []]);
  });

  it('a link is for its maker, whoever has logged the message, and those above', () => {
    const id = log(rep, on());
    const [link] = workspace.all('email_link');
    expect(workspace.refused(other, 'unlinkEmail', { id: link?.id ?? '' }).code).toBe('not_found');
    workspace.do(boss, 'unlinkEmail', { id: link?.id ?? '' });
    expect(workspace.all('email_link')).toEqual([]);
    workspace.do(boss, 'restoreRecord', { type: 'email_link', id: link?.id ?? '' });
    expect(workspace.all('email_link')).toMatchObject([{ email_id: id }]);
  });
});

describe('a conversation', () => {
  it('that belongs to a record takes along what was logged of it, and what is logged later, and gives it back', () => {
    const thread = (copy: object = {}) => ({ copy: mine('rita@example.com', { thread_id: 'f1', ...copy }) });
    const first = log(rep, thread());
    const id = newId();
    workspace.do(rep, 'linkConversation', { id, account: 'Rita@example.com', thread_id: 'f1', resource_type: 'lead', resource_id: lead });
    expect(workspace.at('conversation_link', id)).toMatchObject({ owner_id: rep, account: 'rita@example.com', scope: [`=${rep}`] });
    const second = log(rep, { message_id: '<2@x.com>', ...thread() });
    log(rep, { message_id: '<3@x.com>', copy: mine('rita@example.com', { thread_id: 'f2' }) });
    expect(workspace.all('email_link').map(({ email_id }) => email_id)).toEqual([first, second]);
    expect(workspace.refused(other, 'unlinkConversation', { id }).code).toBe('not_found');
    workspace.do(rep, 'unlinkConversation', { id });
    expect(workspace.all('email_link')).toEqual([]);
    workspace.do(rep, 'restoreRecord', { type: 'conversation_link', id });
    expect(workspace.all('email_link')).toHaveLength(2);
  });

  it('is linked to nothing out of sight', () => {
    const args = { id: newId(), account: 'otto@example.com', thread_id: 'f1', resource_type: 'lead', resource_id: lead } as const;
    expect(workspace.refused(other, 'linkConversation', args).fields).toHaveProperty('resource_id');
  });
});

describe('tracking', () => {
  const token = 'ab'.repeat(16);
  const sent = (more: Partial<MutatorArgs<'trackEmail'>> = {}): MutatorArgs<'trackEmail'> => ({
    id: newId(),
    token,
    from: rita,
    to: [bo],
    subject: 'Offer',
    copy: { account: 'rita@example.com', draft_id: 'msg-a:r1', thread_id: 'f1' },
    ...more,
  });
  const track = (more: Partial<MutatorArgs<'trackEmail'>> = {}) => {
    const args = sent(more);
    workspace.do(rep, 'trackEmail', args);
    return args.id;
  };
  const product = { kind: 'system', name: 'tracking' } as const;
  const counted = (more: object = {}) => ({
    token,
    opens: 1,
    automatic: 0,
    clicks: 0,
    first_at: '2026-11-24T10:00:00.000Z',
    last_at: '2026-11-24T10:00:00.000Z',
    ...more,
  });

  it('begins when a message is sent, for its sender alone unless it is linked', () => {
    const id = track({ cc: [otto], bcc: [{ email: 'x@y.com', name: null }, bo] });
    expect(workspace.at('email', id)).toMatchObject({
      direction: 'outgoing',
      sent_at: workspace.now,
      tracking_token: token,
      tracked_recipients: 3,
      visibility: 'private',
      scope: [`=${rep}`],
    });
    expect(workspace.at('email', track({ token: 'cd'.repeat(16), copy: { account: 'rita@example.com' }, ...on() })).visibility).toBe(
      'everyone',
    );
  });

  it('was sent when its sender says where that is told of late, and now where clocks differ by a little', () => {
    const sentAt = (sent_at: string, digit: string) =>
      workspace.at('email', track({ sent_at, token: digit.repeat(32), copy: { account: 'rita@example.com' } })).sent_at;
    workspace.now = '2026-11-24T12:00:00.000Z';
    expect(sentAt('2026-11-24T09:30:00.000Z', '1')).toBe('2026-11-24T09:30:00.000Z');
    expect(sentAt('2026-11-24T11:59:30.000Z', '2')).toBe(workspace.now);
    expect(sentAt('2026-11-25T09:00:00.000Z', '3')).toBe(workspace.now);
  });

  it('goes on when the message is logged, then for whom its sender says', () => {
    const id = track();
    log(rep, {
      ...on(),
      from: rita,
      to: [bo],
      direction: 'outgoing',
      copy: { account: 'rita@example.com', draft_id: 'msg-a:r1', gmail_message_id: 'aa1' },
    });
    expect(emails()).toMatchObject([{ id, tracking_token: token, message_id: '<1@client.com>', visibility: 'everyone' }]);
  });

  it('was sent later where its mailbox says so: its sender had chosen a time', () => {
    const copy = { account: 'rita@example.com', draft_id: 'msg-a:r1', gmail_message_id: 'aa1' };
    const id = track({ copy });
    const sentAt = (sent_at: string) => {
      log(rep, { from: rita, to: [bo], direction: 'outgoing', copy, sent_at });
      return workspace.at('email', id).sent_at;
    };
    workspace.now = '2026-11-26T09:00:00.000Z';
    expect(sentAt('2026-11-24T09:05:00.000Z')).toBe('2026-11-24T09:00:00.000Z');
    expect(sentAt('2026-11-27T08:00:00.000Z')).toBe('2026-11-24T09:00:00.000Z');
    expect(sentAt('2026-11-25T08:00:00.000Z')).toBe('2026-11-25T08:00:00.000Z');
    expect(sentAt('2026-11-24T09:00:00.000Z')).toBe('2026-11-25T08:00:00.000Z');
  });

  it('goes on by the copy that is named, when Gmail had no name yet for what was sent', () => {
    const copy = { id: newId(), account: 'rita@example.com' };
    const id = track({ copy });
    const named = { ...copy, draft_id: 'msg-a:r1', gmail_message_id: 'aa1', thread_id: 'f1' };
    log(rep, { from: rita, to: [bo], direction: 'outgoing', copy: named });
    expect(emails()).toMatchObject([{ id, tracking_token: token, message_id: '<1@client.com>' }]);
    expect(workspace.at('email_copy', copy.id)).toMatchObject(named);
    log(other, {
      from: otto,
      to: [bo],
      direction: 'outgoing',
      message_id: '<2@client.com>',
      copy: { account: 'rita@example.com', draft_id: 'msg-a:r1' },
    });
    expect(emails()).toHaveLength(2);
  });

  it('is refused where the workspace has switched it off, or has excluded who gets the message', () => {
    const id = workspace.all('workspace_settings')[0]?.id ?? '';
    workspace.do(workspace.administrator, 'updateWorkspaceSettings', { id, tracking_excluded: ['@client.com'] });
    expect(workspace.refused(rep, 'trackEmail', sent({ to: [], bcc: [bo] })).code).toBe('forbidden');
    workspace.do(workspace.administrator, 'updateWorkspaceSettings', { id, tracking_excluded: [], tracking: false });
    expect(workspace.refused(rep, 'trackEmail', sent()).code).toBe('forbidden');
    workspace.do(workspace.administrator, 'updateWorkspaceSettings', { id, tracking: true });
    expect(workspace.refused(rep, 'trackEmail', sent({ to: [] })).fields).toHaveProperty('to');
    workspace.do(rep, 'createMailRule', { id: newId(), action: 'never', pattern: 'bo@client.com' });
    expect(workspace.refused(rep, 'trackEmail', sent()).code).toBe('never_log');
  });

  it('keeps one token for one message', () => {
    track();
    expect(workspace.refused(rep, 'trackEmail', sent({ token: 'cd'.repeat(16) })).fields).toHaveProperty('copy');
    const taken = sent({ from: otto, copy: { account: 'otto@example.com' } });
    expect(workspace.refused(other, 'trackEmail', taken).fields).toHaveProperty('token');
    expect(workspace.refused(rep, 'trackEmail', sent({ token: 'xyz' })).fields).toHaveProperty('token');
  });

  it('counts openings as the product tells them, and nobody else', () => {
    const id = track();
    expect(workspace.refusal({ kind: 'person', id: workspace.administrator }, 'recordOpens', counted()).code).toBe('forbidden');
    workspace.applied(product, 'recordOpens', counted({ automatic: 2 }));
    workspace.applied(
      product,
      'recordOpens',
      counted({ first_at: '2026-11-24T09:30:00.000Z', last_at: '2026-11-24T11:00:00.000Z', opens: 2, clicks: 1 }),
    );
    workspace.applied(product, 'recordOpens', counted({ opens: 0, automatic: 1, first_at: null, last_at: null }));
    expect(workspace.at('email', id)).toMatchObject({
      opens: 3,
      automatic_opens: 3,
      clicks: 1,
      first_opened_at: '2026-11-24T09:30:00.000Z',
      last_opened_at: '2026-11-24T11:00:00.000Z',
      updated_at: workspace.at('email', id).created_at,
    });
    expect(workspace.refusal(product, 'recordOpens', counted({ token: '0'.repeat(32) })).code).toBe('not_found');
  });

  it('ends, and forgets', () => {
    const id = track();
    workspace.applied(product, 'recordOpens', counted());
    expect(workspace.refused(other, 'untrackEmail', { id }).code).toBe('not_found');
    workspace.do(rep, 'untrackEmail', { id });
    expect(workspace.at('email', id)).toMatchObject({ tracking_token: null, opens: 0, last_opened_at: null });
  });

  it('knows an answer of a recipient, by its conversation or by what it answers', () => {
    const first = track();
    workspace.now = '2026-11-24T12:00:00.000Z';
    const later = track({ token: 'cd'.repeat(16), copy: { account: 'rita@example.com', draft_id: 'msg-a:r2', thread_id: 'f1' } });
    const reply = { copy: mine('rita@example.com', { thread_id: 'f1' }) };
    log(rep, { ...reply, sent_at: '2026-11-24T11:00:00.000Z' });
    expect(workspace.at('email', first).replied_at).toBe('2026-11-24T11:00:00.000Z');
    expect(workspace.at('email', later).replied_at).toBeNull();
    log(rep, {
      from: { email: 'third@x.com', name: null },
      message_id: '<3@x.com>',
      sent_at: '2026-11-24T12:00:00.000Z',
      copy: mine('rita@example.com', { thread_id: 'f1' }),
    });
    expect(workspace.at('email', later).replied_at).toBeNull();
    log(rep, {
      from: rita,
      to: [bo],
      direction: 'outgoing',
      message_id: '<sent@x.com>',
      copy: { account: 'rita@example.com', draft_id: 'msg-a:r2' },
    });
    log(rep, {
      message_id: '<4@x.com>',
      in_reply_to: '<sent@x.com>',
      sent_at: '2026-11-24T12:00:00.000Z',
      copy: mine('rita@example.com', { thread_id: 'f9' }),
    });
    expect(workspace.at('email', later).replied_at).toBe('2026-11-24T12:00:00.000Z');
  });
});

describe('templates', () => {
  it('are their maker’s, or everyone’s to read', () => {
    const id = newId();
    workspace.do(rep, 'createEmailTemplate', { id, name: ' Offer ', content: 'Hello {{first_name}}' });
    expect(workspace.at('email_template', id)).toMatchObject({ owner_id: rep, name: 'Offer', scope: [`=${rep}`] });
    expect(workspace.refused(workspace.administrator, 'updateEmailTemplate', { id, name: 'X' }).code).toBe('not_found');
    workspace.do(rep, 'updateEmailTemplate', { id, shared: true });
    expect(reads(other, workspace.at('email_template', id))).toBe(true);
    expect(workspace.refused(other, 'deleteEmailTemplate', { id }).code).toBe('forbidden');
    workspace.do(workspace.administrator, 'updateEmailTemplate', { id, name: 'Best offer' });
    workspace.do(rep, 'deleteEmailTemplate', { id });
    workspace.do(rep, 'restoreRecord', { type: 'email_template', id });
    expect(workspace.at('email_template', id).name).toBe('Best offer');
    expect(workspace.refused(rep, 'createEmailTemplate', { id: newId(), name: 'N', content: 'C', owner_id: other }).fields).toHaveProperty(
      'owner_id',
    );
  });
});

it('a refusal says which list it is for', () => {
  workspace.do(rep, 'createMailRule', { id: newId(), action: 'never', pattern: 'bo@client.com' });
  const refused = workspace.refused(rep, 'logEmail', message());
  expect(refused).toBeInstanceOf(Rejection);
  expect(refused.message).toContain('bo@client.com');
});
