import type { Rule } from '../../http/index.ts';

/**
 * How often is enough for people and too seldom for guessing. By client address, and by account too, so that many addresses
 * together cannot guess one password.
 */
export const limits = {
  signInByAddress: { name: 'sign-in', limit: 60, seconds: 900 },
  signInByAccount: { name: 'sign-in-account', limit: 15, seconds: 900 },
  lettersByAddress: { name: 'letters', limit: 20, seconds: 3600 },
  lettersByAccount: { name: 'letters-account', limit: 5, seconds: 3600 },
  links: { name: 'links', limit: 60, seconds: 900 },
  passwords: { name: 'passwords', limit: 15, seconds: 900 },
  setUp: { name: 'set-up', limit: 15, seconds: 900 },
  tokens: { name: 'tokens', limit: 600, seconds: 60 },
  grantCodes: { name: 'grant-codes', limit: 60, seconds: 900 },
  grants: { name: 'grants', limit: 600, seconds: 60 },
  newWorkspaces: { name: 'workspaces', limit: 20, seconds: 3600 },
  invitations: { name: 'invitations', limit: 100, seconds: 3600 },
  embedTokens: { name: 'embed-tokens', limit: 1200, seconds: 60 },
} as const satisfies Record<string, Rule>;
