import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { Profile, Role } from '../../shared/records/index.ts';
import type { Language } from '../http/language.ts';
import { HttpError } from '../http/index.ts';
import type { Mailer } from '../mail/index.ts';
import type { Account } from './accounts.ts';
import type { DirectoryDatabase } from './database.ts';
import { writeBatch } from './database.ts';
import { hashOf, newToken } from './hash.ts';
import type { Members } from './members.ts';
import { nameOf } from './members.ts';
import { invitation } from './schema.ts';
import type { Workspace } from '../workspace/index.ts';

const invitationDays = 14;

export type InvitationRow = typeof invitation.$inferSelect;

export interface NewInvitation {
  email: string;
  profile: Profile;
  role: Role;
  reportsTo: Id | null;
  language: Language;
  inviter: { id: Id; name: string };
}

export type Invitations = ReturnType<typeof createInvitations>;

/** Invitations into a workspace: sent by mail, good for two weeks, accepted once. */
export function createInvitations(options: {
  db: DirectoryDatabase;
  openWorkspace(id: Id): Promise<Workspace>;
  members: Members;
  mailer: Mailer;
  publicUrl: string;
  now?: () => Date;
}) {
  const { db, openWorkspace, members, mailer, publicUrl } = options;
  const now = options.now ?? (() => new Date());
  const expiry = () => new Date(now().getTime() + invitationDays * 86_400_000);
  const open = () => and(isNull(invitation.acceptedAt), isNull(invitation.revokedAt));

  const post = (row: InvitationRow, token: string, inviter: string, workspace: string) =>
    mailer.send({
      to: row.email,
      language: row.language,
      kind: 'invitation',
      facts: {
        link: `${publicUrl}/#/invite?token=${token}`,
        days: invitationDays,
        inviter,
        workspace,
      },
    });

  async function one(workspaceId: Id, id: Id): Promise<InvitationRow> {
    const [row] = await db
      .select()
      .from(invitation)
      .where(and(eq(invitation.workspaceId, workspaceId), eq(invitation.id, id), open()));
    if (!row) throw new HttpError('not_found', 'There is no such invitation.');
    return row;
  }

  /** The invitation behind a link. @throws HttpError link_invalid for every link that cannot be accepted */
  async function byToken(token: string): Promise<InvitationRow> {
    const [row] = await db
      .select()
      .from(invitation)
      .where(and(eq(invitation.tokenHash, hashOf(token)), open(), gt(invitation.expiresAt, now())));
    if (!row) throw invalid();
    return row;
  }

  async function takePlace({ workspaceId, personId }: InvitationRow, account: Account): Promise<void> {
    try {
      await members.add(workspaceId, account.id, personId);
    } catch (cause) {
      if (cause instanceof HttpError && cause.code === 'already_exists') throw invalid();
      throw cause;
    }
  }

  return {
    byToken,

    /** Those that wait for an answer, the newest first. */
    list: (workspaceId: Id): Promise<InvitationRow[]> =>
      db
        .select()
        .from(invitation)
        .where(and(eq(invitation.workspaceId, workspaceId), open()))
        .orderBy(desc(invitation.createdAt)),

    /** Keeps the invitation and sends its link; an earlier one to the same address is withdrawn. */
    create: async (workspace: Workspace, wanted: NewInvitation): Promise<InvitationRow> => {
      mailer.requireSetUp();
      const email = wanted.email.toLowerCase();
      const known = workspace.every('user').find((user) => user.email.toLowerCase() === email);
      if (known?.status === 'active' && (await members.accountOf(workspace.id, known.id)))
        throw refused('email', 'is the address of a person of this workspace already');
      if (wanted.reportsTo !== null && workspace.user(wanted.reportsTo)?.status !== 'active')
        throw refused('reports_to', 'is not an active person of this workspace');
      const token = newToken();
      const at = now();
      const row: InvitationRow = {
        id: newId(),
        workspaceId: workspace.id,
        email,
        personId: known?.id ?? newId(),
        profile: wanted.profile,
        role: wanted.role,
        reportsTo: wanted.reportsTo,
        language: wanted.language,
        tokenHash: hashOf(token),
        invitedBy: wanted.inviter.id,
        createdAt: at,
        sentAt: at,
        expiresAt: expiry(),
        acceptedAt: null,
        revokedAt: null,
      };
      await writeBatch(db, [
        db
          .update(invitation)
          .set({ revokedAt: at })
          .where(and(eq(invitation.workspaceId, workspace.id), eq(invitation.email, email), open())),
        db.insert(invitation).values(row),
      ]);
      await post(row, token, wanted.inviter.name, nameOf(workspace));
      return row;
    },

    /** Sends a new link; the one before stops working. */
    resend: async (workspace: Workspace, id: Id, inviter: string): Promise<InvitationRow> => {
      mailer.requireSetUp();
      const row = await one(workspace.id, id);
      const token = newToken();
      const fresh = { tokenHash: hashOf(token), sentAt: now(), expiresAt: expiry() };
      await db
        .update(invitation)
        .set(fresh)
        .where(and(eq(invitation.id, id), open()));
      await post(row, token, inviter, nameOf(workspace));
      return { ...row, ...fresh };
    },

    revoke: async (workspaceId: Id, id: Id): Promise<void> => {
      await one(workspaceId, id);
      await db
        .update(invitation)
        .set({ revokedAt: now() })
        .where(and(eq(invitation.id, id), open()));
    },

    /**
     * Makes the account a person of the workspace, or lets someone who left back in. Can be tried again after a crash: the
     * invitation is used up last, and a place whose person is not there yet gives no access.
     */
    accept: async (token: string, account: Account): Promise<Id> => {
      const row = await byToken(token);
      const former = await members.personOf(row.workspaceId, account.id);
      const personId = former ?? row.personId;
      // Taken first, so that of two accounts with one link only one goes on.
      if (former === undefined) await takePlace(row, account);
      const workspace = await openWorkspace(row.workspaceId);
      const rights = { profile: row.profile, role: row.role, reports_to: reportsTo(workspace, row, personId) };
      const known = workspace.user(personId);
      // Their clock is the workspace's until they say otherwise.
      const timezone = workspace.every('workspace_settings')[0]?.timezone;
      if (!known)
        await workspace.mutate({ kind: 'system', name: 'directory' }, [
          {
            name: 'createUser',
            args: { id: personId, name: account.name, email: account.email, ...(timezone && { timezone }), ...rights },
          },
        ]);
      else if (known.status !== 'active')
        await workspace.mutate({ kind: 'system', name: 'directory' }, [
          { name: 'updateUser', args: { id: personId, status: 'active', ...rights } },
        ]);
      await db
        .update(invitation)
        .set({ acceptedAt: now() })
        .where(and(eq(invitation.id, row.id), open()));
      return row.workspaceId;
    },
  };
}

// Whoever the new person was to report to may have left in the meantime.
function reportsTo(workspace: Workspace, row: InvitationRow, personId: Id): Id | null {
  if (row.reportsTo === null || row.reportsTo === personId) return null;
  return workspace.user(row.reportsTo)?.status === 'active' ? row.reportsTo : null;
}

const refused = (field: string, message: string) =>
  new HttpError('invalid', `The invitation cannot be sent: ${field} ${message}.`, {
    fields: { [field]: { code: 'incorrect_value', message } },
  });

const invalid = () => new HttpError('link_invalid', 'This invitation is used up, withdrawn or too old. Ask for a new one.');
