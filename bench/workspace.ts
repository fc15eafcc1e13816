import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../shared/ids.ts';
import type { NamedMutation } from '../shared/mutators/index.ts';
import { standardSetup } from '../shared/mutators/index.ts';
import { Workspaces } from '../server/workspace/index.ts';
import type { Workspace } from '../server/workspace/index.ts';

/** A workspace on disk with so many leads, made through the mutators like any other. */
export interface Filled {
  workspace: Workspace;
  person: string;
  leads: string[];
  folder: string;
  close(): Promise<void>;
}

export async function filledWorkspace(count: number): Promise<Filled> {
  const folder = await mkdtemp(join(tmpdir(), 'inlay-bench-'));
  const workspaces = new Workspaces({
    config: { dataDir: folder, libsql: undefined },
    onFault: (error) => {
      throw error;
    },
  });
  const workspace = await workspaces.create(newId());
  const person = newId();
  await workspace.mutate(
    { kind: 'system', name: 'set-up' },
    standardSetup({ workspace: { name: 'Bench' }, administrator: { id: person, name: 'Ada', email: 'ada@example.com' }, newId }),
  );
  const leads: string[] = [];
  while (leads.length < count) {
    const batch = Array.from({ length: Math.min(1000, count - leads.length) }, (_, index): NamedMutation => {
      const id = newId();
      leads.push(id);
      return {
        name: 'createLead',
        args: {
          id,
          first_name: 'Grace',
          last_name: `Lead ${leads.length + index}`,
          organization_name: `Company ${index % 300}`,
          email: `lead${leads.length}@example.com`,
          description: 'Asked for a quote on portable meters, and for the calibration of the ones they have.',
        },
      };
    });
    await workspace.mutateEach({ kind: 'person', id: person }, batch);
  }
  return {
    workspace,
    person,
    leads,
    folder,
    close: async () => {
      await workspaces.close();
      await rm(folder, { recursive: true });
    },
  };
}
