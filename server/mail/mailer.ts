import { setTimeout as wait } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Language } from '../http/language.ts';
import { HttpError } from '../http/errors.ts';
import type { LetterFacts, LetterKind } from './letters.ts';
import { html, letter, plainText } from './letters.ts';

export interface Envelope<K extends LetterKind = LetterKind> {
  to: string;
  language: Language;
  kind: K;
  facts: LetterFacts[K];
}

export interface Mailer {
  /** Where letters go: without a mail server their links are printed in the log, or what needs mail is refused. */
  readonly letters: 'sent' | 'printed' | 'refused';
  /** @throws HttpError unavailable where mail is neither set up nor printed in the log */
  requireSetUp(): void;
  /** Waits until the mail server has taken the letter. @throws HttpError unavailable */
  send<K extends LetterKind>(envelope: Envelope<K>): Promise<void>;
  /** Sends behind the answer, so that its time tells nothing about the addressee; tried again twice, then logged. */
  post<K extends LetterKind>(envelope: Envelope<K>): void;
  /** Waits for letters on their way. */
  close(): Promise<void>;
}

type Deliver = (to: string, subject: string, text: string, htmlText: string, link: string) => Promise<void>;

/**
 * Mail through the SMTP server of the settings. Without one, links are printed in the log while only this machine
 * reaches the server; elsewhere what needs mail is refused.
 */
export function createMailer(config: Pick<Config, 'mail' | 'loopback'>, log: Logger, retryMilliseconds = 2000): Mailer {
  const transport = config.mail && createTransport(config.mail.url, { from: config.mail.from });
  const underway = new Set<Promise<void>>();
  const unavailable = () => new HttpError('unavailable', 'This server has no mail set up (SMTP_URL, MAIL_FROM): ask whoever runs it.');

  const deliver: Deliver = async (to, subject, text, htmlText, link) => {
    if (transport) await transport.sendMail({ to, subject, text, html: htmlText });
    else if (config.loopback) log.warn({ to, subject, link }, 'SMTP_URL is not set: the letter is printed here');
    else throw unavailable();
  };
  const write = <K extends LetterKind>({ to, language, kind, facts }: Envelope<K>) => {
    const written = letter(kind, language, facts);
    return deliver(to, written.subject, plainText(written), html(written, language), written.action.link);
  };

  return {
    letters: transport ? 'sent' : config.loopback ? 'printed' : 'refused',
    requireSetUp: () => {
      if (!transport && !config.loopback) throw unavailable();
    },
    send: async (envelope) => {
      try {
        await write(envelope);
      } catch (cause) {
        if (cause instanceof HttpError) throw cause;
        throw new HttpError('unavailable', 'The mail server did not take the letter. Try again later.', { cause });
      }
    },
    post: (envelope) => {
      const sending = (async () => {
        for (let attempt = 1; ; attempt++) {
          try {
            return await write(envelope);
          } catch (err) {
            if (attempt === 3) {
              log.error({ err, kind: envelope.kind }, 'a letter could not be sent');
              return;
            }
            await wait(retryMilliseconds * attempt);
          }
        }
      })();
      underway.add(sending);
      void sending.finally(() => underway.delete(sending));
    },
    close: async () => {
      await Promise.all(underway);
      transport?.close();
    },
  };
}
