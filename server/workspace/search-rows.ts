import type { RecordType, Row } from '../../shared/records/index.ts';
import type { SearchedType } from '../../shared/search/index.ts';
import { foundBy, isSearched, tokensOf } from '../../shared/search/index.ts';

/** The entries of the search index, `record_search`: each stands under a number of its own, made of its type and the record's. */

/** Kept for good: entries that are written stand under these. */
const places: Record<SearchedType, number> = { lead: 0, contact: 1, deal: 2, task: 3, appointment: 4, note: 5, document: 6, product: 7 };
const room = 16;

const entryOf = (type: SearchedType, { number }: Row): number => number * room + places[type];

const types = Object.entries(places)
  .map(([type, place]) => `WHEN ${place} THEN '${type}'`)
  .join(' ');

/** Joins entries to their records. */
export const entryIsOf = `record.type = CASE record_search.rowid & ${room - 1} ${types} END AND record.number = record_search.rowid >> 4`;

/** Words that a mistyped one may stand for. */
const isRemembered = (word: string): boolean => word.length > 2 && word.length <= 64;

/** What a turn does to the search index. */
export class SearchEntries {
  readonly gone: number[] = [];
  readonly put: [entry: number, text: string][] = [];
  readonly words = new Set<string>();

  add(type: RecordType, before: Row | undefined, after: Row | undefined): void {
    if (!isSearched(type)) return;
    const text = after && foundBy(type, after);
    if (before && after && before.number === after.number && foundBy(type, before) === text) return;
    if (before) this.gone.push(entryOf(type, before));
    if (!after || text === undefined) return;
    const { words, codes } = tokensOf(text);
    const entry = entryOf(type, after);
    this.gone.push(entry);
    this.put.push([entry, [text, ...codes].join('\n')]);
    for (const word of words) if (isRemembered(word)) this.words.add(word);
  }
}
