import { readFileSync } from 'node:fs';
import { workbookOf } from '../../server/imports/testing.ts';

/**
 * What somebody brings along from another CRM: a table of contacts as an old program writes it, and a workbook of deals that people
 * have kept by hand. The people and their households are those of demo/data/npsp.
 */

const folder = new URL('../../demo/data/npsp/', import.meta.url);

/** The rows of a plain table: none of these files has a quoted cell in the rows that are taken. */
const rowsOf = (name: string): string[][] =>
  readFileSync(new URL(name, folder), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));

export interface OldContact {
  first: string;
  last: string;
  firm: string;
  email: string;
}

/** People with an e-mail address and a household, none of them twice. */
export function people(count: number): OldContact[] {
  const firms = new Map(rowsOf('accounts.csv').map(([id = '', name = '']) => [id, name]));
  const found = rowsOf('contacts.csv').flatMap((row): OldContact[] => {
    const [, , first = '', last = '', email = '', , , firm = ''] = row;
    const name = firms.get(firm);
    return row.length === 8 && first && last && email && name ? [{ first, last, firm: name, email }] : [];
  });
  return [...new Map(found.map((one) => [one.email, one])).values()].slice(0, count);
}

/** Semicolons and Windows-1252, a semicolon in a quoted cell, a person twice, one without a name, an address that is none. */
export function contactsFile(own: readonly OldContact[]): Buffer {
  const [double] = own;
  const lines = [
    'First Name;Last Name;Account Name;Email;Phone;Title;Segment;Fax back',
    ...own.map(({ first, last, firm, email }, at) => `${first};${last};${firm};${email};;;${['Gold', 'Silver', ''][at % 3]};`),
    'Zoé;Béranger;Ateliers Noël;zoe@noel.example;+33 4 72 00 11 22;"Acheteuse; export";Gold;oui',
    'Zoe;Beranger;Ateliers Noel;;04 72 00 11 22;;;',
    `${double?.first};${double?.last};${double?.firm};${double?.email};;;;`,
    ';;;accueil@noel.example;;;;',
    'Émile;Fauré;Ateliers Noël;chez lui;;Directeur;Silver;',
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

export interface OldDeal {
  name: string;
  firm: string;
  amount: string;
  stage: string;
  /** A day of the spreadsheet, or what somebody has written in its place. */
  closes: number | string;
  pieces: string;
}

/** 1 January 2027, as spreadsheets count days. */
const newYear = 46_388;

export const deals = (own: readonly OldContact[]): OldDeal[] => [
  ...own.slice(0, 8).map(({ firm, last }, at) => ({
    name: `${last} press`,
    firm,
    amount: `${at + 1} 250,50 €`,
    stage: ['Closed Won', 'Quote sent', 'Enquiry', 'Closed Lost'][at % 4] ?? '',
    closes: newYear + at * 10,
    pieces: String(at + 1),
  })),
  { name: 'Presse à plaquer', firm: 'Ateliers Noël', amount: '12.500,00', stage: 'Quote sent', closes: newYear + 40, pieces: '4' },
  { name: 'Two lathes', firm: 'Ateliers Noël', amount: '9.800,00', stage: 'Prospecting', closes: 'soon', pieces: 'two' },
  { name: '', firm: 'Ateliers Noël', amount: 'to be agreed', stage: 'Enquiry', closes: '31/02/2027', pieces: '' },
];

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const text = (words: string): string => (words === '' ? '<c/>' : `<c t="inlineStr"><is><t>${xml(words)}</t></is></c>`);

/** A title above the table, days as numbers with a format, amounts as text. */
export function dealsFile(rows: readonly OldDeal[]): Promise<Buffer> {
  const row = (...cells: string[]) => `<row>${cells.join('')}</row>`;
  const lines = rows.map(({ name, firm, amount, stage, closes, pieces }) =>
    row(
      ...[name, firm, amount, stage].map(text),
      typeof closes === 'number' ? `<c s="1"><v>${closes}</v></c>` : text(closes),
      text(pieces),
    ),
  );
  const heads = ['Opportunity Name', 'Account Name', 'Amount', 'Stage', 'Close Date', 'Pieces'].map(text);
  return workbookOf(
    { Deals: `<sheetData>${row(text('Our order book'))}${row(...heads)}${lines.join('')}</sheetData>` },
    { styles: '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>' },
  );
}
