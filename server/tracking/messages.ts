import type { Id } from '../../shared/ids.ts';
import type { Email } from '../../shared/records/index.ts';
import type { HitClass, HitKind } from '../../shared/tracking.ts';
import type { Database } from '../database/index.ts';
import type { Outcome } from '../workspace/index.ts';
import type { Counted } from './counts.ts';
import { Counts } from './counts.ts';

const day = 86_400_000;

/** Days for which the hits of a deleted message are kept: as long as it can be brought back. */
const restoreDays = 30;

/** Rows that are looked at after a start: more than a process leaves uncounted when it ends in the middle of its work. */
const uncountedAtMost = 20_000;

/** What classifying and recording needs of a tracked message. */
export interface Message {
  /** Milliseconds since 1970. */
  sentAt: number;
  /** It was told of before that: somebody has chosen the time. */
  scheduled: boolean;
  /** Everybody's addresses, in lower case, where they were asked for. */
  recipients: readonly string[];
  /** Whose pixels and links it can have: who has made it, and who has it in their mailbox. */
  senders: readonly Id[];
}

const tokenOf = "data ->> '$.tracking_token'";
// The index is found by these very words (server/workspace/schema.ts).
const tracked = `type = 'email' AND removed_version IS NULL AND ${tokenOf} IS NOT NULL`;

/** The tracked messages of a workspace, as its records tell. */
export class Messages {
  readonly #client: Database;

  constructor(client: Database) {
    this.#client = client;
  }

  /** Those that have one of the tokens. */
  async find(tokens: ReadonlySet<string>, withRecipients: boolean): Promise<Map<string, Message>> {
    if (tokens.size === 0) return new Map();
    const recipients = withRecipients
      ? `data -> '$.to' AS sent_to, data -> '$.cc' AS cc,
         (SELECT json_group_array(json(copy.data -> '$.bcc')) FROM record AS copy
          WHERE copy.type = 'email_copy' AND copy.removed_version IS NULL AND copy.data ->> '$.email_id' = record.id) AS bcc`
      : `'[]' AS sent_to, '[]' AS cc, '[]' AS bcc`;
    const { rows } = await this.#client.execute({
      sql: `SELECT ${tokenOf} AS token, data ->> '$.sent_at' AS sent_at, data ->> '$.created_at' AS told_at, data ->> '$.creator_id' AS creator,
              (SELECT json_group_array(copy.data ->> '$.owner_id') FROM record AS copy
               WHERE copy.type = 'email_copy' AND copy.removed_version IS NULL AND copy.data ->> '$.email_id' = record.id) AS owners,
              ${recipients}
            FROM record INDEXED BY record_email_tracking_token
            WHERE ${tracked} AND ${tokenOf} IN (SELECT value FROM json_each(?))`,
      args: [JSON.stringify([...tokens])],
    });
    return new Map(
      rows.map((row) => [
        String(row['token']),
        {
          sentAt: Date.parse(String(row['sent_at'])),
          scheduled: String(row['told_at']) < String(row['sent_at']),
          senders: [String(row['creator']), ...(JSON.parse(String(row['owners'])) as Id[])],
          recipients: ['sent_to', 'cc', 'bcc'].flatMap((name) => addressesIn(JSON.parse(String(row[name])))),
        },
      ]),
    );
  }

  /** Those among the newest hits. */
  async newest(): Promise<Set<string>> {
    const { rows } = await this.#client.execute({
      sql: `SELECT DISTINCT token FROM tracking_hit
            WHERE class IS NOT NULL AND id > (SELECT coalesce(max(id), 0) FROM tracking_hit) - ?`,
      args: [uncountedAtMost],
    });
    return new Set(rows.map((row) => String(row['token'])));
  }

  /** What messages have not been told of their newest hits. */
  async behind(): Promise<Counts> {
    const { rows } = await this.#client.execute({
      sql: `SELECT hit.token, hit.kind, hit.class, count(*) AS count, min(hit.at) AS first, max(hit.at) AS last,
              data ->> '$.opens' AS opens, data ->> '$.automatic_opens' AS automatic, data ->> '$.clicks' AS clicks
            FROM tracking_hit AS hit INNER JOIN record INDEXED BY record_email_tracking_token ON ${tracked} AND ${tokenOf} = hit.token
            WHERE hit.class IS NOT NULL AND hit.token IN
              (SELECT token FROM tracking_hit WHERE id > (SELECT coalesce(max(id), 0) FROM tracking_hit) - ?)
            GROUP BY hit.token, hit.kind, hit.class`,
      args: [uncountedAtMost],
    });
    const standing = new Map<string, Pick<Counted, 'opens' | 'automatic' | 'clicks'>>();
    const written = new Counts();
    for (const row of rows) {
      const token = String(row['token']);
      standing.set(token, { opens: Number(row['opens']), automatic: Number(row['automatic']), clicks: Number(row['clicks']) });
      const [kind, hitClass] = [row['kind'] as HitKind, row['class'] as HitClass];
      written.add(token, kind, Number(row['first']), hitClass, 0);
      written.add(token, kind, Number(row['last']), hitClass, Number(row['count']));
    }
    return written.beyond(standing);
  }

  /** Deletes the hits of messages that are gone for good, or are not tracked any more. */
  async sweep(now: number): Promise<void> {
    await this.#client.execute({
      sql: `DELETE FROM tracking_hit WHERE class IS NOT NULL AND token NOT IN
              (SELECT ${tokenOf} FROM record INDEXED BY record_email_tracking_token WHERE ${tracked})
            AND token NOT IN (SELECT ${tokenOf} FROM record WHERE removed_version IS NOT NULL AND type = 'email'
              AND removed_at >= ? AND ${tokenOf} IS NOT NULL)`,
      args: [new Date(now - restoreDays * day).toISOString()],
    });
  }
}

/** The tokens of messages that were sent at another time than was known before. */
export const redatedIn = (outcomes: readonly Pick<Outcome, 'writes'>[]): string[] =>
  outcomes.flatMap(({ writes }) =>
    writes.flatMap(({ type, before, after }) => {
      if (type !== 'email' || !before || !after) return [];
      const [was, is] = [before as Email, after as Email];
      return is.tracking_token !== null && is.sent_at !== was.sent_at ? [is.tracking_token] : [];
    }),
  );

/** The addresses in lists of people, however deep. */
function addressesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(addressesIn);
  const { email } = (value ?? {}) as { email?: unknown };
  return typeof email === 'string' ? [email.toLowerCase()] : [];
}
