import type { LocaleModule } from '@lit/localize';
import { generateMsgId } from '@lit/localize/internal/id-generation.js';

/** Translations of one language: the English source with `{0}`, `{1}` for its expressions, and what it becomes. */
export type Translations = Readonly<Record<string, string>>;

const placeholder = /\{(\d+)\}/;

/** Text cut at its placeholders: odd places of a split hold the numbers. */
function cut(text: string): { strings: TemplateStringsArray; values: number[] } {
  const pieces = text.split(placeholder);
  const raw = pieces.filter((_, place) => place % 2 === 0);
  return {
    strings: Object.assign([...raw], { raw }),
    values: pieces.filter((_, place) => place % 2 === 1).map(Number),
  };
}

/**
 * Turns translations keyed by their source into the templates that @lit/localize looks up by the hash of the source. `set` sets each
 * in type as its language wants.
 */
export function toTemplates(translations: Translations, set: (text: string) => string): LocaleModule['templates'] {
  const templates: LocaleModule['templates'] = {};
  for (const [source, words] of Object.entries(translations)) {
    const translation = set(words);
    const { strings } = cut(source);
    if (strings.length === 1) {
      templates[generateMsgId(source, false)] = translation;
    } else {
      templates[generateMsgId(strings, false)] = { strTag: true, ...cut(translation) };
    }
  }
  return templates;
}
