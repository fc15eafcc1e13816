import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import { isActive, standardStages } from '../records/index.ts';
import type { Stage } from '../records/index.ts';
import { name, percent } from '../records/fields.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, numberArg, seen } from './define.ts';
import { requireAdministrator } from './permission.ts';
import { requireSeen } from './references.ts';
import { Rejection, wrong } from './rejection.ts';
import { requireNewName } from './setup-lists.ts';
import type { Tx } from './tx.ts';

/** A new pipeline with its stages: the standard ones, under the ids and, where given, the names of `stages` in their order. */
export const createPipeline = mutator(
  z.strictObject({
    id: idSchema,
    name: name(),
    number: numberArg,
    stages: z.array(z.strictObject({ id: idSchema, name: z.optional(name()), number: numberArg })).check(z.length(standardStages.length)),
  }),
  (tx, args) => {
    requireAdministrator(tx);
    requireNewName(tx, 'pipeline', args.name, args.id);
    const position = 1 + Math.max(-1, ...tx.every('pipeline').map((row) => row.position));
    create(tx, 'pipeline', { id: args.id, number: args.number, name: args.name.trim(), position });
    standardStages.forEach((standard, index) => {
      const given = args.stages[index];
      if (!given) return;
      const { category, likelihood } = standard;
      create(
        tx,
        'stage',
        {
          id: given.id,
          number: given.number,
          pipeline_id: args.id,
          name: given.name ?? standard.name,
          category,
          likelihood,
          position: index + 1,
        },
        { active: isActive(category) },
      );
    });
  },
);

export const updatePipeline = mutator(changeArgs('pipeline'), (tx, args) => {
  requireAdministrator(tx);
  if (args.name !== undefined) requireNewName(tx, 'pipeline', args.name, args.id);
  if (args.disabled && !tx.every('pipeline').some((row) => row.id !== args.id && !row.disabled))
    throw new Rejection('conflict', 'One pipeline must stay in use.');
  change(tx, 'pipeline', args);
});

/** A further active stage. It stands before the closed ones, at `position` or last. */
export const createStage = mutator(newArgs('stage', 'category', 'position', 'likelihood'), (tx, args) => {
  requireAdministrator(tx);
  requireSeen(tx, 'pipeline_id', 'pipeline', args.pipeline_id);
  const category = args.category ?? 'in_progress';
  if (!isActive(category)) throw wrong('category', 'must be incoming or in_progress: a pipeline has its closed stages');
  const stages = stagesOf(tx, args.pipeline_id);
  requireNewStageName(stages, args.name, args.id);
  const active = stages.filter((stage) => stage.active);
  const at = Math.min(args.position === undefined ? active.length : Math.max(args.position - 1, 0), active.length);
  const previous = active[Math.max(at - 1, 0)];
  const row = create(
    tx,
    'stage',
    {
      id: args.id,
      number: args.number,
      pipeline_id: args.pipeline_id,
      name: args.name.trim(),
      category,
      position: at + 1,
      likelihood: args.likelihood ?? previous?.likelihood ?? 50,
    },
    { active: true },
  );
  number(tx, [...active.slice(0, at), row, ...active.slice(at), ...stages.filter((stage) => !stage.active)]);
});

/** Name and likelihood; a won stage is certain and a lost or unqualified one hopeless, so theirs stays. */
export const updateStage = mutator(
  z.strictObject({ id: idSchema, name: z.optional(name()), likelihood: z.optional(percent) }),
  (tx, args) => {
    requireAdministrator(tx);
    const before = seen(tx, 'stage', args.id);
    if (args.name !== undefined) requireNewStageName(stagesOf(tx, before.pipeline_id), args.name, args.id);
    if (args.likelihood !== undefined && args.likelihood !== before.likelihood && !before.active)
      throw wrong('likelihood', 'of a closed stage is fixed');
    change(tx, 'stage', args);
  },
);

/** Puts the active stages of a pipeline in this order. */
export const reorderStages = mutator(
  z.strictObject({ pipeline_id: idSchema, stage_ids: z.array(idSchema).check(z.minLength(1), z.maxLength(100)) }),
  (tx, args) => {
    requireAdministrator(tx);
    const stages = stagesOf(tx, args.pipeline_id);
    const active = stages.filter((stage) => stage.active);
    const ordered = args.stage_ids.map((id) => active.find((stage) => stage.id === id));
    const known = ordered.filter((stage): stage is Stage => stage !== undefined);
    if (known.length !== active.length || new Set(args.stage_ids).size !== active.length || ordered.length !== active.length)
      throw wrong('stage_ids', 'must name every active stage of the pipeline once');
    number(tx, [...known, ...stages.filter((stage) => !stage.active)]);
  },
);

/** Removes an active stage. Deals that stand in it move to `move_deals_to` first, in the same commit. */
export const removeStage = mutator(z.strictObject({ id: idSchema, move_deals_to: z.optional(idSchema) }), (tx, args) => {
  requireAdministrator(tx);
  const stage = seen(tx, 'stage', args.id);
  if (!stage.active) throw new Rejection('conflict', 'A closed stage can be renamed, not removed.');
  const stages = stagesOf(tx, stage.pipeline_id);
  if (stages.filter((row) => row.active).length === 1) throw new Rejection('conflict', 'A pipeline needs at least one active stage.');
  if (args.move_deals_to === undefined) {
    if (tx.has('deal', 'stage_id', stage.id))
      throw wrong('move_deals_to', 'is missing: deals stand in this stage, say where they go', 'missing');
  } else {
    const target = requireSeen(tx, 'move_deals_to', 'stage', args.move_deals_to);
    if (target.id === stage.id || !target.active) throw wrong('move_deals_to', 'must be another active stage');
    const moved = { stage_id: target.id, last_stage_change_at: tx.now, last_stage_change_by_id: tx.person?.id ?? null };
    for (const deal of tx.list('deal', 'stage_id', stage.id)) tx.put('deal', { ...deal, ...moved });
  }
  tx.remove('stage', stage.id);
  number(
    tx,
    stages.filter((row) => row.id !== stage.id),
  );
});

/** Removes a pipeline in which no deal stands. */
export const deletePipeline = mutator(idArgs, (tx, { id }) => {
  requireAdministrator(tx);
  seen(tx, 'pipeline', id);
  if (tx.every('pipeline').length === 1) throw new Rejection('conflict', 'The workspace needs a pipeline.');
  if (!tx.every('pipeline').some((row) => row.id !== id && !row.disabled))
    throw new Rejection('conflict', 'One pipeline must stay in use.');
  const stages = stagesOf(tx, id);
  if (stages.some((stage) => tx.has('deal', 'stage_id', stage.id)))
    throw new Rejection('conflict', 'Deals stand in this pipeline: move or delete them first.');
  for (const stage of stages) tx.remove('stage', stage.id);
  tx.remove('pipeline', id);
});

const stagesOf = (tx: Tx, pipelineId: string): Stage[] =>
  tx.list('stage', 'pipeline_id', pipelineId).sort((a, b) => a.position - b.position);

function number(tx: Tx, stages: readonly Stage[]): void {
  stages.forEach((stage, index) => tx.put('stage', { ...stage, position: index + 1 }));
}

function requireNewStageName(stages: readonly Stage[], wanted: string, id: string): void {
  const key = wanted.trim().toLowerCase();
  if (stages.some((stage) => stage.id !== id && stage.name.toLowerCase() === key))
    throw wrong('name', 'is the name of another stage of this pipeline already', 'already_exists');
}
