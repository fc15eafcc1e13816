import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import { HttpError } from '../http/index.ts';
import type { DirectoryDatabase } from './database.ts';
import { hashOf, newToken } from './hash.ts';
import { apiKey, formKey } from './schema.ts';

/** `embed`: tokens for the key's own person; `embed_everyone`: for any active person of the workspace. */
export const keyScopes = ['embed', 'embed_everyone'] as const;
type KeyScope = (typeof keyScopes)[number];

export type KeyRow = typeof apiKey.$inferSelect;

export interface NewKey {
  workspaceId: Id;
  kind: 'secret' | 'publishable';
  name: string;
  personId: Id | null;
  scopes: readonly KeyScope[];
  origins: readonly string[];
  createdBy: Id;
}

// A key's last use is worth a write once in a while, not at each request.
const useNotedMilliseconds = 60_000;
const livingKeptMilliseconds = 15_000;

export type Keys = ReturnType<typeof createKeys>;

/** API keys: shown once when they are made, stored hashed. */
export function createKeys(db: DirectoryDatabase, now: () => Date = () => new Date()) {
  /** The origins of each key that is not revoked. */
  let living = new Map<Id, readonly string[]>();
  let origins = new Set<string>();
  let livingRead = Number.NEGATIVE_INFINITY;

  async function live(key: string, kind: KeyRow['kind']): Promise<KeyRow | undefined> {
    if (!/^(pk_)?[0-9a-f]{64}$/.test(key)) return undefined;
    const [row] = await db
      .select()
      .from(apiKey)
      .where(and(eq(apiKey.hash, hashOf(key)), eq(apiKey.kind, kind), isNull(apiKey.revokedAt)));
    if (row && now().getTime() - (row.lastUsedAt?.getTime() ?? 0) > useNotedMilliseconds)
      await db.update(apiKey).set({ lastUsedAt: now() }).where(eq(apiKey.id, row.id));
    return row;
  }

  async function readLiving(): Promise<void> {
    const rows = await db.select({ id: apiKey.id, origins: apiKey.origins }).from(apiKey).where(isNull(apiKey.revokedAt));
    living = new Map(rows.map((row) => [row.id, row.origins]));
    origins = new Set(rows.flatMap((row) => row.origins));
    livingRead = now().getTime();
  }

  // Other processes revoke keys too.
  async function recent(): Promise<void> {
    if (now().getTime() - livingRead > livingKeptMilliseconds) await readLiving();
  }

  return {
    /** @returns the row and the key itself, which is not kept */
    create: async (wanted: NewKey): Promise<{ row: KeyRow; key: string }> => {
      const key = (wanted.kind === 'publishable' ? 'pk_' : '') + newToken();
      const row: KeyRow = {
        id: newId(),
        workspaceId: wanted.workspaceId,
        kind: wanted.kind,
        name: wanted.name,
        hash: hashOf(key),
        ending: key.slice(-4),
        personId: wanted.personId,
        scopes: [...wanted.scopes],
        origins: [...wanted.origins],
        createdBy: wanted.createdBy,
        createdAt: now(),
        lastUsedAt: null,
        revokedAt: null,
      };
      await db.insert(apiKey).values(row);
      await readLiving();
      return { row, key };
    },

    list: (workspaceId: Id): Promise<KeyRow[]> =>
      db
        .select()
        .from(apiKey)
        .where(and(eq(apiKey.workspaceId, workspaceId), isNull(apiKey.revokedAt)))
        .orderBy(desc(apiKey.createdAt)),

    /** @param own only a key of this person @throws HttpError not_found */
    revoke: async (workspaceId: Id, id: Id, own: Id | undefined): Promise<void> => {
      const gone = await db
        .update(apiKey)
        .set({ revokedAt: now() })
        .where(
          and(
            eq(apiKey.id, id),
            eq(apiKey.workspaceId, workspaceId),
            isNull(apiKey.revokedAt),
            own === undefined ? undefined : eq(apiKey.personId, own),
          ),
        )
        .returning({ id: apiKey.id });
      if (gone.length === 0) throw new HttpError('not_found', 'There is no such key.');
      await readLiving();
    },

    /** Withdraws all secret keys of a person who goes. */
    revokeOf: async (workspaceId: Id, personId: Id): Promise<void> => {
      await db
        .update(apiKey)
        .set({ revokedAt: now() })
        .where(and(eq(apiKey.workspaceId, workspaceId), eq(apiKey.personId, personId), isNull(apiKey.revokedAt)));
      await readLiving();
    },

    /** Whether a key is not revoked: at once in the process that revokes it, within 15 seconds in others. */
    lives: async (id: Id): Promise<boolean> => {
      await recent();
      return living.has(id);
    },

    /** The secret key that a host's back end sends. */
    secret: (key: string): Promise<KeyRow | undefined> => live(key, 'secret'),

    /** Whether a publishable key may be used by a page of this origin, and for which workspace. */
    publishable: async (key: string, origin: string | undefined): Promise<{ workspaceId: Id } | undefined> => {
      const row = await live(key, 'publishable');
      if (!row || origin === undefined || !row.origins.includes(origin)) return undefined;
      return { workspaceId: row.workspaceId };
    },

    /** Whether any key lists the origin: then its pages may ask, and each answer still depends on what they carry. */
    listsOrigin: async (origin: string): Promise<boolean> => {
      await recent();
      return origins.has(origin);
    },

    forms: {
      /** Notes which workspace a lead form's key belongs to. A key stays with the workspace that named it first. */
      put: async (key: string, workspaceId: Id): Promise<void> => {
        await db.insert(formKey).values({ key, workspaceId }).onConflictDoNothing();
      },
      find: async (key: string): Promise<Id | undefined> => {
        const [row] = await db.select().from(formKey).where(eq(formKey.key, key));
        return row?.workspaceId;
      },
    },
  };
}
