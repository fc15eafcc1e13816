import { expect } from 'chai';
import { addressOf } from './allowed.ts';

const server = 'https://crm.example.com';

describe('what the background carries', () => {
  for (const path of [
    '/sync/bootstrap',
    '/sync/history/deal/1?limit=3',
    '/lists/query',
    '/search?text=ana',
    '/search',
    '/tracking/links',
    '/files/1',
    '/health',
  ])
    it(`lets ${path} through`, () => expect(addressOf(server, path)).to.equal(server + path));

  for (const path of [
    '/auth/token',
    '/auth/grants/token',
    '/exports',
    '/imports/1',
    '/forms/1',
    '/',
    '',
    'sync/pull',
    '//evil.example/sync/pull',
    '/\\evil.example/sync/pull',
    '/sync/../auth/token',
    '/sync/%2e%2e/auth/token',
    '/sync/..%2fauth/token',
    '/sync/..%5cauth/token',
    '/sync//evil.example',
    '/synchronize',
    '/healthy',
    '/search-everything',
    'https://evil.example/sync/pull',
    '@evil.example/sync/pull',
    '/sync/pull#more',
  ])
    it(`refuses ${path || 'nothing'}`, () => expect(addressOf(server, path)).to.equal(undefined));
});
