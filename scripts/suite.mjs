// Runs checks and tests one after the other and sums them in one line. A static check counts as one.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
export const bin = (name) => `${root}node_modules/.bin/${name}`;
let passed = 0;
let failed = 0;

/** `count` reads how many passed and failed from what the command has printed and its status. */
export function run(title, command, args, count, environment = {}) {
  console.log(`\n== ${title}`);
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...environment },
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

/** Ends with the sum of all that has run. */
export function finish() {
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

// Runners print as they go: the last count is the one that holds.
const number = (output, pattern) => Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0);

export const check = (_output, status) => ({ passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 });

export const inVitest = (output) => ({
  passed: number(output, /Tests .*?(\d+) passed/g),
  failed: number(output, /Tests .*?(\d+) failed/g),
});

/** The test runner has a line for each browser. */
export const inBrowsers =
  (...names) =>
  (output) => {
    const counts = names.map((name) => ({
      passed: number(output, new RegExp(`${name}: .*?(\\d+) passed, \\d+ failed`, 'g')),
      failed: number(output, new RegExp(`${name}: .*?\\d+ passed, (\\d+) failed`, 'g')),
    }));
    return { passed: counts.reduce((sum, one) => sum + one.passed, 0), failed: counts.reduce((sum, one) => sum + one.failed, 0) };
  };
