import type { Translations } from './templates.ts';

/** What the rules refuse with, as they say it in English, and in French. */
export const refusals: Translations = {
  'A {0} with this id exists already.': 'Un élément avec cet identifiant existe déjà.',
  'A closed stage can be renamed, not removed.': 'Une étape de clôture peut être renommée, pas supprimée.',
  'A field stands twice in the form.': 'Un champ est deux fois dans le formulaire.',
  'A merge can be undone for {0} days.': 'Une fusion peut être annulée pendant {0} jours.',
  'A pipeline needs at least one active stage.': 'Un pipeline a besoin d’au moins une étape active.',
  'Another record has taken the place of this one.': 'Une autre fiche a pris la place de celle-ci.',
  'Deals belong to this contact: delete them or give them another contact first.':
    'Des affaires appartiennent à ce contact : supprimez-les ou donnez-leur d’abord un autre contact.',
  'Deals belong to this lead: delete them, or convert the lead.':
    'Des affaires appartiennent à cette piste : supprimez-les, ou convertissez la piste.',
  'Deals have this product: make it inactive instead.': 'Des affaires ont ce produit : rendez-le plutôt inactif.',
  'Deals stand in this pipeline: move or delete them first.': 'Des affaires sont dans ce pipeline : déplacez-les ou supprimez-les d’abord.',
  'Documents are added by uploading them.': 'Les documents s’ajoutent par envoi de fichiers.',
  'More than {0} records hang on these: merge fewer at a time.': 'Plus de {0} fiches en dépendent : fusionnez-en moins à la fois.',
  'Nobody is there to take the lead.': 'Personne n’est là pour prendre la piste.',
  'One lead status must stay the one that new leads get.': 'Un statut doit rester celui que reçoivent les nouvelles pistes.',
  'One pipeline must stay in use.': 'Un pipeline doit rester en service.',
  'Only an administrator may change other people.': 'Seul un administrateur peut modifier les autres personnes.',
  'Only an administrator may change profiles, superiors, addresses and status.':
    'Seul un administrateur peut modifier les profils, les supérieurs, les adresses et les statuts.',
  'Only an administrator may change the set-up.': 'Seul un administrateur peut modifier les réglages.',
  'Only an administrator may log the call of somebody else.': 'Seul un administrateur peut consigner l’appel de quelqu’un d’autre.',
  'Only its author may change a note.': 'Seul son auteur peut modifier une note.',
  'Only the owner of a shared list or an administrator may change it.':
    'Seul le responsable d’une liste partagée ou un administrateur peut la modifier.',
  'Only the owner, their manager or an administrator may delete this.':
    'Seuls le responsable, son supérieur ou un administrateur peuvent supprimer ceci.',
  'Only who has made or logged a call may change it.': 'Seule la personne qui a passé ou consigné un appel peut le modifier.',
  'Records are adopted from an archive alone.': 'Les fiches ne se reprennent que d’une archive.',
  'The key is taken.': 'La clé est déjà prise.',
  'The arguments are nested more than {0} deep.': 'Les valeurs sont imbriquées sur plus de {0} niveaux.',
  'The {0} of this {1} has gone since: bring that back first.': 'Ce à quoi ceci appartient a disparu entre-temps : rétablissez-le d’abord.',
  'The form is not filled in rightly.': 'Le formulaire n’est pas bien rempli.',
  'The value of this deal follows from its products: change those.':
    'La valeur de cette affaire découle de ses produits : modifiez ceux-ci.',
  'The workspace has its settings already.': 'L’espace a déjà ses réglages.',
  'The workspace has no lead status.': 'L’espace n’a aucun statut de piste.',
  'The workspace needs a pipeline.': 'L’espace a besoin d’un pipeline.',
  'The workspace needs an active administrator: make somebody else one first.':
    'L’espace a besoin d’un administrateur actif : nommez d’abord quelqu’un d’autre.',
  'There is a custom field that this {0} does not have.': 'Il y a un champ que cette fiche n’a pas.',
  'There is no mutator named {0}.': 'Cette version du serveur ne connaît pas la modification {0}.',
  'There is no pipeline with an active stage.': 'Il n’y a aucun pipeline avec une étape active.',
  'There is no such {0}.': 'Cet élément n’existe plus, ou n’est pas visible pour vous.',
  'This lead has been converted: change its contact instead.': 'Cette piste a été convertie : modifiez plutôt son contact.',
  'This person is not active in the workspace.': 'Cette personne n’est pas active dans l’espace.',
  'This submission id is taken.': 'Cet identifiant d’envoi est déjà pris.',
  'This {0} is in use: rename it, or give its records another one first.':
    'Cet élément est utilisé : renommez-le, ou donnez d’abord autre chose à ses fiches.',
  'What was merged is not kept any more.': 'Ce qui a été fusionné n’est plus gardé.',
  'You may give tasks to yourself, your superior and your reports, not to {0}.':
    'Vous pouvez confier des tâches à vous-même, à votre supérieur et à vos subordonnés, pas à {0}.',
  '{0} is no dropdown and no multi-select.': '{0} n’est ni une liste déroulante ni un choix multiple.',
  '{0} must be filled in.': '{0} doit être rempli.',

  'The present password is wrong.': 'Le mot de passe actuel n’est pas le bon.',
  'The invitation cannot be sent: email is the address of a person of this workspace already.':
    'L’invitation ne peut pas partir : cette adresse est déjà celle d’une personne de l’espace.',
  'This invitation is used up, withdrawn or too old. Ask for a new one.':
    'Cette invitation a déjà servi, a été retirée ou est trop ancienne. Demandez-en une nouvelle.',
  'This link is used up or too old. Ask for a new one.': 'Ce lien a déjà servi ou est trop ancien. Demandez-en un nouveau.',
};
