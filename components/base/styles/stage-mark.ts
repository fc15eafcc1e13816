import { css } from 'lit';

/** `.mark`: the n bars of a stage with i filled (`<i class="on">`), in the colour `--stage`; `.stage` puts it before its name. */
export const stageMark = css`
  .mark {
    display: inline-flex;
    gap: 1.5px;
    flex: none;
    inline-size: 16px;
    block-size: 10px;
    vertical-align: -1px;
    color: var(--stage);
  }
  .mark i {
    flex: 1;
    border-radius: 1px;
    background: var(--crm-mark-empty);
  }
  .mark i.on {
    background: currentColor;
  }
  .stage {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    white-space: nowrap;
  }
  .stage > .icon {
    color: var(--stage);
  }
`;
