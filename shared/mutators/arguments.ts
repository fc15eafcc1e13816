import { Rejection } from './rejection.ts';

/** Levels of lists and objects within each other: the deepest filter has fifteen, and no database reads JSON of any depth. */
const deepest = 64;

/**
 * Arguments as every database can keep them. Half of a character (one surrogate without the other, as a text has that was cut
 * in the middle of one) becomes U+FFFD, as it does wherever text is written in UTF-8. @throws Rejection invalid
 */
export function sound(value: unknown, level = 0): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (level === deepest) throw new Rejection('invalid', `The arguments are nested more than ${deepest} deep.`);
  let changed: Record<string, unknown> | undefined;
  for (const [key, inner] of Object.entries(value)) {
    const now = sound(inner, level + 1);
    if (now === inner) continue;
    changed ??= (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;
    changed[key] = now;
  }
  return changed ?? value;
}
