// Builds the extension for each browser, as a folder to load and a ZIP to publish, when its sources have changed since the last build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { ZipFile } from 'yazl';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}dist-extension/`;
const stampFile = `${out}.stamp`;
const browsers = ['chrome', 'edge', 'firefox'];

function* files(path) {
  if (statSync(path).isFile()) yield path;
  else for (const name of readdirSync(path).sort()) yield* files(`${path}/${name}`);
}

function stamp() {
  const hash = createHash('sha256');
  for (const source of ['extension', 'components', 'shared', 'scripts/extension.mjs', 'tsconfig.json', 'package.json', 'package-lock.json'])
    for (const file of files(root + source)) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

/** The same bytes for the same files, whenever and wherever it is made. */
async function zip(folder, to) {
  const archive = new ZipFile();
  for (const file of files(folder))
    archive.addFile(file, file.slice(folder.length + 1), {
      mtime: new Date('2000-01-01T00:00:00'),
      mode: 0o100644,
      forceDosTimestamp: true,
    });
  archive.end();
  await pipeline(archive.outputStream, createWriteStream(to));
}

const now = stamp();
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== now) {
  console.log('Building the extension…');
  rmSync(out, { recursive: true, force: true });
  const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  for (const browser of browsers) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [`${root}node_modules/vite/bin/vite.js`, 'build', '--config', 'extension/vite.config.ts', '--mode', browser],
      { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
    );
    if (status !== 0) {
      console.error(stdout + stderr);
      process.exit(1);
    }
    await zip(out + browser, `${out}inlay-${browser}-${version}.zip`);
  }
  writeFileSync(stampFile, now);
}
