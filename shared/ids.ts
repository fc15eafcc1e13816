import { v7 } from 'uuid';
import * as z from 'zod/mini';

/** A UUIDv7 in lower case, made where the record is created (RFC 9562, section 5.7). */
export type Id = string;

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const newId = (): Id => v7();

export const isId = (value: unknown): value is Id => typeof value === 'string' && pattern.test(value);

export const idSchema = z.string().check(z.regex(pattern, { error: 'must be a UUID in lower case' }));
