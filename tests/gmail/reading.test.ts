import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { candidates } from '../../extension/gmail/candidates.ts';
import { encodeToken } from '../../extension/gmail/ids.ts';
import type { Adapter } from './adapter.ts';
import { inGmail } from './browser.ts';
import type { Party, Thread } from './page/mailbox.ts';
import { firstMailbox, secondMailbox } from './page/mailbox.ts';
import { statesOf } from './page/thread.ts';

declare const adapter: Adapter;

/** Forms of the page that somebody has today, or had, or can have tomorrow. */
const variants: Record<string, string> = {
  'as most have it': '',
  'in French': 'language=fr',
  'from right to left': 'language=he',
  'with hidden copies of views': 'copies=1',
  'with the details of a message open': 'details=1',
  'with ids that are painted late': 'late=400',
  'with "undefined" for ids': 'undefined=1',
  'with the perm id alone': 'heading=perm',
  'with no id in the heading': 'heading=none',
  'without Google’s panel': 'panel=none',
  'with Google’s panel open': 'panel=open',
  'dark and compact': 'dark=1&compact=1',
  'with a reading pane at the right': 'pane=right',
  'with a reading pane below': 'pane=below',
};

const { withPage } = inGmail();

const [quote, offer, hostile] = firstMailbox.threads as [Thread, Thread, Thread];
const own = firstMailbox.address;
const read = ({ email, name }: Party) => ({ email: email.toLowerCase(), name, own: email === own });
const go = (page: Page, hash: string) => page.evaluate((to) => void (location.hash = to), hash);
const byToken = (thread: Thread) => encodeToken(thread.permId);

/** Waits until the thread is read, with all its ids. */
async function openThread(page: Page, thread: Thread, hash: string) {
  await go(page, hash);
  await page.waitForFunction(
    ({ subject, ids }) => {
      const view = adapter.readView();
      return (
        view.kind === 'conversation' &&
        view.subject === subject &&
        view.threadId !== undefined &&
        view.messages.every(({ id }) => id !== undefined && ids.includes(id)) &&
        view.messages.every(({ rfcId }) => rfcId !== undefined)
      );
    },
    { subject: thread.subject, ids: thread.messages.map(({ id }) => id) },
  );
  return page.evaluate(() => adapter.readView());
}

const expectedMessages = (thread: Thread, details: boolean) => {
  const states = statesOf(thread.messages);
  return thread.messages.map((mail, at) => {
    const state = states[at];
    const open = state === 'open';
    return {
      id: mail.id,
      syncId: mail.syncId,
      rfcId: mail.rfcId,
      from: state === 'hidden' ? undefined : mail.from.email.toLowerCase(),
      to: open ? [...mail.to, ...(details ? [] : mail.cc)].map(read) : [],
      cc: open && details ? mail.cc.map(read) : [],
      sentAt: new Date(mail.at).toISOString(),
      state,
    };
  });
};

/** With the class names that everybody has: what they are in other forms is read on the pages of tests/gmail-pages. */
const named = ['as most have it', 'with hidden copies of views', 'with a reading pane at the right'];

describe.each([
  ...named.map((name) => [name, variants[name] ?? ''] as const),
  ...Object.entries(variants).map(([name, query]) => [`${name}, all class names new`, `${query}&stripped=1`] as const),
])('Gmail %s', (_, query) => {
  it('tells the open conversation, the lists, who received what is in Sent, and the account', async () => {
    await withPage({ query }, async (page) => {
      const language = /language=(\w+)/.exec(query)?.[1] ?? 'en';
      await page.waitForFunction(() => adapter.gmail.account?.certain === true);
      expect(await page.evaluate(() => adapter.readPage())).toEqual({
        account: { address: own, index: 0, delegated: false, certain: true },
        language,
        direction: language === 'he' ? 'rtl' : 'ltr',
        dark: query.includes('dark'),
        frameDark: query.includes('dark'),
        density: query.includes('compact') ? 'compact' : 'default',
      });

      const inbox = await page.evaluate(() => ({ view: adapter.readView(), rows: adapter.readRows() }));
      expect(inbox.view).toMatchObject({ kind: 'list', list: 'inbox', sent: false });
      expect(inbox.rows.map(({ key, threadId, subject }) => [key, threadId, subject])).toEqual(
        [quote, hostile].map(({ id, subject }) => [id, id, subject]),
      );
      expect(inbox.rows[0]).toMatchObject({ lastMessageId: quote.messages.at(-1)?.id, sent: false });
      expect(inbox.rows[0]?.people.map(({ email }) => email)).toEqual([
        'ana.silva@northwind.example',
        'eve@contoso.example',
        'bob@northwind.example',
      ]);

      const view = await openThread(page, quote, `#inbox/${byToken(quote)}`);
      expect(view).toMatchObject({
        kind: 'conversation',
        list: 'inbox',
        threadId: quote.id,
        subject: quote.subject,
        complete: false,
        single: false,
      });
      if (view.kind !== 'conversation') throw new Error('No conversation is shown.');
      expect(
        view.messages.map(({ id, syncId, rfcId, from, to, cc, sentAt, state }) => ({ id, syncId, rfcId, from, to, cc, sentAt, state })),
      ).toEqual(expectedMessages(quote, query.includes('details')));
      const body = view.messages.at(-1)?.body;
      expect(body?.text).toMatch(
        /^Hello Camille, 🚀 the quote looks good\.\nCan we talk on Tuesday\?\n\nKind regards,\nAna Silva\nHead of Purchasing\n/,
      );
      expect(body?.text).not.toContain('Dear Ana');
      expect(body?.quotedHtml).toContain('Dear Ana');
      expect(`${body?.html}${body?.quotedHtml}`).not.toMatch(/googleusercontent|\/o\//);
      expect(view.people.map(({ email }) => email)).toEqual(
        expect.arrayContaining([
          'ana.silva@northwind.example',
          'eve@contoso.example',
          own,
          'bob@northwind.example',
          'sales-list@northwind.example',
        ]),
      );
      expect(view.people.filter((person) => person.own).map(({ email }) => email)).toEqual([own]);

      const text = await page.evaluate(() => adapter.text());
      expect(text).toContain('Tab 1 (extension 1.0.0)');
      expect(text).not.toContain('NOT FOUND');
      expect(text).not.toMatch(/@|Camille|Ana|Quote|boats|Tuesday|northwind|183b2a/);

      await go(page, '#sent');
      await page.waitForFunction(
        () => adapter.readView().kind === 'list' && adapter.readRows().some(({ subject }) => subject === 'Our offer'),
      );
      const sent = await page.evaluate(() => ({ view: adapter.readView(), rows: adapter.readRows() }));
      expect(sent.view).toMatchObject({ kind: 'list', list: 'sent', sent: true });
      expect(sent.rows.map(({ key, sent, people }) => [key, sent, people.map(({ email }) => email)])).toEqual([
        [quote.id, true, ['ana.silva@northwind.example']],
        [offer.id, true, ['ana.silva@northwind.example', 'bob@northwind.example', 'eve@contoso.example']],
      ]);
      const opened = await openThread(page, offer, `#sent/${byToken(offer)}`);
      expect(opened).toMatchObject({
        kind: 'conversation',
        list: 'sent',
        threadId: offer.id,
        permId: offer.permId,
        subject: 'Our offer',
      });
    });
  });
});

describe('Gmail with conversation view off', () => {
  it.each(['conversations=0&stripped=1&late=300'])(
    'keys rows by message, and does not take a message for its thread: %s',
    async (query) => {
      await withPage({ query, hash: '#all' }, async (page) => {
        await page.waitForFunction(() => adapter.readRows().length === 8);
        const rows = await page.evaluate(() => adapter.readRows());
        expect(new Set(rows.map(({ key }) => key)).size).toBe(8);
        expect(rows.filter(({ threadId }) => threadId === quote.id).map(({ lastMessageId }) => lastMessageId)).toEqual(
          quote.messages.map(({ id }) => id),
        );
        const last = quote.messages.at(-1);
        await go(page, `#all/${last?.id}`);
        await page.waitForFunction(() => {
          const view = adapter.readView();
          return view.kind === 'conversation' && view.single && view.threadId !== undefined && view.messages[0]?.rfcId !== undefined;
        });
        const view = await page.evaluate(() => adapter.readView());
        expect(view).toMatchObject({
          threadId: quote.id,
          permId: quote.permId,
          messages: [{ id: last?.id, rfcId: last?.rfcId, state: 'open' }],
        });
      });
    },
  );
});

describe('Gmail’s routes', () => {
  it('opens by the legacy id, and tells of it when the view is there', async () => {
    await withPage({ hash: '#inbox' }, async (page) => {
      await page.evaluate(() => void adapter.gmail.onChange(() => adapter.heard.push(adapter.readView().kind)));
      await openThread(page, quote, `#all/${quote.id}`);
      await page.waitForFunction(() => adapter.heard.includes('conversation'));
      await go(page, '#inbox');
      await page.waitForFunction(() => adapter.readView().kind === 'list' && adapter.readRows().length === 2);
    });
  });

  it.each(['&stripped=1'])('reads a conversation in a window of its own%s', async (more) => {
    await withPage({ query: `view=btop&ver=1&search=inbox&th=${quote.id}${more}` }, async (page) => {
      await page.waitForFunction(() => adapter.readView().kind === 'conversation');
      expect(await page.evaluate(() => adapter.readView())).toMatchObject({ threadId: quote.id, subject: quote.subject });
    });
  });
});

describe('Gmail with several accounts', () => {
  it('names the mailbox that is shown, by its address', async () => {
    await withPage({ account: 'u/1' }, async (page) => {
      await page.waitForFunction(() => adapter.gmail.account?.certain === true);
      expect(await page.evaluate(() => adapter.gmail.account)).toEqual({
        address: secondMailbox.address,
        index: 1,
        delegated: false,
        certain: true,
      });
    });
    await withPage({ account: 'u/0/d/AEoRXRTOKEN' }, async (page) => {
      await page.waitForFunction(() => adapter.gmail.account?.certain === true);
      expect(await page.evaluate(() => adapter.gmail.account)).toEqual({
        address: 'sales@meridian.example',
        index: 0,
        delegated: true,
        certain: true,
      });
    });
  });
});

describe('a hostile message', () => {
  it.each(['', 'stripped=1'])('cannot pass for Gmail itself: %s', async (query) => {
    await withPage({ query }, async (page) => {
      const view = await openThread(page, hostile, `#inbox/${byToken(hostile)}`);
      expect(view).toMatchObject({ threadId: hostile.id, subject: hostile.subject });
      if (view.kind !== 'conversation') return;
      expect(view.messages).toHaveLength(1);
      expect(view.messages[0]).toMatchObject({ from: 'trudy@evil.example', id: hostile.id });
      expect(view.people.map(({ email }) => email)).toEqual(['trudy@evil.example', own]);
      expect(await page.evaluate(() => document.documentElement.dataset['hacked'])).toBeUndefined();
      expect(await page.evaluate(() => adapter.readComposes())).toEqual([]);
    });
  });

  it('cannot even where Gmail leaves its attributes standing', async () => {
    await withPage({}, async (page) => {
      await openThread(page, hostile, `#inbox/${byToken(hostile)}`);
      await page.evaluate(() => {
        const body = document.querySelector('.a3s');
        const make = (attributes: Record<string, string>) => {
          const element = document.createElement('span');
          for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
          element.textContent = 'x';
          body?.prepend(element);
        };
        make({ email: 'ceo@bank.example', class: 'gD', name: 'The bank' });
        make({ 'data-message-id': '#msg-f:1', 'data-legacy-message-id': 'eeeeeeeeeeeeeeee' });
        make({ 'data-legacy-thread-id': 'ffffffffffffffff' });
      });
      const view = await page.evaluate(() => adapter.readView());
      expect(view).toMatchObject({ threadId: hostile.id, messages: [{ from: 'trudy@evil.example', id: hostile.id }] });
      if (view.kind === 'conversation') expect(view.messages).toHaveLength(1);
    });
  });
});

describe('marks in rows', () => {
  const mark = (page: Page) =>
    page.evaluate(() => {
      for (const row of adapter.gmail.rows()) {
        const tick = document.createElement('span');
        tick.textContent = `✓${row.key}`;
        row.mark(tick);
      }
    });
  const marked = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll('tr')].flatMap((line) =>
        [...line.querySelectorAll('[data-inlay-row]')].map((one) => [
          one.textContent,
          line.querySelector('[data-legacy-thread-id]')?.getAttribute('data-legacy-thread-id'),
        ]),
      ),
    );

  it.each(['stripped=1', 'pane=right'])('stand in the row they are of, and go when it shows another thread: %s', async (query) => {
    await withPage({ query, hash: '#sent' }, async (page) => {
      await page.waitForFunction(() => adapter.readRows().length === 2);
      await mark(page);
      await mark(page);
      const found = await marked(page);
      expect(found.map(([text]) => text).sort()).toEqual([`✓${quote.id}`, `✓${offer.id}`].sort());
      if (query !== 'pane=right') expect(found.every(([text, id]) => text === `✓${id}`)).toBe(true);
      expect(await page.evaluate(() => document.querySelectorAll('tr').length)).toBe(query === 'pane=right' ? 4 : 2);
      if (query === 'pane=right') return;
      await page.evaluate(() => (globalThis as unknown as { standIn: { recycle(): void } }).standIn.recycle());
      await page.waitForFunction(() =>
        [...document.querySelectorAll('[data-inlay-row]')].every(
          (one) =>
            one.getAttribute('data-inlay-row') ===
            one.closest('tr')?.querySelector('[data-legacy-thread-id]')?.getAttribute('data-legacy-thread-id'),
        ),
      );
      await mark(page);
      expect((await marked(page)).every(([text, id]) => text === `✓${id}`)).toBe(true);
      expect(await marked(page)).toHaveLength(2);
    });
  });
});

/** Things of which there is one sure way only, by the facts; others are told by more than a selector. */
const alone = new Set([
  'row snippet',
  'compose subject',
  'draft id',
  'compose id',
  'answered',
  'from',
  'forward mark',
  'send and archive',
  'scheduled send',
  'spacer',
  'dock',
]);

describe('candidates', () => {
  it('are each followed by one that serves as well', async () => {
    await withPage({ query: 'panel=open', hash: '#inbox' }, async (page) => {
      const whole = async () =>
        page.evaluate(() => {
          const text = (value: unknown) => JSON.stringify(value);
          return {
            page: text(adapter.readPage()),
            view: text(adapter.readView()),
            rows: text(adapter.readRows()),
            composes: text(adapter.readComposes().map((compose) => ({ ...compose, key: '' }))),
          };
        });
      const each = async (things: readonly string[]) => {
        await page.waitForFunction(() => adapter.gmail.account?.certain === true);
        const before = await whole();
        for (const thing of things)
          for (const { name } of candidates[thing as keyof typeof candidates]) {
            await page.evaluate(([what, which]) => adapter.without(what, which), [thing, name] as const);
            expect(await whole(), `${thing} without "${name}"`).toEqual(before);
          }
        await page.evaluate(() => void adapter.open());
      };
      const things = Object.keys(candidates).filter((thing) => !alone.has(thing));
      await each(things);
      await openThread(page, quote, `#inbox/${byToken(quote)}`);
      await page.locator('.ams.bkI').last().click();
      await page.waitForFunction(() => adapter.readComposes().length === 1);
      await each(things);
    });
  });
});

describe('nothing of Gmail', () => {
  it('makes the adapter throw, whatever the page lacks', async () => {
    await withPage({ hash: `#inbox/${byToken(quote)}` }, async (page) => {
      await page.waitForFunction(() => adapter.readView().kind === 'conversation');
      const left = await page.evaluate(() => {
        const results: string[] = [];
        const nodes = [...document.body.querySelectorAll('*')].reverse();
        for (const [at, node] of nodes.entries()) {
          node.remove();
          if (at % 7 !== 0) continue;
          void [adapter.readPage(), adapter.readRows(), adapter.readComposes()];
          results.push(adapter.readView().kind);
        }
        return { results, text: adapter.text() };
      });
      expect(left.results.at(-1)).toBe('none');
      expect(left.text).not.toContain('fault:');
    });
  });
});
