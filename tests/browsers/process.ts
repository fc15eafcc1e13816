import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const running = new Set<ChildProcess>();
const folders = new Set<string>();

// However a run ends, what it has started and written ends with it.
process.once('exit', () => {
  for (const child of running) end(child);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

/** A folder that is gone when the process is. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `inlay-${name}-`));
  folders.add(folder);
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  folders.delete(folder);
}

/** Starts a process that leads a group of its own, so that what it starts in turn is ended with it. */
export function start(command: string, args: string[], environment: Record<string, string>, stdio: StdioOptions): ChildProcess {
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio, detached: true });
  running.add(child);
  // That it cannot be started at all shows where it is waited for.
  child.once('error', () => running.delete(child));
  return child;
}

/** Ends a process and its group, and waits until it is gone. */
export async function stop(child: ChildProcess): Promise<void> {
  const gone = child.exitCode !== null || child.signalCode !== null || child.pid === undefined ? undefined : once(child, 'exit');
  end(child);
  await gone;
  running.delete(child);
}

function end({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // The whole group has ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
