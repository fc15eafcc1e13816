import type { Session, SessionProblem } from '../messages.ts';
import type { Kept } from './kept.ts';
import { choiceFor, problemOf, signInFor } from './kept.ts';

/** What keeps servers from answering, by their origin. */
export type Reach = ReadonlyMap<string, SessionProblem>;

/** What a tab may know of who it works for. */
export function sessionOf(kept: Kept, reach: Reach, address: string | null, full = false): Session {
  const unnoted = { letGo: kept.letGo.count, full };
  const account = address === null ? null : { address, choice: choiceFor(kept, address) };
  const signIn = signInFor(kept, address);
  if (!signIn) {
    const problem = (kept.server === null ? undefined : reach.get(kept.server)) ?? null;
    const state = kept.server === null ? 'no-server' : problem ? 'unreachable' : 'signed-out';
    return { state, problem, signIn: null, server: kept.server, workspace: null, person: null, account, unnoted };
  }
  const { server, workspace, person } = signIn;
  const state = signIn.refreshToken === null ? 'signed-out' : 'signed-in';
  return { state, problem: problemOf(signIn) ?? reach.get(server) ?? null, signIn: signIn.id, server, workspace, person, account, unnoted };
}
