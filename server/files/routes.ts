import type { Context } from 'hono';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { fileEndings, fileTypes } from '../../shared/file-types.ts';
import type { Id } from '../../shared/ids.ts';
import { idSchema, newId } from '../../shared/ids.ts';
import { Rejection } from '../../shared/mutators/index.ts';
import type { Document, RecordType, Row } from '../../shared/records/index.ts';
import { resourceTypes } from '../../shared/records/index.ts';
import type { Sight } from '../../shared/sight.ts';
import type { AppDeps } from '../app.ts';
import type { Person, PersonEnv } from '../directory/index.ts';
import type { AppEnv } from '../http/index.ts';
import { HttpError, params, query, rateLimit } from '../http/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { seenBy } from '../workspace/index.ts';
import { adopt } from './adopt.ts';
import { fileHeaders } from './answer.ts';

const uploadSchema = z.object({
  /** Made where the document is, so that an upload that is repeated makes no second one. */
  id: z._default(idSchema, () => newId()),
  name: z.string().check(z.minLength(1), z.maxLength(1000)),
  resource_type: z.enum(resourceTypes),
  resource_id: idSchema,
});

const path = z.object({ id: idSchema });
const shownSchema = z.object({ inline: z.optional(z.string().check(z.maxLength(8))) });

const noSuch = () => new HttpError('not_found', 'There is no such document.');

/** The files of documents, as docs/files.md tells. */
export function fileRoutes({ files, requirePerson, limiter, config, directory }: AppDeps) {
  const { maxBytes } = config.files;
  const perPerson = (name: string, limit: number) =>
    rateLimit<PersonEnv>(limiter, { name, limit, seconds: 60, key: (c) => c.var.person.id });

  const give = async <E extends AppEnv>(c: Context<E>, workspace: Workspace, document: Document, inline: boolean) => {
    const headers = fileHeaders(document, inline);
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    return c.body(await files.kept.open(workspace.id, document.content_hash), 200, headers);
  };

  // A link is opened by whoever has it, without a token: it stands for the person that it was made for, as they are now.
  const signed = new Hono<AppEnv>().get(
    '/:token',
    rateLimit(limiter, { name: 'signed file', limit: 300, seconds: 60 }),
    query(shownSchema),
    async (c) => {
      const linked = await files.links.read(c.req.param('token'));
      if (!linked) throw new HttpError('link_invalid', 'This link has ended. Open the document again.');
      const workspace = await directory.openWorkspace(linked.workspaceId);
      const letGo = workspace.hold();
      try {
        c.var.event.add({ workspace: linked.workspaceId, person: linked.personId });
        const sight = workspace.sight(linked.personId);
        const document = sight && (await find(workspace, sight, 'document', linked.documentId));
        if (!document) throw new HttpError('link_invalid', 'This link has ended. Open the document again.');
        return await give(c, workspace, document, c.req.valid('query').inline !== undefined);
      } finally {
        letGo();
      }
    },
  );

  const own = new Hono<PersonEnv>()
    .use(requirePerson)
    .get('/limits', (c) => c.json({ max_bytes: maxBytes, endings: fileEndings, types: fileTypes }))
    .post('/', perPerson('upload', 120), query(uploadSchema), async (c) => {
      const { person } = c.var;
      const { id, name, resource_type, resource_id } = c.req.valid('query');
      const { workspace } = person;
      const on = await find(workspace, sightOf(person), resource_type, resource_id);
      if (!on)
        throw new HttpError('invalid', `There is no ${resource_type} of this id that you can see.`, {
          fields: { resource_id: { code: 'incorrect_value', message: `is no ${resource_type} that you can see` } },
        });
      return files.incoming.receive(c, maxBytes, async (arrived) => {
        c.var.event.add({ bytes: arrived.size });
        const actor = { kind: 'person', id: person.id, embedded: person.embedded } as const;
        try {
          await adopt(files.kept, workspace, actor, { id, name, resource_type, resource_id }, arrived);
        } catch (error) {
          if (!(error instanceof Rejection) || error.code !== 'already_exists') throw error;
          const known = await find(workspace, sightOf(person), 'document', id);
          const same = known?.content_hash === arrived.hash && known.resource_id === resource_id && known.creator_id === person.id;
          if (!same) throw error;
          return c.json({ document: known }, 200);
        }
        return c.json({ document: await find(workspace, sightOf(person), 'document', id) }, 201);
      });
    })
    .get('/:id', perPerson('download', 600), params(path), query(shownSchema), async (c) => {
      const { workspace } = c.var.person;
      const document = await find(workspace, sightOf(c.var.person), 'document', c.req.valid('param').id);
      if (!document) throw noSuch();
      return await give(c, workspace, document, c.req.valid('query').inline !== undefined);
    })
    .post('/:id/link', perPerson('download', 600), params(path), async (c) => {
      const { person } = c.var;
      const document = await find(person.workspace, sightOf(person), 'document', c.req.valid('param').id);
      if (!document) throw noSuch();
      const { url, expiresAt } = await files.links.make({
        workspaceId: person.workspaceId,
        personId: person.id,
        documentId: document.id,
      });
      return c.json({ url, expires_at: expiresAt });
    });

  return new Hono().route('/signed', signed).route('/', own);
}

function sightOf({ workspace, id }: Person): Sight {
  const sight = workspace.sight(id);
  if (sight === undefined) throw new HttpError('unauthenticated', 'Sign in, and ask for a new token.');
  return sight;
}

/** A record that stands and falls under a sight. */
async function find<T extends RecordType>({ client }: Workspace, sight: Sight, type: T, id: Id): Promise<Row<T> | undefined> {
  const seen = seenBy(sight);
  const { rows } = await client.execute({
    sql: `SELECT data FROM record WHERE id = ? AND type = ? AND removed_version IS NULL AND ${seen.sql}`,
    args: [id, type, ...seen.args],
  });
  return rows[0] && (JSON.parse(String(rows[0]['data'])) as Row<T>);
}
