import type { Translations } from './templates.ts';

/**
 * French, keyed by the English source; `{0}`, `{1}` stand for its expressions in their order. A section for each element;
 * a string that several elements use stands under the first.
 */
export const fr: Translations = {
  // base: words that many elements share
  Close: 'Fermer',
  Cancel: 'Annuler',
  Save: 'Enregistrer',
  Delete: 'Supprimer',
  Edit: 'Modifier',
  Add: 'Ajouter',
  Undo: 'Annuler',
  Retry: 'Réessayer',
  More: 'Plus',
  Search: 'Rechercher',

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
