import type { IconName } from '../icons/icons.ts';

export interface ComboboxOption {
  value: string;
  label: string;
  /** Less important words at the end. */
  detail?: string;
  icon?: IconName;
  /** Shows initials in front: a person's, or an organization's. */
  avatar?: 'person' | 'organization';
  /** The one who looks, for a person. */
  mine?: boolean;
}

/** Finds options for what is typed. The signal says when a newer search has taken its place. */
export type ComboboxSource = (query: string, signal: AbortSignal) => Promise<readonly ComboboxOption[]> | readonly ComboboxOption[];

/** Lower case without accents, one character for each of the original: "Bergström" as "bergstrom". */
export function fold(text: string): string {
  return [...text].map((letter) => letter.normalize('NFD').charAt(0).toLowerCase()).join('');
}

/** Options whose words contain all that is typed; those that begin with it come first. */
export function matching(options: readonly ComboboxOption[], query: string): readonly ComboboxOption[] {
  const wanted = fold(query.trim());
  if (wanted === '') return options;
  const terms = wanted.split(/\s+/);
  const found = options.filter(({ label, detail = '' }) => {
    const text = fold(`${label} ${detail}`);
    return terms.every((term) => text.includes(term));
  });
  const begins = ({ label }: ComboboxOption) => fold(label).startsWith(wanted);
  return [...found.filter(begins), ...found.filter((option) => !begins(option))];
}

/** A label cut around the first place where the query stands in it, so that it can be marked. */
export function marked(label: string, query: string): [before: string, hit: string, after: string] {
  const letters = [...label];
  const wanted = fold(query.trim());
  const at = wanted === '' ? -1 : fold(label).indexOf(wanted);
  if (at < 0) return [label, '', ''];
  const end = at + [...wanted].length;
  return [letters.slice(0, at).join(''), letters.slice(at, end).join(''), letters.slice(end).join('')];
}
