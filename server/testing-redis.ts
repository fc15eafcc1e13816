import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** Whether this machine has a Redis to test with: Debian's package redis-server. */
export const redisInstalled = spawnSync('redis-server', ['--version']).status === 0;

/** A real Redis on a free port that forgets everything: for tests. */
export async function startRedis() {
  const folder = await mkdtemp(join(tmpdir(), 'inlay-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const redis = spawn('redis-server', options, { stdio: 'ignore' });
  await once(redis, 'spawn');
  const probe = new Redis(url, { retryStrategy: () => 20 });
  probe.on('error', () => undefined);
  await new Promise<void>((resolve) => probe.once('ready', () => resolve()));
  probe.disconnect();
  return {
    url,
    stop: async () => {
      const exited = once(redis, 'exit');
      redis.kill();
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
