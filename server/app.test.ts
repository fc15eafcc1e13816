import { afterEach, describe, expect, test } from 'vitest';
import type { TestServer } from './testing.ts';
import { startTestServer } from './testing.ts';

let server: TestServer;
afterEach(() => server.close());

/** The origin that a preflight request is told it may ask from; null where it may not. */
async function allowed(origin: string, path = '/auth/sign-in/email'): Promise<string | null> {
  const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization' };
  const answer = await server.request('OPTIONS', path, { headers });
  expect(answer.headers.get('Access-Control-Allow-Credentials')).toBe(null);
  return answer.headers.get('Access-Control-Allow-Origin');
}

describe('pages of other origins', () => {
  test('may embed a server that only this machine reaches, from any port of this machine', async () => {
    server = await startTestServer();
    for (const origin of ['http://localhost:5555', 'http://127.0.0.1:5555', 'http://[::1]:3000'])
      expect(await allowed(origin)).toBe(origin);
    for (const origin of ['https://shop.example', 'http://localhost.shop.example', 'http://127.0.0.1.shop.example', 'null'])
      expect(await allowed(origin)).toBe(null);
  });

  test('may embed any other server where they are listed, and nowhere else', async () => {
    server = await startTestServer({ HOST: '0.0.0.0', PUBLIC_URL: 'https://crm.example.com', ALLOWED_ORIGINS: 'https://shop.example' });
    expect(await allowed('https://shop.example')).toBe('https://shop.example');
    expect(await allowed('https://other.example')).toBe(null);
    expect(await allowed('http://localhost:5555')).toBe(null);
  });

  test('may all ask whether the server is there, and show its lead forms', async () => {
    server = await startTestServer({ HOST: '0.0.0.0', PUBLIC_URL: 'https://crm.example.com' });
    const health = await server.request('GET', '/health', { headers: { Origin: 'https://any.example' } });
    expect(health.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(await allowed('https://any.example', '/forms/somekey1234567890/submissions')).toBe('*');
    expect(await allowed('https://any.example', '/sync/pull')).toBe(null);
  });
});
