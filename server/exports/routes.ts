import { Hono } from 'hono';
import * as z from 'zod/mini';
import type { ListType, Viewer } from '../../shared/filters/index.ts';
import {
  FilterProblem,
  fieldsOf,
  filterSchema,
  listTypes,
  listed,
  orderSchema,
  resolve,
  resolveOrder,
} from '../../shared/filters/index.ts';
import { everyone } from '../../shared/sight.ts';
import type { AppDeps } from '../app.ts';
import type { PersonEnv } from '../directory/index.ts';
import { requireAdministrator } from '../directory/index.ts';
import { HttpError, jsonBody, rateLimit, waitedFor } from '../http/index.ts';
import { keptConfig } from '../files/index.ts';
import { viewerOf } from '../lists/index.ts';
import { Outgoing } from './outgoing.ts';
import { ExportWork } from './work.ts';

const columnSchema = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(100)),
  title: z.string().check(z.minLength(1), z.maxLength(255)),
});

/** Every field of a record: a workspace may have 200 of its own on each type, an address among them has five parts. */
const mostColumns = 1200;

const listSchema = z.strictObject({
  type: z.enum(listTypes),
  filter: z._default(filterSchema, { all: [] }),
  order: z._default(orderSchema, []),
  columns: z.array(columnSchema).check(z.minLength(1), z.maxLength(mostColumns)),
  format: z.enum(['csv', 'xlsx']),
  delimiter: z._default(z.enum([',', ';', '\t']), ','),
  mark: z._default(z.boolean(), true),
  name: z._default(z.string().check(z.minLength(1), z.maxLength(100)), 'List'),
});

const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

type Deps = Pick<AppDeps, 'config' | 'requirePerson' | 'limiter' | 'work'>;

/** Lists as files: what whoever asks for them sees of them, in the columns and the order that they have it in. */
export function exportRoutes({ config, requirePerson, limiter, work }: Deps) {
  const outgoing = new Outgoing(config.dataDir);
  const exportWork = new ExportWork(work);
  const database = { dataDir: config.dataDir, libsql: config.libsql };
  return new Hono<PersonEnv>()
    .use(requirePerson)
    .use(rateLimit<PersonEnv>(limiter, { name: 'exports', limit: 30, seconds: 60, key: (c) => c.var.person.id }))
    .post('/list', jsonBody(listSchema), async (c) => {
      const { person } = c.var;
      const { workspace } = person;
      await workspace.refresh();
      const sight = workspace.sight(person.id);
      if (sight === undefined) throw new HttpError('unauthenticated', 'Sign in, and ask for a new token.');
      const list = c.req.valid('json');
      const now = new Date().toISOString();
      check(list, viewerOf(workspace, person.id, now));
      const { body, size } = await outgoing.give((path) =>
        exportWork.list({ list, path, workspaceId: person.workspaceId, personId: person.id, sight, now, database }, waitedFor(c)),
      );
      return c.body(body, 200, {
        'Content-Type': mediaTypes[list.format],
        'Content-Length': String(size),
        'Content-Disposition': `attachment; filename="${list.type}s.${list.format}"`,
        'Cache-Control': 'private, no-store',
      });
    })
    .post('/archive', requireAdministrator, async (c) => {
      const { person } = c.var;
      const { workspace } = person;
      await workspace.refresh();
      const sight = workspace.sight(person.id);
      // Set-up is an administrator's, sight is the profile's: an archive of half of the records would pass for the whole.
      if (!sight?.includes(everyone))
        throw new HttpError('conflict', 'An archive has every record: it is for an administrator who sees the whole company’s.');
      const now = new Date().toISOString();
      const archived = { id: workspace.id, name: workspace.every('workspace_settings')[0]?.name ?? '' };
      const { body, size } = await outgoing.give((path) =>
        exportWork.archive({ path, workspace: archived, sight, now, database, files: keptConfig(config) }, waitedFor(c)),
      );
      return c.body(body, 200, {
        'Content-Type': 'application/zip',
        'Content-Length': String(size),
        'Content-Disposition': `attachment; filename="inlay-archive-${now.slice(0, 10)}.zip"`,
        'Cache-Control': 'private, no-store',
      });
    });
}

/** Refuses by name what the list does not have. @throws HttpError invalid */
function check({ type, filter, order, columns }: z.infer<typeof listSchema>, viewer: Viewer): void {
  const fields = fieldsOf(type satisfies ListType, viewer.every('custom_field'));
  columns.forEach(({ name }, at) => {
    if (name === 'next_task' ? type === 'task' : fields.get(name)?.kind === undefined || fields.get(name)?.kind === 'words')
      throw new HttpError('invalid', 'The list has no such column.', {
        fields: { [`columns.${at}.name`]: { code: 'incorrect_value', message: `${name} is no column of this list` } },
      });
  });
  try {
    resolve(type, listed(type, filter), viewer);
    resolveOrder(type, order, viewer);
  } catch (error) {
    if (!(error instanceof FilterProblem)) throw error;
    throw new HttpError('invalid', error.message, {
      fields: { [error.condition.field]: { code: 'incorrect_value', message: error.message } },
      cause: error,
    });
  }
}
