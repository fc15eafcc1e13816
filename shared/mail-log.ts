import { patternFor } from './mail-patterns.ts';

/** Why a message is not logged. */
export type NeverLogged =
  /** A pattern of the person's own, or of the workspace. */
  | { because: 'rule' | 'workspace'; pattern: string }
  /** All who wrote or got it are of the workspace. */
  | { because: 'colleagues' };

export interface LogQuestion {
  /** All addresses of the message. */
  addresses: readonly string[];
  /** Those that are the person's own. */
  own: readonly string[];
  /** The person's `never` rules. */
  never: readonly string[];
  /** The workspace's. */
  workspace: readonly string[];
  /** The addresses of everyone in the workspace. */
  colleagues: readonly string[];
}

/** Why nobody logs this message by default; undefined where they may. */
export function neverLogged({ addresses, own, never, workspace, colleagues }: LogQuestion): NeverLogged | undefined {
  const mine = new Set(own.map((address) => address.toLowerCase()));
  const others = addresses.map((address) => address.toLowerCase()).filter((address) => !mine.has(address));
  const ours = patternFor(workspace, others);
  if (ours !== undefined) return { because: 'workspace', pattern: ours };
  const theirs = patternFor(never, others);
  if (theirs !== undefined) return { because: 'rule', pattern: theirs };
  const inside = new Set(colleagues.map((address) => address.toLowerCase()));
  return others.length > 0 && others.every((address) => inside.has(address)) ? { because: 'colleagues' } : undefined;
}
