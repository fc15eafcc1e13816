import { defineConfig } from 'vitest/config';

/** What runs in node: the server, the shared code, and what crosses folders. Elements are tested in browsers (wtr). */
export default defineConfig({
  test: {
    include: ['server/**/*.test.ts', 'shared/**/*.test.ts', 'tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
