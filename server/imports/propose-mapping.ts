import type { ImportKind } from '../../shared/import-kinds.ts';
import type { CustomField } from '../../shared/records/index.ts';
import { isNewField } from './custom-columns.ts';
import { meaningsOf } from './foreign-headers.ts';
import { plain } from './headers.ts';
import type { Target } from './target.ts';
import { targetsOf } from './targets.ts';

/** What the columns of a table mean, by their headers. */

/** A column's header to the field it fills; columns left out are not imported. */
export type Mapping = Record<string, string>;

/** Columns that say whose they are, as `Deal - Title`, are of the kind that most of them name. */
const prefixes: readonly (readonly [prefix: string, kind: ImportKind])[] = [
  ['deal', 'deal'],
  ['person', 'person'],
  ['organization', 'organization'],
  ['lead', 'lead'],
  ['affaire', 'deal'],
  ['personne', 'person'],
  ['organisation', 'organization'],
  ['prospect', 'lead'],
];

const isOf = (header: string, prefix: string): boolean => header.toLowerCase().startsWith(`${prefix} - `);

/** Undefined where most headers say nothing of the kind. */
export const kindOfPrefixes = (headers: readonly string[]): ImportKind | undefined =>
  prefixes.find(([prefix]) => headers.filter((header) => isOf(header, prefix)).length * 2 > headers.length)?.[1];

/** A header without the prefix of its own kind. */
function withoutPrefix(kind: ImportKind, header: string): string {
  const [prefix] = prefixes.find(([name, of]) => of === kind && isOf(header, name)) ?? [];
  return prefix === undefined ? header : header.slice(prefix.length + 3);
}

/** The field that each header most likely stands for; no field twice. */
export function proposeMapping(kind: ImportKind, headers: readonly string[], customFields: readonly CustomField[] = []): Mapping {
  const all = targetsOf(kind, customFields);
  const mapping: Mapping = {};
  const taken = new Set<string>();
  // Wordings are listed from the surest to the loosest: the first round takes the surest of every field.
  const bare = headers.map((header) => withoutPrefix(kind, header));
  const meanings = new Map(headers.map((header, at) => [header, meaningsOf(bare[at] ?? '', bare)]));
  const longest = Math.max(...all.map(({ wordings }) => wordings.length)) + 2;
  for (let rank = 0; rank < longest; rank++)
    for (const { field, wordings } of all) {
      const wording = rank < 2 ? field : wordings[rank - 2];
      if (!wording || taken.has(field)) continue;
      const fits = (header: string) =>
        rank === 0 ? header.trim().toLowerCase() === field : meanings.get(header)?.includes(plain(wording)) === true;
      // "Contact ID" is a person's own id, though `contact_id` names their organization.
      if (rank === 1 && field.endsWith('_id')) continue;
      const header = headers.find((name) => !Object.hasOwn(mapping, name) && fits(name));
      if (header === undefined) continue;
      mapping[header] = field;
      taken.add(field);
    }
  return mapping;
}

/** The mapping of a table of before, as far as its fields are still there: a field that was new then is the workspace's now. */
export function keptMapping(kind: ImportKind, mapping: Mapping, headers: readonly string[], customFields: readonly CustomField[]): Mapping {
  const all = targetsOf(kind, customFields);
  const kept: Mapping = {};
  for (const [header, field] of Object.entries(mapping)) {
    if (!headers.includes(header)) continue;
    const made = isNewField(field)
      ? all.find(({ custom, field: name }) => custom && !custom.part && name === fieldNamed(header, all))
      : undefined;
    if (made) kept[header] = made.field;
    else if (isNewField(field) || all.some((target) => target.field === field)) kept[header] = field;
  }
  return kept;
}

const fieldNamed = (header: string, all: readonly Target[]): string | undefined =>
  all.find(({ custom }) => custom && custom.part === undefined && custom.definition.name.toLowerCase() === header.trim().toLowerCase())
    ?.field;
