export type { ListPage, ListQuery } from './query.ts';
export { queryList, viewerOf } from './query.ts';
export { listRoutes } from './routes.ts';
