import { css } from 'lit';

/**
 * The small avatar of somebody as a part of an element that has hundreds beside it: `<crm-avatar>` without an element. A
 * `<span class="who" role="img" aria-label=… title=…>` with initials in it, `who mine` for oneself.
 */
export const whoStyles = css`
  .who {
    flex: none;
    /* A grid takes a browser longer to lay out, and there are hundreds. */
    display: inline-flex;
    align-items: center;
    justify-content: center;
    inline-size: 18px;
    block-size: 18px;
    border-radius: var(--crm-radius-round);
    background: var(--crm-avatar);
    color: var(--crm-on-avatar);
    font-size: 8.5px;
    font-weight: var(--crm-weight-strong);
    letter-spacing: 0.02em;
    line-height: 1;
  }
  .who.mine {
    background: var(--crm-avatar-mine);
    color: var(--crm-on-avatar-mine);
  }
`;
