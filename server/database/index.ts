export { TooNew, migrate } from './migrate.ts';
export { openDatabase, provision } from './open.ts';
export type { ReadRow } from './reader.ts';
export { Reader } from './reader.ts';
export type { Database, DatabaseConfig } from './open.ts';
export { Writer } from './writer.ts';
