import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dialog, inlineReply, popup } from './composing.ts';
import { conversation, message } from './conversations.ts';
import { inbox, left, messageGiven, offer, openOffer, third } from './mail.ts';
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

const show = async (given: PageGiven, options: { path?: string; viewport?: { width: number; height: number }; network?: boolean } = {}) => {
  tab = await stage.show(page({ views: [inbox()], ...given }), options);
};
const account = async () => (await tab.ask('page')).account;
const changed = async (before: number) => expect.poll(async () => (await tab.ask('told')).changes).toBeGreaterThan(before);

describe('the account', () => {
  it('is certain where all ways agree', async () => {
    await show({}, { path: '/mail/u/1/#inbox' });
    await expect.poll(account).toEqual({ address: camille.email, index: 1, delegated: false, certain: true });
  });

  it('has a first place where the address names none', async () => {
    await show({}, { path: '/mail/#inbox' });
    await expect.poll(account).toMatchObject({ address: camille.email, index: 0 });
  });

  it.each(['globals', 'gbar', 'header', 'title', 'loading'] as const)('is told, though not certain, by %s alone', async (way) => {
    await show({ accountWays: [way] });
    await expect.poll(account).toMatchObject({ address: camille.email, certain: false });
  });

  it.each([
    ['globals', 'gbar'],
    ['header', 'title'],
    ['title', 'loading'],
    ['gbar', 'header'],
  ] as const)('is certain by %s and %s', async (...accountWays) => {
    await show({ accountWays: [...accountWays] });
    await expect.poll(account).toMatchObject({ address: camille.email, certain: true });
  });

  it.each([
    'Fwd: invoice of boss@northwind.example - camille@meridian.example - Gmail',
    'ines.moreau@northwind.example - camille@meridian.example - Meridian Mail',
    'boss@northwind.example & paul@northwind.example - camille@meridian.example - Gmail',
  ])('is not another’s whom the title names: %s', async (title) => {
    await show({ accountWays: ['header'], title });
    await expect.poll(account).toMatchObject({ address: camille.email, certain: true });
    await tab.close();
    await show({ accountWays: ['globals'], title });
    await expect.poll(account).toMatchObject({ address: camille.email });
  });

  it('is not one of those that the menu offers', async () => {
    await show({ accountWays: ['title', 'header'], otherAccounts: [ines, paul] });
    await expect.poll(account).toMatchObject({ address: camille.email, certain: true });
  });

  it('is what two ways say against a third', async () => {
    await show({ accountWays: ['header', 'title'], globals: `window.GLOBALS=[0,0,0,0,0,0,0,0,0,0,"${ines.email}"];` });
    await expect.poll(account).toMatchObject({ address: camille.email, certain: true });
  });

  it.each([
    'window.GLOBALS=[0,0,0,0,0,0,0,0,0,0,"none"];',
    'window.GLOBALS="x";',
    'window.GLOBALS=[];Object.defineProperty(window.GLOBALS,10,{get(){throw new Error("no")}});',
  ])('bears %s', async (globals) => {
    await show({ globals, accountWays: ['header', 'title'] });
    await expect.poll(account).toMatchObject({ address: camille.email, certain: true });
  });

  it('is written in lower case', async () => {
    await show({ account: { email: 'Camille@Meridian.example', name: 'Camille' } });
    await expect.poll(account).toMatchObject({ address: camille.email, certain: true });
  });

  it('can be another’s mailbox', async () => {
    await show({}, { path: '/mail/u/0/d/AEoRXRSxYzABCdefGHIjklMNOpqrSTUvwxYZ0123/#inbox' });
    await expect.poll(account).toMatchObject({ address: camille.email, index: 0, delegated: true });
  });

  it('comes late', async () => {
    await show({ accountWays: [] });
    expect(await account()).toBeUndefined();
    const before = (await tab.ask('told')).changes;
    await tab.gmailDoes(`document.title = 'Inbox - ${camille.email} - Gmail';`);
    await expect.poll(account).toMatchObject({ address: camille.email });
    await changed(before);
  });

  it('is found where the page’s own world cannot be seen', async () => {
    await show({ accountWays: ['header', 'title'] }, { network: false });
    await expect.poll(account).toMatchObject({ address: camille.email, certain: true });
  });
});

describe('language and direction', () => {
  it.each([
    ['fr', 'ltr'],
    ['pt-BR', 'ltr'],
    ['ar', 'rtl'],
    ['iw', 'rtl'],
  ] as const)('are those of a page in %s', async (language, direction) => {
    await show({ language, direction });
    expect(await tab.ask('page')).toMatchObject({ language, direction });
  });

  it.each([
    ['fr', 'ltr', 'fr'],
    ['ar', 'rtl', 'ar'],
  ] as const)('make no difference to what is read (%s)', async (language, direction, words) => {
    await show(
      {
        language,
        direction,
        views: [
          left(),
          conversation({
            ...offer,
            messages: [
              message(
                messageGiven(third, {
                  from: wei,
                  to: [camille],
                  shown: ['moi'],
                  date: '24 nov. 2025, 15:05',
                  reply: inlineReply({
                    id: 'r',
                    kind: 'reply',
                    draft: '#msg-a:r-5',
                    to: [wei],
                    language: words,
                    answers: { message: `#${third.syncId}` },
                  }),
                }),
              ),
            ],
          }),
        ],
        popups: [popup({ id: 'a', draft: '#msg-a:r1', to: [ines], subject: 'Visite', language: words, archive: 'before' })],
      },
      { path: `/mail/u/0/#inbox/${tokenOf(offer.permId)}` },
    );
    await expect.poll(account).toMatchObject({ address: camille.email });
    expect(await tab.ask('view')).toMatchObject({
      kind: 'conversation',
      conversation: { ...offer, messages: [{ id: third.id, from: { email: wei.email }, to: [{ email: camille.email, own: true }] }] },
    });
    expect((await tab.ask('composes')).map(({ sendId, kind }) => [sendId, kind]).toSorted()).toEqual([
      [':a.send', 'new'],
      [':r.send', 'reply'],
    ]);
  });
});

describe('light and dark', () => {
  const dark = 'rgb(32, 33, 36)';
  const light = 'rgb(241, 243, 244)';
  it.each([
    ['neither', 'rgb(32, 33, 36)', 'rgb(255, 255, 255)', false, false],
    ['both', light, dark, true, true],
    ['the frame alone', light, 'rgb(255, 255, 255)', true, false],
    ['the content alone', 'rgb(60, 64, 67)', dark, false, true],
  ])('are told: %s', async (_, frameText, contentGround, frameDark, isDark) => {
    await show({ frameText, contentGround });
    expect(await tab.ask('page')).toMatchObject({ frameDark, dark: isDark });
  });

  it('change while the page is open', async () => {
    await show({});
    const before = (await tab.ask('told')).changes;
    await tab.gmailDoes(`
      document.querySelector('.bkK > .nH').style.backgroundColor = '${dark}';
      for (const item of document.querySelectorAll('.aio')) item.style.color = '${light}';
      document.body.classList.add('a3Z');`);
    await changed(before);
    expect(await tab.ask('page')).toMatchObject({ frameDark: true, dark: true });
  });
});

describe('density', () => {
  it.each([
    [24, 'compact'],
    [32, 'default'],
  ] as const)('is %s: %s', async (navigationHeight, density) => {
    await show({ navigationHeight });
    expect((await tab.ask('page')).density).toBe(density);
  });
});

describe('the room beside', () => {
  const width = 360;
  /** What a column of ours would lie over. */
  const covered = async () => {
    const area = await tab.ask('area');
    if (!area) throw new Error('No room was opened');
    return tab.inPage<boolean>(`(() => {
      const rtl = getComputedStyle(document.body).direction === 'rtl';
      const left = rtl ? ${area.end} : innerWidth - ${area.end} - ${width};
      return [...document.querySelectorAll('[id$=".send"]')].some((button) => { const box = button.getBoundingClientRect(); return box.width > 0 && box.right > left && box.left < left + ${width} && box.bottom > ${area.top} && box.top < innerHeight - ${area.bottom}; });
    })()`);
  };
  const edges = () =>
    tab.inPage<{ left: number; right: number; width: number }>(
      `(() => { const { left, right } = document.querySelector('.ae4, .xyz, .bkK').getBoundingClientRect(); return { left, right, width: innerWidth }; })()`,
    );
  const settled = () => tab.inPage('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))');

  it.each([
    ['shown', 56],
    ['hidden', 0],
    ['absent', 0],
  ] as const)('begins at Google’s rail (%s)', async (rail, end) => {
    await show({ rail, panel: rail === 'absent' ? 'absent' : 'closed' });
    await tab.ask('openRoom');
    const area = await tab.ask('area');
    expect(area?.end).toBe(end);
    expect(area?.top).toBeGreaterThanOrEqual(56);
    expect(area?.top).toBeLessThanOrEqual(80);
    expect(area?.crowded).toBe(false);
  });

  it.each(['old', 'new', 'gemini'] as const)('stands beside an open panel (%s), or is crowded', async (panel) => {
    await show({ panel }, { viewport: { width: 1280, height: 800 } });
    await tab.ask('openRoom');
    expect(await tab.ask('area')).toMatchObject({ crowded: true });
    await tab.page.setViewportSize({ width: 1700, height: 900 });
    await expect.poll(() => tab.ask('area')).toMatchObject({ crowded: false, end: 356 });
  });

  it.each([
    ['of a name that nobody knows', { panel: 'unknown' }],
    ['behind the icons', { panel: 'old', iconsFirst: true }],
    ['of Gemini behind the icons', { panel: 'gemini', iconsFirst: true }],
    ['of a name that nobody knows behind the icons', { panel: 'unknown', iconsFirst: true }],
  ] as const)('stands beside an open panel %s', async (_, given) => {
    for (const direction of ['ltr', 'rtl'] as const) {
      await show({ ...given, direction }, { viewport: { width: 1700, height: 900 } });
      await tab.ask('openRoom');
      expect(await tab.ask('area')).toMatchObject({ crowded: false, end: 356 });
      await tab.page.setViewportSize({ width: 1280, height: 800 });
      await expect.poll(() => tab.ask('area')).toMatchObject({ crowded: true });
      if (direction === 'ltr') await tab.close();
    }
  });

  it.each(['ltr', 'rtl'] as const)('moves composes that pop up (%s)', async (direction) => {
    await show({ direction, popups: [popup({ id: 'a', draft: '#msg-a:r1' })] });
    await tab.ask('openRoom');
    await tab.ask('take', width);
    await settled();
    const free = await tab.inPage<number>(
      `(() => { const box = document.getElementById(':a.dialog').getBoundingClientRect(); return getComputedStyle(document.body).direction === 'rtl' ? box.left : innerWidth - box.right; })()`,
    );
    expect(free).toBeGreaterThanOrEqual(56 + width);
  });

  it.each([1440, 1000, 700])('says when it lies over a compose that cannot be moved (%i)', async (size) => {
    await show({ spacer: false, popups: [popup({ id: 'a', draft: '#msg-a:r1' })] }, { viewport: { width: size, height: 800 } });
    await tab.ask('openRoom');
    await tab.ask('take', width);
    await settled();
    expect(await tab.ask('covers', width)).toBe(await covered());
    expect(await tab.ask('covers', 560)).toBe(true);
  });

  it('follows a rail that comes late and a panel that opens', async () => {
    await show({ rail: 'hidden' }, { viewport: { width: 1700, height: 900 } });
    await tab.ask('openRoom');
    expect((await tab.ask('area'))?.end).toBe(0);
    await tab.gmailDoes(`document.querySelector('[role=complementary]').style.display = '';`);
    await expect.poll(async () => (await tab.ask('area'))?.end).toBe(56);
    await expect.poll(async () => (await tab.ask('told')).room).toBeGreaterThan(0);
    const before = (await tab.ask('told')).room;
    await tab.gmailDoes(`document.querySelector('.WN9Ejb').style.display = 'block';`);
    await expect.poll(async () => (await tab.ask('area'))?.end).toBe(356);
    await expect.poll(async () => (await tab.ask('told')).room).toBeGreaterThan(before);
  });

  it.each(['ltr', 'rtl'] as const)('is made of Gmail’s content and given back (%s)', async (direction) => {
    await show({ direction, language: direction === 'rtl' ? 'ar' : 'en', popups: [popup({ id: 'a', draft: '#msg-a:r1' })] });
    await tab.ask('openRoom');
    const before = await edges();
    await tab.inPage('window.resizes = 0; addEventListener("resize", () => { resizes += 1; })');
    await tab.ask('take', width);
    await settled();
    const after = await edges();
    if (direction === 'ltr') expect(after.right).toBeLessThanOrEqual(after.width - 56 - width);
    else expect(after.left).toBeGreaterThanOrEqual(56 + width);
    expect((await tab.ask('area'))?.narrowed).toBe(true);
    await expect.poll(covered).toBe(false);
    expect(await tab.ask('covers', width)).toBe(false);
    await expect.poll(() => tab.inPage<number>('resizes')).toBeGreaterThan(0);
    await tab.ask('take', 0);
    await settled();
    expect(await edges()).toEqual(before);
  });

  it('is taken from a page whose content has another name, or lies over it and says so', async () => {
    await show({ narrowable: false, popups: [popup({ id: 'a', draft: '#msg-a:r1' })] });
    await tab.ask('openRoom');
    await tab.ask('take', width);
    await settled();
    const { right, width: whole } = await edges();
    if ((await tab.ask('area'))?.narrowed) expect(right).toBeLessThanOrEqual(whole - 56 - width);
    expect(await tab.ask('covers', width)).toBe(await covered());
  });

  it.each([
    ['a compose in full screen', { fullScreen: [dialog({ id: 'a', draft: '#msg-a:r1' })] }, '#inbox'],
    [
      'two composes beside one another',
      { popups: [popup({ id: 'a', draft: '#msg-a:r1' }), popup({ id: 'b', draft: '#msg-a:r2', minimised: true })] },
      '#inbox',
    ],
    [
      'an answer in a narrow window',
      {
        views: [
          conversation({
            ...offer,
            messages: [
              message(
                messageGiven(third, {
                  from: wei,
                  to: [camille],
                  reply: inlineReply({ id: 'a', kind: 'reply', draft: '#msg-a:r1', answers: { message: `#${third.syncId}` } }),
                }),
              ),
            ],
          }),
        ],
      },
      `#inbox/${tokenOf(offer.permId)}`,
    ],
  ])('never lies over a send button unsaid: %s', async (_, given, hash) => {
    for (const size of [1440, 900, 640]) {
      await show(given, { path: `/mail/u/0/${hash}`, viewport: { width: size, height: 800 } });
      await tab.ask('openRoom');
      await tab.ask('take', width);
      await settled();
      expect({ size, covers: await tab.ask('covers', width) }).toEqual({ size, covers: await covered() });
      if (size !== 640) await tab.close();
    }
  });

  it('is said to cover a button as soon as a compose comes under it', async () => {
    await show({ narrowable: false });
    await tab.ask('openRoom');
    await tab.ask('take', width);
    expect(await tab.ask('covers', width)).toBe(false);
    const before = (await tab.ask('told')).room;
    const made = `<div class="aSs" style="position:fixed;inset:100px 0 0 auto;width:420px"><div class="aSt">${dialog({ id: 'a', draft: '#msg-a:r1' })}</div></div>`;
    await tab.gmailDoes(
      `document.body.append(nodesOf(${JSON.stringify(made)})); document.querySelector('.btC').parentElement.parentElement.style.marginInlineStart = '200px';`,
    );
    await expect.poll(() => tab.ask('covers', width)).toBe(true);
    await expect.poll(async () => (await tab.ask('told')).room).toBeGreaterThan(before);
  });

  it('leaves nothing behind when it is closed', async () => {
    await show({ popups: [popup({ id: 'a', draft: '#msg-a:r1' })] });
    const before = await tab.inPage('document.documentElement.outerHTML');
    await tab.ask('openRoom');
    await tab.ask('take', width);
    await tab.ask('closeRoom');
    await tab.ask('close');
    expect(await tab.inPage('document.documentElement.outerHTML')).toBe(before);
  });

  it('is there in a window of its own', async () => {
    await show({ bare: true, bodyClass: 'aAU xE Su', views: [openOffer()] }, { path: '/mail/u/0/?view=btop&th=1' });
    await tab.ask('openRoom');
    await tab.ask('take', width);
    expect((await tab.ask('area'))?.end).toBe(0);
  });
});

describe('the report', () => {
  const said = async () => {
    const report = await tab.ask('diagnose');
    return { report, missing: report.parts.filter(({ expected, served }) => expected && served === null).map(({ name }) => name) };
  };

  it.each([
    ['a list', { views: [left(), inbox()] }, '#inbox'],
    [
      'a conversation',
      { views: [openOffer()], popups: [popup({ id: 'a', draft: '#msg-a:r1', to: [ines], subject: 'Visit in Lyon' })] },
      `#inbox/${tokenOf(offer.permId)}`,
    ],
  ])('misses nothing in %s, and tells nobody’s secrets', async (_, given, hash) => {
    await show(given, { path: `/mail/u/0/${hash}` });
    await expect.poll(account).toMatchObject({ address: camille.email });
    const { report, missing } = await said();
    expect(missing).toEqual([]);
    expect(report.parts.length).toBeGreaterThan(5);
    const text = JSON.stringify(report);
    for (const secret of [
      '@',
      'meridian.example',
      'northwind',
      'Lyon',
      'Camille',
      'Inès',
      'Moreau',
      'Hello',
      offer.threadId,
      tokenOf(offer.permId),
    ])
      expect(text).not.toContain(secret);
  });

  it('misses the id of a conversation that has none', async () => {
    await show(
      { views: [conversation({ subject: offer.subject, messages: [message({ from: wei, to: [camille] })] })] },
      { path: `/mail/u/0/#inbox/${tokenOf('thread-a:r-1234567890123456789')}` },
    );
    await tab.ask('view');
    expect((await said()).missing).not.toEqual([]);
  });

  it('misses nothing while a page is loading', async () => {
    await show({ views: [], bodyClass: '', accountWays: [] });
    expect((await said()).missing.filter((name) => !name.includes('account'))).toEqual([]);
  });
});
