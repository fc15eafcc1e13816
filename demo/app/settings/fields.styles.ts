import { css } from 'lit';

export const styles = css`
  .top > crm-button {
    margin-inline-start: auto;
  }
  .line {
    grid-template-columns: 28px minmax(0, 1fr) 210px 104px 32px;
  }
  .line.contacts {
    grid-template-columns: 28px minmax(0, 1fr) 190px 200px 104px 32px;
  }
  .line.read {
    grid-template-columns: minmax(0, 1fr) 210px 104px;
  }
  .line.put-away {
    grid-template-columns: minmax(0, 1fr) 210px auto;
  }
  .kind {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    color: var(--crm-text-secondary);
  }
  @media (max-width: 640px) {
    .line.head {
      display: none;
    }
    .line,
    .line.contacts {
      grid-template-columns: 44px minmax(0, 1fr) 44px;
      row-gap: 4px;
    }
    .line > :is(.kind, .holders, .required) {
      grid-column: 2;
    }
    .line > .hide {
      grid-column: 3;
      grid-row: 1;
    }
    .line:is(.read, .put-away) {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .line.read > * {
      grid-column: 1;
    }
    .line.put-away > .kind {
      grid-column: 1;
      grid-row: 2;
    }
    .top > crm-button {
      margin-inline-start: 0;
    }
  }
`;
