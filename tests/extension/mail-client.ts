import { get } from 'node:http';

/** Loads a picture as a program of somebody else does, from an address at which the sender is not: loopback has many. Gives the state of the answer. */
export function load(url: string, { agent, from }: { agent: string; from: string }): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, { localAddress: from, headers: { 'User-Agent': agent } }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    request.once('error', reject);
  });
}

export const thunderbird = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.2.0';
export const scanner = 'Mozilla/5.0 (compatible; Barracuda Sentinel (EE))';
