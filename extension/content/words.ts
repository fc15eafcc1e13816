/** What the page itself says: few words, which come with the script. Marks bring their own, from the sidebar. */
export interface Words {
  open: string;
  close: string;
  known: (count: number) => string;
  width: string;
  track: string;
  trackOn: string;
  links: (count: number) => string;
  trackOff: string;
  switchedOff: string;
  excluded: (who: string) => string;
  neverLogged: (who: string) => string;
  neverLoggedHere: (who: string) => string;
  noAddress: (what: string) => string;
  plainText: string;
  noRecipient: string;
  link: string;
  linkMore: string;
  linkedTo: (name: string) => string;
  unlink: (name: string) => string;
}

const en: Words = {
  open: 'Open Inlay',
  close: 'Collapse Inlay',
  known: (count) => (count === 1 ? 'Open Inlay: 1 known person' : `Open Inlay: ${count} known people`),
  width: 'Width of Inlay',
  track: 'Track opens',
  trackOn: 'A picture that cannot be seen tells when the message is opened',
  links: (count) => (count === 1 ? 'Clicks on 1 link are counted' : `Clicks on ${count} links are counted`),
  trackOff: 'You are not told whether the message is opened',
  switchedOff: 'Tracking is off in your workspace',
  excluded: (who) => `Messages to ${who} are not tracked in your workspace`,
  neverLogged: (who) => `Not tracked or linked: ${who} is on your never-log list`,
  neverLoggedHere: (who) => `Not tracked or linked: your workspace never logs ${who}`,
  noAddress: (what) => `Not tracked or linked: ${what} is not a whole address`,
  plainText: 'Plain text cannot be tracked',
  noRecipient: 'Tracked once somebody gets it',
  link: 'Link',
  linkMore: 'Link this message to a deal, lead or contact',
  linkedTo: (name) => `Kept on ${name}. Choose another`,
  unlink: (name) => `Do not keep this message on ${name}`,
};

const fr: Words = {
  open: 'Ouvrir Inlay',
  close: 'Replier Inlay',
  known: (count) => (count < 2 ? `Ouvrir Inlay : ${count} personne connue` : `Ouvrir Inlay : ${count} personnes connues`),
  width: 'Largeur d’Inlay',
  track: 'Suivre les ouvertures',
  trackOn: 'Une image invisible indique quand le message est ouvert',
  links: (count) => (count < 2 ? `Les clics sur ${count} lien sont comptés` : `Les clics sur ${count} liens sont comptés`),
  trackOff: 'Vous ne saurez pas si le message est ouvert',
  switchedOff: 'Le suivi est désactivé dans votre espace',
  excluded: (who) => `Les messages à ${who} ne sont pas suivis dans votre espace`,
  neverLogged: (who) => `Ni suivi ni lié : ${who} figure dans votre liste à ne jamais consigner`,
  neverLoggedHere: (who) => `Ni suivi ni lié : votre espace ne consigne jamais ${who}`,
  noAddress: (what) => `Ni suivi ni lié : ${what} n’est pas une adresse complète`,
  plainText: 'Le texte brut ne peut pas être suivi',
  noRecipient: 'Suivi dès qu’il y a un destinataire',
  link: 'Lier',
  linkMore: 'Lier ce message à une affaire, une piste ou un contact',
  linkedTo: (name) => `Conservé sur ${name}. En choisir un autre`,
  unlink: (name) => `Ne pas conserver ce message sur ${name}`,
};

export const wordsIn = (language: string): Words => (/^fr\b/i.test(language) ? fr : en);
