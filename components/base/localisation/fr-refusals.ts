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
  'E-mail is logged by people.': 'Seules des personnes consignent des e-mails.',
  'Only its sender may stop the tracking of an e-mail.': 'Seul son expéditeur peut arrêter le suivi d’un e-mail.',
  'Only the owner of a shared template or an administrator may change it.':
    'Seul le responsable d’un modèle partagé ou un administrateur peut le modifier.',
  'Only who has logged an e-mail may link it.': 'Seule la personne qui a consigné un e-mail peut le rattacher.',
  'Only who has logged an e-mail may say who reads it.': 'Seule la personne qui a consigné un e-mail peut dire qui le lit.',
  'Only who has logged an e-mail may take it back.': 'Seule la personne qui a consigné un e-mail peut le retirer.',
  'Only who has logged or linked an e-mail, their manager or an administrator may unlink it.':
    'Seuls la personne qui a consigné ou rattaché un e-mail, son supérieur ou un administrateur peuvent le détacher.',
  'Openings are counted by the product.': 'Les ouvertures sont comptées par l’application elle-même.',
  'This workspace does not track messages to {0}.': 'Cet espace ne suit pas les messages envoyés à {0}.',
  'Tracking is switched off in this workspace.': 'Le suivi est désactivé dans cet espace.',
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

  'Too many requests. Try again in {0} seconds.': 'Trop de demandes. Réessayez dans {0} secondes.',
  'Something went wrong on the server, and was logged. Try again.': 'Quelque chose a échoué sur le serveur et a été noté. Réessayez.',
  'The server is stopping.': 'Le serveur s’arrête.',
  'The directory database does not answer.': 'La base du serveur ne répond pas.',
  'Only an administrator may do that.': 'Seul un administrateur peut faire cela.',
  'The body is larger than {0} bytes.': 'L’envoi dépasse {0} octets.',
  'This server has no mail set up (SMTP_URL, MAIL_FROM): ask whoever runs it.':
    'Ce serveur n’a pas d’envoi d’e-mails (SMTP_URL, MAIL_FROM) : demandez à qui le gère.',
  'The mail server did not take the letter. Try again later.': 'Le serveur de messagerie n’a pas pris le message. Réessayez plus tard.',

  'A file may have {0} bytes at the most.': 'Un fichier peut avoir {0} octets au plus.',
  'The file is empty.': 'Le fichier est vide.',
  'The file broke off before it was complete.': 'L’envoi du fichier s’est interrompu.',
  'The server has no room left for files.': 'Le serveur n’a plus de place pour des fichiers.',
  'The file could not be stored. Try again.': 'Le fichier n’a pas pu être enregistré. Réessayez.',
  'The file cannot be had at the moment. Try again.': 'Le fichier ne peut pas être lu pour l’instant. Réessayez.',
  'The same file is just being deleted. Try again in some minutes.':
    'Le même fichier est en cours de suppression. Réessayez dans quelques minutes.',
  'This link has ended. Open the document again.': 'Ce lien a expiré. Rouvrez le document.',

  'The server has not enough memory for this export.': 'Le serveur n’a pas assez de mémoire pour cet export.',
  'The server’s work on this export was broken off. Export again.': 'Cet export a été interrompu sur le serveur. Recommencez.',
  'An archive has every record: it is for an administrator who sees the whole company’s.':
    'Une archive contient toutes les fiches : elle est réservée à un administrateur qui voit celles de toute l’entreprise.',
  'There are too many files of imports: remove some of those that are done first.':
    'Il y a trop de fichiers d’imports : retirez d’abord quelques imports terminés.',
  'There is no such import.': 'Cet import n’existe plus.',
  'This import is running: cancel it first.': 'Cet import est en cours : annulez-le d’abord.',
  'This import is being undone: wait until that is done.': 'Cet import est en train d’être annulé : attendez la fin.',
  'This import has been run: upload the file again.': 'Cet import a déjà eu lieu : envoyez de nouveau le fichier.',
  'This import is done.': 'Cet import est terminé.',
  'Say first what the columns mean: this import has no plan yet.':
    'Dites d’abord ce que signifient les colonnes : cet import n’a pas encore de plan.',
  'Say whether the day or the month comes first in {0}.': 'Dites si le jour ou le mois vient en premier dans {0}.',
  'There is nothing to undo: this import has written nothing, or is undone.':
    'Il n’y a rien à annuler : cet import n’a rien écrit, ou est déjà annulé.',
  'An import can be undone for {0} days.': 'Un import peut être annulé pendant {0} jours.',
  'Nothing of the file would be imported: say what one of its tables is.':
    'Rien du fichier ne serait importé : dites ce qu’est l’une de ses tables.',
  'The columns are not mapped rightly.': 'Les colonnes ne sont pas bien associées.',
  'This workspace holds records: an archive is taken into an empty one.':
    'Cet espace contient des fiches : une archive se reprend dans un espace vide.',
  'The server’s work on this was broken off. {0}': 'Le travail du serveur a été interrompu. Recommencez.',

  'The spreadsheet holds too much text: split it.': 'Le classeur contient trop de texte : divisez-le.',
  'The sheet holds too much text: split it.': 'La feuille contient trop de texte : divisez-la.',
  'The sheet has more than {0} columns.': 'La feuille a plus de {0} colonnes.',
  'The sheet {0} has more than {1} columns.': 'La feuille {0} a plus de {1} colonnes.',
  'The file has more than {0} columns.': 'Le fichier a plus de {0} colonnes.',
  'The file has more than {0} rows: split it.': 'Le fichier a plus de {0} lignes : divisez-le.',
  'The file holds more than {0} rows: split it.': 'Le fichier contient plus de {0} lignes : divisez-le.',
  'The file holds more than {0} tables: split it.': 'Le fichier contient plus de {0} tables : divisez-le.',
  'The file has more than {0} cards: split it.': 'Le fichier contient plus de {0} cartes : divisez-le.',
  'The file holds more than {0} files.': 'Le fichier contient plus de {0} fichiers.',
  'The file holds no vCard.': 'Le fichier ne contient aucune carte vCard.',
  'The file has no header row.': 'Le fichier n’a pas de ligne d’en-tête.',
  'The file is not text: it holds zero bytes.': 'Le fichier n’est pas du texte : il contient des octets nuls.',
  'The file is too large to be read at once: split it.': 'Le fichier est trop grand pour être lu d’un coup : divisez-le.',
  'The file is no readable CSV: {0}': 'Le fichier n’est pas un CSV lisible : {0}',
  'The file is damaged or incomplete: {0}.': 'Le fichier est abîmé ou incomplet : {0}.',
  'The file is protected by a password: save it without one.': 'Le fichier est protégé par un mot de passe : enregistrez-le sans.',
  'The file is an old or a protected Excel file: save it as .xlsx without a password, or as CSV.':
    'C’est un fichier Excel ancien ou protégé : enregistrez-le en .xlsx sans mot de passe, ou en CSV.',
  'The file is a PDF: export the table as XLSX or CSV.': 'C’est un PDF : exportez le tableau en XLSX ou en CSV.',
  'The file is compressed with gzip: unpack it first.': 'Le fichier est compressé avec gzip : décompressez-le d’abord.',
  'The file is an OpenDocument spreadsheet: save it as XLSX or CSV.': 'C’est un classeur OpenDocument : enregistrez-le en XLSX ou en CSV.',
  'The spreadsheet holds no rows.': 'Le classeur ne contient aucune ligne.',
  'The spreadsheet is damaged: {0}.': 'Le classeur est abîmé : {0}.',
  'The ZIP holds no CSV file and no vCard.': 'Le ZIP ne contient ni fichier CSV ni vCard.',
  'The files in the ZIP are all empty.': 'Les fichiers du ZIP sont tous vides.',
  'The file is no archive of a workspace.': 'Ce fichier n’est pas l’archive d’un espace.',
  'The file is no archive of a workspace: it has no manifest.': 'Ce fichier n’est pas l’archive d’un espace : il n’a pas de manifeste.',
  'This archive is of version {0}: version 1 is known here.': 'Cette archive est de la version {0} : ici, la version 1 est connue.',
  'The archive’s {0} is not what it was.': 'Dans l’archive, {0} n’est plus ce qu’il était.',
  'The archive’s {0} has a line that is too long.': 'Dans l’archive, {0} a une ligne trop longue.',
  'The archive’s {0} is not readable.': 'Dans l’archive, {0} n’est pas lisible.',
  'The archive does not fit in {0}: {1}': 'L’archive ne convient pas dans {0} : {1}',
  'E-mail among colleagues is not logged by itself.': 'Les e-mails entre collègues ne sont pas consignés d’eux-mêmes.',
  'This workspace never logs e-mail with {0}.': 'Cet espace ne consigne jamais les e-mails avec {0}.',
  'You never log e-mail with {0}.': 'Vous ne consignez jamais les e-mails avec {0}.',
};
