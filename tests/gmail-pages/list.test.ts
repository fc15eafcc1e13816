import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { advertisement, bundle, list, row, table } from './lists.ts';
import type { RowGiven } from './lists.ts';
import { begun, hiddenInbox, inbox, left, offer, other, rowsGiven, third } from './mail.ts';
import { camille, ines, page, paul, wei } from './markup.ts';
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

const show = async (views: string[], { hash = '#inbox', ...given }: PageGiven & { hash?: string } = {}) => {
  tab = await stage.show(page({ views, ...given }), { path: `/mail/u/0/${hash}` });
  await expect.poll(() => tab.ask('page')).toMatchObject({ account: { address: camille.email } });
};
const emails = (given: { email: string }[]) => given.map(({ email }) => email);
/** Marks as they stand: which key each row carries. */
const marks = () =>
  tab.inPage<(string | null)[]>(
    '[...document.querySelectorAll("tr")].filter((row) => row.getClientRects().length).map((row) => row.querySelector(".judged-mark")?.textContent ?? null)',
  );

describe('a list', () => {
  it('tells its rows', async () => {
    await show([left(), inbox(), hiddenInbox()]);
    expect(await tab.ask('view')).toMatchObject({ kind: 'list', sent: false });
    const rows = await tab.ask('rows');
    expect(rows).toMatchObject([
      {
        key: offer.threadId,
        threadId: offer.threadId,
        lastMessageId: third.id,
        subject: offer.subject,
        unread: true,
        selected: false,
        sent: false,
      },
      { key: other.threadId, threadId: other.threadId, lastMessageId: other.threadId, subject: other.subject, unread: false },
      { key: begun.threadId, threadId: begun.threadId, lastMessageId: begun.threadId, subject: begun.subject, selected: true },
    ]);
    expect(rows.map((one) => emails(one.people))).toEqual([[ines.email, wei.email], [paul.email], [wei.email]]);
    expect(rows[0]?.snippet).toContain('Thank you for the call');
    expect(rows[0]?.people[0]?.name).toBe(ines.name);
  });

  it('tells nothing while a conversation fills the view', async () => {
    await show([hiddenInbox()], { hash: '#inbox' });
    expect(await tab.ask('rows')).toEqual([]);
  });

  it('keeps the own address where nobody else is there', async () => {
    await show([inbox([{ threadId: offer.threadId, people: [camille], shown: ['me'], subject: 'Note to self' }])]);
    expect(emails((await tab.ask('rows'))[0]?.people ?? [])).toEqual([camille.email]);
  });

  it('derives the id of a row from its sync id where it has no other', async () => {
    await show([inbox([{ permId: `#${offer.permId}`, people: [ines], subject: offer.subject }])]);
    expect((await tab.ask('rows'))[0]).toMatchObject({ threadId: offer.threadId });
  });

  it('passes over advertisements, bundles and what else has no conversation', async () => {
    await show([list([table([advertisement, row(rowsGiven[0] as RowGiven), bundle, row(rowsGiven[1] as RowGiven)])])]);
    expect((await tab.ask('rows')).map(({ threadId }) => threadId)).toEqual([offer.threadId, other.threadId]);
    expect(await tab.ask('markAll')).toEqual([true, true]);
    expect(await marks()).toEqual([null, offer.threadId, null, other.threadId]);
  });

  it('has drafts, with a conversation and without', async () => {
    const draft = '#msg-a:r7130129805677325021';
    await show(
      [
        inbox([
          { draftId: draft, people: [], prefix: '<span class="boq">Draft</span>', subject: 'Not yet sent' },
          { draftId: '#msg-a:r-55', permId: `#${begun.permId}`, threadId: begun.threadId, people: [], prefix: 'Draft', subject: 'Another' },
          rowsGiven[0] as RowGiven,
        ]),
      ],
      { hash: '#drafts' },
    );
    const rows = await tab.ask('rows');
    expect(rows.map(({ draftId, threadId }) => [draftId, threadId])).toEqual([
      [draft.slice(1), undefined],
      ['msg-a:r-55', begun.threadId],
      [undefined, offer.threadId],
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(3);
  });

  it('can be several, of which the hidden ones do not count', async () => {
    await show([
      list([
        table([row(rowsGiven[0] as RowGiven)]),
        table([row({ ...(rowsGiven[2] as RowGiven) })], { hidden: true }),
        table([row(rowsGiven[1] as RowGiven)]),
      ]),
    ]);
    expect((await tab.ask('rows')).map(({ threadId }) => threadId)).toEqual([offer.threadId, other.threadId]);
    expect(await tab.ask('markAll')).toEqual([true, true]);
  });

  it('can show one conversation in two places', async () => {
    await show([list([table([row(rowsGiven[0] as RowGiven)]), table([row(rowsGiven[0] as RowGiven), row(rowsGiven[1] as RowGiven)])])]);
    expect(await tab.ask('rows')).toHaveLength(3);
    expect(await tab.ask('markAll')).toEqual([true, true, true]);
    expect(await marks()).toEqual([offer.threadId, offer.threadId, other.threadId]);
  });

  it('is found without its own name too', async () => {
    await show([list([table(rowsGiven.map(row), { gh: false })])]);
    expect(await tab.ask('rows')).toHaveLength(3);
  });
});

describe('routes', () => {
  it.each([
    ['#sent', /sent/, true],
    ['#sent/p2', /sent/, true],
    ['#inbox/p3', /inbox/, false],
    ['#label/K%C3%A4ufer%2FNeu', /label/, false],
    ['#category/promotions', /category/, false],
    ['#all?compose=new', /all/, false],
    ['#snoozed', /snoozed/, false],
    ['#scheduled', /scheduled/, false],
  ])('%s is a list', async (hash, name, sent) => {
    await show([inbox()], { hash });
    const view = await tab.ask('view');
    expect(view).toMatchObject({ kind: 'list', sent });
    expect(view.kind === 'list' && view.list).toMatch(name);
  });

  it('tells what is searched for', async () => {
    await show([inbox()], { hash: '#search/from%3Aines+offer+100%25/p2' });
    expect(await tab.ask('view')).toMatchObject({ kind: 'list', query: 'from:ines offer 100%' });
  });

  it('does not stumble over an address that is not well formed', async () => {
    await show([inbox()], { hash: '#search/100%+off%ZZ' });
    expect(await tab.ask('view')).toMatchObject({ kind: 'list' });
  });

  it('does not take a search in sent mail for the list of it', async () => {
    await show([inbox()], { hash: '#search/in%3Asent' });
    expect((await tab.ask('rows')).every(({ sent }) => !sent)).toBe(true);
  });
});

describe('sent mail', () => {
  it.each([
    ['To: ', 'en'],
    ['À : ', 'fr'],
    ['An: ', 'de'],
    ['إلى: ', 'ar'],
    ['宛先: ', 'ja'],
  ])('names recipients behind “%s”', async (prefix, language) => {
    await show(
      [
        inbox([
          { threadId: offer.threadId, lastOwnId: second, people: [ines], prefix, subject: offer.subject },
          { threadId: begun.threadId, people: [wei, camille, paul], shown: ['Wei', 'me', 'Paul'], prefix, subject: begun.subject },
        ]),
      ],
      { hash: '#sent', language },
    );
    const rows = await tab.ask('rows');
    expect(rows.map((one) => emails(one.people))).toEqual([[ines.email], [wei.email, paul.email]]);
    expect(rows.every(({ sent }) => sent)).toBe(true);
  });

  it('has one row for each message where the conversation view is off', async () => {
    const ids = ['19abc0ffee123401', '19abc0ffee123402'];
    await show(
      [
        inbox(
          ids.map((id, at) => ({
            threadId: offer.threadId,
            permId: `#${offer.permId}|msg-a:r-${at}`,
            lastId: id,
            lastOwnId: id,
            people: [ines],
            prefix: 'To: ',
            subject: offer.subject,
          })),
        ),
      ],
      { hash: '#sent' },
    );
    const rows = await tab.ask('rows');
    expect(rows.map(({ threadId }) => threadId)).toEqual([offer.threadId, offer.threadId]);
    expect(rows.map(({ lastMessageId }) => lastMessageId)).toEqual(ids);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(2);
    expect(rows.map(({ key }) => key.endsWith(ids[0] ?? '') || key.endsWith(ids[1] ?? ''))).toEqual([true, true]);
  });
});

const second = '19abc0ffee123456';

describe('marks', () => {
  it('stand beside the date, one for each row, in no cell of their own', async () => {
    await show([inbox()]);
    const columns = await tab.inPage('document.querySelector("tr").cells.length');
    await tab.ask('markAll');
    await tab.ask('markAll');
    expect(await marks()).toEqual([offer.threadId, other.threadId, begun.threadId]);
    expect(await tab.inPage('document.querySelector("tr").cells.length')).toBe(columns);
    expect(await tab.inPage('[...document.querySelectorAll(".judged-mark")].every((mark) => mark.closest("td.xW, td.yf, .xT"))')).toBe(
      true,
    );
  });

  it('can be seen', async () => {
    await show([inbox()]);
    await tab.ask('markAll');
    expect(
      await tab.inPage(
        '[...document.querySelectorAll(".judged-mark")].every((mark) => { const box = mark.getBoundingClientRect(); const cell = mark.closest("tr").getBoundingClientRect(); return box.width > 0 && box.right <= cell.right && box.left >= cell.left; })',
      ),
    ).toBe(true);
  });

  it('are taken away', async () => {
    await show([inbox()]);
    await tab.ask('markAll');
    expect(await tab.ask('mark', other.threadId, undefined)).toBe(true);
    expect(await marks()).toEqual([offer.threadId, null, begun.threadId]);
  });

  it('go when the row shows another conversation', async () => {
    await show([inbox()]);
    await tab.ask('markAll');
    await tab.gmailDoes(`
      const [one, , three] = document.querySelectorAll('[data-legacy-thread-id]');
      const was = one.dataset.legacyThreadId;
      one.dataset.legacyThreadId = three.dataset.legacyThreadId; one.dataset.threadId = '#${begun.permId}';
      three.dataset.legacyThreadId = was; three.dataset.threadId = '#${offer.permId}';`);
    await expect.poll(marks).toEqual([null, other.threadId, null]);
  });

  it('go when the row shows another message of the same conversation', async () => {
    const given = ['19abc0ffee123401', '19abc0ffee123402'].map((id, at) => ({
      threadId: offer.threadId,
      permId: `#${offer.permId}|msg-a:r-${at}`,
      lastId: id,
      lastOwnId: id,
      people: [ines],
      subject: offer.subject,
    }));
    await show([inbox(given)], { hash: '#sent' });
    await tab.ask('markAll');
    await tab.gmailDoes(`
      const [one] = document.querySelectorAll('[data-legacy-thread-id]');
      one.dataset.threadId = '#${offer.permId}|msg-a:r-7';
      one.dataset.legacyLastMessageId = one.dataset.legacyLastNonDraftMessageId = '19abc0ffee123407';`);
    await expect.poll(marks).toEqual([null, expect.stringMatching(/19abc0ffee123402$/)]);
  });

  it('are refused for a row that shows another conversation by now', async () => {
    await show([inbox()]);
    await tab.ask('hold');
    await tab.gmailDoes(`document.querySelector('[data-legacy-thread-id]').dataset.legacyThreadId = '19a0000000000001';`);
    expect(await tab.ask('markHeld')).toEqual([false, true, true]);
    expect(await marks()).toEqual([null, other.threadId, begun.threadId]);
  });

  it('are refused for a row that is gone', async () => {
    await show([inbox()]);
    await tab.ask('hold');
    await tab.gmailDoes(`document.querySelector('tr.zA').remove();`);
    expect(await tab.ask('markHeld')).toEqual([false, true, true]);
  });

  it('go when an advertisement fills the row', async () => {
    await show([inbox()]);
    await tab.ask('markAll');
    await tab.gmailDoes(
      `const carrier = document.querySelector('[data-legacy-thread-id]'); for (const { name } of [...carrier.attributes]) carrier.removeAttribute(name);`,
    );
    await expect.poll(marks).toEqual([null, other.threadId, begun.threadId]);
  });

  it('follow their conversations when rows are filled anew', async () => {
    await show([inbox()]);
    await tab.ask('keepMarked');
    const again = table([2, 0, 1].map((at) => row({ ...(rowsGiven[at] as RowGiven), id: `:n${at}` })));
    await tab.gmailDoes(`
      const rows = [...document.querySelectorAll('tr.zA')];
      const news = [...nodesOf(${JSON.stringify(again)}).querySelectorAll('tr.zA')];
      rows.forEach((row, at) => row.replaceChildren(...news[at].childNodes));`);
    await expect.poll(marks).toEqual([begun.threadId, offer.threadId, other.threadId]);
  });

  it('follow when only the ids of rows are changed', async () => {
    await show([inbox()]);
    await tab.ask('keepMarked');
    await tab.gmailDoes(`
      const [one, two] = document.querySelectorAll('[data-legacy-thread-id]');
      [one.dataset.legacyThreadId, two.dataset.legacyThreadId] = [two.dataset.legacyThreadId, one.dataset.legacyThreadId];
      [one.dataset.threadId, two.dataset.threadId] = [two.dataset.threadId, one.dataset.threadId];
      [one.dataset.legacyLastNonDraftMessageId, two.dataset.legacyLastNonDraftMessageId] = [two.dataset.legacyLastNonDraftMessageId, one.dataset.legacyLastNonDraftMessageId];`);
    await expect.poll(marks).toEqual([other.threadId, offer.threadId, begun.threadId]);
  });

  it('come back when Gmail draws the cell anew', async () => {
    await show([inbox()]);
    await tab.ask('keepMarked');
    await tab.gmailDoes(
      `for (const cell of document.querySelectorAll('td.xW')) cell.replaceChildren(nodesOf('<span title="now"><span>4:00 PM</span></span>'));`,
    );
    await expect.poll(marks).toEqual([offer.threadId, other.threadId, begun.threadId]);
  });

  it('come for rows that come', async () => {
    await show([inbox([rowsGiven[0] as RowGiven])]);
    await tab.ask('keepMarked');
    const more = table([row(rowsGiven[1] as RowGiven)]);
    await tab.gmailDoes(`document.querySelector('tbody').prepend(nodesOf(${JSON.stringify(more)}).querySelector('tr'));`);
    await expect.poll(marks).toEqual([other.threadId, offer.threadId]);
  });

  it('come for ids that are painted later', async () => {
    await show([inbox([{ people: [ines], subject: offer.subject }])]);
    await tab.ask('keepMarked');
    expect(await tab.ask('rows')).toEqual([]);
    await tab.gmailDoes(`document.querySelector('.y6 span span').dataset.legacyThreadId = '${offer.threadId}';`);
    await expect.poll(marks).toEqual([offer.threadId]);
  });

  it('do not set off changes without end', async () => {
    await show([inbox()]);
    await tab.ask('keepMarked');
    // However long that takes: there comes a while in which nothing is told, longer than the adapter waits before it tells of anything.
    const told = async () => (await tab.ask('told')).changes;
    const toldInAWhile = async () => {
      const before = await told();
      await tab.page.waitForTimeout(1000);
      return (await told()) - before;
    };
    await expect.poll(toldInAWhile).toBe(0);
  });

  it('go when the adapter does', async () => {
    await show([inbox()]);
    await tab.ask('markAll');
    await tab.ask('close');
    expect(await marks()).toEqual([null, null, null]);
  });
});
