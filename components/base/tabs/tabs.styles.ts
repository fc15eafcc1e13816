import { css } from 'lit';

export const styles = css`
  .list {
    display: flex;
    gap: var(--crm-space-1);
    padding-inline: var(--crm-tabs-padding, 0);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    overflow-x: auto;
    scrollbar-width: none;
  }
  .tab {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    block-size: var(--crm-bar);
    padding-inline: var(--crm-space-2);
    color: var(--crm-text-muted);
    font-weight: var(--crm-weight-medium);
    white-space: nowrap;
    flex: none;
  }
  .tab:hover {
    color: var(--crm-text);
  }
  .tab[aria-selected='true'] {
    color: var(--crm-text);
    box-shadow: inset 0 -2px var(--crm-accent);
  }
  .tab:focus-visible {
    outline-offset: -4px;
    border-radius: var(--crm-radius-large);
  }
  .tab .num {
    font-weight: var(--crm-weight);
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
  }
  @media (forced-colors: active) {
    .tab[aria-selected='true'] {
      border-block-end: 2px solid Highlight;
    }
  }
`;
