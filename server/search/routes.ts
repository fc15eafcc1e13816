import { Hono } from 'hono';
import * as z from 'zod/mini';
import type { AppDeps } from '../app.ts';
import type { PersonEnv } from '../directory/index.ts';
import { HttpError, jsonBody, rateLimit } from '../http/index.ts';
import { findAcross } from './find.ts';

const searchSchema = z.strictObject({
  text: z.string().check(z.minLength(1), z.maxLength(255)),
  limit: z._default(z.int().check(z.gte(1), z.lte(100)), 20),
});

/**
 * Search across everything that a person sees, with typing mistakes allowed, for whoever does not have all of it:
 * `{ found: [{ type, score, row }] }`, the best first.
 */
export function searchRoutes({ requirePerson, limiter, reader }: Pick<AppDeps, 'requirePerson' | 'limiter' | 'reader'>) {
  return new Hono<PersonEnv>()
    .use(requirePerson)
    .use(rateLimit<PersonEnv>(limiter, { name: 'search', limit: 300, seconds: 60, key: (c) => c.var.person.id }))
    .post('/', jsonBody(searchSchema), async (c) => {
      const { person } = c.var;
      const { workspace } = person;
      await workspace.refresh();
      const sight = workspace.sight(person.id);
      if (sight === undefined) throw new HttpError('unauthenticated', 'Sign in, and ask for a new token.');
      const found = await findAcross(reader, workspace, { sight, ...c.req.valid('json') });
      return c.json({ found });
    });
}
