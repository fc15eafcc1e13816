import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** Writing XLSX (ECMA-376) row by row, so that a long list needs no more memory than a short one. */

export type Cell =
  | { kind: 'text'; text: string }
  | { kind: 'number'; number: number }
  | { kind: 'bool'; on: boolean }
  /** `2026-11-24`. */
  | { kind: 'day'; day: string }
  /** Wall clock: `2026-11-24 18:00:00`. */
  | { kind: 'time'; time: string }
  | undefined;

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const documents = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** What a sheet and a cell hold at the most (ECMA-376 has no limits; spreadsheet programs have). */
export const maxRows = 1_048_575;
const maxText = 32_767;

/** Formats of cells: 1 days, 2 moments, 3 headers. */
const styles = `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>
<fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`;

/** Writes a workbook of one sheet. The header stays in sight, and has a filter on each column. */
export async function writeSpreadsheet(
  path: string,
  sheet: { name: string; headers: readonly string[]; rows: AsyncIterable<readonly (readonly Cell[])[]> },
): Promise<void> {
  const zip = new ZipFile();
  const add = (name: string, xml: string) => zip.addBuffer(Buffer.from(declaration + xml), name);
  add(
    '[Content_Types].xml',
    `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  );
  add(
    '_rels/.rels',
    `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${documents}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${documents}"><sheets><sheet name="${escaped(sheetName(sheet.name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${documents}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${documents}/styles" Target="styles.xml"/></Relationships>`,
  );
  add('xl/styles.xml', styles);
  zip.addReadStream(Readable.from(sheetXml(sheet)), 'xl/worksheets/sheet1.xml');
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path, { mode: 0o600 }));
}

async function* sheetXml({
  headers,
  rows,
}: {
  headers: readonly string[];
  rows: AsyncIterable<readonly (readonly Cell[])[]>;
}): AsyncGenerator<string> {
  const last = columnName(Math.max(headers.length - 1, 0));
  yield `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
  yield rowXml(
    1,
    headers.map((text): Cell => ({ kind: 'text', text })),
    ' s="3"',
  );
  let line = 1;
  for await (const some of rows) yield some.map((cells) => rowXml(++line, cells)).join('');
  yield `</sheetData><autoFilter ref="A1:${last}${line}"/></worksheet>`;
}

const rowXml = (line: number, cells: readonly Cell[], style = ''): string =>
  `<row r="${line}">${cells.map((cell, at) => (cell === undefined ? '' : cellXml(`${columnName(at)}${line}`, cell, style))).join('')}</row>`;

function cellXml(reference: string, cell: NonNullable<Cell>, style: string): string {
  switch (cell.kind) {
    case 'text':
      // Text is marked as such: whatever it begins with, no spreadsheet takes it for a formula.
      return `<c r="${reference}" t="inlineStr"${style}><is><t xml:space="preserve">${escaped(fitting(cell.text))}</t></is></c>`;
    case 'number':
      return `<c r="${reference}"><v>${cell.number}</v></c>`;
    case 'bool':
      return `<c r="${reference}" t="b"><v>${cell.on ? 1 : 0}</v></c>`;
    case 'day':
      return `<c r="${reference}" s="1"><v>${serialOf(`${cell.day}T00:00:00Z`)}</v></c>`;
    case 'time':
      return `<c r="${reference}" s="2"><v>${serialOf(`${cell.time.replace(' ', 'T')}Z`)}</v></c>`;
  }
}

/** Days since 30 December 1899. */
const serialOf = (wall: string): number => (Date.parse(wall) - Date.UTC(1899, 11, 30)) / 86_400_000;

const fitting = (text: string): string => (text.length > maxText ? `${text.slice(0, maxText - 1)}…` : text);

// XML 1.0 has no other control characters, and none of the surrogates alone.
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const escaped = (text: string): string =>
  text
    .replaceAll(forbidden, '')
    .replaceAll(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** Excel takes 31 characters, and not these. */
const sheetName = (name: string): string =>
  name
    .replaceAll(/[\\/?*[\]:']/g, ' ')
    .trim()
    .slice(0, 31) || 'Sheet1';

function columnName(at: number): string {
  let name = '';
  for (let left = at + 1; left > 0; left = Math.floor((left - 1) / 26)) name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  return name;
}
