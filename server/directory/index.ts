export type { Account } from './accounts.ts';
export { openDirectory } from './directory.ts';
export type { Directory } from './directory.ts';
export { refuseEmbedded, requireAdministrator } from './person.ts';
export type { Person, PersonEnv, RequirePerson } from './person.ts';
export { directoryRoutes } from './routes/index.ts';
