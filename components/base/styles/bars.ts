import { css } from 'lit';

/** `.bar`: a toolbar with a hairline below; `.bar.sub` the 40 px one under it; `.vr` a short upright line. */
export const bars = css`
  .bar {
    display: flex;
    align-items: center;
    gap: var(--crm-space-2);
    min-block-size: var(--crm-bar);
    padding-inline: var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    flex: none;
  }
  .bar.sub { min-block-size: 40px; }
  .bar .title { white-space: nowrap; }
  .vr { inline-size: 1px; block-size: 18px; background: var(--crm-border-strong); margin-inline: var(--crm-space-1); flex: none; }
`;
