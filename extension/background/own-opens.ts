import type { DeclarativeNetRequest } from 'webextension-polyfill';
import type { SignIn } from './kept.ts';
import { rulesFor } from './own-open-rules.ts';

/** What is needed of the browser. */
type Rules = Pick<DeclarativeNetRequest.Static, 'getDynamicRules' | 'updateDynamicRules'>;

/** Keeps the browser from loading the pixels of whoever is signed in. */
export class OwnOpens {
  readonly #rules: Rules;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** One after the other: two at once would each make rules under the same ids, and one of them be refused. */
  block(signIns: readonly Pick<SignIn, 'server' | 'person'>[]): Promise<void> {
    const blocked = this.#turn.then(() => this.#write(signIns));
    this.#turn = blocked.catch(() => undefined);
    return blocked;
  }

  async #write(signIns: readonly Pick<SignIn, 'server' | 'person'>[]): Promise<void> {
    const before = await this.#rules.getDynamicRules();
    await this.#rules.updateDynamicRules({ removeRuleIds: before.map(({ id }) => id), addRules: rulesFor(signIns) });
  }
}
