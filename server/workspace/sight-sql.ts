import type { InValue } from '@libsql/client';
import type { RecordType } from '../../shared/records/index.ts';
import type { Sight } from '../../shared/sight.ts';
import { everyone, isPrivate, oftenPrivate, seldomPrivate } from '../../shared/sight.ts';

/** A condition on `record` rows, and the values of its parameters. */
export interface Condition {
  sql: string;
  args: InValue[];
}

/** What is private to one person, as a range of the index: the entries that begin with `=`. */
const somebodysOwn = "person >= '=' AND person < '>'";

const named = (types: readonly RecordType[]): string => types.map((type) => `'${type}'`).join(', ');

/** The rows that fall under a sight. */
export function seenBy(sight: Sight): Condition {
  if (sight.includes(everyone)) {
    const mine = JSON.stringify(sight.filter(isPrivate));
    // What is private to somebody can be somebody else's to show, as mail is of which each who has it says who reads it.
    const shown = `EXISTS (SELECT 1 FROM record_scope AS scope WHERE scope.id = record.id AND scope.type = record.type
      AND (NOT (${somebodysOwn}) OR person IN (SELECT value FROM json_each(?))))`;
    return {
      // Most types are nobody's own. Of others few records are: the list of them costs less than a look at each record's scope. It is
      // by ids alone, since SQLite goes through a list of pairs one by one, and by people, or it would go through all mail.
      sql: `CASE
        WHEN record.type IN (${named(oftenPrivate)}) THEN ${shown}
        WHEN record.type IN (${named(seldomPrivate)}) THEN record.id NOT IN (SELECT id FROM record_scope
          WHERE person IN (SELECT '=' || person.id FROM record AS person WHERE person.type = 'user') AND type IN (${named(seldomPrivate)})
            AND person NOT IN (SELECT value FROM json_each(?))) OR ${shown}
        ELSE 1 END`,
      args: [mine, mine, mine],
    };
  }
  return {
    sql: `EXISTS (SELECT 1 FROM record_scope AS scope WHERE scope.id = record.id AND scope.type = record.type
            AND scope.person IN (SELECT value FROM json_each(?)))`,
    args: [JSON.stringify([everyone, ...sight])],
  };
}

/** The rows that fall under a sight and did not under an earlier one; undefined where there can be none. */
export function cameInto(sight: Sight, from: Sight): Condition | undefined {
  if (from.includes(everyone)) return undefined;
  const had = seenBy(from);
  if (sight.includes(everyone)) {
    const sees = seenBy(sight);
    return { sql: `${sees.sql} AND NOT ${had.sql}`, args: [...sees.args, ...had.args] };
  }
  const added = sight.filter((person) => !from.includes(person));
  if (added.length === 0) return undefined;
  return {
    sql: `(id, type) IN (SELECT id, type FROM record_scope WHERE person IN (SELECT value FROM json_each(?))) AND NOT ${had.sql}`,
    args: [JSON.stringify(added), ...had.args],
  };
}

/** The exits of people under one of these sights. */
export function exitsOf(sights: readonly Sight[]): Condition {
  const all = sights.flat();
  if (all.includes(everyone))
    return {
      sql: `(NOT (${somebodysOwn}) OR person IN (SELECT value FROM json_each(?)))`,
      args: [JSON.stringify(all.filter(isPrivate))],
    };
  return {
    sql: 'person IN (SELECT value FROM json_each(?))',
    args: [JSON.stringify([everyone, ...new Set(all)])],
  };
}
