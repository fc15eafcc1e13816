import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { classesOf, renamed, without } from './classes.ts';
import { inlineReply, popup, sending } from './composing.ts';
import { conversation, message } from './conversations.ts';
import { advertisement, list, row, table } from './lists.ts';
import type { RowGiven } from './lists.ts';
import { begun, first, hiddenInbox, left, messageGiven, offer, other, rowsGiven, second, third } from './mail.ts';
import { camille, ines, page, paul, wei } from './markup.ts';
import { Stage } from './stage.ts';
import type { Tab } from './stage.ts';
import { tokenOf } from './tokens.ts';

/** Short names of classes vanish in a night. What stands in attributes, roles and names is told without any. */
let stage: Stage;
let tab: Tab;
beforeAll(async () => (stage = await Stage.raise()));
afterAll(() => stage.strike());
afterEach(async () => {
  const faults = await tab.faults();
  await tab.close();
  expect(faults).toEqual([]);
});

const reply = inlineReply({
  id: 'r',
  kind: 'reply',
  draft: '#msg-a:r-558',
  answers: { message: `#${third.syncId}`, thread: `#${offer.permId}`, legacyThread: offer.threadId },
  to: [wei],
  cc: [ines],
  collapsed: true,
  subject: `Re: ${offer.subject}`,
});
const open = () =>
  page({
    views: [
      hiddenInbox(),
      left(),
      conversation({
        ...offer,
        messages: [
          message(messageGiven(first, { from: ines, to: [camille], cc: [paul], shown: ['me', 'Paul'] })),
          message(messageGiven(second, { from: camille, state: 'collapsed' })),
          message(messageGiven(third, { from: wei, to: [camille], shown: ['me'], reply })),
        ],
      }),
    ],
    popups: [popup({ id: 'a', draft: '#msg-a:r71', to: [ines, wei], cc: [paul], subject: 'Visit in Lyon', archive: 'after' })],
    script: sending,
  });
const listed = () =>
  page({
    views: [
      left(),
      list([table([row(rowsGiven[0] as RowGiven), advertisement, row(rowsGiven[1] as RowGiven), row(rowsGiven[2] as RowGiven)])]),
    ],
    script: sending,
  });
const hash = `/mail/u/0/#inbox/${tokenOf(offer.permId)}`;
const emails = (given: { email: string }[]) => given.map(({ email }) => email);

/** Where two values differ, as short as it can be said. */
function differences(where: string, found: unknown, wanted: unknown): string[] {
  if (typeof found !== 'object' || typeof wanted !== 'object' || found === null || wanted === null)
    return Object.is(found, wanted) ? [] : [`${where} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`];
  const [one, two] = [found as Record<string, unknown>, wanted as Record<string, unknown>];
  return [...new Set([...Object.keys(one), ...Object.keys(two)])].flatMap((key) => differences(`${where} ${key}`, one[key], two[key]));
}

const show = async (html: string, path: string) => {
  tab = await stage.show(html, { path, sync: () => '[]' });
  await expect.poll(() => tab.ask('page')).toMatchObject({ account: { address: camille.email, certain: true } });
};

const ofConversation = async () => {
  const view = await tab.ask('view');
  if (view.kind !== 'conversation') return view;
  const { threadId, permId, subject, messages, people } = view.conversation;
  return {
    threadId,
    permId,
    subject,
    messages: messages.map(({ id, syncId, from, to, cc }) => [id, syncId, from?.email, [...emails(to), ...emails(cc)].toSorted().join()]),
    people: emails(people).toSorted(),
  };
};
const ofComposes = async () =>
  (await tab.ask('composes'))
    .map(({ kind, inline, draftId, threadId, messageId, to, cc, subject, bodyId, sendId }) => ({
      kind,
      inline,
      draftId,
      threadId,
      messageId,
      to: emails(to),
      cc: emails(cc),
      subject,
      bodyId,
      sendId,
    }))
    .toSorted((one, two) => (one.draftId ?? '').localeCompare(two.draftId ?? ''));
const ofRows = async () =>
  (await tab.ask('rows')).map(({ key, threadId, lastMessageId, people, subject, selected }) => [
    key,
    threadId,
    lastMessageId,
    emails(people).join(),
    subject,
    selected,
  ]);

const expected = {
  conversation: {
    ...offer,
    messages: [
      [first.id, first.syncId, ines.email, [camille.email, paul.email].toSorted().join()],
      [second.id, second.syncId, camille.email, ''],
      [third.id, third.syncId, wei.email, camille.email],
    ],
    people: [camille.email, ines.email, paul.email, wei.email].toSorted(),
  },
  composes: [
    {
      kind: 'reply',
      inline: true,
      draftId: 'msg-a:r-558',
      threadId: offer.threadId,
      messageId: third.id,
      to: [wei.email],
      cc: [ines.email],
      subject: `Re: ${offer.subject}`,
      bodyId: ':r.body',
      sendId: ':r.send',
    },
    {
      kind: 'new',
      inline: false,
      draftId: 'msg-a:r71',
      to: [ines.email, wei.email],
      cc: [paul.email],
      subject: 'Visit in Lyon',
      bodyId: ':a.body',
      sendId: ':a.send',
    },
  ],
  rows: [
    [offer.threadId, offer.threadId, third.id, [ines.email, wei.email].join(), offer.subject, false],
    [other.threadId, other.threadId, other.threadId, paul.email, other.subject, false],
    [begun.threadId, begun.threadId, begun.threadId, wei.email, begun.subject, true],
  ],
};

describe.each([
  ['without any class', without],
  ['with other names for all', renamed],
])('a page %s', (_, change) => {
  it('has its conversation', async () => {
    await show(change(open()), hash);
    expect(await ofConversation()).toEqual(expected.conversation);
  });

  it('has its composes', async () => {
    await show(change(open()), hash);
    const composes = await ofComposes();
    expect(composes.map(({ sendId: _sendId, ...rest }) => rest)).toEqual(expected.composes.map(({ sendId: _sendId, ...rest }) => rest));
    // Which button it is cannot always be known then; another than the right one it must not be.
    for (const { sendId, draftId } of composes) expect([undefined, draftId === 'msg-a:r71' ? ':a.send' : ':r.send']).toContain(sendId);
  });

  it('tells of a send by the keys', async () => {
    await show(change(open()), hash);
    for (const { key } of await tab.ask('composes')) await tab.ask('listen', key);
    await tab.page.click('[id=":a.body"]');
    await tab.page.keyboard.press('Control+Enter');
    expect((await tab.inPage<{ body: string }[]>('posted')).map(({ body }) => body.includes('judged-pixel'))).toEqual([true]);
  });

  it('has its rows', async () => {
    await show(change(listed()), '/mail/u/0/#inbox');
    expect(await ofRows()).toEqual(expected.rows);
    const placed = await tab.ask('markAll');
    expect(await tab.inPage('document.querySelectorAll("tr .judged-mark").length')).toBe(placed.filter(Boolean).length);
  });
});

describe('a page in which one class has another name', () => {
  const rename = (from: string, to: string) =>
    tab.gmailDoes(
      `for (const node of document.querySelectorAll('.' + CSS.escape('${from}'))) { node.classList.remove('${from}'); node.classList.add('${to}'); }`,
    );

  it('has conversation and composes all the same, whichever it is', async () => {
    const html = open();
    await show(html, hash);
    expect(await ofConversation()).toEqual(expected.conversation);
    const whole = { bodies: (await tab.ask('bodies')).map((body) => body?.text), states: await states(), composes: await ofComposes() };
    expect(whole.composes).toEqual(expected.composes);
    const faults: string[] = [];
    for (const name of classesOf(html)) {
      await rename(name, `${name}-now`);
      const found = {
        conversation: await ofConversation(),
        bodies: (await tab.ask('bodies')).map((body) => body?.text),
        states: await states(),
        composes: await ofComposes(),
      };
      for (const [what, value] of Object.entries({ conversation: expected.conversation, ...whole }))
        faults.push(...differences(`${name}: ${what}`, found[what as keyof typeof found], value));
      await rename(`${name}-now`, name);
    }
    expect(faults).toEqual([]);
  });

  const states = async () => {
    const view = await tab.ask('view');
    return view.kind === 'conversation' ? view.conversation.messages.map(({ state }) => state) : [];
  };

  it('has its rows and places for marks all the same, whichever it is', async () => {
    const html = listed();
    await show(html, '/mail/u/0/#inbox');
    expect(await ofRows()).toEqual(expected.rows);
    const faults: string[] = [];
    for (const name of classesOf(html)) {
      await rename(name, `${name}-now`);
      const rows = await ofRows();
      const placed = await tab.ask('markAll');
      faults.push(...differences(name, rows, expected.rows));
      if (placed.join() !== 'true,true,true') faults.push(`${name}: marks ${placed.join()}`);
      await rename(`${name}-now`, name);
    }
    expect(faults).toEqual([]);
  });
});
