import { css } from 'lit';

export const styles = css`
  .section {
    padding-block: 11px;
  }
  .link {
    display: flex;
    align-items: center;
    gap: 6px;
    min-block-size: 28px;
    min-inline-size: 0;
  }
  .link > .icon {
    color: var(--crm-text-muted);
  }
  .to {
    flex: 1;
    min-inline-size: 0;
    color: var(--crm-accent-text);
    text-align: start;
  }
  .to:hover {
    text-decoration: underline;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block-start: 6px;
  }
  .said {
    margin-block-start: 6px;
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
  }
  .said button {
    color: var(--crm-accent-text);
    text-decoration: underline;
  }
  .logged {
    display: grid;
    gap: 4px;
    margin-block-start: 8px;
    font-size: var(--crm-text-12);
  }
  .logged li {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    color: var(--crm-text-secondary);
  }
  crm-select {
    margin-block-start: 8px;
  }
  /* The sidebar is as narrow as a phone, and no phone. */
  @media (pointer: fine) {
    crm-select::part(input) {
      font-size: var(--crm-text-13);
      min-block-size: 30px;
    }
  }
`;
