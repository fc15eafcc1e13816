import { css } from 'lit';

export const styles = css`
  .empty {
    display: grid;
    justify-items: start;
    gap: 6px;
    padding: var(--crm-space-8);
    max-inline-size: 460px;
  }
  :host([framed]) .empty {
    border: var(--crm-hairline) solid var(--crm-border);
    border-radius: var(--crm-radius);
    padding: var(--crm-space-5);
    max-inline-size: none;
    block-size: 100%;
    align-content: start;
  }
  .words {
    color: var(--crm-text-secondary);
    font-size: var(--crm-text-14);
    line-height: var(--crm-leading-loose);
    text-wrap: pretty;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 10px;
  }
  .acts.vacant {
    display: none;
  }
`;
