import { eq } from 'drizzle-orm';
import type { Language } from '../http/language.ts';
import { HttpError } from '../http/index.ts';
import type { Secrets } from '../secrets.ts';
import type { Account, Auth } from './accounts.ts';
import { createAccount } from './accounts.ts';
import type { DirectoryDatabase } from './database.ts';
import { sameSecret } from './hash.ts';
import type { Members, Membership, NewWorkspace } from './members.ts';
import { fact } from './schema.ts';
import type { WorkspaceAccess } from './workspaces.ts';

export interface Owner {
  name: string;
  email: string;
  password: string;
  workspace: Omit<NewWorkspace, 'owner' | 'language'>;
  language: Language;
}

/** The first start: until an owner is there, whoever reads the server's log may become it. No password is known before. */
export function createSetUp<W extends WorkspaceAccess>(options: {
  db: DirectoryDatabase;
  auth: Auth;
  secrets: Secrets;
  members: Members<W>;
  findAccount(email: string): Promise<Account | undefined>;
}) {
  const { db, auth, members } = options;
  const token = options.secrets.derive('set-up').toString('hex').slice(0, 32);
  let turn: Promise<unknown> = Promise.resolve();

  const done = async () => (await db.select().from(fact).where(eq(fact.name, 'owner'))).length > 0;
  const finish = async (by: string) => {
    await db.insert(fact).values({ name: 'owner', value: by }).onConflictDoNothing();
  };

  async function run(given: string, owner: Owner): Promise<Membership<W>> {
    const right = sameSecret(given, token);
    if (await done()) throw new HttpError('conflict', 'This server is set up already: sign in.');
    if (!right) throw new HttpError('forbidden', 'The set-up token is wrong: it stands in the server’s log.');
    // After a crash half-way the account is there: go on with it if the password is right.
    const known = await options.findAccount(owner.email);
    if (known)
      await auth.api.signInEmail({ body: { email: owner.email, password: owner.password } }).catch((cause: unknown) => {
        throw new HttpError('wrong_credentials', 'This address has an account already, with another password.', { cause });
      });
    const account = known ?? (await createAccount(auth, owner));
    const [first] = await members.list(account.id);
    const place = first ?? (await members.create({ ...owner.workspace, language: owner.language, owner: account }));
    await finish(account.id);
    return place;
  }

  return {
    token,
    /** Whether the installation has its owner. */
    done,
    /** Notes that it has, where the sample workspace came first. */
    finish,
    /** @throws HttpError forbidden, conflict */
    run: (given: string, owner: Owner): Promise<Membership<W>> => {
      const mine = turn.then(() => run(given, owner));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}
