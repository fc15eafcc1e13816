export { TooNew, migrate } from './migrate.ts';
export { openDatabase, provision } from './open.ts';
export type { DatabaseConfig } from './open.ts';
