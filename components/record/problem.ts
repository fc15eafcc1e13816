import type { FieldProblem, FieldProblems } from '../../shared/mutators/rejection.ts';
import { msg, refusalWords, str } from '../base/localisation/index.ts';
import type { Rejection } from '../../shared/mutators/index.ts';

/** What the rules say, in English, and the same in the language of the page. */
const sentences: readonly [RegExp, (found: string) => string][] = [
  [/^(?:must be filled in|must not be blank|is missing)$/, () => msg('Fill this in.')],
  [/^must be an e-mail address$/, () => msg('Write an e-mail address such as name@example.com.')],
  [/^must be a web address$/, () => msg('Write an address such as https://example.com.')],
  [/^must (?:be one of the choices|name choices of the field)$/, () => msg('Choose one from the list.')],
  [/^must be at most (\d+) characters$/, (most) => msg(str`Write at most ${most} characters.`)],
  [/^must be at most (\d+)$/, (most) => msg(str`Must be ${most} or less.`)],
  [/^must be at least (\d+)$/, (least) => msg(str`Must be ${least} or more.`)],
  [/^must have at most (\d+) digits$/, (most) => msg(str`Write at most ${most} digits.`)],
  [/^must be a discount of at most (\d+) %$/, (most) => msg(str`The discount of this product is ${most} % at most.`)],
  [/^must be a markup of at most (\d+) %$/, (most) => msg(str`The markup of this product is ${most} % at most.`)],
  [/^is the name of another field of \w+ already$/, () => msg('Another field has this name already, perhaps an archived one.')],
  [/^must not name one twice$/, () => msg('There is a choice of this name already.')],
  [/^is that of another product already$/, () => msg('Another product has this number already.')],
  [/^must not name a currency twice$/, () => msg('There are two prices in one currency.')],
  [/^is no price in (\w+)$/, (currency) => msg(str`Write a price in ${currency}, of zero or more.`)],
  [/^must be a decimal number$/, () => msg('Write a number such as 0.92.')],
  [/^follows from the products of the deal$/, () => msg('The value follows from the products: change those.')],
];

/** A problem as a sentence under its field, in the language of the page where that is known. */
export function problemWords({ message }: FieldProblem, label: string): string {
  for (const [pattern, sentence] of sentences) {
    const found = pattern.exec(message);
    if (found) return sentence(found[1] ?? '');
  }
  return `${label} ${message}.`;
}

/** What a refusal says of one field, as a sentence under that field; what it says at all where it names none. */
export function problemOf(rejection: Rejection, field: string, label: string): string {
  return fieldProblem(rejection.fields, field, label) ?? refusalWords(rejection);
}

/** What is wrong with one field, or with a part of it. */
export function fieldProblem(problems: FieldProblems | undefined, field: string, label: string): string | undefined {
  const [, problem] = Object.entries(problems ?? {}).find(([path]) => path === field || path.startsWith(`${field}.`)) ?? [];
  return problem && problemWords(problem, label);
}
