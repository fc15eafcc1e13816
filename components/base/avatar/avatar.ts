import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { CrmElement } from '../element/crm-element.ts';
import { define } from '../element/define.ts';
import { styles } from './avatar.styles.ts';
import { initials } from './initials.ts';

/**
 * A person's or an organization's initials. Never coloured: only one's own carries the accent. It is decoration beside a
 * written name; alone it needs `labelled`, which makes it an image with the name.
 *
 * @element crm-avatar
 * @csspart avatar
 */
export class CrmAvatar extends CrmElement {
  static override styles = styles;

  @property() name = '';
  /** The one who looks. */
  @property({ type: Boolean, reflect: true }) mine = false;
  @property({ type: Boolean, reflect: true }) organization = false;
  @property({ reflect: true }) size: 'small' | 'medium' | 'large' = 'medium';
  @property({ type: Boolean }) labelled = false;

  protected override render(): TemplateResult {
    return html`<span
      class="who"
      part="avatar"
      role=${this.labelled ? 'img' : nothing}
      aria-label=${this.labelled ? this.name : nothing}
      aria-hidden=${this.labelled ? nothing : 'true'}
      title=${this.labelled ? this.name : nothing}
      >${initials(this.name)}</span
    >`;
  }
}

define('crm-avatar', CrmAvatar);

declare global {
  interface HTMLElementTagNameMap {
    'crm-avatar': CrmAvatar;
  }
}
