import type { Choices } from './columns.ts';
import type { Offer } from './wire.ts';

export const noChoices: Choices = { tables: [], at: 0, duplicates: 'skip', renamed: 'ask', dateOrder: '', defaults: {} };

/** What a file most likely is: as one like it was taken before, or as its headers tell. */
export function proposedChoices({ tables }: Offer): Choices {
  const [kept] = tables.flatMap((table) => table.kept ?? []);
  const at = Math.max(
    0,
    tables.findIndex(({ kind }) => kind !== null),
  );
  return {
    tables: tables.map((table) => ({
      kind: table.kind,
      mapping: { ...(table.kept?.mapping ?? (table.kind ? table.mappings[table.kind] : {})) },
    })),
    at,
    duplicates: kept?.duplicates ?? 'skip',
    renamed: kept?.renamed ?? 'ask',
    dateOrder: kept?.dateOrder ?? '',
    defaults: {},
  };
}
