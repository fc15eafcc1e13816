import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Checked } from './schedule.ts';
import { check } from './schedule.ts';
import { World } from './world.ts';

/** Of all kinds together. */
const schedules = Number(process.env['SCHEDULES'] ?? 10_000);
const seed = Number(process.env['SEED'] ?? 7);

/** Tests that everything converges, through a share of all schedules for each kind. */
export function convergesThrough(shares: Partial<Record<Checked['kind'], number>>): void {
  const world = new World();
  beforeAll(() => world.open());
  afterAll(() => world.close());

  describe('sync converges', () => {
    for (const [kind, share] of Object.entries(shares) as [Checked['kind'], number][]) {
      const runs = Math.ceil(schedules * share);
      it(`through ${runs} random schedules of the kind ${kind}`, async () => {
        const result = await check(world, { kind, runs, seed });
        expect(result.failed, `${String(result.errorInstance)} ${JSON.stringify(result.counterexample)}`).toBe(false);
        expect(result.numRuns).toBe(runs);
      }, 3_600_000);
    }
  });
}
