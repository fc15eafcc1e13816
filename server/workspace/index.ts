export { LaneGap } from './lane-gap.ts';
export { LoadedRows, Wants, listKey, load, loadSetUp } from './rows.ts';
export { Workspace } from './workspace.ts';
export { Workspaces, databaseName } from './workspaces.ts';
export { entryIsOf } from './search-rows.ts';
export type { Condition } from './sight-sql.ts';
export { cameInto, exitsOf, seenBy } from './sight-sql.ts';
export type { Stored } from './stored-rows.ts';
export { storedOf, storedRows } from './stored-rows.ts';
