import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../../shared/ids.ts';
import type { Id } from '../../shared/ids.ts';
import type { MutatorArgs, MutatorName } from '../../shared/mutators/index.ts';
import { standardSetup } from '../../shared/mutators/index.ts';
import type { Profile, RecordType, Row } from '../../shared/records/index.ts';
import type { Mutation } from '../../shared/sync/wire.ts';
import { readConfig } from '../config.ts';
import { libsqlEnvironment } from '../testing.ts';
import type { Workspace } from './workspace.ts';
import { Workspaces } from './workspaces.ts';

const directory = { kind: 'system', name: 'directory' } as const;

/** A workspace with an administrator on a real database, on a libSQL server where the environment names one: for tests. */
export async function openScene() {
  const folder = await mkdtemp(join(tmpdir(), 'inlay-workspace-'));
  const config = readConfig({ DATA_DIR: folder, ...libsqlEnvironment(folder) });
  const faults: unknown[] = [];
  const time = { now: Date.parse('2026-11-24T09:00:00.000Z') };
  const start = () => new Workspaces({ config, now: () => time.now, onFault: (error) => void faults.push(error) });
  const all = [start()];
  const [first] = all;
  if (!first) throw new Error('There is no first process.');
  const id = newId();
  const workspace = await first.create(id);
  const administrator = newId();
  await workspace.mutate(
    { kind: 'system', name: 'set-up' },
    standardSetup({
      workspace: { name: 'Meridian', currency: 'EUR', timezone: 'Europe/Paris' },
      administrator: { id: administrator, name: 'Ada Admin', email: 'ada@example.com' },
      newId,
    }),
  );
  return {
    id,
    workspace,
    workspaces: first,
    administrator,
    faults,
    time,

    person: async (name: string, profile: Profile = 'user', reports_to: Id | null = null): Promise<Id> => {
      const args = { id: newId(), name, email: `${name.toLowerCase()}@example.com`, profile, reports_to };
      await workspace.mutate(directory, [{ name: 'createUser', args }]);
      return args.id;
    },

    /** Does a mutation that must succeed. */
    do: <N extends MutatorName>(person: Id, name: N, args: MutatorArgs<N>) => perform(workspace, person, name, args),

    /** A process of its own on the same database. */
    otherProcess: async (): Promise<Workspace> => {
      const workspaces = start();
      all.push(workspaces);
      return workspaces.open(id);
    },

    close: async (): Promise<void> => {
      for (const workspaces of all) await workspaces.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type Scene = Awaited<ReturnType<typeof openScene>>;

export function perform<N extends MutatorName>(workspace: Workspace, person: Id, name: N, args: MutatorArgs<N>): Promise<void> {
  return workspace.mutate({ kind: 'person', id: person }, [{ name, args } as Parameters<Workspace['mutate']>[1][number]]);
}

/** The row as it is stored, whoever sees it. */
export async function stored<T extends RecordType>(workspace: Workspace, type: T, id: Id): Promise<Row<T> | undefined> {
  const { rows } = await workspace.client.execute({
    sql: 'SELECT data FROM record WHERE type = ? AND id = ? AND removed_version IS NULL',
    args: [type, id],
  });
  return rows[0] && (JSON.parse(String(rows[0]['data'])) as Row<T>);
}

/** A page session's line of mutations. */
export class Lane {
  readonly id = newId();
  #sequence = 0;

  next<N extends MutatorName>(name: N, args: MutatorArgs<N>): Mutation {
    return { lane: this.id, sequence: ++this.#sequence, name, args };
  }
}
