import type { Id } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { RecordType } from '../../shared/records/index.ts';
import { LoadedRows, Wants, load } from '../workspace/index.ts';
import type { Preparation } from './custom-columns.ts';
import type { UndoRow } from './undo-plan.ts';
import type { Undoing } from './undo-removals.ts';
import { wantPointing } from './undo-removals.ts';

/** How what an import has added to the set-up is taken back, after the records that used it. */

/** What joins the set-up before the first row, and how it leaves it. */
const settings = {
  createPipeline: ['pipeline', 'deletePipeline'],
  createStage: ['stage', 'removeStage'],
  createLeadStatus: ['lead_status', 'deleteLeadStatus'],
  createSource: ['source', 'deleteSource'],
  createLossReason: ['loss_reason', 'deleteLossReason'],
  createLeadUnqualifiedReason: ['lead_unqualified_reason', 'deleteLeadUnqualifiedReason'],
  createDealUnqualifiedReason: ['deal_unqualified_reason', 'deleteDealUnqualifiedReason'],
  createCallOutcome: ['call_outcome', 'deleteCallOutcome'],
} as const satisfies Partial<Record<NamedMutation['name'], readonly [RecordType, NamedMutation['name']]>>;

const isSetting = (name: NamedMutation['name']): name is keyof typeof settings => Object.hasOwn(settings, name);

/** The stages that a pipeline was made with. */
const stagesMade = (mutations: readonly NamedMutation[], pipelineId: Id): { type: 'stage'; id: Id }[] =>
  mutations.flatMap((mutation) =>
    mutation.name === 'createPipeline' && mutation.args.id === pipelineId
      ? mutation.args.stages.map(({ id }) => ({ type: 'stage' as const, id }))
      : [],
  );

/** Fields are archived rather than removed, as whoever sets up the workspace would do it. */
export async function undoSetUp(undoing: Undoing, preparations: readonly Preparation[]): Promise<UndoRow[]> {
  const { history: past, removals } = undoing;
  const entries = await past.of(preparations.map(({ id }) => id));
  const result: UndoRow[] = [];
  for (const preparation of preparations) {
    if (!('resource' in preparation)) {
      result.push(...(await undoSettings(undoing, preparation.mutations)));
      continue;
    }
    const { what, id, name, resource, mutations } = preparation;
    const history = entries.get(`custom_field/${id}`) ?? [];
    const of: Pick<UndoRow, 'part' | 'line' | 'kind' | 'name' | 'fields'> = { part: 0, line: 0, kind: 'custom_field', name, fields: [] };
    if (!history.some((entry) => entry.own)) continue;
    if (what !== 'new_field') {
      const added = mutations.flatMap((mutation) => (mutation.name === 'addChoices' ? mutation.args.choices : []));
      const archived = added.map((choice): NamedMutation => ({
        name: 'updateChoice',
        args: { id, choice_id: choice.id, archived: true },
      }));
      result.push({ ...of, action: 'restore', reason: null, mutations: archived });
      continue;
    }
    const changed = history.some((entry) => !entry.own);
    const used = !changed && (await holdersOf(undoing, resource, id)).some((holder) => !removals.has(holder));
    result.push(
      changed || used
        ? { ...of, action: 'keep', reason: changed ? 'changed' : 'used', mutations: [] }
        : { ...of, action: 'remove', reason: null, mutations: [{ name: 'updateCustomField', args: { id, archived: true } }] },
    );
  }
  return result;
}

/** Names that have joined a list leave it again, and pipelines and stages go, unless a record that stays has taken them up. */
async function undoSettings({ client, history: past, removals }: Undoing, mutations: readonly NamedMutation[]): Promise<UndoRow[]> {
  const made = mutations.flatMap((mutation) => {
    const { id, name = '' } = mutation.args as { id: Id; name?: string };
    return isSetting(mutation.name) ? [{ type: settings[mutation.name][0], removal: settings[mutation.name][1], id, name }] : [];
  });
  const stages = made.flatMap(({ type, id }) => (type === 'pipeline' ? stagesMade(mutations, id) : []));
  const wants = new Wants();
  for (const { type, id } of [...made, ...stages]) wantPointing(wants, type, id);
  const loaded = new LoadedRows();
  await load(client, wants, loaded);
  const entries = await past.of(made.map(({ id }) => id));
  // A pipeline goes with its stages, after those that joined it later.
  return made.toReversed().flatMap(({ type, removal, id, name }): UndoRow[] => {
    const history = entries.get(`${type}/${id}`) ?? [];
    if (!history.some((entry) => entry.own)) return [];
    const kind = type === 'pipeline' || type === 'stage' ? type : 'entry';
    const of = { part: 0, line: 0, kind, name, fields: [] } as const;
    // Stages of a pipeline are numbered anew with each other one.
    const changed = type !== 'stage' && history.some((entry) => !entry.own);
    const parts = type === 'pipeline' ? stages : [];
    const used = removals.hangs(type, id, loaded) || parts.some((stage) => removals.hangs('stage', stage.id, loaded));
    if (changed || used) return [{ ...of, fields: [], action: 'keep', reason: used ? 'used' : 'changed', mutations: [] }];
    return [{ ...of, fields: [], action: 'remove', reason: null, mutations: [{ name: removal, args: { id } }] }];
  });
}

async function holdersOf({ client }: Undoing, type: RecordType, fieldId: Id): Promise<Id[]> {
  const { rows } = await client.execute({
    sql: `SELECT id FROM record WHERE type = ? AND removed_version IS NULL AND json_extract(data, '$.custom_fields."' || ? || '"') IS NOT NULL`,
    args: [type, fieldId],
  });
  return rows.map(({ id }) => String(id));
}
