import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    overflow: auto;
  }
  .page {
    display: grid;
    gap: var(--crm-space-4);
    max-inline-size: 920px;
    padding: var(--crm-space-4) var(--crm-gutter) var(--crm-space-12);
  }
  .count {
    color: var(--crm-text-secondary);
  }
  .groups {
    display: grid;
    gap: var(--crm-space-3);
  }
  .group {
    border: var(--crm-hairline) solid var(--crm-border);
    border-radius: var(--crm-radius);
    overflow: hidden;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    padding: 6px 8px 6px 12px;
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    background: var(--crm-canvas);
  }
  .grow {
    flex: 1;
    min-inline-size: 0;
  }
  .record {
    display: grid;
    grid-template-columns: 20px minmax(0, 3fr) minmax(0, 3fr) minmax(0, 1.4fr);
    align-items: center;
    gap: 12px;
    min-block-size: 48px;
    padding: 6px 12px;
  }
  .record + .record {
    border-block-start: var(--crm-hairline) solid var(--crm-border);
  }
  .who,
  .reach {
    display: grid;
    gap: 1px;
    min-inline-size: 0;
  }
  .muted,
  .reach {
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
  }
  a {
    color: var(--crm-text);
    font-weight: var(--crm-weight-medium);
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
  .more {
    justify-self: center;
  }
  h2 {
    padding-block: var(--crm-space-3) 6px;
    font-size: var(--crm-text-14);
    font-weight: var(--crm-weight-strong);
  }
  .merged li {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 36px;
    border-block-start: var(--crm-hairline) solid var(--crm-border);
  }
  @media (max-width: 640px) {
    /* Why on one line, what to do on the next. */
    header .grow {
      flex-basis: 100%;
    }
    header crm-button:first-of-type {
      margin-inline-start: auto;
    }
    .record {
      grid-template-columns: 20px minmax(0, 1fr);
      gap: 2px 12px;
    }
    crm-avatar {
      align-self: start;
    }
    .reach {
      grid-column: 2;
    }
    .owner {
      display: none;
    }
  }
`;
