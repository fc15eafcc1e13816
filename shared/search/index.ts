export { forgiven, mistakes, mistakesInBeginning } from './distance.ts';
export type { SearchedType } from './found-by.ts';
export { foundBy, foundByFields, isSearched, searchedTypes } from './found-by.ts';
export type { Piece } from './marks.ts';
export { marks } from './marks.ts';
export type { Found } from './search-index.ts';
export { SearchIndex, fitOf, tokensOf, wordsAsked } from './search-index.ts';
