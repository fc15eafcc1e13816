import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../shared/ids.ts';
import { Tickets } from '../server/forms/ticket.ts';
import { startTestServer } from '../server/testing.ts';
import type { Result } from './measure.ts';
import { alternately, milliseconds, result } from './measure.ts';

const requests = 400;
const connections = 16;
const key = 'benchform0123456';

/** Submissions stored a second, beside the same server's smallest JSON answer. */
export async function formSubmit(): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), 'inlay-bench-'));
  const server = await startTestServer({ DATA_DIR: dataDir, TRUSTED_PROXIES: '1' });
  const set = await server.request('POST', '/auth/setup', {
    json: {
      token: server.deps.directory.setUp.token,
      name: 'Ada',
      email: 'ada@example.com',
      password: 'a long password',
      workspace: { name: 'Bench' },
    },
  });
  const { workspace: place } = set.body as { workspace: { id: string } };
  const workspace = await server.deps.workspaces.open(place.id);
  const owner = workspace.every('user')[0]?.id ?? '';
  await workspace.mutate({ kind: 'system', name: 'set-up' }, [
    {
      name: 'createForm',
      args: { id: newId(), name: 'Bench', key, fields: [{ name: 'last_name', label: null, required: true }], owner_ids: [owner] },
    },
  ]);
  await server.deps.directory.settle();
  const ticket = new Tickets(server.deps.secrets.derive('form-ticket')).mint(key, Date.now() - 60_000);
  let address = 0;
  const many = (one: () => Promise<Response>) =>
    milliseconds(() =>
      Promise.all(
        Array.from({ length: connections }, async () => {
          for (let count = 0; count < requests / connections; count++) {
            const answer = await one();
            if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
            await answer.arrayBuffer();
          }
        }),
      ),
    );
  // Visitors come from many addresses: each has a limit of its own.
  const from = () => ({ 'X-Forwarded-For': `10.${(address >> 12) & 255}.${(address >> 4) & 255}.${address++ & 15}` });
  const [mine = 1, baseline = 1] = await alternately([
    () =>
      many(() =>
        fetch(`${server.address}/forms/${key}/submissions`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', ...from() },
          body: JSON.stringify({ id: newId(), ticket, values: { last_name: 'Bench' }, consent: false, referrer: null, utm: null }),
        }),
      ),
    () => many(() => fetch(`${server.address}/health`)),
  ]);
  await server.close();
  await rm(dataDir, { recursive: true, force: true });
  return result('form-submit', 'submissions/s', (requests * 1000) / mine, (requests * 1000) / baseline, '≥ 0.15');
}
