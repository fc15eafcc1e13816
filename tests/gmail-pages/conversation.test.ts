import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { list, readingPane, row, table } from './lists.ts';
import { conversation, message, more, replyRow, spamBanner, summaryBox, thread, translationBar } from './conversations.ts';
import type { MessageGiven } from './conversations.ts';
import {
  begun,
  first,
  hiddenInbox,
  left,
  messageGiven,
  messagesOfOffer,
  offer,
  openOffer,
  other,
  paneOffer,
  people,
  rowsGiven,
  second,
  third,
} from './mail.ts';
import { camille, ines, page, paul, wei } from './markup.ts';
import type { PageGiven } from './markup.ts';
import { Stage } from './stage.ts';
import type { Tab } from './stage.ts';
import { tokenOf } from './tokens.ts';

let stage: Stage;
let tab: Tab;
beforeAll(async () => (stage = await Stage.raise()));
afterAll(() => stage.strike());
afterEach(async () => {
  const faults = await tab.faults();
  await tab.close();
  expect(faults).toEqual([]);
});

const at = (hash: string) => `/mail/u/0/${hash}`;
const show = async (views: string[], { path = at(`#inbox/${tokenOf(offer.permId)}`), ...given }: PageGiven & { path?: string } = {}) => {
  tab = await stage.show(page({ views, ...given }), { path });
  await expect.poll(() => tab.ask('page')).toMatchObject({ account: { address: camille.email } });
  return tab;
};
const opened = async () => {
  const view = await tab.ask('view');
  if (view.kind !== 'conversation') throw new Error(`In view is ${JSON.stringify(view)}`);
  return view.conversation;
};
const emails = (given: { email: string }[]) => given.map(({ email }) => email);

describe('a conversation in view', () => {
  it('is told with its ids, its messages and its people', async () => {
    await show([hiddenInbox(), left(), openOffer()]);
    const told = await opened();
    expect(told).toMatchObject({ ...offer, complete: true, single: false });
    expect(told.messages.map(({ id, syncId, state }) => ({ id, syncId, state }))).toEqual([
      { id: first.id, syncId: first.syncId, state: 'open' },
      { id: second.id, syncId: second.syncId, state: 'open' },
      { id: third.id, syncId: third.syncId, state: 'open' },
    ]);
    expect(told.messages.map(({ from }) => from)).toMatchObject([people.ines, people.camille, people.wei]);
    expect(told.messages.map(({ to, cc }) => [...emails(to), ...emails(cc)])).toEqual([
      [camille.email, paul.email],
      [ines.email, paul.email],
      [camille.email, ines.email],
    ]);
    expect(emails(told.people).toSorted()).toEqual([camille.email, ines.email, paul.email, wei.email].toSorted());
    expect(emails(told.people).slice(0, 3).toSorted()).toEqual([camille.email, ines.email, wei.email].toSorted());
    expect(told.people.find(({ email }) => email === ines.email)?.name).toBe(ines.name);
    expect(told.people.filter(({ own }) => own).map(({ email }) => email)).toEqual([camille.email]);
    expect((await tab.ask('view')).kind === 'conversation' && told.messages[0]?.dateText).toContain('2025');
  });

  it('tells the bodies that are shown, and not the hidden places of other states', async () => {
    await show([
      conversation({
        ...offer,
        messages: [
          message(messageGiven(first, { from: ines, to: [camille], body: '<div dir="ltr">Hello Camille</div>' })),
          message(
            messageGiven(third, {
              from: wei,
              to: [camille],
              oldBodyFirst: true,
              body: '<div dir="ltr">I agree.<img src="https://ci3.googleusercontent.com/meips/ABC=s0-d-e1-ft#https://contoso.example/logo.png"></div><div class="gmail_quote"><div class="gmail_attr">On Monday Inès wrote:</div><blockquote>Hello Camille</blockquote></div>',
            }),
          ),
        ],
      }),
    ]);
    const [one, two] = await tab.ask('bodies');
    expect(one?.text.trim()).toBe('Hello Camille');
    expect(two?.text.trim()).toBe('I agree.');
    expect(two?.html).toContain('https://contoso.example/logo.png');
    expect(two?.html).not.toContain('googleusercontent');
    expect(two?.html).not.toContain('blockquote');
    expect(two?.quotedHtml).toContain('blockquote');
  });

  it('is not the one that is hidden, wherever it stands', async () => {
    await show([openOffer(), left(), hiddenInbox()]);
    expect(await opened()).toMatchObject(offer);
  });

  it('is the new one at once when the views change places', async () => {
    await show([openOffer(), left()]);
    expect(await opened()).toMatchObject(offer);
    await tab.gmailDoes(`
      const [now, before] = document.querySelectorAll('.aeF > .nH > .nH');
      now.style.display = 'none'; now.removeAttribute('role');
      before.style.display = ''; before.setAttribute('role', 'main');
      location.hash = '#inbox/${tokenOf(other.permId)}';`);
    expect(await opened()).toMatchObject(other);
    await expect.poll(async () => (await tab.ask('told')).changes).toBeGreaterThan(0);
  });

  it.each([
    ['undefined', 'undefined'],
    ['null', 'null'],
    ['nothing', ''],
  ])('takes %s as a missing sync id', async (_, permId) => {
    await show([conversation({ ...offer, permId, messages: messagesOfOffer().map(message) })]);
    const told = await opened();
    expect(told.threadId).toBe(offer.threadId);
    expect([undefined, offer.permId]).toContain(told.permId);
  });

  it.each([
    ['is missing', undefined],
    ['is the text undefined', 'undefined'],
  ])('derives the id from the sync id where it %s', async (_, threadId) => {
    await show([conversation({ ...offer, threadId, messages: messagesOfOffer().map(message) })]);
    expect((await opened()).threadId).toBe(offer.threadId);
  });

  it('derives the id from the address where both are missing', async () => {
    await show([conversation({ subject: offer.subject, permId: 'undefined', messages: messagesOfOffer().map(message) })], {
      path: at(`#label/K%C3%A4ufer%2FNeu/p2/${tokenOf(offer.permId)}?compose=new`),
    });
    const view = await tab.ask('view');
    expect(view).toMatchObject({ kind: 'conversation', conversation: { threadId: offer.threadId } });
    expect(view.kind === 'conversation' && view.list).toContain('label');
  });

  it('is named by a legacy id in the address too', async () => {
    await show([conversation({ subject: offer.subject, permId: 'undefined', messages: messagesOfOffer().map(message) })], {
      path: at(`#all/${offer.threadId}`),
    });
    expect((await opened()).threadId).toBe(offer.threadId);
  });

  it('does not make up an id for a thread that was begun here', async () => {
    await show(
      [
        conversation({
          permId: begun.permId,
          subject: begun.subject,
          messages: [message(messageGiven(second, { from: camille, to: [wei] }))],
        }),
      ],
      {
        path: at(`#sent/${tokenOf(begun.permId)}`),
      },
    );
    expect(await opened()).toMatchObject({ permId: begun.permId });
    expect((await opened()).threadId).toBeUndefined();
  });

  it('is told again when its id is painted later', async () => {
    await show([conversation({ subject: begun.subject, messages: [message(messageGiven(second, { from: camille, to: [wei] }))] })], {
      path: at(`#sent/${tokenOf(begun.permId)}`),
    });
    expect((await opened()).threadId).toBeUndefined();
    const before = (await tab.ask('told')).changes;
    await tab.gmailDoes(
      `const h2 = document.querySelector('h2.hP'); h2.dataset.threadPermId = '${begun.permId}'; h2.dataset.legacyThreadId = '${begun.threadId}';`,
    );
    await expect.poll(async () => (await tab.ask('told')).changes).toBeGreaterThan(before);
    expect(await opened()).toMatchObject({ threadId: begun.threadId, permId: begun.permId });
  });

  it('has messages without the server’s id until it has answered', async () => {
    await show([
      conversation({
        ...offer,
        messages: [
          message(messageGiven(first, { from: ines, to: [camille] })),
          message({ syncId: `#${second.syncId}`, from: camille, to: [ines] }),
        ],
      }),
    ]);
    expect((await opened()).messages[1]).toMatchObject({ syncId: second.syncId });
    expect((await opened()).messages[1]?.id).toBeUndefined();
    await tab.gmailDoes(`document.querySelectorAll('.adn')[1].dataset.legacyMessageId = '${second.id}';`);
    expect((await opened()).messages[1]?.id).toBe(second.id);
  });

  it('derives a message’s id from its sync id where it came from the server', async () => {
    await show([conversation({ ...offer, messages: [message({ syncId: `#${third.syncId}`, from: wei, to: [camille] })] })]);
    expect((await opened()).messages[0]).toMatchObject({ id: third.id, syncId: third.syncId });
  });

  it('tells the subject with its pictures', async () => {
    await show([openOffer({ subjectMarkup: 'Offer <img data-emoji="🚀" class="an1" alt="🚀" src="data:,"> for Lyon' })]);
    expect((await opened()).subject.replaceAll(/\s+/g, ' ')).toBe('Offer 🚀 for Lyon');
  });

  it('has boxes between subject and messages that are none of its people', async () => {
    await show([openOffer({ banners: spamBanner + translationBar + summaryBox })]);
    const told = await opened();
    expect(told).toMatchObject(offer);
    expect(told.messages).toHaveLength(3);
    expect(emails(told.people)).not.toContain('report@google.example');
  });

  it('is there without the marks of a list', async () => {
    await show([openOffer({ noList: true })]);
    expect((await opened()).messages.map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
  });

  it('is there while Gmail has not yet named its view', async () => {
    await show([conversation({ ...offer, messages: messagesOfOffer().map(message) }, { main: false })]);
    const view = await tab.ask('view');
    if (view.kind === 'conversation') expect(view.conversation).toMatchObject(offer);
    else expect(view).toMatchObject({ kind: 'none', loading: true });
    await tab.gmailDoes(`document.querySelector('.aeF > .nH > .nH').setAttribute('role', 'main');`);
    await expect.poll(async () => (await tab.ask('view')).kind).toBe('conversation');
    expect(await opened()).toMatchObject(offer);
  });

  it('counts nobody twice whose address is written in another way', async () => {
    await show([
      conversation({
        ...offer,
        messages: [
          message(messageGiven(first, { from: { email: 'Ines.Moreau@Northwind.example', name: 'Inès' }, to: [camille] })),
          message(messageGiven(third, { from: ines, to: [{ email: 'CAMILLE@meridian.example', name: 'Camille' }] })),
        ],
      }),
    ]);
    expect(emails((await opened()).people).toSorted()).toEqual([camille.email, ines.email].toSorted());
  });
});

describe('other frames around a conversation', () => {
  const messages = messagesOfOffer().map(message);
  const heading = `<div class="ha"><h2 class="hP" data-thread-perm-id="${offer.permId}" data-legacy-thread-id="${offer.threadId}">${offer.subject}</h2></div>`;
  it.each([
    ['of 2023', `<div class="if"><div class="nH">${heading}</div><div class="nH" role="list">${messages.join('')}</div></div>`],
    [
      'of the table',
      `<table class="Bs nH iY"><tbody><tr><td class="Bu"><div class="nH">${heading}</div><div class="nH" role="list">${messages.join('')}</div></td><td class="Bu y3"><div class="nH"></div></td></tr></tbody></table>`,
    ],
    ['of some weeks', `<div class="PeIF1d"><div>${heading}</div><div><div role="list">${messages.join('')}</div></div></div>`],
    ['that nobody knows', `<section><header>${heading}</header><article>${messages.join('')}</article></section>`],
  ])('do not matter: %s', async (_, frame) => {
    await show([hiddenInbox(), left(), `<div class="nH" role="main"><div class="nH">${frame}</div></div>`]);
    expect(await opened()).toMatchObject({ ...offer, complete: true });
    expect((await opened()).messages.map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
  });
});

describe('messages that are folded', () => {
  it.each([false, true])('have a sender and neither recipients nor body (other names: %s)', async (otherStates) => {
    await show([
      conversation({
        ...offer,
        messages: [
          message(messageGiven(first, { from: ines, state: 'collapsed', otherStates })),
          message(messageGiven(third, { from: wei, to: [camille] })),
        ],
      }),
    ]);
    const told = await opened();
    expect(told.complete).toBe(false);
    expect(told.messages[0]).toMatchObject({ id: first.id, from: people.ines, to: [], cc: [], state: 'collapsed' });
    expect(told.messages[1]).toMatchObject({ id: third.id, state: 'open' });
    expect((await tab.ask('bodies'))[0]).toBeNull();
    expect(emails(told.people)).toEqual(expect.arrayContaining([wei.email, camille.email]));
  });

  it.each([false, true])('hide in a group of more (other names: %s)', async (otherStates) => {
    await show([
      conversation({
        ...offer,
        messages: [
          message(messageGiven(first, { from: ines, state: 'collapsed', otherStates })),
          more([message(messageGiven(second, { from: camille, state: 'hidden', otherStates }))]),
          message(messageGiven(third, { from: wei, to: [camille] })),
        ],
      }),
    ]);
    const told = await opened();
    expect(told.messages.map(({ id, state }) => [id, state])).toEqual([
      [first.id, 'collapsed'],
      [second.id, 'hidden'],
      [third.id, 'open'],
    ]);
    expect(told.complete).toBe(false);
  });

  it('are told in full once they are opened', async () => {
    await show([
      conversation({
        ...offer,
        messages: [
          message(messageGiven(first, { from: ines, state: 'collapsed' })),
          message(messageGiven(third, { from: wei, to: [camille] })),
        ],
      }),
    ]);
    const before = (await tab.ask('told')).changes;
    const now = message(messageGiven(first, { from: ines, to: [camille], cc: [paul] }));
    await tab.gmailDoes(`document.querySelector('[role=listitem]').replaceWith(nodesOf(${JSON.stringify(now)}));`);
    await expect.poll(async () => (await tab.ask('told')).changes).toBeGreaterThan(before);
    const told = await opened();
    expect(told.complete).toBe(true);
    expect(emails(told.people)).toContain(paul.email);
  });
});

describe('the card of details', () => {
  const languages = {
    English: { from: 'from', to: 'to', cc: 'cc', bcc: 'bcc' },
    French: { from: 'de', to: 'à', cc: 'Cc', bcc: 'Cci' },
    Arabic: { from: 'من', to: 'إلى', cc: 'نسخة إلى', bcc: 'نسخة مخفية الوجهة' },
    'a language that nobody knows': { from: 'ka', to: 'ke', cc: 'ki', bcc: 'ko' },
  };
  const written = async (card: NonNullable<MessageGiven['card']>, from = camille) => {
    await show([conversation({ ...offer, messages: [message(messageGiven(second, { from, to: card.to, card }))] })]);
    const [told] = (await opened()).messages;
    expect(told?.from?.email).toBe(from.email);
    return [told?.to ?? [], told?.cc ?? [], told?.bcc ?? []].map(emails);
  };

  it.each(Object.entries(languages))('tells copies and blind copies by their place, in %s', async (_, words) => {
    expect(await written({ to: [ines], cc: [paul], bcc: [wei], words })).toEqual([[ines.email], [paul.email], [wei.email]]);
  });

  it.each(Object.entries(languages).slice(0, 2))('tells a single line by its name, in %s', async (_, words) => {
    expect(await written({ to: [ines], cc: [paul], words })).toEqual([[ines.email], [paul.email], []]);
    await tab.close();
    expect(await written({ to: [ines], bcc: [paul], words })).toEqual([[ines.email], [], [paul.email]]);
  });

  it('shows nobody as a copy who can have been hidden, where it does not know the name of the line', async () => {
    const words = languages['a language that nobody knows'];
    expect(await written({ to: [ines], bcc: [paul], words })).toEqual([[ines.email], [], [paul.email]]);
    await tab.close();
    expect(await written({ to: [paul], bcc: [camille], words }, ines)).toEqual([[paul.email], [], [camille.email]]);
    await tab.close();
    expect(await written({ to: [camille], cc: [paul, wei], words }, ines)).toEqual([[camille.email], [paul.email, wei.email], []]);
  });
});

describe('reply rows', () => {
  it('are several, one of them hidden, and tell nothing of the conversation', async () => {
    const [one, two] = messagesOfOffer();
    if (!one || !two) throw new Error('There are two');
    await show([conversation({ ...offer, messages: [message(one), message(two), replyRow(true), replyRow()] })]);
    expect((await opened()).messages).toHaveLength(2);
  });
});

describe('conversation view off', () => {
  const single = () =>
    conversation({
      threadId: offer.threadId,
      permId: second.syncId,
      subject: offer.subject,
      messages: [message(messageGiven(second, { from: camille, to: [ines], shown: ['Inès'] }))],
    });

  it('shows one message that still names its conversation', async () => {
    await show([hiddenInbox(), single()], { path: at('#sent/FMfcgzQcqbbBkVPzCrxdKVBGtxVbbbbb') });
    const told = await opened();
    expect(told).toMatchObject({ threadId: offer.threadId, subject: offer.subject, single: true });
    expect(told.messages).toMatchObject([{ id: second.id, syncId: second.syncId }]);
    expect(told.permId ?? 'thread-').toMatch(/^thread-/);
  });
});

describe('the reading pane', () => {
  const rows = rowsGiven.map((given, at) => row({ ...given, open: at === 0 }));

  it.each([
    ['names', `#inbox/${tokenOf(offer.permId)}`],
    ['does not name', '#inbox'],
  ])('shows list and conversation while the address %s it', async (_, hash) => {
    await show([left(), readingPane([table(rows)], paneOffer())], { path: at(hash) });
    const view = await tab.ask('view');
    expect(view).toMatchObject({ kind: 'conversation', conversation: offer });
    expect((await opened()).messages.map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
    expect((await tab.ask('rows')).map(({ threadId }) => threadId)).toEqual([offer.threadId, other.threadId, begun.threadId]);
  });

  it('takes the id of the open row where the conversation has none', async () => {
    await show(
      [readingPane([table(rows)], thread({ subject: offer.subject, permId: 'undefined', messages: messagesOfOffer().map(message) }))],
      {
        path: at('#inbox'),
      },
    );
    expect((await opened()).threadId).toBe(offer.threadId);
  });

  it.each([2, 3] as const)('has rows of %i lines when it stands below', async (lines) => {
    await show([readingPane([table(rowsGiven.map((given, at) => row({ ...given, lines, open: at === 0 })))], paneOffer())], {
      path: at('#inbox'),
    });
    expect(await opened()).toMatchObject(offer);
    const told = await tab.ask('rows');
    expect(told.map(({ threadId, subject }) => [threadId, subject])).toEqual(rowsGiven.map(({ threadId, subject }) => [threadId, subject]));
    expect(told.map((one) => emails(one.people))).toEqual([[ines.email, wei.email], [paul.email], [wei.email]]);
    expect(await tab.ask('markAll')).toEqual([true, true, true]);
    expect(await tab.inPage('document.querySelectorAll(".judged-mark").length')).toBe(3);
  });

  it('is a list while it is empty', async () => {
    await show([readingPane([table(rowsGiven.map((given) => row(given)))], '<div class="apt">No conversations selected</div>')], {
      path: at('#inbox'),
    });
    expect(await tab.ask('view')).toMatchObject({ kind: 'list' });
    expect(await tab.ask('rows')).toHaveLength(3);
  });
});

describe('a window of its own', () => {
  it('shows a conversation without list or panel', async () => {
    await show([openOffer()], {
      bare: true,
      bodyClass: 'aAU xE Su',
      path: '/mail/u/0/?ui=2&view=btop&ver=1abc&search=inbox&th=%23' + encodeURIComponent(offer.permId) + '&cvid=1',
    });
    expect(await opened()).toMatchObject(offer);
    expect(await tab.ask('rows')).toEqual([]);
  });

  it('shows it also where no view is named', async () => {
    await show([conversation({ ...offer, messages: messagesOfOffer().map(message) }, { main: false })], {
      bare: true,
      bodyClass: 'aAU xE Su',
      path: `/mail/u/0/?ui=2&view=btop&th=${offer.threadId}`,
    });
    expect(await opened()).toMatchObject(offer);
  });
});

describe('what is no conversation', () => {
  it.each(['#settings/general', '#chat/home', '#rooms', '#calls', '#contacts'])('is nothing at %s', async (hash) => {
    await show(['<div class="nH oy8Mbf" role="main"><div class="f1 tf">Settings</div></div>', left(), hiddenInbox()], { path: at(hash) });
    expect(await tab.ask('view')).toMatchObject({ kind: 'none' });
    expect(await tab.ask('rows')).toEqual([]);
  });

  it('is a search for a word that looks like a thread', async () => {
    await show([list([table(rowsGiven.map((given) => row(given)))]), left()], { path: at(`#search/${tokenOf(other.permId)}`) });
    expect(await tab.ask('view')).toMatchObject({ kind: 'list', query: tokenOf(other.permId) });
  });

  it('is a page that is loading', async () => {
    await show([], { path: at(`#inbox/${tokenOf(offer.permId)}`), bodyClass: '' });
    expect(await tab.ask('view')).toMatchObject({ kind: 'none' });
    await tab.gmailDoes(`document.querySelector('.aeF > .nH').append(nodesOf(${JSON.stringify(openOffer())}));`);
    await expect.poll(async () => (await tab.ask('view')).kind).toBe('conversation');
    expect(await opened()).toMatchObject(offer);
  });
});
