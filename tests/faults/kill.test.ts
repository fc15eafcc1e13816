import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { Caller, startProcess, stopProcess } from '../running.ts';

/** KILLS=100 npx vitest run tests/faults/kill kills the server that often. */
const kills = Number(process.env['KILLS'] ?? 3);

describe('a server that is killed under load', () => {
  it(`loses nothing that it has acknowledged, and does nothing twice (${kills} times)`, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'inlay-kill-'));
    try {
      const acknowledged = new Set<string>();
      const sent = new Set<string>();
      /** Lanes go on over the kills, as an outbox does: what was not acknowledged is sent again. */
      const lanes = Array.from({ length: 6 }, () => ({
        id: newId(),
        next: 1,
        unanswered: undefined as { id: string; sequence: number } | undefined,
      }));
      for (let round = 0; round <= kills; round++) {
        const running = await startProcess(dataDir);
        const caller = await Caller.signIn(running.address, 'camille@meridian.example');
        let stop = false;
        const work = lanes.map(async (lane) => {
          while (!stop) {
            const lead = lane.unanswered ?? { id: newId(), sequence: lane.next++ };
            lane.unanswered = lead;
            sent.add(lead.id);
            try {
              const answer = await caller.push(lane.id, lead.sequence, 'createLead', { id: lead.id, last_name: `Kill ${lead.sequence}` });
              if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
              acknowledged.add(lead.id);
              lane.unanswered = undefined;
            } catch (error) {
              if (stop || !(error instanceof TypeError)) throw error;
              return;
            }
          }
        });
        const settled = Promise.allSettled(work);
        await new Promise((resolve) => setTimeout(resolve, 400));
        if (round < kills) await stopProcess(running, 'SIGKILL');
        stop = true;
        const results = await settled;
        for (const result of results) if (result.status === 'rejected' && !(result.reason instanceof TypeError)) throw result.reason;
        if (round < kills) continue;
        const { blocks } = await caller.bootstrap();
        const leads = blocks
          .flatMap((block) => (block.type === 'lead' ? (block.rows as { id: string; last_name: string | null }[]) : []))
          .filter(({ last_name }) => last_name?.startsWith('Kill '));
        const ids = leads.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of acknowledged) expect(ids).toContain(id);
        for (const id of ids) expect(sent.has(id)).toBe(true);
        expect(acknowledged.size).toBeGreaterThan(20);
        await stopProcess(running, 'SIGTERM');
      }
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  }, 600_000);
});
