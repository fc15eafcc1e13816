import { newId } from '../../shared/ids.ts';
import { newToken } from '../../server/directory/hash.ts';
import { extensionRequest } from '../../server/directory/testing.ts';
import type { SecurityScene } from './scene.ts';

/**
 * Who may come in:
 * - `anyone`: whoever asks, or whoever holds a secret that the body carries (a password, a link's token);
 * - `account`: who is signed in, in no workspace in particular;
 * - `person`: who holds a token of an active person, a component on somebody else's page included;
 * - `app`: the same, from the app alone;
 * - `administrator`: from the app, with the administrator flag;
 * - `key`: who holds a secret API key.
 */
export type Door = 'anyone' | 'account' | 'person' | 'app' | 'administrator' | 'key';

export interface Line {
  door: Door;
  /** A body of the right form; what stands in it need not exist. */
  body?: (scene: SecurityScene) => unknown;
  /** The body is a file or a form, not JSON. */
  type?: string;
  /** What the address asks for besides, such as `?name=a.pdf`. */
  query?: (scene: SecurityScene) => string;
}

const password = 'a long password';

/** Every route. One that is added to the server without a line here fails the tests that read it. */
export const matrix: Record<string, Line> = {
  'GET /health': { door: 'anyone' },
  'GET /ready': { door: 'anyone' },

  'POST /auth/sign-in/email': {
    door: 'anyone',
    body: () => ({ email: 'nobody@example.com', password, remember: true, session: 'cookie' }),
  },
  'POST /auth/sign-out': { door: 'anyone' },
  'POST /auth/sign-up': { door: 'anyone', body: () => ({ email: 'nobody@example.com' }) },
  'POST /auth/sign-up/complete': { door: 'anyone', body: () => ({ token: newToken(), name: 'N', password, workspace: { name: 'W' } }) },
  'GET /auth/setup': { door: 'anyone' },
  'POST /auth/setup': {
    door: 'anyone',
    body: () => ({ token: newToken(), name: 'N', email: 'nobody@example.com', password, workspace: { name: 'W' } }),
  },
  'POST /auth/password/forgot': { door: 'anyone', body: () => ({ email: 'nobody@example.com' }) },
  'POST /auth/password/reset': { door: 'anyone', body: () => ({ token: newToken(), password }) },
  'POST /auth/invitation': { door: 'anyone', body: () => ({ token: newToken() }) },
  'POST /auth/invitation/accept': { door: 'anyone', body: () => ({ token: newToken(), account: { name: 'N', password } }) },

  'GET /auth/session': { door: 'account' },
  'GET /auth/sessions': { door: 'account' },
  'DELETE /auth/sessions': { door: 'account' },
  'DELETE /auth/sessions/:id': { door: 'account' },
  'POST /auth/password/change': { door: 'account', body: () => ({ current_password: 'another one', new_password: password }) },
  'GET /auth/workspaces': { door: 'account' },
  'POST /auth/workspaces': { door: 'account', body: () => ({ name: 'W', currency: 'EUR', timezone: 'Europe/Paris' }) },
  'POST /auth/workspaces/:id/leave': { door: 'account' },
  'POST /auth/token': { door: 'account', body: () => ({ workspace: newId() }) },

  'GET /auth/grants': { door: 'account' },
  'GET /auth/grants/request': { door: 'anyone', query: () => `?${new URLSearchParams(extensionRequest().asked)}` },
  'POST /auth/grants/code': { door: 'account', body: () => ({ ...extensionRequest().asked, workspace: newId() }) },
  'POST /auth/grants/token': {
    door: 'anyone',
    body: () => ({
      grant_type: 'authorization_code',
      code: newToken(),
      code_verifier: extensionRequest().verifier,
      redirect_uri: extensionRequest().asked.redirect_uri,
    }),
  },
  'POST /auth/grants/revoke': { door: 'anyone', body: () => ({ refresh_token: newToken() + newToken() }) },
  'DELETE /auth/grants/:id': { door: 'account' },

  'GET /auth/invitations': { door: 'administrator' },
  'POST /auth/invitations': {
    door: 'administrator',
    body: () => ({ email: 'somebody@example.com', profile: 'user', role: 'user', reports_to: null, language: 'fr' }),
  },
  'POST /auth/invitations/:id/resend': { door: 'administrator' },
  'DELETE /auth/invitations/:id': { door: 'administrator' },
  'DELETE /auth/people/:id': { door: 'administrator' },

  'GET /auth/keys': { door: 'app' },
  'POST /auth/keys': {
    door: 'app',
    body: () => ({ kind: 'secret', name: 'K', scopes: ['embed'], origins: ['https://host.example'] }),
  },
  'DELETE /auth/keys/:id': { door: 'app' },
  'POST /auth/embed-token': { door: 'key', body: () => ({ email: 'nobody@example.com', minutes: 10 }) },

  'POST /sync/bootstrap': { door: 'person' },
  'POST /sync/pull': { door: 'person', body: () => ({ cursor: 'x', lanes: [newId()], acknowledged: [{ lane: newId(), sequence: 1 }] }) },
  'POST /sync/push': {
    door: 'person',
    body: () => ({ mutations: [{ lane: newId(), sequence: 1, name: 'updateDeal', args: { id: newId(), name: 'N' } }] }),
  },
  'GET /sync/events': { door: 'person' },
  'GET /sync/history/:type/:id': { door: 'person' },

  'POST /lists/query': {
    door: 'person',
    body: () => ({
      type: 'deal',
      filter: { all: [{ field: 'name', is: 'contains', value: 'a' }, { not: { field: 'value', is: 'at_least', value: '5' } }] },
      order: [{ field: 'name', descending: true }],
      offset: 0,
      limit: 10,
    }),
  },

  'POST /search': { door: 'person', body: () => ({ text: 'marchnad', limit: 10 }) },

  'POST /files': {
    door: 'person',
    type: 'application/pdf',
    query: ({ things }) => `?name=a.pdf&resource_type=deal&resource_id=${things.owner.deal}`,
    body: () => '%PDF-1.7\n',
  },
  'GET /files/limits': { door: 'person' },
  'GET /files/:id': { door: 'person' },
  'POST /files/:id/link': { door: 'person' },
  'GET /files/signed/:token': { door: 'anyone' },

  'POST /exports/list': {
    door: 'person',
    body: () => ({
      type: 'lead',
      filter: { all: [] },
      order: [],
      columns: [{ name: 'name', title: 'Name' }],
      format: 'csv',
      delimiter: ',',
      mark: true,
      name: 'Leads',
    }),
  },

  'POST /exports/archive': { door: 'administrator' },

  'GET /imports': { door: 'person' },
  'POST /imports': { door: 'person', type: 'text/csv', body: () => 'Last name,Email\nLi,li@example.com\n' },
  'POST /imports/archive': { door: 'administrator', type: 'application/zip', body: () => 'PK' },
  'GET /imports/:id': { door: 'person' },
  'DELETE /imports/:id': { door: 'person' },
  'POST /imports/:id/plan': {
    door: 'person',
    body: () => ({ kind: 'lead', mapping: { 'Last name': 'last_name' }, source: 'csv', duplicates: 'skip', defaults: {} }),
  },
  'GET /imports/:id/rows': { door: 'person' },
  'POST /imports/:id/run': { door: 'person' },
  'POST /imports/:id/undo': { door: 'person' },
  'GET /imports/:id/kept': { door: 'person' },
  'POST /imports/:id/cancel': { door: 'person' },
  'GET /imports/:id/bad-rows.csv': { door: 'person' },

  'GET /emails/:id/body': { door: 'person' },
  'GET /tracking/emails/:id/opens': { door: 'person' },
  'POST /tracking/links': { door: 'person', body: () => ({ token: '0'.repeat(32), urls: ['https://example.com/'] }) },
  'GET /c/:person/:token/:link': { door: 'anyone' },
  'GET /o/*': { door: 'anyone' },

  'GET /forms/style.css': { door: 'anyone' },
  'GET /forms/:key': { door: 'anyone' },
  'GET /forms/:key/page': { door: 'anyone' },
  'POST /forms/:key/submissions': {
    door: 'anyone',
    body: () => ({ id: newId(), ticket: 'x', values: { last_name: 'Li' }, consent: true, referrer: null, utm: null }),
  },
};

export const linesOf = (...doors: Door[]): [string, Line][] => Object.entries(matrix).filter(([, { door }]) => doors.includes(door));

/** The route's method, and its address with each parameter replaced. */
export function addressed(route: string, parameters: Record<string, string> = {}): { method: string; path: string } {
  const [method = '', pattern = ''] = route.split(' ');
  return {
    method,
    path: pattern.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(parameters[name] ?? defaults[name] ?? newId())),
  };
}

const defaults: Record<string, string> = { type: 'deal', key: 'a'.repeat(16) };
