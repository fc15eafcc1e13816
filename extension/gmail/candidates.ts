/**
 * Where things are in Gmail's page, as data: for each thing the candidates in the order of trust, of which the first that gives
 * anything serves. Attributes come before roles and names, those before short class names, which some vanish in a night; last comes
 * what only its shape tells (`shapes.ts`). Nothing here is a text in any language. The facts behind it, with their sources and years, are
 * graded in the design; a report from a real account says which candidates serve today.
 */
export interface Candidate {
  /** For the report. */
  name: string;
  css?: string;
  /** The nearest ancestor of what `css` finds that matches. */
  up?: string;
  /** Found by its place among other things. */
  shape?: Shape;
}

export type Shape =
  | 'message body'
  | 'compose around body'
  | 'split button'
  | 'first written button'
  | 'toolbar of send'
  | 'date cell'
  | 'cell of ids'
  | 'content beside rail'
  | 'column of rail'
  | 'first child'
  | 'surface'
  | 'header rest'
  | 'titled date';

export type Thing = keyof typeof candidates;
export type Candidates = Record<Thing, readonly Candidate[]>;

export const candidates = {
  // --- The page ---
  main: [
    { name: 'role main', css: '[role=main]' },
    { name: 'view of aeF', css: 'div.aeF > div.nH' },
  ],
  navigation: [
    { name: 'aim', css: '.aim' },
    { name: 'link in navigation', css: '[role=navigation] a' },
    { name: 'link to a list', css: 'a[href$="#inbox"], a[href$="#sent"], a[href$="#drafts"]' },
  ],
  'navigation text': [
    { name: 'aio', css: '.aio' },
    { name: 'link to inbox', css: '[role=navigation] a[href*="#inbox"], a[href$="#inbox"]' },
    { name: 'link in navigation', css: '[role=navigation] a' },
  ],
  surface: [
    { name: 'view of bkK', css: '.bkK > .nH' },
    { name: 'what lies behind main', shape: 'surface' },
  ],
  'signed-in link': [
    {
      name: 'SignOutOptions in banner',
      css: '[role=banner] a[aria-label*="@"][href*="SignOutOptions"], header a[aria-label*="@"][href*="SignOutOptions"]',
    },
    { name: 'SignOutOptions', css: 'a[aria-label*="@"][href*="SignOutOptions"]' },
    { name: 'SignOutOptions with title', css: 'a[title*="@"][href*="SignOutOptions"]' },
  ],
  'loading text': [
    { name: 'loading msg', css: '#loading .msg' },
    { name: 'loading', css: '#loading' },
  ],
  'alert dialog': [
    { name: 'child of body', css: 'body > [role=alertdialog]' },
    { name: 'anywhere', css: '[role=alertdialog]' },
  ],

  // --- A conversation ---
  heading: [
    { name: 'legacy thread id', css: 'h2[data-legacy-thread-id]' },
    { name: 'perm id', css: 'h2[data-thread-perm-id]' },
    { name: 'perm id of any', css: '[data-thread-perm-id]:not(tr *)' },
    { name: 'hP', css: 'h2.hP' },
    { name: 'h2 of ha', css: '.ha h2' },
    { name: 'h2', css: 'h2' },
  ],
  message: [
    { name: 'message id', css: '[data-message-id], [data-legacy-message-id]' },
    { name: 'adn', css: 'div.adn' },
    { name: 'list item', css: '[role=listitem]' },
  ],
  'open row': [
    { name: 'aps', css: '[gh=tl] tr.aps' },
    { name: 'aps anywhere', css: 'tr.aps' },
    { name: 'selected', css: '[gh=tl] tr[aria-selected=true]' },
  ],
  sender: [
    { name: 'gD', css: '.gD[email]' },
    { name: 'gF', css: 'td.gF span[email]' },
    { name: 'iw', css: 'h3.iw span[email], h3 span[email]' },
    { name: 'first address', css: '[email]' },
    { name: 'first card', css: '[data-hovercard-id*="@"]' },
  ],
  recipients: [
    { name: 'hb', css: '.hb span[email]' },
    { name: 'g2', css: 'span.g2[email]' },
    { name: 'rest of header', shape: 'header rest' },
  ],
  details: [
    { name: 'ajC', css: '.ajC' },
    { name: 'table with several rows of addresses', css: 'table:has(tr + tr [email])' },
  ],
  date: [
    { name: 'g3', css: '.g3[title]' },
    { name: 'title in header', shape: 'titled date' },
  ],
  'message body': [
    { name: 'a3s of ii', css: 'div.ii.gt div.a3s' },
    { name: 'a3s', css: 'div.a3s' },
    { name: 'ii', css: 'div.ii.gt' },
    { name: 'by its shape', shape: 'message body' },
  ],

  // --- Rows ---
  list: [
    { name: 'gh', css: '[gh=tl]' },
    { name: 'table of Cp', css: 'div.Cp table' },
    { name: 'grid', css: 'table[role=grid]' },
    { name: 'table', css: 'table' },
  ],
  'row ids': [
    { name: 'legacy thread id', css: '[data-legacy-thread-id]' },
    { name: 'thread id', css: '[data-thread-id]' },
    { name: 'standalone draft', css: '[data-standalone-draft-id]' },
  ],
  'row people': [
    { name: 'span email', css: 'span[email]' },
    { name: 'any email', css: '[email]' },
    { name: 'card', css: '[data-hovercard-id*="@"]' },
  ],
  'row subject': [
    { name: 'carrier of ids', css: 'span[data-legacy-thread-id], span[data-thread-id], span[data-standalone-draft-id]' },
    { name: 'bog', css: '.bog, .bqe' },
    { name: 'y6', css: '.y6 > span' },
  ],
  'row snippet': [{ name: 'y2', css: '.y2' }],
  'row mark': [
    { name: 'xW', css: 'td.xW' },
    { name: 'cell of the date', shape: 'date cell' },
    { name: 'yf', css: 'td.yf' },
    { name: 'xT', css: '.xT' },
    { name: 'cell of the ids', shape: 'cell of ids' },
  ],

  // --- Composes ---
  'compose body': [
    { name: 'g_editable textbox', css: '[g_editable=true][role=textbox]' },
    { name: 'g_editable', css: '[g_editable=true]' },
    { name: 'editable textbox', css: '[contenteditable=true][role=textbox]' },
    { name: 'labelled editable', css: 'div[contenteditable=true][aria-label]' },
    { name: 'Am', css: '.Am.editable' },
    { name: 'editable', css: 'div[contenteditable=true]' },
  ],
  'plain body': [
    { name: 'name body', css: 'textarea[name=body]' },
    { name: 'textarea', css: 'textarea:not([name=to]):not([name=cc]):not([name=bcc])' },
  ],
  compose: [
    { name: 'around body and draft', shape: 'compose around body' },
    { name: 'M9', css: '.M9' },
    { name: 'dialog with form', css: '[role=dialog]:has(form)' },
    { name: 'region', css: '[role=region]' },
  ],
  'draft id': [{ name: 'name draft', css: 'input[name=draft]' }],
  'compose id': [{ name: 'name composeid', css: 'input[name=composeid]' }],
  answered: [{ name: 'name rm', css: 'input[name=rm]' }],
  'draft thread': [
    { name: 'legacy', css: 'input[name=lts]' },
    { name: 'sync', css: 'input[name=rt]' },
  ],
  'compose subject': [
    { name: 'subjectbox', css: 'input[name=subjectbox]' },
    { name: 'subject', css: 'input[name=subject]' },
  ],
  from: [{ name: 'name from', css: 'input[name=from]' }],
  'forward mark': [{ name: 'mI', css: '.J-JN-M-I-Jm .mI, .J-JN-M-I-Jm.mI, img.mI' }],
  send: [
    { name: 'button of Up', css: 'td.Up [role=button]:not(.Uo):not([aria-haspopup])' },
    { name: 'T-I-atl', css: '.T-I-atl[role=button]:not(.Uo):not([aria-haspopup])' },
    { name: 'aoO', css: '.aoO[role=button]:not(.Uo):not([aria-haspopup])' },
    { name: 'beside its menu', shape: 'split button' },
    { name: 'first written button', shape: 'first written button' },
  ],
  'send and archive': [{ name: 'Uo', css: '.Uo[role=button], .Uo [role=button]' }],
  'scheduled send': [{ name: 'selector', css: '[selector=scheduledSend]' }],
  toolbar: [
    { name: 'row of Up', css: 'td.Up', up: 'tr' },
    { name: 'around send', shape: 'toolbar of send' },
  ],

  // --- The inline end of the page ---
  rail: [
    { name: 'complementary rail', css: '.brC-aT5-aOt-Jw[role=complementary]' },
    { name: 'complementary', css: '[role=complementary]' },
    { name: 'aUx', css: 'div.aUx' },
  ],
  panel: [
    { name: 'WN9Ejb', css: '.WN9Ejb' },
    { name: 'bq9', css: '.bq9' },
    { name: 'brC-brG', css: '.brC-brG' },
    { name: 'column of the rail', shape: 'column of rail' },
  ],
  content: [
    { name: 'bkK', css: '.bkK' },
    { name: 'beside the rail', shape: 'content beside rail' },
    { name: 'first child of body', shape: 'first child' },
  ],
  spacer: [{ name: 'jAmAWb', css: 'div.dw > .jAmAWb' }],
  dock: [{ name: 'dw', css: 'div.dw' }],
} as const satisfies Record<string, readonly Candidate[]>;

/** Fields of a compose, by the header that they become. */
export const recipientFields = ['to', 'cc', 'bcc'] as const;
export type RecipientField = (typeof recipientFields)[number];

/** Where the recipients of one field are. A field that is not shown can still hold them. */
export const recipientCandidates: readonly { name: string; css: (field: RecipientField) => string; read: 'card' | 'value' | 'email' }[] = [
  { name: 'option with card', css: (field) => `[name=${field}] [role=option][data-hovercard-id]`, read: 'card' },
  { name: 'card', css: (field) => `[name=${field}] [data-hovercard-id]`, read: 'card' },
  { name: 'hidden field', css: (field) => `input[type=hidden][name=${field}]`, read: 'value' },
  { name: 'chip with email', css: (field) => `[name=${field}] [email]`, read: 'email' },
];

/** What is being typed and is no chip yet. */
export const typedCandidates = (field: RecipientField) =>
  `textarea[name=${field}], [name=${field}] input[role=combobox], [name=${field}] input:not([type=hidden])`;

/** Where nothing names a field: the summary that a fresh answer shows. */
export const summaryCandidates: readonly Candidate[] = [
  { name: 'summary', css: '.az9 span[email], .aoD.hl span[email]' },
  { name: 'any email', css: 'span[email]' },
  { name: 'any card', css: '[data-hovercard-id*="@"]' },
];

/** How states of a message are written. */
export const messageStates = [
  { state: 'open', css: '.h7' },
  { state: 'collapsed', css: '.kv, .ky' },
  { state: 'hidden', css: '.kQ, .kx' },
] as const;

export const rowStates = {
  unread: '.zE',
  read: '.yO',
  selected: '.x7, [aria-selected=true], :has([role=checkbox][aria-checked=true])',
  /** Rows after the first of a thread, in the vertical reading pane. */
  continued: '.apw',
  /** The first of a thread. */
  whole: '.zA:not(.apw)',
} as const;

/** Where a quotation begins in a body. */
export const quoteCandidates: readonly { name: string; css: string; toEnd: boolean }[] = [
  { name: 'gmail_quote', css: '.gmail_quote_container, .gmail_quote', toEnd: false },
  { name: 'yahoo_quoted', css: '.yahoo_quoted, .protonmail_quote, .zmail_extra, .tutanota_quote', toEnd: false },
  { name: 'Outlook', css: '[id$=divRplyFwdMsg], [id$=appendonsend], [id$=OLK_SRC_BODY_SECTION]', toEnd: true },
  { name: 'Thunderbird', css: '.moz-cite-prefix', toEnd: true },
  { name: 'cite', css: 'blockquote[type=cite]', toEnd: false },
  { name: 'blockquote', css: 'blockquote', toEnd: false },
];

/** Headers that details name in the page's language, but for these, which nearly all write alike. The rest are senders or "to". */
export const headerWords = {
  cc: ['cc', 'copia', 'copie', 'copie à', 'kopie', 'kopia', 'kopi', 'cópia', 'копия', 'копія', 'עותק', 'نسخة', '抄送', '副本', '참조'],
  bcc: [
    'bcc',
    'cci',
    'cco',
    'ccn',
    'udw',
    'blindkopie',
    'gizli',
    'skrytá',
    'скрытая копия',
    'прихована копія',
    '密送',
    '密件副本',
    '숨은참조',
  ],
} as const;

/** With which subjects of forwarded messages begin, where nothing else tells them from answers. */
export const forwardPrefix = /^\s*(?:fwd?|tr|wg|rv|enc|i|vl|vb|videresendt|doorst|転送|转发|轉寄)\s*[:：]/i;
