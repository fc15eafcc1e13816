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

const decoder = new TextDecoder();
const read = async (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | undefined> => {
  const { done, value } = await reader.read();
  return done ? undefined : decoder.decode(value);
};

test('a stream tells the version, and in quiet times that it lives', async () => {
  const { version } = scene.workspace;
  const reader = pokes.stream(scene.workspace, rep, Date.now() + 600_000).getReader();
  expect(await read(reader)).toBe(`event: version\ndata: ${version}\n\n`);
  vi.advanceTimersByTime(26_000);
  expect(await read(reader)).toMatch(/^: /);
  await scene.do(rep, 'createLead', { id: newId(), last_name: 'A' });
  expect(await read(reader)).toBe(`event: version\ndata: ${version + 1}\n\n`);
});

test('a stream ends with its token, in quiet and at the next commit', async () => {
  const soon = Date.now() + 60_000;
  const [quiet, busy] = [pokes.stream(scene.workspace, rep, soon).getReader(), pokes.stream(scene.workspace, rep, soon).getReader()];
  await read(quiet);
  await read(busy);
  vi.setSystemTime(soon + 1);
  await scene.do(rep, 'createLead', { id: newId(), last_name: 'A' });
  expect(await read(busy)).toBeUndefined();
  vi.advanceTimersByTime(26_000);
  expect(await read(quiet)).toBeUndefined();
  expect(scene.workspace.busy).toBe(false);
});

test('a reader that has stopped reading is let go of', async () => {
  const reader = pokes.stream(scene.workspace, rep, Date.now() + 86_400_000).getReader();
  vi.advanceTimersByTime(26_000 * 200);
  expect(scene.workspace.busy).toBe(false);
  while ((await read(reader)) !== undefined) continue;
});

test('a listener that leaves is forgotten, and a server that stops ends every stream', async () => {
  const [leaves, stays] = [
    pokes.stream(scene.workspace, rep, Date.now() + 600_000),
    pokes.stream(scene.workspace, rep, Date.now() + 600_000),
  ];
  await leaves.cancel();
  expect(scene.workspace.busy).toBe(true);
  stopping.abort();
  expect(scene.workspace.busy).toBe(false);
  const reader = stays.getReader();
  await read(reader);
  expect(await read(reader)).toBeUndefined();
});
