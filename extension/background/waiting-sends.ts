import type { LetGo, SendNews } from '../messages.ts';
import type { WaitingSendNews } from './kept.ts';

const day = 86_400_000;

/**
 * How much of what was sent waits for a sidebar, at the most. Chrome and Edge give an extension 10 MB (`storage.local.QUOTA_BYTES`),
 * which changes that wait in sidebars without a database share.
 */
export const limits = { count: 500, age: 30 * day, bytes: 4_000_000 };

/** Of those that were let go of the latest are named, the others counted. */
const mostNamed = 50;

const subjectOf = (news: SendNews) => (news.type === 'track' ? news.send.subject : '');
const recipientsOf = (news: SendNews) =>
  news.type === 'track' ? [...news.send.to, ...news.send.cc, ...news.send.bcc].map(({ email }) => email) : [];
const textOf = (news: SendNews) => (news.type === 'track' ? news.send.body.html + news.send.body.text : '');

/** What a message is that news are about: what Gmail says of one goes with it. */
const trackOf = (news: SendNews) => (news.type === 'track' ? news.id : news.type === 'sent' ? news.sent.track : news.track);

const bytesOf = (waiting: WaitingSendNews) => new TextEncoder().encode(JSON.stringify(waiting)).length;

function withoutText(waiting: WaitingSendNews): WaitingSendNews {
  const { news } = waiting;
  return news.type === 'track' ? { ...waiting, news: { ...news, send: { ...news.send, body: { html: '', text: '' } } } } : waiting;
}

/**
 * What of the waiting is kept on, and what is let go of for it: first what has waited for too long; then texts, then messages, from
 * the oldest on, until the rest has room.
 */
export function fitted(
  sends: readonly WaitingSendNews[],
  now: number,
  { count, age, bytes } = limits,
): { sends: WaitingSendNews[]; letGo: LetGo[] } {
  const letGo: LetGo[] = [];
  const say = ({ news, at }: WaitingSendNews, what: LetGo['what'], why: LetGo['why']) =>
    letGo.push({ what, why, subject: subjectOf(news), to: recipientsOf(news).slice(0, 3), at: new Date(at).toISOString() });
  let left = [...sends];
  const drop = (gone: WaitingSendNews, why: LetGo['why']) => {
    const track = trackOf(gone.news);
    left = left.filter((one) => one !== gone && (track === null || trackOf(one.news) !== track));
    say(gone, gone.news.type === 'track' ? 'message' : 'word of it', why);
  };
  for (const one of sends) if (now - one.at > age && left.includes(one)) drop(one, 'age');
  for (let oldest = left[0]; oldest && left.length > count; oldest = left[0]) drop(oldest, 'count');
  let size = left.reduce((sum, one) => sum + bytesOf(one), 0);
  for (const [at, one] of left.entries()) {
    if (size <= bytes) break;
    if (textOf(one.news) === '') continue;
    const bare = withoutText(one);
    size -= bytesOf(one) - bytesOf(bare);
    left[at] = bare;
    say(one, 'text', 'room');
  }
  for (let oldest = left[0]; oldest && size > bytes; oldest = left[0]) {
    drop(oldest, 'room');
    size = left.reduce((sum, one) => sum + bytesOf(one), 0);
  }
  return { sends: left, letGo };
}

export interface AllLetGo {
  count: number;
  latest: LetGo[];
}

export const addLetGo = ({ count, latest }: AllLetGo, more: readonly LetGo[]): AllLetGo => ({
  count: count + more.length,
  latest: [...latest, ...more].slice(-mostNamed),
});
