import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Faults } from './browser.ts';
import type { Checked } from './schedule.ts';
import { check } from './schedule.ts';
import { World } from './world.ts';

/** The schedules are hard enough: each of these wrong versions of the protocol is caught by them, the rarest within a few hundred. */
const most = Number(process.env['WRONG_SCHEDULES'] ?? 2500);
const seed = Number(process.env['SEED'] ?? 7);

const world = new World();
beforeAll(() => world.open());
afterAll(() => world.close());

const wrong: [string, Checked['kind'], Faults][] = [
  ['a server that tells nobody what left their sight', 'handedOn', { noExits: true }],
  ['a server that tells what left somebody’s sight only where they do not see it now', 'handedOn', { exitsBySight: true }],
  ['a server that does not tell a changed sight', 'handedOn', { noSight: true }],
  ['a client that applies answers wherever it stands', 'forgetful', { noCompare: true }],
  ['cursors compared by a count', 'forgetful', { countedCursors: true }],
  ['a refused mutation that stays in the outbox', 'atWork', { refusedStay: true }],
  ['a page session that goes on with the lane of the one before', 'atWork', { reusedLane: true }],
  ['a lane that is told ahead of the page with its effects', 'atWork', { lanesAhead: true }],
];

describe('random schedules catch', () => {
  it.each(wrong)(
    '%s',
    async (_name, kind, faults) => {
      const result = await check(world, { kind, faults, runs: most, seed });
      expect(result.failed).toBe(true);
      if (process.env['TELL']) console.log(`${result.numRuns} schedules: ${String(result.errorInstance)}`);
    },
    3_600_000,
  );
});
