import type { Id } from '../../shared/ids.ts';
import type { PanelType } from './fields.ts';

/** A record that somebody has looked at. */
export interface Visited {
  type: PanelType;
  id: Id;
}

const most = 20;
const key = (person: Id): string => `inlay/recent/${person}`;
const types: readonly string[] = ['deal', 'lead', 'contact'] satisfies PanelType[];

const isVisited = (value: unknown): value is Visited => {
  const { type, id } = (value ?? {}) as Partial<Visited>;
  return typeof type === 'string' && types.includes(type) && typeof id === 'string';
};

/** What a person has looked at in this browser, the latest first: ids alone, and no words of the records. */
export function recentRecords(person: Id): Visited[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(person)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isVisited) : [];
  } catch {
    // No storage, or not ours: nothing is remembered.
    return [];
  }
}

export function rememberVisit(person: Id, visited: Visited): void {
  const others = recentRecords(person).filter(({ type, id }) => type !== visited.type || id !== visited.id);
  try {
    localStorage.setItem(key(person), JSON.stringify([visited, ...others].slice(0, most)));
  } catch {
    // As above.
  }
}

/** Signing out: nobody is to see what was looked at. */
export function forgetVisits(person: Id): void {
  try {
    localStorage.removeItem(key(person));
  } catch {
    // As above.
  }
}
