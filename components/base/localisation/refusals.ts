import { msg, str } from '@lit/localize';
import { knownLabel } from '../../fields/labels.ts';
import { fieldSentence } from './field-problems.ts';
import type { Translations } from './templates.ts';

/** Sentences of refusals in the language that is shown, longest source first. */
let sentences: readonly { said: RegExp; words: string }[] = [];

const placeholder = /\{\d+\}/;

/** Text as a pattern that stands for nothing but itself. */
const plain = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Takes the refusals of a language, keyed by what is said in English with `{0}`, `{1}` for what varies; none for English. */
export function takeRefusals(translations: Translations, set: (text: string) => string = (text) => text): void {
  sentences = Object.entries(translations)
    .toSorted(([a], [b]) => b.length - a.length)
    .map(([source, words]) => ({
      said: new RegExp(`^${source.split(placeholder).map(plain).join('(.+)')}$`),
      words: set(words),
    }));
}

/** `value is no price in EUR.`: the refusal of one field, that begins with the field as the rules call it. */
const ofField = /^(\S+) (.+)\.$/s;

/**
 * Why something was refused, in the language of the page. The rules say it in English, in the browser and on the server alike; a
 * sentence that the language does not have stays as it is. What is wrong with one field is said with the name that the field has on the page.
 */
export function refusalWords({ message }: { message: string }): string {
  for (const { said, words } of sentences) {
    const found = said.exec(message);
    if (found) return words.replace(/\{(\d+)\}/g, (_, place: string) => found[Number(place) + 1] ?? '');
  }
  const [, path = '', problem = ''] = ofField.exec(message) ?? [];
  const sentence = fieldSentence(problem);
  if (sentence === undefined) return message;
  const label = knownLabel(path);
  return label === undefined ? sentence : msg(str`${label}: ${sentence}`);
}
