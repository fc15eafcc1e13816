import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Id } from '../../shared/ids.ts';
import type { Sight } from '../../shared/sight.ts';

/** How far a client has come, and what it could see when it came there. */
export interface Cursor {
  workspace: Id;
  person: Id;
  version: number;
  sight: Sight;
}

/**
 * Cursors as text that clients can keep and not make: signed, because a client's word on what it could see would decide
 * what it is told. Each is unique, so that a client which lost its last writes never takes an old answer for a new one.
 */
export class Cursors {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  write({ workspace, person, version, sight }: Cursor): string {
    const token = randomBytes(9).toString('base64url');
    const body = Buffer.from(JSON.stringify([workspace, person, version, sight, token])).toString('base64url');
    return `${body}.${this.#sign(body)}`;
  }

  /** Undefined for what this server has not written. */
  read(text: string): Cursor | undefined {
    const [body = '', signature = ''] = text.split('.');
    const given = Buffer.from(signature);
    const right = Buffer.from(this.#sign(body));
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    const [workspace, person, version, sight] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [Id, Id, number, Sight];
    return { workspace, person, version, sight };
  }

  #sign(body: string): string {
    return createHmac('sha256', this.#key).update(body).digest('base64url');
  }
}
