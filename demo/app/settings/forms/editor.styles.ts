import { css } from 'lit';

export const styles = css`
  .top {
    margin-block-end: var(--crm-space-5);
  }
  .top h2 {
    flex: 1;
    margin: 0;
    min-inline-size: 0;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 380px);
    gap: var(--crm-space-8);
    align-items: start;
  }
  .editing,
  section {
    display: grid;
    gap: var(--crm-space-4);
    min-inline-size: 0;
  }
  .editing {
    gap: var(--crm-space-8);
  }
  h3 {
    font-size: var(--crm-text-14);
    font-weight: var(--crm-weight-strong);
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
    gap: var(--crm-space-3);
    align-items: start;
  }
  section > p,
  .beside p {
    margin: 0;
  }
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .beside {
    position: sticky;
    inset-block-start: 0;
    display: grid;
    gap: var(--crm-space-4);
    min-inline-size: 0;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--crm-space-2);
  }
  .row h3 {
    margin-inline-end: auto;
  }
  .preview {
    padding: var(--crm-space-5);
    border: var(--crm-hairline) solid var(--crm-border);
    border-radius: var(--crm-radius-large, var(--crm-radius));
    background: light-dark(#fff, #171614);
    font-size: 16px;
  }
  .preview.light {
    color-scheme: light;
  }
  .preview.dark {
    color-scheme: dark;
  }
  .code {
    display: grid;
    gap: var(--crm-space-2);
  }
  pre {
    margin: 0;
    padding: var(--crm-space-3);
    border: var(--crm-hairline) solid var(--crm-border);
    border-radius: var(--crm-radius);
    background: var(--crm-surface-sunken, var(--crm-surface-hover));
    font:
      12px/1.5 ui-monospace,
      monospace;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    max-block-size: 220px;
    overflow: auto;
  }
  @media (max-width: 1160px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
    .beside {
      position: static;
    }
  }
`;
