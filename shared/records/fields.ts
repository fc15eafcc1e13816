import * as z from 'zod/mini';
import { isTimeZone } from '../dates.ts';
import { emailPattern } from '../email.ts';
import { isMailPattern } from '../mail-patterns.ts';
import { idSchema } from '../ids.ts';
import { isCurrency } from '../money.ts';

/** The building blocks of record schemas. Lengths are in UTF-16 code units. */

// Control characters other than tab and line breaks never come from a person's keyboard, and break CSV and mail.
// eslint-disable-next-line no-control-regex
const clean = z.refine<string>((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value), {
  error: 'must not contain control characters',
});

/** Required text: at least one character that is not white space. */
export const name = (max = 255) =>
  z.string().check(
    z.refine((value) => value.trim() !== '', { error: 'must not be blank' }),
    z.maxLength(max),
    clean,
  );

/** Optional text; null is unset. */
export const text = (max = 255) => z.nullable(z.string().check(z.maxLength(max), clean));

// RFC 5321 limits an address to 254 characters; what stands before and after the @ is left to mail servers.
export const emailText = z.string().check(z.maxLength(254), z.regex(emailPattern, { error: 'must be an e-mail address' }));

export const email = z.nullable(emailText);

/** An address, or all of a domain: `ana@example.com`, `@example.com`. In lower case. */
export const mailPattern = z
  .string()
  .check(z.maxLength(254), z.refine(isMailPattern, { error: 'must be an e-mail address, or a domain such as @example.com' }));

export const mailPatterns = z.array(mailPattern).check(
  z.maxLength(500),
  z.refine((list) => new Set(list).size === list.length, { error: 'must not name an address twice' }),
);

/** As people write it; comparing numbers is the business of whoever compares. */
export const phone = text(64);

export const reference = z.nullable(idSchema);

export const address = z.nullable(
  z.strictObject({
    line1: text(),
    city: text(),
    postal_code: text(32),
    state: text(),
    country: text(),
  }),
);
export type Address = z.infer<typeof address>;

/** Tags of one record. */
export const mostTags = 100;

/** Names of tags: each once, none blank. */
export const tags = z.array(name(64)).check(
  z.maxLength(mostTags),
  z.refine((list) => new Set(list.map((tag) => tag.toLowerCase())).size === list.length, {
    error: 'must not name a tag twice',
  }),
);

export const currency = z.string().check(z.refine(isCurrency, { error: 'must be an ISO 4217 currency code' }));

export const timezone = z
  .string()
  .check(z.maxLength(64), z.refine(isTimeZone, { error: 'must be an IANA time zone such as Europe/Paris' }));

export const percent = z.int().check(z.gte(0), z.lte(100));

export const position = z.int().check(z.gte(0), z.lte(100_000));

/** The records that notes, tasks and appointments hang on. */
export const resourceTypes = ['lead', 'contact', 'deal'] as const;
export type ResourceType = (typeof resourceTypes)[number];
export const resourceType = z.enum(resourceTypes);
