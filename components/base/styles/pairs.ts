import { css } from 'lit';

/** `.fields`: the fields of a form, one below the other. `.pair`: two of them side by side. */
export const pairs = css`
  .fields {
    display: grid;
    gap: var(--crm-space-3);
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--crm-space-3);
  }
`;
