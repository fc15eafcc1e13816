import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { CrmElement } from '../element/crm-element.ts';
import { define } from '../element/define.ts';
import { icon, type IconName } from '../icons/icons.ts';
import { styles } from './notice.styles.ts';

export type NoticeTone = 'neutral' | 'warning' | 'danger' | 'success';

const icons: Record<NoticeTone, IconName> = {
  neutral: 'info',
  warning: 'circle-alert',
  danger: 'circle-alert',
  success: 'circle-check',
};

/**
 * Something to know about the place where it stands: offline, refused, a likely duplicate. What happened, then what to do.
 *
 * @element crm-notice
 * @slot - What happened.
 * @slot actions - The act that mends it.
 */
export class CrmNotice extends CrmElement {
  static override styles = styles;

  @property({ reflect: true }) tone: NoticeTone = 'neutral';
  @property() heading = '';
  @property() icon?: IconName;
  /** Read out at once, even in the middle of something: for what someone has just done and that failed. */
  @property({ type: Boolean }) alert = false;

  protected override render(): TemplateResult {
    return html`<div class="note" part="notice" role=${this.alert ? 'alert' : 'status'}>
      ${icon(this.icon ?? icons[this.tone])}
      <div class="grow">
        ${this.heading ? html`<p class="strong">${this.heading}</p>` : nothing}
        <div class="words"><slot></slot></div>
      </div>
      <slot name="actions"></slot>
    </div>`;
  }
}

define('crm-notice', CrmNotice);

declare global {
  interface HTMLElementTagNameMap {
    'crm-notice': CrmNotice;
  }
}
