/** For tests in the browser: the routes of files as the network answers for them. */
import { fileEndings, typeOfName } from '../../../shared/file-types.ts';
import type { Sending } from '../../store/index.ts';
import { Refusal } from '../../store/index.ts';

export class FileShelf {
  /** What the server takes at the most. */
  maxBytes = 25 * 1024 * 1024;
  /** Refuses the uploads to come with this. */
  refusal: Error | undefined;
  /** Uploads stop here, having sent this share, until somebody goes on. */
  held: { share: number; goOn: Promise<void> } | undefined;
  /** The contents that have come, by the id of their document. */
  readonly contents = new Map<string, Blob>();
  /** The uploads that were stopped by whoever sent them. */
  stopped = 0;
  readonly #made: (name: string, args: unknown) => void;

  constructor(made: (name: string, args: unknown) => void) {
    this.#made = made;
  }

  async send({ url, body, signal, onProgress }: Sending): Promise<unknown> {
    const { id = '', name = '', resource_type, resource_id } = Object.fromEntries(new URL(url, location.href).searchParams);
    if (this.held) {
      onProgress(this.held.share);
      await Promise.race([this.held.goOn, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
    }
    if (signal.aborted) this.stopped++;
    signal.throwIfAborted();
    if (this.refusal) throw this.refusal;
    const content_type = typeOfName(name);
    if (!content_type) throw new Refusal(415, { code: 'unsupported_media_type' });
    onProgress(1);
    const hash = await crypto.subtle.digest('SHA-256', await body.arrayBuffer());
    const content_hash = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    this.contents.set(id, body);
    this.#made('createDocument', { id, name, content_type, size: body.size, content_hash, resource_type, resource_id });
    return { document: { id } };
  }

  answer(path: string): Response {
    if (path === '/files/limits') return Response.json({ max_bytes: this.maxBytes, endings: fileEndings });
    const [, id = '', link] = /^\/files\/([^/]+)(\/link)?$/.exec(path) ?? [];
    const content = this.contents.get(id);
    if (!content) return Response.json({ code: 'not_found', message: 'There is no such document.', requestId: 'r' }, { status: 404 });
    return link ? Response.json({ url: `/signed/${id}` }) : new Response(content);
  }
}
