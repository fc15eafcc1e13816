import type { Context, MiddlewareHandler } from 'hono';
import { safeParse } from 'zod/v4/core';
import type * as z from 'zod/v4/core';
import { fieldProblems } from '../../shared/mutators/rejection.ts';
import type { AppEnv } from './env.ts';
import { HttpError } from './errors.ts';

/** Bytes of a JSON request body, where a route does not say otherwise. */
export const defaultBodyBytes = 1_048_576;

type Input<Part extends string, S extends z.$ZodType> = {
  in: { [P in Part]: z.input<S> };
  out: { [P in Part]: z.output<S> };
};

/**
 * The request's JSON body, validated: `c.req.valid('json')`. Refuses other content types (415), bodies that are too large
 * (413), bytes that are not UTF-8 or not JSON (400), and what the schema refuses (422, with the fields).
 */
export function jsonBody<S extends z.$ZodType>(
  schema: S,
  options: { maxBytes?: number } = {},
): MiddlewareHandler<AppEnv, string, Input<'json', S>> {
  return async (c, next) => {
    const type = c.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json')
      throw new HttpError('unsupported_media_type', 'Send the body as JSON, with Content-Type: application/json.', {
        headers: { Accept: 'application/json' },
      });
    const value = parseJson(await readBytes(c, options.maxBytes ?? defaultBodyBytes));
    c.req.addValidatedData('json', checked(schema, value) as object);
    await next();
  };
}

/** The query's parameters, validated: `c.req.valid('query')`. Each is text; one that is given twice is refused. */
export function query<S extends z.$ZodType>(schema: S): MiddlewareHandler<AppEnv, string, Input<'query', S>> {
  return async (c, next) => {
    const values: Record<string, string> = {};
    for (const [name, list] of Object.entries(c.req.queries())) {
      const [value, ...others] = list;
      if (value === undefined) continue;
      if (others.length > 0)
        throw new HttpError('invalid', 'A parameter is given twice.', {
          fields: { [name]: { code: 'incorrect_value', message: 'must be given once' } },
        });
      values[name] = value;
    }
    c.req.addValidatedData('query', checked(schema, values) as object);
    await next();
  };
}

/** The path's parameters, validated. A malformed id is no different from one that does not exist: 404. */
export function params<S extends z.$ZodType>(schema: S): MiddlewareHandler<AppEnv, string, Input<'param', S>> {
  return async (c, next) => {
    const result = safeParse(schema, c.req.param());
    if (!result.success) throw new HttpError('not_found', 'There is nothing at this address.');
    c.req.addValidatedData('param', result.data as object);
    await next();
  };
}

/** The bytes of the body, read no further than the limit. @throws HttpError too_large, malformed */
export async function readBytes(c: Context, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () => new HttpError('too_large', `The body is larger than ${maxBytes} bytes.`, { headers: { Connection: 'close' } });
  if (Number(c.req.header('Content-Length') ?? 0) > maxBytes) throw tooLarge();
  const body = c.req.raw.body;
  if (!body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body) {
      length += chunk.byteLength;
      if (length > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError('malformed', 'The body ended before it was complete.', { cause: error });
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** @throws HttpError malformed */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HttpError('malformed', 'The body is not UTF-8.');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError('malformed', 'The body is not JSON.');
  }
}

/** What the schema makes of the value. @throws HttpError invalid */
export function checked<S extends z.$ZodType>(schema: S, value: unknown): z.output<S> {
  const result = safeParse(schema, value);
  if (result.success) return result.data;
  throw new HttpError('invalid', 'The request is not of the form that this route takes.', {
    fields: fieldProblems(result.error.issues),
  });
}
