import type { AskedField } from '../../../../shared/form-fields.ts';
import { addressPartNames, addressParts, inputOf, trapName } from '../../../../shared/form-fields.ts';
import type { FormWords } from '../../../../shared/form-words.ts';
import { formWords } from '../../../../shared/form-words.ts';
import type { Language } from '../../../../components/base/localisation/index.ts';

interface Embedded {
  /** The server's address. */
  server: string;
  key: string;
  asked: readonly AskedField[];
  consent_text: string | null;
  submit_label: string | null;
  language: Language;
}

/** For a page with script: one tag, one element. */
export const scriptCode = ({ server, key }: Pick<Embedded, 'server' | 'key'>): string =>
  `<script type="module" src="${server}/inlay-form.js"></script>\n<crm-lead-form form="${key}"></crm-lead-form>`;

/** The form as a page of the server, to link to. */
export const pageAddress = ({ server, key }: Pick<Embedded, 'server' | 'key'>): string => `${server}/forms/${key}/page`;

/** The form as plain HTML, for a page without script. */
export function plainCode({ server, key, asked, consent_text, submit_label, language }: Embedded): string {
  const words = formWords[language];
  const lines = [
    `<form method="post" action="${server}/forms/${key}/submissions?lang=${language}" accept-charset="utf-8">`,
    ...asked.flatMap((field) => fieldLines(field, words)).map(indented),
    ...(consent_text ? [indented(`<p><label><input type="checkbox" name="consent" required> ${escaped(consent_text)}</label></p>`)] : []),
    indented(
      `<p style="position: absolute; inset-inline-start: -999em" aria-hidden="true"><label>${words.leave} <input name="${trapName}" tabindex="-1" autocomplete="off"></label></p>`,
    ),
    indented(`<button>${escaped(submit_label ?? words.send)}</button>`),
    '</form>',
  ];
  return lines.join('\n');
}

const indented = (line: string): string => `  ${line}`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function fieldLines(field: AskedField, words: FormWords): string[] {
  const { name, required, choices = [] } = field;
  const { type, autocomplete, longest } = inputOf(field);
  const label = escaped(field.label ?? (words as Partial<Record<string, string>>)[name] ?? name);
  const must = required ? ' required' : '';
  const option = (id: string, text: string) => `<option value="${id}">${escaped(text)}</option>`;
  switch (type) {
    case 'box':
      return [`<p><label><input type="checkbox" name="${name}"${must}> ${label}</label></p>`];
    case 'boxes':
      return [
        `<fieldset><legend>${label}</legend>`,
        ...choices.map((choice) =>
          indented(`<label><input type="checkbox" name="${name}" value="${choice.id}"> ${escaped(choice.name)}</label>`),
        ),
        '</fieldset>',
      ];
    case 'address':
      return [
        `<fieldset><legend>${label}</legend>`,
        ...addressPartNames.map((part) =>
          indented(`<label>${words[part]} <input name="${name}.${part}" autocomplete="${addressParts[part]}"></label>`),
        ),
        '</fieldset>',
      ];
    case 'list':
      return [
        `<p><label>${label} <select name="${name}"${must}>`,
        indented(option('', words.choose)),
        ...choices.map((choice) => indented(option(choice.id, choice.name))),
        '</select></label></p>',
      ];
    case 'lines':
      return [`<p><label>${label} <textarea name="${name}" rows="4" maxlength="${longest}"${must}></textarea></label></p>`];
    case 'number':
      return [`<p><label>${label} <input name="${name}" type="number" step="any"${must}></label></p>`];
    case 'date':
      return [`<p><label>${label} <input name="${name}" type="date"${must}></label></p>`];
    default: {
      // Browsers want a scheme in an input for addresses of pages; people write none.
      const kind = type === 'url' ? 'type="text" inputmode="url"' : `type="${type}"`;
      return [`<p><label>${label} <input name="${name}" ${kind} maxlength="${longest}" autocomplete="${autocomplete}"${must}></label></p>`];
    }
  }
}
