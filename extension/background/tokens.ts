import browser from 'webextension-polyfill';
import type { Grant } from './grant.ts';
import { refresh } from './grant.ts';
import type { SignIn } from './kept.ts';
import type { Memory } from './memory.ts';

/** Milliseconds before its end at which a token counts as spent. */
const margin = 30_000;

interface Token {
  token: string;
  expiresAt: string;
}

/** Nobody is signed in any more: the server has taken the grant back, or it has ended. */
export class SignedOut extends Error {}

/**
 * The short-lived tokens of the sign-ins. They outlive the background's sleep, and not the browser: each is renewed by the refresh
 * token, one request at a time, and the next refresh token is on disk before anything else happens.
 */
export class Tokens {
  readonly #memory: Memory;
  readonly #asking = new Map<string, Promise<string>>();

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** @param spent the token that the server has just refused. @throws SignedOut, ServerProblem */
  async of(signIn: string, spent?: string): Promise<string> {
    const kept = await this.#read(signIn);
    if (kept && kept.token !== spent && Date.parse(kept.expiresAt) - margin > Date.now()) return kept.token;
    const asking = this.#asking.get(signIn) ?? this.#renew(signIn).finally(() => this.#asking.delete(signIn));
    this.#asking.set(signIn, asking);
    return asking;
  }

  async keep(signIn: string, { token, expires_at }: Grant): Promise<void> {
    await browser.storage.session.set({ [key(signIn)]: { token, expiresAt: expires_at } satisfies Token });
  }

  async forget(signIn: string): Promise<void> {
    await browser.storage.session.remove(key(signIn));
  }

  async #renew(id: string): Promise<string> {
    const signIn = (await this.#memory.get()).signIns.find((one) => one.id === id);
    if (!signIn?.refreshToken) throw new SignedOut('Nobody is signed in.');
    const grant = await refresh(signIn.server, signIn.refreshToken);
    await this.#memory.change(({ signIns }) => ({
      signIns: signIns.map((one) => (one.id === id ? renewed(one, grant) : one)),
    }));
    if (!grant) {
      await this.forget(id);
      throw new SignedOut('The server has ended the sign-in.');
    }
    await this.keep(id, grant);
    return grant.token;
  }

  async #read(signIn: string): Promise<Token | undefined> {
    return (await browser.storage.session.get(key(signIn)))[key(signIn)] as Token | undefined;
  }
}

/** Names change: of workspaces, and of people. */
const renewed = (signIn: SignIn, grant: Grant | undefined): SignIn =>
  grant
    ? { ...signIn, refreshToken: grant.refresh_token, workspace: grant.workspace, person: grant.person }
    : { ...signIn, refreshToken: null };

const key = (signIn: string): string => `token/${signIn}`;
