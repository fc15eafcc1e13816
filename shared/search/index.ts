export { forgiven, mistakes } from './distance.ts';
export type { Found } from './search-index.ts';
export { SearchIndex } from './search-index.ts';
