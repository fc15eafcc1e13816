// What the engines other than Chromium are asked: the element tests, the main flow and the extension, as far as they are installed.
import { firefoxInstalled } from '../tests/browsers/firefox.ts';
import { webkitInstalled } from '../tests/browsers/webkit.ts';
import { bin, inBrowsers, inVitest, run } from './suite.mjs';

const installed = { Firefox: firefoxInstalled(), WebKit: webkitInstalled() };

export function runEngines() {
  const names = Object.keys(installed).filter((name) => installed[name]);
  for (const name of Object.keys(installed))
    if (!installed[name]) console.log(`\n== ${name}: skipped, for it is not installed (npm run test:browsers installs it)`);
  if (names.length === 0) return;
  const title = names.join(' and ');
  run(`elements in ${title}`, bin('wtr'), ['--config', 'web-test-runner.browsers.config.mjs'], inBrowsers(...names));
  run(`main flow in ${title}`, bin('vitest'), ['run', '--reporter=default', 'tests/e2e/engines.test.ts'], inVitest, {
    ENGINES: names.join(',').toLowerCase(),
  });
  if (installed.Firefox)
    run('extension in Firefox', bin('vitest'), ['run', '--reporter=default', 'tests/extension/firefox.test.ts'], inVitest, {
      ENGINES: 'firefox',
    });
}
