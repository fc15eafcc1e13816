import { css } from 'lit';

/** What every shadow root of the kit starts from: reset, type, icons, words, focus. */
export const foundation = css`
  :host {
    display: block;
    box-sizing: border-box;
    font-family: var(--crm-font);
    font-size: var(--crm-text-13);
    font-weight: var(--crm-weight);
    font-style: normal;
    line-height: var(--crm-leading);
    letter-spacing: normal;
    text-transform: none;
    text-align: start;
    color: var(--crm-text);
    -webkit-font-smoothing: antialiased;
    -webkit-text-size-adjust: 100%;
    -webkit-tap-highlight-color: transparent;
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    font: inherit;
    min-inline-size: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  button,
  input,
  select,
  textarea {
    margin: 0;
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button {
    background: none;
    border: 0;
    padding: 0;
    cursor: default;
    text-align: start;
  }
  table {
    border-collapse: collapse;
    inline-size: 100%;
  }
  th {
    font: inherit;
    text-align: start;
  }
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: var(--crm-focus-ring);
    outline-offset: var(--crm-focus-offset);
  }

  .icon {
    inline-size: var(--crm-icon);
    block-size: var(--crm-icon);
    flex: none;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
    vertical-align: -3px;
  }
  .icon.along:dir(rtl) {
    scale: -1 1;
  }
  .icon.small {
    inline-size: var(--crm-icon-small);
    block-size: var(--crm-icon-small);
    stroke-width: 1.9;
    vertical-align: -2px;
  }

  .title {
    font-size: var(--crm-text-16);
    font-weight: var(--crm-weight-strong);
    letter-spacing: var(--crm-tracking-title);
    line-height: var(--crm-leading-tight);
  }
  .head {
    font-weight: var(--crm-weight-strong);
  }
  .label {
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
  }
  .muted {
    color: var(--crm-text-muted);
  }
  .second {
    color: var(--crm-text-secondary);
  }
  .strong {
    font-weight: var(--crm-weight-medium);
  }
  .danger {
    color: var(--crm-danger-text);
  }
  .warning {
    color: var(--crm-warning-text);
  }
  .success {
    color: var(--crm-success-text);
  }
  .hot {
    color: var(--crm-hot-text);
  }
  .num {
    font-variant-numeric: var(--crm-figures);
    white-space: nowrap;
  }
  .cut {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .grow {
    flex: 1;
    min-inline-size: 0;
  }
  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  kbd {
    display: inline-grid;
    place-items: center;
    min-inline-size: 18px;
    block-size: 18px;
    padding-inline: 4px;
    border: 1px solid var(--crm-border-strong);
    border-radius: var(--crm-radius-small);
    font: 500 11px/1 var(--crm-font);
    color: var(--crm-text-muted);
    background: var(--crm-surface);
  }
`;
