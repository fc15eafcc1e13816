import { open, readFile } from 'node:fs/promises';
import { basename } from 'node:path/posix';
import type { Sheet, SheetRow } from './spreadsheet.ts';
import type { Table, TableRow } from './read.ts';
import { UnreadableFile, decodeText, maxColumns, tableOf, uniqueHeaders } from './read.ts';
import type { OpenZip, ZipLimits } from './zip.ts';

/** A table of a file, under the name that people know it by: the file's own, a sheet's, that of a file in a ZIP. */
export interface NamedTable {
  name: string;
  table: Table;
}

export type SourceFormat = 'csv' | 'xlsx' | 'vcard' | 'zip';

/** What a file is made of. */
export interface Source {
  format: SourceFormat;
  tables: NamedTable[];
  /** Files of a ZIP that are no tables, by their names. */
  others?: string[];
}

/** Tables and rows that one file may bring, all together. */
const maxTables = 60;
const maxAllRows = 400_000;

const megabyte = 1_048_576;
const zipLimits: ZipLimits = { entries: 5000, entryBytes: 400 * megabyte, allBytes: 800 * megabyte };

/**
 * Reads a file by what is in it, whatever it is called: CSV, XLSX, vCard, or a ZIP of them.
 *
 * @throws UnreadableFile saying what is wrong
 */
export async function readSource(path: string, name: string, limits: ZipLimits = zipLimits): Promise<Source> {
  const start = await firstBytes(path);
  // Most files are CSV: what reads the others is loaded for them alone.
  if (isZip(start)) {
    const { withZip } = await import('./zip.ts');
    return withZip(path, limits, (zip) => readZip(zip, name));
  }
  refuseKnown(start);
  const table = await textTable(await readFile(path));
  return { format: table.format, tables: [{ name, table }] };
}

const isZip = (start: Uint8Array): boolean => start[0] === 0x50 && start[1] === 0x4b && [3, 5].includes(start[2] ?? 0);

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Files that people take for tables, and what to do with them. */
function refuseKnown(start: Uint8Array): void {
  const begins = (...bytes: number[]) => bytes.every((byte, at) => start[at] === byte);
  if (begins(0xd0, 0xcf, 0x11, 0xe0))
    throw new UnreadableFile('The file is an old or a protected Excel file: save it as .xlsx without a password, or as CSV.');
  if (begins(0x25, 0x50, 0x44, 0x46)) throw new UnreadableFile('The file is a PDF: export the table as XLSX or CSV.');
  if (begins(0x1f, 0x8b)) throw new UnreadableFile('The file is compressed with gzip: unpack it first.');
}

/** A text by what it begins with. @throws UnreadableFile */
async function textTable(bytes: Uint8Array): Promise<Table> {
  const decoded = decodeText(bytes);
  if (!/^\ufeff?\s*BEGIN:VCARD/i.test(decoded.text)) return tableOf(decoded);
  const { readCards } = await import('./vcard.ts');
  return { format: 'vcard', ...readCards(decoded.text), encoding: decoded.encoding, delimiter: ',' };
}

async function readZip(zip: OpenZip, name: string): Promise<Source> {
  if (zip.has('xl/workbook.xml')) {
    const { readSheets } = await import('./spreadsheet.ts');
    const sheets = await readSheets(zip);
    if (sheets.length === 0) throw new UnreadableFile('The spreadsheet holds no rows.');
    const tables = sheets.map((sheet) => ({ name: sheets.length > 1 ? sheet.name : name, table: sheetTable(sheet) }));
    return bounded({ format: 'xlsx', tables });
  }
  if (zip.has('content.xml') && zip.has('mimetype'))
    throw new UnreadableFile('The file is an OpenDocument spreadsheet: save it as XLSX or CSV.');
  const visible = zip.names.filter((entry) => !/(^|\/)(__MACOSX\/|\.)/.test(entry)).toSorted();
  const isTable = (entry: string) => /\.(csv|tsv|txt|vcf)$/i.test(entry);
  const names = visible.filter(isTable);
  if (names.length === 0) throw new UnreadableFile('The ZIP holds no CSV file and no vCard.');
  const tables: NamedTable[] = [];
  for (const entry of names) {
    const bytes = await zip.whole(entry);
    // Exports write a file for each kind of record, and leave those empty of which there are none.
    if (bytes.every((byte) => byte <= 0x20)) continue;
    try {
      tables.push({ name: basename(entry), table: await textTable(bytes) });
    } catch (error) {
      throw error instanceof UnreadableFile ? new UnreadableFile(`${basename(entry)}: ${error.message}`) : error;
    }
  }
  if (tables.length === 0) throw new UnreadableFile('The files in the ZIP are all empty.');
  return bounded({ format: 'zip', tables, others: visible.filter((entry) => !isTable(entry)).map((entry) => basename(entry)) });
}

function bounded(source: Source): Source {
  if (source.tables.length > maxTables) throw new UnreadableFile(`The file holds more than ${maxTables} tables: split it.`);
  const rows = source.tables.reduce((sum, { table }) => sum + table.rows.length, 0);
  if (rows > maxAllRows) throw new UnreadableFile(`The file holds more than ${maxAllRows} rows: split it.`);
  return source;
}

/** Titles may stand above a sheet's table: its header is the first row in which several cells are filled. */
function sheetTable({ name, rows }: Sheet): Table {
  const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== '').length;
  const at = Math.max(
    0,
    rows.slice(0, 20).findIndex(({ cells }) => filled(cells) > 1),
  );
  const head = rows[at];
  const body = rows.slice(at + 1);
  const width = Math.max(
    head?.cells.length ?? 0,
    body.reduce((most, { cells }) => Math.max(most, cells.length), 0),
  );
  if (width > maxColumns) throw new UnreadableFile(`The sheet ${name} has more than ${maxColumns} columns.`);
  const headers = uniqueHeaders(
    Array.from({ length: width }, (_none, column) => head?.cells[column]?.replaceAll(/\s+/g, ' ').trim() ?? ''),
  );
  const plainRow = ({ faults, ...row }: SheetRow): TableRow => (faults.length > 0 ? { ...row, faults } : row);
  return {
    format: 'xlsx',
    headers,
    ...(head && { first: plainRow(head) }),
    rows: body.map(plainRow),
    encoding: 'utf-8',
    delimiter: ',',
  };
}
