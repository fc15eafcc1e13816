import type { RecordType, Row } from '../../shared/records/index.ts';
import { records } from '../../shared/records/index.ts';
import { limits } from '../../shared/sync/limits.ts';
import type { Block } from '../../shared/sync/wire.ts';

/** So many deals in six stages, the same ones for every board. */

const now = new Date();
const instant = now.toISOString();
const id = (kind: number, at: number) => `0199a000-${kind.toString(16).padStart(4, '0')}-7000-8000-${at.toString(16).padStart(12, '0')}`;
export const personId = id(1, 0);
export const stages = ['Incoming', 'Qualified', 'Demonstration', 'Quote', 'Negotiation', 'Closure'].map((name, at) => ({
  id: id(2, at),
  name,
}));
const companies = ['Harbour Water', 'Aurelia Cosmetics', 'Northside Instruments', 'Mizuno Keisoku', 'Kestrel Foods', 'Institut Vauquelin'];
const matters = ['gas analysers', 'a lab fit-out', 'calibration for 2027', 'thermal printers', 'training', 'a moisture meter trial'];

const base = (own: string, at: number) => ({
  id: own,
  number: at + 1,
  version: at + 1,
  creator_id: personId,
  created_at: instant,
  updated_at: instant,
});

export function deals(count: number): Row<'deal'>[] {
  return Array.from({ length: count }, (_, at) => {
    const company = companies[at % companies.length] ?? '';
    const day = new Date(now.getTime() + ((at * 7919) % 300) * 86_400_000);
    return {
      ...base(id(3, at), at),
      scope: [personId],
      owner_id: personId,
      name: `${company}: ${matters[(at * 31) % matters.length]} ${at}`,
      contact_id: id(4, at % 500),
      lead_id: null,
      value: `${1000 + ((at * 127) % 90_000)}.00`,
      currency: ['EUR', 'USD', 'GBP'][at % 3] ?? 'EUR',
      stage_id: stages[(at * 13) % stages.length]?.id ?? '',
      loss_reason_id: null,
      unqualified_reason_id: null,
      hot: at % 11 === 0,
      source_id: null,
      estimated_close_date: day.toISOString().slice(0, 10),
      customized_win_likelihood: null,
      added_at: instant,
      tags: [],
      custom_fields: {},
      contact_name: 'Ada Field',
      organization_id: null,
      organization_name: company,
      last_stage_change_at: instant,
      last_stage_change_by_id: personId,
      last_activity_at: instant,
    };
  });
}

/** Such a workspace as it lies on disk, a text for each block. */
export function blocks(count: number): string[] {
  const open = { scope: ['*'], pipeline_id: id(5, 0) };
  const setUp: Block[] = [
    block('workspace_settings', [
      {
        ...base(id(6, 0), 0),
        ...records.workspace_settings.defaults,
        scope: ['*'],
        name: 'Bench',
      },
    ]),
    block('user', [
      {
        ...base(personId, 0),
        ...records.user.defaults,
        scope: ['*'],
        name: 'Ada Field',
        email: 'ada@example.com',
        profile: 'company',
        role: 'admin',
      },
    ]),
    block('pipeline', [{ ...base(id(5, 0), 0), scope: ['*'], name: 'Sales', position: 0, disabled: false }]),
    block('stage', [
      ...stages.map(({ id: own, name }, at) => ({
        ...base(own, at),
        ...open,
        name,
        position: at,
        category: 'in_progress' as const,
        active: true,
        likelihood: 10 + at * 15,
      })),
      ...(['won', 'lost', 'unqualified'] as const).map((category, at) => ({
        ...base(id(7, at), at),
        ...open,
        name: category,
        position: 10 + at,
        category,
        active: false,
        likelihood: 0,
      })),
    ]),
  ];
  const rows = deals(count);
  const all: Block[] = [...setUp];
  for (let from = 0; from < rows.length;) {
    const size = from === 0 ? limits.firstBlockRows : limits.blockRows;
    all.push(block('deal', rows.slice(from, from + size)));
    from += size;
  }
  return all.map((each) => JSON.stringify(each));
}

const block = <T extends RecordType>(type: T, rows: Row<T>[]): Block => ({ type, rows }) as unknown as Block;
