export type { Known } from './known.ts';
export { loadKnown } from './load.ts';
export type { Plan } from './plan.ts';
export { importRoutes } from './routes.ts';
export type { Apply } from './run.ts';
export { runPlan } from './run.ts';
export type { ImportKind } from './targets.ts';
export { proposeMapping } from './targets.ts';
export { planInWorker, readInWorker } from './work.ts';
