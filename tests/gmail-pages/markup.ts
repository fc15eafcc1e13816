/** What every page has: head, header, navigation, the place of the views, and the column at the right. */
export interface Someone {
  email: string;
  name: string;
}

export const camille: Someone = { email: 'camille@meridian.example', name: 'Camille Laurent' };
export const ines: Someone = { email: 'ines.moreau@northwind.example', name: 'Inès Moreau' };
export const paul: Someone = { email: 'paul@northwind.example', name: 'Paul Okafor' };
export const wei: Someone = { email: 'wei.chen@contoso.example', name: 'Wei Chen' };

export const text = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Attributes, of which those without a value are left out. */
export const attributes = (given: Record<string, string | undefined>): string =>
  Object.entries(given)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${text(value)}"`))
    .join('');

export interface PageGiven {
  views?: string[];
  /** Pop-up composes, in Gmail's container, which is not there before the first. */
  popups?: string[];
  /** Full-screen composes; undefined: their container has never been made. */
  fullScreen?: string[];
  title?: string;
  language?: string;
  direction?: 'ltr' | 'rtl';
  bodyClass?: string;
  account?: Someone;
  /** Which of the ways to tell the account the page has. */
  accountWays?: ('globals' | 'gbar' | 'header' | 'title' | 'loading')[];
  otherAccounts?: Someone[];
  globals?: string;
  rail?: 'shown' | 'hidden' | 'absent';
  panel?: 'closed' | 'old' | 'new' | 'gemini' | 'unknown' | 'absent';
  /** Icons stand before the panel, as they did until 2024. */
  iconsFirst?: boolean;
  /** Colours of text in the navigation and of the ground behind the content. */
  frameText?: string;
  contentGround?: string;
  navigationHeight?: number;
  /** Only what is given, without list, navigation and panel: a window of its own. */
  bare?: boolean;
  narrowable?: boolean;
  /** What keeps pop-up composes clear of Google's panel. */
  spacer?: boolean;
  script?: string;
}

const ways = ['globals', 'gbar', 'header', 'title', 'loading'] as const;

export function page(given: PageGiven): string {
  const {
    views = [],
    language = 'en',
    direction = 'ltr',
    account = camille,
    accountWays = [...ways],
    frameText = 'rgb(32, 33, 36)',
    contentGround = 'rgb(255, 255, 255)',
  } = given;
  const has = (way: (typeof ways)[number]) => accountWays.includes(way);
  const title = given.title ?? (has('title') ? `Inbox (3) - ${account.email} - Gmail` : 'Gmail');
  const globals = given.globals ?? (has('globals') ? `window.GLOBALS=[1,2,3,4,5,6,7,8,9,"x","${account.email}",null];` : '');
  const config = has('gbar')
    ? `window.gbar={_CONFIG:[[[0,"www.gstatic.com","og","com","${language}"],1,2,3,4,5,6,7,8,9,[null,1,2,3,"${text(account.name)}","${account.email}"]]]};`
    : `window.gbar={_CONFIG:[[[0,"www.gstatic.com","og","com","${language}"]]]};`;
  const others = (given.otherAccounts ?? [])
    .map((other) => `<a class="gb_Xc" href="https://mail.google.com/mail/u/1/" aria-label="${text(other.name)} (${other.email})">x</a>`)
    .join('');
  const header = `<header class="gb_Ha gb_Mb" id="gb" role="banner" style="height:64px;display:flex;justify-content:space-between"><div class="gb_Rd"><a class="gb_je" href="#inbox" title="Gmail"><img class="gb_Gc" alt=""></a></div><form class="gb_Be" role="search"><input name="q" aria-label="Search mail" value=""></form><div class="gb_Td">${
    has('header')
      ? `<a class="gb_B gb_Za gb_0" role="button" href="https://accounts.google.com/SignOutOptions?hl=${language}&amp;continue=https://mail.google.com/mail" aria-label="Google Account: ${text(account.name)}  &#10;(${account.email})" aria-expanded="false"><img class="gb_P" alt=""></a>`
      : '<a class="gb_B" role="button" href="#"></a>'
  }<div class="gb_Ld" style="display:none">${others}</div></div></header>`;
  const place = views.join('');
  const frame = given.bare
    ? `<div class="nH" style="width:100%"><div class="nH"><div class="nH">${place}</div></div></div>`
    : `<div class="nH" style="height:100vh;display:flex;flex-direction:column"><div class="nH w-asV bbg aiw">${header}</div><div class="nH bkL" style="display:flex;flex:1;min-height:0">${navigation(frameText, given.navigationHeight ?? 32)}<div class="nH ${given.narrowable === false ? 'xyz' : 'bkK'} nn" style="flex:1;min-width:0"><div class="nH" style="height:100%;background-color:${contentGround}"><div class="nH ar4 z"><div class="aeI"><div class="AO"><div class="Tm aeJ" id=":3" style="height:780px;overflow:auto"><div class="aeF" id=":1"><div class="nH">${place}</div></div></div></div></div></div></div></div>${column(given)}</div></div>`;
  const popups = given.popups
    ? `<div class="dw" style="position:fixed;inset-inline-end:0;bottom:0;display:flex;align-items:end"><div class="nH"><div class="nH"><div class="no" style="display:flex;align-items:end">${given.popups.join('')}</div></div></div>${given.spacer === false ? '' : '<div class="jAmAWb" style="width:66px;flex:none"></div>'}</div>`
    : '';
  const full = given.fullScreen
    ? `<div class="aSs" style="position:fixed;inset:40px 80px"><div class="aSt">${given.fullScreen.join('')}</div></div>`
    : '';
  return `<!DOCTYPE html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><title>${text(title)}</title><script>${globals}${config}</script></head><body class="${given.bodyClass ?? 'aAU nH'}" style="margin:0;direction:${direction};background:rgb(246, 248, 252)"><div id="loading" style="display:none"><div class="cont"><div class="msg">${has('loading') ? `Loading ${account.email}…` : 'Loading…'}</div></div></div><h1 class="aYr" style="display:none">Gmail</h1>${frame}${popups}${full}<div class="vh" style="display:none"><div class="vZ"><span class="bAq"></span></div></div><script>${helping}${given.script ?? ''}</script></body></html>`;
}

const navigation = (color: string, height: number): string =>
  `<div class="no" style="width:256px"><div class="nH oy8Mbf nn aeN" role="navigation"><div class="aic"><div class="z0"><div class="T-I T-I-KE L3" role="button" gh="cm" tabindex="0">Compose</div></div></div><div class="TK">${[
    'inbox',
    'starred',
    'sent',
    'drafts',
  ]
    .map(
      (list) =>
        `<div class="aim" style="height:${height}px;color:${color}"><div class="TO nZ aiq"><div class="TN bzz aHS-bnt"><div class="aio UKr6le" style="color:${color}"><span class="nU n1"><a class="J-Ke n0" href="https://mail.google.com/mail/u/0/#${list}">${list}</a></span></div></div></div></div>`,
    )
    .join('')}</div></div></div>`;

/** Google's column: its panel and the rail of icons. */
function column({ rail = 'shown', panel = 'closed', iconsFirst = false }: PageGiven): string {
  if (rail === 'absent' && panel === 'absent') return '';
  const open = panel !== 'closed' && panel !== 'absent';
  const wrapper = { old: 'bq9 buW', unknown: 'Qx7Zt' }[panel as string] ?? 'WN9Ejb buW';
  const inner =
    panel === 'gemini'
      ? '<div class="einvLd-panel" role="dialog" aria-label="Gemini"><div class="ksBjEc">Ask Gemini</div></div>'
      : '<div class="brC-brG-Jw"><iframe class="bAB" title="Calendar" srcdoc=""></iframe></div>';
  const content =
    panel === 'absent'
      ? ''
      : `<div class="${wrapper}" style="${open ? 'display:block;' : 'display:none;'}width:300px"><div class="${panel === 'unknown' ? 'Rt5yUe' : 'brC-brG'}" style="width:300px;height:700px">${inner}</div></div>`;
  const icons =
    rail === 'absent'
      ? ''
      : `<div class="brC-aT5-aOt-Jw" role="complementary" aria-label="Side panel" style="width:56px;${rail === 'hidden' ? 'display:none' : ''}"><div class="brC-aMv-auO"><div class="aT5-aOt-I${open ? ' aT5-aOt-I-KO' : ''}" role="tab" aria-label="Calendar" aria-selected="${open}" style="height:56px"></div><div class="aT5-aOt-I" role="tab" aria-label="Tasks" style="height:56px"></div></div></div>`;
  return `<div class="nH bAw nn aUx" style="display:flex">${iconsFirst ? icons + content : content + icons}</div>`;
}

/** What a page's own script needs to write markup where strings are refused. */
const helping = `
const policy = trustedTypes.createPolicy('gmail', { createHTML: (text) => text });
window.nodesOf = (text) => { const made = document.createElement('template'); made.innerHTML = policy.createHTML(text); return made.content; };
`;
