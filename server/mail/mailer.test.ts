import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import type { Mailer } from './index.ts';
import { createMailer } from './index.ts';
import { letter } from './letters.ts';
import { startMailServer, textOf, tokenIn } from './testing.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function set(options: { refuse?: boolean; mail?: boolean; loopback?: boolean } = {}) {
  const server = await startMailServer(options);
  const lines: { level: number; link?: string }[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as { level: number }) });
  const mail = options.mail === false ? undefined : { url: server.url, from: 'Inlay <crm@example.com>' };
  const mailer: Mailer = createMailer({ mail, loopback: options.loopback ?? false }, log, 1);
  closers.push(() => mailer.close(), server.close);
  return { server, lines, mailer };
}

const reset = (language: 'en' | 'fr' = 'en') =>
  ({ to: 'ada@example.com', language, kind: 'reset', facts: { link: 'https://crm.example/#/reset?token=abc', hours: 1 } }) as const;

describe('letters', () => {
  test('arrive with sender, subject and link, as text and as HTML', async () => {
    const { mailer, server } = await set();
    await mailer.send(reset());
    const received = await server.letterTo('ada@example.com');
    expect(received.raw).toContain('From: Inlay <crm@example.com>');
    expect(received.raw).toContain('Subject: Choose a new password');
    expect(received.raw).toContain('Content-Type: text/html');
    expect(tokenIn(received)).toBe('abc');
  });

  test('are written in the language of their reader', async () => {
    const { mailer, server } = await set();
    await mailer.send(reset('fr'));
    expect(textOf(await server.letterTo('ada@example.com'))).toContain('Choisir un nouveau mot de passe');
  });

  test('do not take markup or header lines from names', async () => {
    const { mailer, server } = await set();
    await mailer.send({
      to: 'bob@example.com',
      language: 'en',
      kind: 'invitation',
      facts: {
        link: 'https://crm.example/#/invite?token=abc',
        days: 14,
        inviter: '<b>Eve</b>\r\nBcc: all@example.com',
        workspace: 'A & B',
      },
    });
    const received = await server.letterTo('bob@example.com');
    expect(received.raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m);
    expect(textOf(received)).toContain('&lt;b&gt;Eve&lt;/b&gt;');
    expect(received.to).toEqual(['bob@example.com']);
  });

  test('say the same in both languages', () => {
    for (const kind of ['reset', 'sign-up', 'account-exists', 'invitation'] as const) {
      const facts = { link: 'https://x.example', hours: 2, days: 3, inviter: 'Ada', workspace: 'Acme' };
      const [en, fr] = [letter(kind, 'en', facts), letter(kind, 'fr', facts)];
      expect(fr.paragraphs.length).toBe(en.paragraphs.length);
      expect(fr.subject).not.toBe(en.subject);
      expect(fr.action.link).toBe(facts.link);
    }
  });
});

describe('a mail server that refuses', () => {
  test('is told to who waits', async () => {
    const { mailer } = await set({ refuse: true });
    await expect(mailer.send(reset())).rejects.toMatchObject({ code: 'unavailable', status: 503 });
  });

  test('is logged where nobody waits, after trying again', async () => {
    const { mailer, lines } = await set({ refuse: true });
    mailer.post(reset());
    await mailer.close();
    expect(lines.filter(({ level }) => level === 50)).toHaveLength(1);
    expect(JSON.stringify(lines)).not.toContain('token=');
  });
});

describe('without a mail server', () => {
  test('links are printed while only this machine reaches the server', async () => {
    const { mailer, lines } = await set({ mail: false, loopback: true });
    mailer.requireSetUp();
    await mailer.send(reset());
    expect(lines[0]?.link).toBe('https://crm.example/#/reset?token=abc');
  });

  test('elsewhere it is refused, and no link reaches the log', async () => {
    const { mailer, lines } = await set({ mail: false });
    expect(() => mailer.requireSetUp()).toThrow(/SMTP_URL/);
    await expect(mailer.send(reset())).rejects.toMatchObject({ status: 503 });
    expect(JSON.stringify(lines)).not.toContain('token=');
  });
});
