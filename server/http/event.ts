import type { Logger } from 'pino';

type EventFields = Record<string, string | number | boolean | null | undefined>;

/**
 * The one log event of a request. Whoever learns something worth knowing adds a field; secrets, tokens, query strings and
 * the contents of records never go in.
 */
export class RequestEvent {
  readonly #fields: EventFields = {};
  #error: unknown;

  add(fields: EventFields): void {
    Object.assign(this.#fields, fields);
  }

  /** The failure behind a refusal, for its stack. */
  fail(error: unknown): void {
    this.#error = error;
  }

  write(log: Logger, status: number): void {
    const event = { ...this.#fields, ...(this.#error !== undefined && { err: this.#error }) };
    if (status >= 500) log.error(event, 'request');
    else log.info(event, 'request');
  }
}
