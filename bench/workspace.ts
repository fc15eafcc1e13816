import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../shared/ids.ts';
import type { NamedMutation } from '../shared/mutators/index.ts';
import { standardSetup } from '../shared/mutators/index.ts';
import { Workspaces } from '../server/workspace/index.ts';
import type { Workspace } from '../server/workspace/index.ts';

/** Of the workspace's own fields, those that a lead has something in. */
const filledFields = 8;

/** A workspace on disk with so many leads, made through the mutators like any other. */
export interface Filled {
  workspace: Workspace;
  person: string;
  leads: string[];
  folder: string;
  close(): Promise<void>;
}

/** @param fields ids of number fields that the workspace adds to leads, of which each lead has some */
export async function filledWorkspace(count: number, fields: readonly string[] = []): Promise<Filled> {
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
  await workspace.mutateEach(
    { kind: 'system', name: 'set-up' },
    fields.map((id, at): NamedMutation => ({
      name: 'createCustomField',
      args: { id, resource_type: 'lead', type: 'number', name: `Field ${at}` },
    })),
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
          ...(fields.length > 0 ? { custom_fields: customValues(fields, index) } : {}),
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

/** Figures of 0 to 99: every third lead has one in the eighth field, and all have some in others. */
function customValues(fields: readonly string[], index: number): Record<string, number> {
  const places = Array.from({ length: filledFields }, (_, count) => (index * filledFields + count * 17) % fields.length);
  if (index % 3 === 0) places[0] = 7;
  return Object.fromEntries(places.flatMap((place, count) => (fields[place] ? [[fields[place], (index * 7 + count * 13) % 100]] : [])));
}
