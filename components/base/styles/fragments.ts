import { css } from 'lit';

/**
 * Pieces of style for shadow roots where plain HTML is better than another element. Put the ones you use in front of your
 * own: `static styles = [rows, styles]`.
 */

/** `.row`: one record of a list, 36 px, parted by a hairline; `aria-selected` tints it. `.group`: a sticky head of rows. */
export const rows = css`
  .row {
    display: flex;
    align-items: center;
    gap: var(--crm-space-2);
    min-block-size: var(--crm-row);
    padding-inline: var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    min-inline-size: 0;
  }
  .row:hover { background: var(--crm-surface-hover); }
  .row[aria-selected='true'] { background: var(--crm-surface-selected); }
  .row:focus-visible { outline-offset: -2px; }
  .group {
    display: flex;
    align-items: center;
    gap: var(--crm-space-2);
    block-size: 34px;
    padding-inline: var(--crm-gutter);
    font-weight: var(--crm-weight-strong);
    background: var(--crm-surface-sunken);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    position: sticky;
    inset-block-start: 0;
    z-index: var(--crm-layer-sticky);
  }
  .group .num { font-weight: var(--crm-weight); color: var(--crm-text-muted); }
  .group.danger .num { color: inherit; }
`;

/** `.grid`: a table of records with a sticky head. */
export const grid = css`
  .grid { table-layout: fixed; }
  .grid th {
    position: sticky;
    inset-block-start: 0;
    z-index: var(--crm-layer-sticky);
    block-size: 32px;
    padding-inline: var(--crm-space-2);
    font-size: var(--crm-text-12);
    font-weight: var(--crm-weight-medium);
    color: var(--crm-text-muted);
    background: var(--crm-surface);
    box-shadow: inset 0 -1px var(--crm-border);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .grid td {
    block-size: var(--crm-row);
    padding: 0 var(--crm-space-2);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .grid :is(th, td):first-child { padding-inline-start: var(--crm-gutter); }
  .grid :is(th, td):last-child { padding-inline-end: var(--crm-gutter); }
  .grid :is(th, td) > * { vertical-align: middle; }
  .grid .end { text-align: end; }
  .grid th button { display: inline-flex; align-items: center; gap: var(--crm-space-1); font-weight: var(--crm-weight-medium); }
  .grid th[aria-sort] { color: var(--crm-text); }
  .grid tbody tr:hover td { background: var(--crm-surface-hover); }
  .grid tr[aria-selected='true'] td { background: var(--crm-surface-selected); }
`;

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

/** `.chip`: a filter condition: `.k` its field, `.op` its operator, `.v` its value, then a button that removes it. */
export const chips = css`
  .chip {
    display: inline-flex;
    align-items: center;
    block-size: 26px;
    border: var(--crm-hairline) solid var(--crm-border-strong);
    border-radius: var(--crm-radius);
    font-size: var(--crm-text-12);
    background: var(--crm-surface-raised);
    white-space: nowrap;
    flex: none;
  }
  .chip > * { padding-inline: 7px; block-size: 100%; display: inline-flex; align-items: center; gap: 5px; }
  .chip > * + * { border-inline-start: var(--crm-hairline) solid var(--crm-border); }
  .chip :is(.k, .op) { color: var(--crm-text-muted); }
  .chip .v { font-weight: var(--crm-weight-medium); }
  .chip button { color: var(--crm-text-muted); }
  .chip button:hover { background: var(--crm-surface-hover); color: var(--crm-text); }
  .chip :focus-visible { outline-offset: -2px; border-radius: var(--crm-radius); }
`;

/** `dl.props`: names and values of a record, side by side. */
export const props = css`
  .props { display: grid; grid-template-columns: 104px minmax(0, 1fr); row-gap: 1px; }
  .props dt { color: var(--crm-text-muted); padding-block: 5px; }
  .props dd { padding: 5px 6px; border-radius: var(--crm-radius-small); min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .props dd:hover { background: var(--crm-surface-hover); }
`;

/** `.section` of a panel, with a `header`; a hairline below. */
export const sections = css`
  .section { padding: 14px var(--crm-gutter); border-block-end: var(--crm-hairline) solid var(--crm-border); }
  .section > header { display: flex; align-items: center; gap: var(--crm-space-2); margin-block-end: 6px; min-block-size: 24px; }
`;

/** `.line`: an entry of a timeline: `.pin` (icon), `.body`, `time`; `.quote` for what someone wrote. */
export const timeline = css`
  .line { position: relative; display: grid; grid-template-columns: 24px minmax(0, 1fr) auto; column-gap: 10px; padding-block: 7px; }
  .line::before { content: ''; position: absolute; inset-inline-start: 11.5px; inset-block: 0; inline-size: 1px; background: var(--crm-border); }
  .line:first-child::before { inset-block-start: 16px; }
  .line:last-child::before { inset-block-end: auto; block-size: 16px; }
  .line > .pin { position: relative; inline-size: 24px; block-size: 22px; display: grid; place-items: center; background: var(--crm-surface); color: var(--crm-text-muted); }
  .line > .body { line-height: 22px; min-inline-size: 0; }
  .line > time { line-height: 22px; font-size: var(--crm-text-12); color: var(--crm-text-muted); font-variant-numeric: var(--crm-figures); white-space: nowrap; }
  .line .quote { margin-block: 4px 3px; padding: 9px 12px; border: var(--crm-hairline) solid var(--crm-border); border-radius: var(--crm-radius); font-size: var(--crm-text-14); line-height: var(--crm-leading-loose); white-space: pre-line; overflow-wrap: anywhere; }
`;

/** `.mark`: the n bars of a stage with i filled (`<i class="on">`), in the colour `--stage`; `.stage` puts it before its name. */
export const stageMark = css`
  .mark { display: inline-flex; gap: 1.5px; flex: none; inline-size: 16px; block-size: 10px; vertical-align: -1px; color: var(--stage); }
  .mark i { flex: 1; border-radius: 1px; background: var(--crm-mark-empty); }
  .mark i.on { background: currentColor; }
  .stage { display: inline-flex; align-items: center; gap: 6px; white-space: nowrap; }
  .stage > .icon { color: var(--stage); }
`;

/** `.link`: in the accent; underlined inside a sentence, since there colour alone does not say that it is a link. */
export const links = css`
  .link { color: var(--crm-accent-text); border-radius: 2px; }
  .link:hover { text-decoration: underline; text-underline-offset: 2px; }
  p .link, .sentence .link { text-decoration: underline 1px; text-underline-offset: 3px; text-decoration-color: color-mix(in srgb, currentColor 45%, transparent); }
`;

/** `.skeleton`: a bar in place of words, on a very first load only. */
export const skeleton = css`
  .skeleton { border-radius: 3px; background: var(--crm-surface-active); block-size: 10px; }
`;

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
  .opt { display: flex; align-items: center; gap: 10px; min-block-size: 32px; padding-inline: 10px; border-radius: var(--crm-radius); cursor: default; }
  .opt[aria-selected='true'], .opt.active { background: var(--crm-surface-active); }
  .opt mark { background: none; color: var(--crm-accent-text); font-weight: var(--crm-weight-strong); }
  @media (pointer: coarse) {
    .opt { min-block-size: 44px; }
  }
`;
