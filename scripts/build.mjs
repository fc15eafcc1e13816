// Builds the pages and scripts when their sources have changed since the last build.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = `${root}dist/.stamp`;

function* files(path) {
  if (statSync(path).isFile()) yield path;
  else for (const name of readdirSync(path).sort()) yield* files(`${path}/${name}`);
}

function stamp() {
  const hash = createHash('sha256');
  for (const source of ['components', 'demo', 'shared', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'])
    for (const file of files(root + source)) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

const now = stamp();
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== now) {
  console.log('Building the pages…');
  for (const mode of ['production', 'embed', 'form'])
    execFileSync(process.execPath, [`${root}node_modules/vite/bin/vite.js`, 'build', '--mode', mode, '--logLevel', 'warn'], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'production' },
    });
  writeFileSync(`${root}dist/custom-elements.json`, execFileSync(process.execPath, [`${root}scripts/manifest.mjs`]));
  writeFileSync(stampFile, now);
}
