import * as z from 'zod/mini';
import type { Told } from './pending.ts';

/** Which reminders were shown, for all tabs of this browser, and across reloads. */
const place = 'inlay/reminders';
const schema = z.record(z.string(), z.tuple([z.number(), z.number()]));
const kept = 8 * 86_400_000;

let memory: Record<string, [until: number, written: number]> = {};

export function told(): Told {
  return Object.fromEntries(Object.entries(read()).map(([key, [until]]) => [key, until]));
}

/** Remembers that a reminder was shown: for good, or until a time. */
export function tell(key: string, until: number, now: number): void {
  const entries = Object.entries({ ...read(), [key]: [until, now] as [number, number] }).filter(([, [, written]]) => now - written < kept);
  memory = Object.fromEntries(entries);
  try {
    localStorage.setItem(place, JSON.stringify(memory));
  } catch {
    // A browser without storage remembers as long as the page is open.
  }
}

function read(): typeof memory {
  try {
    const text = localStorage.getItem(place);
    const parsed = text === null ? undefined : schema.safeParse(JSON.parse(text));
    return parsed?.success ? parsed.data : memory;
  } catch {
    return memory;
  }
}
