import type { ImportKind } from '../../shared/import-kinds.ts';
import { sellId } from './target.ts';
import type { Mapping } from './propose-mapping.ts';
import { plain } from './headers.ts';

import { targetsOf } from './targets.ts';
import type { TableContents } from './work.ts';

/** The export of a Zendesk Sell account, told from those of other systems, and its ids. */

/** What Sell calls things that others call otherwise, in its API or on its screens. */
const ownWords = new Set(
  [
    'is organization',
    'is company',
    'customer status',
    'prospect status',
    'loss reason',
    'loss reason id',
    'unqualified reason',
    'unqualified reason id',
    'estimated close date',
    'customized win likelihood',
    'last stage change',
    'last stage change at',
    'last stage change on',
    'last stage change by id',
    'added at',
    'added on',
    'hot',
    'dropbox email',
    'parent organization id',
    'noteable type',
    'associated deals',
    'associated deal ids',
  ].map(plain),
);

/** One or two of them stand in many a table. */
const enough = 3;

/** Whether the tables of a ZIP speak Sell's language. */
export function isSellExport(tables: readonly Pick<TableContents, 'headers'>[]): boolean {
  const words = new Set(tables.flatMap(({ headers }) => headers.map(plain)).filter((header) => ownWords.has(header)));
  return words.size >= enough;
}

/** The column of ids is that of Sell's ids, where they are whole numbers and the records have numbers of their own. */
export function withSellIds(kind: ImportKind, mapping: Mapping, { headers, sample }: Pick<TableContents, 'headers' | 'sample'>): Mapping {
  const [header] = Object.entries(mapping).find(([, field]) => field === 'external_id') ?? [];
  if (header === undefined || Object.values(mapping).includes(sellId.field)) return mapping;
  const at = headers.indexOf(header);
  const whole = sample.some(({ cells }) => /^\d+$/.test(cells[at]?.trim() ?? ''));
  const takes = targetsOf(kind, []).some(({ field }) => field === sellId.field);
  return whole && takes ? { ...mapping, [header]: sellId.field } : mapping;
}

/** For whoever may keep no numbers, the ids are those of the file's source, no more. */
export function withoutSellIds(mapping: Mapping): Mapping {
  const field = Object.values(mapping).includes('external_id') ? undefined : 'external_id';
  const entries = Object.entries(mapping).map(([header, was]) => [header, was === sellId.field ? field : was]);
  return Object.fromEntries(entries.filter(([, is]) => is !== undefined)) as Mapping;
}
