import type { Choices } from './columns.ts';
import { writtenOf } from './custom-defaults.ts';
import type { ImportState, Offer } from './wire.ts';

export const noChoices: Choices = {
  tables: [],
  at: 0,
  duplicates: 'skip',
  renamed: 'ask',
  dateOrder: '',
  system: '',
  defaults: {},
  customDefaults: {},
};

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
    system: kept?.system ?? '',
    defaults: {},
    customDefaults: {},
  };
}

/** What an import was planned with. */
export function plannedChoices(offer: Offer, options: ImportState['options']): Choices {
  const proposed = proposedChoices(offer);
  const { tables, duplicates, renamed, dateOrder, system, defaults } = { ...proposed, system: '', ...options };
  return { ...proposed, tables, duplicates, renamed, dateOrder, system, defaults, customDefaults: writtenOf(options?.customDefaults) };
}
