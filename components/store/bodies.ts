import type { Id } from '../../shared/new-id.ts';
import type { Email, EmailBody } from '../../shared/records/email.ts';
import type { BodyShelf } from './body-shelf.ts';
import type { Change } from './query.ts';
import type { Transport } from './transport.ts';
import { Refusal, Unreachable } from './transport.ts';

export interface BodiesOptions {
  transport: Transport;
  /** Undefined where nothing survives the page. */
  shelf: BodyShelf | undefined;
  /** Whether the person sees a message. */
  sees: (id: Id) => boolean;
}

/**
 * What messages say. It is not sent with their records, and asked of the server when somebody opens one; what has been read stays in
 * this browser, as long as the person sees the message, so that it can be read again offline.
 */
export class Bodies {
  readonly #options: BodiesOptions;
  readonly #known = new Map<Id, EmailBody>();

  constructor(options: BodiesOptions) {
    this.#options = options;
  }

  /** What a message says, where that is in memory: logged on this page, or read before. */
  here({ id, body_html, body_text }: Email): EmailBody | undefined {
    const known = this.#known.get(id);
    return known || (body_html === null && body_text === null) ? known : this.#keep(id, { body_html, body_text });
  }

  /** The same from the disk, or else from the server; undefined where neither can give it. */
  async find(id: Id): Promise<EmailBody | undefined> {
    const kept = await this.#options.shelf?.get(id).catch(failed);
    if (kept) return this.#keep(id, kept);
    try {
      const answer = await this.#options.transport.request('GET', `/emails/${id}/body`);
      return this.#keep(id, (await answer.json()) as EmailBody);
    } catch (error) {
      if (error instanceof Refusal || error instanceof Unreachable) return undefined;
      throw error;
    }
  }

  /** What has left the person's sight goes with its record. */
  changed(changes: readonly Change[]): void {
    const gone = changes.flatMap(({ type, id, after }) => (type === 'email' && after === undefined ? [id] : []));
    if (gone.length === 0) return;
    for (const id of gone) this.#known.delete(id);
    void this.#options.shelf?.remove(gone).catch(failed);
  }

  /** All records have come: what is not of one of them has left sight in between. */
  sweep(): void {
    const { sees, shelf } = this.#options;
    for (const id of this.#known.keys()) if (!sees(id)) this.#known.delete(id);
    void shelf?.sweep(sees).catch(failed);
  }

  close(): void {
    this.#options.shelf?.close();
  }

  async wipe(): Promise<void> {
    this.#known.clear();
    await this.#options.shelf?.wipe().catch(failed);
  }

  #keep(id: Id, body: EmailBody): EmailBody {
    if (this.#options.sees(id)) {
      this.#known.set(id, body);
      void this.#options.shelf?.put(id, body).catch(failed);
    }
    return body;
  }
}

/** It can be asked for again. */
const failed = (error: unknown): undefined => void console.warn('Inlay cannot keep what messages say.', error);
