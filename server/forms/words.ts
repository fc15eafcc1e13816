import type { FormFieldName } from '../../shared/records/index.ts';
import type { FieldProblem } from '../../shared/mutators/rejection.ts';
import type { Language } from '../http/language.ts';

/** What the page without script says. The element has the same words of its own. */
export const fieldWords: Record<Language, Record<FormFieldName, string>> = {
  en: {
    first_name: 'First name',
    last_name: 'Last name',
    organization_name: 'Company',
    title: 'Job title',
    email: 'E-mail',
    phone: 'Phone',
    mobile: 'Mobile',
    website: 'Website',
    industry: 'Industry',
    description: 'Message',
    city: 'City',
    country: 'Country',
  },
  fr: {
    first_name: 'Prénom',
    last_name: 'Nom',
    organization_name: 'Entreprise',
    title: 'Fonction',
    email: 'E-mail',
    phone: 'Téléphone',
    mobile: 'Portable',
    website: 'Site web',
    industry: 'Secteur',
    description: 'Message',
    city: 'Ville',
    country: 'Pays',
  },
};

export const pageWords = {
  en: {
    send: 'Send',
    thanks: 'Thank you. We will be in touch.',
    optional: 'optional',
    wrong: 'Please look at the fields marked below.',
    tooFast: 'That was quick. Please send it once more.',
    leave: 'Leave this empty',
    back: 'Back',
    gone: 'This form is not there any more.',
  },
  fr: {
    send: 'Envoyer',
    thanks: 'Merci. Nous vous répondrons.',
    optional: 'facultatif',
    wrong: 'Merci de revoir les champs signalés ci-dessous.',
    tooFast: 'C’était rapide. Merci d’envoyer encore une fois.',
    leave: 'Laissez ce champ vide',
    back: 'Retour',
    gone: 'Ce formulaire n’existe plus.',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** A field's problem in the visitor's language. */
export function problemWords(language: Language, problem: FieldProblem): string {
  const words = {
    en: { missing: 'Please fill this in.', incorrect_value: 'Please check this.', too_long: 'This is too long.' },
    fr: { missing: 'Merci de remplir ce champ.', incorrect_value: 'Merci de vérifier ce champ.', too_long: 'C’est trop long.' },
  }[language];
  return problem.code in words ? words[problem.code as keyof typeof words] : words.incorrect_value;
}
