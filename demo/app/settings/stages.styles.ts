import { css } from 'lit';

export const styles = css`
  .line {
    display: grid;
    grid-template-columns: 28px 20px minmax(0, 1fr) 92px 64px 120px 32px;
    align-items: center;
    column-gap: 10px;
    min-block-size: 44px;
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    background: var(--crm-surface);
  }
  .line.head {
    min-block-size: 36px;
  }
  .line.head.closed {
    margin-block-start: var(--crm-space-4);
  }
  .line.moving {
    position: relative;
    z-index: 1;
    box-shadow: var(--crm-shadow-drag);
    border-radius: var(--crm-radius);
  }
  .number {
    text-align: end;
  }
  .grip {
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    border-radius: var(--crm-radius-small);
    color: var(--crm-text-muted);
    cursor: grab;
    touch-action: none;
  }
  .grip:hover {
    background: var(--crm-surface-hover);
    color: var(--crm-text);
  }
  .moving .grip {
    cursor: grabbing;
  }
  .quiet {
    margin-inline-start: -9px;
  }
  .likely {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--crm-text-muted);
  }
  .likely crm-input {
    inline-size: 54px;
  }
  .category {
    display: inline-flex;
    color: var(--stage);
  }
  .add {
    display: flex;
    min-block-size: 44px;
    align-items: center;
    padding-inline-start: 52px;
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .lock {
    display: grid;
    place-items: center;
    color: var(--crm-text-muted);
  }
  @media (max-width: 640px) {
    .line {
      grid-template-columns: 44px 20px minmax(0, 1fr) auto 44px;
      column-gap: 6px;
      padding-block: 4px;
    }
    .line > .number {
      display: none;
    }
    .quiet {
      margin-inline-start: 0;
    }
    .grip {
      inline-size: 44px;
      block-size: 44px;
    }
    .line.head > :nth-child(1),
    .line.head > :nth-child(2) {
      display: block;
    }
    .add {
      padding-inline-start: 0;
    }
  }
`;
