import type { SendNews, SessionProblem } from '../messages.ts';
import type { AllLetGo } from './waiting-sends.ts';

/** Somebody signed in to a workspace of a server. Kept in this browser alone, and read by the background alone. */
export interface SignIn {
  id: string;
  /** Origin of the server. */
  server: string;
  workspace: { id: string; name: string };
  person: { id: string; name: string; email: string };
  since: string;
  /** Null once the server has taken it back. */
  refreshToken: string | null;
}

/** What has been decided for a Gmail account; one that is not there has not been asked about. */
export type Choice = 'off' | { signIn: string };

export interface WaitingSendNews {
  /** The Gmail account, which says whose sidebar takes it. */
  account: string | null;
  /** Since when it waits: milliseconds since 1970. */
  at: number;
  news: SendNews;
}

/** All that outlives the browser. */
export interface Kept {
  /** The server that was chosen last: the next sign-in is there. */
  server: string | null;
  signIns: SignIn[];
  accounts: Record<string, Choice>;
  /** In the order of their coming, until a sidebar has answered. */
  sends: WaitingSendNews[];
  /** What has waited in vain, until the person has seen it. */
  letGo: AllLetGo;
  /** Sign-ins that have ended here, of which the server could not be told yet. */
  ended: { server: string; refreshToken: string }[];
}

/** The sign-in that an account works with: its own, or the one made last for all that have none of their own. */
export function signInFor(kept: Kept, address: string | null): SignIn | undefined {
  const choice = address === null ? undefined : kept.accounts[address];
  const own = typeof choice === 'object' ? kept.signIns.find(({ id }) => id === choice.signIn) : undefined;
  return own ?? kept.signIns.findLast(({ refreshToken }) => refreshToken !== null) ?? kept.signIns.at(-1);
}

/** Whether the person wants the extension in an account. Their own address at work needs no question. */
export function choiceFor(kept: Kept, address: string): 'ask' | 'on' | 'off' {
  const choice = kept.accounts[address];
  if (choice === 'off') return 'off';
  if (typeof choice === 'object' && kept.signIns.some(({ id }) => id === choice.signIn)) return 'on';
  return kept.signIns.some(({ person }) => person.email.toLowerCase() === address) ? 'on' : 'ask';
}

export const problemOf = ({ refreshToken }: SignIn): SessionProblem | null => (refreshToken === null ? 'signed-out-by-server' : null);
