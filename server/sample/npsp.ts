import { readFile } from 'node:fs/promises';
import type { Id } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { ImportKind, Plan } from '../imports/index.ts';
import { planInWorker, proposeMapping, readInWorker, runPlan } from '../imports/index.ts';
import type { Apply, Known } from '../imports/index.ts';

/** Real exports of a donors' CRM (demo/data/npsp, with its licence), imported as any user would import them. */
const files: readonly { kind: ImportKind; name: string }[] = [
  { kind: 'organization', name: 'accounts.csv' },
  { kind: 'person', name: 'contacts.csv' },
  { kind: 'deal', name: 'opportunities.csv' },
  { kind: 'associated_contact', name: 'contact_roles.csv' },
];

const folder = new URL('../../demo/data/npsp/', import.meta.url);

export interface NpspOptions {
  /** Whose the records are, in turn; what belongs together has one owner. */
  owners: readonly Id[];
  /** The pipeline of the donations. */
  pipelineId: Id;
  known: () => Promise<Known>;
  apply: Apply;
}

export async function importNpsp({ owners, pipelineId, known, apply }: NpspOptions): Promise<void> {
  const ownership = new Ownership(owners);
  for (const { kind, name } of files) {
    const bytes = await readFile(new URL(name, folder));
    const { headers } = await readInWorker(bytes);
    const plan = await planInWorker(
      bytes,
      {
        kind,
        mapping: proposeMapping(kind, headers),
        source: 'npsp',
        duplicates: 'create',
        ownerId: owners[0] ?? '',
        defaults: kind === 'deal' ? { pipeline: pipelineId } : {},
      },
      await known(),
    );
    ownership.spread(plan);
    await runPlan({ plan, apply, cancelled: () => false, onProgress: () => undefined });
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
