export { findRecords, loadKnown, setUpOf } from './load.ts';
export type { ImportOptions, Plan } from './plan.ts';
export { planImport } from './plan.ts';
export { readTable } from './read.ts';
export { importRoutes } from './routes.ts';
export type { Apply } from './run.ts';
export { runPlan } from './run.ts';
export type { ImportKind } from '../../shared/import-kinds.ts';
export { proposeMapping } from './propose-mapping.ts';
