import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Scene } from '../workspace/testing.ts';
import { openScene } from '../workspace/testing.ts';
import { Pokes } from './pokes.ts';

let scene: Scene;
let rep: string;
let stopping: AbortController;
let pokes: Pokes;
beforeEach(async () => {
  scene = await openScene();
  rep = await scene.person('Rep');
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  stopping = new AbortController();
  pokes = new Pokes(stopping.signal);
});
afterEach(async () => {
  stopping.abort();
  vi.useRealTimers();
  await scene.close();
});

/** An answer that is listening: what has come to it since it was asked last, undefined at its end. */
function listening(until = Date.now() + 600_000) {
  const to = new PassThrough({ encoding: 'utf8', highWaterMark: 1024 });
  pokes.listen(to, scene.workspace, rep, until);
  return { to, read: () => (to.readableEnded || (to.writableEnded && to.readableLength === 0) ? undefined : (to.read() as string | null)) };
}

test('a stream tells the version, and in quiet times that it lives', async () => {
  const { version } = scene.workspace;
  const { read } = listening();
  expect(read()).toBe(`event: version\ndata: ${version}\n\n`);
  expect(read()).toBeNull();
  vi.advanceTimersByTime(26_000);
  expect(read()).toMatch(/^: /);
  await scene.do(rep, 'createLead', { id: newId(), last_name: 'A' });
  expect(read()).toBe(`event: version\ndata: ${version + 1}\n\n`);
});

test('a stream ends with its token, in quiet and at the next commit', async () => {
  const soon = Date.now() + 60_000;
  const [quiet, busy] = [listening(soon), listening(soon)];
  quiet.read();
  busy.read();
  vi.setSystemTime(soon + 1);
  await scene.do(rep, 'createLead', { id: newId(), last_name: 'A' });
  expect(busy.read()).toBeUndefined();
  vi.advanceTimersByTime(26_000);
  expect(quiet.read()).toBeUndefined();
  await new Promise(setImmediate);
  await expect.poll(() => scene.workspace.busy).toBe(false);
});

test('a reader that has stopped reading is let go of', async () => {
  const { to } = listening(Date.now() + 86_400_000);
  vi.advanceTimersByTime(26_000 * 1000);
  await new Promise(setImmediate);
  await expect.poll(() => scene.workspace.busy).toBe(false);
  expect(to.destroyed).toBe(true);
});

test('a listener that leaves is forgotten, and a server that stops ends every stream', async () => {
  const [leaves, stays] = [listening(), listening()];
  leaves.to.destroy();
  await once(leaves.to, 'close');
  expect(scene.workspace.busy).toBe(true);
  stopping.abort();
  await expect.poll(() => scene.workspace.busy).toBe(false);
  stays.read();
  expect(stays.read()).toBeUndefined();
  expect(listening().to.writableEnded, 'who comes after it has stopped').toBe(true);
});
