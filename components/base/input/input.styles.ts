import { css } from 'lit';

export const styles = css`
  .input.money,
  .input[type='number'] {
    font-variant-numeric: var(--crm-figures);
    text-align: end;
  }
  .input[type='number'] {
    appearance: textfield;
  }
  .input[type='number']::-webkit-inner-spin-button {
    display: none;
  }
  .input[type='search']::-webkit-search-cancel-button {
    display: none;
  }
  .control > .icon {
    position: absolute;
    inset-inline-start: 9px;
    color: var(--crm-text-muted);
    pointer-events: none;
  }
  .icon + .input,
  .icon + slot + .input {
    padding-inline-start: 30px;
  }
  .sign {
    position: absolute;
    inset-inline-start: 9px;
    color: var(--crm-text-muted);
    pointer-events: none;
    font-size: var(--crm-text-12);
  }
`;
