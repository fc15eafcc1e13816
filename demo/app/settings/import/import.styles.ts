import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    block-size: 100%;
    container-type: inline-size;
    position: relative;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: var(--crm-space-2) var(--crm-space-3);
    min-block-size: var(--crm-bar);
    padding: 4px var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    flex: none;
  }
  /* The focus comes to it so that its step is read out: there is nothing to press. */
  h2:focus {
    outline: none;
  }
  .foot {
    border-block-end: 0;
    border-block-start: var(--crm-hairline) solid var(--crm-border);
    min-block-size: 52px;
  }
  .steps {
    display: flex;
    gap: 4px;
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
    margin-inline-start: auto;
  }
  .steps li {
    display: flex;
    gap: 5px;
    align-items: center;
    padding: 4px 8px;
    white-space: nowrap;
  }
  .steps [aria-current] {
    color: var(--crm-text);
    font-weight: var(--crm-weight-strong);
    background: var(--crm-surface-active);
    border-radius: var(--crm-radius);
  }
  .body {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    position: relative;
  }
  .pad {
    padding: var(--crm-space-5) var(--crm-gutter);
    display: grid;
    gap: var(--crm-space-4);
    align-content: start;
  }

  /* The place to drop a file on. */
  .drop {
    display: grid;
    justify-items: center;
    gap: var(--crm-space-2);
    padding: var(--crm-space-12) var(--crm-space-4);
    border: 1px dashed var(--crm-border-strong);
    border-radius: var(--crm-radius-large);
    text-align: center;
    transition:
      border-color var(--crm-motion-fast),
      background var(--crm-motion-fast);
  }
  .drop > .icon {
    color: var(--crm-text-muted);
    inline-size: 24px;
    block-size: 24px;
  }
  .drop p {
    color: var(--crm-text-secondary);
    max-inline-size: 46ch;
  }
  .drop.over {
    border-color: var(--crm-accent);
    background: var(--crm-surface-selected);
  }
  .veil {
    position: absolute;
    inset: 8px;
    z-index: var(--crm-layer-panel);
    display: grid;
    place-content: center;
    border: 2px dashed var(--crm-accent);
    border-radius: var(--crm-radius-large);
    background: var(--crm-surface-selected);
    font-weight: var(--crm-weight-strong);
    pointer-events: none;
  }
  h3 {
    font-weight: var(--crm-weight-strong);
  }
  .past {
    display: flex;
    align-items: center;
    gap: var(--crm-space-3);
    min-block-size: var(--crm-row);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .past .when {
    color: var(--crm-text-secondary);
    white-space: nowrap;
  }

  /* The tables of a file of several. */
  .tables {
    display: flex;
    gap: var(--crm-space-2);
    overflow-x: auto;
    padding: var(--crm-space-3) var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .tables button {
    display: grid;
    gap: 2px;
    flex: none;
    min-inline-size: 150px;
    max-inline-size: 220px;
    padding: var(--crm-space-2) var(--crm-space-3);
    border: var(--crm-hairline) solid var(--crm-border);
    border-radius: var(--crm-radius);
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--crm-text-12);
    text-align: start;
    cursor: pointer;
  }
  .tables button:hover {
    background: var(--crm-surface-hover);
  }
  .tables button[aria-pressed='true'] {
    border-color: var(--crm-accent);
    background: var(--crm-surface-selected);
  }
  .tables .warning {
    display: flex;
    gap: 4px;
    align-items: center;
  }

  /* Taking it back. */
  .question {
    display: grid;
    gap: var(--crm-space-2);
    padding: var(--crm-space-4);
    border: var(--crm-hairline) solid var(--crm-border-strong);
    border-radius: var(--crm-radius);
  }
  .kept {
    display: grid;
    gap: var(--crm-space-1);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  /* What comes before the rows. */
  .before {
    padding-block: var(--crm-space-3);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    gap: var(--crm-space-1);
  }
  .before ul {
    display: flex;
    flex-wrap: wrap;
    gap: 4px var(--crm-space-4);
    margin: 0;
    padding: 0;
    list-style: none;
    color: var(--crm-text-secondary);
  }
  .before li {
    display: flex;
    gap: 5px;
    align-items: center;
  }

  /* What the columns mean. */
  .rules {
    display: flex;
    flex-wrap: wrap;
    gap: var(--crm-space-3);
    align-items: end;
  }
  .rules > * {
    inline-size: 240px;
  }
  .rules > crm-checkbox {
    inline-size: auto;
  }
  .required {
    display: grid;
    gap: var(--crm-space-2);
  }
  .required p {
    max-inline-size: 80ch;
  }
  /* Of an address, the parts stand beside each other. */
  .required .rules {
    align-items: start;
  }
  .required fieldset {
    inline-size: min(100%, 492px);
  }
  .required legend {
    padding: 0 0 var(--crm-space-1);
    font-weight: var(--crm-weight-medium);
  }
  .required .pair {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--crm-space-2) var(--crm-space-3);
  }
  th {
    position: sticky;
    inset-block-start: 0;
    z-index: var(--crm-layer-sticky);
    block-size: 32px;
    background: var(--crm-surface);
    box-shadow: inset 0 -1px var(--crm-border);
    color: var(--crm-text-muted);
    font-size: var(--crm-text-12);
    font-weight: var(--crm-weight-medium);
    white-space: nowrap;
  }
  th,
  td {
    padding-inline: 8px;
  }
  th:first-child,
  td:first-child {
    padding-inline-start: var(--crm-gutter);
  }
  th:last-child,
  td:last-child {
    padding-inline-end: var(--crm-gutter);
  }
  td {
    block-size: var(--crm-row);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  table {
    table-layout: fixed;
  }
  .columns td:last-child {
    padding-block: 3px;
  }
  .columns .left crm-select {
    opacity: 0.75;
  }

  /* What will happen. */
  .sums {
    display: flex;
    gap: 2px;
    padding: 4px 8px;
    min-block-size: 60px;
    align-items: stretch;
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    overflow-x: auto;
    flex: none;
  }
  .sums button {
    display: grid;
    align-content: center;
    padding: 6px 16px 6px 10px;
    border-radius: var(--crm-radius);
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
    white-space: nowrap;
  }
  .sums button:hover {
    background: var(--crm-surface-hover);
  }
  .sums button[aria-pressed='true'] {
    background: var(--crm-surface-active);
    color: var(--crm-text-secondary);
  }
  .sums b {
    font-size: var(--crm-text-16);
    font-weight: var(--crm-weight-strong);
    color: var(--crm-text);
    letter-spacing: -0.01em;
  }
  .sums .bad b {
    color: var(--crm-danger-text);
  }
  .sums .note {
    margin-inline-start: auto;
    align-self: center;
    padding-inline: 8px;
    text-align: end;
    color: var(--crm-text-muted);
    font-size: var(--crm-text-12);
  }
  col.line {
    inline-size: 60px;
  }
  col.what {
    inline-size: 136px;
  }
  .lines col.name {
    inline-size: 17%;
  }
  col.kind {
    inline-size: 140px;
  }
  .wide {
    min-inline-size: calc(496px + var(--held) * 152px);
  }
  .wide col.name {
    inline-size: 300px;
  }
  /* However far the columns are, it is seen of whom they are. */
  .wide .name {
    position: sticky;
    inset-inline-start: 0;
    background: var(--crm-surface);
  }
  .wide .name::after {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    border-inline-end: var(--crm-hairline) solid var(--crm-border);
  }
  .wide th.name {
    z-index: calc(var(--crm-layer-sticky) + 1);
  }
  .brings {
    padding-block: 4px;
    overflow-wrap: anywhere;
  }
  .pairing {
    margin-inline-end: var(--crm-space-2);
  }
  .brings summary {
    color: var(--crm-text-muted);
    cursor: pointer;
  }
  td.end,
  th.end {
    text-align: end;
  }
  .out {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    white-space: nowrap;
    vertical-align: middle;
  }
  s {
    color: var(--crm-text-muted);
  }
  .why {
    padding-block: 4px;
    overflow-wrap: anywhere;
  }
  .wide .why {
    padding-block: 0 6px;
    font-size: var(--crm-text-12);
  }
  .wide .strong:has(+ .why) {
    padding-block-start: 6px;
  }
  /* Columns pass below what is no table. */
  .body > :is(.pad, .more) {
    position: sticky;
    inset-inline-start: 0;
    max-inline-size: 100cqi;
  }
  .more {
    display: flex;
    justify-content: center;
    padding: var(--crm-space-3);
  }

  /* The run. */
  progress {
    appearance: none;
    inline-size: 100%;
    block-size: 8px;
    border: 0;
    border-radius: var(--crm-radius-round);
    background: var(--crm-surface-active);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--crm-surface-active);
  }
  progress::-webkit-progress-value {
    background: var(--crm-accent);
    transition: inline-size var(--crm-motion-slow) linear;
  }
  progress::-moz-progress-bar {
    background: var(--crm-accent);
  }
  .run {
    max-inline-size: 560px;
    inline-size: 100%;
    margin-inline: auto;
    padding-block: var(--crm-space-12);
    display: grid;
    gap: var(--crm-space-4);
  }
  .run > .title .icon {
    inline-size: 20px;
    block-size: 20px;
    vertical-align: -4px;
    margin-inline-end: 6px;
  }
  .figures {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: var(--crm-space-3);
  }
  .figures div {
    display: grid;
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
  }
  .figures dd {
    order: -1;
    font-size: var(--crm-text-20);
    font-weight: var(--crm-weight-strong);
    color: var(--crm-text);
  }
  .figures .bad dd {
    color: var(--crm-danger-text);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--crm-space-2);
  }
  @container (max-width: 640px) {
    .bar {
      flex-wrap: wrap;
      padding-block: var(--crm-space-2);
    }
    .steps {
      margin-inline-start: -8px;
    }
    .steps li {
      padding-inline: 8px;
    }
    .foot .muted {
      display: none;
    }
    .foot .grow {
      display: none;
    }
    .rules > * {
      inline-size: 100%;
    }
    .sums .note {
      display: none;
    }
    .past {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto auto;
      gap: 2px var(--crm-space-2);
      padding-block: 6px;
    }
    .past > :not(crm-button) {
      grid-column: 1;
    }
    .past > crm-button {
      grid-column: 2;
      grid-row: 1 / span 3;
    }
    .past > crm-button:last-child {
      grid-column: 3;
    }
    thead {
      display: none;
    }
    table,
    tbody {
      display: block;
    }
    colgroup {
      display: none;
    }
    .columns tr {
      grid-template-columns: minmax(0, 1fr);
    }
    .columns td:last-child {
      padding-block: 4px;
    }
    tr {
      display: grid;
      border-block-end: var(--crm-hairline) solid var(--crm-border);
      padding: 8px var(--crm-gutter);
      gap: 2px 8px;
    }
    td,
    td:first-child,
    td:last-child {
      display: block;
      block-size: auto;
      border: 0;
      padding-inline: 0;
      min-inline-size: 0;
    }
    .rows tr {
      grid-template-columns: minmax(0, 1fr) max-content;
    }
    .rows td.line,
    .rows td.kind {
      display: none;
    }
    .rows td.what {
      grid-column: 2;
      grid-row: 1;
    }
    .rows td.name {
      grid-column: 1;
      grid-row: 1;
    }
    .rows td.brings,
    .rows td:last-child {
      grid-column: 1 / -1;
    }
    .rows .told:not(:has(.why)) {
      display: none;
    }
    .brings summary {
      padding-block: 8px;
    }
    .foot {
      padding-block: 8px;
    }
    .foot crm-button {
      flex: 1 1 auto;
    }
    .figures {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .drop,
    progress::-webkit-progress-value {
      transition: none;
    }
  }
`;
