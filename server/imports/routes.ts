import type { Context } from 'hono';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { newId } from '../../shared/ids.ts';
import type { PersonEnv, RequirePerson } from '../directory/index.ts';
import { HttpError, jsonBody, query, readBytes } from '../http/index.ts';
import type { Import } from './files.ts';
import { ImportFiles } from './files.ts';
import { loadKnown } from './load.ts';
import type { Plan } from './plan.ts';
import { UnreadableFile } from './read.ts';
import { Runs } from './runs.ts';
import { badRowsCsv } from './run.ts';
import { importKinds, proposeKind, proposeMapping, targets } from './targets.ts';
import { planInWorker, readInWorker } from './work.ts';

const maxFileBytes = 50 * 1024 * 1024;

const planSchema = z.strictObject({
  kind: z.enum(importKinds),
  mapping: z.record(z.string().check(z.maxLength(1000)), z.string().check(z.maxLength(64))),
  source: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  duplicates: z.optional(z.enum(['skip', 'update', 'create'])),
  date_order: z.optional(z.enum(['day-first', 'month-first'])),
  defaults: z.optional(z.record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(255)))),
});

const rowsSchema = z.object({
  action: z.optional(z.enum(['create', 'update', 'skip', 'error'])),
  offset: z._default(z.coerce.number().check(z.int(), z.gte(0)), 0),
});

const nameSchema = z.object({ name: z._default(z.string().check(z.maxLength(255)), 'import.csv') });

type Deps = { config: { dataDir: string }; requirePerson: RequirePerson };

/** Imports of a person: upload, mapping, dry run, run, bad rows. Somebody else's import is no different from none. */
export function importRoutes(deps: Deps) {
  const files = new ImportFiles(deps.config.dataDir);
  const runs = new Runs(files);

  const own = async (c: Context<PersonEnv>, id: string): Promise<Import> => {
    const { person } = c.var;
    const entry = await files.find(person.workspaceId, person.id, id);
    if (!entry) throw new HttpError('not_found', 'There is no such import.');
    return runs.seen(entry);
  };
  const planOf = async (workspaceId: string, entry: Import): Promise<Plan> => {
    const plan = await files.plan(workspaceId, entry.id);
    if (!plan) throw new HttpError('conflict', 'Say first what the columns mean: this import has no plan yet.');
    return plan;
  };

  return new Hono<PersonEnv>()
    .use(deps.requirePerson)
    .get('/', async (c) => {
      const { person } = c.var;
      const entries = await files.list(person.workspaceId, person.id);
      return c.json({ imports: entries.map((entry) => shown(runs.seen(entry))) });
    })
    .post('/', query(nameSchema), async (c) => {
      const { person } = c.var;
      const bytes = await readBytes(c, maxFileBytes);
      const contents = await readable(() => readInWorker(bytes));
      const entry: Import = {
        id: newId(),
        person_id: person.id,
        file_name: c.req.valid('query').name,
        created_at: new Date().toISOString(),
        status: 'uploaded',
        contents,
        options: null,
        counts: null,
        open_date_columns: [],
        progress: null,
      };
      await files.create(person.workspaceId, entry, bytes);
      return c.json({ import: shown(entry), ...proposals(contents.headers) }, 201);
    })
    .get('/:id', async (c) => {
      const entry = await own(c, c.req.param('id'));
      return c.json({ import: shown(entry), ...proposals(entry.contents.headers) });
    })
    .delete('/:id', async (c) => {
      const entry = await own(c, c.req.param('id'));
      if (entry.status === 'running') throw new HttpError('conflict', 'This import is running: cancel it first.');
      await files.remove(c.var.person.workspaceId, entry.id);
      return c.body(null, 204);
    })
    .post('/:id/plan', jsonBody(planSchema), async (c) => {
      const { person } = c.var;
      const entry = await own(c, c.req.param('id'));
      if (entry.status === 'running') throw new HttpError('conflict', 'This import is running already.');
      const given = c.req.valid('json');
      checkMapping(given.kind, given.mapping, entry.contents.headers);
      const options = {
        kind: given.kind,
        mapping: given.mapping,
        source: given.source ?? 'csv',
        duplicates: given.duplicates ?? 'skip',
        dateOrder: given.date_order,
        ownerId: person.id,
        defaults: given.defaults ?? {},
      };
      const bytes = await files.bytes(person.workspaceId, entry.id);
      const known = await loadKnown(person.workspace, person.id);
      const plan = await readable(() => planInWorker(bytes, options, known));
      await files.savePlan(person.workspaceId, entry.id, plan);
      const planned: Import = {
        ...entry,
        status: 'planned',
        options,
        counts: plan.counts,
        open_date_columns: plan.openDateColumns,
        progress: null,
      };
      await files.save(person.workspaceId, planned);
      return c.json({ import: shown(planned), rows: plan.rows.slice(0, 100).map(shownRow) });
    })
    .get('/:id/rows', query(rowsSchema), async (c) => {
      const entry = await own(c, c.req.param('id'));
      const { action, offset } = c.req.valid('query');
      const plan = await planOf(c.var.person.workspaceId, entry);
      const rows = action === undefined ? plan.rows : plan.rows.filter((row) => row.action === action);
      return c.json({ rows: rows.slice(offset, offset + 100).map(shownRow), total: rows.length });
    })
    .post('/:id/run', async (c) => {
      const { person } = c.var;
      const entry = await own(c, c.req.param('id'));
      if (entry.status === 'running') throw new HttpError('conflict', 'This import is running already.');
      if (entry.status === 'done') throw new HttpError('conflict', 'This import is done.');
      if (entry.open_date_columns.length > 0 && !entry.options?.dateOrder)
        throw new HttpError('conflict', `Say whether the day or the month comes first in ${entry.open_date_columns.join(', ')}.`);
      const plan = await planOf(person.workspaceId, entry);
      const running = await runs.start({ workspace: person.workspace, entry, plan });
      return c.json({ import: shown(running) }, 202);
    })
    .post('/:id/cancel', async (c) => {
      const entry = await own(c, c.req.param('id'));
      runs.cancel(entry.id);
      return c.json({ import: shown(entry) });
    })
    .get('/:id/bad-rows.csv', async (c) => {
      const entry = await own(c, c.req.param('id'));
      const { workspaceId } = c.var.person;
      const failed =
        (await files.failed(workspaceId, entry.id)) ??
        (await planOf(workspaceId, entry)).rows
          .filter(({ action }) => action === 'error')
          .map(({ line, cells, problems }) => ({
            line,
            cells,
            problem: problems.map(({ column, message }) => `${column} ${message}`).join('; '),
          }));
      return c.body(badRowsCsv(entry.contents.headers, failed, entry.contents.delimiter), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="bad-rows.csv"',
      });
    });
}

/** What the page needs to offer: a likely kind, and for each kind its fields and a mapping. */
function proposals(headers: readonly string[]) {
  return {
    kind: proposeKind(headers),
    kinds: Object.fromEntries(
      importKinds.map((kind) => [
        kind,
        { fields: targets[kind].map(({ field, type }) => ({ field, type })), mapping: proposeMapping(kind, headers) },
      ]),
    ),
  };
}

function checkMapping(kind: keyof typeof targets, mapping: Record<string, string>, headers: readonly string[]): void {
  const taken = new Set<string>();
  for (const [header, field] of Object.entries(mapping)) {
    const problem = !headers.includes(header)
      ? 'is no column of the file'
      : !targets[kind].some((target) => target.field === field)
        ? `cannot be ${field}`
        : taken.has(field)
          ? `is a second column for ${field}`
          : undefined;
    if (problem)
      throw new HttpError('invalid', 'The columns are not mapped rightly.', {
        fields: { [`mapping.${header}`]: { code: 'incorrect_value', message: problem } },
      });
    taken.add(field);
  }
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableFile)
      throw new HttpError('invalid', error.message, { fields: { file: { code: 'incorrect_value', message: error.message } } });
    throw error;
  }
}

const shown = ({ person_id: _person, options, ...entry }: Import) => ({
  ...entry,
  options: options && { ...options, ownerId: undefined },
});

const shownRow = ({ mutations: _mutations, ...row }: Plan['rows'][number]) => row;
