import * as z from 'zod/mini';
import { fileTypes } from '../file-types.ts';
import { idSchema } from '../ids.ts';
import * as field from './fields.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

/** A file on a lead, contact or deal. The record travels; what is in the file stays with the server (docs/files.md). */
export const document = defineRecord({
  type: 'document',
  sight: 'parent',
  writable: {
    name: field.name(),
    /** As the file itself shows it, whatever it was called. */
    content_type: z.enum(fileTypes),
    /** Bytes. */
    size: z.int().check(z.gte(1), z.lte(Number.MAX_SAFE_INTEGER)),
    /** SHA-256 of the content, in hexadecimal. */
    content_hash: z.string().check(z.regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in hexadecimal' })),
    resource_type: field.resourceType,
    resource_id: idSchema,
  },
  derived: { resource_name: z.nullable(z.string()) },
  defaults: {},
  initial: { resource_name: null },
  indexes: ['resource_id'],
});
export type Document = RowOf<typeof document>;
