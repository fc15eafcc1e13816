import { expect } from 'chai';
import type { DeclarativeNetRequest } from 'webextension-polyfill';
import { OwnOpens } from './own-opens.ts';

type Rule = DeclarativeNetRequest.Rule;

/** Keeps rules as a browser does: none under an id that another has. */
class BrowserRules {
  rules: Rule[] = [];
  /** Refuses the next change. */
  broken = false;

  async getDynamicRules(): Promise<Rule[]> {
    await later();
    return [...this.rules];
  }

  async updateDynamicRules({ removeRuleIds = [], addRules = [] }: { removeRuleIds?: number[]; addRules?: Rule[] }): Promise<void> {
    await later();
    if (this.broken) {
      this.broken = false;
      throw new Error('Internal error.');
    }
    const left = this.rules.filter(({ id }) => !removeRuleIds.includes(id));
    if (addRules.some(({ id }) => left.some((one) => one.id === id))) throw new Error('Rule does not have a unique ID.');
    this.rules = [...left, ...addRules];
  }
}

const later = () => new Promise((resolve) => setTimeout(resolve));
const signIn = (name: string) => ({ server: 'https://crm.example.com', person: { id: name, name, email: `${name}@work.example` } });

describe('own opens, written into the browser', () => {
  it('are those of who is signed in last, however fast people come and go', async () => {
    const rules = new BrowserRules();
    const ownOpens = new OwnOpens(rules);
    const [ana, bob] = [signIn('ana'), signIn('bob')];
    await Promise.all([ownOpens.block([ana]), ownOpens.block([ana, bob]), ownOpens.block([]), ownOpens.block([bob])]);
    expect(rules.rules.map(({ condition }) => condition.urlFilter)).to.deep.equal([
      '|https://crm.example.com/o/bob/',
      'googleusercontent.com/*#https://crm.example.com/o/bob/',
    ]);
  });

  it('are written after one change was refused', async () => {
    const rules = new BrowserRules();
    rules.broken = true;
    const ownOpens = new OwnOpens(rules);
    const refused = ownOpens.block([signIn('ana')]).then(
      () => false,
      () => true,
    );
    await ownOpens.block([signIn('bob')]);
    expect([await refused, rules.rules.length]).to.deep.equal([true, 2]);
  });
});
