// Runs a command with a libSQL server beside it: `node scripts/sqld.mjs vitest run server/sync`. The server has a folder and ports of its own.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, sqldUrls, startSqld } from '../tests/sqld/server.ts';

const place = { folder: mkdtempSync(join(tmpdir(), 'inlay-sqld-')), port: await freePort(), admin: await freePort() };
const sqld = await startSqld(place);
const { url, adminUrl } = sqldUrls(place);

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  stdio: 'inherit',
  env: { ...process.env, TEST_LIBSQL_URL: url, TEST_LIBSQL_ADMIN_URL: adminUrl },
});
child.on('exit', (code) => {
  sqld.on('exit', () => {
    rmSync(place.folder, { recursive: true, force: true });
    process.exit(code ?? 1);
  });
  sqld.kill('SIGTERM');
});
