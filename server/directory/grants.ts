import { createHash } from 'node:crypto';
import { and, desc, eq, gt, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import { HttpError } from '../http/index.ts';
import type { DirectoryDatabase } from './database.ts';
import { hashOf, newToken } from './hash.ts';
import { grant, membership } from './schema.ts';

const codeSeconds = 60;
/** For how long the refresh token before is good once more: the answer that brought the new one may have been lost. */
const graceSeconds = 60;
/** Without being used. */
const grantDays = 90;

export type GrantRow = typeof grant.$inferSelect;

export interface NewGrant {
  accountId: string;
  workspaceId: Id;
  redirectUri: string;
  codeChallenge: string;
  ipAddress: string | null;
  userAgent: string | null;
}

export interface Exchange {
  code: string;
  codeVerifier: string;
  redirectUri: string;
}

/** A grant at the moment of its use, with the refresh token that is good from now on. */
export interface Used {
  row: GrantRow;
  refreshToken: string;
}

export type Grants = ReturnType<typeof createGrants>;

/**
 * What people have allowed their browser's extension: codes with PKCE (RFC 7636), refresh tokens that change at each use
 * (RFC 9700, section 4.14.2). A refresh token is two secrets in a row: the first stays, so that an old one is known again;
 * the second is new at each use. Everything is stored hashed; one statement decides each use, whichever process asks.
 */
export function createGrants(db: DirectoryDatabase, now: () => Date = () => new Date()) {
  const after = (seconds: number) => new Date(now().getTime() + seconds * 1000);
  const unused = () => ({ lastUsedAt: now(), expiresAt: after(grantDays * 86_400) });

  async function end(id: string): Promise<void> {
    await db.delete(grant).where(eq(grant.id, id));
  }

  return {
    /** Notes that a person has allowed it. @returns the code, which is not kept, good once and for a minute */
    allow: async (wanted: NewGrant): Promise<{ id: Id; code: string }> => {
      // Codes that nobody came for.
      await db.delete(grant).where(and(isNull(grant.familyHash), lt(grant.codeExpiresAt, now())));
      const code = newToken();
      const id = newId();
      await db.insert(grant).values({
        ...wanted,
        id,
        codeHash: hashOf(code),
        codeExpiresAt: after(codeSeconds),
        createdAt: now(),
        ...unused(),
      });
      return { id, code };
    },

    /**
     * What a code gives, once. A code that comes again takes back what it gave (RFC 6749, section 4.1.2), and one that comes
     * without its secret is spent: somebody else has read it.
     * @throws HttpError invalid_grant
     */
    exchange: async ({ code, codeVerifier, redirectUri }: Exchange): Promise<Used> => {
      const codeHash = hashOf(code);
      const [family, current] = [newToken(), newToken()];
      const [row] = await db
        .update(grant)
        .set({ familyHash: hashOf(family), currentHash: hashOf(current), rotatedAt: now(), ...unused() })
        .where(
          and(
            eq(grant.codeHash, codeHash),
            isNull(grant.familyHash),
            gt(grant.codeExpiresAt, now()),
            eq(grant.codeChallenge, challengeOf(codeVerifier)),
            eq(grant.redirectUri, redirectUri),
          ),
        )
        .returning();
      if (row) return { row, refreshToken: family + current };
      await db.delete(grant).where(eq(grant.codeHash, codeHash));
      throw invalidGrant();
    },

    /**
     * The grant of a refresh token, whichever of its tokens it is; undefined where it has ended or never was. To look at before
     * it is used, so that nothing is spent where the answer cannot be given.
     */
    find: async (refreshToken: string): Promise<GrantRow | undefined> => {
      const [row] = await db
        .select()
        .from(grant)
        .where(and(eq(grant.familyHash, hashOf(familyOf(refreshToken))), gt(grant.expiresAt, now())));
      return row;
    },

    /** Uses a refresh token: from now on the new one is good. One that was replaced before ends the grant. @throws HttpError invalid_grant */
    refresh: async (refreshToken: string): Promise<Used> => {
      const ofFamily = and(eq(grant.familyHash, hashOf(familyOf(refreshToken))), gt(grant.expiresAt, now()));
      const given = hashOf(refreshToken.slice(64));
      const next = newToken();
      const use = { currentHash: hashOf(next), ...unused() };
      const [row] = await db
        .update(grant)
        .set({ ...use, previousHash: given, rotatedAt: now(), repeated: false })
        .where(and(ofFamily, eq(grant.currentHash, given)))
        .returning();
      const [again] = row
        ? [row]
        : await db
            .update(grant)
            .set({ ...use, repeated: true })
            .where(and(ofFamily, eq(grant.previousHash, given), eq(grant.repeated, false), gt(grant.rotatedAt, after(-graceSeconds))))
            .returning();
      if (again) return { row: again, refreshToken: familyOf(refreshToken) + next };
      await db.delete(grant).where(ofFamily);
      throw invalidGrant();
    },

    /** Those that are in use, the latest used first. */
    list: (accountId: string): Promise<GrantRow[]> =>
      db
        .select()
        .from(grant)
        .where(and(eq(grant.accountId, accountId), isNotNull(grant.familyHash), gt(grant.expiresAt, now())))
        .orderBy(desc(grant.lastUsedAt)),

    end,

    /** @throws HttpError not_found */
    endOne: async (accountId: string, id: string): Promise<void> => {
      const gone = await db
        .delete(grant)
        .where(and(eq(grant.id, id), eq(grant.accountId, accountId)))
        .returning({ id: grant.id });
      if (gone.length === 0) throw new HttpError('not_found', 'There is no such grant.');
    },

    /** Codes too that are on their way. */
    endAllOf: async (accountId: string): Promise<void> => {
      await db.delete(grant).where(eq(grant.accountId, accountId));
    },

    /** Ends all that a person who goes has allowed in a workspace. */
    endIn: async (workspaceId: Id, personId: Id): Promise<void> => {
      const account = db
        .select({ id: membership.accountId })
        .from(membership)
        .where(and(eq(membership.workspaceId, workspaceId), eq(membership.personId, personId)));
      await db.delete(grant).where(and(eq(grant.workspaceId, workspaceId), inArray(grant.accountId, account)));
    },
  };
}

/** RFC 7636, section 4.6. */
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

const familyOf = (refreshToken: string): string => refreshToken.slice(0, 64);

/** One answer for whatever does not give anything. */
export const invalidGrant = () => new HttpError('invalid_grant', 'This sign-in has ended. Sign in again.');
