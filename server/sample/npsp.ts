import { readFile } from 'node:fs/promises';
import type { Id } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import { everyone } from '../../shared/sight.ts';
import type { Apply, ImportKind, ImportOptions, Plan } from '../imports/index.ts';
import { findRecords, loadKnown, planImport, proposeMapping, readTable, runPlan, setUpOf } from '../imports/index.ts';
import type { Workspace } from '../workspace/index.ts';

/** Real exports of a donors' CRM (demo/data/npsp, with its licence), brought in by the same importer that people use. */
const files: readonly { kind: ImportKind; name: string }[] = [
  { kind: 'organization', name: 'accounts.csv' },
  { kind: 'person', name: 'contacts.csv' },
  { kind: 'deal', name: 'opportunities.csv' },
  { kind: 'associated_contact', name: 'contact_roles.csv' },
];

/** Rows written together. */
const chunkRows = 250;

const folder = new URL('../../demo/data/npsp/', import.meta.url);

export interface NpspOptions {
  /** Whose the records are, in turn; what belongs together has one owner. */
  owners: readonly Id[];
  /** The pipeline of the donations. */
  pipelineId: Id;
  workspace: Workspace;
  apply: Apply;
}

export async function importNpsp({ owners, pipelineId, workspace, apply }: NpspOptions): Promise<void> {
  const ownership = new Ownership(owners);
  for (const { kind, name } of files) {
    const table = readTable(await readFile(new URL(name, folder)));
    const options: ImportOptions = {
      kind,
      mapping: proposeMapping(kind, table.headers),
      source: 'npsp',
      duplicates: 'create',
      ownerId: owners[0] ?? '',
      defaults: kind === 'deal' ? { pipeline: pipelineId } : {},
    };
    const { client } = workspace;
    const known = await loadKnown(client, setUpOf(workspace, null), [everyone]);
    const plan = await planImport(table, options, known, (ids) => findRecords(client, ids, [everyone]));
    ownership.spread(plan);
    const chunks = Array.from({ length: Math.ceil(plan.rows.length / chunkRows) }, (_, at) =>
      plan.rows.slice(at * chunkRows, (at + 1) * chunkRows),
    );
    const { progress } = await runPlan({ chunks, total: plan.rows.length, apply });
    // The roles name each deal's primary contact as well, which has its place already.
    if (progress.failed > 0 && kind !== 'associated_contact')
      throw new Error(`${progress.failed} rows of the sample's ${name} are refused.`);
  }
}

/** Gives organizations to the owners in turn; their people and deals go with them. */
class Ownership {
  readonly #owners: readonly Id[];
  readonly #of = new Map<Id, Id>();
  #turn = 0;

  constructor(owners: readonly Id[]) {
    this.#owners = owners;
  }

  spread(plan: Plan): void {
    for (const { mutations } of plan.rows) for (const mutation of mutations) this.#give(mutation);
  }

  #give(mutation: NamedMutation): void {
    if (mutation.name !== 'createContact' && mutation.name !== 'createDeal') return;
    const { args } = mutation;
    const with_ = args.contact_id ? this.#of.get(args.contact_id) : undefined;
    const owner = with_ ?? this.#owners[this.#turn++ % this.#owners.length];
    if (owner === undefined) return;
    args.owner_id = owner;
    this.#of.set(args.id, owner);
  }
}
