import { parse } from 'csv-parse/sync';

/** A table read from a file: what stands in each cell, as text. */
export interface Table {
  format: 'csv' | 'xlsx' | 'vcard';
  headers: string[];
  /** The row that names the columns, where it could be a row as well. */
  first?: TableRow;
  rows: TableRow[];
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  delimiter: Delimiter;
}

export interface TableRow {
  /** Where the row begins in the file; the header is line 1. */
  line: number;
  cells: string[];
  /** What the cells hold instead of a value. */
  faults?: CellFault[];
}

/** A cell, or a whole row, whose text is not what its author sees. */
export interface CellFault {
  /** From 0; null is the whole row. */
  column: number | null;
  code: 'formula' | 'error' | 'card';
  message: string;
}

export type Delimiter = ',' | ';' | '\t';

/** Why a file is no table. By its name it is known again when it comes from another process. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

export const maxRows = 200_000;
export const maxColumns = 500;

/**
 * Reads CSV: comma, semicolon or tab; UTF-8 with or without byte-order mark, UTF-16, and Windows-1252 where the bytes are
 * no UTF-8; quoted line breaks (RFC 4180).
 *
 * @throws UnreadableFile saying what is wrong and, where known, in which line
 */
export function readTable(bytes: Uint8Array): Table {
  return tableOf(decodeText(bytes));
}

export type DecodedText = Pick<Table, 'encoding'> & { text: string };

/** A file's text, in whatever encoding it came. @throws UnreadableFile */
export function decodeText(bytes: Uint8Array): DecodedText {
  const { text, encoding } = decode(bytes);
  if (text.trim() === '') throw new UnreadableFile('The file is empty.');
  if (text.includes('\u0000')) throw new UnreadableFile('The file is not text: it holds zero bytes.');
  return { text, encoding };
}

/** The table that a text of CSV is. @throws UnreadableFile */
export function tableOf({ text, encoding }: DecodedText): Table {
  const delimiter = detectDelimiter(text);
  const records = parseRecords(text, delimiter);
  const [head, ...body] = records;
  if (!head) throw new UnreadableFile('The file has no header row.');
  const headers = uniqueHeaders(head.cells.map((cell) => cell.trim()));
  if (headers.length > maxColumns) throw new UnreadableFile(`The file has more than ${maxColumns} columns.`);
  if (body.length > maxRows) throw new UnreadableFile(`The file has more than ${maxRows} rows: split it.`);
  const rows = body.filter(isFilled);
  return { format: 'csv', headers, ...(isFilled(head) && { first: head }), rows, encoding, delimiter };
}

const isFilled = ({ cells }: TableRow): boolean => cells.some((cell) => cell.trim() !== '');

function decode(bytes: Uint8Array): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16be' };
  const guess = utf16WithoutMark(bytes);
  if (guess) return { text: new TextDecoder(guess).decode(bytes), encoding: guess };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
  }
}

/** UTF-16 text in Latin letters has a zero in every other byte. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, 1024);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, index) => {
    if (byte !== 0) return;
    if (index % 2 === 0) even++;
    else odd++;
  });
  if (odd > sample.length * 0.3 && even < sample.length * 0.05) return 'utf-16le';
  if (even > sample.length * 0.3 && odd < sample.length * 0.05) return 'utf-16be';
  return undefined;
}

/** The separator that stands most often in the header, outside of quotes. */
function detectDelimiter(text: string): Delimiter {
  const counts = new Map<Delimiter, number>([
    [',', 0],
    [';', 0],
    ['\t', 0],
  ]);
  let quoted = false;
  for (const character of text.slice(0, 100_000)) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === '\n') break;
    else if (!quoted && counts.has(character as Delimiter))
      counts.set(character as Delimiter, (counts.get(character as Delimiter) ?? 0) + 1);
  }
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

function parseRecords(text: string, delimiter: Delimiter): TableRow[] {
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      raw: true,
      relax_column_count: true,
      relax_quotes: true,
      // With `raw`, each record comes with its text; the declarations do not say so.
    }) as unknown as { record: string[]; raw: string }[];
    let line = 1;
    return records.map(({ record, raw }) => {
      const row = { line, cells: record };
      line += raw.split(/\r\n|\r|\n/).length - 1;
      return row;
    });
  } catch (error) {
    throw new UnreadableFile(`The file is no readable CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Headers name columns: empty and repeated ones get a name of their own. */
export function uniqueHeaders(headers: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headers.map((header, index) => {
    const name = header || `Column ${index + 1}`;
    const times = (seen.get(name.toLowerCase()) ?? 0) + 1;
    seen.set(name.toLowerCase(), times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
