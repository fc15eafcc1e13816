import type { FormInputType } from './form-fields.ts';

/** What a lead form says to visitors, with script and without: it brings no dictionary. Other languages are added here. */
const en = {
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
  line1: 'Street and number',
  postal_code: 'Postal code',
  state: 'State or region',
  choose: 'Choose…',
  optional: 'optional',
  send: 'Send',
  thanks: 'Thank you. We will be in touch.',
  missing: 'Please fill this in.',
  email_wrong: 'Please write an address such as name@example.com.',
  number_wrong: 'Please write a number, of at most 15 digits.',
  date_wrong: 'Please write a day that exists.',
  url_wrong: 'Please write an address such as https://example.com.',
  too_long: 'This is too long.',
  unticked: 'Please tick this.',
  unchosen: 'Please choose.',
  wrong: 'Please check this.',
  look: 'Please look at the fields marked below.',
  leave: 'Leave this empty',
};
export type FormWords = typeof en;

const fr: FormWords = {
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
  line1: 'Numéro et rue',
  postal_code: 'Code postal',
  state: 'Région',
  choose: 'Choisir…',
  optional: 'facultatif',
  send: 'Envoyer',
  thanks: 'Merci. Nous vous répondrons.',
  missing: 'Merci de remplir ce champ.',
  email_wrong: 'Merci d’écrire une adresse comme nom@exemple.fr.',
  number_wrong: 'Merci d’écrire un nombre, de 15 chiffres au plus.',
  date_wrong: 'Merci d’écrire un jour qui existe.',
  url_wrong: 'Merci d’écrire une adresse comme https://exemple.fr.',
  too_long: 'C’est trop long.',
  unticked: 'Merci de cocher cette case.',
  unchosen: 'Merci de choisir.',
  wrong: 'Merci de vérifier ce champ.',
  look: 'Merci de revoir les champs signalés ci-dessous.',
  leave: 'Laissez ce champ vide',
};

export const formWords = { en, fr };

/** What is wrong with a field of this type, by the server's code for it. */
export function problemWords(words: FormWords, type: FormInputType, code: string): string {
  if (code === 'missing') return type === 'box' ? words.unticked : type === 'list' || type === 'boxes' ? words.unchosen : words.missing;
  if (code === 'too_long') return words.too_long;
  return (words as Partial<Record<string, string>>)[`${type}_wrong`] ?? words.wrong;
}
