import { SaxesParser } from 'saxes';
import type { OpenZip } from './zip.ts';
import { UnreadableFile, maxColumns, maxRows } from './read.ts';
import type { CellFault } from './read.ts';
import { dateOfSerial } from './values.ts';

/**
 * Reading XLSX (ECMA-376, SpreadsheetML): what stands in the cells of each sheet, as text. Formulas count for the result that
 * was saved with them, dates are told by their format, and merged cells repeat what they hold.
 */

export interface Sheet {
  name: string;
  rows: SheetRow[];
}

export interface SheetRow {
  /** As the spreadsheet numbers it. */
  line: number;
  cells: string[];
  faults: CellFault[];
}

/** Characters in all cells of a sheet: more would not fit into memory beside what is made of them. */
const maxText = 400_000_000;

type Tag = { name: string; attributes: Record<string, string> };

/** Goes through an XML part without building it. Names come without their namespace's prefix. */
async function parseXml(
  zip: OpenZip,
  part: string,
  on: { open?: (tag: Tag) => void; close?: (name: string) => void; text?: (text: string) => void },
): Promise<void> {
  const parser = new SaxesParser({ xmlns: false });
  const plain = (name: string) => name.slice(name.indexOf(':') + 1);
  let problem: Error | undefined;
  parser.on('error', (error) => (problem ??= error));
  parser.on('opentag', ({ name, attributes }) => on.open?.({ name: plain(name), attributes: attributes as Record<string, string> }));
  parser.on('closetag', ({ name }) => on.close?.(plain(name)));
  parser.on('text', (text) => on.text?.(text));
  const decoder = new TextDecoder();
  const feed = (text: string): void => {
    parser.write(text);
    if (problem) throw new UnreadableFile(`The spreadsheet is damaged: ${part} ${problem.message}.`);
  };
  for await (const piece of zip.bytes(part)) feed(decoder.decode(piece, { stream: true }));
  feed(decoder.decode());
  parser.close();
}

/** Every sheet that is shown and holds anything. @throws UnreadableFile */
export async function readSheets(zip: OpenZip): Promise<Sheet[]> {
  const { sheets, date1904 } = await workbook(zip);
  const texts = await sharedTexts(zip);
  const formats = await cellFormats(zip);
  const read: Sheet[] = [];
  for (const { name, part } of sheets) {
    const rows = await sheetRows(zip, part, { texts, formats, date1904 });
    if (rows.length > 0) read.push({ name, rows });
  }
  return read;
}

async function workbook(zip: OpenZip): Promise<{ sheets: { name: string; part: string }[]; date1904: boolean }> {
  const parts = new Map<string, string>();
  await parseXml(zip, 'xl/_rels/workbook.xml.rels', {
    open: ({ name, attributes }) => {
      const { Id: id, Target: target } = attributes;
      if (name === 'Relationship' && id && target) parts.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  const sheets: { name: string; part: string }[] = [];
  let date1904 = false;
  await parseXml(zip, 'xl/workbook.xml', {
    open: ({ name, attributes }) => {
      if (name === 'workbookPr') date1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return;
      const part = parts.get(attributes['r:id'] ?? attributes['id'] ?? '');
      // Sheets of charts have no cells.
      if (part?.includes('worksheets/')) sheets.push({ name: attributes['name'] ?? '', part });
    },
  });
  return { sheets, date1904 };
}

async function sharedTexts(zip: OpenZip): Promise<string[]> {
  const texts: string[] = [];
  const part = zip.names.find((name) => name.toLowerCase() === 'xl/sharedstrings.xml');
  if (part === undefined) return texts;
  let text: string[] = [];
  let within = false;
  let phonetic = 0;
  let length = 0;
  await parseXml(zip, part, {
    open: ({ name }) => {
      if (name === 'si') text = [];
      else if (name === 'rPh') phonetic++;
      else if (name === 't') within = phonetic === 0;
    },
    text: (piece) => {
      if (within) text.push(piece);
    },
    close: (name) => {
      if (name === 't') within = false;
      else if (name === 'rPh') phonetic--;
      else if (name === 'si') {
        const whole = escaped(text.join(''));
        length += whole.length;
        if (length > maxText) throw new UnreadableFile('The spreadsheet holds too much text: split it.');
        texts.push(whole);
      }
    },
  });
  return texts;
}

/** `_x000D_` stands for a character that XML could not hold. */
const escaped = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) => String.fromCharCode(parseInt(code, 16))) : text;

type Format = 'date' | 'percent' | 'plain';

/** What the formats of cells say of their numbers, by the index that cells name. */
async function cellFormats(zip: OpenZip): Promise<Format[]> {
  if (!zip.has('xl/styles.xml')) return [];
  const codes = new Map<number, string>();
  const formats: Format[] = [];
  let within = false;
  await parseXml(zip, 'xl/styles.xml', {
    open: ({ name, attributes }) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      else if (name === 'cellXfs') within = true;
      else if (name === 'xf' && within) formats.push(formatOf(Number(attributes['numFmtId'] ?? 0), codes));
    },
    close: (name) => {
      if (name === 'cellXfs') within = false;
    },
  });
  return formats;
}

/** The numbers of built-in formats are fixed (ECMA-376, 18.8.30); 27 to 36 and 50 to 58 are dates in East Asian languages. */
function formatOf(id: number, codes: ReadonlyMap<number, string>): Format {
  const code = codes.get(id);
  if (code !== undefined) {
    // What is quoted, escaped or in brackets is no part of the pattern, but for elapsed time.
    const pattern = code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '');
    if (/[ymdhs]/i.test(pattern.replace(/general/gi, '').replace(/e[+-]/gi, ''))) return 'date';
    return pattern.includes('%') ? 'percent' : 'plain';
  }
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)) return 'date';
  return id === 9 || id === 10 ? 'percent' : 'plain';
}

interface Workbook {
  texts: readonly string[];
  formats: readonly Format[];
  date1904: boolean;
}

interface OpenCell {
  column: number;
  type: string;
  style: number;
  formula: boolean;
  value: string | undefined;
}

async function sheetRows(zip: OpenZip, part: string, book: Workbook): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  const merged: string[] = [];
  let row: SheetRow = { line: 0, cells: [], faults: [] };
  let cell: OpenCell | undefined;
  let within = false;
  let column = -1;
  let length = 0;
  await parseXml(zip, part, {
    open: ({ name, attributes }) => {
      if (name === 'row') {
        const line = Number(attributes['r'] ?? row.line + 1);
        row = { line: Number.isInteger(line) ? line : row.line + 1, cells: [], faults: [] };
        column = -1;
      } else if (name === 'c') {
        column = columnOf(attributes['r']) ?? column + 1;
        if (column >= maxColumns * 2) throw new UnreadableFile(`The sheet has more than ${maxColumns} columns.`);
        cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), formula: false, value: undefined };
      } else if (name === 'f' && cell) cell.formula = true;
      else if ((name === 'v' || name === 't') && cell) {
        within = true;
        cell.value ??= '';
      } else if (name === 'mergeCell' && merged.length < 100_000) merged.push(attributes['ref'] ?? '');
    },
    text: (text) => {
      if (within && cell) cell.value += text;
    },
    close: (name) => {
      if (name === 'v' || name === 't') within = false;
      else if (name === 'c' && cell) {
        const { text, fault } = textOf(cell, book);
        length += text.length;
        if (length > maxText) throw new UnreadableFile('The sheet holds too much text: split it.');
        if (text !== '') row.cells[cell.column] = text;
        if (fault) row.faults.push({ column: cell.column, ...fault });
        cell = undefined;
      } else if (name === 'row' && (row.cells.some(Boolean) || row.faults.length > 0)) {
        // The header is one of them.
        if (rows.length > maxRows) throw new UnreadableFile(`The file has more than ${maxRows} rows: split it.`);
        rows.push({ ...row, cells: Array.from(row.cells, (text) => text ?? '') });
      }
    },
  });
  repeatMerged(rows, merged);
  return rows;
}

/** `C` of `C12`, from 0. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function textOf(cell: OpenCell, book: Workbook): { text: string; fault?: Omit<CellFault, 'column'> } {
  const { value, type } = cell;
  if (value === undefined || (value === '' && cell.formula && type !== 'str'))
    return cell.formula
      ? { text: '', fault: { code: 'formula', message: 'holds a formula without its result: open the file in a spreadsheet and save it' } }
      : { text: '' };
  switch (type) {
    case 's':
      return { text: book.texts[Number(value)] ?? '' };
    case 'inlineStr':
    case 'str':
      return { text: escaped(value) };
    case 'b':
      return { text: value === '1' ? 'true' : 'false' };
    case 'e':
      return { text: value, fault: { code: 'error', message: `holds the error ${value.slice(0, 20)}` } };
    case 'd':
      return { text: value.replace('T', ' ') };
    default:
      return { text: numberText(value, book.formats[cell.style] ?? 'plain', book.date1904) };
  }
}

/** Spreadsheets keep 15 digits (IEEE 754): the others are noise of the arithmetic. */
function numberText(value: string, format: Format, date1904: boolean): string {
  const number = Number(value);
  if (!Number.isFinite(number) || value.trim() === '') return value;
  if (format === 'date' && number >= 0 && number < 2_958_466) return dateOfSerial(number, date1904);
  const exact = Number(number.toPrecision(15));
  if (format === 'percent') return `${Number((exact * 100).toPrecision(15))}%`;
  // Figures without a decimal sign are ids, phones and the like: all of them, and no power of ten.
  return Number.isSafeInteger(exact) ? BigInt(exact).toString() : String(exact);
}

/** What is merged shows one value for all of its cells, so each of its rows means it. Cells beside it stay empty. */
function repeatMerged(rows: readonly SheetRow[], merged: readonly string[]): void {
  const byLine = new Map(rows.map((row) => [row.line, row]));
  for (const reference of merged) {
    const match = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(reference);
    const column = columnOf(match?.[1]);
    if (!match || column === undefined) continue;
    const from = Number(match[2]);
    const text = byLine.get(from)?.cells[column];
    if (!text) continue;
    for (let line = from + 1; line <= Math.min(Number(match[4]), from + rows.length); line++) {
      const row = byLine.get(line);
      if (!row || row.cells[column]) continue;
      while (row.cells.length < column) row.cells.push('');
      row.cells[column] = text;
    }
  }
}
