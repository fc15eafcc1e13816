import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { Scene } from '../workspace/testing.ts';
import { openScene, perform, stored } from '../workspace/testing.ts';
import type { Workspace } from '../workspace/index.ts';
import type { Hit } from './hit.ts';
import type { TrackingOptions } from './tracking.ts';
import { Tracking } from './tracking.ts';
import { Whereabouts } from './whereabouts.ts';

/** What becomes of opens when something fails, ends or closes between their answer and their count. */

let scene: Scene;
let rep: Id;
beforeEach(async () => {
  scene = await openScene();
  rep = await scene.person('Rep');
});
afterEach(() => scene.close());

const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36';

/** The id of a message's copy. */
const copies = new Map<Id, Id>();
const copyOf = (id: Id): Id => copies.get(id) ?? '';

async function tracked(): Promise<{ id: Id; token: string }> {
  const id = newId();
  copies.set(id, newId());
  const token = newId().replaceAll('-', '');
  await perform(scene.workspace, rep, 'trackEmail', {
    id,
    token,
    from: { email: 'rep@example.com', name: null },
    to: [{ email: 'grace@customer.example', name: null }],
    copy: { account: 'rep@example.com', id: copyOf(id) },
  });
  return { id, token };
}

let networks = 0;
const hit = (token: string): Hit => ({
  person: rep,
  token,
  kind: 'open',
  at: Date.now(),
  address: `198.51.${networks++ & 255}.7`,
  agent: chrome,
  head: false,
  prefetch: false,
  url: null,
});

/** Tracking over the scene's workspace, which is open already. */
function trackingOf(more: Partial<TrackingOptions> = {}) {
  const lines: Record<string, unknown>[] = [];
  let listener: (workspace: Workspace) => void = () => {};
  const tracking = new Tracking({
    workspaces: { onOpen: (heard) => void (listener = heard), opened: () => scene.workspace },
    openWorkspace: async () => scene.workspace,
    homesOf: async (people) => new Map(people.map((person) => [person, scene.workspace.id])),
    whereabouts: new Whereabouts({ trustedProxies: 0 }),
    log: pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) }),
    alone: true,
    ...more,
  });
  return { tracking, lines, opened: () => listener(scene.workspace) };
}

const opensOf = async (id: Id) => (await stored(scene.workspace, 'email', id))?.opens;
const rows = async () => Number((await scene.workspace.client.execute('SELECT count(*) FROM tracking_hit')).rows[0]?.[0]);

describe('opens wait', () => {
  it('while the workspace cannot be opened', async () => {
    let fails = true;
    const { tracking, lines } = trackingOf({
      openWorkspace: async () => {
        if (fails) throw new Error('The database is away.');
        return scene.workspace;
      },
    });
    const { id, token } = await tracked();
    for (let count = 0; count < 3; count++) tracking.take(hit(token));
    await tracking.flush();
    expect(await rows()).toBe(0);
    expect(lines.at(-1)).toMatchObject({ level: 40, hits: 3 });
    tracking.take(hit(token));
    fails = false;
    await tracking.flush();
    expect(await rows()).toBe(4);
    expect(await opensOf(id)).toBe(4);
    await tracking.close();
  });

  it('while the directory does not say whose they are', async () => {
    let fails = true;
    const { tracking } = trackingOf({
      homesOf: async (people) => {
        if (fails) throw new Error('The directory is away.');
        return new Map(people.map((person) => [person, scene.workspace.id]));
      },
    });
    const { id, token } = await tracked();
    tracking.take(hit(token));
    await tracking.flush();
    fails = false;
    await tracking.close();
    expect(await opensOf(id)).toBe(1);
  });

  it('while the table cannot be written to, and are written once', async () => {
    const { tracking } = trackingOf();
    const { id, token } = await tracked();
    await scene.workspace.client.execute('ALTER TABLE tracking_hit RENAME TO away');
    for (let count = 0; count < 5; count++) tracking.take(hit(token));
    await tracking.flush();
    await scene.workspace.client.execute('ALTER TABLE away RENAME TO tracking_hit');
    await tracking.flush();
    await tracking.flush();
    expect(await rows()).toBe(5);
    expect(await opensOf(id)).toBe(5);
    await tracking.close();
  });

  it('while nobody has told of their message, with as much room after a failure as before', async () => {
    const { tracking } = trackingOf();
    const token = newId().replaceAll('-', '');
    await scene.workspace.client.execute('ALTER TABLE tracking_hit RENAME TO away');
    await scene.workspace.client.execute('CREATE TABLE tracking_hit AS SELECT * FROM away');
    await scene.workspace.client.execute("CREATE TRIGGER full BEFORE INSERT ON tracking_hit BEGIN SELECT RAISE(ABORT, 'full'); END");
    for (let count = 0; count < 20; count++) tracking.take(hit(token));
    await tracking.flush();
    await scene.workspace.client.execute('DROP TABLE tracking_hit');
    await scene.workspace.client.execute('ALTER TABLE away RENAME TO tracking_hit');
    await tracking.flush();
    expect(await rows()).toBe(20);
    await tracking.close();
  });

  it('and nothing else fails while what is known of them cannot be read, between two counts', async () => {
    let now = 0;
    const looked = Promise.withResolvers<void>();
    const { tracking, opened } = trackingOf({
      // Counting takes long, so that the next flush does without.
      now: () => (now += 100),
      homesOf: async (people) => {
        looked.resolve();
        return new Map(people.filter((person) => person === rep).map((person) => [person, scene.workspace.id]));
      },
    });
    await tracking.flush();
    const execute = scene.workspace.client.execute.bind(scene.workspace.client);
    const { promise, reject } = Promise.withResolvers<never>();
    const asked = Promise.withResolvers<void>();
    Object.assign(scene.workspace.client, { execute: () => (asked.resolve(), promise) });
    opened();
    await asked.promise;
    tracking.take({ ...hit('0'.repeat(32)), person: newId() });
    const failed = expect(promise).rejects.toThrow('The database is away.');
    await looked.promise;
    // By then it has been seen that nothing is to be written.
    await new Promise(setImmediate);
    reject(new Error('The database is away.'));
    await failed;
    Object.assign(scene.workspace.client, { execute });
    const { id, token } = await tracked();
    tracking.take(hit(token));
    await tracking.flush();
    expect(await opensOf(id)).toBe(1);
    await tracking.close();
  });

  it('no longer than there is room, and the log says how many were lost', async () => {
    const { tracking, lines } = trackingOf({
      limits: { hits: 10 },
      openWorkspace: async () => {
        throw new Error('The database is away.');
      },
    });
    const { token } = await tracked();
    for (let count = 0; count < 25; count++) tracking.take(hit(token));
    await tracking.close();
    expect(lines.find(({ msg }) => msg === 'opens could not be written before the stop')).toMatchObject({ level: 50, hits: 10 });
    expect(lines.at(-1)).toMatchObject({ level: 40, unrecorded: { full: 15 } });
  });
});

describe('a process that ends between rows and counts', () => {
  it('leaves what the next one makes good', async () => {
    const { id, token } = await tracked();
    const add = (hitClass: string, at: number) =>
      scene.workspace.client.execute({
        sql: "INSERT INTO tracking_hit (token, kind, at, class, reason, client, network) VALUES (?, 'open', ?, ?, 'loaded', 'Chrome', '198.51.1.0/24')",
        args: [token, at, hitClass],
      });
    const at = Date.parse('2026-11-26T09:00:00.000Z');
    await add('person', at + 1000);
    await add('person', at);
    await add('apple_privacy', at);
    await add('duplicate', at);
    const { tracking, opened } = trackingOf();
    opened();
    await expect.poll(() => opensOf(id)).toBe(2);
    expect(await stored(scene.workspace, 'email', id)).toMatchObject({
      automatic_opens: 1,
      first_opened_at: '2026-11-26T09:00:00.000Z',
      last_opened_at: '2026-11-26T09:00:01.000Z',
    });
    await tracking.close();
    // And once is enough.
    const next = trackingOf();
    next.opened();
    next.tracking.take(hit(token));
    await next.tracking.flush();
    expect(await opensOf(id)).toBe(3);
    await next.tracking.close();
  });
});

describe('a process that ends before it has judged anew what came before a message was sent', () => {
  it('leaves that to the next one', async () => {
    const { id, token } = await tracked();
    const told = scene.time.now;
    const first = trackingOf();
    first.tracking.take({ ...hit(token), at: told + 60_000 });
    await first.tracking.close();
    expect(await opensOf(id)).toBe(1);
    scene.time.now = told + 3_600_000;
    await perform(scene.workspace, rep, 'logEmail', {
      id,
      from: { email: 'rep@example.com', name: null },
      to: [{ email: 'grace@customer.example', name: null }],
      sent_at: new Date(told + 1_800_000).toISOString(),
      direction: 'outgoing',
      copy: { account: 'rep@example.com', id: copyOf(id) },
    });
    const { tracking, opened } = trackingOf();
    opened();
    await expect.poll(() => stored(scene.workspace, 'email', id)).toMatchObject({ opens: 0, first_opened_at: null, last_opened_at: null });
    await tracking.close();
  });
});

describe('a workspace that is closed', () => {
  it('is opened for its opens, and stays open until they are counted', async () => {
    const { id, token } = await tracked();
    await scene.workspaces.close();
    const { tracking } = trackingOf({ workspaces: scene.workspaces, openWorkspace: (home) => scene.workspaces.open(home) });
    tracking.take(hit(token));
    await tracking.close();
    const reopened = await scene.workspaces.open(scene.workspace.id);
    expect((await stored(reopened, 'email', id))?.opens).toBe(1);
    await expect.poll(() => reopened.busy).toBe(false);
  });
});

describe('what belongs to no message', () => {
  it('is deleted: of a message that is untracked, and of one that was never told of', async () => {
    const [kept, untracked] = [await tracked(), await tracked()];
    const { tracking } = trackingOf();
    const unknown = newId().replaceAll('-', '');
    for (const token of [kept.token, untracked.token, unknown]) tracking.take(hit(token));
    await tracking.flush();
    await perform(scene.workspace, rep, 'untrackEmail', { id: untracked.id });
    expect(await rows()).toBe(3);
    await tracking.close();
    const { Ledger } = await import('./ledger.ts');
    const { clientOf } = await import('./clients.ts');
    const ledger = await Ledger.open(scene.workspace, clientOf);
    await ledger.sweep(Date.now());
    const left = async () =>
      (await scene.workspace.client.execute('SELECT token FROM tracking_hit ORDER BY id')).rows.map((row) => row['token']);
    expect(await left()).toEqual([kept.token, unknown]);
    await ledger.sweep(Date.now() + 4 * 86_400_000);
    expect(await left()).toEqual([kept.token]);
    expect(ledger.waits).toBe(false);
    // A message that can be brought back keeps its own.
    await perform(scene.workspace, rep, 'unlogEmail', { id: kept.id });
    await ledger.sweep(scene.time.now + 29 * 86_400_000);
    expect(await left()).toEqual([kept.token]);
    await ledger.sweep(scene.time.now + 31 * 86_400_000);
    expect(await left()).toEqual([]);
  });
});
