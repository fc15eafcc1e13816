import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedLetter {
  to: string[];
  /** The message as it came over the wire, headers and all. */
  raw: string;
}

/** A mail server on a free port that keeps what it is given: for tests. */
export async function startMailServer(options: { refuse?: boolean } = {}) {
  const letters: ReceivedLetter[] = [];
  const waiting: (() => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: (_address, _session, done) => done(options.refuse ? new Error('No such mailbox.') : null),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        letters.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        done();
        for (const wake of waiting.splice(0)) wake();
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    /** The newest letter to an address, once it has come; `after` as many letters as were there before. */
    letterTo: async (address: string, after = 0): Promise<ReceivedLetter> => {
      for (;;) {
        const letter = letters.slice(after).findLast(({ to }) => to.includes(address));
        if (letter) return letter;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The text of a letter, its soft line breaks and escapes undone (RFC 2045, section 6.7). */
export function textOf({ raw }: ReceivedLetter): string {
  return raw.replace(/=\r?\n/g, '').replace(/(=[0-9A-F]{2})+/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'));
}

/** The token in a letter's link. */
export function tokenIn(letter: ReceivedLetter): string {
  const token = /#\/[\w-]+\?token=([\w.%-]+)/.exec(textOf(letter))?.[1];
  if (token === undefined) throw new Error(`No link in the letter:\n${letter.raw}`);
  return decodeURIComponent(token);
}
