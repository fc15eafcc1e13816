import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scene } from '../directory/testing.ts';
import { expectBody, startScene } from '../directory/testing.ts';
import type { Import } from './files.ts';

/** Imports whose process is ended in the middle: what they say of themselves stays true, and they can be done again. */

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());

interface Answer {
  import: Import;
  kinds: Record<string, { mapping: Record<string, string> }>;
}

const ask = (of: Scene, method: string, path: string, json?: object) =>
  of.server.request(method, `/imports${path}`, { token: of.owner.token, ...(json && { json }) });

const upload = (of: Scene, csv: string) =>
  of.server.request('POST', '/imports?name=file.csv', { token: of.owner.token, body: csv, headers: { 'Content-Type': 'text/csv' } });

async function uploaded(of: Scene, csv: string) {
  const { import: entry, kinds } = expectBody<Answer>(await upload(of, csv), 201);
  return { id: entry.id, plan: () => ask(of, 'POST', `/${entry.id}/plan`, { kind: 'lead', mapping: kinds['lead']?.mapping }) };
}

const read = async (of: Scene, id: string): Promise<Import> => expectBody<Answer>(await ask(of, 'GET', `/${id}`)).import;

async function settled(of: Scene, id: string): Promise<Import> {
  await expect.poll(async () => (await read(of, id)).status, { timeout: 90_000 }).not.toMatch(/^(running|undoing)$/);
  return read(of, id);
}

/** Waits until a process is at work. */
async function atWork(of = scene): Promise<void> {
  while (of.server.deps.work.processes.busy.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Ends the process that is at work, once there is one. */
async function killed(of: Scene): Promise<void> {
  await atWork(of);
  for (const pid of of.server.deps.work.processes.busy) process.kill(pid, 'SIGKILL');
}

const leads = (count: number, prefix: string) =>
  `First name,Last name,Company,Status,Email\n${Array.from({ length: count }, (_, n) => `F${n},${prefix}${n},Co,New,${prefix}${n}@example.com`).join('\n')}\n`;

async function emails(of: Scene, prefix: string): Promise<string[]> {
  const { text } = await of.server.request('POST', '/sync/bootstrap', { token: of.owner.token });
  return text
    .trim()
    .split('\n')
    .flatMap((line) => (JSON.parse(line) as { rows?: { email?: string | null }[] }).rows ?? [])
    .flatMap(({ email }) => (email?.startsWith(prefix) ? [email] : []));
}

const folderOf = (of: Scene) => joinPath(of.server.dataDir, 'imports', of.workspaceId);

describe('an import whose process is killed', () => {
  test('while the file is read leaves nothing behind', async () => {
    const csv = leads(60_000, 'Read');
    const [answer] = await Promise.all([upload(scene, csv), killed(scene)]);
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable', message: expect.stringContaining('upload the file again') } });
    expect(await readdir(folderOf(scene))).toEqual([]);
    expect((await scene.server.request('GET', '/health')).status).toBe(200);
    await uploaded(scene, csv);
  });

  test('while it is planned is as it was, and is planned, run and repeated without doubles', async () => {
    const { id, plan } = await uploaded(scene, leads(6000, 'plan'));
    const [first] = await Promise.all([plan(), killed(scene)]);
    expect(first).toMatchObject({ status: 503, body: { message: expect.stringContaining('plan the import again') } });
    expect(await read(scene, id)).toMatchObject({ status: 'uploaded', counts: null });
    expect(await readdir(joinPath(folderOf(scene), id))).toEqual(['file', 'state.json']);
    expect((await ask(scene, 'POST', `/${id}/run`)).status).toBe(409);

    expectBody(await plan());
    // An earlier plan stands until the next is whole.
    const [again] = await Promise.all([plan(), killed(scene)]);
    expect(again.status).toBe(503);
    expect(await read(scene, id)).toMatchObject({ status: 'planned', counts: { create: 6000 } });
    expectBody(await ask(scene, 'POST', `/${id}/run`), 202);
    expect(await settled(scene, id)).toMatchObject({ status: 'done', progress: { created: 6000, failed: 0 } });

    const repeated = await uploaded(scene, leads(6000, 'plan'));
    expect(expectBody<Answer>(await repeated.plan()).import.counts).toMatchObject({ create: 0, skip: 6000 });
    const made = await emails(scene, 'plan');
    expect([made.length, new Set(made).size]).toEqual([6000, 6000]);
  });

  test('while it is to be undone says so, keeps what it made, and is undone the next time', async () => {
    const { id, plan } = await uploaded(scene, leads(4000, 'back'));
    expectBody(await plan());
    expectBody(await ask(scene, 'POST', `/${id}/run`), 202);
    await settled(scene, id);
    const [asked] = await Promise.all([ask(scene, 'POST', `/${id}/undo`), killed(scene)]);
    expectBody(asked, 202);
    expect(await settled(scene, id)).toMatchObject({ status: 'done', problem: expect.stringContaining('undo the import again') });
    expect(await emails(scene, 'back')).toHaveLength(4000);
    expectBody(await ask(scene, 'POST', `/${id}/undo`), 202);
    expect(await settled(scene, id)).toMatchObject({ status: 'undone', problem: null, undo: { removed: 4000 } });
    expect(await emails(scene, 'back')).toEqual([]);
  });
});

describe('an import that is being planned', () => {
  test('is cancelled, or planned anew, at once', async () => {
    const { id, plan } = await uploaded(scene, leads(12_000, 'cancel'));
    const [cancelled] = await Promise.all([plan(), atWork().then(() => ask(scene, 'POST', `/${id}/cancel`))]);
    expect(cancelled).toMatchObject({ status: 409, body: { message: expect.stringContaining('cancelled') } });
    const first = plan();
    await atWork();
    expect((await plan()).status).toBe(200);
    expect((await first).status).toBe(409);
    expect(await read(scene, id)).toMatchObject({ status: 'planned', counts: { create: 12_000 } });
    expect(await readdir(joinPath(folderOf(scene), id))).toHaveLength(3);
  });

  test('is deleted with all that there is of it', async () => {
    const { id, plan } = await uploaded(scene, leads(12_000, 'delete'));
    const [planned] = await Promise.all([plan(), atWork().then(() => ask(scene, 'DELETE', `/${id}`))]);
    expect(planned.status).toBe(409);
    expect(await readdir(folderOf(scene))).not.toContain(id);
  });
});

describe('a server that is stopped', () => {
  test('while it plans leaves an import that is planned whole, or not at all', async () => {
    const dataDir = await mkdtemp(joinPath(tmpdir(), 'inlay-imports-'));
    const other = await startScene({ DATA_DIR: dataDir });
    const { id, plan } = await uploaded(other, leads(20_000, 'stop'));
    const answer = plan().catch(() => undefined);
    await atWork(other);
    await other.close();
    await answer;
    expect(other.server.deps.work.processes.all).toEqual([]);
    const folder = joinPath(dataDir, 'imports', other.workspaceId, id);
    const { status, plan: name } = JSON.parse(await readFile(joinPath(folder, 'state.json'), 'utf8')) as Import;
    expect(await readdir(folder)).toEqual(status === 'planned' ? ['file', name, 'state.json'] : ['file', 'state.json']);
    await rm(dataDir, { recursive: true });
  });
});

describe('an archive whose process is killed', () => {
  test('while it is taken in is taken in again, without doubles', async () => {
    const [from, to] = await Promise.all([startScene(), startScene()]);
    try {
      const { id, plan } = await uploaded(from, leads(3000, 'archive'));
      expectBody(await plan());
      expectBody(await ask(from, 'POST', `/${id}/run`), 202);
      await settled(from, id);
      const { bytes } = await from.server.request('POST', '/exports/archive', { token: from.owner.token });
      const body = bytes as Uint8Array<ArrayBuffer>;
      const take = () => to.server.request('POST', '/imports/archive', { token: to.owner.token, body });
      const adopted = async () => {
        while ((await emails(to, 'archive')).length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      };
      const [broken] = await Promise.all([take(), adopted().then(() => killed(to))]);
      expect(broken).toMatchObject({ status: 503, body: { message: expect.stringContaining('Take the archive in again') } });
      expect((await emails(to, 'archive')).length).toBeLessThan(3000);
      expectBody(await take(), 201);
      const made = await emails(to, 'archive');
      expect([made.length, new Set(made).size]).toEqual([3000, 3000]);
    } finally {
      await Promise.all([from.close(), to.close()]);
    }
  });
});
