import { expect } from 'chai';
import type { Sent } from '../gmail/index.ts';
import type { SendNews, TrackedSend } from '../messages.ts';
import { Departures } from './departures.ts';

const account = 'camille@meridian.example';
const token = '0123456789abcdef0123456789abcdef';
const camille = { email: account, name: 'Camille', own: true };

const send = (given: Partial<TrackedSend> = {}): TrackedSend => ({
  token,
  account,
  threadId: null,
  draftId: null,
  inReplyTo: null,
  subject: 'Our offer',
  snippet: '',
  from: camille,
  to: [],
  cc: [],
  bcc: [],
  sentAt: '2026-11-24T09:00:00.000Z',
  link: null,
  body: { html: '', text: '' },
  ...given,
});
const linked = (given: Partial<TrackedSend> = {}) => send({ token: null, link: { type: 'deal', id: 'd1', name: 'Boats' }, ...given });

const sent = (draftId: string, given: Partial<Sent> = {}): Sent => ({
  draftId,
  messageId: 'abc2',
  threadId: 'abc1',
  rfcId: '<1@mail.gmail.com>',
  sentAt: undefined,
  scheduled: false,
  tokens: [],
  ...given,
});

/** Departures, and what was said of them; `seen` are the drafts of which Gmail's requests have told. */
function departing(...seen: string[]) {
  const said: SendNews[] = [];
  const departures = new Departures(
    (news) => said.push(news),
    (draftId) => seen.includes(draftId),
  );
  const first = <T extends SendNews['type']>(type: T) => said.find((news): news is Extract<SendNews, { type: T }> => news.type === type);
  return { departures, said, first, types: () => said.map(({ type }) => type) };
}

describe('a message that leaves', () => {
  it('is told of once, however often its sending is heard, and completed under the same id', () => {
    const { departures, types, first } = departing();
    const compose = { draftId: 'msg-a:r1' };
    departures.begin(compose, send({ draftId: 'msg-a:r1' }), false);
    departures.begin(compose, send({ draftId: 'msg-a:r1' }), false);
    departures.sent(sent('msg-a:r1', { tokens: [token] }), account);
    expect(types()).to.deep.equal(['track', 'sent']);
    expect(first('sent')?.sent).to.deep.equal({
      account,
      track: first('track')?.id,
      token,
      draftId: 'msg-a:r1',
      threadId: 'abc1',
      messageId: 'abc2',
      rfcId: '<1@mail.gmail.com>',
    });
  });

  it('without a picture or a draft is known by the name that its window gets at last', () => {
    const { departures, first } = departing();
    const one: { draftId: string | undefined } = { draftId: undefined };
    departures.begin(one, linked(), false);
    departures.begin({ draftId: undefined }, null, false);
    one.draftId = 'msg-a:r1';
    departures.sent(sent('msg-a:r1'), account);
    expect(first('sent')?.sent.track).to.equal(first('track')?.id);
  });

  it('is known where its window gets no name, and it is the only one', () => {
    const { departures, first } = departing();
    departures.begin({ draftId: undefined }, linked(), false);
    departures.sent(sent('msg-a:r1'), account);
    expect(first('sent')?.sent).to.include({ track: first('track')?.id, draftId: 'msg-a:r1' });
  });

  it('is not taken for another that has no name either', () => {
    const { departures, first } = departing();
    departures.begin({ draftId: undefined }, linked(), false);
    departures.begin({ draftId: undefined }, null, false);
    departures.sent(sent('msg-a:r1'), account);
    expect(first('sent')?.sent.track).to.equal(null);
  });

  it('says nothing more where nothing of it is kept', () => {
    const { departures, said } = departing();
    departures.begin({ draftId: 'msg-a:r1' }, null, false);
    departures.sent(sent('msg-a:r1'), account);
    departures.undone('msg-a:r1');
    expect(said).to.deep.equal([]);
  });

  it('is taken back under its id, when Gmail refuses it and when it is undone', () => {
    const { departures, types, first, said } = departing();
    const compose = { draftId: undefined };
    departures.begin(compose, linked(), false);
    departures.refused(compose);
    expect(first('unsent')).to.include({ track: first('track')?.id, token: null, draftId: null });
    departures.begin(compose, linked(), false);
    departures.sent(sent('msg-a:r1'), account);
    departures.undone('msg-a:r1');
    expect(types()).to.deep.equal(['track', 'unsent', 'track', 'sent', 'unsent']);
    expect(said[4]).to.include({ track: said[2]?.id, draftId: 'msg-a:r1' });
  });

  it('is completed and taken back by its draft where the page was loaded anew in between', () => {
    const { departures, said } = departing();
    departures.sent(sent('msg-a:r1', { tokens: [token] }), account);
    departures.undone('msg-a:r1');
    expect(said.map((news) => (news.type === 'sent' ? news.sent.track : news.type === 'unsent' ? news.track : ''))).to.deep.equal([
      null,
      null,
    ]);
  });
});

describe('a message that is scheduled', () => {
  it('is told of when Gmail has taken it', () => {
    const { departures, types } = departing('msg-a:r1');
    const compose = { draftId: 'msg-a:r1' };
    departures.begin(compose, send(), true);
    departures.closed(compose);
    expect(types()).to.deep.equal([]);
    departures.sent(sent('msg-a:r1', { tokens: [token], scheduled: true }), account);
    expect(types()).to.deep.equal(['track', 'sent']);
  });

  it('is not told of where its time was not chosen after all', () => {
    const { departures, types } = departing('msg-a:r1');
    const compose = { draftId: 'msg-a:r1' };
    departures.begin(compose, send(), true);
    departures.closed(compose);
    expect(types()).to.deep.equal([]);
  });

  it('is told of once its window is gone where Gmail’s requests are not seen', () => {
    const { departures, types } = departing();
    const compose = { draftId: 'msg-a:r1' };
    departures.begin(compose, send(), true);
    expect(types()).to.deep.equal([]);
    departures.closed(compose);
    expect(types()).to.deep.equal(['track']);
  });

  it('is not taken for what its window sends in the end', () => {
    const { departures, types, first } = departing('msg-a:r1');
    const compose = { draftId: 'msg-a:r1' };
    departures.begin(compose, send(), true);
    departures.begin(compose, null, false);
    departures.sent(sent('msg-a:r1'), account);
    expect(types()).to.deep.equal([]);
    departures.begin(compose, null, true);
    departures.begin(compose, linked(), false);
    departures.sent(sent('msg-a:r1'), account);
    expect(types()).to.deep.equal(['track', 'sent']);
    expect(first('sent')?.sent.track).to.equal(first('track')?.id);
  });

  it('can be sent at once instead, as it is by then', () => {
    const { departures, first, types } = departing('msg-a:r1');
    const compose = { draftId: 'msg-a:r1' };
    departures.begin(compose, send(), true);
    departures.begin(compose, send({ subject: 'Our better offer' }), false);
    expect(types()).to.deep.equal(['track']);
    expect(first('track')?.send.subject).to.equal('Our better offer');
  });
});
