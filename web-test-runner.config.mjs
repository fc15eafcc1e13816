import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { bundleTests, bundled } from './scripts/element-tests.mjs';

/** All of them come bundled, and a few that are named as they are. */
const named = process.argv.includes('--files');
if (!named) await bundleTests();

/** Element tests, in real Chromium from the system's packages. */
export default {
  ...(named
    ? {
        nodeResolve: { exportConditions: ['browser', 'development'] },
        plugins: [esbuildPlugin({ ts: true, target: 'es2023', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) })],
      }
    : { files: [`${bundled}/{components,demo,extension}/**/*.test.js`] }),
  concurrency: 2,
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      // Without motion what is measured is what stands, not what is half faded in.
      createBrowserContext: ({ browser }) => browser.newContext({ reducedMotion: 'reduce' }),
      launchOptions: {
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      },
    }),
  ],
  testFramework: { config: { timeout: 20_000 } },
  testsFinishTimeout: 300_000,
};
