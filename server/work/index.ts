export { TaskFailed, WorkLost } from './errors.ts';
export type { Run, Task } from './task.ts';
export { task } from './task.ts';
export { Work } from './work.ts';
