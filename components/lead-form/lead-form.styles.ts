import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    max-inline-size: 560px;
    font: var(--crm-form-font, inherit);
    color: var(--crm-text, light-dark(#242321, #e5e4e2));
    --accent: var(--crm-accent, light-dark(#025f76, #53b3d1));
    --danger: var(--crm-danger-text, light-dark(#be222a, #fe726c));
    --edge: var(--crm-border-control, light-dark(#8b8b87, #74736f));
  }
  :host([hidden]) {
    display: none;
  }
  form,
  .parts {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 16px 12px;
  }
  .parts {
    gap: 8px 12px;
  }
  form > *,
  .parts > * {
    grid-column: 1 / -1;
    min-inline-size: 0;
  }
  form > .half,
  .parts > .half {
    grid-column: auto;
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
  }
  h2 {
    font-size: 1.5em;
    line-height: 1.25;
    margin: 0;
    font-weight: 600;
    text-wrap: balance;
  }
  label,
  legend {
    font-size: 14px;
    line-height: 20px;
    display: block;
    margin-block-end: 4px;
    padding: 0;
  }
  small {
    color: var(--crm-text-muted, light-dark(#676664, #9b9b97));
    font-size: inherit;
  }
  input:not([type='checkbox']),
  select,
  textarea {
    box-sizing: border-box;
    display: block;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 12px;
    margin: 0;
    font: inherit;
    font-size: max(16px, 1em);
    color: inherit;
    border: 1px solid var(--edge);
    border-radius: var(--crm-radius, 6px);
    background: var(--crm-surface-raised, light-dark(#fff, #1d1c1a));
  }
  select {
    padding-inline: 8px;
  }
  textarea {
    resize: vertical;
  }
  [aria-invalid='true']:not([type='checkbox']) {
    border-color: var(--danger);
    box-shadow: inset 0 0 0 1px var(--danger);
  }
  [aria-invalid='true'][type='checkbox'] {
    outline: 2px solid var(--danger);
  }
  .problem {
    display: flex;
    gap: 6px;
    color: var(--danger);
    font-size: 14px;
    line-height: 20px;
    margin: 4px 0 0;
  }
  .problem[hidden] {
    display: none;
  }
  .problem[role] {
    margin: 0;
  }
  svg {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    margin-block-start: 2px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
  }
  .box {
    display: flex;
    gap: 8px;
    align-items: start;
  }
  .box + .box {
    margin-block-start: 8px;
  }
  .box label {
    margin: 0;
  }
  .box input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--accent);
    flex: none;
  }
  button {
    min-block-size: 44px;
    padding: 8px 16px;
    border: 0;
    border-radius: var(--crm-radius, 6px);
    background: var(--accent);
    color: var(--crm-on-accent, light-dark(#fff, #07222a));
    font: inherit;
    font-weight: 500;
    cursor: pointer;
  }
  button:hover {
    filter: brightness(0.94);
  }
  button[aria-disabled='true'] {
    opacity: 0.6;
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--crm-focus-colour, light-dark(#057490, #7ecae5));
    outline-offset: 1px;
  }
  .trap {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .message {
    margin: 0;
    text-wrap: pretty;
  }
  .waiting {
    display: grid;
    gap: 12px;
    justify-items: start;
    align-content: start;
  }
  .waiting[aria-busy='true'] {
    min-block-size: var(--crm-form-reserve, 380px);
  }
`;
