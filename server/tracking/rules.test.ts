import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HitClass, HitReason } from '../../shared/tracking.ts';
import { hitClasses, hitReasons } from '../../shared/tracking.ts';
import { clientOf } from './clients.ts';
import { Counts } from './counts.ts';
import type { Circumstances, Facts } from './rules.ts';
import { classify, classifyAgain, clickSeconds, fleetingReason, proxySeconds, repeatSeconds, rules, sendingSeconds } from './rules.ts';

const agents = {
  gmail: 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
  yahoo: 'Mozilla/5.0 (compatible; YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html)',
  prefetch:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0',
  apple: 'Mozilla/5.0',
  appleMail: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)',
  iphoneMail: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  outlook:
    'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Win64; x64; Trident/7.0; .NET4.0C; Microsoft Outlook 16.0.4266; ms-office; MSOffice 16)',
  thunderbird: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.2.0',
  chrome: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36',
  edge: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0',
};

const sentAt = Date.parse('2026-11-26T09:00:00.000Z');
const minute = 60_000;

const facts = (agent: string, more: Partial<Facts> = {}): Facts => ({
  kind: 'open',
  at: sentAt + 20 * minute,
  agent,
  client: clientOf(agent),
  head: false,
  prefetch: false,
  own: false,
  ...more,
});
const taken = (agent: string, more: Partial<Facts> = {}, circumstances: Partial<Circumstances> = {}) => {
  const verdict = classify(facts(agent, more), { sentAt, lastAt: undefined, scheduled: false, ...circumstances });
  return `${verdict.class} ${verdict.reason}`;
};

describe('an open', () => {
  it.each<[string, string, `${HitClass} ${HitReason}`]>([
    ['through Gmail’s image proxy is a person', agents.gmail, 'person image_proxy'],
    ['through Yahoo’s image proxy is a person', agents.yahoo, 'person image_proxy'],
    ['in Outlook is a person', agents.outlook, 'person loaded'],
    ['in Outlook on a phone is a person', 'Outlook-iOS/2.0', 'person loaded'],
    ['in Apple’s mail program without its privacy protection is a person', agents.appleMail, 'person loaded'],
    ['on an iPhone is a person', agents.iphoneMail, 'person loaded'],
    ['in Thunderbird is a person', agents.thunderbird, 'person loaded'],
    ['in Superhuman is a person', 'Superhuman', 'person loaded'],
    ['in a browser is a person', agents.chrome, 'person loaded'],
    ['that Gmail prefetches is not', agents.prefetch, 'gmail_prefetch gmail_prefetch_agent'],
    ['that Apple’s proxies load is not', agents.apple, 'apple_privacy apple_mail_privacy'],
    ['without a name is not', '', 'scanner no_agent'],
    ['with a blank name is not', '  ', 'scanner no_agent'],
    ['by Barracuda is not', 'Barracuda Sentinel (EE)', 'scanner security_product'],
    ['by Proofpoint is not', 'Mozilla/5.0 (compatible; Proofpoint URL Defense)', 'scanner security_product'],
    ['by Mimecast is not', 'Mozilla/5.0 Mimecast/1.0', 'scanner security_product'],
    ['by Safe Links is not', 'Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1) SafeLinks/1.0', 'scanner security_product'],
    ['by an Office link check is not', 'Microsoft Office Existence Discovery', 'scanner security_product'],
    ['by a Bing preview is not', 'Mozilla/5.0 (Windows NT 6.1) BingPreview/1.0b', 'scanner security_product'],
    ['by a crawler is not', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'scanner bot_agent'],
    ['by a script is not', 'python-requests/2.31.0', 'scanner bot_agent'],
    ['by curl is not', 'curl/8.5.0', 'scanner bot_agent'],
    ['by a browser without a window is not', 'Mozilla/5.0 (X11; Linux) HeadlessChrome/139.0', 'scanner bot_agent'],
  ])('%s', (_, agent, expected) => expect(taken(agent)).toBe(expected));

  it('of the head alone shows nothing to anybody', () => expect(taken(agents.chrome, { head: true })).toBe('scanner head_request'));
  it('that says it is for later is not one yet', () => expect(taken(agents.chrome, { prefetch: true })).toBe('scanner prefetch_header'));
  it('from where the sender is at work is their own', () => expect(taken(agents.chrome, { own: true })).toBe('own sender_address'));
  it('by a scanner from there is a scanner’s', () => expect(taken('Mimecast', { own: true })).toBe('scanner security_product'));
});

describe('the time', () => {
  it('before sending: the compose window', () => {
    expect(taken(agents.gmail, { at: sentAt - 1 })).toBe('own before_sending');
    expect(taken(agents.chrome, { at: sentAt - sendingSeconds * 1000 + 1 })).toBe('own before_sending');
  });
  it('long before it was told of: a message that was told of late', () => {
    expect(taken(agents.gmail, { at: sentAt - sendingSeconds * 1000 })).toBe('person image_proxy');
  });
  it('long before it was sent at a chosen time: nobody had it', () => {
    expect(taken(agents.gmail, { at: sentAt - 24 * 60 * minute }, { scheduled: true })).toBe('own before_sending');
    expect(taken(agents.apple, { at: sentAt - 24 * 60 * minute }, { scheduled: true })).toBe('own before_sending');
    expect(taken(agents.gmail, { at: sentAt + minute }, { scheduled: true })).toBe('person image_proxy');
  });
  it('of a message that nobody has told of: what the request says of itself', () => {
    expect(taken(agents.gmail, {}, { sentAt: undefined })).toBe('person image_proxy');
    expect(taken(agents.apple, {}, { sentAt: undefined })).toBe('apple_privacy apple_mail_privacy');
  });
  it('within seconds of sending a proxy is early, and a mail program is not', () => {
    expect(taken(agents.gmail, { at: sentAt })).toBe('proxy_early proxy_within_seconds');
    expect(taken(agents.yahoo, { at: sentAt + proxySeconds * 1000 - 1 })).toBe('proxy_early proxy_within_seconds');
    expect(taken(agents.gmail, { at: sentAt + proxySeconds * 1000 })).toBe('person image_proxy');
    expect(taken(agents.outlook, { at: sentAt + 2000 })).toBe('person loaded');
  });
  it('of the same client within seconds is a repetition', () => {
    const at = sentAt + 20 * minute;
    expect(taken(agents.gmail, { at }, { lastAt: at })).toBe('duplicate repeated');
    expect(taken(agents.gmail, { at }, { lastAt: at - repeatSeconds * 1000 + 1 })).toBe('duplicate repeated');
    expect(taken(agents.gmail, { at }, { lastAt: at - repeatSeconds * 1000 })).toBe('person image_proxy');
  });
});

describe('a click', () => {
  const kind = 'click' as const;
  it('is a person', () => expect(taken(agents.chrome, { kind })).toBe('person clicked'));
  it('through a proxy’s name is no reading', () => expect(taken(agents.gmail, { kind })).toBe('person clicked'));
  it('within seconds of sending is nobody’s', () => {
    expect(taken(agents.edge, { kind, at: sentAt + clickSeconds * 1000 - 1 })).toBe('scanner click_within_seconds');
    expect(taken(agents.edge, { kind, at: sentAt + clickSeconds * 1000 })).toBe('person clicked');
  });
  it('by a link checker is not', () => expect(taken('Microsoft Office Protocol Discovery', { kind })).toBe('scanner security_product'));
  it('of the head alone is not', () => expect(taken(agents.chrome, { kind, head: true })).toBe('scanner head_request'));
});

describe('a request that is judged again', () => {
  it('is what it would have been, had the time been known, by what is kept of it', () => {
    const agent = fc.constantFrom(...Object.values(agents), '', 'Barracuda', 'curl/8');
    const minutes = fc.integer({ min: -30, max: 30 });
    const near = fc.oneof(
      minutes.map((count) => count * minute),
      fc.integer({ min: -70_000, max: 70_000 }),
    );
    const circumstance = fc.record({ sentAt: near, lastAt: fc.option(near, { nil: undefined }), scheduled: fc.boolean() });
    const asked = fc.record({
      kind: fc.constantFrom('open' as const, 'click' as const),
      head: fc.boolean(),
      prefetch: fc.boolean(),
      own: fc.boolean(),
    });
    fc.assert(
      fc.property(agent, asked, circumstance, (name, more, { sentAt: offset, lastAt, scheduled }) => {
        const request = facts(name, { at: sentAt, ...more });
        const { kind, at, client } = request;
        const circumstances = { sentAt: sentAt + offset, lastAt: lastAt === undefined ? undefined : sentAt + lastAt, scheduled };
        expect(classifyAgain({ kind, at, client }, fleetingReason(request), circumstances)).toEqual(classify(request, circumstances));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the table', () => {
  it('has each reason once, in the order in which they are told of', () =>
    expect(rules.map(({ reason }) => reason)).toEqual([...hitReasons]));
  it('says where each rule comes from', () => {
    for (const { reason, source } of rules) expect([reason, source.length > 20]).toEqual([reason, true]);
  });
  it('decides on everything, and counts what is a person’s alone', () => {
    const agent = fc.oneof(fc.constantFrom(...Object.values(agents), '', 'Barracuda', 'curl/8'), fc.string({ maxLength: 60 }));
    const hit = fc.record({
      agent,
      kind: fc.constantFrom('open' as const, 'click' as const),
      offset: fc.integer({ min: -100_000, max: 10_000_000 }),
      head: fc.boolean(),
      prefetch: fc.boolean(),
      own: fc.boolean(),
      last: fc.option(fc.integer({ min: -100_000, max: 10_000_000 }), { nil: undefined }),
      known: fc.boolean(),
      token: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(fc.array(hit, { maxLength: 60 }), (hits) => {
        const counts = new Counts();
        const expected = new Map<string, { opens: number; clicks: number; times: number[] }>();
        for (const { agent: name, kind, offset, head, prefetch, own, last, known, token } of hits) {
          const at = sentAt + offset;
          const verdict = classify(facts(name, { kind, at, head, prefetch, own }), {
            sentAt: known ? sentAt : undefined,
            lastAt: last === undefined ? undefined : sentAt + last,
            scheduled: false,
          });
          expect(hitClasses).toContain(verdict.class);
          counts.add(token, kind, at, verdict.class);
          if (verdict.class !== 'person') continue;
          const sum = expected.get(token) ?? { opens: 0, clicks: 0, times: [] };
          expected.set(token, sum);
          if (kind === 'click') sum.clicks++;
          else {
            sum.opens++;
            sum.times.push(at);
          }
        }
        const told = new Map(counts.all().map((one) => [one.token, one]));
        for (const [token, { opens, clicks, times }] of expected) {
          const iso = (at: number) => new Date(at).toISOString();
          expect(told.get(token)).toMatchObject({ opens, clicks });
          if (opens > 0) expect(told.get(token)).toMatchObject({ first_at: iso(Math.min(...times)), last_at: iso(Math.max(...times)) });
        }
        for (const [token, { opens, clicks }] of told) if (!expected.has(token)) expect([opens, clicks]).toEqual([0, 0]);
      }),
      { numRuns: 500 },
    );
  });
});
