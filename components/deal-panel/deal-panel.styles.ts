import { css } from 'lit';

export const styles = css`
  .top {
    display: grid;
    gap: var(--crm-space-2);
    padding: 12px var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .ends {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: var(--crm-space-2);
  }
  .steps {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    min-inline-size: 0;
  }
  .step {
    flex: 1 1 0;
    min-inline-size: 84px;
    display: grid;
    align-content: center;
    padding: 5px 8px 4px;
    min-block-size: 40px;
    border-block-start: 3px solid var(--crm-border);
    background: var(--crm-surface-sunken);
    font-size: var(--crm-text-12);
    color: var(--crm-text-secondary);
  }
  .step:hover,
  .end:hover {
    background: var(--crm-surface-hover);
    color: var(--crm-text);
  }
  .step.passed {
    border-color: var(--stage);
  }
  .step[aria-pressed='true'] {
    border-color: var(--stage);
    background: var(--crm-surface-selected);
    color: var(--crm-text);
    font-weight: var(--crm-weight-strong);
  }
  .since {
    font-weight: var(--crm-weight);
    color: var(--crm-text-secondary);
  }
  .ends .steps {
    gap: 6px;
  }
  .end {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    max-inline-size: 160px;
    padding-inline: 9px;
    min-block-size: 28px;
    border: var(--crm-hairline) solid var(--crm-border-strong);
    border-radius: var(--crm-radius);
    color: var(--crm-text);
    font-weight: var(--crm-weight-medium);
  }
  .end .icon {
    color: var(--stage);
  }
  .end.won {
    --stage: var(--crm-stage-won);
  }
  .end.lost {
    --stage: var(--crm-stage-lost);
  }
  .end.unqualified {
    --stage: var(--crm-stage-unqualified);
  }
  .end[aria-pressed='true'] {
    border-color: var(--stage);
    box-shadow: inset 0 0 0 1px var(--stage);
  }
  .is-hot {
    color: var(--crm-hot-text);
  }
  @media (pointer: coarse) {
    .step,
    .end {
      min-block-size: 44px;
    }
    /* The three of them stand in one line of a phone, with what follows. */
    .ends .steps {
      gap: 4px;
    }
    .end {
      padding-inline: 8px;
    }
  }
`;
