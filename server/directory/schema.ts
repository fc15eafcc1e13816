import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

const instant = (name: string) => integer(name, { mode: 'timestamp_ms' });

/** Accounts: who can sign in. Kept by better-auth, as are sessions, credentials and verifications. */
export const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull(),
  image: text('image'),
  /** An account whose password everyone knows: it comes in only while nobody but this machine reaches the server. */
  sample: integer('sample', { mode: 'boolean' }).notNull().default(false),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
});

export const session = sqliteTable(
  'session',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    token: text('token').notNull().unique(),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('session_user').on(table.userId)],
);

/** How an account signs in: a password, later also other providers. */
export const account = sqliteTable(
  'account',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    providerId: text('provider_id').notNull(),
    accountId: text('account_id').notNull(),
    password: text('password'),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('account_user').on(table.userId), uniqueIndex('account_provider').on(table.providerId, table.accountId)],
);

export const verification = sqliteTable(
  'verification',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [index('verification_identifier').on(table.identifier)],
);

export const workspace = sqliteTable('workspace', {
  id: text('id').primaryKey(),
  createdAt: instant('created_at').notNull(),
  /** When the workspace's next background job is due; idle workspaces have none and stay closed. */
  dueAt: instant('due_at'),
});

/** Which person of a workspace an account is. Whether they have access is for the person's record there to say. */
export const membership = sqliteTable(
  'membership',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspace.id),
    accountId: text('account_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    personId: text('person_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.workspaceId] }),
    uniqueIndex('membership_person').on(table.workspaceId, table.personId),
  ],
);

export const invitation = sqliteTable(
  'invitation',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspace.id),
    email: text('email').notNull(),
    /** The person that accepting makes, or joins again. */
    personId: text('person_id').notNull(),
    profile: text('profile', { enum: ['user', 'manager', 'company'] }).notNull(),
    role: text('role', { enum: ['user', 'admin'] })
      .notNull()
      .default('user'),
    reportsTo: text('reports_to'),
    language: text('language', { enum: ['en', 'fr'] }).notNull(),
    /** SHA-256 of the token in the newest link. */
    tokenHash: text('token_hash').notNull().unique(),
    invitedBy: text('invited_by').notNull(),
    createdAt: instant('created_at').notNull(),
    sentAt: instant('sent_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('invitation_workspace').on(table.workspaceId, table.email)],
);

/**
 * What a person has allowed the Gmail extension of one browser: to ask for tokens in their name, for one workspace. It begins
 * as a code (RFC 6749, section 4.1), which is exchanged once for the first refresh token. What has ended has no row.
 */
export const grant = sqliteTable(
  'grant',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspace.id),
    /** Where the code goes, and where it must say that it came from. */
    redirectUri: text('redirect_uri').notNull(),
    /** SHA-256 of the code; stays, so that a code that comes twice is known. */
    codeHash: text('code_hash').notNull().unique(),
    codeExpiresAt: instant('code_expires_at').notNull(),
    /** BASE64URL(SHA-256(code_verifier)): RFC 7636, section 4.2. */
    codeChallenge: text('code_challenge').notNull(),
    /** SHA-256 of the half of its refresh tokens that stays; null until the code is exchanged. */
    familyHash: text('family_hash').unique(),
    /** SHA-256 of the half that is new at each use. */
    currentHash: text('current_hash'),
    /** Of the one before: good once more, for a short time. */
    previousHash: text('previous_hash'),
    rotatedAt: instant('rotated_at'),
    /** Whether the one before has been used again. */
    repeated: integer('repeated', { mode: 'boolean' }).notNull().default(false),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('grant_account').on(table.accountId)],
);

/** API keys. A secret one acts for a person within its scopes; a publishable one can only submit forms. */
export const apiKey = sqliteTable(
  'api_key',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspace.id),
    kind: text('kind', { enum: ['secret', 'publishable'] }).notNull(),
    name: text('name').notNull(),
    /** SHA-256 of the key. */
    hash: text('hash').notNull().unique(),
    /** The key's last characters, to know it by. */
    ending: text('ending').notNull(),
    /** For whom a secret key acts; null for a publishable one. */
    personId: text('person_id'),
    scopes: text('scopes', { mode: 'json' }).$type<string[]>().notNull(),
    origins: text('origins', { mode: 'json' }).$type<string[]>().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('api_key_workspace').on(table.workspaceId)],
);

/** Which workspace a lead form's key belongs to. */
export const formKey = sqliteTable('form_key', {
  key: text('key').primaryKey(),
  workspaceId: text('workspace_id')
    .notNull()
    .references(() => workspace.id),
});
