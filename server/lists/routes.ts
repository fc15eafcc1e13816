import { Hono } from 'hono';
import * as z from 'zod/mini';
import { FilterProblem, filterSchema, listTypes, orderSchema } from '../../shared/filters/index.ts';
import type { AppDeps } from '../app.ts';
import type { PersonEnv } from '../directory/index.ts';
import { HttpError, jsonBody, rateLimit } from '../http/index.ts';
import { queryList, viewerOf } from './query.ts';

const querySchema = z.strictObject({
  type: z.enum(listTypes),
  filter: z._default(filterSchema, { all: [] }),
  order: z._default(orderSchema, []),
  offset: z._default(z.int().check(z.gte(0), z.lte(10_000_000)), 0),
  limit: z._default(z.int().check(z.gte(0), z.lte(500)), 100),
});

/** Lists of records by filter and order, for whoever does not have all of them: `{ count, sums, rows }`. */
export function listRoutes({ requirePerson, limiter, reader }: Pick<AppDeps, 'requirePerson' | 'limiter' | 'reader'>) {
  return new Hono<PersonEnv>()
    .use(requirePerson)
    .use(rateLimit<PersonEnv>(limiter, { name: 'lists', limit: 300, seconds: 60, key: (c) => c.var.person.id }))
    .post('/query', jsonBody(querySchema), async (c) => {
      const { person } = c.var;
      const { workspace } = person;
      await workspace.refresh();
      const sight = workspace.sight(person.id);
      if (sight === undefined) throw new HttpError('unauthenticated', 'Sign in, and ask for a new token.');
      const viewer = viewerOf(workspace, person.id, new Date().toISOString());
      try {
        const { count, sums, rows } = await queryList(reader, workspace, { sight, viewer, query: c.req.valid('json') });
        return c.body(`{"count":${count},"sums":${JSON.stringify(sums)},"rows":[${rows.join(',')}]}`, 200, {
          'Content-Type': 'application/json; charset=utf-8',
        });
      } catch (error) {
        if (!(error instanceof FilterProblem)) throw error;
        throw new HttpError('invalid', error.message, {
          fields: { [error.condition.field]: { code: 'incorrect_value', message: error.message } },
          cause: error,
        });
      }
    });
}
