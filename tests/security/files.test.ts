import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { fileTypes, typeOfName } from '../../shared/file-types.ts';
import type { Document } from '../../shared/records/index.ts';
import type { Scene, Signed } from '../../server/directory/testing.ts';
import { expectBody, join, startScene, tokenFor } from '../../server/directory/testing.ts';
import { docx, pdf, png } from '../../server/files/testing.ts';
import { perform } from '../../server/workspace/testing.ts';

/** Files: every profile × own, a report's, somebody else's, another workspace's, nobody's; and whatever else may be sent. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let scene: Scene;
let people: Record<'company' | 'manager' | 'user' | 'other', Signed>;
let stranger: Signed;
/** A document of each person's own deal; of the stranger's in another workspace; and one that is not there. */
let documents: Record<keyof typeof people | 'stranger' | 'nobody', string>;
let deals: Record<keyof typeof people | 'stranger' | 'nobody', string>;

const seen: Record<keyof typeof people, (keyof typeof documents)[]> = {
  company: ['company', 'manager', 'user', 'other'],
  manager: ['manager', 'user'],
  user: ['user'],
  other: ['other'],
};

beforeAll(async () => {
  scene = await startScene({ FILE_LIMIT_MB: '1' });
  const manager = await join(scene, 'manu@example.com', { profile: 'manager' });
  people = {
    company: await join(scene, 'cora@example.com', { profile: 'company' }),
    manager,
    user: await join(scene, 'rita@example.com', { profile: 'user', reports_to: manager.personId }),
    other: await join(scene, 'otto@example.com', { profile: 'user' }),
  };
  const { cookie, ...rest } = await join(scene, 'sam@example.com');
  const made = await scene.server.request('POST', '/auth/workspaces', { cookie, json: { name: 'Elsewhere' } });
  const { workspace } = expectBody<{ workspace: { id: string } }>(made, 201);
  stranger = { ...rest, ...(await tokenFor(scene.server, cookie, workspace.id)) };
  const all = { ...people, stranger };
  deals = { nobody: newId() } as typeof deals;
  documents = { nobody: newId() } as typeof documents;
  for (const [name, person] of Object.entries(all) as [keyof typeof all, Signed][]) {
    const [contact, id] = [newId(), newId()];
    const place = await scene.server.deps.workspaces.open(name === 'stranger' ? workspace.id : scene.workspaceId);
    await perform(place, person.personId, 'createContact', { id: contact, last_name: 'Lee' });
    await perform(place, person.personId, 'createDeal', { id, name: 'Meters', contact_id: contact });
    deals[name] = id;
    documents[name] = (await upload(person, { name: 'a.pdf', resource_id: id }, pdf(name))).document?.id ?? '';
  }
});
afterAll(() => scene.close());

async function upload(who: Signed, given: Record<string, string>, body: Uint8Array = png, headers: Record<string, string> = {}) {
  const query = new URLSearchParams({ name: 'a.png', resource_type: 'deal', resource_id: newId(), ...given });
  const answer = await scene.server.request('POST', `/files?${query}`, {
    token: who.token,
    body: new Blob([new Uint8Array(body)]),
    headers,
  });
  return { ...answer, document: answer.status < 300 ? (answer.body as { document: Document }).document : undefined };
}

const plain = ({ status, body }: { status: number; body: unknown }) => JSON.stringify([status, { ...(body as object), requestId: '' }]);

describe.each(['company', 'manager', 'user', 'other'] as const)('somebody of profile %s', (name) => {
  const routes = ['GET /files/:id', 'HEAD /files/:id', 'GET /files/:id?inline', 'POST /files/:id/link'];

  it.each(routes)('%s gives what they see, and tells nothing of the rest', async (route) => {
    const [method = '', pattern = ''] = route.split(' ');
    const refusals = new Set<string>();
    for (const [of, id] of Object.entries(documents)) {
      const answer = await scene.server.request(method, pattern.replace(':id', id), { token: people[name].token });
      const expected = seen[name].includes(of as keyof typeof documents) ? 200 : 404;
      expect([of, answer.status]).toEqual([of, expected]);
      if (expected === 404) refusals.add(plain(answer));
      else if (route === 'GET /files/:id') expect(answer.text).toContain(`(${of})`);
    }
    expect(refusals.size).toBe(1);
  });

  it('adds files to what they see alone', async () => {
    const refusals = new Set<string>();
    for (const [of, resource_id] of Object.entries(deals)) {
      const answer = await upload(people[name], { resource_id });
      const expected = seen[name].includes(of as keyof typeof deals) ? 201 : 422;
      expect([of, answer.status]).toEqual([of, expected]);
      if (expected === 422) refusals.add(plain(answer));
    }
    expect(refusals.size).toBe(1);
  });
});

it('no one makes a document of a content that they have not sent', async () => {
  const { deps } = scene.server;
  const place = await deps.workspaces.open(scene.workspaceId);
  const { document } = await upload(people.other, { name: 'secret.pdf', resource_id: deals.other }, pdf('Secret'));
  const args = {
    id: newId(),
    name: 'mine.pdf',
    content_type: 'application/pdf',
    size: 1,
    content_hash: document?.content_hash ?? '',
    resource_type: 'deal',
    resource_id: deals.user,
  } as const;
  await expect(perform(place, people.user.personId, 'createDocument', args)).rejects.toMatchObject({ code: 'forbidden' });
  const mutations = [{ lane: newId(), sequence: 1, name: 'createDocument', args }];
  expect((await scene.server.request('POST', '/sync/push', { token: people.user.token, json: { mutations } })).status).toBe(200);
  expect((await scene.server.request('GET', `/files/${args.id}`, { token: people.user.token })).status).toBe(404);
});

describe('whatever is sent', () => {
  const count = async () => {
    const { client } = await scene.server.deps.workspaces.open(scene.workspaceId);
    return Number((await client.execute("SELECT count(*) AS n FROM record WHERE type = 'document'")).rows[0]?.['n']);
  };

  it('as names and bodies: a document of a type that is taken and under a safe name, or a clear refusal', async () => {
    const heads = [png, pdf(), docx(), Buffer.from('MZ'), Buffer.from('<svg onload=alert(1)>'), Buffer.from('GIF89a'), Buffer.alloc(0)];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...heads),
        fc.uint8Array({ maxLength: 200 }),
        fc.oneof(
          fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }),
          fc.constantFrom(
            '../../x',
            'a\r\nSet-Cookie: b=c.pdf',
            '“é”.pdf',
            'x.pdf\u0000.exe',
            '%2e%2e%2f',
            '.',
            'CON.txt',
            '-'.repeat(900),
          ),
        ),
        async (head, tail, name) => {
          const before = await count();
          const { status, body, document } = await upload(people.user, { name, resource_id: deals.user }, Buffer.concat([head, tail]));
          if (!document) {
            // Every upload counts against the limit of this person: the limit is a clear refusal too.
            expect([415, 422, 429]).toContain(status);
            expect(body).toMatchObject({
              code: expect.any(String),
              message: expect.stringMatching(/\S/),
              requestId: expect.stringMatching(/\S/),
            });
            expect(await count()).toBe(before);
            return;
          }
          expect(fileTypes).toContain(document.content_type);
          expect(typeOfName(document.name)).toBeDefined();
          expect(document.name).not.toMatch(/[/\\\p{Cc}]/u);
          const answer = await scene.server.request('GET', `/files/${document.id}`, { token: people.company.token });
          expect(answer.status).toBe(200);
          expect(answer.headers.get('Set-Cookie')).toBeNull();
          expect(answer.headers.get('Content-Disposition')).toMatch(/^attachment; filename/);
        },
      ),
      { numRuns: 80, endOnFailure: true },
    );
  });

  it('as parameters: a clear refusal, before the body is looked at', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.constantFrom('id', 'name', 'resource_type', 'resource_id', 'inline', 'x'),
          fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('deal', newId(), "' OR 1=1 --", '[]')),
          { maxKeys: 6 },
        ),
        async (given) => {
          const query = new URLSearchParams(given);
          const answer = await scene.server.request('POST', `/files?${query}`, { token: people.manager.token, body: 'x' });
          expect([422, 429]).toContain(answer.status);
          expect((answer.body as { code: string }).code).toMatch(/^(invalid|too_many_requests)$/);
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('as addresses: not there, or a link that has ended', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), async (id) => {
        const segment = encodeURIComponent(id.toWellFormed());
        const found = await scene.server.request('GET', `/files/${segment}x`, { token: people.other.token });
        expect([404, 429]).toContain(found.status);
        const linked = await scene.server.request('GET', `/files/signed/${segment}x`);
        expect([404, 410, 429]).toContain(linked.status);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('as a content type or an encoding that is a lie: what the file is decides', async () => {
    const { document } = await upload(people.other, { name: 'a.pdf', resource_id: deals.other }, png, { 'Content-Type': 'text/html' });
    expect(document?.content_type).toBe('image/png');
    const { document: packed } = await upload(people.other, { resource_id: deals.other }, png, { 'Content-Encoding': 'gzip' });
    expect(packed?.size).toBe(png.length);
  });
});
