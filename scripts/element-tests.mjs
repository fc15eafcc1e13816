import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the element tests are once they are bundled: each has its place there, as in the tree. */
export const bundled = 'node_modules/.cache/element-tests';

/**
 * Bundles the element tests with all that they import: a file of tests would otherwise be some hundreds of requests, which
 * costs engines more time than the tests do.
 */
export async function bundleTests() {
  const tests = globSync('{components,demo,extension}/**/*.test.ts', { cwd: root });
  await build({
    configFile: false,
    root,
    base: './',
    mode: 'development',
    publicDir: false,
    logLevel: 'error',
    resolve: { conditions: ['browser', 'development'] },
    build: {
      outDir: root + bundled,
      emptyOutDir: true,
      target: 'es2023',
      minify: false,
      modulePreload: false,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(tests.map((file) => [file.replace(/\.ts$/, ''), root + file])),
        // What the test runner serves by itself.
        external: /^\/__web-/,
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}
