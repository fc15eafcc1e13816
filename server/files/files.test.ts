import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join as joinPath } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Document } from '../../shared/records/index.ts';
import type { Scene, Signed } from '../directory/testing.ts';
import { expectBody, join, startScene } from '../directory/testing.ts';
import { perform } from '../workspace/testing.ts';
import { docx, exe, pdf, png, startS3 } from './testing.ts';

type Place = { environment: Record<string, string>; close(): Promise<void> };

describe.each([
  ['a folder', async (): Promise<Place> => ({ environment: {}, close: async () => {} })],
  ['an S3-compatible server', (): Promise<Place> => startS3()],
])('documents kept in %s', (_name, start) => {
  let place: Place;
  let scene: Scene;
  let owner: Signed;
  let other: Signed;
  let deal: string;

  beforeAll(async () => {
    place = await start();
    scene = await startScene({ FILE_LIMIT_MB: '1', ...place.environment });
    owner = scene.owner;
    other = await join(scene, 'otto@example.com');
    deal = await newDeal(owner);
  });
  afterAll(async () => {
    await scene.close();
    await place.close();
  });

  const workspace = () => scene.server.deps.workspaces.open(scene.workspaceId);

  async function newDeal(person: Signed): Promise<string> {
    const [contact, id] = [newId(), newId()];
    await perform(await workspace(), person.personId, 'createContact', { id: contact, last_name: 'Lee' });
    await perform(await workspace(), person.personId, 'createDeal', { id, name: 'Meters', contact_id: contact });
    return id;
  }

  const upload = (body: Uint8Array<ArrayBuffer> | Buffer, name: string, more: Record<string, string> = {}, who = owner) =>
    scene.server.request('POST', `/files?${new URLSearchParams({ name, resource_type: 'deal', resource_id: deal, ...more })}`, {
      body: new Blob([new Uint8Array(body)]),
      token: who.token,
    });

  async function uploaded(body: Buffer, name: string, more: Record<string, string> = {}, who = owner): Promise<Document> {
    return expectBody<{ document: Document }>(await upload(body, name, more, who), 201).document;
  }

  const download = (path: string, token?: string) =>
    fetch(scene.server.address + path, token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } });

  const nothingLeft = async () => expect(await readdir(joinPath(scene.server.dataDir, 'files', 'incoming'))).toEqual([]);

  describe('uploading', () => {
    it('makes a document of the record, with the type that the file shows', async () => {
      const document = await uploaded(png, 'Plan été.pdf');
      expect(document).toMatchObject({
        name: 'Plan été.pdf',
        content_type: 'image/png',
        size: png.length,
        creator_id: owner.personId,
        resource_id: deal,
        number: expect.any(Number),
      });
      await nothingLeft();
    });

    it('takes the same file twice, on records of others too', async () => {
      const [one, two] = [await uploaded(docx(), 'a.docx'), await uploaded(docx(), 'b.docx')];
      expect(one.content_hash).toBe(two.content_hash);
      for (const { id } of [one, two]) expect((await download(`/files/${id}`, owner.token)).status).toBe(200);
    });

    it('makes no second document when it is repeated', async () => {
      const id = newId();
      const first = await uploaded(pdf('Twice'), 'a.pdf', { id });
      const again = expectBody<{ document: Document }>(await upload(pdf('Twice'), 'a.pdf', { id }), 200);
      expect(again.document).toEqual(first);
      expect((await upload(pdf('Another'), 'a.pdf', { id })).body).toMatchObject({ code: 'already_exists' });
    });

    it('says which record, name or id is wrong', async () => {
      for (const [more, field] of [
        [{ resource_id: newId() }, 'resource_id'],
        [{ resource_id: 'x' }, 'resource_id'],
        [{ resource_type: 'task' }, 'resource_type'],
        [{ name: '' }, 'name'],
        [{ id: '1' }, 'id'],
      ] as const) {
        const { status, body } = await upload(png, 'a.png', more);
        expect([status, body]).toEqual([422, expect.objectContaining({ fields: expect.objectContaining({ [field]: expect.anything() }) })]);
      }
    });

    it('answers for a foreign record as for a missing one', async () => {
      const answers = [];
      for (const resource_id of [deal, newId()]) {
        const { status, body } = await upload(png, 'a.png', { resource_id }, other);
        answers.push([status, { ...(body as object), requestId: '' }]);
      }
      expect(answers[0]?.[0]).toBe(422);
      expect(answers[0]).toEqual(answers[1]);
    });

    it('refuses what is too large, with the limit, whether or not it says so beforehand', async () => {
      const large = Buffer.alloc(1024 * 1024 + 1, 'a');
      const said = await upload(large, 'a.txt');
      expect([said.status, said.body]).toEqual([413, expect.objectContaining({ code: 'too_large' })]);
      expect(JSON.stringify(said.body)).toContain('1048576');
      const unsaid = await fetch(`${scene.server.address}/files?name=a.txt&resource_type=deal&resource_id=${deal}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${owner.token}` },
        body: new Blob([large]).stream(),
        duplex: 'half',
      } as RequestInit);
      expect(unsaid.status).toBe(413);
      await nothingLeft();
    });

    it('refuses what is empty, and types that are not taken', async () => {
      expect((await upload(Buffer.alloc(0), 'a.txt')).body).toMatchObject({ code: 'invalid', fields: { file: { code: 'blank' } } });
      const { status, body } = await upload(exe(), 'offer.pdf');
      expect([status, body]).toEqual([415, expect.objectContaining({ message: 'The file is of the type .exe, which is not taken.' })]);
      await nothingLeft();
    });

    it('that breaks off leaves nothing', async () => {
      const before = (await (await workspace()).client.execute("SELECT count(*) AS n FROM record WHERE type = 'document'")).rows[0]?.['n'];
      const { port } = new URL(scene.server.address);
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(
        `POST /files?name=a.txt&resource_type=deal&resource_id=${deal} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${owner.token}\r\nContent-Length: 500000\r\n\r\nHello`,
      );
      const incoming = joinPath(scene.server.dataDir, 'files', 'incoming');
      await expect.poll(() => readdir(incoming)).toHaveLength(1);
      socket.destroy();
      await vi.waitFor(nothingLeft, 30_000);
      const after = (await (await workspace()).client.execute("SELECT count(*) AS n FROM record WHERE type = 'document'")).rows[0]?.['n'];
      expect(after).toBe(before);
    });

    it('is refused without a token, and tells its limits to whoever has one', async () => {
      expect((await scene.server.request('POST', '/files?name=a', { body: 'x' })).status).toBe(401);
      const { body } = await scene.server.request('GET', '/files/limits', { token: other.token });
      expect(body).toMatchObject({ max_bytes: 1_048_576, endings: expect.arrayContaining(['pdf', 'docx']) });
    });

    it('takes what an embedded component sends', async () => {
      const { deps } = scene.server;
      const bearer = { personId: owner.personId, workspaceId: scene.workspaceId, origins: ['https://host.example'] };
      const { token } = await deps.directory.tokens.mint(bearer, 60);
      expect((await upload(png, 'a.png', {}, { ...owner, token })).status).toBe(201);
    });
  });

  describe('downloading', () => {
    it('gives the file back, to be saved under its name, and not run or kept', async () => {
      const content = pdf('Café');
      const { id } = await uploaded(content, 'Café “€”.pdf');
      const answer = await download(`/files/${id}`, owner.token);
      expect(content.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
      const { headers } = answer;
      expect(headers.get('Content-Type')).toBe('application/pdf');
      expect(headers.get('Content-Length')).toBe(String(content.length));
      expect(headers.get('Content-Disposition')).toMatch(
        /^attachment; filename="Caf. \?\?\?\.pdf"; filename\*=UTF-8''Caf%C3%A9%20%E2%80%9C%E2%82%AC%E2%80%9D\.pdf$/,
      );
      expect(headers.get('Content-Security-Policy')).toContain('sandbox');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Cache-Control')).toBe('private, no-store');
    });

    it('shows pictures and PDFs in place where that is asked for, and nothing else', async () => {
      for (const [content, name, kind] of [
        [png, 'a.png', 'inline'],
        [pdf(), 'a.pdf', 'inline'],
        [Buffer.from('Hello'), 'a.txt', 'attachment'],
        [Buffer.from('<?xml version="1.0"?><a/>'), 'a.xml', 'attachment'],
      ] as const) {
        const { id } = await uploaded(content, name);
        const answer = await download(`/files/${id}?inline`, owner.token);
        await answer.arrayBuffer();
        expect([name, answer.headers.get('Content-Disposition')?.split(';')[0]]).toEqual([name, kind]);
      }
    });

    it('tells of a file without giving it, to HEAD', async () => {
      const { id } = await uploaded(png, 'a.png');
      const answer = await scene.server.request('HEAD', `/files/${id}`, { token: owner.token });
      expect([answer.status, answer.headers.get('Content-Length'), answer.text]).toEqual([200, String(png.length), '']);
    });

    it('answers for a foreign document as for a missing, a deleted and a nonsensical one', async () => {
      const { id } = await uploaded(png, 'a.png');
      const gone = await uploaded(png, 'b.png');
      await perform(await workspace(), owner.personId, 'deleteDocument', { id: gone.id });
      const answers = [];
      for (const path of [id, gone.id, newId()])
        for (const [method, more] of [
          ['GET', ''],
          ['POST', '/link'],
        ] as const) {
          const { status, body } = await scene.server.request(method, `/files/${path}${more}`, { token: other.token });
          answers.push(JSON.stringify([status, { ...(body as object), requestId: '' }]));
        }
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toContain('404');
      expect((await scene.server.request('GET', '/files/nonsense', { token: other.token })).status).toBe(404);
    });

    it('comes back with a deleted document that is brought back', async () => {
      const { id } = await uploaded(pdf('Back'), 'a.pdf');
      await perform(await workspace(), owner.personId, 'deleteDocument', { id });
      expect((await scene.server.request('GET', `/files/${id}`, { token: owner.token })).status).toBe(404);
      await perform(await workspace(), owner.personId, 'restoreRecord', { type: 'document', id });
      expect((await scene.server.request('GET', `/files/${id}`, { token: owner.token })).text).toContain('(Back)');
    });
  });

  describe('a link', () => {
    const linkTo = async (id: string) => {
      const { url, expires_at } = expectBody<{ url: string; expires_at: string }>(
        await scene.server.request('POST', `/files/${id}/link`, { token: owner.token }),
      );
      return { path: url.slice(scene.server.deps.publicUrl.length), expires_at };
    };

    it('gives the file without a token, for 90 minutes', async () => {
      const { id } = await uploaded(pdf('Linked'), 'a.pdf');
      const { path, expires_at } = await linkTo(id);
      expect(Math.round((Date.parse(expires_at) - Date.now()) / 60_000)).toBe(90);
      const answer = await download(path);
      expect(await answer.text()).toContain('(Linked)');
      expect(answer.headers.get('Content-Disposition')).toContain('attachment');
      expect((await download(`${path}?inline`)).headers.get('Content-Disposition')).toContain('inline');
    });

    it('opens nothing when it is forged, or a token for something else', async () => {
      const { id } = await uploaded(png, 'a.png');
      const { path } = await linkTo(id);
      const [head = '', body = '', signature = ''] = (path.split('/').at(-1) ?? '').split('.');
      const longer = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), exp: 9e9 })).toString(
        'base64url',
      );
      for (const token of [`${head}.${longer}.${signature}`, owner.token, 'nonsense', `${head}.${body}.`])
        expect((await download(`/files/signed/${token}`)).status).toBe(410);
      expect((await scene.server.request('GET', `/files/${id}`, { token: path.split('/').at(-1) ?? '' })).status).toBe(401);
    });

    it('ends when the person sees the document no longer, and when it is deleted', async () => {
      const mine = await newDeal(other);
      const { id } = await uploaded(png, 'a.png', { resource_id: mine }, other);
      const made = await scene.server.request('POST', `/files/${id}/link`, { token: other.token });
      const path = expectBody<{ url: string }>(made).url.slice(scene.server.deps.publicUrl.length);
      expect((await download(path)).status).toBe(200);
      await perform(await workspace(), owner.personId, 'updateDeal', { id: mine, owner_id: owner.personId });
      const out = await download(path);
      await perform(await workspace(), owner.personId, 'updateDeal', { id: mine, owner_id: other.personId });
      expect((await download(path)).status).toBe(200);
      await perform(await workspace(), owner.personId, 'deleteDocument', { id });
      const gone = await download(path);
      expect([out.status, gone.status]).toEqual([410, 410]);
    });

    it('is in no log', async () => {
      const { id } = await uploaded(png, 'Whispered name.png');
      const { path } = await linkTo(id);
      await download(path);
      const log = JSON.stringify(scene.server.log);
      const words = ['/files/signed/:token', path.split('/').at(-1) ?? '', 'Whispered'];
      expect(words.map((word) => log.includes(word))).toEqual([true, false, false]);
    });
  });

  it('counts the uploads of each person', async () => {
    const tokens = await join(scene, 'una@example.com');
    let answer = await upload(png, '', {}, tokens);
    for (let count = 0; count < 130 && answer.status !== 429; count++) answer = await upload(png, '', {}, tokens);
    expect([answer.status, answer.headers.get('RateLimit-Limit')]).toEqual([429, '120']);
    expect((await upload(png, 'a.png')).status).toBe(201);
  });

  it('says that it has lost a file, rather than giving another or none', async () => {
    const { id, content_hash: hash } = await uploaded(Buffer.from('Lost'), 'a.txt');
    const { client } = await workspace();
    await client.execute({
      sql: "UPDATE record SET data = replace(data, ?, ?) WHERE type = 'document' AND id = ?",
      args: [hash, 'f'.repeat(64), id],
    });
    expect((await scene.server.request('GET', `/files/${id}`, { token: owner.token })).status).toBe(500);
    expect(JSON.stringify(scene.server.log).includes('The content of a document is not in the storage.')).toBe(true);
  });
});
