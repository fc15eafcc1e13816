import { css } from 'lit';

/** A record as a page: below 860 px of its own width everything stands in one column. */
export const pageStyles = css`
  :host([wide]) {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    container-type: inline-size;
  }
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .page > *,
  .aside > * {
    min-inline-size: 0;
  }
  /* On a phone, what belongs to it comes before what happened, and its deletion last. */
  .aside {
    display: contents;
  }
  .middle {
    order: 1;
  }
  .foot {
    order: 2;
    flex-wrap: wrap;
  }
  .foot > .grow {
    flex-basis: 100%;
  }
  .name-line {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: 4px var(--crm-space-4);
    padding: 16px var(--crm-gutter) 8px;
  }
  .name-line .title {
    flex: 1 1 240px;
    min-inline-size: 0;
    font-size: var(--crm-text-20);
    font-weight: var(--crm-weight-strong);
  }
  .worth strong {
    display: block;
    font-size: var(--crm-text-20);
    font-weight: var(--crm-weight-strong);
    font-variant-numeric: var(--crm-figures);
  }
  @container (min-width: 860px) {
    .page {
      grid-template-columns: minmax(0, 1fr) 336px;
      grid-template-rows: auto 1fr;
      grid-template-areas: 'summit aside' 'middle aside';
    }
    .summit {
      grid-area: summit;
    }
    .worth {
      text-align: end;
    }
    .aside {
      display: block;
      grid-area: aside;
      border-inline-start: var(--crm-hairline) solid var(--crm-border);
    }
    .middle {
      grid-area: middle;
    }
  }
`;
