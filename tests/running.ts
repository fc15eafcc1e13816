import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { libsqlEnvironment } from '../server/testing.ts';
import type { Block } from '../shared/sync/wire.ts';

/** The server as its users start it, in a process of its own: for tests that stop it, hard. */
export interface RunningProcess {
  address: string;
  child: ChildProcess;
  /** What it said about signing in. */
  said: string;
}

/** Node keeps there what it has compiled: a quarter of the time of a start. */
const compiled = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));

export function startProcess(dataDir: string, environment: Record<string, string> = {}): Promise<RunningProcess> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: new URL('..', import.meta.url),
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: compiled,
      ...libsqlEnvironment(dataDir),
      DATA_DIR: dataDir,
      PORT: '0',
      LOG_LEVEL: 'error',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /ready at (http:\S+)/.exec(said)?.[1];
      if (address) resolve({ address, child, said });
    });
    child.once('exit', (code) => reject(new Error(`The server ended with code ${code}: ${errors}`)));
  });
}

/** Waits for the process to end; after `SIGKILL` nothing of it has been tidied up. */
export function stopProcess({ child }: RunningProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

/** A person at work through the protocol alone, without the kit. */
export class Caller {
  /** Another one after a restart on another port. */
  address: string;
  token = '';
  person = '';
  workspace = '';
  #cookie = '';

  constructor(address: string) {
    this.address = address;
  }

  static async signIn(address: string, email: string, password = 'meridian-sample'): Promise<Caller> {
    const caller = new Caller(address);
    const json = { 'Content-Type': 'application/json' };
    const entered = await fetch(`${address}/auth/sign-in/email`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ email, password }),
    });
    if (!entered.ok) throw new Error(`Signing in: ${entered.status} ${await entered.text()}`);
    const cookie = entered.headers
      .getSetCookie()
      .map((set) => set.split(';')[0])
      .join('; ');
    const places = (await (await fetch(`${address}/auth/workspaces`, { headers: { cookie } })).json()) as { workspaces: { id: string }[] };
    caller.workspace = places.workspaces[0]?.id ?? '';
    caller.#cookie = cookie;
    await caller.renew();
    return caller;
  }

  /** Asks for a new token, as a client does before the one that it has runs out. */
  async renew(): Promise<void> {
    const answer = await fetch(`${this.address}/auth/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', cookie: this.#cookie },
      body: JSON.stringify({ workspace: this.workspace }),
    });
    if (!answer.ok) throw new Error(`A new token: ${answer.status} ${await answer.text()}`);
    const given = (await answer.json()) as { token: string; person: { id: string } };
    Object.assign(this, { token: given.token, person: given.person.id });
  }

  /** Ends what the person has let the Gmail extension do, as their settings do. @returns how much that was */
  async endGrants(): Promise<number> {
    const headers = { cookie: this.#cookie };
    const { grants } = (await (await fetch(`${this.address}/auth/grants`, { headers })).json()) as { grants: { id: string }[] };
    for (const { id } of grants) {
      const answer = await fetch(`${this.address}/auth/grants/${id}`, { method: 'DELETE', headers });
      if (!answer.ok) throw new Error(`Ending a grant: ${answer.status} ${await answer.text()}`);
    }
    return grants.length;
  }

  ask(method: string, path: string, body?: unknown, token = this.token): Promise<Response> {
    return fetch(this.address + path, {
      method,
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async bootstrap(): Promise<{ blocks: Block[]; cursor: string }> {
    const lines = (await (await this.ask('POST', '/sync/bootstrap')).text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    return { blocks: lines.filter((line) => 'rows' in line), cursor: lines.at(-1).cursor };
  }

  push(lane: string, sequence: number, name: string, args: unknown): Promise<Response> {
    return this.ask('POST', '/sync/push', { mutations: [{ lane, sequence, name, args }] });
  }
}
