import { configDefaults, defineConfig } from 'vitest/config';

/** What runs in node: the server, the shared code, and what crosses folders. Elements are tested in browsers (wtr). */
export default defineConfig({
  test: {
    include: ['server/**/*.test.ts', 'shared/**/*.test.ts', 'tests/**/*.test.ts'],
    // Firefox's own: `npm run test:browsers` runs it, where Firefox is.
    exclude: [...configDefaults.exclude, ...(process.env['ENGINES']?.includes('firefox') ? [] : ['tests/extension/firefox.test.ts'])],
    // Machines can be slow, and shared by many: what hangs is told all the same.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 2,
    // What a busy machine has made late is tried once more, and told of; what fails twice fails.
    retry: 1,
  },
});
