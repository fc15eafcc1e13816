import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppEnv } from './index.ts';
import { staticFiles } from './index.ts';

let folder: string;
let app: Hono<AppEnv>;
const style = 'body{margin:0}';
const script = 'import("./a.js")';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-pages-'));
  const dist = join(folder, 'dist');
  await mkdir(join(dist, 'assets'), { recursive: true });
  await mkdir(join(dist, 'demo'));
  await writeFile(join(folder, 'secret'), 'sesame');
  await writeFile(
    join(dist, 'index.html'),
    `<!doctype html><style>${style}</style><script src="/a.js"></script><script type="module">${script}</script>`,
  );
  await writeFile(join(dist, 'demo', 'embed.html'), '<!doctype html>');
  await writeFile(join(dist, 'authorize.html'), '<!doctype html>');
  await writeFile(join(dist, 'inlay.js'), 'export {}');
  await writeFile(join(dist, 'offline.js'), 'addEventListener("fetch", () => {})');
  await writeFile(join(dist, 'inlay.js.gz'), gzipSync('export {}'));
  await writeFile(join(dist, 'assets', 'main-BxQ9k2_a.js'), 'export const a = 1');
  app = new Hono<AppEnv>();
  app.use(await staticFiles({ folder: dist, frameAncestors: ['https://host.example'] }));
});
afterEach(() => rm(folder, { recursive: true }));

describe('pages', () => {
  test('are served by name, the first one at the root', async () => {
    expect((await app.request('/')).headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect((await app.request('/demo/embed.html')).status).toBe(200);
    expect((await app.request('/demo/other.html')).status).toBe(404);
  });

  test('run only scripts and styles of this server, and the inline ones that were built', async () => {
    const policy = (await app.request('/')).headers.get('Content-Security-Policy');
    const sha = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy).toContain(`script-src 'self' ${sha(script)};`);
    expect(policy).toContain(`style-src 'self' ${sha(style)};`);
    expect(policy?.replace("style-src-attr 'unsafe-inline';", '')).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'self' https://host.example");
  });

  test('where somebody decides stand in no frame, whoever may show the others, and say nothing of their address', async () => {
    for (const path of ['/authorize', '/authorize.html']) {
      const { status, headers } = await app.request(path);
      expect(status).toBe(200);
      const policy = headers.get('Content-Security-Policy');
      expect(policy).toMatch(/frame-ancestors 'none'$/);
      expect(policy).not.toMatch(/unsafe|https:|blob:/);
      expect(headers.get('X-Frame-Options')).toBe('DENY');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    }
    expect((await app.request('/')).headers.get('X-Frame-Options')).toBeNull();
  });

  test('are asked for again each time, and come only when they have changed', async () => {
    const first = await app.request('/');
    expect(first.headers.get('Cache-Control')).toBe('no-cache');
    const again = await app.request('/', { headers: { 'If-None-Match': first.headers.get('ETag') ?? '' } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });
});

describe('scripts', () => {
  test('may be loaded by any page', async () => {
    const { headers } = await app.request('/inlay.js');
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
  });

  test('with a hash in their name are kept for ever, the others are not', async () => {
    expect((await app.request('/assets/main-BxQ9k2_a.js')).headers.get('Cache-Control')).toContain('immutable');
    expect((await app.request('/inlay.js')).headers.get('Cache-Control')).toBe('public, no-cache');
  });

  test('that work for the app alone fetch from this server, and are for no other page', async () => {
    const { headers } = await app.request('/offline.js');
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; connect-src 'self'");
    expect(headers.get('Cache-Control')).toBe('public, no-cache');
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  test('come compressed to who takes it', async () => {
    const compressed = await app.request('/inlay.js', { headers: { 'Accept-Encoding': 'br, gzip' } });
    expect(compressed.headers.get('Content-Encoding')).toBe('gzip');
    expect(new Uint8Array(await compressed.arrayBuffer())).toEqual(new Uint8Array(gzipSync('export {}')));
    expect((await app.request('/inlay.js')).headers.get('Content-Encoding')).toBeNull();
  });

  test('are described without being sent', async () => {
    const head = await app.request('/inlay.js', { method: 'HEAD' });
    expect(head.headers.get('Content-Length')).toBe('9');
    expect(await head.text()).toBe('');
  });
});

test.each(['/../secret', '/%2e%2e/secret', '/..%2fsecret', '/assets/../../secret', '/inlay.js.gz', '/inlay.js%00.html'])(
  'nothing outside of the folder: %s',
  async (path) => {
    const response = await app.request(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('sesame');
  },
);

test('a folder that is not built yet serves nothing', async () => {
  const empty = new Hono<AppEnv>().use(await staticFiles({ folder: join(folder, 'none'), frameAncestors: [] }));
  expect((await empty.request('/')).status).toBe(404);
});
