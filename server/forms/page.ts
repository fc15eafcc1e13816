import { html } from 'hono/html';
import { formInputs, trapName } from '../../shared/form-fields.ts';
import { problemWords } from '../../shared/form-words.ts';
import type { FieldProblems } from '../../shared/mutators/rejection.ts';
import type { Form } from '../../shared/records/index.ts';
import type { Language } from '../http/language.ts';
import { pageWords } from './words.ts';

/** A form as a page that needs no script. What was typed stays, with what is wrong beside it. */
export function formPage(options: {
  form: Form;
  language: Language;
  action: string;
  /** Fields that nobody sees: the submission's id, its ticket, and where the visitor has come from. */
  carried: Readonly<Record<string, string>>;
  values?: Readonly<Record<string, string>>;
  problems?: FieldProblems;
  message?: string;
}) {
  const { form, language, action, carried, values = {}, problems = {}, message } = options;
  const say = pageWords[language];
  const problemOf = (name: string) => {
    const problem = problems[name];
    return problem && html`<p class="problem" id="${name}-problem">${problemWords(say, name, problem.code)}</p>`;
  };
  // The reader's place after a refusal is the first field to mend.
  const [first] = [...form.fields.map(({ name }) => name), 'consent'].filter((name) => name in problems);
  const marks = (name: string) =>
    html`${name in problems ? html` aria-invalid="true" aria-describedby="${name}-problem"` : ''}${name === first ? html` autofocus` : ''}`;
  const field = ({ name, label, required }: Form['fields'][number]) => {
    const { type, autocomplete, longest } = formInputs[name];
    const attributes = html`id="${name}" name="${name}" maxlength="${longest}" autocomplete="${autocomplete}"
    ${required ? html`required` : ''}${marks(name)}`;
    return html`<div class="field">
      <label for="${name}">${label ?? say[name]} ${required ? '' : html`<small>${say.optional}</small>`}</label>
      ${
        type === 'lines'
          ? html`<textarea rows="4" ${attributes}>${values[name] ?? ''}</textarea>`
          : html`<input type="${type}" value="${values[name] ?? ''}" ${attributes} />`
      }
      ${problemOf(name) ?? ''}
    </div>`;
  };
  return shell(
    language,
    form.title ?? form.name,
    html`<h1>${form.title ?? form.name}</h1>
      ${message ? html`<p class="problem" role="alert">${message}</p>` : ''}
      <form method="post" action="${action}" accept-charset="utf-8">
        ${Object.entries(carried).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        ${form.fields.map(field)}
        <div class="trap" aria-hidden="true">
          <label>${say.leave} <input name="${trapName}" tabindex="-1" autocomplete="off" /></label>
        </div>
        ${
          form.consent_text
            ? html`<div class="field">
                <label class="consent"
                  ><input type="checkbox" name="consent" required ${values['consent'] ? html`checked` : ''}${marks('consent')} />
                  <span>${form.consent_text}</span></label
                >
                ${problemOf('consent') ?? ''}
              </div>`
            : ''
        }
        <button>${form.submit_label ?? say.send}</button>
      </form>`,
  );
}

/** A page of a few words. @param back where the visitor has come from */
export function wordsPage(language: Language, words: string, back?: string) {
  return shell(
    language,
    words,
    html`<h1>${words}</h1>
      ${back && /^https?:\/\//i.test(back) ? html`<p><a href="${back}">${pageWords[language].back}</a></p>` : ''}`,
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

export const pageStyle = `:root{color-scheme:light dark}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:light-dark(#fff,#171614);color:light-dark(#242321,#e5e4e2)}
main{max-inline-size:440px;margin:0 auto;padding:24px}h1{font-size:24px;line-height:1.25;margin:0 0 16px}.field{margin-block-end:16px}
label{font-size:14px;display:block;margin-block-end:4px}small{font-size:inherit;color:light-dark(#676664,#9b9b97)}
input:not([type=checkbox]),textarea{box-sizing:border-box;inline-size:100%;min-block-size:44px;padding:8px 12px;font:inherit;
border:1px solid light-dark(#8b8b87,#74736f);border-radius:6px;background:light-dark(#fff,#1d1c1a);color:inherit}[aria-invalid]{border-color:light-dark(#be222a,#fe726c)!important}
.problem{color:light-dark(#be222a,#fe726c);font-size:14px;margin:4px 0 0}[role=alert]{margin-block-end:16px}.consent{display:flex;gap:8px;align-items:start;margin:0}
.consent input{inline-size:20px;block-size:20px;margin:1px 0 0;flex:none;accent-color:light-dark(#025f76,#53b3d1)}
.trap{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
button{inline-size:100%;min-block-size:44px;border:0;border-radius:6px;background:light-dark(#025f76,#53b3d1);color:light-dark(#fff,#07222a);font:inherit;font-weight:500;cursor:pointer}
:focus-visible{outline:2px solid light-dark(#057490,#7ecae5);outline-offset:1px}a{color:inherit}`;
