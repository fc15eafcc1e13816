import browser from 'webextension-polyfill';
import type { SessionProblem } from '../messages.ts';
import { permissionFor } from '../server-address.ts';

/** Milliseconds after which a server counts as silent. */
const patience = 15_000;

/** The server has not done what it was asked. */
export class ServerProblem extends Error {
  readonly problem: SessionProblem;

  constructor(problem: SessionProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }
}

export const mayReach = (server: string): Promise<boolean> => browser.permissions.contains({ origins: [permissionFor(server)] });

/** A request without cookies: what the extension may do does not depend on who is signed in elsewhere. @throws ServerProblem */
export async function ask(server: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  if (!(await mayReach(server))) throw new ServerProblem('no-permission', `This browser does not let the extension reach ${server}.`);
  try {
    const response = await fetch(server + path, {
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
      ...(body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  } catch (cause) {
    throw new ServerProblem('unreachable', `${server} does not answer.`, cause);
  }
}

/** Whether a server of ours answers there that can grant the extension something. @throws ServerProblem */
export async function check(server: string, request: string): Promise<void> {
  const health = await ask(server, '/health');
  if (health.status >= 500) throw new ServerProblem('unreachable', `${server} answers ${health.status}.`);
  if (health.status !== 200 || (health.body as { status?: unknown } | undefined)?.status !== 'ok')
    throw new ServerProblem('not-inlay', `What answers at ${server} is no server of Inlay.`);
  const grants = await ask(server, `/auth/grants/request?${request}`);
  if (grants.status === 200) return;
  const code = (grants.body as { code?: unknown } | undefined)?.code;
  if (grants.status === 404) {
    if (typeof code === 'string') throw new ServerProblem('too-old', `${server} does not know this extension yet.`);
    throw new ServerProblem('not-inlay', `What answers at ${server} is no server of Inlay.`);
  }
  if (grants.status === 422) throw new ServerProblem('not-allowed', `${server} does not let this extension sign in.`);
  throw new ServerProblem('unreachable', `${server} answers ${grants.status}.`);
}
