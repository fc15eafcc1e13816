/** How the page is to be: by the query of its address, so that a test can ask for any of the forms that Gmail has for somebody. */
export interface Variant {
  language: 'en' | 'fr' | 'he';
  /** All class names are made up. */
  stripped: boolean;
  recipients: 'new' | 'old';
  panel: 'none' | 'closed' | 'open' | 'hidden';
  /** Milliseconds after which the ids of a thread are painted. */
  late: number;
  /** The word `undefined` where an id is not known. */
  undefinedIds: boolean;
  /** Conversation view. */
  conversations: boolean;
  pane: 'none' | 'right' | 'below';
  dark: boolean;
  compact: boolean;
  sync: 'arrays' | 'objects';
  /** Answers to saves and sends lack what they made. */
  bare: boolean;
  plain: boolean;
  /** Hidden copies of other views stand before the one that is seen. */
  copies: boolean;
  inline: 'ip' | 'nr' | 'gA';
  /** Whose attributes name the thread in its heading. */
  heading: 'all' | 'perm' | 'none';
  /** A window of its own. */
  alone: boolean;
  /** How long a send can be taken back, in milliseconds. */
  undo: number;
  /** The card of details of the last message is open. */
  details: boolean;
  /** Questions are asked as alerts are. */
  alerts: boolean;
}

export function readVariant(location: { search: string }): Variant {
  const query = new URLSearchParams(location.search);
  const one = <Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value =>
    values.find((value) => value === query.get(name)) ?? values[0];
  const is = (name: string) => query.get(name) === '1';
  return {
    language: one('language', ['en', 'fr', 'he']),
    stripped: is('stripped'),
    recipients: one('recipients', ['new', 'old']),
    panel: one('panel', ['closed', 'none', 'open', 'hidden']),
    late: Number(query.get('late') ?? 0),
    undefinedIds: is('undefined'),
    conversations: query.get('conversations') !== '0',
    pane: one('pane', ['none', 'right', 'below']),
    dark: is('dark'),
    compact: is('compact'),
    sync: one('sync', ['arrays', 'objects']),
    bare: is('bare'),
    plain: is('plain'),
    copies: is('copies'),
    inline: one('inline', ['ip', 'nr', 'gA']),
    heading: one('heading', ['all', 'perm', 'none']),
    alone: query.get('view') === 'btop',
    undo: Number(query.get('undo') ?? 5000),
    details: is('details'),
    alerts: is('alerts'),
  };
}

const english = {
  to: 'to',
  me: 'me',
  toLine: 'To: ',
  send: 'Send',
  reply: 'Reply',
  replyAll: 'Reply all',
  forward: 'Forward',
  inbox: 'Inbox',
  sent: 'Sent',
  compose: 'Compose',
  panel: 'Side panel',
  undo: 'Undo',
  account: 'Google Account',
  schedule: 'Schedule send',
  tomorrow: 'Tomorrow morning',
  cancel: 'Cancel',
  refused: 'Please specify at least one recipient.',
  from: 'from:',
  cc: 'cc:',
  bcc: 'bcc:',
  replyTo: 'reply-to:',
  date: 'date:',
  key: 'Ctrl-Enter',
  discard: 'Discard draft',
  locale: 'en-US',
};
export type Words = typeof english;

export const words: Record<Variant['language'], Words> = {
  en: english,
  fr: {
    to: 'À',
    me: 'moi',
    toLine: 'À : ',
    send: 'Envoyer',
    reply: 'Répondre',
    replyAll: 'Répondre à tous',
    forward: 'Transférer',
    inbox: 'Boîte de réception',
    sent: 'Messages envoyés',
    compose: 'Nouveau message',
    panel: 'Panneau latéral',
    undo: 'Annuler',
    account: 'Compte Google',
    schedule: 'Programmer l’envoi',
    tomorrow: 'Demain matin',
    cancel: 'Annuler',
    refused: 'Veuillez indiquer au moins un destinataire.',
    from: 'de :',
    cc: 'cc :',
    bcc: 'cci :',
    replyTo: 'répondre à :',
    date: 'date :',
    key: 'Ctrl-Entrée',
    discard: 'Supprimer le brouillon',
    locale: 'fr-FR',
  },
  he: {
    to: 'אל',
    me: 'אני',
    toLine: 'אל: ',
    send: 'שליחה',
    reply: 'תשובה',
    replyAll: 'תשובה לכולם',
    forward: 'העברה',
    inbox: 'דואר נכנס',
    sent: 'דואר יוצא',
    compose: 'אימייל חדש',
    panel: 'חלונית צדדית',
    undo: 'ביטול',
    account: 'חשבון Google',
    schedule: 'תזמון שליחה',
    tomorrow: 'מחר בבוקר',
    cancel: 'ביטול',
    refused: 'יש לציין נמען אחד לפחות.',
    from: 'מאת:',
    cc: 'עותק:',
    bcc: 'עותק מוסתר:',
    replyTo: 'להשיב אל:',
    date: 'תאריך:',
    key: 'Ctrl-Enter',
    discard: 'מחיקת הטיוטה',
    locale: 'he-IL',
  },
};
