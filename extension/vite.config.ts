import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { crx } from '@crxjs/vite-plugin';
import type { UserConfig } from 'vite';
import { defineConfig } from 'vite';
import type { Browser } from './manifest.ts';
import { manifestFor } from './manifest.ts';

/** Builds the extension for one browser, which is the mode: `vite build --config extension/vite.config.ts --mode firefox`. */
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig(({ mode }): UserConfig => {
  const browser: Browser = mode === 'firefox' || mode === 'edge' ? mode : 'chrome';
  const { version } = JSON.parse(readFileSync(path('../package.json'), 'utf8')) as { version: string };
  return {
    root: path('.'),
    base: './',
    publicDir: path('public'),
    plugins: [crx({ manifest: manifestFor(browser, version), browser: browser === 'firefox' ? 'firefox' : 'chrome' })],
    resolve: { alias: { 'dexie/dist/modern/dexie.mjs': path('../node_modules/dexie/dist/modern/dexie.min.mjs') } },
    build: {
      outDir: path(`../dist-extension/${browser}`),
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: false,
      // The stores read what they are sent.
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: { input: [path('sidebar/index.html'), path('welcome/index.html')] },
    },
  };
});
