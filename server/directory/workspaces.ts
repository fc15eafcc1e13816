import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../../shared/mutators/tx.ts';
import type { User } from '../../shared/records/index.ts';

/** What the directory asks of an open workspace. */
export interface WorkspaceAccess {
  readonly id: Id;
  /** The user record, from memory; undefined for a stranger. */
  user(personId: Id): User | undefined;
  users(): readonly User[];
  /** Runs shared mutators in one commit. @throws Rejection of the first that is refused */
  mutate(actor: Actor, mutations: readonly { name: string; args: unknown }[]): Promise<unknown>;
}

/** What the directory asks of the workspaces' databases. */
export interface WorkspacesAccess<W extends WorkspaceAccess = WorkspaceAccess> {
  /** @throws where there is no such workspace */
  open(id: Id): Promise<W>;
  create(id: Id): Promise<W>;
  close(): Promise<void>;
}
