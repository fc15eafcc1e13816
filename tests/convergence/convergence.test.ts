import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { PullPage } from '../../shared/sync/wire.ts';
import type { Faults } from './world.ts';
import { Browser, World, people } from './world.ts';

/**
 * Random schedules of people who work, requests that are lost, doubled, late and out of order, pages that crash, disks that lose their last
 * writes, profiles and superiors that change: against the real server code on a real database and the real client logic. Whatever happens,
 * nobody keeps a record outside their sight, everyone has what the server has, nothing is done twice, nothing is lost without a word, and
 * nothing on the screen flickers back.
 *
 * SCHEDULES=10000 npx vitest run tests/convergence runs more of them, SEED=n others.
 */
const schedules = Number(process.env['SCHEDULES'] ?? 150);
const seed = Number(process.env['SEED'] ?? 7);

const who = fc.nat(4);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('mutate' as const),
      who,
      name: fc.constantFrom('create', 'create', 'title', 'title', 'reassign', 'assign', 'note', 'delete', 'restore'),
      on: fc.nat(4),
      to: fc.nat(3),
      n: fc.nat(9),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('push' as const), who, fate: fc.constantFrom('ok', 'lost', 'doubled', 'late') }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pull' as const), who, fate: fc.constantFrom('ok', 'lost', 'doubled', 'late') }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver' as const), which: fc.nat(20) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('power' as const), who, count: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('role' as const),
      of: fc.nat(2),
      profile: fc.constantFrom('user' as const, 'manager' as const, 'company' as const),
      under: fc.option(fc.nat(3), { nil: null }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const world = new World();
beforeAll(() => world.open());
afterAll(() => world.close());

async function run(steps: readonly Step[], faults: Faults): Promise<string[]> {
  await world.clear();
  const leads = Array.from({ length: 5 }, () => newId());
  const browsers = ['rep1', 'rep2', 'manager', 'boss', 'manager'].map((person) => new Browser(world, person, faults));
  for (const browser of browsers) await browser.bootstrap();
  const late: (() => Promise<void>)[] = [];
  const problems: string[] = [];
  /** Mutations that were made, and whose page session did not lose them with the power. */
  const titles = new Map<string, number>();

  const take = async (browser: Browser, page: PullPage) => {
    const before = new Map(browser.replica.outbox.map((waiting) => [`${waiting.lane} ${waiting.sequence}`, waiting]));
    const refusedBefore = browser.replica.refused.length;
    await browser.take(page);
    const left = new Set(browser.replica.outbox.map((waiting) => `${waiting.lane} ${waiting.sequence}`));
    const refused = new Set(browser.replica.refused.slice(refusedBefore).map((entry) => `${entry.lane} ${entry.sequence}`));
    const confirmed = browser.confirmed();
    for (const [key, waiting] of before) {
      if (left.has(key) || refused.has(key) || waiting.name !== 'createNote') continue;
      // A note that has left the outbox stands, or has left the sight of its author, or has gone with its lead.
      const { id, resource_id } = waiting.args as { id: string; resource_id: string };
      const truth = await world.truth(browser.person);
      if (truth.has(`note/${id}`) && truth.has(`lead/${resource_id}`) && !confirmed.has(`note/${id}`))
        titles.set(`${browser.person} ${id}`, 1);
    }
  };

  for (const given of steps) {
    if (given.do === 'deliver') {
      const [delivery] = late.length > 0 ? late.splice(given.which % late.length, 1) : [];
      await delivery?.();
      continue;
    }
    if (given.do === 'role') {
      const name = people[given.of] ?? 'rep1';
      const under = given.under === null ? null : (people[given.under] ?? null);
      await world.setRole(name, given.profile, under === name ? null : under);
      continue;
    }
    const browser = browsers[given.who];
    if (!browser) continue;
    if (given.do === 'mutate') mutate(browser, given, leads);
    else if (given.do === 'push') {
      const body = browser.pushBody();
      if (given.fate === 'late') late.push(() => browser.push(body));
      else if (given.fate !== 'lost') {
        await browser.push(body);
        if (given.fate === 'doubled') await browser.push(body);
      }
    } else if (given.do === 'pull') {
      const page = await browser.ask();
      if (!page) continue;
      if (given.fate === 'late') late.push(() => take(browser, page));
      else if (given.fate !== 'lost') {
        await take(browser, page);
        if (given.fate === 'doubled') await take(browser, page);
      }
    } else if (given.do === 'crash') await browser.crash();
    else await browser.powerLoss(given.count);
  }
  for (const delivery of late) await delivery();

  // At rest everyone pushes and pulls until nothing is left to say.
  const waiting = browsers.map((browser) => browser.replica.outbox.map((entry) => ({ ...entry })));
  for (let round = 0; round < 40; round++) {
    let quiet = true;
    for (const browser of browsers) {
      await browser.push();
      const page = await browser.ask();
      if (!page) await browser.bootstrap();
      else {
        await take(browser, page);
        quiet &&= !page.more && browser.replica.outbox.length === 0 && page.removes.length === 0 && page.puts.length === 0;
      }
    }
    if (quiet && round > 1) break;
  }
  for (const [index, browser] of browsers.entries()) {
    const truth = await world.truth(browser.person);
    const confirmed = browser.confirmed();
    for (const key of confirmed.keys()) if (!truth.has(key)) problems.push(`LEAK ${browser.person} keeps ${key}`);
    for (const [key, text] of truth) {
      const row = confirmed.get(key);
      if (!row || JSON.stringify(row) !== text) problems.push(`DIVERGED ${browser.person} at ${key}`);
    }
    if (browser.replica.outbox.length > 0) problems.push(`STUCK ${browser.person}`);
    const positions = await world.positions();
    for (const { lane, sequence } of waiting[index] ?? [])
      if ((positions.get(lane) ?? 0) < sequence) problems.push(`LOST ${browser.person} ${lane} ${sequence}`);
  }
  // Each note has an id of its own: one that was made twice would have been refused, and been told.
  for (const browser of browsers)
    for (const refused of browser.replica.refused)
      if (refused.name === 'createNote' && refused.code === 'already_exists') problems.push(`TWICE ${browser.person}`);
  if (titles.size > 0) problems.push(`FLICKER ${[...titles.keys()].join()}`);
  return problems;
}

function mutate(browser: Browser, given: Extract<Step, { do: 'mutate' }>, leads: readonly string[]): void {
  const id = leads[given.on] ?? '';
  const to = world.id(people[given.to] ?? 'rep1');
  switch (given.name) {
    case 'create':
      browser.mutate('createLead', { id, last_name: `L${given.n}` });
      break;
    case 'title':
      browser.mutate('updateLead', { id, title: `T${given.n}` });
      break;
    case 'reassign':
      browser.mutate('updateLead', { id, owner_id: to });
      break;
    case 'assign':
      browser.mutate('createTask', { id: newId(), content: `C${given.n}`, owner_id: to, resource_type: 'lead', resource_id: id });
      break;
    case 'note':
      browser.mutate('createNote', {
        id: newId(),
        content: `N${given.n}`,
        resource_type: 'lead',
        resource_id: id,
        type: given.n === 0 ? 'restricted' : 'regular',
      });
      break;
    case 'delete':
      browser.mutate('deleteLead', { id });
      break;
    case 'restore':
      browser.mutate('restoreRecord', { type: 'lead', id });
      break;
  }
}

const check = (faults: Faults, runs: number) =>
  fc.check(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 90, size: 'max' }), async (steps) => {
      const [problem] = await run(steps, faults);
      if (problem !== undefined) throw new Error(problem);
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );

describe('sync converges', () => {
  it(`through ${schedules} random schedules`, async () => {
    const result = await check({}, schedules);
    expect(result.failed, `${String(result.errorInstance)} ${JSON.stringify(result.counterexample)}`).toBe(false);
  }, 3_600_000);
});

describe('and the schedules are hard enough to catch', () => {
  const wrong: [string, Faults][] = [
    ['a server that tells nobody what left their sight', { noExits: true }],
    ['a server that does not tell a changed sight', { noSight: true }],
    ['a client that applies answers wherever it stands', { noCompare: true }],
    ['a refused mutation that stays in the outbox', { refusedStay: true }],
    ['a page session that goes on with the lane of the one before', { reusedLane: true }],
    ['a lane that is told ahead of the page with its effects', { lanesAhead: true }],
    ['cursors compared by a count', { countedCursors: true }],
  ];
  it.each(wrong)(
    '%s',
    async (_name, faults) => {
      expect((await check(faults, Math.max(schedules, 2000))).failed).toBe(true);
    },
    3_600_000,
  );
});
