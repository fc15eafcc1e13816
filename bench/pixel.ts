import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Client } from '@libsql/client';
import { openDatabase } from '../server/database/index.ts';
import { pixel } from '../server/tracking/pixel.ts';
import { freePort } from '../server/testing-redis.ts';
import { newId } from '../shared/ids.ts';
import type { RunningProcess } from '../tests/running.ts';
import { Caller, startProcess, stopProcess } from '../tests/running.ts';
import type { Bars, Result } from './measure.ts';
import { alternately, result } from './measure.ts';

const run = promisify(execFile);

/** Messages that are opened in a round: each round has its own, and none is opened more often than is kept. */
const messages = 2000;
const connections = 32;
const seconds = 6;
const script = fileURLToPath(new URL('./pixel.lua', import.meta.url));

/**
 * Opens recorded a second, beside nginx giving the same picture from a file, both asked by wrk over the same connections for
 * the same addresses. Ours count as they stand in the table, until the last is there.
 */
async function pixelBar(): Promise<Result[]> {
  const missing = await missingTools();
  if (missing !== undefined) {
    console.log(`pixel is not taken: ${missing}`);
    return [];
  }
  const folder = await mkdtemp(join(tmpdir(), 'inlay-bench-'));
  const server = await startProcess(join(folder, 'data'), { TRUSTED_PROXIES: '1' });
  const nginx = await startNginx(folder).catch(async (error: unknown) => {
    await stopProcess(server, 'SIGTERM');
    throw error;
  });
  const caller = await Caller.signIn(server.address, 'camille@meridian.example');
  const table = await openDatabase({ dataDir: join(folder, 'data'), libsql: undefined }, `workspaces/${caller.workspace}`);
  try {
    const mailing = new Mailing(caller, join(folder, 'tokens'));
    await mailing.send();
    const [mine = Number.NaN, theirs = Number.NaN] = await alternately([
      () => recorded(server, mailing, table),
      async () => {
        const { requests, elapsed } = await load(nginx.address, mailing);
        return requests / elapsed;
      },
    ]);
    return [result('pixel', 'opens/s', mine, theirs, '≥ 0.4')];
  } finally {
    table.close();
    await stopProcess(server, 'SIGTERM');
    nginx.child.kill('SIGTERM');
    await once(nginx.child, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

/** Why it cannot be taken; undefined where nginx and wrk are there, or could be installed. */
async function missingTools(): Promise<string | undefined> {
  const there = () => Promise.all([run('nginx', ['-v'], searched), run('which', ['wrk'])]);
  try {
    await there();
  } catch {
    try {
      await run('apt-get', ['install', '--yes', '--no-install-recommends', 'nginx-light', 'wrk'], searched);
      await there();
    } catch {
      return 'nginx and wrk are not installed, and cannot be: install Debian’s nginx-light and wrk.';
    }
  }
  return undefined;
}

// Debian keeps nginx where only administrators look.
const searched = { env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin`, DEBIAN_FRONTEND: 'noninteractive' } };

interface Nginx {
  address: string;
  child: ChildProcess;
}

/** As Debian sets it up, but for its log, which it may leave out, and connections, which it may keep for ever. */
async function startNginx(folder: string): Promise<Nginx> {
  const port = await freePort();
  await writeFile(join(folder, 'o.gif'), pixel);
  await writeFile(
    join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root; ' : ''}daemon off; worker_processes auto; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
     events { worker_connections 768; }
     http {
       sendfile on; tcp_nopush on; types { image/gif gif; } access_log off; keepalive_requests 100000000;
       client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
       uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
       server { listen 127.0.0.1:${port}; root ${folder}; add_header Cache-Control no-store; location / { try_files /o.gif =404; } }
     }`,
  );
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { ...searched, stdio: ['ignore', 'ignore', 'inherit'] });
  const address = `http://127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) return { address, child };
    if (attempt === 200) {
      child.kill('SIGTERM');
      throw new Error('nginx does not answer.');
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Messages that one person has sent and tracks. */
class Mailing {
  readonly caller: Caller;
  /** A file with the tokens of the last ones. */
  readonly file: string;
  tokens: string[] = [];
  readonly #lane = newId();
  #sequence = 0;

  constructor(caller: Caller, file: string) {
    this.caller = caller;
    this.file = file;
  }

  async send(): Promise<void> {
    await this.caller.renew();
    this.tokens = Array.from({ length: messages }, () => newId().replaceAll('-', ''));
    for (let from = 0; from < messages; from += 100) {
      const mutations = this.tokens.slice(from, from + 100).map((token) => ({
        lane: this.#lane,
        sequence: ++this.#sequence,
        name: 'trackEmail',
        args: {
          id: newId(),
          token,
          from: { email: 'camille@meridian.example', name: 'Camille' },
          to: [{ email: 'grace@customer.example', name: 'Grace' }],
          subject: 'Our offer',
          snippet: 'Here is the quote that you asked for, with delivery and calibration.',
          copy: { account: 'camille@meridian.example' },
        },
      }));
      const answer = await this.caller.ask('POST', '/sync/push', { mutations });
      if (!answer.ok) throw new Error(await answer.text());
    }
    await writeFile(this.file, `${this.tokens.join('\n')}\n`);
  }
}

/** What wrk has got answers for, and the seconds that it took. */
async function load(address: string, { caller, file }: Mailing): Promise<{ requests: number; elapsed: number }> {
  const options = ['-t1', '--timeout', '30s', `-c${connections}`, `-d${seconds}s`, '-s', script, address, '--', caller.person, file];
  const { stdout } = await run('wrk', options);
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(stdout);
  const [, requests, elapsed] = /(\d+) requests in ([\d.]+)s/.exec(stdout) ?? [];
  return { requests: Number(requests), elapsed: Number(elapsed) };
}

/** Rows a second, from the first request until the last row that was answered for. */
async function recorded(server: RunningProcess, mailing: Mailing, table: Client): Promise<number> {
  await mailing.send();
  const wanted = JSON.stringify(mailing.tokens);
  const count = async () => {
    const { rows } = await table.execute({
      sql: 'SELECT count(*) AS count, total(class IS NULL) AS waiting FROM tracking_hit WHERE token IN (SELECT value FROM json_each(?))',
      args: [wanted],
    });
    if (Number(rows[0]?.['waiting']) > 0) throw new Error('An open was not known by its message.');
    return Number(rows[0]?.['count']);
  };
  const started = performance.now();
  const { requests } = await load(server.address, mailing);
  let rows = 0;
  for (;;) {
    rows = await count();
    if (rows >= requests) break;
    if (performance.now() - started > 60_000) throw new Error(`${requests} were answered, ${rows} recorded.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const elapsed = (performance.now() - started) / 1000;
  await agree(table, wanted);
  return rows / elapsed;
}

/** Waits until messages say what their rows say. */
async function agree(table: Client, wanted: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const { rows } = await table.execute({
      sql: `SELECT (SELECT count(*) FROM tracking_hit WHERE class = 'person' AND token IN (SELECT value FROM json_each(?))) AS hits,
              (SELECT total(data ->> '$.opens') FROM record WHERE type = 'email' AND data ->> '$.tracking_token' IN (SELECT value FROM json_each(?))) AS opens`,
      args: [wanted, wanted],
    });
    if (Number(rows[0]?.['hits']) === Number(rows[0]?.['opens']) && Number(rows[0]?.['hits']) > 0) return;
    if (attempt === 300) throw new Error(`Messages do not say what their rows say: ${JSON.stringify(rows[0])}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export const pixelBars: Bars = { names: ['pixel'], take: pixelBar, minutes: 10 };
