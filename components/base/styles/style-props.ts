import { nothing } from 'lit';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

/** CSS properties by name, custom ones included; undefined or null takes one away. */
export type StyleProps = Readonly<Record<string, string | number | null | undefined>>;

class StylePropsDirective extends Directive {
  #names = new Set<string>();

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new TypeError('styleProps stands on an element, not in an attribute');
  }

  override render(_props: StyleProps): typeof nothing {
    return nothing;
  }

  override update(part: ElementPart, [props]: [StyleProps]): typeof nothing {
    const { element } = part;
    if (!(element instanceof HTMLElement || element instanceof SVGElement)) return nothing;
    for (const name of this.#names) if (props[name] === undefined || props[name] === null) element.style.removeProperty(name);
    this.#names = new Set(Object.keys(props));
    for (const [name, value] of Object.entries(props)) {
      if (value !== undefined && value !== null) element.style.setProperty(name, String(value));
    }
    return nothing;
  }
}

/**
 * Sets CSS properties on an element: `<i ${styleProps({ '--stage': colour })}>`. Lit's styleMap writes a style attribute when it first
 * renders, which a strict content security policy refuses; this goes through the CSS object model, which none does.
 */
export const styleProps = directive(StylePropsDirective);
