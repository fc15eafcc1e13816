import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { AskedField } from '../../shared/form-fields.ts';
import { addressPartNames, addressParts, inputOf, longestPart } from '../../shared/form-fields.ts';
import type { Words } from './words.ts';

/** Problems in words, by field. */
type Problems = Readonly<Record<string, string>>;

const pair = ['first_name', 'last_name'];

export const sign = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  <circle cx="12" cy="12" r="10" />
  <path d="M12 8v4m0 4v.1" />
</svg>`;

/** One of the fields: its label, what is filled in, and what is wrong with it. */
export function renderField(field: AskedField, fields: readonly AskedField[], problems: Problems, words: Words): TemplateResult {
  const { name, required } = field;
  const { type } = inputOf(field);
  const label = html`${field.label ?? (words as Record<string, string>)[name] ?? name}
  ${required ? nothing : html`<small>${words.optional}</small>`}`;
  if (type === 'box') return html`<div part="field">${renderBox(name, label, required, problems)}${renderProblem(name, problems)}</div>`;
  if (type === 'boxes' || type === 'address')
    return html`<fieldset part="field" aria-describedby="${name}-problem">
      <legend part="label">${label}</legend>
      ${type === 'boxes' ? renderBoxes(field, problems) : renderAddress(name, problems, words)} ${renderProblem(name, problems)}
    </fieldset>`;
  // The two names stand side by side where both are asked.
  const half = pair.includes(name) && pair.every((one) => fields.some((other) => other.name === one));
  return html`<div part="field" class=${half ? 'half' : ''}>
    <label part="label" for=${name}>${label}</label>
    ${renderInput(field, problems, words)} ${renderProblem(name, problems)}
  </div>`;
}

function renderInput(field: AskedField, problems: Problems, words: Words): TemplateResult {
  const { name, required, choices = [] } = field;
  const { type, autocomplete, longest } = inputOf(field);
  const invalid = name in problems;
  if (type === 'lines')
    return html`<textarea
      part="input"
      id=${name}
      name=${name}
      rows="3"
      maxlength=${longest}
      ?required=${required}
      aria-invalid=${invalid}
      aria-describedby="${name}-problem"
    ></textarea>`;
  if (type === 'list')
    return html`<select
      part="input"
      id=${name}
      name=${name}
      ?required=${required}
      aria-invalid=${invalid}
      aria-describedby="${name}-problem"
    >
      <option value="">${words.choose}</option>
      ${choices.map((choice) => html`<option value=${choice.id}>${choice.name}</option>`)}
    </select>`;
  return html`<input
    part="input"
    id=${name}
    name=${name}
    type=${type}
    step="any"
    autocomplete=${autocomplete}
    maxlength=${longest}
    ?required=${required}
    aria-invalid=${invalid}
    aria-describedby="${name}-problem"
  />`;
}

export const renderBox = (name: string, label: unknown, required: boolean, problems: Problems): TemplateResult =>
  html`<div class="box">
    <input
      type="checkbox"
      id=${name}
      name=${name}
      ?required=${required}
      aria-invalid=${name in problems}
      aria-describedby="${name}-problem"
    />
    <label for=${name}>${label}</label>
  </div>`;

const renderBoxes = ({ name, choices = [] }: AskedField, problems: Problems): TemplateResult[] =>
  choices.map(
    (choice) =>
      html`<div class="box">
        <input type="checkbox" id=${choice.id} name=${name} value=${choice.id} aria-invalid=${name in problems} />
        <label for=${choice.id}>${choice.name}</label>
      </div>`,
  );

const renderAddress = (name: string, problems: Problems, words: Words): TemplateResult =>
  html`<div class="parts">
    ${addressPartNames.map(
      (part) =>
        html`<div class=${part === 'line1' ? '' : 'half'}>
          <label part="label" for="${name}.${part}">${words[part]}</label>
          <input
            part="input"
            id="${name}.${part}"
            name="${name}.${part}"
            autocomplete=${addressParts[part]}
            maxlength=${longestPart(part)}
            aria-invalid=${name in problems}
          />
        </div>`,
    )}
  </div>`;

export function renderProblem(name: string, problems: Problems): TemplateResult {
  const problem = problems[name];
  return html`<p part="problem" class="problem" id="${name}-problem" ?hidden=${!problem}>${sign}<span>${problem}</span></p>`;
}
