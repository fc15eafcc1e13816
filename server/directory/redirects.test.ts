import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { extensionId, isExtensionRedirect } from './redirects.ts';

const chrome = 'abcdefghijklmnop'.repeat(2);
const other = 'ponmlkjihgfedcba'.repeat(2);
const ofChrome = `https://${chrome}.chromiumapp.org/`;
const ofFirefox = `https://${createHash('sha1').update('inlay@example.com').digest('hex')}.extensions.allizom.org/`;

describe('a code may go', () => {
  test.each([ofChrome, `${ofChrome}signed-in`, ofFirefox])('to %s', (address) => expect(isExtensionRedirect(address, [])).toBe(true));

  test.each([
    '',
    'https://evil.example/',
    'http://evil.example/',
    ofChrome.slice(0, -1),
    ofChrome.replace('https:', 'http:'),
    ofChrome.replace('.org', '.org:8443'),
    ofChrome.replace('.org', '.org.evil.example'),
    ofChrome.replace('https://', 'https://evil.example@'),
    ofChrome.replace('https://', 'https://evil.example/'),
    ofChrome.replace('https://', 'https:\\\\'),
    ofChrome.replace(chrome, chrome.toUpperCase()),
    ofChrome.replace(chrome, 'q'.repeat(32)),
    ofChrome.replace(chrome, `${chrome}a`),
    ofChrome.replace(`${chrome}.`, ''),
    `${ofChrome}?to=https://evil.example`,
    `${ofChrome}#x`,
    `${ofChrome}../x/`,
    `${ofChrome}${'a'.repeat(600)}`,
    ` ${ofChrome}`,
    `${ofChrome}\n`,
    'javascript:alert(1)//.chromiumapp.org/',
    'data:text/html,x',
  ])('not to %j', (address) => expect(isExtensionRedirect(address, [])).toBe(false));

  test('to the extensions that are listed alone, where any are', () => {
    const listed = [chrome, 'inlay@example.com'];
    expect([ofChrome, ofFirefox].map((address) => isExtensionRedirect(address, listed))).toEqual([true, true]);
    expect(isExtensionRedirect(ofChrome.replace(chrome, other), listed)).toBe(false);
    expect(isExtensionRedirect(ofFirefox, [chrome])).toBe(false);
  });
});

test.each([
  [chrome, true],
  ['inlay@example.com', true],
  ['{11111111-2222-3333-4444-55555555aAfF}', true],
  [chrome.toUpperCase(), false],
  ['inlay', false],
  ['https://a', false],
])('%s as an id: %s', (id, is) => expect(extensionId.test(id)).toBe(is));
