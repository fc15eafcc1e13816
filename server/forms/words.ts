import { formWords } from '../../shared/form-words.ts';
import type { Language } from '../http/language.ts';

/** What the pages without script say, besides what every lead form says. */
export const pageWords = {
  en: {
    ...formWords.en,
    tooFast: 'That was quick. Please send it once more.',
    back: 'Back',
    gone: 'This form is not there any more.',
    elsewhere: 'This form is not for pages of this site.',
    often: 'That was often. Go back, wait a minute and send it again.',
    large: 'That is too much for this form. Go back and write less.',
    broken: 'This did not work. Go back, and try again in a moment.',
  },
  fr: {
    ...formWords.fr,
    tooFast: 'C’était rapide. Merci d’envoyer encore une fois.',
    back: 'Retour',
    gone: 'Ce formulaire n’existe plus.',
    elsewhere: 'Ce formulaire n’est pas destiné aux pages de ce site.',
    often: 'C’était souvent. Revenez en arrière, attendez une minute et renvoyez-le.',
    large: 'C’est trop pour ce formulaire. Revenez en arrière et raccourcissez.',
    broken: 'Cela n’a pas marché. Revenez en arrière et réessayez dans un instant.',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** A refusal, as a page for whoever has sent a plain form. */
export function refusalWords(language: Language, status: number): string {
  const words = pageWords[language];
  const byStatus: Record<number, string> = { 403: words.elsewhere, 404: words.gone, 413: words.large, 429: words.often };
  return byStatus[status] ?? words.broken;
}
