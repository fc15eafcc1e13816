import { expect } from 'chai';
import type { Kept, SignIn } from './kept.ts';
import { rulesFor } from './own-open-rules.ts';
import { sessionOf } from './session.ts';

const signIn = (id: string, change: Partial<SignIn> = {}): SignIn => ({
  id,
  server: 'https://crm.example.com',
  workspace: { id: `workspace-${id}`, name: `Workspace ${id}` },
  person: { id: `person-${id}`, name: 'Camille', email: 'camille@work.example' },
  since: '2026-01-01T00:00:00.000Z',
  refreshToken: `secret-${id}`,
  ...change,
});

const kept = (change: Partial<Kept> = {}): Kept => ({
  server: 'https://crm.example.com',
  signIns: [],
  accounts: {},
  sends: [],
  letGo: { count: 0, latest: [] },
  ended: [],
  ...change,
});

const nothing = new Map<string, never>();

describe('what a tab is told', () => {
  it('begins without a server, then without a sign-in', () => {
    expect(sessionOf(kept({ server: null }), nothing, null).state).to.equal('no-server');
    expect(sessionOf(kept(), nothing, null)).to.include({ state: 'signed-out', problem: null, server: 'https://crm.example.com' });
  });

  it('says that the server is silent while nobody is signed in, and leaves signed in who is', () => {
    const silent = new Map([['https://crm.example.com', 'unreachable' as const]]);
    expect(sessionOf(kept(), silent, null)).to.include({ state: 'unreachable', problem: 'unreachable' });
    expect(sessionOf(kept({ signIns: [signIn('a')] }), silent, null)).to.include({ state: 'signed-in', problem: 'unreachable' });
  });

  it('never holds a token', () => {
    const text = JSON.stringify(sessionOf(kept({ signIns: [signIn('a')] }), nothing, 'x@example.com'));
    expect(text).not.to.contain('secret');
  });

  it('asks about an account that is new, unless it is the person’s own address', () => {
    const choiceOf = (address: string, accounts: Kept['accounts'] = {}) =>
      sessionOf(kept({ signIns: [signIn('a')], accounts }), nothing, address).account?.choice;
    expect(choiceOf('private@gmail.example')).to.equal('ask');
    expect(choiceOf('camille@work.example')).to.equal('on');
    expect(choiceOf('camille@work.example', { 'camille@work.example': 'off' })).to.equal('off');
    expect(choiceOf('private@gmail.example', { 'private@gmail.example': { signIn: 'a' } })).to.equal('on');
    // The sign-in that was chosen is gone: the question is open again.
    expect(choiceOf('private@gmail.example', { 'private@gmail.example': { signIn: 'gone' } })).to.equal('ask');
  });

  it('gives each account its own workspace, and others the last one that holds', () => {
    const several = kept({
      signIns: [signIn('a'), signIn('b'), signIn('c', { refreshToken: null })],
      accounts: { 'one@gmail.example': { signIn: 'a' }, 'three@gmail.example': { signIn: 'c' } },
    });
    expect(sessionOf(several, nothing, 'one@gmail.example').signIn).to.equal('a');
    expect(sessionOf(several, nothing, 'two@gmail.example').signIn).to.equal('b');
    expect(sessionOf(several, nothing, 'three@gmail.example')).to.include({
      signIn: 'c',
      state: 'signed-out',
      problem: 'signed-out-by-server',
    });
  });
});

describe('own opens', () => {
  it('are blocked at the server and behind the proxy, once for each person', () => {
    const rules = rulesFor([signIn('a'), signIn('b'), signIn('a')]);
    expect(rules.map(({ condition }) => condition.urlFilter)).to.deep.equal([
      '|https://crm.example.com/o/person-a/',
      'googleusercontent.com/*#https://crm.example.com/o/person-a/',
      '|https://crm.example.com/o/person-b/',
      'googleusercontent.com/*#https://crm.example.com/o/person-b/',
    ]);
    expect(new Set(rules.map(({ id }) => id)).size).to.equal(4);
    for (const { condition } of rules) expect(condition.initiatorDomains).to.deep.equal(['mail.google.com']);
  });
});
