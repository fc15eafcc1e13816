import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    white-space: normal;
    color: var(--crm-text);
  }
  .paper {
    background: var(--crm-surface);
    color: var(--crm-text);
    border-radius: var(--crm-radius);
    overflow: hidden;
  }
  /* Colours that were chosen for white are shown on white. */
  .paper.white {
    padding: 8px;
    background: #ffffff;
    color: #1b1a17;
  }
  .link {
    color: var(--crm-accent-text);
  }
  .white .link {
    color: #066174;
  }
  .frames {
    position: relative;
  }
  .shown,
  .twin {
    display: block;
    inline-size: 100%;
    border: 0;
    background: transparent;
  }
  .twin {
    position: absolute;
    visibility: hidden;
    pointer-events: none;
    block-size: 0;
    inset: 0 0 auto;
  }
  .plain {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    line-height: var(--crm-leading-loose);
  }
`;
