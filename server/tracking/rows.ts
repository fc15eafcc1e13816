import type { InStatement } from '@libsql/client';
import type { HitClass, HitKind, HitReason } from '../../shared/tracking.ts';

/** A hit as it is kept. */
export interface HitRow {
  token: string;
  kind: HitKind;
  at: number;
  /** Null, as the reason, while nobody has told of the message. */
  class: HitClass | null;
  reason: HitReason | null;
  client: string | null;
  network: string;
  url: string | null;
  facts: string | null;
}

// Milliseconds have as many digits until the year 2286.
const digits = 13;

/**
 * Writes rows. Most opens are of a few kinds: those of one kind go in one statement, each as one text, which SQLite takes
 * apart in half the time that a JSON array takes. In the order of their tokens, for the index's sake.
 */
export function insertHits(rows: readonly HitRow[]): InStatement[] {
  const alike = new Map<string, { first: HitRow; texts: string[] }>();
  const others: unknown[][] = [];
  for (const row of rows) {
    const { token, kind, at, class: hitClass, reason, client, network, url, facts } = row;
    if (url !== null || facts !== null || token.length !== 32) {
      others.push([token, kind, at, hitClass, reason, client, network, url, facts]);
      continue;
    }
    const key = `${kind} ${reason} ${client}`;
    const text = `${token}${String(at).padStart(digits, '0')}${network}`;
    const known = alike.get(key);
    if (known) known.texts.push(text);
    else alike.set(key, { first: row, texts: [text] });
  }
  const statements = [...alike.values()].map(({ first, texts }): InStatement => ({
    sql: `INSERT INTO tracking_hit (token, at, network, kind, class, reason, client)
          SELECT substr(value, 1, 32), CAST(substr(value, 33, ${digits}) AS integer), substr(value, ${33 + digits}), ?, ?, ?, ? FROM json_each(?)`,
    args: [first.kind, first.class, first.reason, first.client, JSON.stringify(texts.sort())],
  }));
  if (others.length > 0)
    statements.push({
      sql: `INSERT INTO tracking_hit (token, kind, at, class, reason, client, network, url, facts)
            SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8
            FROM json_each(?)`,
      args: [JSON.stringify(others)],
    });
  return statements;
}
