import type { Rejection } from '../../shared/mutators/index.ts';

/** What a refusal says of one field, as a sentence under that field; what it says at all where it names none. */
export function problemOf(rejection: Rejection, field: string, label: string): string {
  const [, problem] = Object.entries(rejection.fields ?? {}).find(([path]) => path === field || path.startsWith(`${field}.`)) ?? [];
  return problem ? `${label} ${problem.message}.` : rejection.message;
}
