import { css } from 'lit';

export const styles = css`
  .section {
    position: relative;
  }
  .section.over::after {
    content: '';
    position: absolute;
    inset: 4px;
    border: 2px dashed var(--crm-accent);
    border-radius: var(--crm-radius);
    pointer-events: none;
  }
  input[type='file'] {
    display: none;
  }
  ul {
    display: grid;
    gap: 2px;
    margin-block-start: 4px;
  }
  .file {
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr) auto;
    align-items: center;
    column-gap: 8px;
    padding-block: 4px;
  }
  .file > .icon {
    color: var(--crm-text-muted);
  }
  .failed > .icon {
    color: var(--crm-danger-text);
  }
  .name {
    display: block;
    max-inline-size: 100%;
    text-align: start;
  }
  button.name:hover {
    text-decoration: underline;
  }
  .about {
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
    font-variant-numeric: var(--crm-figures);
  }
  .about.problem {
    color: var(--crm-danger-text);
  }
  .acts-end {
    display: flex;
    align-items: center;
  }
  progress {
    display: block;
    inline-size: 100%;
    block-size: 4px;
    margin-block: 5px 3px;
    appearance: none;
    border: 0;
    border-radius: 2px;
    overflow: hidden;
    background: var(--crm-border);
  }
  progress::-webkit-progress-bar {
    background: var(--crm-border);
  }
  progress::-webkit-progress-value {
    background: var(--crm-accent);
  }
  progress::-moz-progress-bar {
    background: var(--crm-accent);
  }
  .rename {
    display: block;
    min-inline-size: 0;
  }
  .hint {
    color: var(--crm-text-muted);
    margin-block-start: 2px;
  }
  @media (pointer: coarse) {
    button.name {
      min-block-size: 44px;
    }
  }
`;
