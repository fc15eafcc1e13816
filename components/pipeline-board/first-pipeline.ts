import type { Id } from '../../shared/ids.ts';
import type { Pipeline, Stage } from '../../shared/records/index.ts';
import type { Status, Store } from '../store/index.ts';

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
function firstPipeline(
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

/** The pipeline that a board shows where nobody has said which: once chosen it stays, even when its last deal is closed. */
export class OpenPipeline {
  #id: Id | undefined;

  /** @param ready how many of the records are there: a choice that deals on their way could change waits for all of them */
  choose(store: Store, ready: Status['ready'], pipelines: readonly Pipeline[], stages: readonly Stage[]): void {
    if (this.#id !== undefined || ready === 'none') return;
    const first = firstPipeline(store, pipelines, stages);
    if (first && (first.sure || ready === 'all')) this.#id = first.pipeline.id;
  }

  /** @param wanted the one that somebody has said, by id */
  of(pipelines: readonly Pipeline[], wanted: Id): Pipeline | undefined {
    return (
      pipelines.find(({ id }) => id === wanted) ??
      pipelines.find(({ id, disabled }) => id === this.#id && !disabled) ??
      pipelines.find(({ disabled }) => !disabled)
    );
  }
}
