/// <reference types="mocha" />
import { expect } from 'chai';
import fc from 'fast-check';
import { isSync, languageOf, readAnswer, readRequest } from './sync.ts';

const token = 'a'.repeat(32);
const pixel = `<img src="https://crm.example/o/0b9d1c5e-7f56-4b0e-9d5c-0f4f0d6f0a11/${token}.gif">`;

/** Holes are null, as in JSON. */
const at = (places: Record<number, unknown>) =>
  Array.from({ ...places, length: Math.max(...Object.keys(places).map(Number)) + 1 }, (item) => item ?? null) as unknown[];
/** The form before September 2022. */
const old = (places: Record<number, unknown>) =>
  Object.fromEntries(Object.entries(places).map(([index, value]) => [Number(index) + 1, value]));

type Form = (places: Record<number, unknown>) => unknown;

const message = (form: Form, labels: string[], html = `<div>${pixel}</div>`) =>
  form({
    0: 'msg-a:r-5',
    1: form({ 0: 1, 1: 'me@x.example', 2: 'Me' }),
    2: [form({ 0: 1, 1: 'ana@x.example' })],
    6: 1_772_000_000_000,
    7: '^pfg',
    8: form({ 1: [form({ 0: 0, 1: html }), form({ 0: 2, 1: pixel.replaceAll('a'.repeat(32), 'b'.repeat(32)) })] }),
    10: labels,
  });
const request = (form: Form, change: unknown) => form({ 1: form({ 0: [form({ 0: 7, 1: form({ 0: 'thread-a:r9|x', 1: change }) })] }) });
const answer = (form: Form, mail: Record<number, unknown>) =>
  form({
    1: form({
      5: [form({ 0: form({ 0: 'thread-a:r9', 2: form({ 6: [form({ 0: 'thread-a:r9', 4: [form(mail)], 19: '18c0ffee12345678' })] }) }) })],
    }),
  });

for (const [name, form] of [
  ['arrays', at],
  ['objects', old],
] as const)
  describe(`Gmail’s requests as ${name}`, () => {
    it('are sends only with the label that says so, wherever the message stands', () => {
      for (const place of [
        form({ 13: [message(form, ['^all', '^pfg'])] }),
        form({ 2: [form({ 4: [message(form, ['^pfg'])] })] }),
        form({ 1: [message(form, ['^pfg'])] }),
      ])
        expect(readRequest(request(form, place))).to.deep.equal([
          { draftId: 'msg-a:r-5', threadId: 'thread-a:r9', what: 'sent', at: 1_772_000_000_000, tokens: [token] },
        ]);
      expect(readRequest(request(form, form({ 13: [message(form, ['^r', '^r_bt'])] })))).to.deep.include({
        draftId: 'msg-a:r-5',
        threadId: 'thread-a:r9',
        what: 'draft',
        at: 1_772_000_000_000,
        tokens: [token],
      });
      expect(readRequest(request(form, form({ 13: [message(form, ['^scheduled'])] })))[0]?.what).to.equal('scheduled');
      // The subject of this message is the label's name.
      expect(readRequest(request(form, form({ 13: [message(form, ['^i'])] })))).to.deep.equal([]);
    });

    it('that only name messages are none', () => {
      expect(readRequest(request(form, form({ 2: form({ 0: ['^i'], 1: ['msg-a:r-5', 'msg-f:6'] }) })))).to.deep.equal([]);
    });

    it('are answered with the ids of what was made', () => {
      expect(
        readAnswer(answer(form, { 0: 'msg-a:r-5', 6: 1_772_000_000_000, 10: ['^f'], 13: '<CAGx@mail.gmail.com>', 55: '18c0ffee12345679' })),
      ).to.deep.equal([
        {
          syncId: 'msg-a:r-5',
          messageId: '18c0ffee12345679',
          draft: false,
          threadId: '18c0ffee12345678',
          permId: 'thread-a:r9',
          rfcId: '<CAGx@mail.gmail.com>',
          at: 1_772_000_000_000,
        },
      ]);
      expect(readAnswer(answer(form, { 0: 'msg-a:r-5', 10: ['^r'], 55: '18c0ffee12345679' }))[0]?.draft).to.equal(true);
      expect(readAnswer(answer(form, { 0: 'msg-f:1746035685735370050', 10: ['^i'] }))[0]).to.include({
        messageId: '183b2a348d698d42',
        rfcId: undefined,
      });
    });
  });

describe('what Gmail’s network says', () => {
  it('can have any form without harm', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
        readRequest(json);
        readAnswer(json);
      }),
    );
    let deep: unknown = ['msg-a:r1', [['^pfg']]];
    for (let level = 0; level < 500; level++) deep = [deep];
    expect(readRequest(deep)[0]?.what).to.equal('sent');
  });

  it('is known by its address, with or without the number of the account', () => {
    for (const url of ['/sync/u/0/i/s?hl=en&c=1', 'https://mail.google.com/sync/u/12/i/fd?x', '/sync/i/s?c=2', '/sync/u/0/i/bv?'])
      expect(isSync(url), url).to.equal(true);
    for (const url of ['/sync/u/0/i/x', '/mail/u/0/?sync', 'https://x.example/sync/u/0/j/s', '/sync/u/0/i/sx'])
      expect(isSync(url), url).to.equal(false);
    expect(languageOf('/sync/u/0/i/s?hl=fr-CA&c=1')).to.equal('fr-CA');
    expect(languageOf('/sync/u/0/i/s?c=1')).to.equal(undefined);
  });
});
