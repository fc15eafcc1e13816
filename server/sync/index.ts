export { pokeAcrossProcesses } from './across.ts';
export { syncRoutes } from './routes.ts';
