import { convergesThrough } from './converges.ts';

/** As at-work.test.ts, of people who log, link, show and take back mail: in a file of its own to run beside it. */
convergesThrough({ inTheMail: 1 / 8 });
