import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Adapter } from './adapter.ts';
import { inGmail } from './browser.ts';
import { firstMailbox } from './page/mailbox.ts';
import type { Post } from './stand-in.ts';

declare const adapter: Adapter;

const gmail = inGmail();
const [quote] = firstMailbox.threads;
if (!quote) throw new Error('The mailbox of the stand-in is empty.');

const server = 'https://crm.meridian.example';
const pixel = `${server}/o/0b9d1c5e-7f56-4b0e-9d5c-0f4f0d6f0a11/${'b'.repeat(32)}.gif`;
const pixelsIn = (html: string) => [...html.matchAll(/\/o\/[^"']+?([0-9a-f]{32})\.gif/g)].map(([, token]) => token);

type StandInPage = {
  standIn: {
    compose(): void;
    composes: { addRecipient(name: string, text: string): void; fill(): void; minimise(): void; root: HTMLElement }[];
  };
};

/** Each test has a subject of its own, to tell its posts from others'. */
let count = 0;
const newSubject = () => `About boats ${++count}`;
const postsOf = (subject: string, what?: Post['what']) =>
  gmail.standIn.posts.filter((post) => post.subject === subject && (what === undefined || post.what === what));
const sentOf = async (subject: string, what: 'sent' | 'scheduled' = 'sent') => {
  await expect.poll(() => postsOf(subject, what).length).toBe(1);
  return postsOf(subject, what)[0] as Post;
};

const body = '[g_editable=true]';
const sendButton = '[role=button][aria-label^="Send"], [role=button][aria-label^="Envoyer"], [role=button][aria-label^="שליחה"]';
const heard = (page: Page) => page.evaluate(() => adapter.heard as Record<string, unknown>[]);
const until = (page: Page, what: string) =>
  page.waitForFunction((name) => (adapter.heard as Record<string, unknown>[]).some((one) => name in one), what);

/** A pop-up with a recipient, a subject and some words, in which the pixel is put at the moment of sending. */
async function write(page: Page, subject: string, to = '"Ana Silva" <Ana.Silva@Northwind.Example>'): Promise<void> {
  const before = await page.evaluate(() => adapter.readComposes().length);
  await page.evaluate(() => (globalThis as unknown as StandInPage).standIn.compose());
  await page.waitForFunction((were) => adapter.readComposes().length === were + 1, before);
  const last = page.locator('[role=dialog]').last();
  if (to) await page.evaluate((text) => (globalThis as unknown as StandInPage).standIn.composes.at(-1)?.addRecipient('to', text), to);
  await last.locator('input[name=subjectbox]').fill(subject);
  await last.locator(body).fill('The words of it');
  await page.evaluate(([address, from]) => adapter.pixel(address, from), [pixel, server] as const);
}

const variants = ['', 'stripped=1&recipients=old', 'language=fr&stripped=1', 'language=he', 'sync=objects', 'bare=1'];

describe.each(variants)('a new message in Gmail (%s)', (query) => {
  it('is read, leaves with one pixel, and is told as sent with its ids', async () => {
    await gmail.withPage({ query }, async (page) => {
      const subject = newSubject();
      await write(page, subject);
      await page.waitForFunction(() => adapter.readComposes()[0]?.draftId !== undefined);
      const [compose] = await page.evaluate(() => adapter.readComposes());
      expect(compose).toMatchObject({ kind: 'new', inline: false, subject, plainText: false, body: 'The words of it', cc: [], bcc: [] });
      expect(compose?.to).toEqual([{ email: 'ana.silva@northwind.example', name: 'Ana Silva', own: false }]);
      await page.locator(sendButton).click();
      const post = await sentOf(subject);
      expect(post.draftId).toBe(compose?.draftId);
      expect(pixelsIn(post.html)).toEqual(['b'.repeat(32)]);
      expect(post.html).toMatch(/<img alt="" width="1" height="1" style="width:\s?0[^"]*max-height:\s?0[^"]*overflow:\s?hidden/);
      await until(page, 'sent');
      const all = await heard(page);
      expect(all.filter((one) => 'send' in one)).toEqual([
        { send: compose?.key, by: 'pointer', scheduled: false, draftId: compose?.draftId, to: ['ana.silva@northwind.example'] },
      ]);
      const made = gmail.standIn.made.get(post.draftId);
      const bare = query.includes('bare');
      expect(all.find((one) => 'sent' in one)).toMatchObject({
        sent: {
          draftId: post.draftId,
          scheduled: false,
          tokens: ['b'.repeat(32)],
          ...(bare ? {} : { messageId: made?.messageId, threadId: made?.threadId, rfcId: made?.rfcId }),
        },
      });
      await until(page, 'closed');
      expect(await page.evaluate(() => adapter.readComposes())).toEqual([]);
    });
  });
});

describe('a send', () => {
  it('that Gmail refuses is told as such, and can be tried again', async () => {
    await gmail.withPage({}, async (page) => {
      const subject = newSubject();
      await write(page, subject, '');
      await page.locator(sendButton).click();
      await until(page, 'refused');
      expect((await heard(page)).some((one) => 'sent' in one)).toBe(false);
      await page.locator('[role=alertdialog] button').click();
      await page.locator('[name=to] input[role=combobox]').fill('bob@northwind.example');
      expect((await page.evaluate(() => adapter.readComposes()))[0]?.to).toEqual([
        { email: 'bob@northwind.example', name: '', own: false },
      ]);
      await page.locator(sendButton).click();
      const post = await sentOf(subject);
      expect(pixelsIn(post.html)).toHaveLength(1);
      await until(page, 'sent');
    });
  });

  it.each(['', 'alerts=1'])('that waits for its time leaves when it is chosen, and is refused when it is not: %s', async (query) => {
    await gmail.withPage({ query }, async (page) => {
      const subject = newSubject();
      await write(page, subject);
      const schedule = async (answer: 'when' | 'never') => {
        await page.locator('[role=dialog] [role=button][aria-haspopup][aria-expanded]').last().click();
        await page.locator('[selector=scheduledSend]').click();
        await page.locator(`button[name=${answer}]`).click();
      };
      await schedule('never');
      await page.locator(body).click();
      await until(page, 'refused');
      await schedule('when');
      const post = await sentOf(subject, 'scheduled');
      expect(pixelsIn(post.html)).toHaveLength(1);
      await until(page, 'sent');
      const all = await heard(page);
      expect(all.flatMap((one) => Object.keys(one).slice(0, 1)).filter((what) => what !== 'closed')).toEqual([
        'send',
        'refused',
        'send',
        'sent',
      ]);
    });
  });

  it('that is taken back is a draft again, and is told once more when it leaves again', async () => {
    await gmail.withPage({ query: 'undo=60000' }, async (page) => {
      const subject = newSubject();
      await write(page, subject);
      await page.locator(sendButton).click();
      await until(page, 'sent');
      await page.locator('#link_undo').click();
      await until(page, 'undone');
      await page.waitForFunction(() => adapter.readComposes().length === 1);
      const [first] = postsOf(subject, 'sent');
      expect((await page.evaluate(() => adapter.readComposes()))[0]).toMatchObject({ draftId: first?.draftId, subject });
      await page.evaluate(([address, from]) => adapter.pixel(address, from), [
        pixel.replaceAll('b'.repeat(32), 'c'.repeat(32)),
        server,
      ] as const);
      await page.locator(sendButton).click();
      await expect.poll(() => postsOf(subject, 'sent').length).toBe(2);
      // The pixel of the first try came along in the draft.
      expect(pixelsIn(postsOf(subject, 'sent')[1]?.html ?? '')).toEqual(['c'.repeat(32)]);
      await page.waitForFunction(() => (adapter.heard as Record<string, unknown>[]).filter((one) => 'sent' in one).length === 2);
    });
  });

  it('that the network does not carry is not told', async () => {
    await gmail.withPage({}, async (page) => {
      const subject = newSubject();
      await write(page, subject);
      await page.waitForFunction(() => adapter.readComposes()[0]?.draftId !== undefined);
      await page.route('**/sync/**', (route) => route.abort());
      await page.locator(sendButton).click();
      await until(page, 'closed');
      expect((await heard(page)).filter((one) => 'sent' in one)).toEqual([]);
    });
  });
});

describe.each(['ip', 'nr', 'gA'])('an answer within a conversation (%s)', (inline) => {
  it.each(['', 'recipients=old&stripped=1&language=fr'])('knows what it answers, and to whom: %s', async (more) => {
    await gmail.withPage({ query: `inline=${inline}&${more}`, hash: `#inbox/${quote.id}` }, async (page) => {
      await page.waitForFunction(() => adapter.readView().kind === 'conversation');
      const links = page.locator('[role=listitem] [role=link]');
      await links.nth(1).click();
      await page.waitForFunction(() => adapter.readComposes().length === 1);
      const last = quote.messages.at(-1);
      const [reply] = await page.evaluate(() => adapter.readComposes());
      expect(reply).toMatchObject({
        kind: 'reply',
        inline: true,
        threadId: quote.id,
        messageId: last?.id,
        subject: `Re: ${quote.subject}`,
      });
      expect(reply?.to.map(({ email }) => email)).toEqual(['ana.silva@northwind.example']);
      expect(reply?.cc.map(({ email }) => email)).toEqual(['bob@northwind.example', 'sales-list@northwind.example']);
      // The conversation is read as before: what is being written is none of its messages.
      const view = await page.evaluate(() => adapter.readView());
      expect(view.kind === 'conversation' && view.messages.map(({ id, state }) => [id, state])).toEqual(
        quote.messages.map(({ id }, at) => [id, ['collapsed', 'hidden', 'hidden', 'collapsed', 'collapsed', 'open'][at]]),
      );
      expect(view.kind === 'conversation' && view.messages.at(-1)?.body?.text).toContain('Can we talk on Tuesday?');
      await page.evaluate(([address, from]) => adapter.pixel(address, from), [pixel, server] as const);
      const words = `An answer ${++count}`;
      await page.locator(body).fill(words);
      await page.locator(body).press('Control+Enter');
      await expect.poll(() => gmail.standIn.posts.some((post) => post.what === 'sent' && post.html.includes(words))).toBe(true);
      const post = gmail.standIn.posts.find((one) => one.what === 'sent' && one.html.includes(words));
      expect(pixelsIn(post?.html ?? '')).toEqual(['b'.repeat(32)]);
      await page.waitForFunction(() => {
        const now = adapter.readView();
        return now.kind === 'conversation' && now.messages.length === 7 && now.messages.at(-1)?.id !== undefined;
      });
      const after = await page.evaluate(() => adapter.readView());
      expect(after.kind === 'conversation' && after.messages.at(-1)).toMatchObject({
        syncId: post?.draftId,
        id: gmail.standIn.made.get(post?.draftId ?? '')?.messageId,
      });
      // For the other tests it is as it was.
      const thread = gmail.standIn.mailboxes[0]?.threads.find(({ id }) => id === quote.id);
      if (thread) thread.messages = thread.messages.filter(({ syncId }) => syncId !== post?.draftId);
    });
  });

  it('tells a forwarded message from an answer', async () => {
    for (const more of inline === 'ip' ? ['', 'stripped=1'] : ['stripped=1'])
      await gmail.withPage({ query: `inline=${inline}&${more}`, hash: `#inbox/${quote.id}` }, async (page) => {
        await page.waitForFunction(() => adapter.readView().kind === 'conversation');
        await page.locator('[role=listitem] [role=link]').nth(2).click();
        await page.waitForFunction(() => adapter.readComposes().length === 1);
        const [forward] = await page.evaluate(() => adapter.readComposes());
        expect(forward).toMatchObject({ kind: 'forward', threadId: quote.id, to: [], cc: [] });
        await page.evaluate(([address, from]) => adapter.pixel(address, from), [pixel, server] as const);
        await page.evaluate(() =>
          (globalThis as unknown as StandInPage).standIn.composes.at(-1)?.addRecipient('to', 'eve@contoso.example'),
        );
        const before = gmail.standIn.posts.length;
        await page.locator(body).press('Control+Enter');
        await expect.poll(() => gmail.standIn.posts.slice(before).find(({ what }) => what === 'sent')).toBeDefined();
        const post = gmail.standIn.posts.slice(before).find(({ what }) => what === 'sent');
        expect(pixelsIn(post?.html ?? '')).toEqual(['b'.repeat(32)]);
        if (more === '') expect(post?.html.indexOf('b'.repeat(32))).toBeLessThan(post?.html.indexOf('gmail_quote') ?? 0);
        const thread = gmail.standIn.mailboxes[0]?.threads.find(({ id }) => id === quote.id);
        if (thread) thread.messages = thread.messages.filter(({ syncId }) => syncId !== post?.draftId);
      });
  });
});

describe('composes', () => {
  it.each(['stripped=1&recipients=old'])('that are open side by side are two: %s', async (query) => {
    await gmail.withPage({ query }, async (page) => {
      const [one, two] = [newSubject(), newSubject()];
      await write(page, one);
      await write(page, two, 'bob@northwind.example');
      const composes = await page.evaluate(() => adapter.readComposes());
      expect(composes.map(({ subject, to }) => [subject, to[0]?.email]).sort()).toEqual([
        [one, 'ana.silva@northwind.example'],
        [two, 'bob@northwind.example'],
      ]);
      await page.locator('[role=dialog]').first().locator(sendButton).click();
      const post = await sentOf(one);
      expect(post.to).toEqual(['Ana.Silva@Northwind.Example']);
      await page.waitForFunction(() => adapter.readComposes().length === 1);
      expect((await heard(page)).filter((event) => 'send' in event)).toMatchObject([
        { send: composes.find(({ subject }) => subject === one)?.key },
      ]);
    });
  });

  it('in plain text say so, and get no pixel', async () => {
    await gmail.withPage({ query: 'plain=1' }, async (page) => {
      const subject = newSubject();
      await page.evaluate(() => (globalThis as unknown as StandInPage).standIn.compose());
      await page.waitForFunction(() => adapter.readComposes()[0]?.plainText === true);
      await page.evaluate(([address, from]) => adapter.pixel(address, from), [pixel, server] as const);
      await page.evaluate(() => (globalThis as unknown as StandInPage).standIn.composes[0]?.addRecipient('to', 'bob@northwind.example'));
      await page.locator('input[name=subjectbox]').fill(subject);
      await page.evaluate(() => adapter.gmail.composes()[0]?.insertAtCaret([document.createTextNode('Words from a template')]));
      await page.locator(sendButton).click();
      expect((await sentOf(subject)).html).toBe('Words from a template');
    });
  });

  it('take what is inserted where the caret was, and save the draft', async () => {
    await gmail.withPage({}, async (page) => {
      const subject = newSubject();
      await write(page, subject);
      await page.locator(body).press('Home');
      for (let letters = 0; letters < 4; letters++) await page.locator(body).press('ArrowRight');
      // A page learns where the caret is a moment after the key, long before a hand leaves it.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      // The caret is elsewhere by the time: in our own column.
      await page.locator('input[name=subjectbox]').focus();
      await page.evaluate(() => {
        const bold = document.createElement('b');
        bold.textContent = 'kind ';
        adapter.gmail.composes()[0]?.insertAtCaret([bold]);
      });
      expect(await page.evaluate(() => adapter.readComposes()[0]?.body)).toBe('The kind words of it');
      await expect.poll(() => postsOf(subject, 'draft').at(-1)?.html).toContain('The <b>kind </b>words of it');
    });
  });

  it.each(['stripped=1', 'language=he'])('hold a control and a strip of ours, once, whatever is drawn anew: %s', async (query) => {
    await gmail.withPage({ query }, async (page) => {
      await write(page, newSubject());
      const places = await page.evaluate(() => {
        const [compose] = adapter.gmail.composes();
        const control = document.createElement('label');
        control.id = 'our-switch';
        const strip = document.createElement('div');
        strip.id = 'our-strip';
        for (let times = 0; times < 3; times++) {
          compose?.attach(control, 'toolbar');
          compose?.attach(strip, 'strip');
        }
        const send = compose?.sendButton();
        const row = send?.closest('tr');
        return {
          control: row?.contains(control),
          after: ((send?.compareDocumentPosition(control) ?? 0) & 4) > 0,
          strip: strip.isConnected && ((strip.compareDocumentPosition(send ?? strip) ?? 0) & 4) > 0,
          ours: document.querySelectorAll('[data-inlay]').length,
        };
      });
      expect(places).toEqual({ control: true, after: true, strip: true, ours: 2 });
    });
  });
});

describe('room for a column of ours', () => {
  it.each(['panel=closed&stripped=1', 'panel=closed&language=he'])('never covers a send button: %s', async (query) => {
    await gmail.withPage({ query }, async (page) => {
      await write(page, newSubject());
      const seen = await page.evaluate(() => {
        const room = adapter.room();
        let resized = 0;
        addEventListener('resize', () => resized++);
        room.take(320);
        const { end } = room.area();
        const send = adapter.gmail.composes()[0]?.sendButton()?.getBoundingClientRect();
        const rtl = adapter.gmail.direction === 'rtl';
        const from = rtl ? end : innerWidth - end - 320;
        const under = send !== undefined && send.right > from && send.left < from + 320;
        const main = document.querySelector('[role=main]')?.getBoundingClientRect();
        const content = rtl ? (main?.left ?? 0) : innerWidth - (main?.right ?? 0);
        return { resized, under, covers: room.covers(320), narrowed: room.area().narrowed, content: content >= 320 };
      });
      expect(seen).toMatchObject({ resized: 1, narrowed: true, content: true });
      // Either the compose has been pushed aside, or the column is told to fold.
      expect(seen.covers).toBe(seen.under);
      if (!query.includes('stripped')) expect(seen.under).toBe(false);
    });
  });
});
