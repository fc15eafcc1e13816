import { describe, expect, it } from 'vitest';
import { UnreadableFile, readTable } from './read.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, mark: boolean, big = false) => {
  const bytes = new Uint8Array(text.length * 2 + (mark ? 2 : 0));
  const view = new DataView(bytes.buffer);
  if (mark) view.setUint16(0, 0xfeff, !big);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2 + (mark ? 2 : 0), text.charCodeAt(i), !big);
  return bytes;
};
const cells = (bytes: Uint8Array) => readTable(bytes).rows.map((row) => row.cells);

describe('dialects', () => {
  it.each([',', ';', '\t'])('reads fields separated by %j', (separator) => {
    const table = readTable(utf8(['Name', 'City'].join(separator) + '\n' + ['Ada', 'Turin'].join(separator)));
    expect(table).toMatchObject({ headers: ['Name', 'City'], delimiter: separator });
    expect(table.rows).toEqual([{ line: 2, cells: ['Ada', 'Turin'] }]);
  });

  it('is not misled by separators within quotes', () => {
    expect(readTable(utf8('"Name, first; last";City\nAda;Turin')).delimiter).toBe(';');
  });

  it('reads quoted line breaks and quotes, and counts lines as an editor does', () => {
    const table = readTable(utf8('Name,Note\r\nAda,"two\r\nlines, ""quoted"""\r\nBo,one\r\n'));
    expect(table.rows).toEqual([
      { line: 2, cells: ['Ada', 'two\r\nlines, "quoted"'] },
      { line: 4, cells: ['Bo', 'one'] },
    ]);
  });
});

describe('encodings', () => {
  const text = 'Prénom,Ville\nZoë,Orléans\nHélène,Besançon, ok';
  it('reads UTF-8 with a byte-order mark', () => {
    expect(readTable(utf8(`\ufeff${text}`))).toMatchObject({ headers: ['Prénom', 'Ville'], encoding: 'utf-8' });
  });
  it.each([
    ['little-endian', true, false],
    ['big-endian', true, true],
    ['little-endian without a mark', false, false],
    ['big-endian without a mark', false, true],
  ])('reads UTF-16 %s', (_name, mark, big) => {
    expect(cells(utf16(text, mark, big))[0]).toEqual(['Zoë', 'Orléans']);
  });
  it('reads bytes that are no UTF-8 as Windows-1252', () => {
    expect(readTable(Uint8Array.of(0x4e, 0x61, 0x6d, 0x65, 0x0a, 0x5a, 0x6f, 0xeb))).toMatchObject({
      encoding: 'windows-1252',
      rows: [{ line: 2, cells: ['Zoë'] }],
    });
  });
});

describe('what cannot be read', () => {
  it.each([
    ['an empty file', new Uint8Array()],
    ['white space', utf8(' \n\n')],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 0, 65, 65, 0, 0, 66)],
  ])('refuses %s', (_name, bytes) => {
    expect(() => readTable(bytes)).toThrow(UnreadableFile);
  });

  it('names columns that have no header or the same one', () => {
    expect(readTable(utf8('Name,,Name\n1,2,3')).headers).toEqual(['Name', 'Column 2', 'Name (2)']);
  });

  it('leaves out rows in which nothing stands', () => {
    expect(cells(utf8('Name,City\n,\nAda,\n'))).toEqual([['Ada', '']]);
  });
});
