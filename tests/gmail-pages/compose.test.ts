import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dialog, emptied, inlineReply, popup, replyBelow } from './composing.ts';
import type { ComposeGiven } from './composing.ts';
import { conversation, message } from './conversations.ts';
import { first, inbox, messageGiven, offer, third } from './mail.ts';
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

const show = async (given: PageGiven, hash = '#inbox') => {
  tab = await stage.show(page({ views: [inbox()], ...given }), { path: `/mail/u/0/${hash}` });
  await expect.poll(() => tab.ask('page')).toMatchObject({ account: { address: camille.email } });
};
const only = async () => {
  const composes = await tab.ask('composes');
  expect(composes).toHaveLength(1);
  const [compose] = composes;
  if (!compose) throw new Error('There is none');
  return compose;
};
const emails = (given: { email: string }[]) => given.map(({ email }) => email);

const fresh: ComposeGiven = {
  id: 'a',
  draft: '#msg-a:r7130129805677325021',
  to: [ines, wei],
  cc: [paul],
  bcc: [camille],
  subject: 'Visit in Lyon',
};
const answer: ComposeGiven = {
  id: 'r',
  kind: 'reply',
  draft: '#msg-a:r-558',
  answers: { message: `#${third.syncId}`, thread: `#${offer.permId}`, legacyThread: offer.threadId },
  to: [wei],
  cc: [ines],
  subject: `Re: ${offer.subject}`,
};

describe('a compose that pops up', () => {
  it.each(['peoplekit', 'old', 'bare'] as const)('tells what it holds (recipients: %s)', async (recipients) => {
    await show({ popups: [popup({ ...fresh, recipients })] });
    const told = await only();
    expect(told).toMatchObject({
      kind: 'new',
      inline: false,
      draftId: 'msg-a:r7130129805677325021',
      subject: 'Visit in Lyon',
      plainText: false,
      bodyId: ':a.body',
      sendId: ':a.send',
    });
    expect(told.messageId).toBeUndefined();
    expect(told.threadId).toBeUndefined();
    expect(emails(told.to)).toEqual([ines.email, wei.email]);
    expect(emails(told.cc)).toEqual([paul.email]);
    expect(emails(told.bcc)).toEqual([camille.email]);
    expect(told.bcc[0]?.own).toBe(true);
    expect(told.from ?? camille.email).toBe(camille.email);
  });

  it.each([
    ['peoplekit', 'en'],
    ['peoplekit', 'ar'],
    ['old', 'fr'],
  ] as const)('tells its headers by their place where nothing is named after them (%s, %s)', async (recipients, language) => {
    await show({ language, popups: [popup({ ...fresh, recipients, language, to: [ines], cc: [], bcc: [paul, wei] })] });
    await tab.gmailDoes(
      `for (const field of document.querySelectorAll('[name=to], [name=cc], [name=bcc]')) field.removeAttribute('name');`,
    );
    const told = await only();
    expect([told.to, told.cc, told.bcc].map(emails)).toEqual([[ines.email], [], [paul.email, wei.email]]);
    await tab.gmailDoes(`document.querySelectorAll('[role=combobox]')[1].value = 'typed@northwind.example';`);
    expect(emails((await only()).cc)).toEqual(['typed@northwind.example']);
  });

  it('tells names', async () => {
    await show({
      popups: [
        popup({
          ...fresh,
          recipients: 'old',
          to: [
            { email: 'A.B@Northwind.example', name: 'Moreau, Inès' },
            { email: 'x@y.example', name: '' },
          ],
        }),
      ],
    });
    expect((await only()).to).toMatchObject([
      { email: 'a.b@northwind.example', name: 'Moreau, Inès' },
      { email: 'x@y.example', name: '' },
    ]);
  });

  it.each(['undefined', 'null', ''])('has no draft yet while its input says “%s”', async (draft) => {
    await show({ popups: [popup({ ...fresh, draft })] });
    const before = await only();
    expect(before.draftId).toBeUndefined();
    await tab.gmailDoes(`document.querySelector('input[name=draft]').value = '#msg-a:r42';`);
    expect(await only()).toMatchObject({ draftId: 'msg-a:r42', key: before.key });
  });

  it.each([[['draft']], [['composeid']]] as const)('is known by %s alone', async (inputs) => {
    await show({ popups: [popup({ ...fresh, inputs: [...inputs] })] });
    expect(await only()).toMatchObject({ bodyId: ':a.body', subject: 'Visit in Lyon' });
  });

  it('tells who it is from where there is a choice', async () => {
    await show({ popups: [popup({ ...fresh, from: 'Camille <sales@meridian.example>' })] });
    expect((await only()).from).toBe('sales@meridian.example');
  });

  it('sees recipients come and go', async () => {
    await show({ popups: [popup({ ...fresh, cc: [], bcc: [] })] });
    const before = (await tab.ask('told')).changes;
    await tab.gmailDoes(`
      const list = document.querySelector('[name=to] [role=listbox]');
      list.firstElementChild.remove();
      list.append(nodesOf('<div role="option" class="afV" data-hovercard-id="new@northwind.example" data-name="New One"></div>'));`);
    expect(emails((await only()).to)).toEqual([wei.email, 'new@northwind.example']);
    await expect.poll(async () => (await tab.ask('told')).changes).toBeGreaterThan(before);
  });

  it.each(['before', 'after'] as const)('sends by its own button, not by that which stands %s it and archives', async (archive) => {
    for (const archiveCell of [false, true]) {
      await show({ popups: [popup({ ...fresh, archive, archiveCell })] });
      expect((await only()).sendId).toBe(':a.send');
      if (!archiveCell) await tab.close();
    }
  });

  it('has no HTML body in plain text', async () => {
    for (const plainText of ['alone', 'beside'] as const) {
      await show({ popups: [popup({ ...fresh, plainText })] });
      expect(await only()).toMatchObject({
        plainText: true,
        subject: 'Visit in Lyon',
        sendId: ':a.send',
        draftId: 'msg-a:r7130129805677325021',
      });
      if (plainText === 'alone') await tab.close();
    }
  });

  it('has a body again when its text is no longer plain', async () => {
    await show({ popups: [popup({ ...fresh, plainText: 'beside' })] });
    const { key } = await only();
    await tab.gmailDoes(`document.querySelector('.Ar.Au.Ao').remove(); document.querySelector('.Ar.Au').style.display = '';`);
    expect(await only()).toMatchObject({ key, plainText: false, bodyId: ':a.body' });
  });
});

describe('other places to write in', () => {
  it('within a compose are not its body', async () => {
    const suggestion =
      '<div class="bkV"><div role="textbox" contenteditable="true" aria-label="Help me write"></div><textarea class="qTx" aria-label="Prompt">Write a thank-you</textarea></div>';
    await show({ popups: [popup(fresh)] });
    await tab.gmailDoes(`document.querySelector('.Ar-place').prepend(nodesOf(${JSON.stringify(suggestion)}));`);
    expect(await only()).toMatchObject({ bodyId: ':a.body', plainText: false, sendId: ':a.send' });
  });

  it('are no composes: a signature in the settings', async () => {
    const editor = `<div class="nH oy8Mbf" role="main"><div class="f1 tf"><table class="cf"><tbody><tr><td class="rj"><div class="Ar Au"><div class="Am Al editable LW-avf" role="textbox" aria-label="Signature" contenteditable="true" g_editable="true">Camille</div></div></td></tr></tbody></table><button>Save</button></div></div>`;
    await show({ views: [editor] }, '#settings/general');
    expect(await tab.ask('composes')).toEqual([]);
  });

  it('are no composes: a chat', async () => {
    const chat =
      '<div class="nH nn" style="width:300px"><div class="no"><div class="nH Hd" role="dialog"><div class="aYF">Paul</div><div class="iO7lh" role="list"></div><div class="hsT" role="textbox" contenteditable="true" aria-label="History is on" g_editable="true"></div><div role="button" aria-label="Send message"></div></div></div></div>';
    await show({ popups: [chat, popup(fresh)] });
    expect((await only()).draftId).toBe('msg-a:r7130129805677325021');
  });
});

describe('several composes', () => {
  it('are told one by one, minimised ones with them', async () => {
    await show({
      popups: [
        popup(fresh),
        popup({ id: 'b', draft: '#msg-a:r2', to: [paul], subject: 'Second' }),
        popup({ id: 'c', draft: '#msg-a:r3', to: [wei], subject: 'Third', minimised: true }),
      ],
    });
    const composes = await tab.ask('composes');
    expect(composes.map(({ draftId, subject }) => [draftId, subject])).toEqual([
      ['msg-a:r7130129805677325021', 'Visit in Lyon'],
      ['msg-a:r2', 'Second'],
      ['msg-a:r3', 'Third'],
    ]);
    expect(composes.map(({ to }) => emails(to))).toEqual([[ines.email, wei.email], [paul.email], [wei.email]]);
    expect(new Set(composes.map(({ key }) => key)).size).toBe(3);
    expect(composes.map(({ sendId }) => sendId)).toEqual([':a.send', ':b.send', ':c.send']);
  });

  it('can have an answer within the page beside them', async () => {
    await show(
      {
        views: [
          conversation({ ...offer, messages: [message(messageGiven(third, { from: wei, to: [camille], reply: inlineReply(answer) }))] }),
        ],
        popups: [popup(fresh)],
      },
      `#inbox/${tokenOf(offer.permId)}?compose=new`,
    );
    expect((await tab.ask('composes')).map(({ draftId, inline, kind }) => [draftId, inline, kind]).toSorted()).toEqual(
      [
        ['msg-a:r-558', true, 'reply'],
        ['msg-a:r7130129805677325021', false, 'new'],
      ].toSorted(),
    );
  });

  it('outlive the view', async () => {
    await show({ popups: [popup(fresh)] });
    const { key } = await only();
    await tab.gmailDoes(
      `location.hash = '#sent'; document.querySelector('.aeF > .nH').replaceChildren(nodesOf('<div role="main" class="nH"></div>'));`,
    );
    expect((await only()).key).toBe(key);
  });
});

describe('the full screen', () => {
  const enlarge = `
    document.body.append(nodesOf('<div class="aSs" style="position:fixed;inset:40px 80px"><div class="aSt"></div></div>'));
    document.querySelector('.aSt').append(document.getElementById(':a.dialog'));`;

  it('holds a compose', async () => {
    await show({ fullScreen: [dialog(fresh)] });
    expect(await only()).toMatchObject({
      draftId: 'msg-a:r7130129805677325021',
      subject: 'Visit in Lyon',
      inline: false,
      kind: 'new',
      sendId: ':a.send',
    });
  });

  it('keeps the key when the dialog is moved there and back', async () => {
    await show({ popups: [popup(fresh)] });
    const { key } = await only();
    await tab.ask('listen', key);
    await tab.gmailDoes(enlarge);
    await expect.poll(async () => (await tab.ask('composes')).map((compose) => compose.key)).toEqual([key]);
    await tab.gmailDoes(
      `document.querySelector('.dw .AD').append(document.getElementById(':a.dialog')); document.querySelector('.aSs').style.display = 'none';`,
    );
    await tab.page.waitForTimeout(500);
    expect((await only()).key).toBe(key);
    expect((await tab.ask('told')).closed).toEqual([]);
  });

  it('keeps the key when the dialog is made anew', async () => {
    await show({ popups: [popup(fresh)] });
    const { key } = await only();
    await tab.ask('listen', key);
    await tab.gmailDoes(`
      document.querySelector('.AD').replaceChildren();
      document.body.append(nodesOf('<div class="aSs"><div class="aSt"></div></div>'));
      document.querySelector('.aSt').append(nodesOf(${JSON.stringify(dialog(fresh))}));`);
    await expect.poll(async () => (await tab.ask('composes')).map((compose) => compose.key)).toEqual([key]);
    expect((await tab.ask('told')).closed).toEqual([]);
  });

  it('leaves emptied remains that are no compose', async () => {
    await show({ popups: [popup({ ...fresh, id: 'b', draft: '#msg-a:r2' })], fullScreen: [emptied] });
    expect((await only()).draftId).toBe('msg-a:r2');
  });

  it('is left by a compose that is closed', async () => {
    await show({ popups: [popup(fresh)] });
    const { key } = await only();
    await tab.ask('listen', key);
    await tab.gmailDoes(enlarge);
    await tab.gmailDoes(`document.querySelector('.aSt .aaZ').replaceChildren(); document.querySelector('.aSs').style.display = 'none';`);
    await expect.poll(() => tab.ask('composes')).toEqual([]);
    await expect.poll(async () => (await tab.ask('told')).closed).toEqual([key]);
  });
});

describe('an answer below a message', () => {
  const view = (reply: string, legacy = third) =>
    conversation({ ...offer, messages: [message(messageGiven(legacy, { from: wei, to: [camille], shown: ['me'], reply }))] });
  const hash = `#inbox/${tokenOf(offer.permId)}`;

  it.each([false, true])('tells what it answers, and its recipients behind the summary (folded: %s)', async (collapsed) => {
    await show({ views: [view(inlineReply({ ...answer, collapsed }))] }, hash);
    const told = await only();
    expect(told).toMatchObject({
      kind: 'reply',
      inline: true,
      draftId: 'msg-a:r-558',
      threadId: offer.threadId,
      messageId: third.id,
      subject: `Re: ${offer.subject}`,
      bodyId: ':r.body',
      sendId: ':r.send',
    });
    expect(emails(told.to)).toEqual([wei.email]);
    expect(emails(told.cc)).toEqual([ines.email]);
    expect(told.to[0]?.name).toBe(wei.name);
  });

  it('does not count among the conversation’s people or messages', async () => {
    await show({ views: [view(inlineReply({ ...answer, to: [paul] }))] }, hash);
    const told = await tab.ask('view');
    expect(told.kind === 'conversation' && told.conversation.messages.map(({ id }) => id)).toEqual([third.id]);
    expect(told.kind === 'conversation' && emails(told.conversation.people).toSorted()).toEqual([camille.email, wei.email].toSorted());
  });

  it('can forward it', async () => {
    await show({ views: [view(inlineReply({ ...answer, kind: 'forward', to: [], cc: [], subject: `Fwd: ${offer.subject}` }))] }, hash);
    expect(await only()).toMatchObject({ kind: 'forward', messageId: third.id, to: [] });
  });

  it('is told by the legacy id of its conversation alone', async () => {
    await show({ views: [view(inlineReply({ ...answer, answers: { message: `#${third.syncId}`, legacyThread: offer.threadId } }))] }, hash);
    expect(await only()).toMatchObject({ threadId: offer.threadId, messageId: third.id });
  });

  it('finds the message that is named by no derivable id', async () => {
    const own = { syncId: 'msg-a:r-8480893321130129805', id: '19abc0ffee123456' };
    await show(
      { views: [view(inlineReply({ ...answer, answers: { message: `#${own.syncId}`, thread: `#${offer.permId}` } }), own)] },
      hash,
    );
    expect(await only()).toMatchObject({ threadId: offer.threadId, messageId: own.id });
  });

  it('can stand in the other place, with the message before it', async () => {
    await show(
      {
        views: [
          conversation({
            ...offer,
            messages: [
              message(messageGiven(first, { from: ines, to: [camille] })),
              replyBelow({ ...answer, answers: { message: 'undefined', thread: `#${offer.permId}` } }, third.id),
            ],
          }),
        ],
      },
      hash,
    );
    expect(await only()).toMatchObject({ inline: true, threadId: offer.threadId, messageId: third.id });
  });

  it('ends with its conversation', async () => {
    await show({ views: [view(inlineReply(answer))] }, hash);
    const { key } = await only();
    await tab.ask('listen', key);
    await tab.gmailDoes(`document.querySelector('.aeF > .nH').replaceChildren();`);
    expect(await tab.ask('composes')).toEqual([]);
    await expect.poll(async () => (await tab.ask('told')).closed).toEqual([key]);
  });

  it('goes on when it pops out', async () => {
    await show({ views: [view(inlineReply(answer))], popups: [] }, hash);
    const { key } = await only();
    await tab.gmailDoes(`
      document.querySelector('.ip.adB').replaceChildren();
      document.querySelector('.dw .no').append(nodesOf(${JSON.stringify(popup(answer))}));`);
    await expect
      .poll(async () => (await tab.ask('composes')).map(({ draftId, kind, inline }) => [draftId, kind, inline]))
      .toEqual([['msg-a:r-558', 'reply', false]]);
    expect((await only()).messageId).toBe(third.id);
    expect((await only()).key).toBe(key);
  });
});

describe('a compose in a window of its own', () => {
  it('is told', async () => {
    tab = await stage.show(
      page({ bare: true, bodyClass: 'xE xp', views: [`<div class="nH" role="main"><div class="aaZ">${dialog(fresh)}</div></div>`] }),
      {
        path: '/mail/u/0/?ui=2&view=btop&ver=1&search=drafts&cvid=2#cmid%253D1',
      },
    );
    expect(await only()).toMatchObject({ subject: 'Visit in Lyon', sendId: ':a.send', draftId: 'msg-a:r7130129805677325021' });
    expect((await tab.ask('view')).kind).toBe('none');
  });
});

describe('what is put into a compose', () => {
  it('stands once, with the buttons and above them', async () => {
    await show({ popups: [popup(fresh)] });
    const { key } = await only();
    for (let again = 0; again < 3; again += 1)
      expect([await tab.ask('attach', key, 'toolbar'), await tab.ask('attach', key, 'strip')]).toEqual([true, true]);
    expect(await tab.inPage('document.querySelectorAll(".judged-toolbar").length')).toBe(1);
    expect(await tab.inPage('document.querySelectorAll(".judged-strip").length')).toBe(1);
    const place = await tab.inPage<Record<string, boolean>>(`(() => {
      const send = document.getElementById(':a.send').getBoundingClientRect();
      const control = document.querySelector('.judged-toolbar').getBoundingClientRect();
      const strip = document.querySelector('.judged-strip').getBoundingClientRect();
      const body = document.getElementById(':a.body').getBoundingClientRect();
      return { after: control.left >= send.right, seen: control.width > 0 && strip.width > 0, above: strip.bottom <= send.top + 1, below: strip.top >= body.bottom - 1, wide: strip.width > 300 };
    })()`);
    expect(place).toEqual({ after: true, seen: true, above: true, below: true, wide: true });
  });

  it('can be put there again after Gmail has drawn the row anew', async () => {
    await show({ popups: [popup(fresh)] });
    const { key } = await only();
    await tab.ask('attach', key, 'toolbar');
    await tab.gmailDoes(
      `const row = document.querySelector('.btC'); const fresh = row.cloneNode(true); for (const mark of fresh.querySelectorAll('.judged-toolbar')) mark.parentElement.closest('td') ? mark.closest('td').remove() : mark.remove(); row.replaceWith(fresh);`,
    );
    expect(await tab.ask('attach', key, 'toolbar')).toBe(true);
    expect(await tab.inPage('document.querySelectorAll(".judged-toolbar").length')).toBe(1);
  });

  it('is written where the caret was, and Gmail is told of it', async () => {
    await show({ popups: [popup({ ...fresh, body: '<div>one</div><div id="two">two</div><div>three</div>' })] });
    const { key } = await only();
    await tab.inPage(`window.inputs = 0; document.getElementById(':a.body').addEventListener('input', () => { inputs += 1; });`);
    await tab.page.click('#two');
    await tab.page.keyboard.press('End');
    await tab.page.click('[name=subjectbox]');
    expect(await tab.ask('insert', key, 'TEMPLATE')).toBe(true);
    const text = await tab.inPage<string>(`document.getElementById(':a.body').innerText`);
    expect(text.indexOf('TEMPLATE')).toBeGreaterThan(text.indexOf('two'));
    expect(text.indexOf('TEMPLATE')).toBeLessThan(text.indexOf('three'));
    await expect.poll(() => tab.inPage<number>('inputs')).toBeGreaterThan(0);
  });

  it('is written at the beginning where there was no caret', async () => {
    await show({
      popups: [
        popup({ ...fresh, body: '<div>one</div><div class="gmail_signature">Camille</div>' }),
        popup({ ...fresh, id: 'b', draft: '#msg-a:r2' }),
      ],
    });
    const compose = (await tab.ask('composes')).find(({ bodyId }) => bodyId === ':a.body');
    await tab.page.click('[id=":b.body"]');
    expect(await tab.ask('insert', compose?.key ?? '', 'TEMPLATE')).toBe(true);
    const text = await tab.inPage<string>(`document.getElementById(':a.body').innerText`);
    expect(text.indexOf('TEMPLATE')).toBeLessThan(text.indexOf('one'));
    expect(await tab.inPage<string>(`document.getElementById(':b.body').innerText`)).not.toContain('TEMPLATE');
  });

  it('is a subject that Gmail hears of', async () => {
    await show({ popups: [popup(fresh)] });
    const { key } = await only();
    await tab.inPage(
      `window.heard = ''; document.querySelector('[name=subjectbox]').addEventListener('input', (event) => { heard = event.target.value; });`,
    );
    expect(await tab.ask('setSubject', key, 'Another')).toBe(true);
    expect((await only()).subject).toBe('Another');
    expect(await tab.inPage('heard')).toBe('Another');
  });

  it('is only told of after a change of ours', async () => {
    await show({ popups: [popup(fresh)] });
    const { key } = await only();
    await tab.inPage(`window.bubbled = 0; document.addEventListener('input', () => { bubbled += 1; });`);
    await tab.ask('changed', key);
    await expect.poll(() => tab.inPage<number>('bubbled')).toBeGreaterThan(0);
  });
});
