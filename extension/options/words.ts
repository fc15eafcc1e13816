import { msg, str } from '../../components/base/localisation/index.ts';
import type { SessionProblem } from '../messages.ts';
import type { AddressProblem } from '../server-address.ts';
import { Refused } from './background.ts';

/** What keeps the extension from its work, and what to do about it. */
export function wordsFor(problem: SessionProblem, server: string): string {
  const name = server.replace(/^https:\/\//, '');
  if (problem === 'signed-out-by-server') return msg('The server has ended this sign-in. Sign in again to go on.');
  if (problem === 'unreachable') return msg(str`${name} does not answer. Check the address and the connection.`);
  if (problem === 'not-inlay') return msg(str`Something answers at ${name}, but it is no Inlay server. Check the address.`);
  if (problem === 'too-old') return msg(str`The server at ${name} is older than this extension. Ask whoever runs it for an update.`);
  if (problem === 'not-allowed') return msg(str`The server at ${name} does not let this extension sign in. Ask whoever runs it.`);
  return msg(str`Your browser does not let the extension reach ${name}. Connect again and allow it.`);
}

/** Undefined where there is nothing to say: the person has closed the window themselves. */
export function wordsForError(error: unknown, server: string): string | undefined {
  if (!(error instanceof Refused)) throw error;
  if (error.problem === 'cancelled') return undefined;
  return error.problem === 'failed' ? msg(str`That did not work: ${error.message}`) : wordsFor(error.problem, server);
}

export function wordsForAddress(problem: AddressProblem): string {
  if (problem === 'empty') return msg('Write the address of your server, such as crm.example.com.');
  if (problem === 'not-https') return msg('Over the network the address must begin with https://.');
  if (problem === 'credentials') return msg('Leave name and password out of the address: you sign in on the next page.');
  return msg('This is no address. Write one such as crm.example.com.');
}
