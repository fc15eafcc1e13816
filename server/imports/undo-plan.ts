import type { Client } from '@libsql/client';
import type { RowKind } from '../../shared/import-kinds.ts';
import type { Id } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { EmailCopy, EmailLink, RecordType, Row } from '../../shared/records/index.ts';
import { attachedTypes, records } from '../../shared/records/index.ts';
import { LoadedRows, Wants, listKey, load } from '../workspace/index.ts';
import type { Preparation } from './custom-columns.ts';
import type { PlannedRow } from './plan.ts';

/** What becomes of one record when an import is taken back. */
export interface UndoRow {
  part: number;
  line: number;
  kind: RowKind | 'custom_field' | 'pipeline' | 'stage' | 'entry';
  name: string;
  action: 'remove' | 'restore' | 'keep';
  /** Why it is kept, or some of it: somebody changed it since, or something else hangs on it. */
  reason: 'changed' | 'used' | 'refused' | null;
  /** The refusal, in English. */
  message?: string;
  /** The fields that somebody changed since: they stay as they are. */
  fields: string[];
  mutations: NamedMutation[];
}

/** When the import wrote, and as whom: what of the history is its own. */
export interface ImportTime {
  personId: Id;
  from: string;
  to: string;
}

interface Touched {
  type: RecordType;
  id: Id;
  row: Pick<PlannedRow, 'part' | 'line' | 'kind' | 'name'>;
  /** What came with it: the links of a message. */
  parts: readonly Id[];
}

interface Entry {
  kind: 'created' | 'changed' | 'removed';
  own: boolean;
  fields: Record<string, { from: unknown; to: unknown }>;
}

const recordsAtOnce = 500;

const typeOf: Partial<Record<NamedMutation['name'], RecordType>> = {
  createContact: 'contact',
  updateContact: 'contact',
  createLead: 'lead',
  updateLead: 'lead',
  createDeal: 'deal',
  updateDeal: 'deal',
  moveDeal: 'deal',
  addAssociatedContact: 'associated_contact',
  updateAssociatedContact: 'associated_contact',
  createTask: 'task',
  updateTask: 'task',
  completeTask: 'task',
  reopenTask: 'task',
  createNote: 'note',
  updateNote: 'note',
  createProduct: 'product',
  updateProduct: 'product',
  createAppointment: 'appointment',
  updateAppointment: 'appointment',
  createCall: 'call',
  updateCall: 'call',
  logEmail: 'email_copy',
  createOrder: 'order',
  updateOrder: 'order',
  addLineItem: 'line_item',
  updateLineItem: 'line_item',
};

/** What joins the set-up before the first row, and how it leaves it. */
const settings = {
  createPipeline: ['pipeline', 'deletePipeline'],
  createStage: ['stage', 'removeStage'],
  createLeadStatus: ['lead_status', 'deleteLeadStatus'],
  createSource: ['source', 'deleteSource'],
  createLossReason: ['loss_reason', 'deleteLossReason'],
  createLeadUnqualifiedReason: ['lead_unqualified_reason', 'deleteLeadUnqualifiedReason'],
  createDealUnqualifiedReason: ['deal_unqualified_reason', 'deleteDealUnqualifiedReason'],
  createCallOutcome: ['call_outcome', 'deleteCallOutcome'],
} as const satisfies Partial<Record<NamedMutation['name'], readonly [RecordType, NamedMutation['name']]>>;

const isSetting = (name: NamedMutation['name']): name is keyof typeof settings => Object.hasOwn(settings, name);

/** Where records are pointed at by others that would go with them, or lose something. */
const pointers: Partial<Record<RecordType, readonly (readonly [RecordType, string])[]>> = {
  lead: [...attachedTypes.map((type) => [type, 'resource_id'] as const), ['deal', 'lead_id'], ['lead_conversion', 'lead_id']],
  contact: [
    ...attachedTypes.map((type) => [type, 'resource_id'] as const),
    ['deal', 'contact_id'],
    ['deal', 'organization_id'],
    ['contact', 'contact_id'],
    ['contact', 'parent_organization_id'],
    ['associated_contact', 'contact_id'],
    ['lead_conversion', 'individual_id'],
    ['lead_conversion', 'organization_id'],
  ],
  deal: [...attachedTypes.map((type) => [type, 'resource_id'] as const), ['associated_contact', 'deal_id'], ['order', 'deal_id']],
  product: [['line_item', 'product_id']],
  order: [['line_item', 'order_id']],
  stage: [['deal', 'stage_id']],
  source: [
    ['lead', 'source_id'],
    ['deal', 'source_id'],
  ],
  lead_status: [['lead', 'status_id']],
  loss_reason: [['deal', 'loss_reason_id']],
  lead_unqualified_reason: [['lead', 'unqualified_reason_id']],
  deal_unqualified_reason: [['deal', 'unqualified_reason_id']],
  call_outcome: [['call', 'outcome_id']],
};

/**
 * Says record by record how an import is taken back: what it made is removed, what it changed set back, unless somebody has
 * changed it since or hung something on it. Reads the history, and writes nothing.
 */
export async function planUndo(
  client: Client,
  rows: AsyncIterable<readonly PlannedRow[]>,
  preparations: readonly Preparation[],
  time: ImportTime,
): Promise<UndoRow[]> {
  const touched = new Map<string, Touched>();
  const mutators = new Set<string>(preparations.flatMap(({ mutations }) => mutations.map(({ name }) => name)));
  for await (const chunk of rows)
    for (const row of chunk)
      for (const mutation of row.mutations) {
        const { name, args } = mutation;
        mutators.add(name);
        const type = typeOf[name];
        const { id, parts } = madeBy(mutation);
        const last = row.mutations.at(-1);
        // The organization that a row names is made before its own record.
        // Its other mutations are all of its own record.
        const shared = (name === 'createContact' || name === 'createOrder') && last !== undefined && id !== (last.args as { id: Id }).id;
        const kind = !shared ? row.kind : name === 'createOrder' ? 'order' : 'organization';
        if (type && !touched.has(id))
          touched.set(id, {
            type,
            id,
            parts,
            row: { part: row.part, line: row.line, kind, name: (shared && (args as { name?: string }).name) || row.name },
          });
      }
  const undo = new Undo(client, time, mutators);
  const result: UndoRow[] = [];
  // What came last goes first: nothing hangs on it any more.
  const backwards = [...touched.values()].toReversed();
  for (let from = 0; from < backwards.length; from += recordsAtOnce)
    result.push(...(await undo.rows(backwards.slice(from, from + recordsAtOnce))));
  result.push(...(await undo.preparations(preparations)));
  return result;
}

/** The record that a mutation makes or changes, and what comes with it. Of a message, its importer has a copy. */
function madeBy(mutation: NamedMutation): { id: Id; parts: readonly Id[] } {
  if (mutation.name !== 'logEmail') return { id: (mutation.args as { id: Id }).id, parts: [] };
  const { id, copy, links = [] } = mutation.args;
  return { id: copy.id ?? id, parts: links.flatMap((link) => link.id ?? []) };
}

class Undo {
  readonly #client: Client;
  readonly #time: ImportTime;
  readonly #mutators: ReadonlySet<string>;
  readonly #removing = new Set<Id>();

  constructor(client: Client, time: ImportTime, mutators: ReadonlySet<string>) {
    this.#client = client;
    this.#time = time;
    this.#mutators = mutators;
  }

  async rows(some: readonly Touched[]): Promise<UndoRow[]> {
    const entries = await this.#history(some.flatMap(({ id, parts }) => [id, ...parts]));
    const wants = new Wants();
    for (const { type, id, parts } of some) {
      for (const one of [id, ...parts]) wants.ids.add(one);
      for (const [of, index] of pointers[type] ?? []) wants.lists.set(listKey(of, index, id), { type: of, index, value: id });
    }
    const loaded = new LoadedRows();
    await load(this.#client, wants, loaded);
    await this.#mail(some, loaded);
    return some.flatMap((touched) => {
      const row = loaded.byId.get(touched.id)?.get(touched.type);
      const history = entries.get(`${touched.type}/${touched.id}`) ?? [];
      const undone = row ? this.#undo(touched, row, history, loaded) : this.#unlink(touched, entries, loaded);
      return undone ? [undone] : [];
    });
  }

  /** A message that its importer had logged before: what the import linked it to. */
  #unlink({ parts, row: of }: Touched, entries: ReadonlyMap<string, readonly Entry[]>, loaded: LoadedRows): UndoRow | undefined {
    const own = (id: Id) => entries.get(`email_link/${id}`)?.some((entry) => entry.own) === true;
    const links = parts.filter((id) => loaded.byId.get(id)?.has('email_link') && own(id));
    if (links.length === 0) return undefined;
    for (const id of links) this.#removing.add(id);
    const mutations = links.map((id): NamedMutation => ({ name: 'unlinkEmail', args: { id } }));
    return { ...of, action: 'remove', reason: null, fields: [], mutations };
  }

  /** Of messages, who else has them, and what they stand on. */
  async #mail(some: readonly Touched[], loaded: LoadedRows): Promise<void> {
    const wants = new Wants();
    for (const { type, id } of some) {
      const copy = type === 'email_copy' ? loaded.byId.get(id)?.get(type) : undefined;
      if (!copy) continue;
      const { email_id: value } = copy as EmailCopy;
      for (const beside of ['email_copy', 'email_link'] as const)
        wants.lists.set(listKey(beside, 'email_id', value), { type: beside, index: 'email_id', value });
    }
    if (wants.size > 0) await load(this.#client, wants, loaded);
  }

  /** Whether links would go with a copy that are not of the import: all of a message that nobody else has, else its owner's. */
  #linkedSince({ email_id, owner_id }: EmailCopy, parts: readonly Id[], loaded: LoadedRows): boolean {
    const last = (loaded.lists.get(listKey('email_copy', 'email_id', email_id)) ?? []).length === 1;
    return (loaded.lists.get(listKey('email_link', 'email_id', email_id)) ?? []).some((id) => {
      const link = loaded.byId.get(id)?.get('email_link') as EmailLink | undefined;
      return link !== undefined && !parts.includes(id) && (last || link.creator_id === owner_id);
    });
  }

  #undo({ type, id, row: of, parts }: Touched, row: Row, history: readonly Entry[], loaded: LoadedRows): UndoRow | undefined {
    const own = history.filter((entry) => entry.own);
    const first = history.findIndex((entry) => entry.own);
    if (first < 0) return undefined;
    const since = history.slice(first).filter((entry) => !entry.own);
    if (!own.some(({ kind }) => kind === 'created')) return restoring(type, row, own, of);
    const hangs = type === 'email_copy' ? this.#linkedSince(row as EmailCopy, parts, loaded) : this.#hangs(type, id, loaded);
    if (since.length > 0 || hangs) return { ...of, action: 'keep', reason: hangs ? 'used' : 'changed', fields: [], mutations: [] };
    for (const one of [id, ...parts]) this.#removing.add(one);
    return { ...of, action: 'remove', reason: null, fields: [], mutations: [removal(type, row)] };
  }

  #hangs(type: RecordType, id: Id, loaded: LoadedRows): boolean {
    return (pointers[type] ?? []).some(([pointing, index]) =>
      (loaded.lists.get(listKey(pointing, index, id)) ?? []).some((other) => other !== id && !this.#removing.has(other)),
    );
  }

  /** Names that have joined a list leave it again, and pipelines and stages go, unless a record that stays has taken them up. */
  async #settings(mutations: readonly NamedMutation[]): Promise<UndoRow[]> {
    const made = mutations.flatMap((mutation) => {
      const { id, name = '' } = mutation.args as { id: Id; name?: string };
      return isSetting(mutation.name) ? [{ type: settings[mutation.name][0], removal: settings[mutation.name][1], id, name }] : [];
    });
    const stages = made.flatMap(({ type, id }) => (type === 'pipeline' ? stagesMade(mutations, id) : []));
    const wants = new Wants();
    for (const { type, id } of [...made, ...stages])
      for (const [of, index] of pointers[type] ?? []) wants.lists.set(listKey(of, index, id), { type: of, index, value: id });
    const loaded = new LoadedRows();
    await load(this.#client, wants, loaded);
    const entries = await this.#history(made.map(({ id }) => id));
    // A pipeline goes with its stages, after those that joined it later.
    return made.toReversed().flatMap(({ type, removal, id, name }): UndoRow[] => {
      const history = entries.get(`${type}/${id}`) ?? [];
      if (!history.some((entry) => entry.own)) return [];
      const kind = type === 'pipeline' || type === 'stage' ? type : 'entry';
      const of = { part: 0, line: 0, kind, name, fields: [] } as const;
      // Stages of a pipeline are numbered anew with each other one.
      const changed = type !== 'stage' && history.some((entry) => !entry.own);
      const parts = type === 'pipeline' ? stages : [];
      const used = this.#hangs(type, id, loaded) || parts.some((stage) => this.#hangs('stage', stage.id, loaded));
      if (changed || used) return [{ ...of, fields: [], action: 'keep', reason: used ? 'used' : 'changed', mutations: [] }];
      return [{ ...of, fields: [], action: 'remove', reason: null, mutations: [{ name: removal, args: { id } }] }];
    });
  }

  /** Fields are archived rather than removed, as whoever sets up the workspace would do it. */
  async preparations(preparations: readonly Preparation[]): Promise<UndoRow[]> {
    const entries = await this.#history(preparations.map(({ id }) => id));
    const result: UndoRow[] = [];
    for (const preparation of preparations) {
      if (!('resource' in preparation)) {
        result.push(...(await this.#settings(preparation.mutations)));
        continue;
      }
      const { what, id, name, resource, mutations } = preparation;
      const history = entries.get(`custom_field/${id}`) ?? [];
      const of: Pick<UndoRow, 'part' | 'line' | 'kind' | 'name' | 'fields'> = { part: 0, line: 0, kind: 'custom_field', name, fields: [] };
      if (!history.some((entry) => entry.own)) continue;
      if (what !== 'new_field') {
        const added = mutations.flatMap((mutation) => (mutation.name === 'addChoices' ? mutation.args.choices : []));
        const archived = added.map((choice): NamedMutation => ({
          name: 'updateChoice',
          args: { id, choice_id: choice.id, archived: true },
        }));
        result.push({ ...of, action: 'restore', reason: null, mutations: archived });
        continue;
      }
      const changed = history.some((entry) => !entry.own);
      const used = !changed && (await this.#holders(resource, id)).some((holder) => !this.#removing.has(holder));
      result.push(
        changed || used
          ? { ...of, action: 'keep', reason: changed ? 'changed' : 'used', mutations: [] }
          : { ...of, action: 'remove', reason: null, mutations: [{ name: 'updateCustomField', args: { id, archived: true } }] },
      );
    }
    return result;
  }

  async #holders(type: RecordType, fieldId: Id): Promise<Id[]> {
    const { rows } = await this.#client.execute({
      sql: `SELECT id FROM record WHERE type = ? AND removed_version IS NULL AND json_extract(data, '$.custom_fields."' || ? || '"') IS NOT NULL`,
      args: [type, fieldId],
    });
    return rows.map(({ id }) => String(id));
  }

  async #history(ids: readonly Id[]): Promise<Map<string, Entry[]>> {
    const { rows } = await this.#client.execute({
      sql: `SELECT type, id, at, person_id, mutator, kind, fields FROM change
            WHERE id IN (SELECT value FROM json_each(?)) ORDER BY version`,
      args: [JSON.stringify(ids)],
    });
    const entries = new Map<string, Entry[]>();
    const { personId, from, to } = this.#time;
    for (const row of rows) {
      const key = `${String(row['type'])}/${String(row['id'])}`;
      const at = String(row['at']);
      const own = row['person_id'] === personId && at >= from && at <= to && this.#mutators.has(String(row['mutator']));
      const entry = { kind: row['kind'] as Entry['kind'], own, fields: JSON.parse(String(row['fields'])) as Entry['fields'] };
      const list = entries.get(key) ?? [];
      // A record that was removed and made again by the import is the import's: what was before is another life.
      if (entry.kind === 'created') list.length = 0;
      list.push(entry);
      entries.set(key, list);
    }
    return entries;
  }
}

/** The stages that a pipeline was made with. */
const stagesMade = (mutations: readonly NamedMutation[], pipelineId: Id): { type: 'stage'; id: Id }[] =>
  mutations.flatMap((mutation) =>
    mutation.name === 'createPipeline' && mutation.args.id === pipelineId
      ? mutation.args.stages.map(({ id }) => ({ type: 'stage' as const, id }))
      : [],
  );

function removal(type: RecordType, row: Row): NamedMutation {
  const { id } = row;
  switch (type) {
    case 'lead':
      return { name: 'deleteLead', args: { id } };
    case 'contact':
      return { name: 'deleteContact', args: { id } };
    case 'deal':
      return { name: 'deleteDeal', args: { id } };
    case 'associated_contact':
      return { name: 'removeAssociatedContact', args: { id } };
    case 'task':
      return { name: 'deleteTask', args: { id } };
    case 'note':
      return { name: 'deleteNote', args: { id } };
    case 'product':
      return { name: 'deleteProduct', args: { id } };
    case 'appointment':
      return { name: 'deleteAppointment', args: { id } };
    case 'call':
      return { name: 'deleteCall', args: { id } };
    case 'email_copy':
      return { name: 'unlogEmail', args: { id: (row as EmailCopy).email_id } };
    case 'order':
      return { name: 'deleteOrder', args: { id } };
    case 'line_item':
      return { name: 'removeLineItem', args: { id } };
    default:
      throw new Error(`An import makes no ${type}.`);
  }
}

/** Fields that follow from others, or from the time. */
const left = new Set(['completed_at']);

/** Each field that the import changed, back to what it was; what has another value by now stays. */
function restoring(type: RecordType, row: Row, own: readonly Entry[], of: Touched['row']): UndoRow | undefined {
  const before = new Map<string, unknown>();
  const after = new Map<string, unknown>();
  for (const { fields } of own)
    for (const [field, { from, to }] of Object.entries(fields)) {
      if (!before.has(field)) before.set(field, from);
      after.set(field, to);
    }
  const changes: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  const changed: string[] = [];
  const now = row as unknown as Record<string, unknown>;
  for (const [field, from] of before) {
    const [outer, id] = field.startsWith('custom_fields.') ? ['custom_fields', field.slice('custom_fields.'.length)] : [field, undefined];
    if (left.has(field) || !(Object.hasOwn(records[type].writable, outer) || field === 'completed')) continue;
    const is = id === undefined ? now[field] : (now['custom_fields'] as Record<string, unknown> | undefined)?.[id];
    if (JSON.stringify(is ?? null) !== JSON.stringify(after.get(field) ?? null)) changed.push(field);
    else if (id === undefined) changes[field] = from;
    else custom[id] = from;
  }
  if (Object.keys(custom).length > 0) changes['custom_fields'] = custom;
  const mutations = Object.keys(changes).length > 0 ? settingBack(type, row, changes) : [];
  if (mutations.length === 0 && changed.length === 0) return undefined;
  return {
    ...of,
    action: mutations.length > 0 ? 'restore' : 'keep',
    reason: changed.length > 0 ? 'changed' : null,
    fields: changed,
    mutations,
  };
}

function settingBack(type: RecordType, { id }: Row, changes: Record<string, unknown>): NamedMutation[] {
  switch (type) {
    case 'lead':
      return [{ name: 'updateLead', args: { id, ...changes } }];
    case 'contact':
      return [{ name: 'updateContact', args: { id, ...changes } }];
    case 'deal': {
      const { stage_id, loss_reason_id, unqualified_reason_id, ...rest } = changes as Record<string, string | null | undefined>;
      const mutations: NamedMutation[] = [];
      if (typeof stage_id === 'string')
        mutations.push({
          name: 'moveDeal',
          args: { id, stage_id, loss_reason_id: loss_reason_id ?? null, unqualified_reason_id: unqualified_reason_id ?? null },
        });
      if (Object.keys(rest).length > 0) mutations.push({ name: 'updateDeal', args: { id, ...rest } as { id: Id } });
      return mutations;
    }
    case 'associated_contact':
      return [{ name: 'updateAssociatedContact', args: { id, ...changes } }];
    case 'task': {
      const { completed, ...rest } = changes;
      const mutations: NamedMutation[] = Object.keys(rest).length > 0 ? [{ name: 'updateTask', args: { id, ...rest } }] : [];
      if (completed !== undefined) mutations.push({ name: completed === true ? 'completeTask' : 'reopenTask', args: { id } });
      return mutations;
    }
    case 'note':
      return [{ name: 'updateNote', args: { id, ...changes } }];
    case 'product':
      return [{ name: 'updateProduct', args: { id, ...changes } }];
    case 'appointment':
      return [{ name: 'updateAppointment', args: { id, ...changes } }];
    case 'call':
      return [{ name: 'updateCall', args: { id, ...changes } }];
    case 'order':
      return [{ name: 'updateOrder', args: { id, ...changes } }];
    case 'line_item':
      return [{ name: 'updateLineItem', args: { id, ...changes } }];
    default:
      throw new Error(`An import changes no ${type}.`);
  }
}
