import type { Id } from '../../shared/ids.ts';
import type { Pipeline, Stage } from '../../shared/records/index.ts';
import type { Store } from '../store/index.ts';

const key = (person: Id): string => `inlay/pipeline/${person}`;

/** Remembers in this browser which pipeline a person has chosen to see. */
export function rememberPipeline(person: Id, pipeline: Id): void {
  try {
    localStorage.setItem(key(person), pipeline);
  } catch {
    // A browser without storage begins anew.
  }
}

function lastPipeline(person: Id): Id | null {
  try {
    return localStorage.getItem(key(person));
  } catch {
    return null;
  }
}

/**
 * Which of the pipelines, given in their order, is shown to somebody who has not said which: the one that they have chosen last, else
 * the first with open deals. Where none has any, the first of all; `sure` is false then, as deals may be on their way.
 */
export function firstPipeline(
  store: Store,
  pipelines: readonly Pipeline[],
  stages: readonly Stage[],
): { pipeline: Pipeline; sure: boolean } | undefined {
  const inUse = pipelines.filter(({ disabled }) => !disabled);
  const last = lastPipeline(store.personId);
  const chosen = inUse.find(({ id }) => id === last);
  if (chosen) return { pipeline: chosen, sure: true };
  const hasDeals = ({ id }: Pipeline) =>
    stages.some((stage) => stage.active && stage.pipeline_id === id && store.list('deal', 'stage_id', stage.id).length > 0);
  const full = inUse.find(hasDeals);
  const pipeline = full ?? inUse[0];
  return pipeline && { pipeline, sure: full !== undefined };
}
