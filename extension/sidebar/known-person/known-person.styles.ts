import { css } from 'lit';

export const styles = css`
  .top {
    padding: 11px var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .person {
    display: flex;
    align-items: center;
    gap: 10px;
    min-inline-size: 0;
  }
  .words {
    flex: 1;
    min-inline-size: 0;
    line-height: 1.4;
  }
  .name {
    display: block;
    max-inline-size: 100%;
    font-weight: var(--crm-weight-medium);
    text-align: start;
  }
  .name:hover {
    text-decoration: underline;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block-start: 9px;
  }
  .chips:empty {
    display: none;
  }
  .about {
    margin-block-start: 7px;
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
  }
  .reach {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    margin-block-start: 5px;
    font-size: var(--crm-text-12);
  }
  .reach a {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    color: var(--crm-accent-text);
  }
  .reach a:hover {
    text-decoration: underline;
  }
  @media (pointer: coarse) {
    .name,
    .reach a {
      min-block-size: 44px;
    }
  }
`;
