export type { Candidate, Compared } from './candidate.ts';
export { candidateOf } from './candidate.ts';
export type { Reason } from './compare.ts';
export type { Alike, Apart, DuplicateGroup } from './duplicate-index.ts';
export { DuplicateIndex } from './duplicate-index.ts';
export { countryOf, phoneKey, samePhone } from './phone.ts';
