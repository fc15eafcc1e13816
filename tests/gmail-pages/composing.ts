import { attributes, text } from './markup.ts';
import type { Someone } from './markup.ts';

export interface ComposeGiven {
  /** Distinguishes the ids of its nodes. */
  id: string;
  kind?: 'new' | 'reply' | 'forward';
  /** `#msg-a:r…`; also the texts that Gmail writes before it knows. */
  draft?: string;
  /** Which inputs tell that it is a compose. */
  inputs?: ('draft' | 'composeid')[];
  /** Sync id of the message that is answered, its thread's two ids. */
  answers?: { message: string; thread?: string; legacyThread?: string; legacyMessage?: string };
  to?: Someone[];
  cc?: Someone[];
  bcc?: Someone[];
  recipients?: 'peoplekit' | 'old' | 'bare';
  /** Only the one-line header shows, the chips are hidden behind it. */
  collapsed?: boolean;
  subject?: string;
  body?: string;
  plainText?: 'beside' | 'alone';
  from?: string;
  /** Where the button for sending and archiving stands, and which node says what it is. */
  archive?: 'before' | 'after';
  archiveCell?: boolean;
  minimised?: boolean;
  language?: 'en' | 'fr' | 'ar';
}

const words = {
  en: {
    send: 'Send \u202a(Ctrl-Enter)\u202c',
    label: 'Send',
    body: 'Message Body',
    to: 'To',
    heading: 'New Message',
    archive: 'Send and archive',
  },
  fr: {
    send: 'Envoyer \u202a(Ctrl+Entrée)\u202c',
    label: 'Envoyer',
    body: 'Corps du message',
    to: 'À',
    heading: 'Nouveau message',
    archive: 'Envoyer et archiver',
  },
  ar: {
    send: 'إرسال \u202a(Ctrl-Enter)\u202c',
    label: 'إرسال',
    body: 'نص الرسالة',
    to: 'إلى',
    heading: 'رسالة جديدة',
    archive: 'إرسال وأرشفة',
  },
};

/** The chips since 2021: lists of options with what stands behind each as an attribute. */
const peoplekit = (name: string, people: Someone[], bare: boolean): string =>
  `<div class="agP aFw" name="${name}"><div class="aXjCH"><div class="aGb"><div role="listbox" aria-multiselectable="true" class="agh">${people
    .map((person) =>
      bare
        ? `<div class="afV" data-hovercard-id="${person.email}"><div class="afX">${text(person.name)}</div></div>`
        : `<div class="afV ahg" role="option" tabindex="-1" data-hovercard-id="${person.email}" data-name="${text(person.name)}"><div class="afX"><div class="afW">${text(person.name || person.email)}</div><div class="afU" role="button" aria-label="x"></div></div></div>`,
    )
    .join(
      '',
    )}</div><input class="agP aFw" role="combobox" aria-autocomplete="list" peoplekit-id="x${name}" size="10" value=""></div></div></div>`;

/** The chips before: hidden inputs with name and address as a header has them. */
const old = (name: string, people: Someone[]): string =>
  `<div class="wO nr l1"><div class="vR-place">${people
    .map(
      (person) =>
        `<div class="vR"><span class="vN bfK a3q" email="${person.email}"><div class="vT">${text(person.name)}</div><div class="vM"></div></span><input name="${name}" type="hidden" value="${text(person.name ? `"${person.name}" <${person.email}>` : person.email)}"></div>`,
    )
    .join('')}</div><textarea class="vO" name="${name}" role="combobox" rows="1"></textarea></div>`;

/** What holds body, recipients and buttons: the same in every place. */
export function composeRoot(given: ComposeGiven): string {
  const { id, kind = 'new', recipients = 'peoplekit', inputs = ['draft', 'composeid'], language = 'en' } = given;
  const said = words[language];
  const line = (name: string, people: Someone[] = []) =>
    recipients === 'old' ? old(name, people) : peoplekit(name, people, recipients === 'bare');
  const everyone = [...(given.to ?? []), ...(given.cc ?? []), ...(given.bcc ?? [])];
  const summary = `<div class="aoD hl" role="button" tabindex="1"${given.collapsed ? '' : ' style="display:none"'}><div class="az9"><span class="gU">${everyone.map((person) => `<span dir="ltr" email="${person.email}" name="${text(person.name)}" data-hovercard-id="${person.email}">${text(person.name)}</span>`).join(', ')}</span></div></div>`;
  const hidden = (name: string, value: string | undefined) =>
    value === undefined ? '' : `<input type="hidden"${attributes({ name, value })}>`;
  const form = `<form class="bAs" enctype="multipart/form-data" method="POST">${inputs.includes('composeid') ? hidden('composeid', `${id}77`) : ''}${inputs.includes('draft') ? hidden('draft', given.draft ?? 'undefined') : ''}${hidden('rm', given.answers?.message)}${hidden('rt', given.answers?.thread)}${hidden('lts', given.answers?.legacyThread)}${hidden('from', given.from)}<div class="aA6"><span class="aB gQ pE">${said.to}</span></div>${summary}<div class="fX aiL"${given.collapsed ? ' style="display:none"' : ''}><table cellpadding="0" class="GS"><tbody><tr class="bzf"><td class="eV">${line('to', given.to)}</td></tr><tr><td class="eV">${line('cc', given.cc)}</td></tr><tr><td class="eV">${line('bcc', given.bcc)}</td></tr></tbody></table></div>${
    kind === 'new'
      ? `<div class="aoD az6"><input name="subjectbox" class="aoT" aria-label="Subject" value="${text(given.subject ?? '')}"></div>`
      : hidden('subject', given.subject ?? '')
  }</form>`;
  const type =
    kind === 'new'
      ? ''
      : `<div class="J-JN-M-I J-J5-Ji Xv L3 T-I-ax7 T-I" role="button" aria-haspopup="true"><div class="J-J5-Ji J-JN-M-I-Jm"><img class="${kind === 'forward' ? 'mI' : 'mL'} hB" alt=""></div></div>`;
  const editable = `<div class="Ar Au"${given.plainText ? ' style="display:none"' : ''}><div class="Am aiL Al editable LW-avf tS-tW" id=":${id}.body" role="textbox" aria-multiline="true" aria-label="${said.body}" contenteditable="true" g_editable="true" hidefocus="true" spellcheck="true" style="direction:${language === 'ar' ? 'rtl' : 'ltr'};min-height:60px">${given.body ?? '<br>'}</div></div>`;
  const area = given.plainText
    ? `<div class="Ar Au Ao"><textarea class="Ak aXjCH" name="body" id=":${id}.plain" role="textbox" aria-label="${said.body}">Hello</textarea></div>`
    : '';
  const archive = given.archive
    ? `<td class="gU Up${given.archiveCell ? ' Uo' : ''}"><div class="J-J5-Ji btA"><div class="T-I J-J5-Ji Uo v7 T-I-atl L3" id=":${id}.archive" role="button" tabindex="1" data-tooltip="${said.archive}">${said.archive}</div></div></td>`
    : '';
  const send = `<td class="gU Up"><div class="J-J5-Ji btA"><div class="dC"><div class="T-I J-J5-Ji aoO v7 T-I-atl L3" id=":${id}.send" role="button" tabindex="1" data-tooltip="${said.send}" aria-label="${said.send}" style="user-select:none">${said.label}</div><div class="T-I J-J5-Ji hG T-I-atl L3" id=":${id}.more" role="button" tabindex="1" aria-haspopup="true" aria-expanded="false"><div class="G-asx T-I-J3" style="width:12px;height:16px"></div></div></div></div></td>`;
  const buttons = `<table cellpadding="0" class="IZ" role="group"><tbody><tr class="btC">${given.archive === 'before' ? archive : ''}${send}${given.archive === 'after' ? archive : ''}<td class="gU aXw"><div class="wG J-Z-I" role="button" data-tooltip="Attach files"></div></td><td class="gU a0z"></td><td class="gU az5"><div class="J-J5-Ji"><div class="oh J-Z-I" id=":${id}.discard" role="button" tabindex="1" style="width:20px;height:20px"></div></div></td></tr></tbody></table>`;
  return `<div class="M9" id=":${id}.root"><div class="aoI" role="region"><table cellpadding="0" class="iN" style="width:100%"><tbody><tr><td class="Ap"><div class="I5">${type}${form}</div></td></tr><tr><td class="Ap"><div class="Ar-place">${given.plainText === 'alone' ? '' : editable}${area}</div></td></tr><tr><td class="HM"><div class="aDg"><div class="aDh">${buttons}</div></div></td></tr></tbody></table></div></div>`;
}

/** A window of its own within the page. */
export function dialog(given: ComposeGiven): string {
  const said = words[given.language ?? 'en'];
  const { id } = given;
  return `<div class="nH Hd" id=":${id}.dialog" role="dialog" aria-labelledby=":${id}.title" style="width:502px;background:#fff"><div class="nH Hy aXJ"><table cellpadding="0" class="cf Ht" style="width:100%"><tbody><tr><td><div class="Hp"><h2 id=":${id}.title" class="a3E"><div class="aYF">${text(given.subject ?? said.heading)}</div></h2></div></td><td class="Hm"><img class="Hl" id=":${id}.minimise" alt="" role="button"><img class="Hq aUG" id=":${id}.full" alt="" role="button"><img class="Ha" id=":${id}.close" alt="" role="button"></td></tr></tbody></table></div><div class="nH"${given.minimised ? ' style="display:none"' : ''} id=":${id}.inner"><div class="aaZ"><div>${composeRoot(given)}</div></div></div></div>`;
}

export const popup = (given: ComposeGiven): string => `<div class="nH nn" style="width:502px"><div class="AD">${dialog(given)}</div></div>`;

/** What a full-screen compose leaves behind. */
export const emptied =
  '<div class="nH Hd" role="dialog" style="display:none"><div class="nH Hy aXJ"></div><div class="nH"><div class="aaZ"></div></div></div>';

export const inlineReply = (given: ComposeGiven): string => `<div class="aO7" tabindex="-1"><div>${composeRoot(given)}</div></div>`;

/** The other place of an answer, below the message: its sibling before names the message. */
export const replyBelow = (given: ComposeGiven, legacyMessage: string): string =>
  `<div class="adn-place" data-legacy-message-id="${legacyMessage}"></div><div class="gA gt"><div class="nr tMHS5d"><table><tbody><tr><td class="I5">${composeRoot(given)}</td></tr></tbody></table></div></div>`;

/**
 * Gmail's part in the sending: what it does on the button, on keys, in the menu of a later time; it notes what the body was when it
 * read it, and posts it.
 */
export const sending = `
window.posted = [];
window.refusing = false;
let counter = 0;
window.post = (root, by, labels) => {
  const body = root.querySelector('[g_editable=true]');
  const read = body ? body.innerHTML : root.querySelector('textarea[name=body]')?.value ?? '';
  window.posted.push({ by, body: read });
  if (window.refusing) {
    const refusal = document.createElement('div');
    refusal.className = 'Kj-JD';
    refusal.setAttribute('role', 'alertdialog');
    refusal.tabIndex = 0;
    refusal.append('Please specify at least one recipient.');
    document.body.append(refusal);
    return;
  }
  const draft = root.querySelector('input[name=draft]').value.replace('#', '');
  const thread = root.querySelector('input[name=rt]')?.value.replace('#', '') || 'thread-' + draft.replace('msg-', '');
  const subject = root.querySelector('[name=subjectbox], [name=subject]').value;
  const request = new XMLHttpRequest();
  request.open('POST', '/sync/u/0/i/s?hl=en&c=' + (counter += 1) + '&rt=r&pt=ji');
  request.setRequestHeader('Content-Type', 'application/json');
  request.send(JSON.stringify(syncing(thread, [draft, [1, 'camille@meridian.example', 'Camille Laurent'], [[1, 'ines.moreau@northwind.example', 'Inès Moreau']], [], [], null, 1764000000000, subject, [null, [[0, read]]], null, labels, []])));
};
window.syncing = (thread, message) => [null, [[[1, [thread, [null, null, null, null, null, null, null, null, null, null, null, null, null, [message]]]]]], [1, counter]];
window.wire = (root) => {
  const id = root.id.slice(0, -'.root'.length);
  const at = (name) => document.getElementById(id + '.' + name);
  const out = ['^all', '^pfg', '^f_bt', '^a', '^f'];
  const key = (event) => event.key === 'Enter' || event.key === ' ';
  at('send').addEventListener('click', () => post(root, 'click', out));
  at('send').addEventListener('keydown', (event) => { if (key(event) && !event.ctrlKey) { event.preventDefault(); post(root, 'key', out); } });
  at('archive')?.addEventListener('click', () => post(root, 'archive', [...out, '^arch']));
  at('archive')?.addEventListener('keydown', (event) => { if (key(event) && !event.ctrlKey) { event.preventDefault(); post(root, 'archive key', out); } });
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); post(root, 'shortcut', out); }
  });
  at('more').addEventListener('click', () => {
    const menu = document.createElement('div');
    menu.className = 'J-M jQjAxd';
    menu.setAttribute('role', 'menu');
    menu.style.cssText = 'position:fixed;top:200px;left:400px;background:#fff;z-index:9';
    const item = document.createElement('div');
    item.className = 'J-N yr';
    item.setAttribute('role', 'menuitem');
    item.setAttribute('selector', 'scheduledSend');
    item.id = 'scheduled';
    const label = document.createElement('div');
    label.className = 'J-N-Jz';
    label.append('Programmer l’envoi');
    item.append(label);
    item.addEventListener('mouseup', () => { menu.remove(); post(root, 'scheduled', ['^all', '^scheduled', '^f_bt']); });
    menu.append(item);
    document.body.append(menu);
  });
};
for (const root of document.querySelectorAll('.M9, [id$=".root"]')) wire(root);
`;
