import { describe, expect, it } from 'vitest';
import { neverLogged } from './mail-log.ts';
import { isMailPattern, meansAddress, toMailPattern } from './mail-patterns.ts';

describe('a pattern of addresses', () => {
  it.each([
    ['Ana@Example.com', 'ana@example.com'],
    [' example.com ', '@example.com'],
    ['*@Example.com', '@example.com'],
    ['@sub.example.co.uk', '@sub.example.co.uk'],
  ])('is made of %j', (typed, pattern) => {
    expect(toMailPattern(typed)).toBe(pattern);
    expect(isMailPattern(pattern)).toBe(true);
  });

  it.each(['', 'ana', '@', '@com', '@example', 'a b@example.com', '@exa mple.com', 'Ana@example.com', '@-a.com', '@*.com'])(
    '%j is none',
    (text) => {
      expect(isMailPattern(text)).toBe(false);
    },
  );

  it('means an address, or all of a domain and what is below it', () => {
    expect(meansAddress('ana@example.com', 'ANA@example.com')).toBe(true);
    expect(meansAddress('ana@example.com', 'tana@example.com')).toBe(false);
    expect(meansAddress('@example.com', 'bo@mail.Example.com')).toBe(true);
    expect(meansAddress('@example.com', 'bo@notexample.com')).toBe(false);
    expect(meansAddress('@example.com', 'bo@example.com.evil.net')).toBe(false);
  });
});

describe('a message is not logged by itself', () => {
  const ask = (addresses: string[], more: { never?: string[]; workspace?: string[] } = {}) =>
    neverLogged({ addresses, own: ['Rita@firm.com'], never: [], workspace: [], colleagues: ['rita@firm.com', 'otto@firm.com'], ...more });

  it('by a rule, whoever else got it; by the workspace’s first', () => {
    expect(ask(['rita@firm.com', 'bo@bank.com'], { never: ['@bank.com'] })).toEqual({ because: 'rule', pattern: '@bank.com' });
    expect(ask(['bo@bank.com'], { never: ['@bank.com'], workspace: ['bo@bank.com'] })).toEqual({
      because: 'workspace',
      pattern: 'bo@bank.com',
    });
  });

  it('among colleagues', () => {
    expect(ask(['rita@firm.com', 'OTTO@firm.com'])).toEqual({ because: 'colleagues' });
    expect(ask(['rita@firm.com', 'otto@firm.com', 'bo@li.com'])).toBeUndefined();
  });

  it('but to oneself, or by a rule that means oneself, it is', () => {
    expect(ask(['rita@firm.com'])).toBeUndefined();
    expect(ask(['rita@firm.com', 'bo@li.com'], { never: ['@firm.com'] })).toBeUndefined();
  });
});
