import type { ImportKind } from '../../shared/import-kinds.ts';
import { importKinds } from '../../shared/import-kinds.ts';
import { readingOf } from '../../shared/import-tables.ts';
import type { CustomField, CustomFieldType } from '../../shared/records/index.ts';
import type { KeptMapping } from './mappings.ts';
import type { Mapping } from './propose-mapping.ts';
import { withoutProblem } from './problem-column.ts';
import { proposeKind, recognise } from './recognise.ts';
import { isSellExport, withSellIds, withoutSellIds } from './sell-export.ts';
import { sellId } from './target.ts';
import { meaningsOf } from './foreign-headers.ts';
import { isMostly } from './first-row.ts';
import { plain } from './headers.ts';
import { keptMapping, proposeMapping } from './propose-mapping.ts';
import { needs, resourceOf, targetsOf } from './targets.ts';
import type { FileContents, TableContents } from './work.ts';

/** What one table most likely is, and what its columns mean in each case. */
interface ProposedReading {
  /** Null where nothing tells: it is left out unless somebody says what it is. */
  kind: ImportKind | null;
  mappings: Record<ImportKind, Mapping>;
  /** As somebody mapped a table with these headers before. */
  kept: KeptMapping | null;
}

interface ProposedTable extends ProposedReading {
  /** The same where the first row is taken the other way, as names or as a row; null where it can be but one. */
  other: ProposedReading | null;
}

/** What a page needs to offer: for each kind its fields, and for each table what it is likely to be. */
export function proposals(
  { format, tables }: FileContents,
  options: {
    customFields: readonly CustomField[];
    administers: boolean;
    /** Whether records may keep numbers that they bring. */
    keepsNumbers: boolean;
    kept: readonly (KeptMapping | undefined)[];
  },
) {
  const { customFields, administers, keepsNumbers } = options;
  const addFields = format === 'zip' && administers;
  const fromSell = keepsNumbers && format === 'zip' && isSellExport(tables);
  const mapped = (kind: ImportKind, table: TableContents): Mapping => {
    const mapping = mappingOf(kind, table, customFields, addFields);
    return !keepsNumbers ? withoutSellIds(mapping) : fromSell ? withSellIds(kind, mapping, table) : mapping;
  };
  const fitted = (mapping: Mapping): Mapping => (keepsNumbers ? mapping : withoutSellIds(mapping));
  const propose = (table: TableContents, known: KeptMapping | undefined): ProposedReading => {
    const kept = table.first?.header === false ? undefined : known;
    const fitting = kept && { ...kept, mapping: fitted(keptMapping(kept.kind, kept.mapping, table.headers, customFields)) };
    return {
      kind: fitting?.kind ?? kindOf(table, tables.length > 1),
      mappings: Object.fromEntries(importKinds.map((kind) => [kind, mapped(kind, table)])) as Record<ImportKind, Mapping>,
      kept: fitting ?? null,
    };
  };
  const proposed = tables.map((table, at): ProposedTable => {
    const kept = options.kept[at];
    return { ...propose(table, kept), other: table.first ? propose(readingOf(table, !table.first.header), kept) : null };
  });
  const [first] = proposed;
  return {
    kind: first?.kind ?? ('organization' as const),
    kinds: Object.fromEntries(
      importKinds.map((kind) => [
        kind,
        {
          fields: targetsOf(kind, customFields)
            .filter(({ field }) => keepsNumbers || field !== sellId.field)
            .map(({ field, type, custom }) => ({
              field,
              type,
              ...(custom && { custom: { name: custom.definition.name, type: custom.definition.type, part: custom.part ?? null } }),
            })),
          needs: needs[kind],
          takes_new_fields: administers && resourceOf(kind) !== undefined,
          mapping: first?.kept?.kind === kind ? first.kept.mapping : (first?.mappings[kind] ?? {}),
        },
      ]),
    ),
    tables: proposed,
  };
}

function kindOf(table: TableContents, oneOfSeveral: boolean): ImportKind | null {
  if (table.first?.header === false) return columnOf('email', table) !== undefined ? 'person' : oneOfSeveral ? null : 'organization';
  if (table.format === 'vcard') return table.headers.includes('Is company') ? 'contact' : 'person';
  return oneOfSeveral ? (recognise(table.headers, table.name) ?? null) : proposeKind(table.headers);
}

/** What another system keeps of its records for itself, or works out from others. */
const bookkeeping = new Set(
  [
    'updated at',
    'updated on',
    'updated',
    'last modified',
    'creator id',
    'version',
    'last activity at',
    'last activity',
    'last stage change by id',
    'dropbox email',
    'prospect status',
    'organization id',
    'id',
  ].map(plain),
);

/** @param addFields columns that are left over become custom fields, where their values are something */
function mappingOf(kind: ImportKind, table: TableContents, customFields: readonly CustomField[], addFields: boolean): Mapping {
  if (table.first?.header === false) return mappingByValues(kind, table);
  const mapping = proposeMapping(kind, table.headers, customFields);
  if (!addFields || resourceOf(kind) === undefined) return mapping;
  const taken = new Set(Object.values(mapping));
  // The name of what another column has the id of, and the like.
  const told = new Set(
    targetsOf(kind, customFields).flatMap(({ field, wordings }) => (taken.has(field) ? wordings.map((wording) => plain(wording)) : [])),
  );
  withoutProblem(table.headers).forEach((header, at) => {
    const type = table.types[at];
    if (
      type &&
      !Object.hasOwn(mapping, header) &&
      !bookkeeping.has(plain(header)) &&
      !meaningsOf(header, table.headers).some((word) => told.has(word))
    )
      mapping[header] = `new_field.${type}`;
  });
  return mapping;
}

/** Of columns without names the values tell what some are. */
function mappingByValues(kind: ImportKind, table: TableContents): Mapping {
  const told = [
    ['email', 'email'],
    ['phone', 'phone'],
    ['url', 'website'],
  ] as const;
  return Object.fromEntries(
    told.flatMap(([type, field]) => {
      const header = columnOf(type, table);
      return header !== undefined && targetsOf(kind, []).some((target) => target.field === field) ? [[header, field]] : [];
    }),
  );
}

const columnOf = (type: CustomFieldType, { headers, sample }: TableContents): string | undefined =>
  headers.find((_header, at) => isMostly(type, sample, at));
