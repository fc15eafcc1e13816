import * as z from 'zod';
import { isTimeZone } from '../../../shared/dates.ts';
import { idSchema } from '../../../shared/ids.ts';
import { isCurrency } from '../../../shared/money.ts';
import { emailPattern } from '../../../shared/records/index.ts';
import { passwordLength } from '../accounts.ts';

/** What the directory's routes take. Lengths are in UTF-16 code units. */

// Control characters in a name would reach mail headers and logs.
const clean = (value: string) => !/\p{Cc}/u.test(value);

export const email = z
  .string()
  .max(254)
  .refine((value) => emailPattern.test(value) && clean(value), { error: 'must be an e-mail address' })
  .transform((value) => value.toLowerCase());

export const name = z
  .string()
  .max(255)
  .refine((value) => value.trim() !== '', { error: 'must not be blank' })
  .refine(clean, { error: 'must not contain control characters' })
  .transform((value) => value.trim());

export const newPassword = z.string().min(passwordLength.min, `must be at least ${passwordLength.min} characters`).max(passwordLength.max);

/** A password that is only compared: what is too short was never accepted, and says no more than a wrong one. */
export const password = z.string().min(1).max(passwordLength.max);

export const token = z.string().min(1).max(1024);

/** Who leaves may give what is theirs to somebody. */
export const departure = z.strictObject({ hand_over_to: z.optional(idSchema) });

export const session = z.enum(['cookie', 'bearer']).default('cookie');

export const workspace = z.strictObject({
  name,
  currency: z.string().refine(isCurrency, { error: 'must be an ISO 4217 currency code' }).optional(),
  timezone: z.string().max(64).refine(isTimeZone, { error: 'must be an IANA time zone such as Europe/Paris' }).optional(),
});

export const origin = z
  .string()
  .max(255)
  .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value) && new URL(value).origin === value, {
    error: 'must be an origin such as https://example.com',
  });
