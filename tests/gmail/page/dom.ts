import type { Variant } from './variant.ts';

type Attributes = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;

/** Made anew at each load, as a new release of Gmail does. */
const invented = new Map<string, string>();

const renamed = (name: string) => {
  const before = invented.get(name);
  if (before) return before;
  const letters = 'bcdfghjklmnpqrstvwxz';
  const made = Array.from({ length: 6 }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
  invented.set(name, made);
  return made;
};

/** Makes elements with Gmail's class names, or with others where the variant has it so. */
export class Maker {
  readonly #stripped: boolean;
  readonly #html: { createHTML(html: string): string };

  constructor({ stripped }: Variant) {
    this.#stripped = stripped;
    const types = (
      window as unknown as {
        trustedTypes?: { createPolicy(name: string, rules: { createHTML(html: string): string }): { createHTML(html: string): string } };
      }
    ).trustedTypes;
    const rules = { createHTML: (html: string) => html };
    this.#html = types ? types.createPolicy('gmail#html', rules) : rules;
  }

  classes(names: string): string {
    return this.#stripped ? names.split(' ').map(renamed).join(' ') : names;
  }

  make<Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    attributes: Attributes = {},
    ...children: (Node | string | undefined)[]
  ): HTMLElementTagNameMap[Tag] {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === undefined || value === false) continue;
      if (typeof value === 'function') element.addEventListener(name, value);
      else element.setAttribute(name, name === 'class' ? this.classes(String(value)) : String(value));
    }
    element.append(...children.filter((child) => child !== undefined));
    return element;
  }

  /** As Gmail shows what somebody has written: without scripts, handlers, ids and attributes that it does not know. */
  written(html: string): DocumentFragment {
    const template = document.createElement('template');
    template.innerHTML = this.#html.createHTML(html);
    for (const element of template.content.querySelectorAll('*')) {
      if (/^(?:SCRIPT|STYLE|IFRAME|OBJECT|FORM|INPUT)$/.test(element.tagName)) element.remove();
      for (const name of element.getAttributeNames())
        if (!/^(?:href|src|alt|width|height|style|dir|class|title|border|align|cellpadding|cellspacing|hspace|colspan|rowspan)$/.test(name))
          element.removeAttribute(name);
      if (this.#stripped) element.removeAttribute('class');
    }
    return template.content;
  }

  /** An emoji is a picture in subjects. */
  emoji(text: string): (Node | string)[] {
    return text
      .split(/(\p{Extended_Pictographic})/u)
      .map((part) => (/\p{Extended_Pictographic}/u.test(part) ? this.make('img', { 'data-emoji': part, alt: part, class: 'an1' }) : part));
  }
}

let last = 0;
/** Of the form of Gmail's own ids of elements, which mean nothing. */
export const elementId = () => `:${(++last).toString(36)}`;
