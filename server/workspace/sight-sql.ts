import type { InValue } from '@libsql/client';
import type { Sight } from '../../shared/sight.ts';
import { everyone } from '../../shared/sight.ts';

/** A condition on `record` rows, and the values of its parameters. */
export interface Condition {
  sql: string;
  args: InValue[];
}

/** The rows that fall under a sight. */
export function seenBy(sight: Sight): Condition {
  if (sight === everyone) return { sql: 'true', args: [] };
  return {
    sql: `EXISTS (SELECT 1 FROM record_scope AS scope WHERE scope.id = record.id AND scope.type = record.type
            AND scope.person IN (SELECT value FROM json_each(?)))`,
    args: [JSON.stringify([everyone, ...sight])],
  };
}

/** The exits of people under one of these sights. */
export function exitsOf(sights: readonly Sight[]): Condition {
  if (sights.includes(everyone)) return { sql: 'true', args: [] };
  return {
    sql: 'person IN (SELECT value FROM json_each(?))',
    args: [JSON.stringify([everyone, ...new Set(sights.flat())])],
  };
}
