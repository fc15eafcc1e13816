import { emailPattern } from './email.ts';

/** Addresses and domains by which messages are told apart: those never logged, always logged, or not tracked. */

const domain = /^@(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

export const isMailPattern = (text: string): boolean => text === text.toLowerCase() && (domain.test(text) || emailPattern.test(text));

/** What somebody has typed, as a pattern: `Example.com`, `@example.com` and `*@example.com` are all of a domain. */
export function toMailPattern(typed: string): string {
  const text = typed.trim().toLowerCase();
  if (text.startsWith('*@')) return text.slice(1);
  return text.includes('@') || !text.includes('.') ? text : `@${text}`;
}

/** Whether a pattern means an address. A domain means what is below it as well. */
export function meansAddress(pattern: string, address: string): boolean {
  const given = address.toLowerCase();
  if (!pattern.startsWith('@')) return given === pattern;
  const host = given.slice(given.lastIndexOf('@') + 1);
  return host === pattern.slice(1) || host.endsWith(`.${pattern.slice(1)}`);
}

/** The first of some patterns that means one of some addresses. */
export function patternFor(patterns: readonly string[], addresses: readonly string[]): string | undefined {
  return patterns.find((pattern) => addresses.some((address) => meansAddress(pattern, address)));
}
