import { css, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { CrmElement } from '../element/crm-element.ts';
import { define } from '../element/define.ts';
import { icon, type IconName } from '../icons/icons.ts';
import { menuSurface } from '../styles/menu-surface.ts';

const styles = css`
  :host {
    outline: none;
  }
  .opt {
    white-space: nowrap;
  }
  .opt > .icon {
    color: var(--crm-text-muted);
  }
  :host(:is(:hover, :focus-visible)) .opt,
  :host(:focus) .opt {
    background: var(--crm-surface-active);
  }
  :host([danger]) .opt,
  :host([danger]) .opt > .icon {
    color: var(--crm-danger-text);
  }
  :host([aria-disabled='true']) .opt {
    color: var(--crm-text-disabled);
    background: none;
  }
  .tick {
    inline-size: var(--crm-icon-small);
    flex: none;
    display: inline-grid;
    color: var(--crm-accent-text);
  }
  kbd {
    border-color: transparent;
    background: none;
    margin-inline-start: auto;
  }
`;

/**
 * One choice of a crm-menu.
 *
 * @element crm-menu-item
 * @slot - Its words.
 */
export class CrmMenuItem extends CrmElement {
  static override styles: CSSResultGroup = [menuSurface, styles];

  @property() value = '';
  @property() icon?: IconName;
  @property({ type: Boolean, reflect: true }) disabled = false;
  @property({ type: Boolean, reflect: true }) danger = false;
  /** Whether it is on, for an item that can be; leave it out for the others. */
  @property({ attribute: false }) checked?: boolean;
  @property() shortcut?: string;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = -1;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.setAttribute('role', this.checked === undefined ? 'menuitem' : 'menuitemcheckbox');
    if (this.checked === undefined) this.removeAttribute('aria-checked');
    else this.setAttribute('aria-checked', String(this.checked));
    if (changed.has('disabled')) this.setAttribute('aria-disabled', String(this.disabled));
  }

  protected override render(): TemplateResult {
    return html`<div class="opt" part="item">
      ${this.checked === undefined ? nothing : html`<span class="tick">${this.checked ? icon('check', 'small') : nothing}</span>`}
      ${this.icon ? icon(this.icon) : nothing}
      <span><slot></slot></span>
      ${this.shortcut ? html`<kbd aria-hidden="true">${this.shortcut}</kbd>` : nothing}
    </div>`;
  }
}

define('crm-menu-item', CrmMenuItem);

declare global {
  interface HTMLElementTagNameMap {
    'crm-menu-item': CrmMenuItem;
  }
}
