import { formatLocale } from './language.ts';

const rules = new Map<string, Intl.PluralRules>();

/**
 * The form of a sentence for a count: `plural(n, { one: msg(str`${n} deal`), other: msg(str`${n} deals`) })`. Which counts
 * are "one" is the language's affair (French says "0 affaire").
 */
export function plural(count: number, forms: { one: string; other: string }): string {
  const locale = formatLocale();
  let rule = rules.get(locale);
  if (!rule) rules.set(locale, (rule = new Intl.PluralRules(locale)));
  return rule.select(count) === 'one' ? forms.one : forms.other;
}
