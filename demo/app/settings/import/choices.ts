import { readingOf } from '../../../../shared/import-tables.ts';
import type { Choices } from './columns.ts';
import { writtenOf } from './custom-defaults.ts';
import type { ImportState, Offer, OfferedReading, TableChoice } from './wire.ts';

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

/** @param kind what somebody says that the rows are; left out, what the table most likely is */
function proposedTable(offered: OfferedReading, kind = offered.kind): TableChoice {
  const { kept, mappings } = offered;
  return { kind, mapping: { ...(kept && kept.kind === kind ? kept.mapping : kind ? mappings[kind] : {}) } };
}

interface Columns {
  current: ImportState;
  offer: Offer;
  choices: Choices;
}

/** The table that is shown, with its first row as the names of its columns or as a row: each has columns, and a mapping, of its own. */
export function withHeader({ current, offer, choices }: Columns, header: boolean): Columns {
  const { at } = choices;
  const offered = offer.tables[at];
  const chosen = choices.tables[at];
  if (!offered?.other || !chosen) return { current, offer, choices };
  const { other, ...proposed } = offered;
  const tables = current.contents.tables.map((table, index) => (index === at ? readingOf(table, header) : table));
  const rowCount = tables.reduce((sum, table) => sum + table.rowCount, 0);
  const taken = proposedTable(other, chosen.kind === proposed.kind ? other.kind : chosen.kind);
  return {
    // The columns whose dates were open are others now.
    current: { ...current, contents: { ...current.contents, tables, rowCount }, open_date_columns: [] },
    offer: { ...offer, tables: offer.tables.with(at, { ...other, other: proposed }) },
    choices: { ...choices, tables: choices.tables.with(at, { ...taken, header }) },
  };
}

/** What a file most likely is: as one like it was taken before, or as its headers tell. */
export function proposedChoices({ tables }: Offer): Choices {
  const [kept] = tables.flatMap((table) => table.kept ?? []);
  const at = Math.max(
    0,
    tables.findIndex(({ kind }) => kind !== null),
  );
  return {
    tables: tables.map((table) => proposedTable(table)),
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
