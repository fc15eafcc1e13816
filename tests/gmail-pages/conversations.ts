import { attributes, text } from './markup.ts';
import type { ListGiven } from './lists.ts';
import type { Someone } from './markup.ts';

export interface MessageGiven {
  syncId?: string;
  legacyId?: string;
  from: Someone;
  to?: Someone[];
  cc?: Someone[];
  /** What the chips say in place of names: `me`, a first name. */
  shown?: string[];
  state?: 'open' | 'collapsed' | 'hidden';
  otherStates?: boolean;
  body?: string;
  date?: string;
  /** The card that the small triangle opens. */
  card?: { to: Someone[]; cc?: Someone[]; bcc?: Someone[]; words?: Record<'from' | 'to' | 'cc' | 'bcc', string> };
  /** An inline compose in its place below the body. */
  reply?: string;
  replyRow?: boolean;
  /** Gmail keeps a hidden place for another state of the body. */
  oldBodyFirst?: boolean;
  before?: string;
}

const chip = (person: Someone, shown = person.name): string =>
  `<span class="g2" dir="ltr" translate="no" email="${person.email}" name="${text(person.name)}" data-hovercard-id="${person.email}">${text(shown)}</span>`;

function card(given: NonNullable<MessageGiven['card']>, from: Someone): string {
  const words = given.words ?? { from: 'from', to: 'to', cc: 'cc', bcc: 'bcc' };
  const line = (label: string, people: Someone[] | undefined) =>
    people?.length
      ? `<tr class="ajv"><td class="gG" colspan="2"><span class="gI">${label}:</span></td><td class="gL" colspan="2"><span class="gI">${people.map((person) => `<span email="${person.email}" name="${text(person.name)}" data-hovercard-id="${person.email}"><span>${text(person.name)}</span> &lt;${person.email}&gt;</span>`).join(',<br>')}</span></td></tr>`
      : '';
  return `<div class="ajA SK" tabindex="0"><div class="ajB gt"><table class="ajC" cellpadding="0"><tbody>${line(words.from, [from])}${line(words.to, given.to)}${line(words.cc, given.cc)}${line(words.bcc, given.bcc)}<tr class="ajv"><td class="gG"><span class="gI">date:</span></td><td class="gL"><span class="gI">Nov 24, 2025, 3:05 PM</span></td></tr></tbody></table></div></div>`;
}

export const replyRow = (hidden = false): string =>
  `<div class="amn"${hidden ? ' style="display:none"' : ''}><span class="ams bkH" role="link" tabindex="0">Reply</span><span class="ams bkI" role="link" tabindex="0">Reply all</span><span class="ams bkG" role="link" tabindex="0">Forward</span></div>`;

const oldBody = '<div class="ii gt" style="display:none"><div class="a3s aiL">An older state of this message</div></div>';

const stateClasses = { open: ['h7', 'h7'], collapsed: ['kv', 'ky'], hidden: ['kQ', 'kx'] } as const;

export function message(given: MessageGiven): string {
  const state = given.state ?? 'open';
  const open = state === 'open';
  const recipients = [...(given.to ?? []), ...(given.cc ?? [])];
  const from = `<span class="qu" translate="no" role="gridcell" tabindex="-1"><span class="gD" name="${text(given.from.name)}" email="${given.from.email}" data-hovercard-id="${given.from.email}"><span>${text(given.from.name)}</span></span><span class="cfXrwd"></span>${open ? `<span class="go"><span aria-hidden="true">&lt;</span>${given.from.email}<span aria-hidden="true">&gt;</span></span>` : ''}</span>`;
  const header = `<table cellpadding="0" class="cf gJ"><tbody><tr class="acZ"><td class="gF gK"><table cellpadding="0" class="cf ix"><tbody><tr><td class="c2"><h3 class="iw gFxsud">${from}</h3></td></tr></tbody></table></td><td class="gH bAk"><div class="gK"><span class="g3" title="${given.date ?? 'Nov 24, 2025, 3:05&nbsp;PM'}" role="gridcell" tabindex="-1">Mon, Nov 24, 3:05 PM (2 days ago)</span></div></td><td class="gH acX bAm" rowspan="2">${open ? '<div class="T-I J-J5-Ji T-I-Js-IF aaq T-I-ax7 L3" role="button" tabindex="0" aria-label="Reply"><img class="hB T-I-J3" alt=""></div><div class="T-I J-J5-Ji T-I-Js-Gs aap T-I-awG T-I-ax7 L3" role="button" aria-haspopup="true" aria-label="More"><img class="hA T-I-J3" alt=""></div>' : ''}</td></tr>${open ? `<tr class="acZ xD"><td colspan="3"><table cellpadding="0" class="cf adz"><tbody><tr><td class="ady"><div class="iw ajw"><span class="hb">to ${recipients.map((person, at) => chip(person, given.shown?.[at])).join(', ')} </span></div><div class="ajy" role="button" aria-haspopup="true" aria-label="Show details"><img class="ajz" alt=""></div></td></tr></tbody></table>${given.card ? card(given.card, given.from) : ''}</td></tr>` : ''}</tbody></table>`;
  const content = open
    ? `<div class="qQVYZb"></div><div class="utdU2e"></div><div class="btm"></div><div class=""><div class="aHl"></div>${given.oldBodyFirst ? oldBody : ''}<div class="ii gt"><div class="a3s aiL">${given.body ?? '<div dir="ltr">Hello Camille, the offer suits us.</div>'}</div><div class="yj6qo"></div></div>${given.oldBodyFirst ? '' : oldBody}<div class="hi"></div></div>`
    : `<div class="iA g6" role="gridcell">Hello Camille, the offer…</div>`;
  return `<div class="${stateClasses[state][given.otherStates ? 1 : 0]} ie nH oy8Mbf" role="listitem" tabindex="-1"${state === 'hidden' ? ' style="display:none"' : ''}>${given.before ?? ''}<div class="Bk"><div class="G3 G2"><div><div><div class="adn ads"${attributes(
    {
      'data-message-id': given.syncId,
      'data-legacy-message-id': given.legacyId,
    },
  )}><div class="aju"><div class="aCi"><img class="ajn" alt="" data-hovercard-id="${given.from.email}"></div></div><div class="gs"><div class="gE iv gt">${header}</div>${content}</div><div class="ajx"></div></div></div></div></div>${open ? `<div class="gA gt acV"><div class="gB xu"><div class="ip iq${given.reply ? ' adB' : ''}">${given.reply ?? ''}${given.replyRow === false ? '' : replyRow(Boolean(given.reply))}</div></div></div>` : ''}</div></div>`;
}

export interface ConversationGiven {
  threadId?: string;
  permId?: string;
  subject: string;
  /** In place of the subject's text. */
  subjectMarkup?: string;
  messages: string[];
  banners?: string;
  noList?: boolean;
  /** Between the messages. */
  more?: string;
}

/** What stands inside the view. */
export const thread = (given: ConversationGiven): string =>
  `<div class="nH a98 iY"><div class="nH"><div class="nH V8djrc byY"><div class="nH"><div class="ha"><h2 class="hP" jsname="r4nke" tabindex="-1"${attributes(
    {
      'data-thread-perm-id': given.permId,
      'data-legacy-thread-id': given.threadId,
    },
  )}>${given.subjectMarkup ?? text(given.subject)}</h2><span class="J-J5-Ji"><div class="pG" role="switch"></div></span><div class="ahR"><div class="hN" name="^i">Inbox</div></div></div></div></div><div class="nH">${given.banners ?? ''}</div><div class="nH aHU"><div class="nH hx"><div class="nH"${given.noList ? '' : ' role="list"'}>${given.messages.join('')}</div></div></div></div></div>`;

/** Closed groups of messages in the middle of a long conversation. */
export const more = (messages: string[]): string =>
  `<div class="kQ adv nH oy8Mbf" role="listitem" tabindex="0"><span class="adx"><span>${messages.length}</span></span></div>${messages.join('')}`;

export const conversation = (given: ConversationGiven, { hidden = false, main = !hidden }: ListGiven = {}): string =>
  `<div class="nH oy8Mbf"${main ? ' role="main"' : ''}${hidden ? ' style="display:none"' : ''}><div class="aeH"><div class="nH" gh="tm"><div class="G-atb" gh="mtb" role="toolbar"><div class="iH bzn"></div></div></div></div><div class="nH g id">${thread(given)}</div></div>`;

export const spamBanner =
  '<div class="bAp b8 UC"><div class="vh">This message seems dangerous</div><span email="report@google.example">x</span></div>';
export const translationBar = '<div class="adI wl4W9b"><span class="adJ">Translate to English</span></div>';
export const summaryBox =
  '<div class="einvLd"><h2 class="summary">By Gemini; there may be mistakes</h2><p>Inès accepts the offer.</p></div>';
