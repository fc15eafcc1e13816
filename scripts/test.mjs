// Runs every check and every test, and sums them in one line. A static check counts as one.
import { bin, check, finish, inBrowsers, inVitest, run } from './suite.mjs';

run('types', bin('tsc'), ['--noEmit'], check);
run('lint', bin('oxlint'), ['--deny-warnings'], check);
run('format', bin('oxfmt'), ['--check'], check);
run('dead code', bin('knip'), ['--no-progress'], check);
run('build', process.execPath, ['scripts/build.mjs'], check);
run('extension', process.execPath, ['scripts/extension.mjs'], check);
run('extension lint', process.execPath, ['scripts/extension-lint.mjs'], check);
run('size', bin('size-limit'), [], check);
run('server and shared', bin('vitest'), ['run', '--reporter=default'], inVitest);
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
    'server/files/kept.test.ts',
    'server/imports',
    'server/start.test.ts',
    'tests/processes.test.ts',
    'tests/sync-client',
  ],
  inVitest,
);
run('elements in Chromium', bin('wtr'), [], inBrowsers('Chromium'));
finish();
