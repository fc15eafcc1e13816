import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin, UserConfig } from 'vite';
import { defineConfig } from 'vite';

/**
 * What is built, each by its mode (`npm run build` does all of them):
 *   app    the full app and the demo pages                 → dist/
 *   embed  inlay.js, the whole kit for a script tag        → dist/
 *   form   inlay-form.js, the lead form alone, in one file → dist/
 */
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const shared: UserConfig = {
  resolve: { alias: { 'dexie/dist/modern/dexie.mjs': path('node_modules/dexie/dist/modern/dexie.min.mjs') } },
  build: { outDir: path('dist'), target: 'es2023', modulePreload: { polyfill: false }, reportCompressedSize: false },
};

/** The app's page stands in demo/, and is served at the root. */
const appAtRoot: Plugin = {
  name: 'app-at-root',
  enforce: 'post',
  async generateBundle(_options, bundle) {
    const page = bundle['demo/index.html'];
    if (page) page.fileName = 'index.html';
    const consent = bundle['demo/authorize/index.html'];
    if (consent) consent.fileName = 'authorize.html';
    // Pages of others load the built scripts as anybody's would: they are taken as they are.
    for (const name of ['elements.html', 'elements.css', 'elements.js', 'embed.html', 'embed.css', 'landing.html', 'landing.css'])
      if (existsSync(path(`demo/${name}`)))
        this.emitFile({ type: 'asset', fileName: `demo/${name}`, source: await readFile(path(`demo/${name}`)) });
  },
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      if (request.url === '/' || request.url?.startsWith('/?')) request.url = '/demo/index.html';
      else if (request.url?.startsWith('/authorize?')) request.url = request.url.replace('/authorize', '/demo/authorize/index.html');
      else if (request.url === '/inlay.js') request.url = '/components/inlay.ts';
      else if (request.url === '/inlay-form.js') request.url = '/components/lead-form/standalone.ts';
      next();
    });
  },
};

/** Tells the app's worker what the app is made of: everything that its page leads to. */
const offline: Plugin = {
  name: 'offline',
  apply: 'build',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
    const [worker, app] = ['demo/offline/worker.ts', 'demo/index.html'].map((name) =>
      chunks.find(({ facadeModuleId }) => facadeModuleId === path(name)),
    );
    if (!worker || !app) return this.error('The app or its worker is missing.');
    const files = new Set<string>();
    const follow = (name: string) => {
      const chunk = bundle[name];
      if (files.has(name) || chunk?.type !== 'chunk') return;
      files.add(name);
      for (const next of [...chunk.imports, ...chunk.dynamicImports]) follow(next);
      for (const asset of [...(chunk.viteMetadata?.importedCss ?? []), ...(chunk.viteMetadata?.importedAssets ?? [])]) files.add(asset);
    };
    follow(app.fileName);
    const shell = { entry: `/${app.fileName}`, files: ['/', '/icon.svg', ...[...files].toSorted().map((name) => `/${name}`)] };
    worker.code = worker.code.replace('__SHELL__', () => JSON.stringify(shell));
  },
};

/** Compressed variants beside each text file: the server sends them as they are. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  async closeBundle() {
    for (const entry of await readdir(path('dist'), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(js|css|html|svg|json)$/.test(entry.name)) continue;
      const file = `${entry.parentPath}/${entry.name}`;
      const bytes = await readFile(file);
      await writeFile(`${file}.br`, brotliCompressSync(bytes));
      await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    }
  },
};

/**
 * The kit's chunks: what nearly every element needs, in one file with the provider; the board in another. Many small files
 * would be a third larger together, compressed each for itself.
 */
const chunks = [
  {
    name: 'kit',
    test: /rolldown.runtime|components[\\/](provider[\\/](provider|controllers)|base[\\/](avatar|button|controllers[\\/]announcer|empty|format|idle|menu|styles[\\/](chips|stage-mark|style-props)|toast)[\\/.])/,
  },
  { name: 'rules', test: /shared[\\/]mutators[\\/]index\./ },
  { name: 'board', test: /components[\\/](pipeline-board[\\/]pipeline-board|deal-card[\\/]deal-card)\./ },
];

/**
 * Vite wraps each `import()` in a function that fetches what is behind it beforehand. The kit does without, so that its
 * entry waits for nothing: the wrapper is a plain call, of each module's own.
 */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  resolveId: (source, importer) => (source === '\0vite/preload-helper.js' ? `\0plain-import:${importer ?? ''}` : undefined),
  load: (id) => (id.startsWith('\0plain-import:') ? 'export const __vitePreload = (load) => load();' : undefined),
};

const server = process.env['INLAY_SERVER'] ?? 'http://127.0.0.1:8787';

export default defineConfig(({ mode }): UserConfig => {
  if (mode === 'embed')
    return {
      ...shared,
      plugins: [plainImports, compressed],
      publicDir: false,
      build: {
        ...shared.build,
        emptyOutDir: false,
        modulePreload: false,
        rolldownOptions: {
          input: { inlay: path('components/inlay.ts') },
          preserveEntrySignatures: 'strict',
          output: { entryFileNames: '[name].js', chunkFileNames: 'assets/kit-[hash].js', codeSplitting: { groups: chunks } },
        },
      },
    };
  if (mode === 'form')
    return {
      ...shared,
      plugins: [compressed],
      publicDir: false,
      build: {
        ...shared.build,
        emptyOutDir: false,
        rolldownOptions: {
          input: { 'inlay-form': path('components/lead-form/standalone.ts') },
          output: { entryFileNames: '[name].js' },
        },
      },
    };
  return {
    ...shared,
    plugins: [appAtRoot, offline, compressed],
    publicDir: path('demo/public'),
    server: {
      port: 5173,
      proxy: Object.fromEntries(
        ['/auth', '/sync', '/forms', '/imports', '/lists', '/health', '/ready'].map((route) => [
          route,
          { target: server, changeOrigin: false },
        ]),
      ),
    },
    build: {
      ...shared.build,
      emptyOutDir: true,
      rolldownOptions: {
        input: [path('demo/index.html'), path('demo/parts.html'), path('demo/authorize/index.html'), path('demo/offline/worker.ts')],
        // The worker has an address that stays: by it a browser finds the next version.
        output: {
          entryFileNames: ({ facadeModuleId }) =>
            facadeModuleId === path('demo/offline/worker.ts') ? 'offline.js' : 'assets/[name]-[hash].js',
        },
      },
    },
  };
});
