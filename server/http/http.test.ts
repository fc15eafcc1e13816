import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Rejection } from '../../shared/mutators/rejection.ts';
import type { AppEnv } from './index.ts';
import {
  HttpError,
  cors,
  jsonBody,
  memoryLimiter,
  notFound,
  onError,
  params,
  query,
  rateLimit,
  requestContext,
  sameOrigin,
  securityHeaders,
} from './index.ts';

interface LogLine {
  level: number;
  [field: string]: unknown;
}

let address: string;
let log: LogLine[];
let close: () => Promise<void>;
let time: number;

beforeEach(async () => {
  log = [];
  time = 0;
  const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(JSON.parse(line) as LogLine) });
  const limiter = memoryLimiter(() => time);
  const app = new Hono<AppEnv>();
  app.onError(onError);
  app.notFound(notFound);
  app.use(requestContext(logger, 1));
  app.use(securityHeaders({ https: false }));
  app.use(cors(async (origin) => origin === 'https://host.example'));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: (c) => onError(new HttpError('method_not_allowed', 'No.'), c) }));
  app.use(sameOrigin('http://crm.example'));
  app.post('/deals', jsonBody(z.strictObject({ name: z.string().min(2), value: z.number().optional() }), { maxBytes: 100 }), (c) =>
    c.json(c.req.valid('json')),
  );
  app.get('/deals', query(z.strictObject({ page: z.coerce.number().int() })), (c) => c.json(c.req.valid('query')));
  app.get('/deals/:id', params(z.object({ id: z.uuid() })), (c) => c.json(c.req.valid('param')));
  app.get('/limited', rateLimit(limiter, { name: 'limited', limit: 2, seconds: 60 }), (c) => c.text('ok'));
  app.get('/rejected', () => {
    throw new Rejection('forbidden', 'Not yours.');
  });
  app.get('/broken', () => {
    throw new Error('the password is hunter2');
  });
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => new Promise((resolve) => void server.close(() => resolve()));
});
afterEach(() => close());

async function send(path: string, init?: RequestInit) {
  const response = await fetch(address + path, init);
  const text = await response.text();
  const body = (text.startsWith('{') ? JSON.parse(text) : text) as { code?: string; fields?: object; requestId?: string };
  return { status: response.status, headers: response.headers, body, code: body.code };
}

const post = (body: BodyInit, type = 'application/json', headers: Record<string, string> = {}) =>
  send('/deals', { method: 'POST', body, headers: { 'Content-Type': type, ...headers } });

describe('input', () => {
  test('is taken when it is as the route says', async () => {
    expect(await post('{"name":"Acme"}', 'application/json; charset=utf-8')).toMatchObject({ status: 200, body: { name: 'Acme' } });
  });

  test.each([
    ['no JSON', '{"name":', 400, 'malformed'],
    ['nothing', '', 400, 'malformed'],
    ['bytes that are not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400, 'malformed'],
    ['too much', JSON.stringify({ name: 'x'.repeat(200) }), 413, 'too_large'],
    ['another type', '[1]', 422, 'invalid'],
    ['unknown fields', '{"name":"Acme","__proto__":1,"x":1}', 422, 'invalid'],
    ['a wrong field', '{"name":1}', 422, 'invalid'],
  ] as const)('refuses %s', async (_what, body, status, code) => {
    expect(await post(body)).toMatchObject({ status, code });
  });

  test('refuses too much without a length, and does not read on', async () => {
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new TextEncoder().encode('x'.repeat(1000))) });
    const response = await fetch(`${address}/deals`, {
      method: 'POST',
      body: endless,
      headers: { 'Content-Type': 'application/json' },
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });

  test('refuses a body of another content type', async () => {
    expect(await post('name=Acme', 'application/x-www-form-urlencoded')).toMatchObject({ status: 415, code: 'unsupported_media_type' });
    expect(await post('{"name":"Acme"}', 'text/plain')).toMatchObject({ status: 415 });
  });

  test('says which field, and why', async () => {
    const { body } = await post('{"name":"A","extra":true}');
    expect(body.fields).toEqual({
      name: { code: 'incorrect_value', message: 'must be at least 2' },
      extra: { code: 'unknown', message: 'is not a known field' },
    });
  });

  test('a parameter given twice is refused', async () => {
    expect(await send('/deals?page=1')).toMatchObject({ status: 200, body: { page: 1 } });
    expect(await send('/deals?page=1&page=2')).toMatchObject({ status: 422, code: 'invalid' });
    expect(await send('/deals?page=%00')).toMatchObject({ status: 422 });
    expect((await send('/deals?page=%E0%A4%A')).status).toBe(422);
  });

  test('a malformed id is like one that does not exist', async () => {
    const malformed = await send('/deals/1');
    const unknown = await send('/nothing/here');
    expect(malformed).toMatchObject({ status: 404, code: 'not_found' });
    expect({ ...malformed.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
  });
});

describe('every refusal', () => {
  test.each([
    ['/nowhere', 'GET', 404, 'not_found'],
    ['/deals', 'PUT', 405, 'method_not_allowed'],
    ['/rejected', 'GET', 403, 'forbidden'],
    ['/broken', 'GET', 500, 'internal'],
  ])('%s by %s has one shape', async (path, method, status, code) => {
    const { status: given, body, headers } = await send(path, { method });
    expect(given).toBe(status);
    expect(body).toMatchObject({ code, message: expect.any(String), requestId: headers.get('X-Request-Id') });
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('Cache-Control')).toBe('no-store');
  });

  test('a failure tells the outside nothing, and the log everything', async () => {
    const { body } = await send('/broken');
    expect(JSON.stringify(body)).not.toContain('hunter2');
    expect(log.at(-1)).toMatchObject({ level: 50, code: 'internal', err: { message: 'the password is hunter2' } });
  });

  test('what is not HTTP is refused and the server lives on', async () => {
    const { port } = new URL(address);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.end('\u0000\u0001 garbage\r\n\r\n'));
      socket
        .on('close', () => resolve())
        .on('error', () => undefined)
        .resume();
    });
    expect((await send('/deals?page=1')).status).toBe(200);
  });
});

describe('the log', () => {
  test('has one event for a request, without what is secret in it', async () => {
    await send('/deals/00000000-0000-4000-8000-000000000000?token=sesame', {
      headers: { Authorization: 'Bearer sesame', Cookie: 'session=sesame', 'User-Agent': 'test' },
    });
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({
      method: 'GET',
      route: '/deals/:id',
      status: 200,
      milliseconds: expect.any(Number),
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      user_agent: 'test',
    });
    expect(JSON.stringify(log)).not.toContain('sesame');
  });

  test('believes as many proxies as there are', async () => {
    await send('/deals?page=1', { headers: { 'X-Forwarded-For': '6.6.6.6, 192.0.2.7' } });
    expect(log[0]).toMatchObject({ address: '192.0.2.7' });
  });
});

describe('limits', () => {
  test('count, refuse with the time to wait, and open again', async () => {
    expect((await send('/limited')).headers.get('RateLimit-Remaining')).toBe('1');
    expect((await send('/limited')).headers.get('RateLimit-Remaining')).toBe('0');
    time = 20_000;
    const refused = await send('/limited');
    expect(refused).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(refused.headers.get('Retry-After')).toBe('40');
    expect(refused.headers.get('RateLimit-Limit')).toBe('2');
    time = 60_000;
    expect((await send('/limited')).status).toBe(200);
  });

  test('count each client apart', async () => {
    for (let n = 0; n < 3; n++) await send('/limited', { headers: { 'X-Forwarded-For': '192.0.2.1' } });
    expect((await send('/limited', { headers: { 'X-Forwarded-For': '192.0.2.1' } })).status).toBe(429);
    expect((await send('/limited', { headers: { 'X-Forwarded-For': '192.0.2.2' } })).status).toBe(200);
  });

  test('remember no more clients than they have room for', async () => {
    const limiter = memoryLimiter(() => 0, 2);
    const rule = { name: 'r', limit: 1, seconds: 60 };
    await limiter.take(rule, 'a');
    await limiter.take(rule, 'b');
    await limiter.take(rule, 'c');
    expect((await limiter.take(rule, 'c')).allowed).toBe(false);
    expect((await limiter.take(rule, 'a')).allowed).toBe(true);
  });
});

describe('other origins', () => {
  test('are answered where they are allowed, never with cookies', async () => {
    const { headers } = await send('/deals?page=1', { headers: { Origin: 'https://host.example' } });
    expect(headers.get('Access-Control-Allow-Origin')).toBe('https://host.example');
    expect(headers.get('Access-Control-Allow-Credentials')).toBeNull();
    const other = await send('/deals?page=1', { headers: { Origin: 'https://evil.example' } });
    expect(other.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  test('read refusals too', async () => {
    const { headers } = await send('/rejected', { headers: { Origin: 'https://host.example' } });
    expect(headers.get('Access-Control-Allow-Origin')).toBe('https://host.example');
  });

  test('cannot ride on a cookie', async () => {
    const forged = await post('{"name":"Acme"}', 'application/json', { Cookie: 'a=b', Origin: 'https://evil.example' });
    expect(forged).toMatchObject({ status: 403, code: 'forbidden' });
    for (const Origin of ['http://crm.example', address])
      expect((await post('{"name":"Acme"}', 'application/json', { Cookie: 'a=b', Origin })).status).toBe(200);
    expect((await post('{"name":"Acme"}', 'application/json', { Origin: 'https://host.example' })).status).toBe(200);
    expect((await post('{"name":"Acme"}', 'application/json', { Cookie: 'a=b', Origin: 'null' })).status).toBe(403);
  });
});
