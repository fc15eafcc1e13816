import { attributes, text } from './markup.ts';
import type { Someone } from './markup.ts';

export interface RowGiven {
  /** Legacy hexadecimal id. */
  threadId?: string;
  /** As rows have it: `#thread-f:…`, or `#thread-f:…|msg-f:…` where messages stand for themselves. */
  permId?: string;
  lastId?: string;
  lastOwnId?: string;
  draftId?: string;
  people: Someone[];
  /** What the chips say in place of names. */
  shown?: string[];
  prefix?: string;
  subject: string;
  snippet?: string;
  date?: string;
  unread?: boolean;
  selected?: boolean;
  open?: boolean;
  id?: string;
  /** Lines of the vertical reading pane. */
  lines?: 1 | 2 | 3;
  attachment?: boolean;
}

let made = 0;

const chips = ({ people, shown, unread, prefix = '' }: RowGiven): string =>
  `${prefix}${people.map((person, at) => `<span class="bA4"><span class="${unread ? 'zF' : 'yP'}" translate="no" email="${person.email}" name="${text(person.name)}" data-hovercard-id="${person.email}">${text(shown?.[at] ?? person.name.split(' ')[0] ?? '')}</span></span>`).join(', ')}`;

const subject = (row: RowGiven): string =>
  `<span class="${row.unread ? 'bqe' : 'bog'}"><span${attributes({
    'data-thread-id': row.permId,
    'data-legacy-thread-id': row.threadId,
    'data-legacy-last-message-id': row.lastId,
    'data-legacy-last-non-draft-message-id': row.lastOwnId,
    'data-standalone-draft-id': row.draftId,
  })}>${text(row.subject)}</span></span>`;

const snippet = (row: RowGiven): string =>
  `<span class="y2"><span class="Zt">&nbsp;-&nbsp;</span>${text(row.snippet ?? 'Thank you for the call of this morning')}</span>`;

const select = (row: RowGiven): string =>
  `<td class="PF xY"></td><td class="oZ-x3 xY"><div class="oZ-jc T-Jo J-J5-Ji" role="checkbox" aria-checked="${row.selected ?? false}" tabindex="-1"><div class="T-Jo-auh" role="presentation"></div></div></td><td class="apU xY"><span class="aXw T-KT" role="button" title="Not starred"><img class="T-KT-JX" alt=""></span></td><td class="WA xY"><div class="pG" role="switch"><div class="T-ays-a45"></div></div></td>`;

const date = (row: RowGiven): string =>
  `<td class="xW xY" style="width:90px"><span title="Mon, Nov 24, 2025, 3:05&nbsp;PM" aria-label="Mon, Nov 24, 2025, 3:05&nbsp;PM"><span>${row.date ?? '3:05 PM'}</span></span></td>`;

const tail = '<td class="bq4 xY"><ul class="bqY" role="toolbar"><li class="bqX brq"></li><li class="bqX bru"></li></ul></td>';

const classes = (row: RowGiven): string => `zA ${row.unread ? 'zE' : 'yO'}${row.selected ? ' x7' : ''}${row.open ? ' aps' : ''}`;

export function row(given: RowGiven): string {
  const id = given.id ?? `:r${(made += 1)}`;
  const cells = `${select(given)}<td class="yX xY" role="gridcell" tabindex="-1"><div class="afn"><span class="X1">${given.unread ? 'unread, ' : ''}${text(given.subject)}</span></div><div class="yW">${chips(given)}</div></td>`;
  const main = `<td class="xY a4W" role="gridcell"><div class="xS" role="link"><div class="xT"><div class="y6">${subject(given)}</div>${snippet(given)}</div></div></td>`;
  const side = `<td class="byZ xY"><div class="JT"></div></td><td class="yf xY">${given.attachment ? '<img class="yE" alt="Has attachment">' : '&nbsp;'}</td>`;
  if (!given.lines || given.lines === 1)
    return `<tr class="${classes(given)}" id="${id}" tabindex="-1" role="row" draggable="true">${cells}${main}${side}${date(given)}${tail}</tr>`;
  const second = `<tr class="apw${given.open ? ' aps' : ''}" tabindex="-1"><td class="xY" colspan="4"></td><td class="xY apy" colspan="3"><div class="xS"><div class="xT"><div class="y6">${subject(given)}</div></div></div></td></tr>`;
  const third =
    given.lines === 3
      ? `<tr class="apw apz"><td class="xY" colspan="4"></td><td class="xY" colspan="3"><div class="xS">${snippet(given)}</div></td></tr>`
      : '';
  return `<tr class="${classes(given)} apv" id="${id}" tabindex="-1" role="row">${cells}<td class="yf xY"></td>${date(given)}</tr>${second}${third}`;
}

/** No thread stands behind it. */
export const advertisement = `<tr class="zA am0 bvA" role="row" tabindex="-1"><td class="xY" colspan="4"><span class="ast">Ad</span></td><td class="yX xY"><div class="yW"><span class="bA4"><span class="zF" name="Acme" email="ads@acme.example">Acme</span></span></div></td><td class="xY a4W"><div class="xS"><div class="xT"><div class="y6"><span class="bqe">Save 20%</span></div></div></div></td><td class="byZ xY"></td><td class="yf xY"></td><td class="xW xY"><span title="">Ad</span></td></tr>`;

/** A row that another extension has put there to stand for several. */
export const bundle = `<tr class="zA yO bundle-row inboxsdk__bundle" role="row"><td class="xY" colspan="4"></td><td class="yX xY"><div class="yW">Newsletters (7)</div></td><td class="xY a4W"></td><td class="xW xY"></td></tr>`;

export const table = (rows: string[], { hidden = false, gh = true } = {}): string =>
  `<div class="ae4 UI"${gh ? ' gh="tl"' : ''}${hidden ? ' style="display:none"' : ''}><div class="aeg"></div><div class="Cp"><div><table cellpadding="0" class="F cf zt" role="grid" style="width:100%"><colgroup><col class="k0vOLb"><col class="Ci"><col class="y5"><col class="WA"><col class="yY"><col><col class="xX"><col class="byZ"><col class="xX"></colgroup><tbody>${rows.join('')}</tbody></table></div></div></div>`;

const toolbar =
  '<div class="aeH"><div class="nH" gh="tm"><div class="D E G-atb" gh="mtb" role="toolbar"><div class="nH aqK"><div class="G-Ni J-J5-Ji"><div class="T-I J-J5-Ji T-Pm T-I-ax7" role="button" aria-haspopup="true"></div></div></div></div></div></div>';

export interface ListGiven {
  hidden?: boolean;
  /** Not said while it is loading. */
  main?: boolean;
}

export const list = (tables: string[], { hidden = false, main = !hidden }: ListGiven = {}): string =>
  `<div class="BltHke nH oy8Mbf"${main ? ' role="main"' : ''}${hidden ? ' style="display:none"' : ''}>${toolbar}<div class="nH"><div class="aDP">${tables.join('')}</div></div></div>`;

/** List and conversation at once. */
export const readingPane = (tables: string[], conversation: string): string =>
  `<div class="BltHke nH oy8Mbf" role="main">${toolbar}<div class="nH aia" style="display:flex"><div class="nH aqy" style="width:480px"><div class="aDP">${tables.join('')}</div></div><div class="nH ao9" style="flex:1"><div class="nH ao8">${conversation}</div></div></div></div>`;
