import type { PlannedChange } from './plan.ts';

type Fields = Record<string, unknown>;

/** What a row of a file makes of a record that is there. */
export interface Changed {
  /** The arguments of the update. */
  fields: Fields;
  changes: PlannedChange[];
}

/** Arguments that stand for something else than a field of the record, or that an update leaves alone. */
const noFields = new Set([
  'new_organization',
  'added_at',
  'created_at',
  'updated_at',
  'completed_at',
  'last_stage_change_at',
  'organization_id',
]);

/**
 * The fields of a row that say something new of a record. Parts of an address that the row leaves out stay; tags are added,
 * never taken away. @param fill write only where the record has nothing
 */
export function changesOf(record: Fields, given: Fields, fill: boolean, named: (value: unknown) => string): Changed {
  const fields: Fields = {};
  const changes: PlannedChange[] = [];
  for (const [field, value] of Object.entries(given)) {
    if (noFields.has(field)) continue;
    if (field === 'custom_fields') {
      const values = customChanges(record[field], value, fill, named, changes);
      if (Object.keys(values).length > 0) fields[field] = values;
      continue;
    }
    const before = record[field];
    const after = field === 'prices' && !fill ? repriced(before, value) : merged(before, value, fill);
    if (JSON.stringify(after) === JSON.stringify(before ?? null)) continue;
    fields[field] = after;
    changes.push({ field, from: named(before), to: named(after) });
  }
  return { fields, changes };
}

/** Custom values, each for itself: an update takes those that it is given and leaves the others. */
function customChanges(
  before: unknown,
  given: unknown,
  fill: boolean,
  named: (value: unknown) => string,
  changes: PlannedChange[],
): Fields {
  const had = isRecord(before) ? before : {};
  const fields: Fields = {};
  for (const [id, value] of Object.entries(isRecord(given) ? given : {})) {
    const after = merged(had[id], value, fill);
    // A box that is not checked is no value.
    if (JSON.stringify(after === false ? null : after) === JSON.stringify(had[id] ?? null)) continue;
    fields[id] = after;
    changes.push({ field: `custom_fields.${id}`, label: named(id), from: named(had[id]), to: named(after) });
  }
  return fields;
}

function merged(before: unknown, given: unknown, fill: boolean): unknown {
  if (Array.isArray(given)) {
    const had: unknown[] = Array.isArray(before) ? before : [];
    const known = new Set(had.map(keyOfOne));
    return [...had, ...given.filter((one) => !known.has(keyOfOne(one)))];
  }
  if (isRecord(given)) {
    const had = isRecord(before) ? before : {};
    return Object.fromEntries(Object.keys(given).map((part) => [part, merged(had[part], given[part] ?? had[part] ?? null, fill)]));
  }
  return fill && before !== undefined && before !== null && before !== '' ? before : given;
}

/** A price takes the place of the one in its currency. */
function repriced(before: unknown, given: unknown): unknown {
  const had: unknown[] = Array.isArray(before) ? before : [];
  const now: unknown[] = Array.isArray(given) ? given : [];
  const replaced = had.map((one) => now.find((other) => keyOfOne(other) === keyOfOne(one)) ?? one);
  return merged(replaced, given, false);
}

/** Tags are the same in any case, guests by their addresses, and a product has one price in a currency. */
function keyOfOne(one: unknown): string {
  const value = isRecord(one) ? (one['email'] ?? one['currency']) : one;
  return String(value).toLowerCase();
}

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
