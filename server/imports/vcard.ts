import ICAL from 'ical.js';
import { modernCard } from './old-vcard.ts';
import type { Table, TableRow } from './read.ts';
import { UnreadableFile, maxRows } from './read.ts';

/** Reading vCards (RFC 6350, RFC 2426, and 2.1 of the Versit consortium) as a table: a row for each card. */

/** The columns that a table of cards always has, then those that are there where a card fills them. */
const columns = [
  'First name',
  'Last name',
  'Company',
  'Title',
  'Email',
  'Phone',
  'Mobile',
  'Fax',
  'Website',
  'Street',
  'City',
  'Postal code',
  'State',
  'Country',
  'Description',
  'Tags',
] as const;
const further = [
  'Is company',
  'UID',
  'LinkedIn',
  'Twitter',
  'Facebook',
  'Skype',
  'Department',
  'Role',
  'Nickname',
  'Birthday',
  'Anniversary',
  'Other e-mail',
  'Other phone',
  'Other website',
  'Other address',
] as const;
type Column = (typeof columns)[number] | (typeof further)[number];
type Card = Partial<Record<Column, string>>;

/** @throws UnreadableFile where no card can be read */
export function readCards(text: string): Pick<Table, 'headers' | 'rows'> {
  const cards: { line: number; card: Card; problem?: string }[] = [];
  for (const { line, lines, ended } of cardsOf(text)) {
    if (cards.length >= maxRows) throw new UnreadableFile(`The file has more than ${maxRows} cards: split it.`);
    if (!ended) {
      cards.push({ line, card: {}, problem: 'The card has no end: the file is incomplete' });
      continue;
    }
    try {
      cards.push({ line, card: readCard(modernCard(lines)) });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      cards.push({ line, card: nameOf(lines), problem: `The card cannot be read: ${why.slice(0, 200)}` });
    }
  }
  if (cards.length === 0) throw new UnreadableFile('The file holds no vCard.');
  const headers = [...columns, ...further.filter((column) => cards.some(({ card }) => card[column]))];
  const rows = cards.map(({ line, card, problem }): TableRow => ({
    line,
    cells: headers.map((column) => card[column] ?? ''),
    ...(problem !== undefined && { faults: [{ column: null, code: 'card', message: problem }] }),
  }));
  return { headers, rows };
}

function* cardsOf(text: string): Generator<{ line: number; lines: string[]; ended: boolean }> {
  let begun: { line: number; lines: string[] } | undefined;
  let depth = 0;
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (/^BEGIN:VCARD\s*$/i.test(line)) {
      // 2.1 nests the card of an agent in a card; a card that only begins again was cut off.
      if (begun && /AGENT[^:]*:\s*$/i.test(begun.lines.at(-1) ?? '')) depth++;
      else {
        if (begun) yield { ...begun, ended: false };
        begun = { line: at + 1, lines: [] };
        continue;
      }
    }
    if (!begun) continue;
    if (/^END:VCARD\s*$/i.test(line) && depth-- === 0) {
      yield { ...begun, ended: true };
      begun = undefined;
      depth = 0;
    } else begun.lines.push(line);
    if (depth < 0) depth = 0;
  }
  if (begun) yield { ...begun, ended: false };
}

/** What a card that cannot be read can be found by. */
function nameOf(lines: readonly string[]): Card {
  const name = lines.find((line) => /^FN[;:]/i.test(line));
  return name === undefined ? {} : { 'Last name': name.slice(name.indexOf(':') + 1).slice(0, 255) };
}

/** Some programs escape more than the rules say. */
const plain = (value: string): string => value.replaceAll(/\\([:;"])/g, '$1');

interface Property {
  values: (string | string[])[];
  types: Set<string>;
  preference: number;
  group: string;
}

function readCard(text: string): Card {
  const [, properties] = ICAL.parse(text) as [string, [string, Record<string, string | string[]>, string, ...unknown[]][]];
  const named = new Map<string, Property[]>();
  for (const [name, parameters, , ...values] of properties) {
    const types = new Set([parameters['type'] ?? []].flat().flatMap((type) => type.toLowerCase().split(',')));
    const preference = Number(parameters['pref'] ?? (types.has('pref') ? 1 : 101));
    const texts = values.map((value) =>
      Array.isArray(value) ? value.map((part) => plain([part].flat().join(', '))) : plain(String(value)),
    );
    const list = named.get(name) ?? [];
    list.push({ values: texts, types, preference, group: [parameters['group'] ?? ''].flat().join() });
    named.set(name, list);
  }
  const every = (name: string): Property[] => (named.get(name) ?? []).toSorted((a, b) => a.preference - b.preference);
  const first = (name: string): string => {
    const [value = ''] = every(name)[0]?.values ?? [];
    return (Array.isArray(value) ? value.filter(Boolean).join(', ') : value).trim();
  };
  const parts = (property: Property | undefined): string[] => {
    const [value = []] = property?.values ?? [];
    return [value].flat().map((part) => part.trim());
  };
  const card: Card = {};
  Object.assign(card, names(parts(every('n')[0]), first('fn'), parts(every('org')[0]), first('kind') || first('x-abshowas')));
  card.Title = first('title');
  card.Role = first('role');
  card.Nickname = first('nickname');
  card.Birthday = dayOf(first('bday'));
  card.Anniversary = dayOf(first('anniversary') || first('x-anniversary'));
  card.Description = every('note')
    .map(({ values }) => [values].flat().join(', '))
    .join('\n');
  card.Tags = every('categories')
    .flatMap(({ values }) => values.flat())
    .join(', ');
  card.UID = first('uid').replace(/^urn:uuid:/i, '');
  Object.assign(card, phones(every('tel')));
  const [email = '', ...emails] = texts(every('email')).map((address) => address.replace(/^mailto:/i, ''));
  Object.assign(card, { Email: email, 'Other e-mail': emails.join(', ') });
  Object.assign(card, webPages(every('url'), [...every('x-socialprofile'), ...every('socialprofile'), ...every('impp')]));
  const addresses = every('adr');
  const main = addresses.find(({ types }) => types.has('work')) ?? addresses[0];
  const [box = '', extended = '', street = '', city = '', state = '', postal = '', country = ''] = parts(main);
  const line = [box, extended, street]
    .filter(Boolean)
    .join(', ')
    .replaceAll(/\s*\n\s*/g, ', ');
  Object.assign(card, { Street: line, City: city, State: state, 'Postal code': postal, Country: country });
  card['Other address'] = addresses
    .filter((address) => address !== main)
    .map((address) =>
      parts(address)
        .filter(Boolean)
        .join(', ')
        .replaceAll(/\s*\n\s*/g, ', '),
    )
    .join('; ');
  return card;
}

/** A person by their name, or by what they are shown as; a card of an organization alone is the organization's. */
function names([family = '', given = '', additional = '']: string[], shown: string, organization: string[], kind: string): Card {
  const [company = '', ...departments] = organization;
  const isCompany = /^(org|company)/i.test(kind) || (!family && !given && company !== '' && (shown === '' || shown === company));
  if (isCompany) return { Company: company || shown, 'Is company': 'true' };
  const words = shown.split(/\s+/);
  const last = family || (given ? '' : (words.pop() ?? ''));
  const before = family || given ? [given, additional] : words;
  // A family name is what a person cannot do without.
  const first = before.filter(Boolean).join(' ');
  return {
    'First name': last ? first : '',
    'Last name': last || first,
    Company: company,
    Department: departments.filter(Boolean).join(', '),
  };
}

const texts = (properties: readonly Property[]): string[] =>
  properties.map(({ values: [value = ''] }) => [value].flat().join(', ').trim()).filter(Boolean);

/** One number each for work, mobile and fax; the others are kept together. */
function phones(numbers: readonly Property[]): Card {
  const left = numbers.map(({ values: [value = ''], types }) => ({ text: [value].flat().join('').replace(/^tel:/i, '').trim(), types }));
  const take = (fits: (types: Set<string>) => boolean): string => {
    const at = left.findIndex(({ text, types }) => text !== '' && fits(types));
    return at < 0 ? '' : (left.splice(at, 1)[0]?.text ?? '');
  };
  const fax = take((types) => types.has('fax'));
  const mobile = take((types) => types.has('cell'));
  const phone = take((types) => types.has('work') && !types.has('fax')) || take((types) => !types.has('fax') && !types.has('pager'));
  const other = left.map(({ text }) => text).filter(Boolean);
  return { Phone: phone.replace(/;ext=/i, ' x'), Mobile: mobile, Fax: fax, 'Other phone': other.join(', ') };
}

function webPages(pages: readonly Property[], profiles: readonly Property[]): Card {
  const card: Card = {};
  const left: string[] = [];
  for (const [text, types] of [
    ...texts(pages).map((one) => [one, new Set<string>()] as const),
    ...profiles.map((profile) => [texts([profile])[0] ?? '', profile.types] as const),
  ]) {
    const site = (['LinkedIn', 'Twitter', 'Facebook', 'Skype'] as const).find(
      (name) => text.toLowerCase().includes(name.toLowerCase()) || types.has(name.toLowerCase()),
    );
    if (site && !card[site]) card[site] = text.replace(/^(x-apple|skype|twitter):/i, '');
    else if (!site && !card.Website && /^(https?:\/\/|www\.|[^\s:@]+\.[a-z]{2,})/i.test(text)) card.Website = text;
    else if (text) left.push(text);
  }
  card['Other website'] = left.join(', ');
  return card;
}

/** `19800322`, `1980-03-22`, `1980-03-22T00:00:00Z`; without a year it stays as it stands. */
const dayOf = (text: string): string => text.replace(/^(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?$/, '$1-$2-$3');
