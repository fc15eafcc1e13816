import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pixel } from './bridge-addresses.ts';
import { dialog, inlineReply, popup, sending } from './composing.ts';
import type { ComposeGiven } from './composing.ts';
import { conversation, message } from './conversations.ts';
import { inbox, messageGiven, offer, third } from './mail.ts';
import { camille, ines, page, wei } from './markup.ts';
import type { PageGiven } from './markup.ts';
import { Stage } from './stage.ts';
import type { Tab } from './stage.ts';

let stage: Stage;
let tab: Tab;
beforeAll(async () => (stage = await Stage.raise()));
afterAll(() => stage.strike());
afterEach(async () => {
  const faults = await tab.faults();
  await tab.close();
  expect(faults).toEqual([]);
});

const draft = 'msg-a:r7130129805677325021';
const fresh: ComposeGiven = {
  id: 'a',
  draft: `#${draft}`,
  to: [ines],
  subject: 'Visit in Lyon',
  archive: 'after',
  body: '<div id="line">Hello</div>',
};
const legacy = { message: '19acbe11e0000002', thread: '19acbe11e0000001', rfc: '<CAGxABC=def@mail.gmail.com>' };

type Sync = (url: string, body: string) => string | undefined;

/** An answer to a send: the thread among others, the message with its ids of the server. */
const answered =
  (given: { bare?: boolean } = {}): Sync =>
  (_, body) => {
    const [thread, change] = changed(body);
    const message = change[13]?.[0] as unknown[] | undefined;
    if (!message) return '[]';
    const kept: unknown[] = Array.from({ length: 56 }, () => null);
    kept[0] = message[0];
    kept[10] = message[10];
    if (!given.bare) {
      kept[13] = legacy.rfc;
      kept[55] = legacy.message;
    }
    const threadOf = (id: string, messages: unknown[], legacyId: string | null) => {
      const found: unknown[] = Array.from({ length: 20 }, () => null);
      found[0] = id;
      found[4] = messages;
      found[19] = legacyId;
      return [[id, null, [null, null, null, null, null, null, [found]]]];
    };
    const unrelated: unknown[] = Array.from({ length: 56 }, () => null);
    unrelated[0] = 'msg-f:1840000000000000001';
    unrelated[13] = '<other@northwind.example>';
    unrelated[55] = '1988e0a6f3d40001';
    return JSON.stringify([
      null,
      [
        1,
        null,
        null,
        null,
        null,
        [
          threadOf('thread-f:1840000000000000001', [unrelated], '1988e0a6f3d40001'),
          threadOf(thread, [kept], given.bare ? null : legacy.thread),
        ],
      ],
      'bump-123',
    ]);
  };

/** The thread that a request changes, and how. */
function changed(body: string): [string, (unknown[] | null)[]] {
  try {
    const request = JSON.parse(body) as [null, [[[number, [string, (unknown[] | null)[]]]]]];
    const [thread, change] = request[1][0][0][1];
    return [thread, change];
  } catch {
    return ['', []];
  }
}

const show = async (given: PageGiven, { sync = answered(), network }: { sync?: Sync; network?: boolean } = {}) => {
  tab = await stage.show(page({ views: [inbox()], script: sending, ...given }), { sync, network });
  await expect.poll(() => tab.ask('page')).toMatchObject({ account: { address: camille.email } });
  for (const { key } of await tab.ask('composes')) await tab.ask('listen', key);
};
const told = () => tab.ask('told');
const posted = () => tab.inPage<{ by: string; body: string }[]>('posted');
const press = (name: string) => tab.page.click(`[id=":a.${name}"]`);

/** Whether what Gmail has posted was ours before, in the order of the posts. */
const ours = async () => (await posted()).map(({ body }) => body.includes('judged-pixel'));
const sent = async () => (await told()).sent;

/** Gmail with one compose, which is sent by its button. */
async function sends(given: Partial<ComposeGiven> = {}, how: Parameters<typeof show>[1] = {}): Promise<void> {
  await show({ popups: [popup({ ...fresh, ...given })] }, how);
  await press('send');
}

/** A message as a request to the server has it, on its way out. */
const outgoing = (id = draft): unknown[] => [
  id,
  [1, camille.email, ''],
  [[1, ines.email, '']],
  [],
  [],
  null,
  1764000000000,
  'Visit',
  [null, [[0, 'Hello']]],
  null,
  ['^all', '^pfg'],
  [],
];
/** What changes a thread: a message that is saved or sent stands at its place. */
const changing = (message: unknown[]) => Array.from({ length: 14 }, (_, at) => (at === 13 ? [message] : null));

/** A request of Gmail's own. */
const requests = (json: unknown, path = '/sync/u/0/i/s?hl=en&c=5') =>
  tab.inPage(
    `(() => { const request = new XMLHttpRequest(); request.open('POST', ${JSON.stringify(path)}); request.send(${JSON.stringify(JSON.stringify(json))}); })()`,
  );

describe('the body is ours before Gmail reads it', () => {
  const ways: [string, string, () => Promise<void>, { by: string; scheduled: boolean }][] = [
    ['a click', 'click', () => press('send'), { by: 'pointer', scheduled: false }],
    [
      'Enter on the button',
      'key',
      async () => {
        await tab.page.focus('[id=":a.send"]');
        await tab.page.keyboard.press('Enter');
      },
      { by: 'button key', scheduled: false },
    ],
    [
      'Space on the button',
      'key',
      async () => {
        await tab.page.focus('[id=":a.send"]');
        await tab.page.keyboard.press(' ');
      },
      { by: 'button key', scheduled: false },
    ],
    [
      'Ctrl+Enter in the body',
      'shortcut',
      async () => {
        await tab.page.click('#line');
        await tab.page.keyboard.press('Control+Enter');
      },
      { by: 'shortcut', scheduled: false },
    ],
    [
      '⌘+Enter in the subject',
      'shortcut',
      async () => {
        await tab.page.click('[name=subjectbox]');
        await tab.page.keyboard.press('Meta+Enter');
      },
      { by: 'shortcut', scheduled: false },
    ],
    ['send and archive', 'archive', () => press('archive'), { by: 'pointer', scheduled: false }],
    [
      'a later time',
      'scheduled',
      async () => {
        await press('more');
        await tab.page.click('#scheduled');
      },
      { by: 'pointer', scheduled: true },
    ],
  ];
  it.each(ways)('by %s', async (_, by, act, expected) => {
    await show({ popups: [popup(fresh)] });
    await act();
    expect((await posted()).map((one) => [one.by, one.body.includes('judged-pixel')])).toEqual([[by, true]]);
    const { sends } = await told();
    expect(sends.at(-1)).toMatchObject({ ...expected, draftId: draft });
  });

  it('by send and archive from the keys', async () => {
    await show({ popups: [popup({ ...fresh, archive: 'before', archiveCell: true })] });
    await tab.page.focus('[id=":a.archive"]');
    await tab.page.keyboard.press('Enter');
    expect(await ours()).toEqual([true]);
  });

  it('by a finger and by what presses buttons without a pointer', async () => {
    await show({ popups: [popup(fresh)] });
    await tab.inPage(`document.getElementById(':a.send').click()`);
    expect(await ours()).toEqual([true]);
  });

  it('in the answer below a message', async () => {
    const reply = { ...fresh, kind: 'reply' as const, answers: { message: `#${third.syncId}`, thread: `#${offer.permId}` } };
    await show({
      views: [
        conversation({ ...offer, messages: [message(messageGiven(third, { from: wei, to: [camille], reply: inlineReply(reply) }))] }),
      ],
    });
    await tab.page.click('#line');
    await tab.page.keyboard.press('Control+Enter');
    expect(await ours()).toEqual([true]);
  });

  it('in full screen', async () => {
    await show({ popups: [popup(fresh)] });
    await tab.gmailDoes(`
      document.body.append(nodesOf('<div class="aSs" style="position:fixed;inset:40px 80px"><div class="aSt"></div></div>'));
      document.querySelector('.aSt').append(document.getElementById(':a.dialog'));`);
    await press('send');
    expect(await ours()).toEqual([true]);
  });

  it('in the one of two that is sent', async () => {
    await show({ popups: [popup(fresh), popup({ ...fresh, id: 'b', draft: '#msg-a:r2', subject: 'Other', body: 'Other' })] });
    await tab.page.click('[id=":b.send"]');
    expect((await told()).sends.map(({ draftId }) => draftId)).toEqual(['msg-a:r2']);
    expect(await tab.inPage<boolean>(`Boolean(document.getElementById(':a.body').querySelector('.judged-pixel'))`)).toBe(false);
  });

  it('in a compose in a window of its own', async () => {
    await show({ bare: true, bodyClass: 'xE xp', views: [`<div class="nH" role="main"><div class="aaZ">${dialog(fresh)}</div></div>`] });
    await press('send');
    expect(await ours()).toEqual([true]);
  });
});

describe('what is no sending', () => {
  it('is opening the menu of more ways, discarding, attaching and writing', async () => {
    await show({ popups: [popup(fresh)] });
    await press('more');
    await tab.page.mouse.click(600, 120);
    await press('discard');
    await tab.page.click('#line');
    await tab.page.keyboard.press('Enter');
    await tab.page.keyboard.type(' a word ');
    expect((await told()).sends).toEqual([]);
    expect(await tab.inPage<boolean>(`Boolean(document.querySelector('.judged-pixel'))`)).toBe(false);
  });

  it('is Enter among the recipients, on a menu or where to discard', async () => {
    await show({ popups: [popup(fresh)] });
    for (const place of ['[name=to] input', '[name=subjectbox]', '[id=":a.more"]', '[id=":a.discard"]']) {
      await tab.page.focus(place);
      await tab.page.keyboard.press('Enter');
    }
    expect((await told()).sends).toEqual([]);
  });

  it('is a click with the other button of the mouse', async () => {
    await show({ popups: [popup(fresh)] });
    await tab.page.click('[id=":a.send"]', { button: 'right' });
    expect((await told()).sends).toEqual([]);
  });

  it('is Ctrl+Enter outside of the compose', async () => {
    await show({ popups: [popup(fresh)] });
    await tab.page.focus('input[name=q]');
    await tab.page.keyboard.press('Control+Enter');
    expect((await told()).sends).toEqual([]);
  });
});

describe('Gmail’s refusal', () => {
  it('is told, and the next try is told again', async () => {
    await show({ popups: [popup(fresh)] });
    await tab.inPage('refusing = true');
    await press('send');
    const [compose] = await tab.ask('composes');
    await expect.poll(async () => (await told()).refused).toEqual([compose?.key]);
    expect(await sent()).toEqual([]);
    await tab.gmailDoes(`document.querySelector('[role=alertdialog]').remove(); refusing = false;`);
    await press('send');
    expect(await posted()).toHaveLength(2);
    expect((await told()).sends.length).toBeGreaterThanOrEqual(2);
    await expect.poll(sent).toHaveLength(1);
  });

  it('can be a question, and what is sent after a yes is ours again', async () => {
    await show({ popups: [popup(fresh)] });
    await tab.inPage('refusing = true');
    await press('send');
    await expect.poll(async () => (await told()).refused).toHaveLength(1);
    await tab.gmailDoes(`
      refusing = false;
      document.querySelector('.judged-pixel').remove();
      const yes = document.createElement('div');
      yes.setAttribute('role', 'button'); yes.id = 'yes'; yes.tabIndex = 0; yes.append('OK');
      const dialog = document.querySelector('[role=alertdialog]');
      dialog.style.cssText = 'position:fixed;top:100px;left:100px;background:#fff;z-index:9';
      dialog.append(yes);
      yes.addEventListener('click', () => { dialog.remove(); post(document.getElementById(':a.root'), 'yes', ['^all', '^pfg']); });`);
    await tab.page.click('#yes');
    expect((await posted()).map(({ by, body }) => [by, body.includes('judged-pixel')])).toEqual([
      ['click', true],
      ['yes', true],
    ]);
    await expect.poll(sent).toHaveLength(1);
  });

  it('is not told of another alert, when nothing was being sent', async () => {
    await show({ popups: [popup(fresh)] });
    await tab.gmailDoes(`document.body.append(nodesOf('<div role="alertdialog" class="Kj-JD">Delete forever?</div>'));`);
    await tab.page.waitForTimeout(300);
    expect((await told()).refused).toEqual([]);
  });
});

describe('what has left', () => {
  it('is told once, with the ids of the server', async () => {
    await sends();
    await expect.poll(sent).toHaveLength(1);
    await expect
      .poll(() => tab.ask('known', draft))
      .toMatchObject({ messageId: legacy.message, threadId: legacy.thread, rfcId: legacy.rfc });
    expect((await sent())[0]).toMatchObject({ draftId: draft, scheduled: false });
    await tab.page.waitForTimeout(300);
    expect(await sent()).toHaveLength(1);
  });

  it('is told when its compose has gone at once, as it does', async () => {
    await show({ popups: [popup(fresh)] });
    const [compose] = await tab.ask('composes');
    await tab.inPage(
      `document.getElementById(':a.send').addEventListener('click', () => { keeping.pause(); document.querySelector('.AD').replaceChildren(); keeping.resume(); });`,
    );
    await press('send');
    await expect.poll(sent).toMatchObject([{ draftId: draft }]);
    await expect.poll(async () => (await told()).closed).toEqual([compose?.key]);
    await expect.poll(() => tab.ask('known', draft)).toMatchObject({ messageId: legacy.message });
    expect((await told()).refused).toEqual([]);
  });

  it.each([
    [
      'in another place of the request',
      (message: unknown[]) => [null, [[[1, ['thread-a:r1', [null, null, [null, null, [{ 7: [message] }]]]]]]]],
    ],
    [
      'among other threads',
      (message: unknown[]) => [
        null,
        [
          [
            [1, ['thread-f:1840000000000000001', [null, ['^u']]]],
            [2, ['thread-a:r1|x', changing(message)]],
          ],
        ],
      ],
    ],
  ])('is told %s', async (_, around) => {
    await show({ popups: [popup(fresh)] }, { sync: () => '[]' });
    await requests(around(outgoing()), '/sync/i/s?hl=en&c=5');
    await expect.poll(sent).toMatchObject([{ draftId: draft, scheduled: false }]);
  });

  it('can be two messages at once', async () => {
    await show({ popups: [popup(fresh)] }, { sync: () => '[]' });
    const threads = ['r1', 'r2'].map((id, at) => [at + 1, [`thread-a:${id}`, changing(outgoing(`msg-a:${id}`))]]);
    await requests([null, [threads]]);
    await expect.poll(async () => (await told()).sent.map(({ draftId }) => draftId)).toEqual(['msg-a:r1', 'msg-a:r2']);
  });

  it('is told where the answer lacks the ids', async () => {
    await sends({}, { sync: answered({ bare: true }) });
    await expect.poll(sent).toMatchObject([{ draftId: draft }]);
    expect((await sent())[0]?.messageId).toBeUndefined();
  });

  it.each(['not JSON', ")]}'\n[]", '{"2":{"6":[]}}', '[null,[1,null,null,null,null,[[["thread-f:1"]]]]]', ''])(
    'bears an answer that says “%s”',
    async (answer) => {
      await sends({}, { sync: () => answer });
      await expect.poll(posted).toHaveLength(1);
      await tab.page.waitForTimeout(300);
      expect((await sent()).every(({ messageId }) => messageId === undefined)).toBe(true);
    },
  );

  it('is told of a scheduled send as such', async () => {
    await show({ popups: [popup(fresh)] });
    await press('more');
    await tab.page.click('#scheduled');
    await expect.poll(sent).toMatchObject([{ draftId: draft, scheduled: true }]);
  });

  it('names our pixels as they left, those of quoted text not among them', async () => {
    const [mine, theirs] = ['0123456789abcdef0123456789abcdef', 'ffffffffffffffffffffffffffffffff'];
    const body = `<div>Hello</div><div><img src="${pixel(mine)}" alt="" width="1" height="1"></div><div class="gmail_quote"><img src="https://ci3.googleusercontent.com/meips/AB=s0-d-e1-ft#${pixel(theirs)}"></div>`;
    await sends({ body });
    await expect.poll(sent).toMatchObject([{ tokens: [mine] }]);
  });

  it('is a draft again after it was undone', async () => {
    await sends();
    await expect.poll(sent).toHaveLength(1);
    await tab.inPage(`post(document.getElementById(':a.root'), 'undo', ['^all', '^r', '^r_bt'])`);
    await expect.poll(async () => (await told()).undone).toEqual([draft]);
    await press('send');
    await expect.poll(sent).toHaveLength(2);
  });

  it('is not a draft that is saved', async () => {
    await show({ popups: [popup(fresh)] });
    await tab.inPage(`post(document.getElementById(':a.root'), 'save', ['^all', '^r', '^r_bt'])`);
    await expect.poll(() => tab.ask('known', draft)).toBeTruthy();
    expect(await told()).toMatchObject({ sent: [], undone: [] });
  });

  it('is nothing of what the page says elsewhere', async () => {
    await show({ popups: [popup(fresh)] });
    await tab.inPage(
      `(() => { const request = new XMLHttpRequest(); request.open('POST', '/sync/u/0/i/fd?hl=en&c=9'); request.send(JSON.stringify({ 1: ['^pfg', 'msg-a:r1'] })); })()`,
    );
    await tab.inPage(
      `(() => { const request = new XMLHttpRequest(); request.open('POST', '/sync/u/0/i/s?hl=en&c=10'); request.send(new Uint8Array([1, 2, 3])); })()`,
    );
    await tab.page.waitForTimeout(300);
    expect(await sent()).toEqual([]);
  });

  it('leaves the page’s requests as they are', async () => {
    await show({ popups: [popup(fresh)] });
    const kept = await tab
      .inPage<Record<string, unknown>>(`new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const heard = [];
      for (const type of ['readystatechange', 'load', 'loadend']) request.addEventListener(type, () => heard.push(type));
      request.onload = () => heard.push('onload');
      request.open('POST', '/sync/u/0/i/s?hl=en&c=11');
      request.responseType = 'text';
      request.onloadend = () => resolve({ instance: request instanceof XMLHttpRequest, status: request.status, heard: heard.includes('onload') && heard.includes('readystatechange'), text: typeof request.responseText, states: XMLHttpRequest.DONE, name: XMLHttpRequest.name });
      request.send('[]');
    })`)
      .catch((error: unknown) => ({ failed: String(error) }));
    expect(kept).toEqual({ instance: true, status: 200, heard: true, text: 'string', states: 4, name: 'XMLHttpRequest' });
  });

  it('cannot be told where the requests are not seen, and the listeners are called all the same', async () => {
    await show({ popups: [popup(fresh)], accountWays: ['header', 'title'] }, { network: false });
    await press('send');
    expect(await ours()).toEqual([true]);
    expect(await sent()).toEqual([]);
  });

  it('is told after the line was broken, when Gmail tries again', async () => {
    let broken = true;
    await sends({}, { sync: (url, body) => (broken ? undefined : answered()(url, body)) });
    await expect.poll(posted).toHaveLength(1);
    await tab.page.waitForTimeout(300);
    broken = false;
    await tab.inPage(`post(document.getElementById(':a.root'), 'again', ['^all', '^pfg', '^f_bt'])`);
    await expect.poll(() => tab.ask('known', draft)).toMatchObject({ messageId: legacy.message });
    await expect.poll(async () => (await told()).sent.length).toBe(1);
  });
});
