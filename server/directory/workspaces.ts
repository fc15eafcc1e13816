import type { Id } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { Actor } from '../../shared/mutators/tx.ts';
import type { Row, SetupType, User } from '../../shared/records/index.ts';

/** What the directory asks of an open workspace. */
export interface WorkspaceAccess {
  readonly id: Id;
  /** A person's record, from memory; undefined for a stranger. */
  user(personId: Id): User | undefined;
  /** Set-up records, from memory. */
  every<T extends SetupType>(type: T): readonly Row<T>[];
  /** Runs shared mutators in one commit. @throws Rejection of the first that is refused; then none has happened */
  mutate(actor: Actor, mutations: readonly NamedMutation[]): Promise<unknown>;
}

/** What the directory asks of the workspaces' databases. */
export interface WorkspacesAccess<W extends WorkspaceAccess = WorkspaceAccess> {
  /** @throws where there is no such workspace */
  open(id: Id): Promise<W>;
  create(id: Id): Promise<W>;
}
