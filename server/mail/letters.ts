import type { Language } from '../http/language.ts';

/** What a letter says, before it is addressed. Its texts are plain; the HTML follows from them. */
export interface Letter {
  subject: string;
  greeting: string;
  paragraphs: string[];
  action: { label: string; link: string };
  closing: string;
}

export interface LetterFacts {
  reset: { link: string; hours: number };
  'sign-up': { link: string; hours: number };
  'account-exists': { link: string };
  invitation: { link: string; days: number; inviter: string; workspace: string };
}
export type LetterKind = keyof LetterFacts;

type Writers = { [K in LetterKind]: (facts: LetterFacts[K]) => Letter };

const en: Writers = {
  reset: ({ link, hours }) => ({
    subject: 'Choose a new password',
    greeting: 'Hello,',
    paragraphs: [
      'Somebody, most likely you, asked for a new password for your Inlay account.',
      `The link works once, within ${hours === 1 ? 'an hour' : `${hours} hours`}.`,
    ],
    action: { label: 'Choose a new password', link },
    closing: 'If it was not you, ignore this message: your password stays as it is.',
  }),
  'sign-up': ({ link, hours }) => ({
    subject: 'Confirm your e-mail address',
    greeting: 'Welcome to Inlay,',
    paragraphs: [`Confirm your address to finish your account. The link works for ${hours} hours.`],
    action: { label: 'Finish my account', link },
    closing: 'If you did not ask for an account, ignore this message: none is made.',
  }),
  'account-exists': ({ link }) => ({
    subject: 'You have an account already',
    greeting: 'Hello,',
    paragraphs: [
      'Somebody, most likely you, asked for a new Inlay account with this address. It has one already: sign in, or choose a new password there.',
    ],
    action: { label: 'Sign in', link },
    closing: 'If it was not you, ignore this message: nothing has changed.',
  }),
  invitation: ({ link, days, inviter, workspace }) => ({
    subject: `${inviter} invites you to ${workspace}`,
    greeting: 'Hello,',
    paragraphs: [`${inviter} invites you to the workspace ${workspace} on Inlay.`, `The invitation is good for ${days} days.`],
    action: { label: 'Accept the invitation', link },
    closing: 'If you do not know who invites you, ignore this message.',
  }),
};

const fr: Writers = {
  reset: ({ link, hours }) => ({
    subject: 'Choisissez un nouveau mot de passe',
    greeting: 'Bonjour,',
    paragraphs: [
      'Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour votre compte Inlay.',
      `Le lien fonctionne une seule fois, pendant ${hours === 1 ? 'une heure' : `${hours} heures`}.`,
    ],
    action: { label: 'Choisir un nouveau mot de passe', link },
    closing: 'Si ce n’était pas vous, ignorez ce message : votre mot de passe ne change pas.',
  }),
  'sign-up': ({ link, hours }) => ({
    subject: 'Confirmez votre adresse e-mail',
    greeting: 'Bienvenue sur Inlay,',
    paragraphs: [`Confirmez votre adresse pour terminer votre compte. Le lien fonctionne pendant ${hours} heures.`],
    action: { label: 'Terminer mon compte', link },
    closing: 'Si vous n’avez pas demandé de compte, ignorez ce message : aucun n’est créé.',
  }),
  'account-exists': ({ link }) => ({
    subject: 'Vous avez déjà un compte',
    greeting: 'Bonjour,',
    paragraphs: [
      'Quelqu’un, sans doute vous, a demandé un nouveau compte Inlay avec cette adresse. Elle en a déjà un : connectez-vous, ou choisissez-y un nouveau mot de passe.',
    ],
    action: { label: 'Se connecter', link },
    closing: 'Si ce n’était pas vous, ignorez ce message : rien n’a changé.',
  }),
  invitation: ({ link, days, inviter, workspace }) => ({
    subject: `${inviter} vous invite dans ${workspace}`,
    greeting: 'Bonjour,',
    paragraphs: [`${inviter} vous invite dans l’espace de travail ${workspace} sur Inlay.`, `L’invitation est valable ${days} jours.`],
    action: { label: 'Accepter l’invitation', link },
    closing: 'Si vous ne connaissez pas cette personne, ignorez ce message.',
  }),
};

const writers: Record<Language, Writers> = { en, fr };

export function letter<K extends LetterKind>(kind: K, language: Language, facts: LetterFacts[K]): Letter {
  return writers[language][kind](facts);
}

export function plainText({ greeting, paragraphs, action, closing }: Letter): string {
  return [greeting, ...paragraphs, `${action.label}:\n${action.link}`, closing].join('\n\n');
}

export function html({ subject, greeting, paragraphs, action, closing }: Letter, language: Language): string {
  const paragraph = (text: string) => `<p>${escapeHtml(text)}</p>`;
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body>${[
    paragraph(greeting),
    ...paragraphs.map(paragraph),
    `<p><a href="${escapeHtml(action.link)}">${escapeHtml(action.label)}</a></p>`,
    paragraph(closing),
  ].join('')}</body></html>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
