import { eq, inArray, lt } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Id } from '../../shared/ids.ts';
import type { Config } from '../config.ts';
import type { Limiter } from '../http/index.ts';
import type { Mailer } from '../mail/index.ts';
import type { Secrets } from '../secrets.ts';
import type { Account } from './accounts.ts';
import { createAccount, createAuth } from './accounts.ts';
import type { NewAccount } from './accounts.ts';
import { openDirectoryDatabase } from './database.ts';
import { createGrants } from './grants.ts';
import { createInvitations } from './invitations.ts';
import { createKeys } from './keys.ts';
import { createMembers } from './members.ts';
import { createRequirePerson } from './person.ts';
import { grant, session, user } from './schema.ts';
import { createSetUp } from './set-up.ts';
import { createSignUpLinks } from './sign-up.ts';
import { createTokens } from './tokens.ts';
import type { Workspace, Workspaces } from '../workspace/index.ts';

export interface DirectoryOptions {
  config: Config;
  log: Logger;
  secrets: Secrets;
  /** Where people reach the server: links in mails begin with it. */
  publicUrl: string;
  workspaces: Workspaces;
  limiter: Limiter;
  mailer: Mailer;
  /** Hears who is at work, and from which address. */
  onActive?: (personId: Id, address: string) => void;
}

/** People, workspaces, sessions and keys: who may come in, and where to. */
export async function openDirectory(options: DirectoryOptions) {
  const { config, log, secrets, publicUrl, workspaces, limiter, mailer } = options;
  const db = await openDirectoryDatabase(config);
  await db.delete(session).where(lt(session.expiresAt, new Date()));
  await db.delete(grant).where(lt(grant.expiresAt, new Date()));
  // Sessions and grants of sample accounts end where others than this machine can reach the server.
  if (!config.loopback) {
    const samples = db.select({ id: user.id }).from(user).where(eq(user.sample, true));
    await db.delete(session).where(inArray(session.userId, samples));
    await db.delete(grant).where(inArray(grant.accountId, samples));
  }
  // Where several processes write, what this one knows of a workspace may be old.
  const openWorkspace = async (id: Id): Promise<Workspace> => {
    const workspace = await workspaces.open(id);
    if (config.libsql) await workspace.refresh();
    return workspace;
  };
  const grants = createGrants(db);
  const auth = createAuth({ db, secrets, publicUrl, mailer, log, samples: config.loopback, onPasswordReset: grants.endAllOf });
  const keys = createKeys(db);
  const members = createMembers({ db, openWorkspace, createWorkspace: (id) => workspaces.create(id), keys, grants });
  const tokens = createTokens(secrets);
  const underway = new Set<Promise<unknown>>();

  const findAccount = async (email: string): Promise<Account | undefined> => {
    const [row] = await db
      .select({ id: user.id, email: user.email, name: user.name })
      .from(user)
      .where(eq(user.email, email.toLowerCase()));
    return row;
  };

  return {
    auth,
    members,
    tokens,
    keys,
    grants,
    /** The extensions that may ask for a grant; empty: any. */
    extensionIds: config.extensionIds,
    limiter,
    mailer,
    publicUrl,
    signUp: config.signUp,
    signUpLinks: createSignUpLinks(secrets),
    invitations: createInvitations({ db, openWorkspace, members, mailer, publicUrl }),
    setUp: createSetUp({ db, auth, secrets, members, samples: config.loopback }),
    requirePerson: createRequirePerson({
      tokens,
      keyLives: keys.lives,
      openWorkspace,
      publicUrl,
      ...(options.onActive && { onActive: options.onActive }),
    }),
    openWorkspace,

    findAccount,
    /** @throws HttpError already_exists */
    createAccount: (wanted: NewAccount): Promise<Account> => createAccount(auth, wanted),

    /** Lets work go on behind an answer; its failure is logged, and `settle` waits for it. */
    behind: (work: Promise<unknown>): void => {
      const watched = work.catch((err: unknown) => log.error({ err }, 'work behind an answer failed'));
      underway.add(watched);
      void watched.finally(() => underway.delete(watched));
    },

    /** @throws where the database does not answer */
    ready: async (): Promise<void> => {
      await db.$client.execute('SELECT 1');
    },

    /** Waits for work behind answers. */
    settle: async (): Promise<void> => {
      while (underway.size > 0) await Promise.all(underway);
    },

    close: async (): Promise<void> => {
      db.$client.close();
    },
  };
}

export type Directory = Awaited<ReturnType<typeof openDirectory>>;
