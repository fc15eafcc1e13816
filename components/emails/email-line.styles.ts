import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    font-size: var(--crm-text-13);
    color: var(--crm-text);
  }
  .whole {
    grid-column: 2 / -1;
    min-inline-size: 0;
  }
  .line > :is(.pin, .body) {
    align-self: start;
  }
  .end {
    display: flex;
    align-items: start;
    gap: 4px;
  }
  .end time {
    line-height: 22px;
    font-size: var(--crm-text-12);
    white-space: nowrap;
  }
  .open {
    display: block;
    inline-size: 100%;
    color: inherit;
    text-align: start;
    overflow-wrap: anywhere;
  }
  .open:hover .subject {
    text-decoration: underline;
  }
  .line .quote {
    white-space: normal;
  }
  /* It stands alone in here, and among others outside. */
  :host(:not(:first-child)) .line::before {
    inset-block-start: 0;
  }
  :host(:not(:last-child)) .line::before {
    inset-block-end: 0;
    block-size: auto;
  }
  .snippet {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    color: var(--crm-text-secondary);
  }
  .marks {
    margin-block-start: 2px;
  }
  .marks > span {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .people {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px 10px;
    margin-block-end: 10px;
    padding-block-end: 8px;
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    font-size: var(--crm-text-12);
  }
  .people dt {
    color: var(--crm-text-muted);
  }
  .people dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
`;
