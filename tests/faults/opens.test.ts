import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { Caller, startProcess, stopProcess } from '../running.ts';

/** Opens are written after they are answered: a stop that is asked for waits for them. */

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-opens-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const messages = 20;
const opensOfEach = 50;
const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36';

it('a stop right after a thousand opens loses none of them', async () => {
  const proxied = { TRUSTED_PROXIES: '1' };
  const first = await startProcess(dataDir, proxied);
  const caller = await Caller.signIn(first.address, 'jonas@meridian.example');
  const lane = newId();
  const sent = Array.from({ length: messages }, () => ({ id: newId(), token: newId().replaceAll('-', '') }));
  for (const [index, { id, token }] of sent.entries()) {
    const answer = await caller.push(lane, index + 1, 'trackEmail', {
      id,
      token,
      from: { email: 'jonas@meridian.example', name: null },
      to: [{ email: 'grace@customer.example', name: null }],
      subject: `Offer ${index}`,
      copy: { account: 'jonas@meridian.example' },
    });
    expect(answer.status).toBe(200);
  }
  // Each by somebody else, from a network of their own.
  const statuses = await Promise.all(
    Array.from({ length: opensOfEach }, (_, reader) =>
      Promise.all(
        sent.map(async ({ token }) => {
          const headers = { 'User-Agent': chrome, 'X-Forwarded-For': `198.51.${reader}.7` };
          const answer = await fetch(`${first.address}/o/${caller.person}/${token}.gif`, { headers });
          await answer.arrayBuffer();
          return answer.status;
        }),
      ),
    ),
  );
  await stopProcess(first, 'SIGTERM');
  expect(statuses.flat()).toEqual(Array.from({ length: messages * opensOfEach }, () => 200));

  const second = await startProcess(dataDir, proxied);
  try {
    const again = await Caller.signIn(second.address, 'jonas@meridian.example');
    const { blocks } = await again.bootstrap();
    const emails = new Map(blocks.flatMap((block) => (block.type === 'email' ? block.rows.map((row) => [row.id, row] as const) : [])));
    for (const { id } of sent) {
      const { hits } = (await (await again.ask('GET', `/tracking/emails/${id}/opens`)).json()) as { hits: unknown[] };
      expect(hits).toHaveLength(opensOfEach);
      expect(emails.get(id)).toMatchObject({ opens: opensOfEach, automatic_opens: 0 });
    }
  } finally {
    await stopProcess(second, 'SIGTERM');
  }
});
