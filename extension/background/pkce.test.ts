import { expect } from 'chai';
import { proofOf, secret } from './pkce.ts';

describe('the proof of a sign-in', () => {
  it('is that of RFC 7636, appendix B', async () => {
    const { challenge } = await proofOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk');
    expect(challenge).to.equal('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });

  it('has verifiers of 43 letters that are never the same', () => {
    const secrets = Array.from({ length: 50 }, secret);
    expect(new Set(secrets).size).to.equal(50);
    for (const one of secrets) expect(one).to.match(/^[\w-]{43}$/);
  });
});
