import { css } from 'lit';

export const styles = css`
  .input { display: block; resize: vertical; line-height: var(--crm-leading-loose); padding-block: 6px; field-sizing: content; max-block-size: 60vh; }
`;
