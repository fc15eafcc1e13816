import { Hono } from 'hono';
import * as z from 'zod/mini';
import { idSchema } from '../../shared/ids.ts';
import type { EmailBody } from '../../shared/records/index.ts';
import type { AppDeps } from '../app.ts';
import type { PersonEnv } from '../directory/index.ts';
import { HttpError, params, rateLimit } from '../http/index.ts';
import { seenBy } from '../workspace/index.ts';

const emailPath = z.object({ id: idSchema });

/** What e-mails say, one at a time: their rows come without (docs/sync.md). */
export function emailRoutes({ requirePerson, limiter }: Pick<AppDeps, 'requirePerson' | 'limiter'>) {
  return new Hono<PersonEnv>()
    .use(requirePerson)
    .get(
      '/:id/body',
      rateLimit<PersonEnv>(limiter, { name: 'email-body', limit: 600, seconds: 60, key: (c) => c.var.person.id }),
      params(emailPath),
      async (c) => {
        const { id, workspace } = c.var.person;
        const sight = workspace.sight(id);
        if (sight === undefined) throw new HttpError('unauthenticated', 'Sign in, and ask for a new token.');
        const seen = seenBy(sight);
        const { rows } = await workspace.client.execute({
          sql: `SELECT unsent ->> '$.body_html' AS html, unsent ->> '$.body_text' AS text FROM record
                WHERE id = ? AND type = 'email' AND removed_version IS NULL AND ${seen.sql}`,
          args: [c.req.valid('param').id, ...seen.args],
        });
        const [email] = rows;
        if (!email) throw new HttpError('not_found', 'There is no such e-mail.');
        const said = (value: unknown): string | null => (typeof value === 'string' ? value : null);
        c.header('Cache-Control', 'no-store');
        return c.json({ body_html: said(email['html']), body_text: said(email['text']) } satisfies EmailBody);
      },
    );
}
