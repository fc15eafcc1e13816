import { formWords } from '../../shared/form-words.ts';

/** What the element says besides what every lead form says. Other languages are added here and there. */
const en = {
  ...formWords.en,
  sending: 'Sending…',
  kept: 'It could not be sent just now. It is kept in this browser, and sent as soon as there is a connection.',
  later: 'This did not work. Please try again in a moment.',
  again: 'Try again',
  gone: 'This form is not available any more.',
  unreachable: 'This form could not be loaded. Check the connection.',
  elsewhere: 'This form is not for pages of this site.',
  no_form: 'This form cannot be shown: the attribute “form” must be the key of a form.',
  no_server: 'This form cannot be shown: the attribute “server” must be an address such as https://crm.example.com.',
};
export type Words = typeof en;

const fr: Words = {
  ...formWords.fr,
  sending: 'Envoi…',
  kept: 'L’envoi n’a pas pu se faire. Votre message est gardé dans ce navigateur, et partira dès qu’il y aura une connexion.',
  later: 'Cela n’a pas marché. Réessayez dans un instant.',
  again: 'Réessayer',
  gone: 'Ce formulaire n’est plus disponible.',
  unreachable: 'Ce formulaire n’a pas pu être chargé. Vérifiez la connexion.',
  elsewhere: 'Ce formulaire n’est pas destiné aux pages de ce site.',
  no_form: 'Ce formulaire ne peut pas être affiché : l’attribut « form » doit être la clé d’un formulaire.',
  no_server: 'Ce formulaire ne peut pas être affiché : l’attribut « server » doit être une adresse comme https://crm.example.com.',
};

const languages: Record<string, Words> = { en, fr };

export const wordsFor = (language: string): Words => languages[language.toLowerCase().split('-')[0] ?? ''] ?? en;
