import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from './config.ts';
import type { Limiter } from './http/index.ts';
import { createLog } from './log.ts';
import { startServer } from './start.ts';

export interface LogLine {
  level: number;
  msg: string;
  [field: string]: unknown;
}

export interface Answer {
  status: number;
  headers: Headers;
  /** The parsed JSON, or the text. */
  body: unknown;
  text: string;
  bytes: Uint8Array;
  /** The cookies that were set, as a Cookie header sends them back. */
  cookie: string;
}

interface RequestOptions {
  json?: unknown;
  body?: BodyInit;
  token?: string;
  cookie?: string;
  headers?: Record<string, string>;
}

/**
 * The whole server on a free port over a folder of its own: for tests. `environment` as in docs/operating.md; a `DATA_DIR`
 * that is given is kept. Whatever HOST says, it listens on this machine alone.
 */
export async function startTestServer(environment: Record<string, string> = {}, limiter?: Limiter) {
  const own = environment['DATA_DIR'] === undefined ? await mkdtemp(join(tmpdir(), 'inlay-server-')) : undefined;
  const dataDir = environment['DATA_DIR'] ?? own ?? '';
  const config = {
    ...readConfig({ PORT: '0', DATA_DIR: dataDir, ...libsqlEnvironment(dataDir), ...environment }),
    host: '127.0.0.1',
  };
  const log: LogLine[] = [];
  const logger = createLog(config.logLevel, { write: (line) => void log.push(JSON.parse(line) as LogLine) });
  const running = await startServer({ config, log: logger, pages: join(config.dataDir, 'pages'), ...(limiter && { limiter }) });

  return {
    ...running,
    log,
    dataDir: config.dataDir,

    request: async (method: string, path: string, options: RequestOptions = {}): Promise<Answer> => {
      const { json, body, token, cookie, headers } = options;
      const response = await fetch(running.address + path, {
        method,
        redirect: 'manual',
        headers: {
          ...(json !== undefined && { 'Content-Type': 'application/json' }),
          ...(token !== undefined && { Authorization: `Bearer ${token}` }),
          ...(cookie !== undefined && { Cookie: cookie }),
          ...headers,
        },
        ...(json !== undefined ? { body: JSON.stringify(json) } : body !== undefined && { body }),
      });
      const bytes = new Uint8Array(await response.arrayBuffer());
      const text = new TextDecoder().decode(bytes);
      const parsed = response.headers.get('Content-Type')?.startsWith('application/json');
      return {
        status: response.status,
        headers: response.headers,
        body: parsed && text !== '' ? JSON.parse(text) : text,
        text,
        bytes,
        cookie: response.headers
          .getSetCookie()
          .map((set) => set.split(';')[0])
          .join('; '),
      };
    },

    close: async (): Promise<void> => {
      await running.close();
      if (own !== undefined) await rm(own, { recursive: true });
    },
  };
}

/**
 * With TEST_LIBSQL_URL and TEST_LIBSQL_ADMIN_URL in the environment the same tests run against a libSQL server, each
 * folder's server in namespaces of its own.
 */
export function libsqlEnvironment(dataDir: string): Record<string, string> {
  const { TEST_LIBSQL_URL, TEST_LIBSQL_ADMIN_URL } = process.env;
  if (!TEST_LIBSQL_URL || !TEST_LIBSQL_ADMIN_URL) return {};
  return {
    LIBSQL_URL: TEST_LIBSQL_URL,
    LIBSQL_ADMIN_URL: TEST_LIBSQL_ADMIN_URL,
    LIBSQL_NAMESPACE: `test-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`,
  };
}

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;
