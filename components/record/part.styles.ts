import { css } from 'lit';

/** What the parts of a panel have in common: a line that adds, and items below one another. */
export const partStyles = css`
  :host {
    display: block;
    font-size: var(--crm-text-13);
    color: var(--crm-text);
  }
  h3 {
    flex: 1;
    font-weight: var(--crm-weight-strong);
  }
  .item {
    display: flex;
    align-items: center;
    gap: var(--crm-space-2);
    min-block-size: 30px;
    min-inline-size: 0;
  }
  .item > .grow {
    flex: 1;
    min-inline-size: 0;
  }
  .link {
    color: var(--crm-accent-text);
    text-align: start;
  }
  .link:hover {
    text-decoration: underline;
  }
  .line-form {
    display: flex;
    gap: var(--crm-space-2);
    align-items: start;
    margin-block-end: var(--crm-space-2);
  }
  .line-form > :first-child {
    flex: 1;
    min-inline-size: 0;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--crm-space-2);
    margin-block-start: var(--crm-space-2);
  }
`;
