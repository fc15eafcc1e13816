import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from './testing-redis.ts';

const main = fileURLToPath(new URL('main.ts', import.meta.url));
let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-main-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const run = (environment: Record<string, string>) =>
  spawn(process.execPath, [main], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

describe('the process', () => {
  test('says what is wrong with its environment, and ends', async () => {
    const child = run({ PORT: 'x', LOG_LEVEL: 'loud' });
    const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(code).toBe(1);
    expect(errors).toMatch(/PORT: must be a whole number\nLOG_LEVEL: must be/);
  });

  test('prints where it is and how to sign in, and ends in order when asked', async () => {
    const child = run({ PORT: '0' });
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (line.includes('@')) break;
    }
    const address = /^Inlay is ready at (http:\S+)$/.exec(lines[0] ?? '')?.[1];
    expect((await fetch(`${address}/ready`)).status).toBe(200);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  test('asks for an owner where others reach it, and knows no password', async () => {
    // The old way to write 127.0.0.1: this machine alone, though it does not look so.
    const port = await freePort();
    const child = run({ HOST: '127.1', PORT: String(port), PUBLIC_URL: 'https://crm.example.com' });
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (line.includes('setup')) break;
    }
    expect(lines.join('\n')).toMatch(/https:\/\/crm\.example\.com\/#\/setup\?token=[0-9a-f]{32}/);
    expect(lines.join('\n')).not.toMatch(/password/i);
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
});
