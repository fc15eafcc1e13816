import type { HitClass, HitKind, HitReason } from '../../shared/tracking.ts';
import type { Database } from '../database/index.ts';
import { kindOf } from './clients.ts';
import { Counts } from './counts.ts';
import type { Message } from './messages.ts';
import { clientKey } from './recent.ts';
import type { Facts, Verdict } from './rules.ts';
import { classifyAgain, fleetingReason, isFleeting } from './rules.ts';

/** Hits that were taken for something by a time at which their message was not sent. */

/** What is kept of a hit beside its verdict: what else it would be, where that is no word of the verdict's. */
export const factsOf = (facts: Facts, { reason }: Pick<Verdict, 'reason'>): string | null =>
  reason === 'before_sending' ? JSON.stringify({ fleeting: fleetingReason(facts) } satisfies Remembered) : null;

interface Remembered {
  fleeting: HitReason | null;
}

/**
 * Takes the hits of messages for what they are by the times at which those were sent. Gives by how much their counts change. What
 * another process has turned meanwhile is left to it.
 */
export async function judgeAnew(client: Database, messages: ReadonlyMap<string, Pick<Message, 'sentAt' | 'scheduled'>>): Promise<Counts> {
  const counts = new Counts();
  if (messages.size === 0) return counts;
  const { rows } = await client.execute({
    sql: `SELECT id, token, kind, at, class, reason, client, network, url, facts FROM tracking_hit
          WHERE class IS NOT NULL AND token IN (SELECT value FROM json_each(?)) ORDER BY at, id`,
    args: [JSON.stringify([...messages.keys()])],
  });
  const last = new Map<string, number>();
  const turned = new Map<number, { token: string; kind: HitKind; from: HitClass; to: HitClass }>();
  const changes: unknown[] = [];
  for (const row of rows) {
    const { token, kind, at, was, client: name, network, url, facts } = hitOf(row);
    const message = messages.get(token);
    // Those of an earlier release have not kept what else they would be.
    if (!message || (was.reason === 'before_sending' && facts === null)) continue;
    const fleeting = facts === null ? (isFleeting(was.reason) ? was.reason : null) : facts.fleeting;
    const of = { name, kind: kindOf(name) };
    const key = `${token} ${clientKey(kind, of, network, url)}`;
    const is = classifyAgain({ kind, at, client: of }, fleeting, { ...message, lastAt: last.get(key) });
    if (is.class === 'person' || is.class === 'duplicate') last.set(key, at);
    if (is.reason === was.reason) continue;
    const id = Number(row['id']);
    turned.set(id, { token, kind, from: was.class, to: is.class });
    changes.push([id, was.reason, is.class, is.reason, is.reason === 'before_sending' ? JSON.stringify({ fleeting }) : null]);
  }
  if (changes.length === 0) return counts;
  const [done, times] = await client.batch(
    [
      {
        sql: `UPDATE tracking_hit SET class = anew.value ->> 2, reason = anew.value ->> 3, facts = anew.value ->> 4
              FROM json_each(?) AS anew WHERE tracking_hit.id = anew.value ->> 0 AND reason = anew.value ->> 1 RETURNING tracking_hit.id`,
        args: [JSON.stringify(changes)],
      },
      {
        sql: `SELECT token, min(at) AS first, max(at) AS last FROM tracking_hit
              WHERE token IN (SELECT value FROM json_each(?)) AND kind = 'open' AND class = 'person' GROUP BY token`,
        args: [JSON.stringify([...messages.keys()])],
      },
    ],
    'write',
  );
  const touched = new Set<string>();
  for (const { id } of done?.rows ?? []) {
    const hit = turned.get(Number(id));
    if (!hit) continue;
    counts.turn(hit.token, hit.kind, hit.from, hit.to);
    touched.add(hit.token);
  }
  const openings = new Map(
    (times?.rows ?? []).map((row) => [String(row['token']), { first: Number(row['first']), last: Number(row['last']) }]),
  );
  for (const token of touched) counts.setTimes(token, openings.get(token));
  return counts;
}

const hitOf = (row: Readonly<Record<string, unknown>>) => ({
  token: String(row['token']),
  kind: row['kind'] as HitKind,
  at: Number(row['at']),
  was: { class: row['class'] as HitClass, reason: row['reason'] as HitReason },
  client: row['client'] === null ? null : String(row['client']),
  network: String(row['network']),
  url: row['url'] === null ? null : String(row['url']),
  facts: row['facts'] === null ? null : (JSON.parse(String(row['facts'])) as Remembered),
});
