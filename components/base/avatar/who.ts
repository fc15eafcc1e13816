import { css, html, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { initials } from './initials.ts';

/** The small avatar of somebody, named, as a part of an element that has hundreds beside it: `<crm-avatar>` without an element. */
export function who(name: string, mine: boolean): TemplateResult {
  return html`<span class=${classMap({ who: true, mine })} role="img" aria-label=${name} title=${name}>${initials(name)}</span>`;
}

export const whoStyles = css`
  .who {
    flex: none;
    display: inline-grid;
    place-items: center;
    inline-size: 18px;
    block-size: 18px;
    border-radius: var(--crm-radius-round);
    background: var(--crm-avatar);
    color: var(--crm-on-avatar);
    font-size: 8.5px;
    font-weight: var(--crm-weight-strong);
    letter-spacing: 0.02em;
    line-height: 1;
  }
  .who.mine {
    background: var(--crm-avatar-mine);
    color: var(--crm-on-avatar-mine);
  }
`;
