import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';

interface Client {
  /** Its `User-Agent`. */
  agent: string;
  /** An address at which the sender is not: loopback has many. */
  from: string;
}

/** Loads a picture as a program of somebody else does. Gives the state of the answer. */
export const load = async (url: string, client: Client): Promise<number> => (await ask(url, client)).statusCode ?? 0;

/** Where a link leads that somebody else presses. */
export const follow = async (url: string, client: Client): Promise<string | undefined> => (await ask(url, client)).headers.location;

function ask(url: string, { agent, from }: Client): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = get(url, { localAddress: from, headers: { 'User-Agent': agent } }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer));
    });
    request.once('error', reject);
  });
}

export const thunderbird = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.2.0';
export const scanner = 'Mozilla/5.0 (compatible; Barracuda Sentinel (EE))';
