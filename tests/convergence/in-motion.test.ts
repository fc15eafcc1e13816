import { convergesThrough } from './converges.ts';

/** As at-work.test.ts, of the two kinds of schedules in which the rarest of wrong versions are found; in a file of its own to run beside it. */
convergesThrough({ handedOn: 1 / 4, forgetful: 1 / 4 });
