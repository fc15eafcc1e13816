import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { Caller, startProcess, stopProcess } from '../running.ts';

/** KILLS=100 npx vitest run tests/faults/files kills the server that often. */
const kills = Number(process.env['KILLS'] ?? 3);

it(`a server that is killed while files arrive keeps every one that it has acknowledged, whole, and none twice (${kills} times)`, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'inlay-kill-files-'));
  const sent = new Map<string, Buffer>();
  const acknowledged = new Set<string>();
  try {
    for (let round = 0; round <= kills; round++) {
      const running = await startProcess(dataDir);
      const caller = await Caller.signIn(running.address, 'camille@meridian.example');
      const { blocks } = await caller.bootstrap();
      const deal = blocks.find(({ type }) => type === 'deal')?.rows[0]?.id ?? '';
      let stop = false;
      const work = Array.from({ length: 4 }, async (_, lane) => {
        while (!stop) {
          // A repeated upload of one that was not acknowledged, or a new one.
          const [id = newId()] = [...sent.keys()].filter((known, at) => at % 4 === lane && !acknowledged.has(known));
          const content = sent.get(id) ?? Buffer.from(randomBytes(40_000 + Math.floor(Math.random() * 200_000)).toString('hex'));
          sent.set(id, content);
          try {
            const answer = await fetch(`${running.address}/files?id=${id}&name=${id}.txt&resource_type=deal&resource_id=${deal}`, {
              method: 'POST',
              headers: { Authorization: `Bearer ${caller.token}` },
              body: new Blob([new Uint8Array(content)]),
            });
            if (answer.status === 429) return;
            if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
            await answer.arrayBuffer();
            acknowledged.add(id);
          } catch (error) {
            if (!(error instanceof TypeError)) throw error;
            return;
          }
        }
      });
      const settled = Promise.allSettled(work);
      await new Promise((resolve) => setTimeout(resolve, 300));
      if (round < kills) await stopProcess(running, 'SIGKILL');
      stop = true;
      for (const result of await settled) if (result.status === 'rejected') throw result.reason;
      if (round < kills) continue;
      const documents = (await caller.bootstrap()).blocks.flatMap(({ type, rows }) =>
        // The sample has documents of its own.
        type === 'document' ? rows.map(({ id }) => id).filter((id) => sent.has(id)) : [],
      );
      expect(new Set(documents).size).toBe(documents.length);
      expect(acknowledged.size).toBeGreaterThan(kills);
      for (const id of acknowledged) expect(documents).toContain(id);
      // Whatever has a record has its content, acknowledged or not.
      for (const id of documents) {
        const given = Buffer.from(await (await caller.ask('GET', `/files/${id}`)).arrayBuffer());
        expect(given.equals(sent.get(id) ?? Buffer.alloc(0))).toBe(true);
      }
      await stopProcess(running, 'SIGTERM');
      // What arrived when the process died is no document, and goes a day later.
      expect((await readdir(join(dataDir, 'files', 'incoming'))).length).toBeLessThanOrEqual(4 * kills);
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}, 3_600_000);
