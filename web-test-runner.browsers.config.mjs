import { Firefox, firefoxInstalled } from './tests/browsers/firefox.ts';
import { EngineLauncher } from './tests/browsers/launcher.ts';
import { WebKit, webkitInstalled } from './tests/browsers/webkit.ts';
import chromium from './web-test-runner.config.mjs';

/** The same element tests in the engines that are not Chromium, as far as they are installed. */
export default {
  ...chromium,
  browsers: [firefoxInstalled() && new EngineLauncher(new Firefox()), webkitInstalled() && new EngineLauncher(new WebKit())].filter(
    Boolean,
  ),
  concurrentBrowsers: 2,
  // WebKit starts anew for each file.
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
};
