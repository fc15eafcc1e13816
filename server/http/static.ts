import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './env.ts';
import { pagePolicy } from './security.ts';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

interface StaticFile {
  path: string;
  headers: Record<string, string>;
  etag: string;
  /** Compressed variants beside the file, best first. */
  variants: { encoding: string; path: string }[];
}

interface StaticOptions {
  /** The built pages and scripts. Only what is there when the server starts is ever served. */
  folder: string;
  /** Origins that may show pages in a frame. */
  frameAncestors: readonly string[];
}

/**
 * Serves the built files: names with a hash for ever, the others after asking again. Scripts, style sheets, fonts and
 * images may be loaded by any page (embedding); pages carry a strict policy. Passes on what it does not have.
 */
export async function staticFiles(options: StaticOptions): Promise<MiddlewareHandler<AppEnv>> {
  const files = await scan(options);
  return async (c, next) => {
    const file = files.get(c.req.path);
    if (!file || (c.req.method !== 'GET' && c.req.method !== 'HEAD')) return next();
    for (const [name, value] of Object.entries(file.headers)) c.header(name, value);
    if (
      c.req
        .header('If-None-Match')
        ?.split(',')
        .some((tag) => tag.trim().replace(/^W\//, '') === file.etag)
    )
      return c.body(null, 304);
    const accepted = (c.req.header('Accept-Encoding') ?? '').split(',').map((entry) => entry.split(';')[0]?.trim());
    const variant = file.variants.find(({ encoding }) => accepted.includes(encoding));
    const path = variant?.path ?? file.path;
    if (variant) c.header('Content-Encoding', variant.encoding);
    c.header('Content-Length', String((await stat(path)).size));
    if (c.req.method === 'HEAD') return c.body(null);
    return c.body(Readable.toWeb(createReadStream(path)) as ReadableStream);
  };
}

async function scan({ folder, frameAncestors }: StaticOptions): Promise<Map<string, StaticFile>> {
  const files = new Map<string, StaticFile>();
  const names = new Set(await listing(folder));
  for (const name of names) {
    const extension = extname(name);
    const type = types[extension];
    if (type === undefined) continue;
    const path = join(folder, name);
    const bytes = await readFile(path);
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;
    const page = extension === '.html';
    const alone = standalone[name];
    const headers: Record<string, string> = {
      'Content-Type': type,
      ETag: etag,
      Vary: 'Accept-Encoding',
      'Cache-Control': hashed(name) ? 'public, max-age=31536000, immutable' : 'public, no-cache',
      ...(page
        ? pageHeaders(bytes.toString('utf8'), alone === undefined ? frameAncestors : 'alone')
        : name === worker
          ? workerHeaders
          : openHeaders),
      ...(alone !== undefined && aloneHeaders),
    };
    const variants = encodings
      .filter(([, suffix]) => names.has(name + suffix))
      .map(([encoding, suffix]) => ({ encoding, path: path + suffix }));
    const file = { path, headers, etag, variants };
    const address = `/${name.split(sep).join('/')}`;
    files.set(address, file);
    if (alone !== undefined) files.set(alone, file);
    if (address.endsWith('/index.html')) files.set(address.slice(0, -'index.html'.length), file);
  }
  return files;
}

// Loaded by pages of other origins: module scripts and fonts need CORS, and a page that isolates itself asks for CORP.
const openHeaders = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };

/** The app's worker: for its own page alone, and it fetches what this server has. */
const worker = 'offline.js';
const workerHeaders = { 'Content-Security-Policy': "default-src 'none'; connect-src 'self'" };

/** Pages where somebody decides, by the address that they have: no frame may stand around them, and nobody learns where one comes from. */
const standalone: Record<string, string> = { 'authorize.html': '/authorize' };
const aloneHeaders = { 'X-Frame-Options': 'DENY', 'Referrer-Policy': 'no-referrer' };

function pageHeaders(html: string, frameAncestors: readonly string[] | 'alone'): Record<string, string> {
  return {
    'Content-Security-Policy': pagePolicy({
      inlineScripts: inline(html, 'script'),
      inlineStyles: inline(html, 'style'),
      frameAncestors,
    }),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-cache',
  };
}

/** Base64 of the SHA-256 of each inline element's text, as a Content-Security-Policy names them. */
function inline(html: string, tag: 'script' | 'style'): string[] {
  const elements = html.matchAll(new RegExp(`<${tag}(\\s[^>]*)?>([\\s\\S]*?)</${tag}\\s*>`, 'gi'));
  return [...elements]
    .filter(([, attributes, text]) => text !== '' && !/\ssrc\s*=/i.test(attributes ?? ''))
    .map(([, , text]) =>
      createHash('sha256')
        .update(text ?? '')
        .digest('base64'),
    );
}

// The bundler puts a hash of at least eight characters before the extension of what it names itself.
const hashed = (name: string): boolean => name.startsWith(`assets${sep}`) && /-[\w-]{8,}\.\w+$/.test(name);

async function listing(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
