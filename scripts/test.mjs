// Runs every check and every test, and sums them in one line. A static check counts as one.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => `${root}node_modules/.bin/${name}`;
let passed = 0;
let failed = 0;

function run(title, command, args, count) {
  console.log(`\n== ${title}`);
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  const output = `${stdout ?? ''}${stderr ?? ''}`;
  const tests = count(output, status);
  passed += tests.passed;
  // A runner that fails without a failed test has failed all the same.
  failed += tests.failed || (status === 0 ? 0 : 1);
  if (status !== 0 || tests.failed > 0) console.log(output);
  console.log(
    `${title}: ${tests.passed} passed, ${tests.failed || (status === 0 ? 0 : 1)} failed (${Math.round((Date.now() - started) / 1000)} s)`,
  );
}

const check = (_output, status) => ({ passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 });
// Runners print as they go: the last count is the one that holds.
const number = (output, pattern) => Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0);

run('types', bin('tsc'), ['--noEmit'], check);
run('lint', bin('oxlint'), ['--deny-warnings'], check);
run('format', bin('oxfmt'), ['--check'], check);
run('dead code', bin('knip'), ['--no-progress'], check);
run('build', process.execPath, ['scripts/build.mjs'], check);
run('size', bin('size-limit'), [], check);
run('server and shared', bin('vitest'), ['run', '--reporter=default'], (output) => ({
  passed: number(output, /Tests .*?(\d+) passed/g),
  failed: number(output, /Tests .*?(\d+) failed/g),
}));
// The server's own suite once more, against a real libSQL server with a namespace for each workspace.
run(
  'server on libSQL server',
  process.execPath,
  [
    'scripts/sqld.mjs',
    bin('vitest'),
    'run',
    'server/sync',
    'server/workspace',
    'server/directory',
    'server/database',
    'server/start.test.ts',
  ],
  (output) => ({
    passed: number(output, /Tests .*?(\d+) passed/g),
    failed: number(output, /Tests .*?(\d+) failed/g),
  }),
);
run('elements in Chromium', bin('wtr'), [], (output) => ({
  passed: number(output, /(\d+) passed, \d+ failed/g),
  failed: number(output, /\d+ passed, (\d+) failed/g),
}));

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
