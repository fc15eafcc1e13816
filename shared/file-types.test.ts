import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentName, endingOfType, fileTypes, isPreviewed, typeOfName } from './file-types.ts';

describe('the name of a document', () => {
  it.each([
    ['Offer 2026.pdf', 'Offer 2026.pdf'],
    ['Übersicht.PDF', 'Übersicht.PDF'],
    ['U\u0308bersicht.pdf', 'Übersicht.pdf'],
    ['../../etc/passwd', '-..-etc-passwd.pdf'],
    ['C:\\Offers\\Q3.pdf', 'C:-Offers-Q3.pdf'],
    ['setup.exe', 'setup.exe.pdf'],
    ['page.html', 'page.html.pdf'],
    ['picture.jpg', 'picture.jpg'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['Offer.', 'Offer.pdf'],
    ['.pdf', 'pdf.pdf'],
    ['', 'document.pdf'],
    [' . \u202e', 'document.pdf'],
  ])('%j is kept as %j', (given, kept) => {
    expect(documentName(given, 'application/pdf')).toBe(kept);
  });

  it('is safe whatever is given, and stays as it is when it is given again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.constantFrom(...fileTypes), (given, type) => {
        const name = documentName(given, type);
        expect(name.length).toBeLessThanOrEqual(255);
        expect(name).not.toMatch(/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]|^[.\s]/u);
        expect(typeOfName(name)).toBeDefined();
        expect(documentName(name, type)).toBe(name);
      }),
      { numRuns: 500 },
    );
  });
});

describe('types of file', () => {
  it('each have an ending, by which they are known', () => {
    for (const type of fileTypes) expect(typeOfName(`a.${endingOfType(type)}`)).toBe(type);
  });

  it('are shown in place only where nothing in them runs', () => {
    expect(fileTypes.filter(isPreviewed)).toEqual(['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);
    expect(typeOfName('a.svg') ?? typeOfName('a.html') ?? typeOfName('a.js')).toBeUndefined();
  });
});
