// Element tests and the main flow in Firefox and WebKit, summed in one line. Chromium is in `npm test`.
import { runEngines } from './engines.mjs';
import { check, finish, run } from './suite.mjs';

run('build', process.execPath, ['scripts/build.mjs'], check);
runEngines();
finish();
