// Element tests and the main flow in Firefox and WebKit, and the extension in Firefox, summed in one line. Chromium is in `npm test`.
import { runEngines } from './engines.mjs';
import { check, finish, run } from './suite.mjs';

run('build', process.execPath, ['scripts/build.mjs'], check);
run('extension', process.execPath, ['scripts/extension.mjs'], check);
runEngines();
finish();
