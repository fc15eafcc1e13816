import { html } from 'hono/html';
import type { Language } from '../http/language.ts';

const words = {
  en: {
    title: 'This link does not work',
    text: 'Its address is not complete, or was changed on its way. Nothing was opened. Copy the whole link from the message, or ask its sender where it should lead.',
  },
  fr: {
    title: 'Ce lien ne fonctionne pas',
    text: 'Son adresse est incomplète, ou a été modifiée en chemin. Rien n’a été ouvert. Copiez le lien en entier depuis le message, ou demandez à son expéditeur où il devait mener.',
  },
} as const satisfies Record<Language, { title: string; text: string }>;

/** What whoever follows a link reads that this server has not made. */
export function linkPage(language: Language) {
  const { title, text } = words[language];
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p>${text}</p>
        </main>
      </body>
    </html>`;
}
