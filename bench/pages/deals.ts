import type { Deal, Row } from '../../shared/records/index.ts';
import { limits } from '../../shared/sync/wire.ts';

/** So many deals in six stages, as a server sends them: the same ones each time. */

const instant = '2025-11-25T09:00:00.000Z';
const idOf = (kind: number, index: number): string =>
  `0199a000-${kind.toString(16).padStart(4, '0')}-7000-8000-${index.toString(16).padStart(12, '0')}`;

export const workspaceId = idOf(1, 0);
export const personId = idOf(2, 0);
const pipelineId = idOf(3, 0);
export const stageIds = Array.from({ length: 6 }, (_, at) => idOf(4, at));
const stageNames = ['Incoming', 'Qualified', 'Quote', 'Closure', 'Won', 'Lost'];

const people = 12;
const firsts = [
  'Acme',
  'Harbour',
  'Meridian',
  'Northwind',
  'Globex',
  'Aperture',
  'Hooli',
  'Vandelay',
  'Wonka',
  'Tyrell',
  'Prestige',
  'Cyber',
];
const seconds = ['Logistics', 'Foods', 'Medical', 'Energy', 'Software', 'Retail', 'Partners', 'Holdings', 'Labs', 'Industries', 'Media'];
const matters = ['renewal', 'expansion', 'pilot', 'new site', 'migration', 'support plan', 'annual licence', 'spare parts'];
const tags = ['key account', 'tender', 'partner', 'public sector', 'at risk'];

const base = (id: string, number: number) => ({
  id,
  number,
  version: number,
  creator_id: personId,
  created_at: instant,
  updated_at: instant,
});

/** Numbers that look random and are the same each time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The deal that is edited: the first of its stage by whatever field a list is sorted. */
export const editedId = idOf(5, 0);
export const editedStage = stageIds[2] ?? '';

export function* dealRows(count: number): Generator<Deal> {
  const random = numbers(7);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const day = () => new Date(Date.UTC(2025, 0, 1) + Math.floor(random() * 700) * 86_400_000).toISOString();
  for (let index = 0; index < count; index++) {
    const company = `${pick(firsts)} ${pick(seconds)}`;
    const owner_id = idOf(2, Math.floor(random() * people));
    const added = day();
    const organization = Math.floor(random() * (count / 4));
    yield {
      ...base(idOf(5, index), index + 1),
      scope: [owner_id],
      owner_id,
      name: `${company} ${pick(matters)} ${index}`,
      contact_id: idOf(6, Math.floor(random() * (count / 2))),
      lead_id: null,
      value: (random() * 200_000).toFixed(2),
      currency: pick(['EUR', 'USD', 'GBP']),
      stage_id: stageIds[Math.floor(random() * 6)] ?? '',
      loss_reason_id: null,
      unqualified_reason_id: null,
      hot: random() < 0.1,
      source_id: idOf(7, Math.floor(random() * 6)),
      estimated_close_date: day().slice(0, 10),
      customized_win_likelihood: random() < 0.2 ? Math.floor(random() * 100) : null,
      added_at: added,
      tags: random() < 0.4 ? [pick(tags)] : [],
      contact_name: `${pick(['Ada', 'Grace', 'Linus', 'Jonas', 'Priya'])} ${pick(seconds)}`,
      organization_id: idOf(8, organization),
      organization_name: company,
      last_stage_change_at: added,
      last_stage_change_by_id: owner_id,
      custom_fields: {},
      last_activity_at: random() < 0.7 ? day() : null,
      ...(index === 0
        ? {
            stage_id: editedStage,
            name: '!',
            contact_name: '!',
            added_at: '2001',
            last_stage_change_at: '2001',
            estimated_close_date: '2001-01-01',
          }
        : {}),
    };
  }
}

function setUp(): { type: string; rows: object[] }[] {
  const everyone = { scope: ['*'] };
  return [
    {
      type: 'user',
      rows: Array.from({ length: people }, (_, at): Partial<Row<'user'>> => ({
        ...base(idOf(2, at), at + 1),
        ...everyone,
        name: `Person ${at}`,
        email: `person${at}@example.com`,
        status: 'active',
        profile: 'company',
      })),
    },
    { type: 'pipeline', rows: [{ ...base(pipelineId, 1), ...everyone, name: 'Sales', position: 1, disabled: false }] },
    {
      type: 'stage',
      rows: stageIds.map((id, at) => ({
        ...base(id, at + 1),
        ...everyone,
        pipeline_id: pipelineId,
        name: stageNames[at],
        position: at,
        active: at < 4,
        likelihood: at * 20,
      })),
    },
  ];
}

/** A bootstrap's lines: the set-up, what a board shows first in a small block, and everything else. */
export function bootstrapLines(count: number): string[] {
  const rows = [...dealRows(count)];
  const each = limits.firstBlockRows / stageIds.length;
  const first = new Set(stageIds.flatMap((stage) => rows.filter(({ stage_id }) => stage_id === stage).slice(0, each)));
  const rest = rows.filter((row) => !first.has(row));
  const blocks: object[] = [...setUp(), { type: 'deal', rows: [...first] }];
  for (let from = 0; from < rest.length; from += limits.blockRows)
    blocks.push({ type: 'deal', rows: rest.slice(from, from + limits.blockRows) });
  return [{ version: count, sight: ['*'] }, ...blocks, { cursor: String(count) }].map((line) => JSON.stringify(line));
}

/** The deals of such lines. */
export function* dealsOf(lines: readonly string[]): Generator<Deal> {
  for (const line of lines) {
    const parsed = JSON.parse(line) as { type?: string; rows?: Deal[] };
    if (parsed.type === 'deal') yield* parsed.rows ?? [];
  }
}
