import { html } from 'hono/html';
import type { Form } from '../../shared/records/index.ts';
import type { FieldProblems } from '../../shared/mutators/rejection.ts';
import type { Language } from '../http/language.ts';
import { fieldWords, pageWords, problemWords } from './words.ts';

/** The trap for programs that fill in everything: people do not see it. */
export const trapName = 'homepage_url';

/** A form as a page that needs no script. What was typed stays, with what is wrong beside it. */
export function formPage(options: {
  form: Form;
  language: Language;
  action: string;
  ticket: string;
  id: string;
  values?: Readonly<Record<string, string>>;
  problems?: FieldProblems;
  message?: string;
}) {
  const { form, language, action, ticket, id, values = {}, problems = {}, message } = options;
  const say = pageWords[language];
  const field = ({ name, label, required }: Form['fields'][number]) => {
    const problem = problems[name];
    const attributes = html`id="${name}" name="${name}" ${required ? html`required` : ''}
    ${problem ? html`aria-invalid="true" aria-describedby="${name}-problem"` : ''}`;
    return html`<div class="field">
      <label for="${name}">${label ?? fieldWords[language][name]} ${required ? '' : html`<small>${say.optional}</small>`}</label>
      ${
        name === 'description'
          ? html`<textarea rows="4" ${attributes}>${values[name] ?? ''}</textarea>`
          : html`<input
              type="${inputTypes[name] ?? 'text'}"
              autocomplete="${autocompletes[name] ?? 'on'}"
              value="${values[name] ?? ''}"
              ${attributes}
            />`
      }
      ${problem ? html`<p class="problem" id="${name}-problem">${problemWords(language, problem)}</p>` : ''}
    </div>`;
  };
  return shell(
    language,
    form.title ?? form.name,
    html`<h1>${form.title ?? form.name}</h1>
      ${message ? html`<p class="problem" role="alert">${message}</p>` : ''}
      <form method="post" action="${action}" accept-charset="utf-8">
        <input type="hidden" name="_id" value="${id}" /><input type="hidden" name="_ticket" value="${ticket}" />
        ${form.fields.map(field)}
        <div class="trap" aria-hidden="true">
          <label>${say.leave} <input name="${trapName}" tabindex="-1" autocomplete="off" /></label>
        </div>
        ${
          form.consent_text
            ? html`<label class="consent"
                ><input type="checkbox" name="consent" required ${values['consent'] ? html`checked` : ''} />
                <span>${form.consent_text}</span></label
              >`
            : ''
        }
        <button>${form.submit_label ?? say.send}</button>
      </form>`,
  );
}

export function wordsPage(language: Language, words: string, back?: string) {
  return shell(
    language,
    words,
    html`<h1>${words}</h1>
      ${back ? html`<p><a href="${back}">${pageWords[language].back}</a></p>` : ''}`,
  );
}

const shell = (language: Language, title: string, body: unknown) =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="stylesheet" href="/forms/style.css" />
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`;

export const inputTypes: Partial<Record<string, string>> = { email: 'email', phone: 'tel', mobile: 'tel', website: 'url' };

export const autocompletes: Partial<Record<string, string>> = {
  first_name: 'given-name',
  last_name: 'family-name',
  organization_name: 'organization',
  title: 'organization-title',
  email: 'email',
  phone: 'tel',
  mobile: 'tel',
  website: 'url',
  city: 'address-level2',
  country: 'country-name',
};

export const pageStyle = `:root{color-scheme:light dark}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:light-dark(#fff,#171614);color:light-dark(#242321,#e5e4e2)}
main{max-inline-size:440px;margin:0 auto;padding:24px}h1{font-size:24px;line-height:1.25;margin:0 0 16px}.field,.consent{margin-block-end:16px;display:block}
label{font-size:14px}small{color:light-dark(#676664,#9b9b97)}input:not([type=checkbox]),textarea{box-sizing:border-box;inline-size:100%;min-block-size:44px;padding:8px 12px;font:inherit;
border:1px solid light-dark(#8b8b87,#74736f);border-radius:6px;background:light-dark(#fff,#1d1c1a);color:inherit}[aria-invalid]{border-color:light-dark(#be222a,#fe726c)}
.problem{color:light-dark(#be222a,#fe726c);font-size:14px;margin:4px 0 0}.consent{display:flex;gap:8px;align-items:start}.trap{position:absolute;inset-inline-start:-9999px}
button{inline-size:100%;min-block-size:44px;border:0;border-radius:6px;background:light-dark(#025f76,#53b3d1);color:light-dark(#fff,#07222a);font:inherit;font-weight:500;cursor:pointer}
:focus-visible{outline:2px solid light-dark(#057490,#7ecae5);outline-offset:1px}a{color:inherit}`;
