import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth';
import { bearer } from 'better-auth/plugins/bearer';
import { APIError } from 'better-auth/api';
import { eq } from 'drizzle-orm';
import type { LibSQLDatabase } from 'drizzle-orm/libsql';
import type { Logger } from 'pino';
import { languages } from '../http/language.ts';
import { HttpError } from '../http/index.ts';
import type { Mailer } from '../mail/index.ts';
import type { Secrets } from '../secrets.ts';
import * as schema from './schema.ts';

/** Set on the headers that reach better-auth, and on those alone: clients cannot send them through. */
export const addressHeader = 'x-inlay-address';
export const languageHeader = 'x-inlay-language';

export const passwordLength = { min: 10, max: 128 } as const;
export const resetHours = 1;
const day = 86_400;

/**
 * better-auth with e-mail and password, over the directory database. Its HTTP handler is not mounted: routes of our own
 * validate, limit and answer in the house's shape, and call it as a library.
 */
export function createAuth(options: {
  db: LibSQLDatabase<typeof schema>;
  secrets: Secrets;
  publicUrl: string;
  mailer: Mailer;
  log: Logger;
  /** Whether sample accounts may come in. */
  samples: boolean;
  /** Ends what the account has allowed beside its sessions, which end by themselves. */
  onPasswordReset(accountId: string): Promise<void>;
}) {
  const { db, secrets, publicUrl, mailer, log, samples } = options;
  return betterAuth({
    appName: 'Inlay',
    baseURL: publicUrl,
    basePath: '/auth',
    secret: secrets.derive('sessions').toString('hex'),
    database: drizzleAdapter(db, { provider: 'sqlite', schema }),
    emailAndPassword: {
      enabled: true,
      // Accounts are made by createAccount, once the address is known to be theirs.
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      resetPasswordTokenExpiresIn: resetHours * 3600,
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: ({ user }) => options.onPasswordReset(user.id),
      sendResetPassword: async ({ user, token }, request) => {
        const asked = request?.headers.get(languageHeader);
        mailer.post({
          to: user.email,
          language: languages.find((language) => language === asked) ?? 'en',
          kind: 'reset',
          facts: { link: `${publicUrl}/#/reset?token=${encodeURIComponent(token)}`, hours: resetHours },
        });
      },
    },
    user: { additionalFields: { sample: { type: 'boolean', input: false, defaultValue: false } } },
    databaseHooks: {
      session: {
        create: {
          before: async ({ userId }) => {
            const [row] = await db.select({ sample: schema.user.sample }).from(schema.user).where(eq(schema.user.id, userId));
            if (row?.sample && !samples) throw new APIError('UNAUTHORIZED', { code: 'INVALID_EMAIL_OR_PASSWORD' });
          },
        },
      },
    },
    session: { expiresIn: 30 * day, updateAge: day },
    verification: { storeIdentifier: 'hashed' },
    // Embedded pages send the session as a bearer token; only tokens that this server has signed count.
    plugins: [bearer({ requireSignature: true })],
    advanced: {
      cookiePrefix: 'inlay',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: 'uuid' },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      // Its messages name addresses that fail to sign in: only its failures are kept.
      level: 'error',
      log: (level, message, ...details) => {
        if (level === 'error') log.error({ err: details.find((detail) => detail instanceof Error) }, message);
      },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

export interface Account {
  id: string;
  email: string;
  name: string;
}

export interface NewAccount {
  email: string;
  name: string;
  password: string;
  /** The password is a known one: see the schema. */
  sample?: boolean;
}

/** Makes an account for an address that is known to be its owner's. @throws HttpError already_exists */
export async function createAccount(auth: Auth, { email, name, password, sample = false }: NewAccount): Promise<Account> {
  const { internalAdapter, password: passwords } = await auth.$context;
  const address = email.toLowerCase();
  const hash = await passwords.hash(password);
  if (await internalAdapter.findUserByEmail(address)) throw accountExists();
  const user = await internalAdapter
    .createUser({ email: address, name, sample, emailVerified: true }, { method: 'email-password' })
    .catch(async (error: unknown) => {
      // Another request made it in the meantime: the unique address tells.
      if (await internalAdapter.findUserByEmail(address)) throw accountExists();
      throw error;
    });
  await internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: hash });
  return { id: user.id, email: address, name };
}

const accountExists = () => new HttpError('already_exists', 'This address has an account already: sign in with it.');

/** A refusal by better-auth in the house's words. What is not listed is a failure of ours. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof APIError)) return error;
  switch (error.body?.code) {
    case 'INVALID_EMAIL_OR_PASSWORD':
      return new HttpError('wrong_credentials', 'The address or the password is wrong.');
    case 'INVALID_TOKEN':
    case 'USER_NOT_FOUND':
      return new HttpError('link_invalid', 'This link is used up or too old. Ask for a new one.');
    case 'INVALID_PASSWORD':
      return new HttpError('wrong_credentials', 'The present password is wrong.');
    default:
      return error.statusCode === 401 ? new HttpError('unauthenticated', 'Sign in first.') : error;
  }
}
