import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { expectBody, startScene } from './directory/testing.ts';
import type { Scene } from './directory/testing.ts';
import { startTestServer } from './testing.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

describe('a running server', () => {
  test('is healthy and ready', async () => {
    const server = await startTestServer();
    closers.push(server.close);
    expect(await server.request('GET', '/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await server.request('GET', '/ready')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  test('says so when its port is taken', async () => {
    const server = await startTestServer();
    closers.push(server.close);
    const { port } = new URL(server.address);
    await expect(startTestServer({ PORT: port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('stopping', () => {
  let scene: Scene;
  const events = () =>
    new Promise<IncomingMessage>((resolve, reject) => {
      get(`${scene.server.address}/sync/events`, { headers: { Authorization: `Bearer ${scene.owner.token}` } }, resolve).on(
        'error',
        reject,
      );
    });

  test('ends event streams, and finishes what it has begun', async () => {
    scene = await startScene();
    const stream = await events();
    stream.resume();
    const ended = new Promise<void>((resolve) => stream.on('close', () => resolve()));
    const underway = scene.server.request('POST', '/auth/workspaces', { cookie: scene.owner.cookie, json: { name: 'Late' } });
    // The request must have arrived: another one that was sent after it has been answered.
    await scene.server.request('GET', '/health');
    const closed = scene.close();
    await ended;
    expectBody(await underway, 201);
    await closed;
    await expect(fetch(`${scene.server.address}/health`)).rejects.toThrow();
  });
});
