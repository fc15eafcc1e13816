import type { SetUpKind } from '../../shared/import-kinds.ts';
import { isSetUpKind, listKinds } from '../../shared/import-kinds.ts';
import type { Preparation } from './custom-columns.ts';
import { numberOfId } from './kept-numbers.ts';
import type { Known } from './known.ts';
import { addEntries } from './list-entries.ts';
import type { ImportOptions, PlanPart } from './plan.ts';
import type { Stages } from './stages.ts';
import { planStages } from './stages.ts';

/** A row of a table that says what ids stand for: its fields, by their names. */
export type SetUpRow = Readonly<Record<string, string>>;

type Common = Omit<ImportOptions, 'kind' | 'mapping'>;

/** What the ids of other tables stand for, as the set-up tables of the same file say. */
export class References {
  /** What the tables add to the set-up. */
  readonly preparations: Preparation[] = [];
  readonly #rows = new Map<SetUpKind, Map<string, SetUpRow>>();
  readonly #known: Known;
  readonly #stages: Stages;

  constructor(parts: readonly PlanPart[], common: Common, known: Known) {
    this.#known = known;
    const tables = parts.flatMap((part) => (isSetUpKind(part.kind) ? [{ kind: part.kind, rows: rowsOf(part) }] : []));
    for (const { kind, rows } of tables) {
      const byId = this.#rows.get(kind) ?? new Map<string, SetUpRow>();
      for (const row of rows) if (row['external_id']) byId.set(row['external_id'], row);
      this.#rows.set(kind, byId);
    }
    const of = (kind: SetUpKind) => tables.filter((table) => table.kind === kind).flatMap(({ rows }) => rows);
    if (common.addEntries)
      for (const kind of listKinds) {
        const rows = of(kind);
        const numbers = new Map(
          rows.map((row) => [row['name']?.toLowerCase(), common.keepsIds ? numberOfId(row['external_id']) : undefined]),
        );
        const entries = addEntries(
          kind,
          rows.map((row) => row['name'] ?? ''),
          known,
          (name) => numbers.get(name.toLowerCase()),
        );
        if (entries) this.preparations.push(entries);
      }
    const deals = parts.filter(({ kind }) => kind === 'deal').flatMap(rowsOf);
    this.#stages = planStages({ pipelines: of('pipeline'), stages: of('stage'), deals }, common, known);
    this.preparations.push(...this.#stages.preparations);
  }

  /** The name that an id stands for, of a list or of tags. A list of leads and one of deals may be in one table. */
  name(kind: SetUpKind, cell: string): string | undefined {
    const row = this.#rows.get(kind)?.get(cell) ?? this.#rows.get(sisters[kind] ?? kind)?.get(cell);
    return row?.['name'];
  }

  /** The person of the workspace whom an id stands for, and what they are called in the file. */
  person(cell: string): { id: string | undefined; name: string } | undefined {
    const row = this.#rows.get('user')?.get(cell);
    if (!row) return undefined;
    const { name = '', email = '' } = row;
    const same = (value: string, other: string) => value !== '' && value.toLowerCase() === other.toLowerCase();
    const byEmail = this.#known.users.find((user) => same(email, user.email));
    const byName = this.#known.users.filter((user) => same(name, user.name));
    const found = byEmail ?? (byName.length === 1 ? byName[0] : undefined);
    return { id: found?.id, name: name || email || cell };
  }

  pipeline(cell: string): string | undefined {
    return this.#stages.pipelines.get(cell);
  }

  stage(cell: string): string | undefined {
    return this.#stages.stages.get(cell);
  }
}

/** Where an id is looked for that its own table does not have, or that has none. */
const sisters: Partial<Record<SetUpKind, SetUpKind>> = {
  lead_source: 'deal_source',
  lead_unqualified_reason: 'deal_unqualified_reason',
};

function rowsOf({ table, mapping }: PlanPart): SetUpRow[] {
  const columns = table.headers.flatMap((header, at) => (Object.hasOwn(mapping, header) ? [{ field: mapping[header] ?? '', at }] : []));
  return table.rows.map(({ cells }) => Object.fromEntries(columns.map(({ field, at }) => [field, (cells[at] ?? '').trim()])));
}
