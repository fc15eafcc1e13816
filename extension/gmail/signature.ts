import { findPhoneNumbersInText } from 'libphonenumber-js/min';
import { countryOf } from '../../shared/duplicates/phone.ts';
import { cutQuotedText } from './quoted-text.ts';

/** What a message says of the person who wrote it. Proposals: somebody reads them before they are taken. */
export interface Proposals {
  name: string;
  first_name: string;
  last_name: string;
  organization_name: string;
  title: string;
  /** As written, but for spaces around. */
  phone: string;
  mobile: string;
  website: string;
}

/** Reads the signature of the person's own text; what it does not say comes from the sender's name and the domain of their address. */
export function proposals(text: string, sender: { name: string; email: string }): Proposals {
  const domain = sender.email.toLowerCase().split('@')[1] ?? '';
  const given = nameOf(sender.name, sender.email);
  const lines = signatureLines(cutQuotedText(text), given);
  const name = given !== '' ? given : (lines.find((line) => isName(line)) ?? fromAddress(sender.email));
  const { title, company } = work(lines, name, domain);
  const { phone, mobile } = phones(lines, domain);
  return { name, ...namesOf(name), organization_name: company, title, phone, mobile, website: website(lines, domain) };
}

/** Where mail of anybody is: the domain says nothing of where one works. */
const mailboxes =
  /^(?:(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|rocketmail|icloud|me|mac|aol|gmx|web|mail|posteo|proton|protonmail|pm|fastmail|zoho|yandex|orange|wanadoo|free|sfr|laposte|bbox|neuf|t-online|freenet|libero|virgilio|tin|telefonica|terra|uol|bol|comcast|verizon|att|sbcglobal|cox|qq|163|126|naver|hanmail|daum|tutanota|tuta|hey|bluewin|telenet|skynet|ziggo|kpnmail|seznam|wp|o2|onet|interia)\.(?:com|net|org|me|ch|fr|de|it|es|co\.uk|at|be|nl|ca|com\.br|com\.au|co\.jp|eu|ru|cz|pl|pt|se|dk|no|fi|ie|in|co\.in|co\.nz|co\.za|mx|com\.mx|com\.ar)|example\.(?:com|org|net))$/;

const greetings =
  /^(?:(?:with\s+)?(?:best|kind|warm|many)?\s*(?:regards|wishes|thanks)|best|cheers|thanks(?:\s+(?:a lot|so much|again))?|many thanks|thank you(?:\s+.{0,30})?|sincerely(?: yours)?|yours(?:\s+(?:sincerely|truly|faithfully))?|talk soon|(?:bien\s+)?cordialement|bien à (?:vous|toi)|(?:très )?belle journée|bonne (?:journée|soirée)|sincères salutations|salutations(?: distinguées)?|merci(?:\s+.{0,30})?|à bientôt|amicalement|(?:mit\s+)?(?:freundlichen?|besten?|herzlichen?|viele[nr]?|liebe[nr]?|schöne[nr]?)\s+(?:grüßen?|grüssen?|gruß|gruss)|mfg|vg|lg|saludos(?:\s+.{0,20})?|un saludo|atentamente|cordiali saluti|distinti saluti|cordialmente|atenciosamente|abraços|met vriendelijke groet(?:en)?|groeten|med vänliga hälsningar|mvh|med venlig hilsen|pozdrawiam|z poważaniem|с уважением)\s*[,.!;:–—-]*$/i;

const titles =
  /\b(?:ceo|cto|cfo|coo|cmo|cio|cpo|vp|svp|evp|founder|co-?founder|owner|partner|president|vice[- ]president|chair(?:man|woman|person)?|director|manager|head of|lead(?:er)?|engineer|developer|architect|designer|consultant|analyst|specialist|coordinator|officer|assistant|associate|representative|executive|account executive|sales|buyer|purchasing|procurement|professor|attorney|lawyer|accountant|editor|producer|planner|strategist|advisor|administrator|supervisor|technician|scientist|researcher|nurse|doctor|directeur|directrice|g[ée]rante?|pr[ée]sidente?|responsable|chef(?:fe)? d|chargée? d|ing[ée]nieure?|commerciale?|acheteu(?:r|se)|assistante?|conseill(?:er|ère)|fondat(?:eur|rice)|associée?|technicien(?:ne)?|juriste|avocate?|comptable|chercheu(?:r|se)|geschäftsführer(?:in)?|leiter(?:in)?|inhaber(?:in)?|vorstand|vertrieb|einkauf|berater(?:in)?|entwickler(?:in)?|ingenieur(?:in)?|prokurist(?:in)?|referent(?:in)?|gerente|director[ae]?|jef[ea]|ingenier[oa]|socio|fundador[ae]?|ventas|compras|direttore|direttrice|responsabile|ingegnere|titolare|amministratore|diretor[ae]?|engenheir[oa]|directeur|eigenaar|verkoper|inkoper|adviseur)(?:\b|(?<=d))/i;

const legal =
  /(?:^|[\s,(])(?:inc\.?|llc|l\.l\.c\.|ltd\.?|limited|plc|corp\.?|corporation|company|co\.|gmbh(?: & co\.? kg)?|ag|ug|kg|ohg|e\.?k\.|e\.?v\.|s\.?a\.?s\.?u?|s\.?a\.?r\.?l\.?|eurl|s\.?a\.?|sàrl|s\.?r\.?l\.?|s\.?p\.?a\.?|s\.?l\.?u?\.?|b\.?v\.?|n\.?v\.?|a\/s|aps|ab|as|oy|oyj|sp\. z o\.o\.|s\.r\.o\.|a\.s\.|kft\.?|lda\.?|ltda\.?|pty\.? ltd\.?|pte\.? ltd\.?|k\.k\.|ооо|group|groupe|holding|university|université|universität|institute|institut)(?:[\s,.)]|$)/i;

const furniture =
  /^(?:sent from|envoyé de(?:puis)?|gesendet (?:von|mit)|enviado desde|inviato da|get outlook|this (?:e-?mail|message)|ce (?:message|courriel)|diese (?:e-?mail|nachricht)|please consider|confidential|unsubscribe|se désabonner|book a (?:meeting|call)|follow us|linkedin|twitter|facebook|instagram|\[image|\[cid)/i;

/** What stands below the greeting or the dashes; else from the writer's own name on, near the end. */
function signatureLines(text: string, name: string): string[] {
  const lines = text.split('\n').map((line) =>
    line
      // No line of a signature is as long.
      .slice(0, 400)
      .replace(/[*_]{1,2}(\S(?:.*\S)?)[*_]{1,2}/g, '$1')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  const dashes = lines.findLastIndex((line, at) => (line === '--' || line === '—' || line === '__') && at > 0);
  const greeting = lines.findLastIndex((line, at) => greetings.test(line) && at >= lines.length - 25);
  const first = name.split(' ')[0]?.toLowerCase() ?? '';
  const named = lines.findLastIndex(
    (line, at) =>
      at >= lines.length - 14 &&
      line.length < 60 &&
      first.length > 1 &&
      line
        .toLowerCase()
        .replace(/^[-–—\s]+/, '')
        .startsWith(first),
  );
  const start = Math.max(dashes, greeting) >= 0 ? Math.max(dashes, greeting) + 1 : named;
  if (start < 0) return [];
  const kept: string[] = [];
  for (const line of lines.slice(start)) {
    if (line === '' || /^[-–—_=*\s|]+$/.test(line)) continue;
    if (furniture.test(line) || line.length > 200 || kept.length >= 14) break;
    kept.push(line);
  }
  return kept;
}

const separators = /\s*[|•·]\s*|\s+[-–—/]\s+|\t+|,\s+/;

/** Title and company: in a line of their own, or together in one, by the words they are made of. */
function work(lines: string[], name: string, domain: string): { title: string; company: string } {
  const label = mailboxes.test(domain) || !domain.includes('.') ? '' : ownLabel(domain);
  const about = lines.filter((line) => !isContact(line));
  let title = '';
  let company = '';
  for (const line of about) {
    const [before, after] = joined(line);
    if (before && titles.test(before) && after) {
      title ||= tidy(before);
      company ||= tidy(after);
    }
  }
  for (const line of about)
    for (const part of partsOf(line, name)) {
      if (company === '' && (legal.test(part) || isOf(part, label))) company = part;
      else if (title === '' && part.length < 80 && titles.test(part) && !/[.!?]$/.test(part) && part.split(' ').length <= 9) title = part;
    }
  // The company stands below the title, where it stands without a sign of its own.
  if (company === '' && title !== '') {
    const at = about.findIndex((line) => line.includes(title));
    const next = about[at + 1];
    if (next && isProper(next) && next !== name && !/\d/.test(next)) company = next;
  }
  if (company === '' && label !== '') company = capital(label);
  return { title, company };
}

/** "Head of Sales at Northwind", "Directrice chez Acme", "Title @ Company". */
function joined(line: string): [string | undefined, string | undefined] {
  const [, before, after] = /^(.{3,70}?)\s+(?:at|@|chez|bei|en|presso|bij|na)\s+(\p{Lu}.{1,60})$/u.exec(line) ?? [];
  return [before, after];
}

function partsOf(line: string, name: string): string[] {
  const whole = tidy(line);
  const known = name.toLowerCase();
  // A legal form can follow a comma: "Northwind Traders, Inc."
  const glued = whole.replace(/,\s+(?=(?:inc|llc|ltd|corp|s\.?a|gmbh|plc)\b)/gi, '\u0001');
  return glued
    .split(separators)
    .map((part) => tidy(part.replaceAll('\u0001', ', ')))
    .filter((part) => part !== '' && part.toLowerCase() !== known);
}

const tidy = (text: string) => text.replace(/^[\s,;:|•·–—-]+|[\s,;:|•·–—-]+$/g, '').trim();

const isContact = (line: string) =>
  /@|https?:|www\.|^\+?[\d\s().\-/]{7,}$|^(?:t|m|p|f|tel|tél|phone|mobile?|mob|cell|portable|fax|office|bureau|direct|handy|mobil|telefon|e-?mail|web|site|skype|address|adresse)\s*[.:]/i.test(
    line,
  );

const isOf = (part: string, label: string) =>
  label.length > 2 && part.length < 60 && plain(part).includes(plain(label)) && !/[.!?]$/.test(part) && part.split(' ').length <= 6;

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

const isProper = (line: string) => line.length < 50 && line.split(' ').length <= 5 && /^[\p{Lu}\d]/u.test(line) && !/[.!?:]$/.test(line);

const isName = (line: string) =>
  /^\p{Lu}[\p{L}'’.-]+(?:\s+\p{Lu}[\p{L}'’.-]*){1,3}$/u.test(line) && !titles.test(line) && !legal.test(line);

/** `mail.eu.acme.co.uk` is of Acme. */
function ownLabel(domain: string): string {
  const parts = domain.split('.');
  const short = parts.length > 2 && (parts.at(-2)?.length ?? 0) <= 3 && parts.at(-1)?.length === 2;
  return parts.at(short ? -3 : -2) ?? '';
}

const capital = (word: string) =>
  word
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ');

function phones(lines: string[], domain: string): { phone: string; mobile: string } {
  const country = countryOf(domain.split('.').at(-1)?.replace(/^uk$/, 'gb'));
  const found = { phone: '', mobile: '' };
  for (const line of lines) {
    let from = 0;
    const numbers = findPhoneNumbersInText(line, country ? { defaultCountry: country } : undefined).map(({ startsAt, endsAt }) => ({
      startsAt,
      endsAt,
    }));
    for (const { startsAt, endsAt } of numbers.length > 0 ? numbers : labelled(line)) {
      const before = line.slice(from, startsAt);
      from = endsAt;
      if (/(?:fax|télécopie|telefax)\W*$|\bf\W*$/i.test(before)) continue;
      const mobile = /(?:mob\w*|cell\w*|portable|port|handy|gsm|móvil|cellulare|celular)\W*$|\bm\W*$/i.test(before);
      const number = line.slice(startsAt, endsAt).trim();
      if (mobile) found.mobile ||= number;
      else found.phone ||= number;
    }
  }
  return found;
}

/** A number that no country is known for, but that says that it is one. */
function labelled(line: string): { startsAt: number; endsAt: number }[] {
  const pattern =
    /(?:^|[\s|•,])(?:t|m|p|d|f|tel|tél|phone|telephone|téléphone|telefon|mobile?|mob|cell|portable|fax|office|bureau|direct|handy|mobil|móvil)\.?\s*[:.]?\s*((?:\+|\(|\d)[\d\s().\-/]{5,20}\d)/gi;
  return [...line.matchAll(pattern)].flatMap(({ index, 0: whole, 1: number }) => {
    const digits = number?.replace(/\D/g, '').length ?? 0;
    return number && digits >= 7 && digits <= 15 ? [{ startsAt: index + whole.length - number.length, endsAt: index + whole.length }] : [];
  });
}

function website(lines: string[], domain: string): string {
  for (const line of lines) {
    const [found] = /(?:https?:\/\/|www\.)[^\s<>"|,]+/i.exec(line) ?? [];
    if (found && !/linkedin|twitter|facebook|instagram|calendly|x\.com|youtube/i.test(found)) return found.replace(/[.,;)\]]+$/, '');
    const bare = line.split(/[\s|•·]+/).find((word) => domain !== '' && !mailboxes.test(domain) && word.toLowerCase() === domain);
    if (bare) return bare;
  }
  return '';
}

/** "Doe, John" as "John Doe"; an address in place of a name is none. */
function nameOf(shown: string, email: string): string {
  const name = shown
    .replace(/\s*\((?:via|by)?[^)]*\)\s*$/i, '')
    .replace(/\s+(?:via|chez|from|bei)\s+.*$/i, '')
    .replace(/^["']|["']$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (name === '' || name.includes('@') || name.toLowerCase() === email.split('@')[0]?.toLowerCase()) return '';
  const [last, first, ...others] = name.split(',').map((part) => part.trim());
  return last && first && others.length === 0 && !legal.test(name) ? `${first} ${last}` : name;
}

const roles =
  /^(?:info|contact|sales|support|hello|office|admin|billing|jobs|team|no-?reply|noreply|newsletter|service|help|mail|post|bonjour|ventes|kontakt|vertrieb)$/;

/** Lists and programs have addresses of several words as well. */
const machines = /^(?:mailer-daemon|postmaster|bounces?\b|do-?not-?reply)|-(?:request|admin|owner|bounces?|list|team)$/i;

/** `jane.doe@` is Jane Doe; `info@` is nobody. */
function fromAddress(email: string): string {
  const [local = ''] = email.split('@');
  const parts =
    local
      .split('+')[0]
      ?.split(/[._-]+/)
      .filter((part) => /^\p{L}{2,}$/u.test(part)) ?? [];
  return parts.length < 2 || roles.test(local.toLowerCase()) || machines.test(local)
    ? ''
    : parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1).toLowerCase()).join(' ');
}

const particles = new Set([
  'de',
  'du',
  'des',
  'la',
  'le',
  'van',
  'von',
  'der',
  'den',
  'di',
  'da',
  'del',
  'della',
  'dos',
  'el',
  'al',
  'bin',
  'ben',
  'zu',
  'zur',
  'ter',
  'ten',
]);

function namesOf(name: string): { first_name: string; last_name: string } {
  const words = name.split(' ').filter((word) => word !== '' && !/^(?:mr|mrs|ms|dr|prof|m|mme|mlle|herr|frau)\.?$/i.test(word));
  if (words.length < 2) return { first_name: words[0] ?? '', last_name: '' };
  // French offices write family names in capitals, wherever they stand.
  const shouted = words.filter((word) => word.length > 1 && word === word.toUpperCase() && /\p{Lu}{2}/u.test(word));
  if (shouted.length > 0 && shouted.length < words.length)
    return { first_name: words.filter((word) => !shouted.includes(word)).join(' '), last_name: shouted.map(proper).join(' ') };
  const particle = words.findIndex((word, at) => at > 0 && particles.has(word.toLowerCase()));
  const cut = particle > 0 ? particle : words.length - 1;
  return { first_name: words.slice(0, cut).join(' '), last_name: words.slice(cut).join(' ') };
}

const proper = (word: string) => word.replace(/\p{L}+/gu, (part) => part.charAt(0) + part.slice(1).toLowerCase());
