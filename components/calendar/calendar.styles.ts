import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 480px;
    background: var(--crm-surface);
    font-size: var(--crm-text-13);
    container-type: inline-size;
    --fc-classic-background: var(--crm-surface);
    --fc-classic-foreground: var(--crm-text);
    --fc-classic-muted-foreground: var(--crm-text-muted);
    --fc-classic-faint-foreground: var(--crm-text-muted);
    --fc-classic-border: var(--crm-border);
    --fc-classic-strong-border: var(--crm-border-strong);
    --fc-classic-faint: var(--crm-surface-hover);
    --fc-classic-muted: var(--crm-surface-active);
    --fc-classic-strong: var(--crm-surface-active);
    --fc-classic-primary: var(--crm-accent);
    --fc-classic-primary-foreground: var(--crm-on-accent);
    --fc-classic-event: var(--crm-accent-soft);
    --fc-classic-event-contrast: var(--crm-text);
    --fc-classic-highlight: var(--crm-surface-selected);
    --fc-classic-today: transparent;
    --fc-classic-now: var(--crm-danger-solid);
    --fc-classic-small-dot-width: 6px;
    --fc-classic-large-dot-width: 8px;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--crm-space-2);
    padding: 6px var(--crm-gutter);
    min-block-size: var(--crm-bar);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  h2 {
    font-size: var(--crm-text-16);
    font-weight: var(--crm-weight-strong);
    letter-spacing: var(--crm-tracking-title);
  }
  h2::first-letter {
    text-transform: uppercase;
  }
  .space {
    flex: 1;
  }
  .place {
    flex: 1;
    min-block-size: 0;
    position: relative;
  }
  .place .grid {
    font: inherit;
    font-size: var(--crm-text-12);
    line-height: 17px;
    block-size: 100%;
  }
  .place .sheet {
    border: 0;
  }
  .place .day-head {
    padding: 7px 8px;
    color: var(--crm-text-muted);
    font-size: var(--crm-text-13);
  }
  .day {
    margin-inline-start: 2px;
    color: var(--crm-text);
    font-size: var(--crm-text-14);
    font-weight: var(--crm-weight-strong);
    font-variant-numeric: var(--crm-figures);
  }
  .place .day-head.today {
    color: var(--crm-accent-text);
  }
  .today .day {
    padding: 2px 6px;
    border-radius: var(--crm-radius-small);
    background: var(--crm-accent);
    color: var(--crm-on-accent);
  }
  .place .cell.today {
    background-color: var(--crm-surface-selected);
  }
  .place .cell {
    font-size: var(--crm-text-12);
    font-variant-numeric: var(--crm-figures);
  }
  .place .weekend {
    background-color: var(--crm-surface-sunken);
  }
  .place .minor {
    border-color: transparent;
  }
  .place .divider {
    padding: 0;
    background: none;
  }
  .place .now-head {
    display: none;
  }
  .place .hour {
    color: var(--crm-text-muted);
    font-size: var(--crm-text-12);
    font-variant-numeric: var(--crm-figures);
  }
  .place .list-day {
    color: var(--crm-text);
    background: var(--crm-surface-sunken);
    font-size: var(--crm-text-13);
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
  }
  .place .ev {
    background: var(--crm-accent-soft);
    color: var(--crm-text);
    border: 0;
    border-inline-start: 3px solid var(--crm-accent);
    border-start-start-radius: 0;
    border-end-start-radius: 0;
    border-start-end-radius: 4px;
    border-end-end-radius: 4px;
    cursor: pointer;
    text-align: start;
  }
  .place .ev:focus-visible {
    outline: var(--crm-focus-ring);
    outline-offset: 1px;
    z-index: 9;
  }
  .place .ev.other {
    background: light-dark(var(--crm-stone-150), var(--crm-stone-850));
    border-inline-start-color: var(--crm-border-control);
    color: var(--crm-text-secondary);
  }
  .place .ev.task {
    background: var(--crm-surface);
    border: var(--crm-hairline) solid var(--crm-border-strong);
    border-radius: 4px;
  }
  .place .ev.task.late {
    color: var(--crm-danger-text);
    border-color: var(--crm-danger-line);
  }
  .place .ev.task.done {
    color: var(--crm-text-muted);
    text-decoration: line-through;
  }
  .place .agenda .ev,
  .place .agenda .ev.task {
    background: none;
    border: 0;
    border-block-start: var(--crm-hairline) solid var(--crm-border);
    border-radius: 0;
    min-block-size: var(--crm-row);
    align-items: center;
  }
  .place .agenda .ev:not(.task) .name {
    border-inline-start: 3px solid var(--crm-accent);
    padding-inline-start: 8px;
  }
  .place .agenda .ev.other .name {
    border-inline-start-color: var(--crm-border-control);
  }
  .place .agenda .dot {
    display: none;
  }
  .box {
    display: flex;
    gap: 5px;
    inline-size: 100%;
    block-size: 100%;
    min-inline-size: 0;
    padding: 1px 6px;
    overflow: hidden;
  }
  .circle {
    flex: none;
    inline-size: 12px;
    block-size: 12px;
    margin-block-start: 2.5px;
    border: 1.5px solid currentcolor;
    border-radius: var(--crm-radius-round);
  }
  .done .circle {
    background: currentcolor;
  }
  .words {
    min-inline-size: 0;
    overflow: hidden;
  }
  .box:not(.flat) {
    container-type: size;
  }
  .box:not(.flat) .words {
    /* Whole lines only: none is cut in half. */
    max-block-size: round(down, 100%, 17px);
  }
  @container (max-height: 52px) {
    .name {
      white-space: nowrap;
    }
  }
  .name {
    font-weight: var(--crm-weight-medium);
    overflow: hidden;
    text-overflow: ellipsis;
    display: block;
  }
  .flat {
    align-items: center;
    padding-block: 0;
    min-block-size: 24px;
  }
  .place .ev.task .flat {
    min-block-size: 22px;
  }
  .flat .circle {
    margin: 0;
  }
  .flat .words {
    display: flex;
    gap: 6px;
    white-space: nowrap;
  }
  .flat .below {
    flex: 1 9 auto;
  }
  .below {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--crm-text-secondary);
    font-variant-numeric: var(--crm-figures);
  }
  .late :is(.name, .below, .circle) {
    color: var(--crm-danger-text);
  }
  .done :is(.name, .below, .circle) {
    color: var(--crm-text-muted);
  }
  header crm-select {
    inline-size: 136px;
  }
  @container (max-width: 900px) {
    header .week {
      display: none;
    }
  }
  @container (max-width: 640px) {
    header crm-select,
    header .week {
      display: none;
    }
    header h2 {
      flex: 1;
      min-inline-size: 0;
      white-space: nowrap;
    }
    header .space {
      display: none;
    }
    header crm-segmented {
      order: 9;
      flex: 1 0 100%;
    }
    .place .day-head {
      padding-inline: 4px;
    }
    .place .hour {
      max-inline-size: 60px;
      white-space: normal;
    }
    .flat .below {
      display: none;
    }
    .agenda .flat .below {
      display: block;
    }
    .place :not(.agenda) .flat {
      padding-inline: 3px 1px;
      gap: 3px;
    }
    .place :not(.agenda) .flat .name {
      text-overflow: clip;
    }
    .place .agenda .flat {
      gap: 8px;
      padding-inline: 4px;
    }
    .place .agenda .flat .name {
      text-overflow: ellipsis;
    }
    .agenda .flat .words {
      inline-size: 100%;
    }
    .agenda .below {
      margin-inline-start: auto;
      flex: 0 1 auto;
      max-inline-size: 60%;
    }
  }
`;
