import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { NamedMutation } from '../shared/mutators/index.ts';

/** A process of its own for each side of the idle bar: the server, bare event streams, or the browsers' ends of them. */

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** How people are told apart matters to the server: they are as many as this, each with so many windows open. */
const people = 100;

async function product(): Promise<{ address: string; tokens: string[] }> {
  // The other processes have nothing of this in memory.
  const [{ newId }, { createTokens }, { startTestServer }] = await Promise.all([
    import('../shared/ids.ts'),
    import('../server/directory/tokens.ts'),
    import('../server/testing.ts'),
  ]);
  const server = await startTestServer();
  const set = await server.request('POST', '/auth/setup', {
    json: {
      token: server.deps.directory.setUp.token,
      name: 'Ada',
      email: 'ada@example.com',
      password: 'a long password',
      workspace: { name: 'Bench' },
    },
  });
  const { workspace: found } = set.body as { workspace: { id: string } };
  const workspace = await server.deps.workspaces.open(found.id);
  const users = Array.from({ length: people }, (_, at): NamedMutation => ({
    name: 'createUser',
    args: { id: newId(), name: `Person ${at}`, email: `person${at}@example.com`, profile: 'company' },
  }));
  await workspace.mutateEach({ kind: 'system', name: 'directory' }, users);
  const tokens = createTokens(server.deps.secrets);
  const minted = await Promise.all(workspace.every('user').map(({ id }) => tokens.mint({ personId: id, workspaceId: found.id }, 3600)));
  return { address: server.address, tokens: minted.map(({ token }) => token) };
}

/** Its visitors carry as much as the product's do. */
async function bare(): Promise<{ address: string; tokens: string[] }> {
  const streams = new Set<{ write(text: string): unknown }>();
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    response.write('event: version\ndata: 1\n\n');
    streams.add(response);
    response.on('close', () => streams.delete(response));
  }).listen(0, '127.0.0.1', 4096);
  await new Promise((resolve) => server.once('listening', resolve));
  setInterval(() => {
    for (const stream of streams) stream.write(': still here\n\n');
  }, 25_000);
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, tokens: ['x'.repeat(330)] };
}

/** Opens event streams until there are so many, each of which has heard its first event. */
async function connect({ address, tokens, count }: { address: string; tokens: string[]; count: number }): Promise<void> {
  const one = (at: number) =>
    new Promise<void>((resolve, reject) => {
      const headers = { Authorization: `Bearer ${tokens[at % tokens.length]}`, 'Inlay-Sync': '1', Accept: 'text/event-stream' };
      const asked = request(`${address}/sync/events`, { headers, agent: false }, (response) => {
        if (response.statusCode !== 200) return reject(new Error(`The stream was answered with ${response.statusCode}.`));
        response.once('data', () => resolve());
      });
      asked.on('error', reject);
      asked.end();
    });
  let next = 0;
  const lane = async () => {
    while (next < count) await one(next++);
  };
  await Promise.all(Array.from({ length: 50 }, lane));
}

/** Bytes of this process that are in use, after all that can be collected is: the heap's empty pages belong to nobody. */
async function resident(): Promise<number> {
  for (let times = 0; times < 3; times++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  return rss - (heapTotal - heapUsed);
}

process.on('message', (message: { do: 'resident' } | { do: 'connect'; address: string; tokens: string[]; count: number }) => {
  const work = message.do === 'resident' ? resident() : connect(message);
  void work.then((value) => process.send?.({ value: value ?? 0 }));
});
process.on('disconnect', () => process.exit());

const role = process.argv[2];
const started = role === 'product' ? await product() : role === 'bare' ? await bare() : { address: '', tokens: [] };
process.send?.({ value: started });
