import { join } from 'node:path';
import type { Context } from 'hono';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { idSchema, newId } from '../../shared/ids.ts';
import type { AppDeps } from '../app.ts';
import type { PersonEnv } from '../directory/index.ts';
import { HttpError, jsonBody, lineStream, params, query, rateLimit, readBytes } from '../http/index.ts';
import { badRowsCsv, forgetFailed } from './bad-rows.ts';
import type { Import } from './files.ts';
import { ImportFiles } from './files.ts';
import { setUpOf } from './load.ts';
import { duplicateRules, rowActions } from './plan.ts';
import { readPage } from './plan-file.ts';
import { UnreadableFile } from './read.ts';
import { Runs } from './runs.ts';
import { importKinds, needs, proposeKind, proposeMapping, targets } from './targets.ts';
import { planInWorker, readInWorker } from './work.ts';

const maxFileBytes = 50 * 1024 * 1024;

const planSchema = z.strictObject({
  kind: z.enum(importKinds),
  mapping: z.record(z.string().check(z.maxLength(1000)), z.string().check(z.maxLength(64))),
  source: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  duplicates: z.optional(z.enum(duplicateRules)),
  date_order: z.optional(z.enum(['day-first', 'month-first'])),
  defaults: z.optional(z.record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(255)))),
});

const rowsSchema = z.object({
  action: z.optional(z.enum(rowActions)),
  /** Of 100 rows each, from 0. */
  page: z._default(z.coerce.number().check(z.int(), z.gte(0)), 0),
});

const nameSchema = z.object({ name: z._default(z.string().check(z.maxLength(255)), 'import.csv') });

type Deps = Pick<AppDeps, 'config' | 'requirePerson' | 'limiter' | 'log' | 'shutdown' | 'directory'>;

const idPath = params(z.object({ id: idSchema }));

/** Imports of a person: upload, mapping, dry run, run, bad rows. Somebody else's import is no different from none. */
export function importRoutes({ config, requirePerson, limiter, log, shutdown, directory }: Deps) {
  const files = new ImportFiles(config.dataDir);
  const runs = new Runs({ files, log, shutdown });
  const database = { dataDir: config.dataDir, libsql: config.libsql };

  const own = async (c: Context<PersonEnv>, id: string): Promise<Import> => {
    const { person } = c.var;
    const entry = await files.find(person.workspaceId, person.id, id);
    if (!entry) throw new HttpError('not_found', 'There is no such import.');
    return runs.seen(entry);
  };
  const refuseRunning = ({ status }: Import): void => {
    if (status === 'running') throw new HttpError('conflict', 'This import is running: cancel it first.');
  };
  const refuseUnplanned = ({ counts }: Import): void => {
    if (!counts) throw new HttpError('conflict', 'Say first what the columns mean: this import has no plan yet.');
  };

  return new Hono<PersonEnv>()
    .use(requirePerson)
    .use(rateLimit<PersonEnv>(limiter, { name: 'imports', limit: 600, seconds: 60, key: (c) => c.var.person.id }))
    .get('/', async (c) => {
      const { person } = c.var;
      const entries = await files.list(person.workspaceId, person.id);
      return c.json({ imports: entries.map((entry) => shown(runs.seen(entry))) });
    })
    .post('/', query(nameSchema), async (c) => {
      const { person } = c.var;
      const bytes = await readBytes(c, maxFileBytes);
      const id = newId();
      const path = await files.receive(person.workspaceId, id, bytes);
      const contents = await readable(() => readInWorker(path)).catch(async (error: unknown) => {
        await files.remove(person.workspaceId, id);
        throw error;
      });
      const entry: Import = {
        id,
        person_id: person.id,
        file_name: c.req.valid('query').name,
        created_at: new Date().toISOString(),
        status: 'uploaded',
        contents,
        options: null,
        counts: null,
        open_date_columns: [],
        progress: null,
        alive_at: 0,
      };
      await files.save(person.workspaceId, entry);
      return c.json({ import: shown(entry), ...proposals(contents.headers) }, 201);
    })
    .get('/:id', idPath, async (c) => {
      const entry = await own(c, c.req.valid('param').id);
      return c.json({ import: shown(entry), ...proposals(entry.contents.headers) });
    })
    .delete('/:id', idPath, async (c) => {
      const entry = await own(c, c.req.valid('param').id);
      refuseRunning(entry);
      await files.remove(c.var.person.workspaceId, entry.id);
      return c.body(null, 204);
    })
    .post('/:id/plan', idPath, jsonBody(planSchema), async (c) => {
      const { person } = c.var;
      const entry = await own(c, c.req.valid('param').id);
      refuseRunning(entry);
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
      await person.workspace.refresh();
      const sight = person.workspace.sight(person.id);
      if (!sight) throw new HttpError('unauthenticated', 'Sign in, and ask for a new token.');
      const folder = files.folder(person.workspaceId, entry.id);
      const setUp = setUpOf(person.workspace, person.id);
      const path = join(folder, 'file');
      const { counts, openDateColumns } = await readable(() => planInWorker({ path, folder, options, setUp, sight, database }));
      const planned: Import = { ...entry, status: 'planned', options, counts, open_date_columns: openDateColumns, progress: null };
      await forgetFailed(folder);
      await files.save(person.workspaceId, planned);
      return c.json({ import: shown(planned), ...(await readPage(folder, 'all', 0)) });
    })
    .get('/:id/rows', idPath, query(rowsSchema), async (c) => {
      const entry = await own(c, c.req.valid('param').id);
      refuseUnplanned(entry);
      const { action = 'all', page } = c.req.valid('query');
      return c.json(await readPage(files.folder(c.var.person.workspaceId, entry.id), action, page));
    })
    .post('/:id/run', idPath, async (c) => {
      const { person } = c.var;
      const entry = await own(c, c.req.valid('param').id);
      refuseRunning(entry);
      refuseUnplanned(entry);
      if (entry.status === 'done') throw new HttpError('conflict', 'This import is done.');
      if (entry.open_date_columns.length > 0 && !entry.options?.dateOrder)
        throw new HttpError('conflict', `Say whether the day or the month comes first in ${entry.open_date_columns.join(', ')}.`);
      const { running, finished } = await runs.start(person.workspace, entry);
      // A server that is asked to stop waits until the rows under way are written.
      directory.behind(finished);
      return c.json({ import: shown(running) }, 202);
    })
    .post('/:id/cancel', idPath, async (c) => {
      const entry = await own(c, c.req.valid('param').id);
      await files.askToStop(c.var.person.workspaceId, entry.id);
      return c.json({ import: shown(entry) });
    })
    .get('/:id/bad-rows.csv', idPath, async (c) => {
      const entry = await own(c, c.req.valid('param').id);
      refuseUnplanned(entry);
      const lines = badRowsCsv(files.folder(c.var.person.workspaceId, entry.id), entry.contents.headers, entry.contents.delimiter);
      const onFault = (err: unknown) => log.error({ err, request_id: c.var.requestId }, 'a file of bad rows broke off');
      return c.body(lineStream({ lines, encoding: undefined, onFault }), 200, {
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
        { fields: targets[kind].map(({ field, type }) => ({ field, type })), needs: needs[kind], mapping: proposeMapping(kind, headers) },
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

const shown = ({ person_id: _person, alive_at: _alive, options, ...entry }: Import) => ({
  ...entry,
  options: options && { ...options, ownerId: undefined },
});
