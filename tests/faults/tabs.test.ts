import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../browsers/chromium.ts';
import type { TestServer } from '../../server/testing.ts';
import { startTestServer } from '../../server/testing.ts';
import type { Workspace } from '../../server/workspace/index.ts';
import { newId } from '../../shared/ids.ts';
import type { Id } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import { standardSetup } from '../../shared/mutators/index.ts';
import type { TabState } from './tab.ts';

/** What happens to tabs of real Chromium over the running server: they are closed, crash, go offline, and sleep. */

let folder: string;
let server: TestServer;
let chrome: Browser;
let context: BrowserContext;
let workspace: Workspace;
let boss: Id;
/** Seconds for which a token is good. */
let lifetime: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-tabs-'));
  const outDir = join(folder, 'pages');
  await mkdir(outDir);
  await build({
    configFile: false,
    logLevel: 'error',
    root: fileURLToPath(new URL('.', import.meta.url)),
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      rolldownOptions: { input: fileURLToPath(new URL('tab.ts', import.meta.url)), output: { entryFileNames: 'tab.js' } },
    },
  });
  await writeFile(join(outDir, 'index.html'), '<!doctype html><title>Tab</title><script type="module" src="/tab.js"></script>');
  server = await startTestServer({ DATA_DIR: folder, LOG_LEVEL: 'fatal' });
  chrome = await launchChromium();
});

afterAll(async () => {
  await chrome?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  lifetime = 600;
  boss = newId();
  workspace = await server.deps.workspaces.create(newId());
  await workspace.mutate(
    { kind: 'system', name: 'directory' },
    standardSetup({ workspace: { name: 'W' }, administrator: { id: boss, name: 'Ada', email: 'ada@example.com' }, newId }),
  );
  context = await chrome.newContext();
  await context.exposeFunction('token', async (personId: Id) => {
    const { token, expiresAt } = await server.deps.directory.tokens.mint({ personId, workspaceId: workspace.id }, lifetime);
    const person = { id: personId, name: 'Ada', email: 'ada@example.com' };
    return { token, expires_at: expiresAt, workspace: { id: workspace.id, name: 'W' }, person };
  });
});
afterEach(() => context.close());

const patience = { timeout: 60_000, interval: 50 };

/** Opens tabs one after the other: the first of them leads. */
async function openTabs(count: number): Promise<Page[]> {
  const tabs: Page[] = [];
  while (tabs.length < count) {
    const page = await context.newPage();
    await page.goto(server.address);
    await page.evaluate((who) => window.tab.open(who), { workspaceId: workspace.id, personId: boss });
    await expect.poll(async () => (await stateOf(page)).ready, patience).toBe('all');
    if (tabs.length === 0) await expect.poll(() => leaderOf(page), patience).toBeDefined();
    tabs.push(page);
  }
  return tabs;
}

/** Makes a change in a tab, once the tab has heard of what it is made to. */
const act = (page: Page, mutation: NamedMutation) =>
  expect.poll(() => page.evaluate((given) => window.tab.act(given), mutation), patience).toBe(true);
const leaderOf = (page: Page) => page.evaluate(() => window.tab.leader());
const kept = (page: Page) => page.evaluate(() => window.tab.kept());
async function stateOf(page: Page): Promise<TabState> {
  const state = await page.evaluate(() => window.tab.state());
  if (!state) throw new Error('The tab has no store.');
  return state;
}

/** What the server has, by key: its administrator sees all of it. */
async function stored(): Promise<Record<string, string>> {
  const { rows } = await workspace.client.execute('SELECT type, id, data FROM record WHERE removed_version IS NULL');
  return Object.fromEntries(rows.map(({ type, id, data }) => [`${String(type)}/${String(id)}`, String(data)]));
}

/** Waits until every tab has exactly what the server has, and nothing more to say. */
async function atRest(tabs: readonly Page[]): Promise<void> {
  for (const page of tabs)
    await expect
      .poll(async () => {
        const { waiting, rows } = await stateOf(page);
        return { waiting, rows };
      }, patience)
      .toEqual({ waiting: 0, rows: await settled(page) });
}

/** What the server has once nobody's outbox holds anything any more. */
async function settled(page: Page): Promise<Record<string, string>> {
  await expect.poll(() => kept(page), patience).toBe(0);
  return stored();
}

/**
 * Stops a tab where it stands, with what it holds, until the function that it gives is called. By the debugger: the browser's own freezing
 * (Page.setWebLifecycleState) does nothing to pages that a driver keeps in sight.
 */
async function putToSleep(page: Page): Promise<() => Promise<void>> {
  const session = await context.newCDPSession(page);
  await session.send('Debugger.enable');
  const asleep = new Promise<void>((resolve) => session.once('Debugger.paused', () => resolve()));
  await session.send('Debugger.pause');
  const nudge = session.send('Runtime.evaluate', { expression: '1' }).catch(() => undefined);
  await asleep;
  return async () => {
    await session.send('Debugger.resume');
    await nudge;
    await session.detach();
  };
}

const lead = (): Extract<NamedMutation, { name: 'createLead' }> => ({ name: 'createLead', args: { id: newId(), last_name: 'Byron' } });
const title = (id: Id, text: string): NamedMutation => ({ name: 'updateLead', args: { id, title: text } });

/** What the history tells of a lead: that it was made, and its titles, each as often as it happened. */
async function toldOf(id: Id): Promise<string[]> {
  const { rows } = await workspace.client.execute({
    sql: `SELECT kind, fields ->> '$.title.to' AS title FROM change WHERE id = ? ORDER BY version`,
    args: [id],
  });
  return rows.map((row) => String(row['title'] ?? row['kind']));
}

describe('a tab that is left in the moment of a change', () => {
  it('has it when it is opened again without the network', async () => {
    const [page] = await openTabs(1);
    if (!page) throw new Error('The tab is missing.');
    await expect.poll(() => page.evaluate(() => window.tab.cached()), patience).toBe(true);
    await context.route('**/sync/**', (route) => route.abort());
    const changes = [lead(), lead(), lead()];
    for (const change of changes) {
      const loaded = page.waitForEvent('load');
      await page.evaluate((given) => window.tab.actAndGo(given), change);
      await loaded;
      await page.evaluate((who) => window.tab.open(who), { workspaceId: workspace.id, personId: boss });
    }
    const state = await stateOf(page);
    expect(state.waiting).toBe(3);
    expect(Object.keys(state.rows)).toEqual(expect.arrayContaining(changes.map(({ args }) => `lead/${args.id}`)));
    await context.unroute('**/sync/**');
    await atRest([page]);
  });
});

describe('three tabs of one browser', () => {
  it.each([
    ['is closed', (page: Page) => page.close()],
    [
      'crashes',
      async (page: Page) => {
        const gone = page.waitForEvent('crash');
        const session = await context.newCDPSession(page);
        void session.send('Page.crash').catch(() => undefined);
        await gone;
        await page.close();
      },
    ],
  ])('lose nothing and do nothing twice when the one that leads %s while edits wait', async (_how, kill) => {
    const [first, second, third] = await openTabs(3);
    if (!first || !second || !third) throw new Error('A tab is missing.');
    const before = await leaderOf(second);
    // The server does what it is asked, and the tab never hears of it.
    let unheard = 0;
    await context.route('**/sync/push', async (route) => {
      await route.fetch();
      unheard++;
    });
    const made = [lead(), lead(), lead()] as const;
    await act(first, made[0]);
    await act(second, made[1]);
    await act(third, made[2]);
    await act(first, title(made[0].args.id, 'one'));
    await act(third, title(made[2].args.id, 'two'));
    await act(third, title(made[2].args.id, 'three'));
    await expect.poll(() => kept(second), patience).toBe(6);
    await expect.poll(() => unheard, patience).toBeGreaterThan(0);

    await context.unroute('**/sync/push');
    await kill(first);
    await expect.poll(() => leaderOf(second), patience).toSatisfy((leader) => leader !== undefined && leader !== before);
    await atRest([second, third]);
    expect(await toldOf(made[0].args.id)).toEqual(['created', 'one']);
    expect(await toldOf(made[1].args.id)).toEqual(['created']);
    expect(await toldOf(made[2].args.id)).toEqual(['created', 'two', 'three']);
    expect((await stateOf(second)).refused).toEqual([]);

    // And the new one goes on leading.
    await act(third, title(made[1].args.id, 'four'));
    await atRest([second, third]);
    expect(await toldOf(made[1].args.id)).toEqual(['created', 'four']);
  });

  it('work on while they are offline, and come together with what others have done', async () => {
    const tabs = await openTabs(2);
    const [first, second] = tabs;
    if (!first || !second) throw new Error('A tab is missing.');
    const [mine, gone] = [lead(), lead()];
    await act(first, mine);
    await act(first, gone);
    await atRest(tabs);

    await context.setOffline(true);
    const away = lead();
    await act(second, away);
    await act(first, title(away.args.id, 'from here'));
    await act(first, title(mine.args.id, 'from here'));
    await act(second, title(gone.args.id, 'too late'));
    const there = lead();
    const actor = { kind: 'person', id: boss } as const;
    await workspace.mutate(actor, [
      there,
      { name: 'deleteLead', args: { id: gone.args.id } },
      { name: 'updateLead', args: { id: mine.args.id, last_name: 'Lovelace' } },
    ]);
    await expect.poll(() => kept(first), patience).toBe(4);
    expect(Object.keys((await stateOf(second)).rows)).toEqual(expect.arrayContaining([`lead/${away.args.id}`, `lead/${gone.args.id}`]));
    expect(Object.keys((await stateOf(second)).rows)).not.toContain(`lead/${there.args.id}`);

    await context.setOffline(false);
    await atRest(tabs);
    const all = await stored();
    expect(JSON.parse(all[`lead/${mine.args.id}`] ?? '{}')).toMatchObject({ last_name: 'Lovelace', title: 'from here' });
    expect(JSON.parse(all[`lead/${away.args.id}`] ?? '{}')).toMatchObject({ title: 'from here' });
    expect(all[`lead/${gone.args.id}`]).toBeUndefined();
    // The one edit that could not be done is not gone without a word, in either tab.
    for (const page of tabs) expect((await stateOf(page)).refused).toEqual([{ name: 'updateLead', code: 'not_found' }]);
  });

  it('sleep, are overtaken, and catch up when they wake', async () => {
    // Short enough to have run out by then.
    lifetime = 2;
    const tabs = await openTabs(3);
    const [first, second, third] = tabs;
    if (!first || !second || !third) throw new Error('A tab is missing.');
    const mine = lead();
    await act(first, mine);
    await atRest(tabs);
    const before = await leaderOf(second);

    // The browser freezes the tab that leads, with its lock; the others find that it has been silent for long.
    const wakeFirst = await putToSleep(first);
    for (const page of [second, third]) await page.evaluate(() => window.tab.jump(60_000));
    await act(third, title(mine.args.id, 'while it slept'));
    await expect.poll(() => leaderOf(second), patience).toSatisfy((leader) => leader !== undefined && leader !== before);
    await atRest([second, third]);

    // Then the whole machine sleeps, and its connections with it.
    await context.setOffline(true);
    const wakeOthers = [await putToSleep(second), await putToSleep(third)];
    const there = lead();
    await workspace.mutate({ kind: 'person', id: boss }, [there, title(mine.args.id, 'while all slept')]);
    await context.setOffline(false);
    for (const wake of [wakeFirst, ...wakeOthers]) await wake();
    await atRest(tabs);
    await act(first, title(there.args.id, 'awake'));
    await atRest(tabs);
    expect(await toldOf(mine.args.id)).toEqual(['created', 'while it slept', 'while all slept']);
    expect(await toldOf(there.args.id)).toEqual(['created', 'awake']);
  });
});
