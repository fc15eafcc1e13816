import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileTypes } from '../../shared/file-types.ts';
import { HttpError } from '../http/index.ts';
import { recognise } from './recognise.ts';
import { cfb, docx, exe, pdf, png, zip } from './testing.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-types-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function typeOf(content: Uint8Array | string, name: string): Promise<string> {
  const path = join(folder, 'file');
  await writeFile(path, content);
  return recognise(path, name);
}

async function refusal(content: Uint8Array | string, name: string): Promise<HttpError> {
  const error: unknown = await typeOf(content, name).catch((caught: unknown) => caught);
  if (error instanceof HttpError) return error;
  throw new Error(`${name} was not refused: ${String(error)}`);
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const macros = zip({
  '[Content_Types].xml':
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
});

describe('a file', () => {
  it.each([
    ['a PDF', pdf(), 'offer.pdf', 'application/pdf'],
    ['a picture, whatever it is called', png, 'offer.pdf', 'image/png'],
    ['a JPEG', Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'), 'IMG_1.JPG', 'image/jpeg'],
    ['a Word document', docx(), 'offer.docx', word],
    ['a Word document without a name for it', docx(), 'offer', word],
    ['an old Excel sheet', cfb(), 'prices.xls', 'application/vnd.ms-excel'],
    ['an archive', zip({ 'a.txt': 'a' }), 'all.zip', 'application/zip'],
    [
      'a spreadsheet that shows itself as an archive only',
      zip({ 'xl/x.bin': 'a' }),
      'a.xlsx',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    ['rich text', '{\\rtf1 Hello}', 'a.rtf', 'application/rtf'],
    ['an appointment', 'BEGIN:VCALENDAR\nEND:VCALENDAR\n', 'a.ics', 'text/calendar'],
    ['a table', 'Name;Prix\nÉtuve;1 200\n', 'a.csv', 'text/csv'],
    ['a table as Excel writes it', Buffer.from('Name;Prix\n\xc9tuve;1200\n', 'latin1'), 'a.csv', 'text/csv'],
    ['text in UTF-16', Buffer.from('\ufeffHi', 'utf16le'), 'a.txt', 'text/plain'],
    ['text without an ending', 'Hello', 'README', 'text/plain'],
    ['an e-mail', 'From: a@example.com\n\nHi', 'a.eml', 'message/rfc822'],
    ['an invoice in XML', '<?xml version="1.0"?><Invoice/>', 'a.xml', 'application/xml'],
  ])('is known: %s', async (_what, content, name, type) => {
    expect(await typeOf(content, name)).toBe(type);
  });

  it.each([
    ['a program', exe(), 'offer.pdf'],
    ['a program for Linux', Buffer.from('7f454c4602010100', 'hex'), 'offer'],
    ['an installer', cfb(), 'setup.msi'],
    ['a document with macros', macros, 'offer.docm'],
    ['a document with macros that hides it', macros, 'offer.docx'],
    ['a page', '<!doctype html><script>alert(1)</script>', 'offer.html'],
    ['a drawing that can run scripts', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'logo.svg'],
    ['the same with a head', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'logo.svg'],
    ['a script', 'rm -rf /', 'run.sh'],
    ['text that says it is a picture', 'Hello', 'photo.png'],
    ['bytes of no kind', Buffer.from([1, 2, 3, 0, 0, 9]), 'a.bin'],
    ['a Java archive', zip({ 'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0' }), 'a.jar'],
  ])('is refused, with a reason: %s', async (_what, content, name) => {
    const { code, status, fields } = await refusal(content, name);
    expect([code, status, fields?.['file']?.message]).toEqual(['unsupported_media_type', 415, expect.stringMatching(/^is /)]);
  });

  it('is of a type that is taken, or refused, whatever is in it and whatever it is called', async () => {
    const heads = [pdf(), png, docx(), cfb(), exe(), Buffer.from('GIF89a'), Buffer.from('1f8b08', 'hex'), Buffer.from('RIFF....WEBP')];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...heads, Buffer.alloc(0)),
        fc.nat(600),
        fc.uint8Array({ maxLength: 300 }),
        fc.string({ maxLength: 30 }),
        async (head, length, tail, name) => {
          const type = await typeOf(Buffer.concat([head.subarray(0, length), tail]), name).catch((error: unknown) => {
            if (error instanceof HttpError && error.status === 415) return undefined;
            throw error;
          });
          if (type !== undefined) expect(fileTypes).toContain(type);
        },
      ),
      { numRuns: 300 },
    );
  });
});
