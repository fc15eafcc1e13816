import type { RecordType, Row } from '../../shared/records/index.ts';
import { isSetupType, recordTypes } from '../../shared/records/index.ts';
import type { Block } from '../../shared/sync/wire.ts';
import { limits } from '../../shared/sync/limits.ts';
import type { Replica } from './replica.ts';

/** Confirmed rows in blocks: what the first screen needs, and the rest, deals first. */
export function inBlocks(replica: Replica): { first: Block[]; rest: Block[] } {
  const byType = new Map<RecordType, Row[]>(recordTypes.map((type) => [type, []]));
  for (const { type, row } of replica.confirmedRows()) byType.get(type)?.push(row);
  const block = (type: RecordType, rows: Row[]) => ({ type, rows }) as Block;

  const deals = (byType.get('deal') ?? []) as Row<'deal'>[];
  const shown = shownFirst(replica, deals);
  const first = recordTypes.filter(isSetupType).map((type) => block(type, byType.get(type) ?? []));
  if (shown.size > 0) first.push(block('deal', [...shown]));
  const rest = recordTypes
    .filter((type) => !isSetupType(type))
    .flatMap((type) => {
      const rows = type === 'deal' ? deals.filter((deal) => !shown.has(deal)) : (byType.get(type) ?? []);
      const portions = Array.from({ length: Math.ceil(rows.length / limits.blockRows) }, (_, at) => at * limits.blockRows);
      return portions.map((from) => block(type, rows.slice(from, from + limits.blockRows)));
    });
  return { first: first.filter(({ rows }) => rows.length > 0), rest };
}

/** As the server chooses them for a bootstrap: the newest of each active stage of the first pipeline. Then come those of other active stages. */
function shownFirst(replica: Replica, deals: Row<'deal'>[]): Set<Row<'deal'>> {
  const active = replica.rows.every('stage').filter((stage) => stage.active);
  const open = new Set(active.map(({ id }) => id));
  deals.sort((a, b) => Number(open.has(b.stage_id)) - Number(open.has(a.stage_id)) || b.number - a.number);
  const [pipeline] = replica.rows
    .every('pipeline')
    .filter((row) => !row.disabled)
    .sort((a, b) => a.position - b.position);
  const stages = active.filter((stage) => stage.pipeline_id === pipeline?.id);
  const each = Math.ceil(limits.firstBlockRows / stages.length);
  const left = new Map(stages.map(({ id }) => [id, each]));
  const shown = new Set<Row<'deal'>>();
  for (const deal of deals) {
    const places = left.get(deal.stage_id) ?? 0;
    if (places === 0) continue;
    left.set(deal.stage_id, places - 1);
    shown.add(deal);
  }
  return shown;
}
