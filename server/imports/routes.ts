import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from 'hono';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { rowActions } from '../../shared/import-kinds.ts';
import { idSchema, newId } from '../../shared/ids.ts';
import type { AppDeps } from '../app.ts';
import type { PersonEnv } from '../directory/index.ts';
import { requireAdministrator } from '../directory/index.ts';
import { HttpError, jsonBody, lineStream, params, query, rateLimit, readBytes, waitedFor } from '../http/index.ts';
import { languageOf } from '../http/language.ts';
import { adoptArchive } from './adopt-archive.ts';
import { badRowsCsv, badRowsZip, forgetFailed } from './bad-rows.ts';
import type { Import } from './files.ts';
import { ImportFiles } from './files.ts';
import { canBeUndone, refuseRun, refuseRunning, refuseUnplanned, shown } from './import-states.ts';
import { legible } from './legible.ts';
import { setUpOf } from './load.ts';
import { readPage } from './plan-file.ts';
import { contentsAs, planOptions, planSchema } from './plan-request.ts';
import { Mappings, namesOf } from './mappings.ts';
import { Plannings } from './plannings.ts';
import { proposals } from './proposals.ts';
import { Runs } from './runs.ts';
import type { FileContents } from './work.ts';
import { keptRows, undoDays } from './undo.ts';
import { ImportWork } from './work.ts';

const maxFileBytes = 50 * 1024 * 1024;
/** What one person's imports may keep until some of them are removed, and files that come in an hour. */
const mostKeptImports = 200;
const mostKeptBytes = 1024 * 1024 * 1024;
const mostAnHour = 120;
/** Rows that stayed after an undo, as many as anybody reads. */
const mostKeptShown = 1000;
/** An archive has the documents with it. */
const maxArchiveBytes = 8 * 1024 * 1024 * 1024;

const rowsSchema = z.object({
  action: z.optional(z.enum(rowActions)),
  /** Of 100 rows each, from 0. */
  page: z._default(z.coerce.number().check(z.int(), z.gte(0)), 0),
});

const nameSchema = z.object({ name: z._default(z.string().check(z.maxLength(255)), 'import.csv') });

type Deps = Pick<AppDeps, 'config' | 'requirePerson' | 'limiter' | 'log' | 'shutdown' | 'directory' | 'files' | 'work'>;

const idPath = params(z.object({ id: idSchema }));

/** Imports of a person: upload, mapping, dry run, run, bad rows. Somebody else's import is no different from none. */
export function importRoutes({ config, requirePerson, limiter, log, shutdown, directory, files: documents, work }: Deps) {
  const files = new ImportFiles(config.dataDir);
  const runs = new Runs({ files, log, shutdown });
  const mappings = new Mappings(config.dataDir);
  const importWork = new ImportWork(work);
  const plannings = new Plannings();
  const database = { dataDir: config.dataDir, libsql: config.libsql };

  /** A server that is asked to stop waits until what this leaves where it fails is cleared away; that it has failed is told by the answer. */
  const settled = (work: Promise<unknown>): void => directory.behind(work.catch(() => undefined));

  const offer = async ({ var: { person } }: Context<PersonEnv>, contents: FileContents) => {
    const { administers, keepsNumbers, custom_fields: customFields } = setUpOf(person.workspace, person.id, person.embedded);
    const kept = await Promise.all(contents.tables.map((table) => mappings.find(person.workspaceId, person.id, namesOf(table))));
    const systems = await mappings.systems(person.workspaceId, person.id);
    return { ...proposals(contents, { customFields, administers, keepsNumbers, kept }), systems };
  };

  /** What was offered for the imports that are under way: nothing can be chosen by now, and whoever looks at them asks again and again. */
  const offered = new WeakMap<FileContents, Awaited<ReturnType<typeof offer>>>();
  const offerOnce = async (c: Context<PersonEnv>, { status, contents }: Import) => {
    const known = status === 'running' || status === 'undoing' ? offered.get(contents) : undefined;
    const given = known ?? (await offer(c, contents));
    offered.set(contents, given);
    return given;
  };

  const own = async (c: Context<PersonEnv>, id: string): Promise<Import> => {
    const { person } = c.var;
    const entry = await files.find(person.workspaceId, person.id, id);
    if (!entry) throw new HttpError('not_found', 'There is no such import.');
    return runs.seen(entry);
  };
  return new Hono<PersonEnv>()
    .use(requirePerson)
    .use(rateLimit<PersonEnv>(limiter, { name: 'imports', limit: 600, seconds: 60, key: (c) => c.var.person.id }))
    .get('/', async (c) => {
      const { person } = c.var;
      const entries = await files.list(person.workspaceId, person.id);
      return c.json({ imports: entries.map((entry) => shown(runs.seen(entry))) });
    })
    .post(
      '/',
      query(nameSchema),
      rateLimit<PersonEnv>(limiter, { name: 'import_files', limit: mostAnHour, seconds: 3600, key: (c) => c.var.person.id }),
      async (c) => {
        const { person } = c.var;
        const kept = await files.kept(person.workspaceId, person.id);
        if (kept.count >= mostKeptImports || kept.bytes >= mostKeptBytes)
          throw new HttpError('conflict', 'There are too many files of imports: remove some of those that are done first.');
        const bytes = await readBytes(c, maxFileBytes);
        const id = newId();
        const path = await files.receive(person.workspaceId, id, bytes);
        const { name } = c.req.valid('query');
        const reading = legible(importWork.read(path, name, waitedFor(c))).catch(async (error: unknown) => {
          await files.remove(person.workspaceId, id);
          throw error;
        });
        settled(reading);
        const contents = await mappings.headersOf(person.workspaceId, person.id, await reading);
        const entry: Import = {
          id,
          person_id: person.id,
          file_name: name,
          created_at: new Date().toISOString(),
          status: 'uploaded',
          contents,
          options: null,
          plan: '',
          counts: null,
          preparations: [],
          open_date_columns: [],
          progress: null,
          started_at: null,
          ended_at: null,
          undo: null,
          problem: null,
          alive_at: 0,
        };
        await files.save(person.workspaceId, entry);
        return c.json({ import: shown(entry), ...(await offer(c, contents)) }, 201);
      },
    )
    .post('/archive', requireAdministrator, async (c) => {
      const { person } = c.var;
      const folder = join(config.dataDir, 'imports', person.workspaceId, 'adopted');
      const taken = await documents.incoming.receive(c, maxArchiveBytes, ({ path }) =>
        legible(
          adoptArchive({
            path,
            workspace: person.workspace,
            files: documents,
            folder,
            maxBytes: config.files.maxBytes,
            work,
            signal: waitedFor(c),
          }),
        ),
      );
      return c.json(taken, 201);
    })
    .get('/:id', idPath, async (c) => {
      const entry = await own(c, c.req.valid('param').id);
      return c.json({ import: shown(entry), ...(await offerOnce(c, entry)) });
    })
    .delete('/:id', idPath, async (c) => {
      const entry = await own(c, c.req.valid('param').id);
      refuseRunning(entry);
      await plannings.cancel(entry.id);
      await files.remove(c.var.person.workspaceId, entry.id);
      return c.body(null, 204);
    })
    .post('/:id/plan', idPath, jsonBody(planSchema), async (c) => {
      const { person } = c.var;
      const entry = await own(c, c.req.valid('param').id);
      refuseRunning(entry);
      refuseRun(entry);
      const given = c.req.valid('json');
      await person.workspace.refresh();
      const sight = person.workspace.sight(person.id);
      if (!sight) throw new HttpError('unauthenticated', 'Sign in, and ask for a new token.');
      const setUp = { ...setUpOf(person.workspace, person.id, person.embedded), language: languageOf(c) };
      const contents = contentsAs(given, entry.contents);
      const options = planOptions(given, contents, setUp, { personId: person.id, sight });
      const folder = files.folder(person.workspaceId, entry.id);
      const actor = { kind: 'person', id: person.id, embedded: person.embedded, imports: true } as const;
      const draft = { id: entry.id, plan: `plan-${newId()}` };
      const plan = files.planFolder(person.workspaceId, draft);
      const planning = plannings
        .begin(entry.id, async (signal) => {
          const input = { path: join(folder, 'file'), name: entry.file_name, plan, options, setUp, sight, actor, database };
          const { counts, openDateColumns, preparations, absent, numbers } = await legible(importWork.plan(input, signal));
          // It can have been run by the plan before, meanwhile.
          const now = await own(c, entry.id);
          refuseRunning(now);
          refuseRun(now);
          const next: Import = {
            ...now,
            status: 'planned',
            contents,
            options,
            plan: draft.plan,
            counts,
            preparations: preparations.map(({ mutations: _mutations, ...rest }) => rest),
            open_date_columns: openDateColumns,
            absent,
            numbers,
            progress: null,
            problem: null,
          };
          await forgetFailed(folder);
          await files.save(person.workspaceId, next);
          if (now.plan !== '') await rm(files.planFolder(person.workspaceId, now), { recursive: true, force: true });
          return next;
        })
        .catch(async (error: unknown) => {
          await rm(plan, { recursive: true, force: true });
          throw error;
        });
      settled(planning);
      const planned = await planning;
      return c.json({ import: shown(planned), ...(await readPage(plan, 'all', 0)) });
    })
    .get('/:id/rows', idPath, query(rowsSchema), async (c) => {
      const entry = await own(c, c.req.valid('param').id);
      refuseUnplanned(entry);
      const { action = 'all', page } = c.req.valid('query');
      return c.json(await readPage(files.planFolder(c.var.person.workspaceId, entry), action, page));
    })
    .post('/:id/run', idPath, async (c) => {
      const { person } = c.var;
      const { id } = c.req.valid('param');
      const check = (entry: Import): void => {
        refuseRunning(entry);
        refuseUnplanned(entry);
        if (entry.status === 'done' || entry.status === 'undone') throw new HttpError('conflict', 'This import is done.');
        if (entry.open_date_columns.length > 0 && !entry.options?.dateOrder)
          throw new HttpError('conflict', `Say whether the day or the month comes first in ${entry.open_date_columns.join(', ')}.`);
      };
      check(await own(c, id));
      const started = await runs.start(person.workspace, id, async () => {
        const entry = await own(c, id);
        check(entry);
        return entry;
      });
      if (!started) throw new HttpError('conflict', 'This import is running: cancel it first.');
      const { running, finished } = started;
      await mappings.keepOf(person.workspace.id, running);
      // A server that is asked to stop waits until the rows under way are written.
      directory.behind(finished);
      return c.json({ import: shown(running) }, 202);
    })
    .post('/:id/undo', idPath, async (c) => {
      const { person } = c.var;
      const { id } = c.req.valid('param');
      const check = (entry: Import): void => {
        refuseRunning(entry);
        if (entry.started_at === null || entry.status === 'undone')
          throw new HttpError('conflict', 'There is nothing to undo: this import has written nothing, or is undone.');
        if (!canBeUndone(entry)) throw new HttpError('conflict', `An import can be undone for ${undoDays} days.`);
      };
      check(await own(c, id));
      const fresh = async () => {
        const entry = await own(c, id);
        check(entry);
        return entry;
      };
      const started = await runs.undo(person.workspace, id, fresh, (entry) => {
        const { person_id, started_at, ended_at } = entry;
        // A process that was killed has told no end: the sign of life that came last is before it.
        const time = { personId: person_id, from: started_at ?? '', to: ended_at ?? new Date().toISOString() };
        const folder = files.folder(person.workspaceId, id);
        const plan = files.planFolder(person.workspaceId, entry);
        return importWork.planUndo({ folder, plan, workspaceId: person.workspaceId, time, database }, shutdown);
      });
      if (!started) throw new HttpError('conflict', 'This import is running: cancel it first.');
      directory.behind(started.finished);
      return c.json({ import: shown(started.running) }, 202);
    })
    .get('/:id/kept', idPath, async (c) => {
      const entry = await own(c, c.req.valid('param').id);
      return c.json({ rows: await keptRows(files.folder(c.var.person.workspaceId, entry.id), mostKeptShown) });
    })
    .post('/:id/cancel', idPath, async (c) => {
      const entry = await own(c, c.req.valid('param').id);
      if (!(await plannings.cancel(entry.id))) await files.askToStop(c.var.person.workspaceId, entry.id);
      return c.json({ import: shown(entry) });
    })
    .get('/:id/bad-rows.csv', idPath, async (c) => {
      const entry = await own(c, c.req.valid('param').id);
      refuseUnplanned(entry);
      // What comes back mended means what it meant here, whether this has run or not.
      await mappings.keepOf(c.var.person.workspaceId, entry);
      const folder = files.folder(c.var.person.workspaceId, entry.id);
      const folders = { folder, plan: files.planFolder(c.var.person.workspaceId, entry) };
      const onFault = (err: unknown) => log.error({ err, request_id: c.var.requestId }, 'a file of bad rows broke off');
      if (entry.contents.tables.length > 1)
        return c.body(badRowsZip(folders, entry.contents.tables, onFault), 200, {
          'Content-Type': 'application/zip',
          'Content-Disposition': 'attachment; filename="bad-rows.zip"',
        });
      const { headers = [], delimiter = ',' } = entry.contents.tables[0] ?? {};
      const lines = badRowsCsv(folders, 0, headers, delimiter);
      return c.body(lineStream({ lines, encoding: undefined, onFault }), 200, {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="bad-rows.csv"',
      });
    });
}
