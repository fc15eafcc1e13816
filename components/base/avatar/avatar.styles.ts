import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-block;
    flex: none;
    vertical-align: middle;
    line-height: 0;
  }
  .who {
    inline-size: 20px;
    block-size: 20px;
    display: inline-grid;
    place-items: center;
    border-radius: var(--crm-radius-round);
    background: var(--crm-avatar);
    color: var(--crm-on-avatar);
    font-size: 9px;
    font-weight: var(--crm-weight-strong);
    letter-spacing: 0.02em;
    line-height: 1;
    user-select: none;
  }
  :host([mine]) .who {
    background: var(--crm-avatar-mine);
    color: var(--crm-on-avatar-mine);
  }
  :host([size='small']) .who {
    inline-size: 18px;
    block-size: 18px;
    font-size: 8.5px;
  }
  :host([size='large']) .who {
    inline-size: 28px;
    block-size: 28px;
    font-size: 11px;
  }
  :host([organization]) .who {
    border-radius: var(--crm-radius-small);
  }
`;
