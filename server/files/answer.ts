import { create } from 'content-disposition';
import type { Document } from '../../shared/records/index.ts';
import { isPreviewed } from '../../shared/file-types.ts';

/**
 * The headers under which a file is given out. Whoever made it may mean harm: nothing of it runs here (sandbox, nosniff), it
 * is saved rather than shown unless it is a picture or a PDF and that was asked for, and no cache keeps it.
 */
export function fileHeaders({ name, content_type, size }: Document, inline: boolean): Record<string, string> {
  const shown = inline && isPreviewed(content_type);
  return {
    'Content-Type': content_type,
    'Content-Length': String(size),
    'Content-Disposition': create(name, { type: shown ? 'inline' : 'attachment' }),
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'private, no-store',
  };
}
