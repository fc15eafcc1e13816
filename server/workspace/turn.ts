import type { Id } from '../../shared/ids.ts';
import { isId } from '../../shared/ids.ts';
import type { Actor } from '../../shared/mutators/index.ts';
import { Rejection, applyMutation } from '../../shared/mutators/index.ts';
import type { Outcome } from './commit.ts';
import { LaneGap } from './lane-gap.ts';
import type { LanePosition } from './lanes.ts';
import type { Overlay } from './overlay.ts';

/** Mutations that arrived together, by one actor. */
export interface Job {
  actor: Actor;
  mutations: readonly { name: string; args: unknown; place: Outcome['place'] }[];
  /** All or none: a refusal takes the others of the job back. */
  whole: boolean;
  /** Long work that takes turns with what people do. */
  background: boolean;
  resolve(refusals: (Rejection | null)[]): void;
  reject(error: unknown): void;
}

export interface TurnInput {
  jobs: readonly Job[];
  overlay: Overlay;
  lanes: ReadonlyMap<Id, LanePosition>;
  at: string;
  newId: () => Id;
}

export interface TurnResult {
  outcomes: Outcome[];
  /** Bugs that mutators ran into; their mutations are rejected. */
  faults: { error: unknown; mutator: string }[];
  /** Whether a lane does not go on where it stands. */
  gap: boolean;
  /** Tells everyone who waits, once the outcomes are on disk. */
  settle(): void;
}

/** Mutations that are run before anything else that waits has its time. */
const inOneGo = 20;

/** Runs a turn at once. */
export function runTurn(input: TurnInput): TurnResult {
  const steps = stepThrough(input);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Runs a turn a few mutations at a time, and lets requests be read and answered in between; gives undefined where it is not to go on. */
export async function runTurnInSteps(input: TurnInput, goesOn: () => boolean): Promise<TurnResult | undefined> {
  const steps = stepThrough(input);
  for (let step = 1; ; step++) {
    const { done, value } = steps.next();
    if (done) return value;
    if (step % inOneGo !== 0) continue;
    await new Promise(setImmediate);
    if (!goesOn()) return undefined;
  }
}

/**
 * Runs the mutations of a turn one after the other, each on what the ones before have left. A refused one stands alone.
 * Pure but for the overlay: run again, it gives the same.
 */
function* stepThrough(input: TurnInput): Generator<void, TurnResult> {
  const { jobs, overlay } = input;
  const positions = new Map([...input.lanes].map(([id, lane]) => [id, { ...lane }]));
  const outcomes: Outcome[] = [];
  const answers: (() => void)[] = [];
  const faults: TurnResult['faults'] = [];
  let anyGap = false;
  for (const job of jobs) {
    const goBack = job.whole ? overlay.mark() : undefined;
    const first = outcomes.length;
    const refusals: (Rejection | null)[] = [];
    let gap: LaneGap | undefined;
    for (const mutation of job.mutations) {
      const { place, name } = mutation;
      if (place) {
        const lane = positions.get(place.lane) ?? { person: place.person, position: 0 };
        if (lane.person !== place.person) {
          gap = new LaneGap(place.lane, 1);
          break;
        }
        if (place.sequence <= lane.position) continue;
        if (place.sequence > lane.position + 1) {
          gap = new LaneGap(place.lane, lane.position + 1);
          break;
        }
        positions.set(place.lane, { ...lane, position: place.sequence });
      }
      yield;
      const outcome = run(input, job.actor, mutation, faults);
      refusals.push(outcome.rejection);
      if (outcome.rejection && !place) {
        if (goBack) {
          goBack();
          outcomes.length = first;
          break;
        }
        // Nobody will ask for the fate of this one again: it leaves no trace.
        continue;
      }
      overlay.take(outcome.writes);
      outcomes.push({ ...outcome, mutator: name });
    }
    const failed = gap;
    anyGap ||= failed !== undefined;
    answers.push(() => (failed ? job.reject(failed) : job.resolve(refusals)));
  }
  return { outcomes, faults, gap: anyGap, settle: () => answers.forEach((answer) => answer()) };
}

function run(
  { overlay, at, newId }: TurnInput,
  actor: Actor,
  { name, args, place }: Job['mutations'][number],
  faults: TurnResult['faults'],
): Outcome {
  const outcome: Outcome = { version: 0, actor, mutator: name, place, writes: [], rejection: null };
  try {
    return { ...outcome, writes: applyMutation({ name, args, reader: overlay, actor, now: at, ids: place ?? newId }) };
  } catch (error) {
    if (error instanceof Rejection) return { ...outcome, rejection: error };
    faults.push({ error, mutator: name });
    // A bug must not block its author's lane for ever.
    return { ...outcome, rejection: new Rejection('invalid', 'Something went wrong with this change. It was not made.') };
  }
}

/** The UUIDs among the arguments: rows that the mutators will most likely ask for. */
export function unknownIds(jobs: readonly Job[], known: (id: Id) => boolean): Set<Id> {
  const ids = new Set<Id>();
  const visit = (value: unknown, depth: number): void => {
    if (isId(value)) {
      if (!known(value)) ids.add(value);
    } else if (typeof value === 'object' && value !== null && depth < 4) for (const inner of Object.values(value)) visit(inner, depth + 1);
  };
  for (const { mutations } of jobs) for (const { args } of mutations) visit(args, 0);
  return ids;
}
