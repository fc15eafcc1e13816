import type { Deal } from '../../shared/records/index.ts';
import type { Query, Store, Token } from '../../components/store/index.ts';
import type { PullPage, PullRequest } from '../../shared/sync/wire.ts';
import { toMinor } from '../../shared/money.ts';
import { openStoreOf } from '../../components/store/index.ts';
import type { Column } from './board.ts';
import { specOf } from '../../components/record-list/view.ts';
import { closesFirst, nextPaint, paint } from './board.ts';
import { hold, serve } from './cases.ts';
import { bootstrapLines, editedId, editedStage, personId, stageIds, workspaceId } from './deals.ts';
import { byField, edits, mountLists } from './lists.ts';

/** The product's own store, over IndexedDB. */

declare global {
  interface Window {
    connected: {
      /** Changes the deal; gives the time at which it did, by a clock that all pages of the machine share. */
      rename: (name: string) => number;
      /** The time at which the deal was painted with that name. */
      seen: (name: string) => Promise<number>;
      roundTrip: () => Promise<number>;
      frame: () => Promise<number>;
    };
  }
}

const now = (): number => performance.timeOrigin + performance.now();

const token = {
  token: 'bench',
  expires_at: '2999-01-01T00:00:00.000Z',
  workspace: { id: workspaceId, name: 'Bench' },
  person: { id: personId, name: 'Ada', email: 'ada@example.com' },
} satisfies Token;

/** A server that sends these lines, knows of no changes, and to everything else gives no answer. */
function answering(lines: readonly string[]): typeof fetch {
  const encoder = new TextEncoder();
  return async (input, init) => {
    if (String(input).endsWith('/sync/pull')) {
      const { cursor } = JSON.parse(String(init?.body)) as PullRequest;
      return Response.json({ base: cursor, cursor, removes: [], sight: null, puts: [], lanes: {}, more: false } satisfies PullPage);
    }
    if (!String(input).endsWith('/sync/bootstrap')) return new Promise<never>(() => undefined);
    let next = 0;
    return new Response(
      new ReadableStream({
        pull: (controller) => {
          const line = lines[next++];
          if (line === undefined) controller.close();
          else controller.enqueue(encoder.encode(`${line}\n`));
        },
      }),
    );
  };
}

const open = (lines: readonly string[] = []): Promise<Store> =>
  openStoreOf({ workspaceId, personId }, { server: 'https://bench', early: true, token: async () => token, fetch: answering(lines) });

function until(store: Store, isThere: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (isThere()) return resolve();
    const stop = store.onStatus(() => {
      if (!isThere()) return;
      stop();
      resolve();
    });
  });
}

/** The board's queries, and what they hold as columns. */
function board(store: Store, stages: readonly string[]): () => Column[] {
  const queries = stages.map((stage): [string, Query<'deal'>] => [
    stage,
    store.query({ type: 'deal', by: ['stage_id', stage], order: closesFirst, amount: (deal: Deal) => deal }),
  ]);
  for (const [, query] of queries) query.subscribe(() => undefined);
  return () => queries.map(([stage, query]) => ({ stage, deals: query.rows, sums: query.sums }));
}

/** The store of whoever this token stands for, at the server that the page is from. */
function connect({ token: text = '' }: Record<string, string>): Promise<Store> {
  const given = JSON.parse(text) as Token;
  const who = { workspaceId: given.workspace.id, personId: given.person.id };
  return openStoreOf(who, { server: location.origin, early: true, token: async () => given });
}

const activeStages = (store: Store): string[] =>
  store
    .every('stage')
    .filter((stage) => stage.active)
    .map(({ id }) => id);

const lastActiveFirst = (a: Deal, b: Deal): number => {
  const [first, second] = [a.last_activity_at ?? '', b.last_activity_at ?? ''];
  return first > second ? -1 : first < second ? 1 : a.id < b.id ? -1 : 1;
};

/** As the list's element asks the store. */
function foundInStore(store: Store, find: string): Column {
  const { spec, problem } = specOf(store, 'deal', { filter: { all: [] }, find, order: [] });
  if (problem) throw problem;
  const query = store.query(spec);
  return { stage: find, deals: query.rows as readonly Deal[], sums: query.sums };
}

function foundInArray(rows: readonly Deal[], find: string): Column {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ name, contact_name, organization_name, tags }: Deal): boolean => {
    const text = [name, contact_name, organization_name, ...tags].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const deals = rows.filter(fits).sort(lastActiveFirst);
  const sums = new Map<string, number>();
  for (const { value, currency } of deals) sums.set(currency, (sums.get(currency) ?? 0) + (toMinor(value, currency) ?? 0));
  return { stage: find, deals, sums };
}

/** What each side takes from the key to the frame that shows its first page; both must find the same. */
async function eachTaken(sides: readonly ((find: string) => Column)[], find: string): Promise<number[]> {
  const taken: number[] = [];
  const found: string[] = [];
  for (const side of sides) {
    await nextPaint();
    const started = performance.now();
    const column = side(find);
    await paint([column]);
    taken.push(performance.now() - started);
    found.push([column.deals.length, ...column.sums.values(), ...column.deals.slice(0, 20).map(({ id }) => id)].join());
  }
  if (found[0] !== found[1]) throw new Error(`“${find}” finds other deals in the store than in the array.`);
  return taken;
}

const count = ({ rows = '10000' }: Record<string, string>): number => Number(rows);

async function all(rows: number): Promise<Store> {
  const store = await open();
  await until(store, () => store.status.ready === 'all');
  const found = [...store.all('deal')].length;
  if (found !== rows) throw new Error(`${found} deals were on disk, not ${rows}.`);
  return store;
}

serve({
  persist: async (input) => {
    const lines = bootstrapLines(count(input));
    const started = performance.now();
    const store = await open(lines);
    // A page shows its records: until somebody asks for them the store gives way to whoever might.
    board(store, stageIds);
    // It pulls when what it was sent is on disk.
    await until(store, () => store.status.connection === 'up-to-date');
    const persist = performance.now() - started;
    if (store.status.storage !== 'disk') throw new Error('The disk was full.');
    store.close();
    return { persist };
  },

  warm: async (input) => {
    const store = await open();
    const columns = board(store, stageIds);
    await paint(columns());
    const first = performance.now();
    const shown = columns().reduce((sum, { deals }) => sum + Math.min(20, deals.length), 0);
    if (shown < 120) throw new Error(`${shown} cards were painted first.`);
    await until(store, () => store.status.ready === 'all');
    await paint(columns());
    const warm = performance.now();
    const found = columns().reduce((sum, { deals }) => sum + deals.length, 0);
    if (found !== count(input)) throw new Error(`${found} deals were on disk.`);
    return { first, warm };
  },

  edit: async (input) => {
    const store = await all(count(input));
    await store.able();
    const lists = mountLists();
    for (const { list, field } of lists) {
      const query = store.query({ type: 'deal', by: ['stage_id', editedStage], order: byField(field) });
      query.subscribe(() => list.show(query.rows));
      list.show(query.rows);
    }
    return edits(lists, (value) => {
      const outcome = store.mutate.updateDeal({ id: editedId, value });
      if (!outcome.ok) throw outcome.rejection;
    });
  },

  /** A word typed into the list's search, a key at a time, to its first page; and the same rows filtered in a plain array. */
  keys: async (input) => {
    const store = await all(count(input));
    const rows = [...store.all('deal')];
    const sides = [(find: string) => foundInStore(store, find), (find: string) => foundInArray(rows, find)] as const;
    const [first = Number.NaN, firstPlain = Number.NaN] = await eachTaken(sides, 'n');
    const taken: number[][] = [];
    for (const word of ['harbour', 'renewal', 'globex en'])
      for (let length = 1; length <= word.length; length++) taken.push(await eachTaken(sides, word.slice(0, length)));
    const middle = (side: number) => taken.map((pair) => pair[side] ?? Number.NaN).sort((a, b) => a - b)[taken.length >> 1] ?? Number.NaN;
    return { key: middle(0), plain: middle(1), first, firstPlain };
  },

  /** A first visit; from where the page's script begins, as is its baseline. */
  first: async (input) => {
    const started = performance.now();
    const store = await connect(input);
    await until(store, () => store.status.ready !== 'none');
    const columns = board(store, activeStages(store));
    await paint(columns());
    const first = performance.now() - started;
    if (columns().some(({ deals }) => deals.length < 20)) throw new Error('A column has not been filled.');
    await until(store, () => store.status.ready === 'all');
    await paint(columns());
    const all = performance.now() - started;
    const found = columns().reduce((sum, { deals }) => sum + deals.length, 0);
    if (found !== count(input)) throw new Error(`${found} deals came.`);
    return { first, all };
  },

  /** Stays connected, with a board that paints each change; changes are made and waited for from outside. */
  connected: async (input) => {
    const store = await connect(input);
    await until(store, () => store.status.connection === 'up-to-date');
    await store.able();
    const columns = board(store, activeStages(store));
    const deal = columns()[0]?.deals[0];
    if (!deal) throw new Error('There is no deal to change.');
    const named = new EventTarget();
    store.onRecord('deal', deal.id, () => {
      const name = store.get('deal', deal.id)?.name;
      void paint(columns()).then(() => named.dispatchEvent(new CustomEvent('painted', { detail: name })));
    });
    window.connected = {
      rename: (name) => {
        const made = now();
        const outcome = store.mutate.updateDeal({ id: deal.id, name });
        if (!outcome.ok) throw outcome.rejection;
        return made;
      },
      seen: (name) =>
        new Promise((resolve) => {
          const look = (event: Event) => {
            if ((event as CustomEvent<string>).detail !== name) return;
            named.removeEventListener('painted', look);
            resolve(now());
          };
          named.addEventListener('painted', look);
        }),
      roundTrip: async () => {
        const started = performance.now();
        await (await fetch('/health')).text();
        return performance.now() - started;
      },
      frame: async () => {
        const started = await new Promise<number>(requestAnimationFrame);
        return (await new Promise<number>(requestAnimationFrame)) - started;
      },
    };
    await paint(columns());
    return {};
  },

  memory: async (input) => {
    const store = await all(count(input));
    hold(store, board(store, stageIds));
    return {};
  },
});
