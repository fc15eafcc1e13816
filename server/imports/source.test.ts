import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdsNames, withoutHeader } from './first-row.ts';
import type { Table } from './read.ts';
import { readSource } from './source.ts';
import { workbookOf, zipOf } from './testing.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-source-'));
});
afterAll(() => rm(folder, { recursive: true }));

let files = 0;
async function source(bytes: Uint8Array | string, name = 'file') {
  const path = join(folder, String(files++));
  await writeFile(path, bytes);
  return readSource(path, name);
}
const only = async (bytes: Uint8Array | string): Promise<Table> => {
  const { tables } = await source(bytes);
  expect(tables).toHaveLength(1);
  return tables[0]?.table ?? { format: 'csv', headers: [], rows: [], encoding: 'utf-8', delimiter: ',' };
};
const cells = ({ rows }: Table) => rows.map((row) => row.cells);
const inline = (reference: string, text: string) => `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (line: number, ...columns: string[]) => `<row r="${line}">${columns.join('')}</row>`;
const head = row(1, inline('A1', 'Name'), inline('B1', 'Since'), inline('C1', 'Share'));

describe('a spreadsheet', () => {
  it('gives what its cells show: shared and rich text, figures, yes and no, dates and percentages by their format', async () => {
    const sheet = `<sheetData>${row(1, '<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>', inline('C1', 'Share'), inline('D1', 'Hot'), inline('E1', 'Id'))}
      ${row(3, '<c r="A3" t="s"><v>2</v></c>', '<c r="B3" s="1"><v>46350</v></c>', '<c r="C3" s="2"><v>0.125</v></c>', '<c r="D3" t="b"><v>1</v></c>', '<c r="E3"><v>33144007120</v></c>')}
      ${row(4, '<c r="A4" t="str"><f>UPPER("li")</f><v>LI</v></c>', '<c r="B4" s="3"><v>46350.75</v></c>', '<c r="C4"><v>0.1000000000000000055</v></c>', '<c r="D4" t="b"><v>0</v></c>', '<c r="E4"><v>1E3</v></c>')}</sheetData>`;
    const table = await only(
      await workbookOf(
        { Sheet1: sheet },
        {
          texts: ['<t>Name</t>', '<t>Since</t>', '<r><t>Zoé </t></r><r><t xml:space="preserve">Li</t></r><rPh><t>ignored</t></rPh>'],
          styles: `<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs>`,
        },
      ),
    );
    expect(table.headers).toEqual(['Name', 'Since', 'Share', 'Hot', 'Id']);
    expect(table.rows.map(({ line }) => line)).toEqual([3, 4]);
    expect(cells(table)).toEqual([
      ['Zoé Li', '2026-11-24', '12.5%', 'true', '33144007120'],
      ['LI', '2026-11-24 18:00:00', '0.1', 'false', '1000'],
    ]);
  });

  it('counts days from 1904 where it says so, and knows the leap day that never was', async () => {
    const sheet = `<sheetData>${head}${row(2, '<c r="A2" s="1"><v>59</v></c>', '<c r="B2" s="1"><v>61</v></c>')}</sheetData>`;
    const styles = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>';
    expect(cells(await only(await workbookOf({ A: sheet }, { styles })))).toEqual([['1900-02-28', '1900-03-01']]);
    expect(cells(await only(await workbookOf({ A: sheet }, { styles, date1904: true })))).toEqual([['1904-02-29', '1904-03-02']]);
  });

  it('says what is wrong with cells that hold an error, or a formula without its result', async () => {
    const sheet = `<sheetData>${head}${row(2, inline('A2', 'Li'), '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', '<c r="C2"><f>A2</f></c>')}</sheetData>`;
    expect((await only(await workbookOf({ A: sheet }))).rows[0]?.faults).toMatchObject([
      { column: 1, code: 'error', message: expect.stringContaining('#DIV/0!') },
      { column: 2, code: 'formula' },
    ]);
  });

  it('repeats what is merged for each of its rows, and finds the header below a title', async () => {
    const sheet = `<sheetData>${row(1, inline('A1', 'Our customers'))}${row(3, inline('A3', 'Company'), inline('B3', 'Last name'))}
      ${row(4, inline('A4', 'Acme'), inline('B4', 'Li'))}${row(5, inline('B5', 'Mo'))}</sheetData><mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A4:A5"/></mergeCells>`;
    const table = await only(await workbookOf({ A: sheet }));
    expect(table.headers).toEqual(['Company', 'Last name']);
    expect(cells(table)).toEqual([
      ['Acme', 'Li'],
      ['Acme', 'Mo'],
    ]);
  });

  it('keeps its first row with the line that it has, whether it holds names or not', async () => {
    const table = await only(
      await workbookOf({
        A: `<sheetData>${row(2, inline('A2', 'Li'), inline('B2', 'li@one.example'))}${row(3, inline('A3', 'Mo'), inline('B3', 'mo@one.example'), inline('C3', 'more'))}</sheetData>`,
      }),
    );
    expect(holdsNames(table)).toBe(false);
    expect(withoutHeader(table)).toMatchObject({
      headers: ['Column 1', 'Column 2', 'Column 3'],
      rows: [
        { line: 2, cells: ['Li', 'li@one.example'] },
        { line: 3, cells: ['Mo', 'mo@one.example', 'more'] },
      ],
    });
  });

  it('has a table for each sheet that holds anything', async () => {
    const { format, tables } = await source(
      await workbookOf({
        People: `<sheetData>${head}${row(2, inline('A2', 'Li'))}</sheetData>`,
        Empty: '<sheetData/>',
        More: `<sheetData>${head}</sheetData>`,
      }),
    );
    expect([format, tables.map(({ name }) => name)]).toEqual(['xlsx', ['People', 'More']]);
  });

  it.each<[string, () => Promise<Uint8Array | string>, RegExp]>([
    ['cut off', async () => (await workbookOf({ A: `<sheetData>${head}</sheetData>` })).subarray(0, 400), /damaged or incomplete/],
    ['with broken XML', () => workbookOf({ A: '<sheetData><row>' }), /damaged/],
    ['of an old kind', async () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), /save it as \.xlsx/],
    ['with no rows', () => workbookOf({ A: '<sheetData/>' }), /holds no rows/],
    ['of another program', () => zipOf({ mimetype: 'x', 'content.xml': '<x/>' }), /OpenDocument/],
    [
      'with too many rows',
      () =>
        workbookOf({
          A: `<sheetData>${Array.from({ length: 200_002 }, (_none, at) => `<row r="${at + 1}"><c><v>1</v></c></row>`).join('')}</sheetData>`,
        }),
      /more than 200000 rows/,
    ],
  ])('%s is refused in words', async (_what, make, words) => {
    await expect(source(await make())).rejects.toThrow(words);
  });

  it('that unpacks to more than there is room for is refused before it is unpacked', async () => {
    const path = join(folder, 'bomb');
    await writeFile(path, await workbookOf({ A: ' '.repeat(2_000_000) }));
    const limits = { entries: 10, entryBytes: 1_048_576, allBytes: 10_000_000 };
    await expect(readSource(path, 'bomb', limits)).rejects.toThrow('unpacks to more than 1 MB');
  });

  it('that lies about its size is refused, and not unpacked any further', async () => {
    const bytes = await zipOf({ 'a.csv': Buffer.alloc(5_000_000, 'a') });
    // The size that the directory and the file's own head tell (APPNOTE 4.4.9).
    for (let at = 0; (at = bytes.indexOf(Buffer.from([0x40, 0x4b, 0x4c, 0x00]), at)) >= 0; at += 4) bytes.writeUInt32LE(100, at);
    await expect(source(bytes)).rejects.toThrow(/damaged or incomplete/);
  });
});

describe('a ZIP', () => {
  it('has a table for each of its files, those that are empty and those of the archiver left out', async () => {
    const { format, tables, others } = await source(
      await zipOf({
        'export/leads.csv': 'Last name,Status\nLi,New\n',
        'export/deals.csv': '',
        '__MACOSX/._leads.csv': 'x',
        'read me.pdf': '%PDF',
      }),
    );
    expect([format, tables.map(({ name }) => name), others]).toEqual(['zip', ['leads.csv'], ['read me.pdf']]);
  });

  it('names the file that cannot be read', async () => {
    await expect(
      source(await zipOf({ 'a.csv': 'a\nb\n', 'b.csv': new Uint8Array([0x61, 0x62, 0x63, 0x64, 0, 0x65, 0x66]) })),
    ).rejects.toThrow(/b\.csv/);
  });
});

describe('vCards', () => {
  const card = (name: string) => readFile(new URL(`./samples/${name}.vcf`, import.meta.url), 'utf8');
  const shown = ({ headers, rows }: Table) =>
    rows.map((one) => Object.fromEntries(headers.map((header, at) => [header, one.cells[at]]).filter(([, value]) => value !== '')));

  it('of version 4 are read with values that are addresses', async () => {
    expect(shown(await only(await card('version-4')))).toMatchObject([
      {
        'First name': 'Simone',
        'Last name': 'Perrault',
        Company: 'Viagenie',
        Phone: '+1-418-555-0154 x102',
        Mobile: '+1-418-555-0101',
        Street: 'Suite D2-630, 2875 Laurier',
        City: 'Quebec',
        'Postal code': 'G1V 2M2',
        Anniversary: '2009-08-08',
      },
    ]);
  });

  it('of version 2.1 are read with quoted-printable, types without a name, and commas that nobody escaped', async () => {
    expect(shown(await only(await card('version-2.1')))).toMatchObject([
      {
        'First name': 'Jörg',
        'Last name': 'Müller',
        Company: 'Company, The',
        Department: 'Sales',
        Phone: '+49 30 1',
        Fax: '+49 30 2',
        Description: 'First line\nSecond line, and more',
      },
    ]);
  });

  it('are companies where they say so, and keep what has no place of its own', async () => {
    const text = `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Acme Ltd\r\nORG:Acme Ltd\r\nX-ABShowAs:COMPANY\r\nEND:VCARD\r
BEGIN:VCARD\r\nVERSION:3.0\r\nN:Li;Bo;;;\r\nFN:Bo Li\r\nEMAIL;TYPE=HOME:bo@home.example\r\nEMAIL;TYPE=WORK,pref:bo@acme.example\r\nitem1.URL:http\\://acme.example\r\nEND:VCARD\r\n`;
    expect(shown(await only(text))).toEqual([
      { Company: 'Acme Ltd', 'Is company': 'true' },
      {
        'First name': 'Bo',
        'Last name': 'Li',
        Email: 'bo@acme.example',
        'Other e-mail': 'bo@home.example',
        Website: 'http://acme.example',
      },
    ]);
  });

  it('that are broken are rows that say so, and the others stay', async () => {
    const table = await only(
      `BEGIN:VCARD\nVERSION:3.0\nFN:Cut Off\nBEGIN:VCARD\nVERSION:3.0\nN:Mo;Cy;;;\nEND:VCARD\nBEGIN:VCARD\nFN:No end`,
    );
    expect(table.rows.map(({ faults, cells: [, last] }) => [last, faults?.[0]?.code])).toEqual([
      ['', 'card'],
      ['Mo', undefined],
      ['', 'card'],
    ]);
  });
});
