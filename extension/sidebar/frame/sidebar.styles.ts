import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    inline-size: 100%;
    block-size: 100%;
    min-inline-size: 0;
    min-block-size: 0;
    background: var(--crm-surface);
    --crm-gutter: 14px;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 4px;
    padding-block: 7px;
    padding-inline: 14px 8px;
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .logo {
    inline-size: 18px;
    block-size: 18px;
    flex: none;
  }
  .logo rect {
    fill: none;
    stroke: var(--crm-text);
    stroke-width: 1.5;
  }
  .logo path {
    fill: var(--crm-accent);
  }
  .bar .head {
    padding-inline-start: 4px;
  }
  crm-tabs {
    flex: 1;
    min-block-size: 0;
    display: flex;
    flex-direction: column;
    --crm-tabs-padding: 8px;
  }
  crm-tabs::part(panel),
  .scroll {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .scroll {
    display: flex;
    flex-direction: column;
  }
  .state {
    flex: 1;
    display: grid;
    align-content: center;
    padding: var(--crm-space-4);
  }
  .notice {
    padding: var(--crm-space-2) 8px 0;
  }
  footer {
    border-block-start: var(--crm-hairline) solid var(--crm-border);
    padding: 4px 8px;
  }
  .done {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 28px;
    color: var(--crm-text-muted);
    font-size: var(--crm-text-12);
  }
`;
