import { css } from 'lit';

export const styles = css`
  .input {
    display: block;
    resize: vertical;
    line-height: var(--crm-leading-loose);
    padding-block: 6px;
    field-sizing: content;
    min-block-size: calc(var(--rows) * 1lh + 14px);
    max-block-size: 60vh;
  }
`;
