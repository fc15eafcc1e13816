import pino from 'pino';
import { task } from './task.ts';
import type { Deed } from './testing-task.ts';
import { Work } from './work.ts';

/** A process that has work done in another and tells its id: for the test that kills it. */
const work = new Work({ log: pino({ level: 'silent' }) });
const testing = task<Deed, unknown, number>(new URL('./testing-task.ts', import.meta.url));
await work.run(testing, { do: 'give back', value: 0 });
process.stdout.write(`${work.processes.all.join()}\n`);
setInterval(() => undefined, 60_000);
