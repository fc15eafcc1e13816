import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A token or key that cannot be guessed: 32 random bytes as 64 hexadecimal digits. */
export const newToken = (): string => randomBytes(32).toString('hex');

/** How tokens and keys are stored. They are random, so no salt or stretching is needed. */
export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Compares without telling by time where they differ. */
export const sameSecret = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
