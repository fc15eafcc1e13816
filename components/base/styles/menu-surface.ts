import { css } from 'lit';

/** `.menu` and `.opt`: a floating list of choices, as in menus and comboboxes. */
export const menuSurface = css`
  .menu {
    padding: 4px;
    border: 0;
    border-radius: var(--crm-radius-large);
    background: var(--crm-surface-overlay);
    color: var(--crm-text);
    box-shadow: var(--crm-shadow-popover);
  }
  .opt {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 32px;
    padding-inline: 10px;
    border-radius: var(--crm-radius);
    cursor: default;
  }
  .opt[aria-selected='true'],
  .opt.active {
    background: var(--crm-surface-active);
  }
  .opt mark {
    background: none;
    color: var(--crm-accent-text);
    font-weight: var(--crm-weight-strong);
  }
  @media (pointer: coarse) {
    .opt {
      min-block-size: 44px;
    }
  }
`;
