import fc from 'fast-check';
import { limits } from '../../shared/sync/wire.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import { sees } from '../../shared/sight.ts';
import type { Faults } from './browser.ts';
import { Browser } from './browser.ts';
import { tokenOf } from './mail.ts';
import type { Pool, Step } from './steps.ts';
import { actOf, atWork, forgetful, handedOn, inTheMail, makePool } from './steps.ts';
import { textOf } from './world.ts';
import type { World } from './world.ts';
import { people } from './world.ts';

const upTo = (maxLength: number, minLength = 1) => ({ minLength, maxLength, size: 'max' }) as const;

/** Many schedules are short, and few long: most of what can go wrong goes wrong within a few steps. */
export const kinds = {
  atWork: fc.oneof({ weight: 7, arbitrary: fc.array(atWork, upTo(30)) }, { weight: 1, arbitrary: fc.array(atWork, upTo(90, 30)) }),
  inTheMail,
  handedOn,
  forgetful: fc.array(forgetful, upTo(35, 10)),
};

/** Runs a schedule from an empty workspace until everything is said; gives what went wrong. */
export async function run(world: World, steps: readonly Step[], faults: Faults): Promise<string[]> {
  await world.clear();
  const pool = makePool();
  const browsers: Browser[] = [];
  for (const person of ['rep1', 'rep2', 'manager', 'boss', 'manager']) {
    const browser = new Browser(world, person, faults);
    await browser.startAs(await filled(world, person));
    browsers.push(browser);
  }
  const late: (() => Promise<void>)[] = [];

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
    if (given.do === 'prune') {
      await world.forgetExits();
      continue;
    }
    if (given.do === 'opened') {
      await world.opened(tokenOf(given.message));
      continue;
    }
    const browser = browsers[given.who];
    if (!browser) continue;
    if (given.do === 'mutate') mutate(world, browser, given, pool);
    else if (given.do === 'push') await push(browser, given.fate, late);
    else if (given.do === 'pull') await pull(browser, given, late);
    else if (given.do === 'crash') await browser.crash();
    else if (given.do === 'rebuild') await browser.rebuild(given.breakAfter);
    else await browser.powerLoss(given.count);
  }
  for (const delivery of late) await delivery();
  const waiting = browsers.map((browser) => [...browser.replica.outbox]);
  await settle(browsers);
  return [...browsers.flatMap(({ problems }) => problems), ...(await faultsAtRest(world, browsers, waiting))];
}

/** Browsers that have just been filled from an empty workspace, by whom they belong to: every schedule begins there. */
const first = new WeakMap<World, Map<string, Browser>>();

async function filled(world: World, person: string): Promise<Browser> {
  const known = first.get(world) ?? new Map<string, Browser>();
  first.set(world, known);
  const there = known.get(person);
  if (there) return there;
  const browser = new Browser(world, person, {});
  await browser.rebuild();
  known.set(person, browser);
  return browser;
}

async function push(browser: Browser, given: string, late: (() => Promise<void>)[]): Promise<void> {
  const body = browser.pushBody();
  if (given === 'late') late.push(() => browser.push(body));
  else if (given !== 'lost') {
    await browser.push(body);
    if (given === 'doubled') await browser.push(body);
  }
}

async function pull(browser: Browser, { fate: given, rows }: Extract<Step, { do: 'pull' }>, late: (() => Promise<void>)[]): Promise<void> {
  const page = await browser.ask(rows);
  if (!page) return browser.rebuild();
  if (given === 'late') late.push(() => browser.take(page));
  else if (given !== 'lost') {
    await browser.take(page);
    if (given === 'doubled') await browser.take(page);
  }
}

/** At rest everyone pushes, and pulls until nothing is left to say. */
async function settle(browsers: readonly Browser[]): Promise<void> {
  for (const browser of browsers) await browser.push();
  for (const browser of browsers) {
    for (let round = 0, more = true; more && round < 40; round++) {
      const page = await browser.ask(limits.pageRows);
      if (page) await browser.take(page);
      else await browser.rebuild();
      // A cache that was built anew has not heard of its lanes yet.
      more = page === undefined || page.more || browser.replica.cursor !== page.cursor;
    }
  }
}

async function faultsAtRest(
  world: World,
  browsers: readonly Browser[],
  waiting: readonly (readonly { lane: string; sequence: number; name: string; args: unknown }[])[],
): Promise<string[]> {
  const stored = await world.stored();
  const { fields, broken } = await world.told();
  const problems = broken.map((what) => `HISTORY breaks off at ${what}`);
  for (const [key, told] of fields) {
    const text = stored.get(key)?.text;
    if (text === undefined) continue;
    const row = JSON.parse(text) as Record<string, unknown>;
    for (const [field, to] of told)
      if (JSON.stringify(row[field] ?? null) !== JSON.stringify(to)) problems.push(`HISTORY does not tell of ${key} ${field}`);
  }
  const mail = new Map([...stored].flatMap(([key, { scope }]) => (isMail(key) ? [[key.slice(key.indexOf('/') + 1), { key, scope }]] : [])));
  for (const [index, browser] of browsers.entries()) {
    const sight = world.workspace.sight(world.id(browser.person)) ?? [];
    const confirmed = browser.confirmed();
    for (const [key, row] of confirmed) {
      const truth = stored.get(key);
      if (!truth || !sees(sight, truth.scope)) problems.push(`LEAK ${browser.person} keeps ${key}`);
      for (const id of idsIn(row)) {
        const named = mail.get(id);
        if (named && !sees(sight, named.scope)) problems.push(`LEAK ${browser.person} reads in ${key} of ${named.key}`);
      }
    }
    for (const [key, { scope, text }] of stored)
      if (sees(sight, scope) && JSON.stringify(confirmed.get(key)) !== text) problems.push(`DIVERGED ${browser.person} at ${key}`);
    if (browser.replica.outbox.length > 0) problems.push(`STUCK ${browser.person}`);
    for (const entry of waiting[index] ?? [])
      if (world.done.get(`${entry.lane} ${entry.sequence}`)?.text !== textOf(entry))
        problems.push(`LOST ${browser.person} ${textOf(entry)}`);
  }
  return problems;
}

const isMail = (key: string): boolean => /^(email|email_copy|email_link|conversation_link|mail_rule|email_template)\//.test(key);

/** Every id that stands anywhere in a row. */
const idsIn = (row: Row): readonly string[] => JSON.stringify(row).match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];

function mutate(world: World, browser: Browser, given: Extract<Step, { do: 'mutate' }>, pool: Pool): void {
  const { replica } = browser;
  const setting = {
    ...world.setting,
    hasTask: (id: string) => replica.rows.get('task', id) !== undefined,
    mailbox: { address: `${browser.person}@example.com`, all: <T extends RecordType>(type: T): Row<T>[] => [...replica.rows.all(type)] },
  };
  const mutation = actOf(setting, given, pool);
  if (mutation) browser.mutate(mutation.name, mutation.args);
}

export interface Checked {
  kind: keyof typeof kinds;
  faults?: Faults;
  runs: number;
  seed: number;
}

/** Runs random schedules of a kind until one goes wrong. */
export const check = (world: World, { kind, faults = {}, runs, seed }: Checked) =>
  fc.check(
    fc.asyncProperty(kinds[kind], async (steps) => {
      const [problem] = await run(world, steps, faults);
      if (problem !== undefined) throw new Error(problem);
    }),
    { numRuns: runs, seed, endOnFailure: true },
  );
