import { css } from 'lit';

/** For elements that show an ordered choice, which is fetched when it is. */
export const orderedChoiceStyles = css`
  .ordered {
    list-style: none;
    margin: 0;
    padding: 0;
    display: grid;
  }
  .ordered li {
    display: flex;
    align-items: center;
    gap: var(--crm-space-1);
    min-block-size: 34px;
  }
  .ordered crm-checkbox {
    flex: 1;
    min-inline-size: 0;
  }
`;
