/// <reference types="mocha" />
import { expect } from 'chai';
import fc from 'fast-check';
import { decodeToken, encodeToken, given, legacyId, legacyOfSync, rfcId, syncMessageId, syncThreadId } from './ids.ts';
import { readRoute } from './route.ts';

const route = (hash: string, search = '') => readRoute({ hash, search });

describe('ids of Gmail', () => {
  it('are missing where the page says so in words', () => {
    for (const text of ['', ' ', 'undefined', 'null', undefined, null]) expect(given(text)).to.equal(undefined);
    for (const text of ['undefined', 'xyz', '', '#msg-f:1', '12', '18c0ffee1234567z']) expect(legacyId(text)).to.equal(undefined);
    expect(legacyId('18C0FFEE12345678')).to.equal('18c0ffee12345678');
  });

  it('with f: are the legacy ids in decimal, in all 64 bits; those with a: say nothing', () => {
    expect(legacyOfSync('thread-f:1746035685735370050')).to.equal('183b2a348d698d42');
    expect(legacyOfSync('msg-f:18446744073709551615')).to.equal('ffffffffffffffff');
    expect(legacyOfSync('msg-a:r-84808123456789')).to.equal(undefined);
    expect(legacyOfSync(undefined)).to.equal(undefined);
  });

  it('are read out of what stands around them', () => {
    expect(syncThreadId('#thread-f:123|msg-f:456')).to.equal('thread-f:123');
    expect(syncMessageId('#thread-f:123|msg-f:456')).to.equal('msg-f:456');
    expect(syncMessageId('#msg-a:r-987')).to.equal('msg-a:r-987');
    expect(syncThreadId('undefined')).to.equal(undefined);
    expect(syncMessageId('bump-1')).to.equal(undefined);
    expect(rfcId('<CAGx@mail.gmail.com>')).to.equal('<CAGx@mail.gmail.com>');
    expect(rfcId('CAGx@mail.gmail.com')).to.equal(undefined);
  });

  it('are written in the address bar as Gmail writes them', () => {
    // The beginnings and lengths of public samples.
    const f = encodeToken('thread-f:1739058624800739615');
    expect([f.slice(0, 5), f.length]).to.deep.equal(['FMfcg', 32]);
    expect(encodeToken('thread-a:r3250321130129805677')).to.match(/^Ktbx.{30}$/);
    expect(encodeToken('thread-a:r-3250321130129805677')).to.match(/^Qgrc.{31}$/);
    fc.assert(
      fc.property(fc.bigInt({ min: 10n ** 17n, max: 2n ** 64n - 1n }), fc.constantFrom('f:', 'a:r', 'a:r-'), (number, kind) => {
        const id = `thread-${kind}${number}`;
        expect(decodeToken(encodeToken(id))?.threadId).to.equal(id);
      }),
    );
  });

  it('are not read out of rubbish', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz'), { minLength: 28, maxLength: 40 }), (letters) => {
        const named = decodeToken(letters.join(''));
        if (named) expect(named.threadId ?? named.messageId).to.match(/^(?:thread|msg)-[af]:r?-?\d+$/);
      }),
    );
  });
});

describe('the address bar', () => {
  const token = encodeToken('thread-f:1746035685735370050');

  it('names lists, labels and searches', () => {
    expect(route('')).to.include({ list: 'inbox', query: undefined, thread: undefined, mail: true });
    expect(route('#sent/p3')).to.include({ list: 'sent', thread: undefined });
    expect(route('#label/Clients%2FNew+ones')).to.include({ list: 'label', query: 'Clients/New ones' });
    expect(route('#search/from%3Aana+boats/p2')).to.include({ list: 'search', query: 'from:ana boats', thread: undefined });
    expect(route('#search/100%')).to.include({ query: '100%' });
    expect(route('#settings/general')).to.include({ mail: false });
    expect(route('#chat/dm/xyz')).to.include({ mail: false });
  });

  it('names the thread that is open, in either way, before the query of composes', () => {
    for (const hash of [
      `#inbox/${token}`,
      `#label/Clients/${token}`,
      `#search/boats/${token}?compose=new`,
      `#inbox/p2/${token}`,
      '#all/183b2a348d698d42',
    ])
      expect(route(hash).thread?.legacyId, hash).to.equal('183b2a348d698d42');
  });

  it('takes no word that was sought for a thread', () => {
    expect(route(`#search/${token}`).thread).to.equal(undefined);
    expect(route(`#label/${token}`).thread).to.equal(undefined);
    expect(route('#search/0123456789abcdef').thread).to.equal(undefined);
  });

  it('names a thread in a window of its own by its query', () => {
    expect(route('', '?ui=2&view=btop&ver=x&search=inbox&th=%23thread-f:1746035685735370050')).to.deep.include({ alone: true, list: '' });
    expect(route('', '?view=btop&th=%23thread-f%3A1746035685735370050').thread?.legacyId).to.equal('183b2a348d698d42');
    expect(route('', '?view=btop&th=183b2a348d698d42').thread?.legacyId).to.equal('183b2a348d698d42');
  });
});
