import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';

/**
 * What the extension's pages have in common: the name on top, and sections below.
 *
 * @slot - Sections.
 */
export class ExtensionFrame extends CrmElement {
  static override styles = css`
    :host {
      display: block;
      box-sizing: border-box;
      min-block-size: 100vh;
      padding: var(--crm-space-8) var(--crm-gutter) var(--crm-space-12);
      background: var(--crm-canvas);
    }
    .page {
      max-inline-size: 680px;
      margin-inline: auto;
    }
    header {
      display: flex;
      align-items: center;
      gap: var(--crm-space-2);
      margin-block-end: var(--crm-space-6);
    }
    h1 {
      font-size: var(--crm-text-20);
      font-weight: var(--crm-weight-strong);
      letter-spacing: var(--crm-tracking-title);
    }
    .version {
      margin-inline-start: auto;
      color: var(--crm-text-muted);
      font-size: var(--crm-text-12);
      font-variant-numeric: var(--crm-figures);
    }
    svg {
      inline-size: 24px;
      block-size: 24px;
      flex: none;
    }
    rect {
      fill: var(--crm-surface);
      stroke: var(--crm-text);
    }
    path {
      fill: var(--crm-accent);
    }
    main {
      display: grid;
      gap: var(--crm-space-4);
    }
    ::slotted(*) {
      padding: var(--crm-space-5);
      border: var(--crm-hairline) solid var(--crm-border);
      border-radius: var(--crm-radius-large);
      background: var(--crm-surface);
    }
    ::slotted([hidden]) {
      display: none;
    }
  `;

  @property() heading = '';
  @property() version = '';

  protected override render(): TemplateResult {
    return html`<div class="page">
      <header>
        <svg viewBox="0 0 18 18" aria-hidden="true">
          <rect x=".75" y=".75" width="16.5" height="16.5" rx="4" stroke-width="1.5"></rect>
          <path d="M9 4 14 9 9 14 4 9Z"></path>
        </svg>
        <h1>${this.heading}</h1>
        ${this.version ? html`<span class="version">${this.version}</span>` : nothing}
      </header>
      <main><slot></slot></main>
    </div>`;
  }
}

define('inlay-extension-frame', ExtensionFrame);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-extension-frame': ExtensionFrame;
  }
}
