import type { FieldProblem, FieldProblems } from '../../shared/mutators/rejection.ts';
import { fieldSentence, refusalWords } from '../base/localisation/index.ts';
import type { Rejection } from '../../shared/mutators/index.ts';

/** A problem as a sentence under its field, in the language of the page where that is known. */
export const problemWords = ({ message }: FieldProblem, label: string): string => fieldSentence(message) ?? `${label} ${message}.`;

/** What a refusal says of one field, as a sentence under that field; what it says at all where it names none. */
export function problemOf(rejection: Rejection, field: string, label: string): string {
  return fieldProblem(rejection.fields, field, label) ?? refusalWords(rejection);
}

/** What is wrong with one field, or with a part of it. */
export function fieldProblem(problems: FieldProblems | undefined, field: string, label: string): string | undefined {
  const [, problem] = Object.entries(problems ?? {}).find(([path]) => path === field || path.startsWith(`${field}.`)) ?? [];
  return problem && problemWords(problem, label);
}
