import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './env.ts';

/** What every answer says to browsers, pages excepted, which add their own policy. */
export function securityHeaders(options: { https: boolean }): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    const set = (name: string, value: string) => {
      if (!headers.has(name)) headers.set(name, value);
    };
    set('X-Content-Type-Options', 'nosniff');
    set('Referrer-Policy', 'strict-origin-when-cross-origin');
    set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    set('Cross-Origin-Resource-Policy', 'same-origin');
    set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    if (options.https) set('Strict-Transport-Security', 'max-age=31536000');
  };
}

interface PageRules {
  /** Base64 of the SHA-256 of each inline script and style sheet of the page. */
  inlineScripts: readonly string[];
  inlineStyles: readonly string[];
  /** Origins that may show the page in a frame, besides its own; `alone`: not even its own, and it shows nothing that others have written. */
  frameAncestors: readonly string[] | 'alone';
}

/** The Content-Security-Policy of a page: everything from this server, and inline only what the built page brings. */
export function pagePolicy({ inlineScripts, inlineStyles, frameAncestors }: PageRules): string {
  const hashes = (list: readonly string[]) => list.map((hash) => ` 'sha256-${hash}'`).join('');
  const alone = frameAncestors === 'alone';
  return [
    "default-src 'none'",
    `script-src 'self'${hashes(inlineScripts)}`,
    `style-src 'self'${hashes(inlineStyles)}`,
    // E-mails bring styles on their elements, and the pictures that somebody asks for: their frames are held to this as well.
    ...(alone ? ["img-src 'self' data:"] : ["style-src-attr 'unsafe-inline'", "img-src 'self' data: blob: https:"]),
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    // Documents are looked at in a frame, from memory.
    ...(alone ? [] : ['frame-src blob:']),
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${alone ? "'none'" : ["'self'", ...frameAncestors].join(' ')}`,
  ].join('; ');
}
