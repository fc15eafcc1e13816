import { and, eq, sql } from 'drizzle-orm';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { Actor } from '../../shared/mutators/index.ts';
import { handOverLimit, handedOver, standardSetup } from '../../shared/mutators/index.ts';
import type { User } from '../../shared/records/index.ts';
import type { Language } from '../http/language.ts';
import { HttpError } from '../http/index.ts';
import type { Account } from './accounts.ts';
import type { DirectoryDatabase } from './database.ts';
import { isDuplicate, writeBatch } from './database.ts';
import type { Grants } from './grants.ts';
import type { Keys } from './keys.ts';
import { membership, user as accounts, workspace as workspaces } from './schema.ts';
import type { Workspace } from '../workspace/index.ts';

export interface NewWorkspace {
  name: string;
  currency?: string | undefined;
  timezone?: string | undefined;
  language?: Language | undefined;
  /** Becomes its first person: an administrator who sees everything. */
  owner: Account;
}

export interface Membership {
  workspace: Workspace;
  name: string;
  /** Active at this moment. */
  user: User;
}

/** Somebody goes, by their own will or an administrator's. */
export interface Departure {
  actor: Actor;
  leaver: Id;
  /** An active person, not the leaver; undefined: what is the leaver's stays so. */
  handOverTo: Id | undefined;
}

const directoryActor = { kind: 'system', name: 'directory' } as const;

export type Members = ReturnType<typeof createMembers>;

/** Which accounts are which people in which workspaces. */
export function createMembers(options: {
  db: DirectoryDatabase;
  openWorkspace(id: Id): Promise<Workspace>;
  /** Makes its database, empty but for its tables. */
  createWorkspace(id: Id): Promise<Workspace>;
  keys: Pick<Keys, 'revokeOf'>;
  grants: Pick<Grants, 'endIn'>;
  now?: () => Date;
}) {
  const { db, openWorkspace, createWorkspace } = options;
  const now = options.now ?? (() => new Date());

  async function find(workspaceId: Id, accountId: string): Promise<Membership | undefined> {
    const [row] = await db
      .select({ personId: membership.personId })
      .from(membership)
      .where(and(eq(membership.accountId, accountId), eq(membership.workspaceId, workspaceId)));
    return row && active(await openWorkspace(workspaceId), row.personId);
  }

  function active(workspace: Workspace, personId: Id): Membership | undefined {
    const user = workspace.user(personId);
    return user?.status === 'active' ? { workspace, name: nameOf(workspace), user } : undefined;
  }

  /** Lists a workspace whose database stands, with its first accounts: from now on people can come in. */
  async function register(workspaceId: Id, first: readonly { accountId: string; personId: Id }[]): Promise<void> {
    const createdAt = now();
    await writeBatch(db, [
      db.insert(workspaces).values({ id: workspaceId, createdAt }),
      ...first.map((person) => db.insert(membership).values({ workspaceId, ...person, createdAt })),
    ]);
  }

  return {
    /** The account's place in a workspace; undefined for a stranger, someone who left, and an unknown workspace alike. */
    find,

    /** The workspaces in which the account is an active person, by name. */
    list: async (accountId: string): Promise<Membership[]> => {
      const rows = await db.select().from(membership).where(eq(membership.accountId, accountId));
      const found: Membership[] = [];
      for (const row of rows) {
        const place = active(await openWorkspace(row.workspaceId), row.personId);
        if (place) found.push(place);
      }
      return found.sort((a, b) => a.name.localeCompare(b.name));
    },

    /** A workspace with the usual pipeline and lists; its owner is in before anyone learns of it. */
    create: async ({ name, currency, timezone, language, owner }: NewWorkspace): Promise<Membership> => {
      const id = newId();
      const personId = newId();
      const workspace = await createWorkspace(id);
      await workspace.mutate(
        { kind: 'system', name: 'set-up' },
        standardSetup({
          workspace: { name, ...(currency && { currency }), ...(timezone && { timezone }) },
          administrator: { id: personId, name: owner.name, email: owner.email, ...(timezone && { timezone }) },
          language: language ?? 'en',
          newId,
        }),
      );
      await register(id, [{ accountId: owner.id, personId }]);
      const place = active(workspace, personId);
      if (!place) throw new Error('A new workspace has no owner.');
      return place;
    },

    register,

    /** Whether the account is or was somebody in any workspace. */
    hasPlace: async (accountId: string): Promise<boolean> => {
      const found = await db.select({ id: membership.personId }).from(membership).where(eq(membership.accountId, accountId)).limit(1);
      return found.length > 0;
    },

    /**
     * Shuts a person out, and gives what is theirs to another one. Can be repeated: what has been handed over stays so, and
     * for somebody who left before it hands over what they left. @throws Rejection
     */
    leave: async (workspace: Workspace, { actor, leaver, handOverTo }: Departure): Promise<void> => {
      const mutation = { name: 'updateUser', args: { id: leaver, status: 'inactive' } } as const;
      await workspace.mutate(actor, [mutation]);
      await options.keys.revokeOf(workspace.id, leaver);
      await options.grants.endIn(workspace.id, leaver);
      if (handOverTo === undefined) return;
      for (const type of handedOver)
        for (;;) {
          const ids = await workspace.idsOwnedBy(leaver, type, handOverLimit);
          if (ids.length === 0) break;
          await workspace.mutate(directoryActor, [{ name: 'handOver', args: { type, ids, owner_id: handOverTo } }]);
        }
    },

    /** Makes an account the person of a workspace. @throws HttpError already_exists when either has a match already */
    add: async (workspaceId: Id, accountId: string, personId: Id): Promise<void> => {
      try {
        await db.insert(membership).values({ workspaceId, accountId, personId, createdAt: now() });
      } catch (cause) {
        if (!isDuplicate(cause)) throw cause;
        throw new HttpError('already_exists', 'This account or this person is in the workspace already.', { cause });
      }
    },

    /** The account that a person signs in with. */
    accountOf: async (workspaceId: Id, personId: Id): Promise<Account | undefined> => {
      const [row] = await db
        .select({ id: accounts.id, email: accounts.email, name: accounts.name })
        .from(membership)
        .innerJoin(accounts, eq(accounts.id, membership.accountId))
        .where(and(eq(membership.workspaceId, workspaceId), eq(membership.personId, personId)));
      return row;
    },

    /** The workspace of each of these who is or was somebody's person. */
    homesOf: async (people: readonly Id[]): Promise<Map<Id, Id>> => {
      const rows = await db
        .select({ personId: membership.personId, workspaceId: membership.workspaceId })
        .from(membership)
        .where(sql`${membership.personId} IN (SELECT value FROM json_each(${JSON.stringify(people)}))`);
      return new Map(rows.map(({ personId, workspaceId }) => [personId, workspaceId]));
    },

    /** The person that the account is or was in the workspace. */
    personOf: async (workspaceId: Id, accountId: string): Promise<Id | undefined> => {
      const [row] = await db
        .select({ personId: membership.personId })
        .from(membership)
        .where(and(eq(membership.accountId, accountId), eq(membership.workspaceId, workspaceId)));
      return row?.personId;
    },
  };
}

export const nameOf = (workspace: Workspace): string => workspace.every('workspace_settings')[0]?.name ?? '';
