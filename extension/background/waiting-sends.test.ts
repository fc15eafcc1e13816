import { expect } from 'chai';
import type { SendNews } from '../messages.ts';
import type { Kept, WaitingSendNews } from './kept.ts';
import { Sends } from './sends.ts';
import { addLetGo, fitted, limits } from './waiting-sends.ts';

const now = Date.now();
const day = 86_400_000;
const camille = { email: 'camille@meridian.example', name: 'Camille', own: true };

function track(id: string, { days = 0, text = '' } = {}): WaitingSendNews {
  const at = now - days * day;
  const news: SendNews = {
    type: 'track',
    id,
    send: {
      token: null,
      account: camille.email,
      threadId: null,
      draftId: null,
      inReplyTo: null,
      subject: `Offer ${id}`,
      snippet: '',
      from: camille,
      to: [{ email: `${id}@client.example`, name: '', own: false }],
      cc: [],
      bcc: [],
      sentAt: new Date(at).toISOString(),
      link: null,
      body: { html: '', text },
    },
  };
  return { account: camille.email, at, news };
}

const sent = (id: string, of: string): WaitingSendNews => ({
  account: camille.email,
  at: now,
  news: {
    type: 'sent',
    id,
    sent: { account: camille.email, track: of, token: null, draftId: 'msg-a:r1', threadId: null, messageId: null, rfcId: null },
  },
});

const ids = (sends: readonly WaitingSendNews[]) => sends.map(({ news }) => news.id);

describe('what was sent and waits', () => {
  it('is kept as it is while there is room', () => {
    const sends = [track('a', { days: 29, text: 'x'.repeat(1000) }), sent('b', 'a'), track('c')];
    expect(fitted(sends, now)).to.deep.equal({ sends, letGo: [] });
  });

  it('is let go of after a month, with what Gmail has said of it', () => {
    const left = fitted([track('a', { days: 31 }), sent('b', 'a'), track('c')], now);
    expect(ids(left.sends)).to.deep.equal(['c']);
    expect(left.letGo).to.deep.equal([
      { what: 'message', why: 'age', subject: 'Offer a', to: ['a@client.example'], at: new Date(now - 31 * day).toISOString() },
    ]);
  });

  it('is let go of from the oldest on where too much of it waits', () => {
    const left = fitted([track('a'), track('b'), sent('c', 'x'), track('d')], now, { ...limits, count: 2 });
    expect(ids(left.sends)).to.deep.equal(['c', 'd']);
    expect(left.letGo.map(({ what, why, subject }) => [what, why, subject])).to.deep.equal([
      ['message', 'count', 'Offer a'],
      ['message', 'count', 'Offer b'],
    ]);
  });

  it('loses its text before any message is lost', () => {
    const sends = [track('a', { text: 'é'.repeat(2000) }), track('b', { text: 'é'.repeat(2000) }), track('c')];
    const left = fitted(sends, now, { ...limits, bytes: 6000 });
    expect(ids(left.sends)).to.deep.equal(['a', 'b', 'c']);
    expect(left.sends.map(({ news }) => news.type === 'track' && news.send.body.text.length)).to.deep.equal([0, 2000, 0]);
    expect(left.letGo.map(({ what, why, subject }) => [what, why, subject])).to.deep.equal([['text', 'room', 'Offer a']]);
    const least = fitted(sends, now, { ...limits, bytes: 1000 });
    expect(ids(least.sends)).to.deep.equal(['b', 'c']);
    expect(least.letGo.map(({ what, subject }) => [what, subject])).to.deep.equal([
      ['text', 'Offer a'],
      ['text', 'Offer b'],
      ['message', 'Offer a'],
    ]);
  });

  it('is counted though the latest alone are named', () => {
    const { letGo } = fitted(
      Array.from({ length: 60 }, (_, at) => track(`m${at}`, { days: 40 })),
      now,
    );
    const all = addLetGo({ count: 5, latest: [] }, letGo);
    expect([all.count, all.latest.length, all.latest.at(-1)?.subject]).to.deep.equal([65, 50, 'Offer m59']);
  });
});

/** A memory in a browser that has room for so many characters. */
class SmallMemory {
  kept: Kept = { server: null, signIns: [], accounts: {}, sends: [], letGo: { count: 0, latest: [] }, ended: [] };
  room = Number.POSITIVE_INFINITY;

  async get(): Promise<Kept> {
    return this.kept;
  }

  async change(how: (kept: Kept) => Partial<Kept>): Promise<Kept> {
    const after = { ...this.kept, ...how(this.kept) };
    if (JSON.stringify(after).length > this.room) throw new Error('Resource::kQuotaBytes quota exceeded');
    return (this.kept = after);
  }
}

describe('where the browser has no room', () => {
  it('older messages give theirs, and are named', async () => {
    const memory = new SmallMemory();
    const sends = new Sends(memory);
    for (let at = 0; at < 20; at++) await sends.keep(track(`m${at}`, { text: 'x'.repeat(20_000) }));
    expect(memory.kept.letGo.count).to.equal(0);
    memory.room = 300_000;
    expect(await sends.keep(track('last', { text: 'x'.repeat(20_000) }))).to.equal(true);
    expect(ids(memory.kept.sends)).to.have.length(21);
    expect(memory.kept.letGo.latest.every(({ what }) => what === 'text')).to.equal(true);
    expect(memory.kept.sends.at(-1)?.news).to.have.nested.property('send.body.text.length', 20_000);
    expect(sends.full).to.equal(false);
  });

  it('it is said that nothing more is kept, until something is', async () => {
    const memory = new SmallMemory();
    const sends = new Sends(memory);
    memory.room = 10;
    expect([await sends.keep(track('a')), sends.full, memory.kept.sends.length]).to.deep.equal([false, true, 0]);
    memory.room = 10_000;
    expect([await sends.keep(track('a')), sends.full, memory.kept.sends.length]).to.deep.equal([true, false, 1]);
  });

  it('what has been answered makes room', async () => {
    const memory = new SmallMemory();
    const sends = new Sends(memory);
    await sends.keep({ ...track('a'), at: Date.now() });
    expect([await sends.answered('other'), await sends.answered('a'), await sends.answered('a')]).to.deep.equal([false, true, false]);
    expect(memory.kept.sends).to.deep.equal([]);
  });
});
