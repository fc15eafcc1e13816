import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Scene } from '../workspace/testing.ts';
import { openScene } from '../workspace/testing.ts';
import { folderStorage } from './folder.ts';
import { Kept, restoreDays } from './kept.ts';
import type { FileStorage } from './storage.ts';
import { sweepDaily } from './sweep.ts';

const day = 86_400_000;

let folder: string;
let scene: Scene;
let storage: FileStorage;
let kept: Kept;
let deal: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-kept-'));
  scene = await openScene();
  storage = folderStorage(join(folder, 'kept'));
  kept = new Kept(storage, () => scene.time.now);
  const contact = newId();
  deal = newId();
  await scene.do(scene.administrator, 'createContact', { id: contact, last_name: 'Lee' });
  await scene.do(scene.administrator, 'createDeal', { id: deal, name: 'Meters', contact_id: contact });
});
afterEach(async () => {
  await scene.close();
  await rm(folder, { recursive: true });
});

const hashOf = (words: string) => createHash('sha256').update(words).digest('hex');

async function keep(words: string, by = kept): Promise<void> {
  const path = join(folder, newId());
  await writeFile(path, words);
  await by.keep(scene.workspace, hashOf(words), { path, size: words.length });
}

async function upload(words: string): Promise<string> {
  await keep(words);
  const id = newId();
  const args = {
    id,
    name: 'a.txt',
    content_type: 'text/plain',
    size: words.length,
    content_hash: hashOf(words),
    resource_type: 'deal',
    resource_id: deal,
  } as const;
  await scene.workspace.mutate({ kind: 'person', id: scene.administrator, uploads: true }, [{ name: 'createDocument', args }]);
  return id;
}

const isStored = async (words: string) => {
  const stream = await storage.open({ workspaceId: scene.id, hash: hashOf(words) });
  await stream?.cancel();
  return stream !== undefined;
};
const sweep = (by = kept) => by.sweep(scene.workspace);
const pass = (days: number) => void (scene.time.now += days * day + 1000);

describe('the contents of documents', () => {
  it('stay as long as a document has them, however old they are', async () => {
    await upload('Offer');
    pass(400);
    expect(await sweep()).toBe(0);
    expect(await isStored('Offer')).toBe(true);
  });

  it('go a day after an upload that made no document', async () => {
    await keep('Offer');
    expect(await sweep()).toBe(0);
    pass(1);
    expect(await sweep()).toBe(1);
    expect(await isStored('Offer')).toBe(false);
    expect(await sweep()).toBe(0);
  });

  it(`stay ${restoreDays} days after the last document with them was deleted, so that it can be brought back`, async () => {
    const [first, second] = [await upload('Offer'), await upload('Offer')];
    await scene.do(scene.administrator, 'deleteDocument', { id: first });
    pass(restoreDays + 2);
    await sweep();
    await scene.do(scene.administrator, 'deleteDocument', { id: second });
    pass(restoreDays - 1);
    await sweep();
    await scene.do(scene.administrator, 'restoreRecord', { type: 'document', id: second });
    expect(await isStored('Offer')).toBe(true);
    await scene.do(scene.administrator, 'deleteDeal', { id: deal });
    pass(restoreDays + 1);
    await sweep();
    expect(await isStored('Offer')).toBe(true);
    pass(1);
    expect(await sweep()).toBe(1);
    expect(await isStored('Offer')).toBe(false);
  });

  it('take their documents with them: a record that is brought back later comes without', async () => {
    const id = await upload('Offer');
    await scene.do(scene.administrator, 'deleteDeal', { id: deal });
    pass(restoreDays + 1);
    await sweep();
    await scene.do(scene.administrator, 'restoreRecord', { type: 'deal', id: deal });
    const restored = scene.do(scene.administrator, 'restoreRecord', { type: 'document', id });
    await expect(restored).rejects.toMatchObject({ code: 'not_found' });
  });

  it('stay when they are uploaded again while they wait to be deleted', async () => {
    await keep('Offer');
    pass(1);
    await keep('Offer');
    expect(await sweep()).toBe(0);
    expect(await isStored('Offer')).toBe(true);
  });

  it('are stored anew by an upload that comes while they are being deleted', async () => {
    await keep('Offer');
    pass(2);
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let begun = () => {};
    const deleting = new Promise<void>((resolve) => (begun = resolve));
    const slow = new Kept(
      {
        ...storage,
        delete: async (key) => {
          begun();
          await held;
          await storage.delete(key);
        },
      },
      () => scene.time.now,
    );
    const swept = sweep(slow);
    await deleting;
    const stored = upload('Offer');
    // The upload waits for the deletion, and neither for long nor for ever.
    await new Promise((resolve) => setTimeout(resolve, 300));
    letGo();
    expect(await swept).toBe(1);
    await stored;
    expect(await isStored('Offer')).toBe(true);
    pass(2);
    expect(await sweep()).toBe(0);
  });

  it('are swept by themselves where the workspace is open, and a failure is said', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const broken = new Kept({ ...storage, delete: () => Promise.reject(new Error('no disk')) }, () => scene.time.now);
    await keep('Offer');
    pass(2);
    for (const [by, said] of [
      [broken, 'could not delete files'],
      [kept, 'deleted files'],
    ] as const) {
      pass(0.1);
      const stop = sweepDaily(scene.workspaces, by, log, 10);
      // It hears of workspaces that are opened from now on.
      await scene.workspaces.close();
      scene.workspace = await scene.workspaces.open(scene.id);
      await expect.poll(() => lines.join('')).toContain(said);
      await stop();
    }
    expect(await isStored('Offer')).toBe(false);
  });

  it('can be uploaded again after a process died while deleting them', async () => {
    await keep('Offer');
    pass(2);
    const dying = new Kept({ ...storage, delete: () => Promise.reject(new Error('killed')) }, () => scene.time.now);
    await expect(sweep(dying)).rejects.toThrow('killed');
    pass(0.01);
    await upload('Offer');
    pass(2);
    expect(await sweep()).toBe(0);
    expect(await isStored('Offer')).toBe(true);
  });
});
