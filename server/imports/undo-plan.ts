import type { Client } from '@libsql/client';
import type { RowKind } from '../../shared/import-kinds.ts';
import type { Id } from '../../shared/ids.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { EmailCopy, RecordType, Row } from '../../shared/records/index.ts';
import { LoadedRows, Wants, load } from '../workspace/index.ts';
import type { Preparation } from './custom-columns.ts';
import { copyAndLinks, linkedSince, loadMail, ownLinks, unlogging } from './email-undo.ts';
import type { PlannedRow } from './plan.ts';
import type { Entry, ImportTime } from './undo-history.ts';
import { ImportHistory } from './undo-history.ts';
import { removal, restoring } from './undo-mutations.ts';
import type { Undoing } from './undo-removals.ts';
import { Removals, wantPointing } from './undo-removals.ts';
import { undoSetUp } from './undo-set-up.ts';

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

interface Touched {
  type: RecordType;
  id: Id;
  row: Pick<PlannedRow, 'part' | 'line' | 'kind' | 'name'>;
  /** What came with it: the links of a message. */
  parts: readonly Id[];
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
        // Of a message, its importer has a copy; all others name the record that they make or change.
        const { id, parts } = copyAndLinks(mutation) ?? { id: (args as { id: Id }).id, parts: [] };
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
  const undoing: Undoing = { client, history: new ImportHistory(client, time, mutators), removals: new Removals() };
  const result: UndoRow[] = [];
  // What came last goes first: nothing hangs on it any more.
  const backwards = [...touched.values()].toReversed();
  for (let from = 0; from < backwards.length; from += recordsAtOnce)
    result.push(...(await undoRecords(undoing, backwards.slice(from, from + recordsAtOnce))));
  result.push(...(await undoSetUp(undoing, preparations)));
  return result;
}

async function undoRecords({ client, history: past, removals }: Undoing, some: readonly Touched[]): Promise<UndoRow[]> {
  const entries = await past.of(some.flatMap(({ id, parts }) => [id, ...parts]));
  const wants = new Wants();
  for (const { type, id, parts } of some) {
    for (const one of [id, ...parts]) wants.ids.add(one);
    wantPointing(wants, type, id);
  }
  const loaded = new LoadedRows();
  await load(client, wants, loaded);
  await loadMail(client, some, loaded);
  return some.flatMap((touched) => {
    const row = loaded.byId.get(touched.id)?.get(touched.type);
    const history = entries.get(`${touched.type}/${touched.id}`) ?? [];
    const links = ownLinks(touched.parts, entries, loaded);
    const undone = row ? undo(touched, row, { history, links, loaded, removals }) : unlink(touched, links, removals);
    return undone ? [undone] : [];
  });
}

function unlink({ row: of }: Touched, links: readonly Id[], removals: Removals): UndoRow | undefined {
  if (links.length === 0) return undefined;
  removals.add(...links);
  const mutations = links.map((id): NamedMutation => ({ name: 'unlinkEmail', args: { id } }));
  return { ...of, action: 'remove', reason: null, fields: [], mutations };
}

function undo(
  { type, id, row: of, parts }: Touched,
  row: Row,
  { history, links, loaded, removals }: { history: readonly Entry[]; links: readonly Id[]; loaded: LoadedRows; removals: Removals },
): UndoRow | undefined {
  const own = history.filter((entry) => entry.own);
  const first = history.findIndex((entry) => entry.own);
  if (first < 0) return undefined;
  const since = history.slice(first).filter((entry) => !entry.own);
  if (!own.some(({ kind }) => kind === 'created')) return restoring(type, row, own, of);
  const hangs = type === 'email_copy' ? linkedSince(row as EmailCopy, parts, loaded) : removals.hangs(type, id, loaded);
  if (since.length > 0 || hangs) return { ...of, action: 'keep', reason: hangs ? 'used' : 'changed', fields: [], mutations: [] };
  removals.add(id, ...parts);
  const mutations = type === 'email_copy' ? unlogging(row as EmailCopy, links, loaded) : [removal(type, id)];
  return { ...of, action: 'remove', reason: null, fields: [], mutations };
}
