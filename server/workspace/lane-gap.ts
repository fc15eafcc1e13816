import type { Id } from '../../shared/ids.ts';

/** A lane that does not go on where it stopped: a mutation in between never arrived. */
export class LaneGap extends Error {
  readonly lane: Id;
  /** The sequence number that the server waits for. */
  readonly expected: number;

  constructor(lane: Id, expected: number) {
    super(`The next mutation of lane ${lane} is number ${expected}.`);
    this.lane = lane;
    this.expected = expected;
  }
}
