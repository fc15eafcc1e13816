import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * When a form was shown, signed: a visitor's own word on how long they took would be worth nothing. `1795527614233.signature`.
 */
export class Tickets {
  readonly #key: Uint8Array;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  mint(formKey: string, now: number): string {
    return `${now}.${this.#sign(formKey, String(now))}`;
  }

  /** Milliseconds since the form was shown; undefined for a ticket that is not ours or for another form. */
  age(formKey: string, ticket: string, now: number): number | undefined {
    const [at = '', signature = ''] = ticket.split('.');
    const given = Buffer.from(signature);
    const right = Buffer.from(this.#sign(formKey, at));
    return given.length === right.length && timingSafeEqual(given, right) ? now - Number(at) : undefined;
  }

  #sign(formKey: string, at: string): string {
    return createHmac('sha256', this.#key).update(`${formKey} ${at}`).digest('base64url').slice(0, 32);
  }
}
