import { html } from 'hono/html';
import type { AskedField, FormValues } from '../../shared/form-fields.ts';
import { addressPartNames, addressParts, inputOf, longestPart, trapName, writtenList, writtenText } from '../../shared/form-fields.ts';
import { problemWords } from '../../shared/form-words.ts';
import type { FieldProblems } from '../../shared/mutators/rejection.ts';
import type { Form } from '../../shared/records/index.ts';
import type { Language } from '../http/language.ts';
import { pageWords } from './words.ts';

/** A form as a page that needs no script. What was typed stays, with what is wrong beside it. */
export function formPage(options: {
  form: Form;
  asked: readonly AskedField[];
  language: Language;
  action: string;
  /** Fields that nobody sees: the submission's id, its ticket, and where the visitor has come from. */
  carried: Readonly<Record<string, string>>;
  values?: FormValues;
  problems?: FieldProblems;
  message?: string;
}) {
  const { form, asked, language, action, carried, values = {}, problems = {}, message } = options;
  const say = pageWords[language];
  // The reader's place after a refusal is the first field to mend.
  const [first] = [...asked.map(({ name }) => name), 'consent'].filter((name) => name in problems);
  const problemId = (name: string) => (name in problems ? html` aria-describedby="${name}-problem"` : '');
  const marks = (name: string, described = true) =>
    html`${name in problems ? html` aria-invalid="true"` : ''}${described ? problemId(name) : ''}${name === first ? html` autofocus` : ''}`;

  const field = (one: AskedField) => {
    const { name, required } = one;
    const { type } = inputOf(one);
    const problem = problems[name];
    const said = problem && html`<p class="problem" id="${name}-problem">${problemWords(say, type, problem.code)}</p>`;
    const label = html`${one.label ?? (say as Record<string, string>)[name] ?? name} ${required ? '' : html`<small>${say.optional}</small>`}`;
    if (type === 'box') return html`<div class="field">${box(name, label, required)} ${said ?? ''}</div>`;
    if (type === 'boxes' || type === 'address')
      return html`<fieldset class="field" ${problemId(name)}>
        <legend>${label}</legend>
        ${type === 'boxes' ? boxes(one) : address(one)} ${said ?? ''}
      </fieldset>`;
    return html`<div class="field">
      <label for="${name}">${label}</label>
      ${control(one)} ${said ?? ''}
    </div>`;
  };

  const control = (one: AskedField) => {
    const { name, required } = one;
    const { type, autocomplete, longest } = inputOf(one);
    const value = writtenText(values[name]);
    const attributes = html`id="${name}" name="${name}" autocomplete="${autocomplete}" ${required ? html`required` : ''}${marks(name)}`;
    if (type === 'lines') return html`<textarea rows="4" maxlength="${longest}" ${attributes}>${value}</textarea>`;
    if (type === 'list')
      return html`<select ${attributes}>
        <option value="">${say.choose}</option>
        ${(one.choices ?? []).map((choice) => html`<option value="${choice.id}" ${choice.id === value ? html`selected` : ''}>${choice.name}</option>`)}
      </select>`;
    if (type === 'number') return html`<input type="number" step="any" value="${value}" ${attributes} />`;
    if (type === 'date') return html`<input type="date" max="9999-12-31" value="${value}" ${attributes} />`;
    // Browsers want a scheme in an input for addresses of pages; people write none.
    const kind = type === 'url' ? html`type="text" inputmode="url"` : html`type="${type}"`;
    return html`<input ${kind} maxlength="${longest}" value="${value}" ${attributes} />`;
  };

  const box = (name: string, label: unknown, required: boolean) =>
    html`<label class="box"
      ><input
        type="checkbox"
        name="${name}"
        ${required ? html`required` : ''}
        ${values[name] === undefined ? '' : html`checked`}${marks(name)}
      />
      <span>${label}</span></label
    >`;

  const boxes = ({ name, choices = [] }: AskedField) => {
    const ticked = writtenList(values[name]);
    return choices.map(
      ({ id, name: choice }, at) =>
        html`<label class="box"
          ><input
            type="checkbox"
            name="${name}"
            value="${id}"
            ${ticked.includes(id) ? html`checked` : ''}${at === 0 ? marks(name, false) : ''}
          />
          <span>${choice}</span></label
        >`,
    );
  };

  const address = ({ name }: AskedField) =>
    addressPartNames.map(
      (part, at) =>
        html`<div class="part">
          <label for="${name}.${part}">${say[part]}</label>
          <input
            type="text"
            id="${name}.${part}"
            name="${name}.${part}"
            maxlength="${longestPart(part)}"
            autocomplete="${addressParts[part]}"
            value="${writtenText(values[`${name}.${part}`])}"
            ${at === 0 ? marks(name, false) : ''}
          />
        </div>`,
    );

  const consent = problems['consent'];
  return shell(
    language,
    form.title ?? form.name,
    html`<h1>${form.title ?? form.name}</h1>
      ${message ? html`<p class="problem" role="alert">${message}</p>` : ''}
      <form method="post" action="${action}" accept-charset="utf-8">
        ${Object.entries(carried).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)} ${asked.map(field)}
        <div class="trap" aria-hidden="true">
          <label>${say.leave} <input name="${trapName}" tabindex="-1" autocomplete="off" /></label>
        </div>
        ${
          form.consent_text
            ? html`<div class="field">
                ${box('consent', form.consent_text, true)}
                ${consent ? html`<p class="problem" id="consent-problem">${problemWords(say, 'box', consent.code)}</p>` : ''}
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
label,legend{font-size:14px;padding:0;display:block;margin-block-end:4px}small{font-size:inherit;color:light-dark(#676664,#9b9b97)}
input:not([type=checkbox]),textarea,select{box-sizing:border-box;inline-size:100%;min-block-size:44px;padding:8px 12px;font:inherit;
border:1px solid light-dark(#8b8b87,#74736f);border-radius:6px;background:light-dark(#fff,#1d1c1a);color:inherit}[aria-invalid]{border-color:light-dark(#be222a,#fe726c)!important}
.problem{color:light-dark(#be222a,#fe726c);font-size:14px;margin:4px 0 0}[role=alert]{margin-block-end:16px}fieldset{border:0;padding:0;margin-inline:0}.part{margin-block-start:8px}
.box{display:flex;gap:8px;align-items:start;margin:0 0 4px}.box input{inline-size:20px;block-size:20px;margin:1px 0 0;flex:none;accent-color:light-dark(#025f76,#53b3d1)}
.trap{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
button{inline-size:100%;min-block-size:44px;border:0;border-radius:6px;background:light-dark(#025f76,#53b3d1);color:light-dark(#fff,#07222a);font:inherit;font-weight:500;cursor:pointer}
:focus-visible{outline:2px solid light-dark(#057490,#7ecae5);outline-offset:1px}a{color:inherit}`;
