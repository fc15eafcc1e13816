import type { Translations } from './templates.ts';

/**
 * French, keyed by the English source; `{0}`, `{1}` stand for its expressions in their order. A section for each element;
 * a string that several elements use stands under the first.
 */
export const fr: Translations = {
  // base: fields
  'Fill this in.': 'Remplissez ce champ.',
  'Choose one.': 'Faites un choix.',
  'Choose one from the list.': 'Choisissez dans la liste.',
  'Tick this to go on.': 'Cochez cette case pour continuer.',
  'Write an e-mail address such as name@example.com.': 'Écrivez une adresse e-mail comme nom@exemple.fr.',
  'Write an address such as https://example.com.': 'Écrivez une adresse comme https://exemple.fr.',
  'Write a number.': 'Écrivez un nombre.',
  'Write a date that exists.': 'Écrivez une date qui existe.',
  'Write an amount such as {0}.': 'Écrivez un montant comme {0}.',
  'Must be {0} or more.': 'Doit être au moins {0}.',
  'Must be {0} or less.': 'Doit être au plus {0}.',
  'Write at least {0} characters.': 'Écrivez au moins {0} caractères.',

  // base: combobox
  '{0} match': '{0} résultat',
  '{0} matches': '{0} résultats',
  'Add “{0}”': 'Ajouter « {0} »',
  'Clear': 'Effacer',
  'Searching…': 'Recherche…',
  'Nothing matches': 'Aucun résultat',
  'The search failed. Try again.': 'La recherche a échoué. Réessayez.',

  // base: dialog, toast, tag
  'Close': 'Fermer',
  'Remove': 'Retirer',

  // formats
  'Today': 'Aujourd’hui',
  'Today {0}': 'Aujourd’hui {0}',
  'Tomorrow': 'Demain',
  'Tomorrow {0}': 'Demain {0}',
  'Yesterday': 'Hier',
  'Yesterday {0}': 'Hier {0}',
  '{0} d overdue': '{0} j de retard',
  '{0} h overdue': '{0} h de retard',
  '{0} min overdue': '{0} min de retard',
  'Quiet for {0} d': 'Sans activité depuis {0} j',
};
