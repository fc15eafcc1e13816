import { convergesThrough } from './converges.ts';

/**
 * Random schedules of people who work, requests that are lost, doubled, late and out of order, pages that crash, disks that lose their last
 * writes, profiles, superiors and owners that change: through the real routes of the real server on a real database, and the real
 * transport and replica of the store. Whatever happens, nobody keeps a record outside their sight, everyone has what the server has,
 * nothing is done twice, nothing is lost or refused without a word, the history tells it all, and nothing on the screen flickers back.
 *
 * SCHEDULES=100000 npx vitest run tests/convergence/at-work tests/convergence/in-the-mail tests/convergence/in-motion runs so many, SEED=n others.
 */
convergesThrough({ atWork: 3 / 8 });
