import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FieldProblems } from '../../shared/mutators/rejection.ts';
import { Rejection } from '../../shared/mutators/rejection.ts';
import type { ErrorBody } from '../../shared/sync/wire.ts';

/** Every way in which a request can be refused, with its status (RFC 9110, section 15). */
const statuses = {
  /** The request cannot be read at all: broken JSON, bytes that are not UTF-8, a wrong header. */
  malformed: 400,
  /** A code or a refresh token that gives nothing: used up, withdrawn, expired, of somebody who has left, or never given (RFC 6749, section 5.2). */
  invalid_grant: 400,
  unauthenticated: 401,
  wrong_credentials: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  already_exists: 409,
  conflict: 409,
  /** A message that somebody, or the workspace, never logs. */
  never_log: 409,
  /** A push that leaves out a mutation; `fields` names the lane and the number to go on with. */
  lane_gap: 409,
  /** A link from a mail that is used up, withdrawn, expired or was never given. */
  link_invalid: 410,
  too_large: 413,
  unsupported_media_type: 415,
  /** Readable, but not of the form that the route asks for; `fields` says where. */
  invalid: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
} as const satisfies Record<string, ContentfulStatusCode>;

export type ErrorCode = keyof typeof statuses;

export interface HttpErrorOptions {
  fields?: FieldProblems | undefined;
  headers?: Record<string, string>;
  /** Where the refusal is explained at length: a page of the documentation, with its section. */
  docs?: string;
  cause?: unknown;
}

/** Every refusal of every route. Thrown anywhere, rendered in one place. */
export class HttpError extends Error {
  readonly code: ErrorCode;
  readonly status: ContentfulStatusCode;
  readonly fields: FieldProblems | undefined;
  readonly headers: Record<string, string>;
  readonly docs: string | undefined;

  constructor(code: ErrorCode, message: string, options: HttpErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'HttpError';
    this.code = code;
    this.status = statuses[code];
    this.fields = options.fields;
    this.headers = options.headers ?? {};
    this.docs = options.docs;
  }
}

/** What a failure tells the outside: a designed refusal as it is, anything else as an internal error without details. */
export function asHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof Rejection) return new HttpError(error.code, error.message, { fields: error.fields, cause: error });
  return new HttpError('internal', 'Something went wrong on the server, and was logged. Try again.', { cause: error });
}

/** The body of every refusal. */
export function errorBody(error: HttpError, requestId: string): ErrorBody {
  return {
    code: error.code,
    message: error.message,
    ...(error.fields && { fields: error.fields }),
    requestId,
    ...(error.docs !== undefined && { docs: error.docs }),
  };
}
