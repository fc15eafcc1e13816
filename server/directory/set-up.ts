import type { SQL } from 'drizzle-orm';
import { eq } from 'drizzle-orm';
import type { Language } from '../http/language.ts';
import { HttpError } from '../http/index.ts';
import type { Secrets } from '../secrets.ts';
import type { Auth } from './accounts.ts';
import { createAccount } from './accounts.ts';
import type { DirectoryDatabase } from './database.ts';
import { sameSecret } from './hash.ts';
import type { Members, Membership, NewWorkspace } from './members.ts';
import { user } from './schema.ts';

export interface Owner {
  name: string;
  email: string;
  password: string;
  workspace: Pick<NewWorkspace, 'name' | 'currency' | 'timezone'>;
  language: Language;
}

/** The first start: until somebody has an account, whoever reads the server's log may make it. No password is known before. */
export function createSetUp(options: {
  db: DirectoryDatabase;
  auth: Auth;
  secrets: Secrets;
  members: Members;
  /** Whether sample accounts count as somebody. */
  samples: boolean;
}) {
  const { db, auth, members, samples } = options;
  const token = options.secrets.derive('set-up').toString('hex').slice(0, 32);
  let turn: Promise<unknown> = Promise.resolve();

  const somebody = async (where?: SQL): Promise<boolean> => {
    const found = await db.select({ id: user.id }).from(user).where(where).limit(1);
    return found.length > 0;
  };
  const owned = () => somebody(eq(user.sample, false));
  const done = () => (samples ? somebody() : owned());

  async function run(given: string, owner: Owner): Promise<Membership> {
    const right = sameSecret(given, token);
    if (await done()) throw new HttpError('conflict', 'This server is set up already: sign in.');
    if (!right) throw new HttpError('forbidden', 'The set-up token is wrong: it stands in the server’s log.');
    const account = await createAccount(auth, owner);
    return members.create({ ...owner.workspace, language: owner.language, owner: account });
  }

  return {
    token,
    done,
    /** Whether somebody has an account whose password is their own. */
    owned,
    /** Makes the owner and the first workspace, once. @throws HttpError forbidden, conflict */
    run: (given: string, owner: Owner): Promise<Membership> => {
      const mine = turn.then(() => run(given, owner));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}
