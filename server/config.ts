import { resolve } from 'node:path';
import * as z from 'zod';
import { extensionId } from './directory/redirects.ts';
import type { S3Config } from './files/s3.ts';

/** The environment is not as it must be; the message names each variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const origin = z.string().regex(/^https?:\/\/[^/\s]+$/, 'must be an origin such as https://example.com, without a path');

const address = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: `must be from ${min} to ${max}` });

export const environmentSchema = z.object({
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be a host name or an IP address')
    .default('127.0.0.1'),
  PORT: whole(0, 65_535).default(8787),
  DATA_DIR: z.string().default('data'),
  PUBLIC_URL: address('http:', 'https:').optional(),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((value) => value.split(/[\s,]+/).filter((entry) => entry !== ''))
    .pipe(z.array(origin)),
  TRUSTED_PROXIES: whole(0, 10).default(0),
  SIGN_UP: z.enum(['open', 'invitation'], { error: 'must be open or invitation' }).optional(),
  SMTP_URL: address('smtp:', 'smtps:').optional(),
  MAIL_FROM: z.string().max(320).regex(/@/, 'must contain an e-mail address').optional(),
  LIBSQL_URL: address('http:', 'https:').optional(),
  LIBSQL_ADMIN_URL: address('http:', 'https:').optional(),
  LIBSQL_NAMESPACE: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must be letters a to z, digits and dashes')
    .default('inlay'),
  LIBSQL_AUTH_TOKEN: z.string().min(1).optional(),
  LIBSQL_ADMIN_AUTH: z.string().min(1).optional(),
  REDIS_URL: address('redis:', 'rediss:').optional(),
  FILE_LIMIT_MB: whole(1, 2000).default(25),
  S3_ENDPOINT: address('http:', 'https:').optional(),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/, 'must be letters a to z, digits and dashes')
    .default('us-east-1'),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
    .optional(),
  S3_PREFIX: z
    .string()
    .regex(/^([\w.-]+\/)*$/, 'must be folders that each end with a slash, such as inlay/')
    .default(''),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  SECRET: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits in lower case')
    .optional(),
  EXTENSION_IDS: z
    .string()
    .default('')
    .transform((value) => value.split(/[\s,]+/).filter((entry) => entry !== ''))
    .pipe(
      z.array(
        z.string().regex(extensionId, 'must be ids of extensions: 32 letters from a to p, or name@example.com as Firefox writes them'),
      ),
    ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
});

/** A libSQL server, with a namespace for each database. */
export interface LibsqlConfig {
  url: string;
  adminUrl: string;
  /** What the namespaces' names begin with, so that several installations can share a server. */
  namespace: string;
  authToken: string | undefined;
  adminAuth: string | undefined;
}

export interface Config {
  host: string;
  port: number;
  /** Absolute. */
  dataDir: string;
  /** Where people reach the server, without a slash at the end. Undefined: at the address that it listens on. */
  publicUrl: string | undefined;
  /** Only this machine reaches the server: sample accounts and links printed in the log are safe. */
  loopback: boolean;
  /** Origins whose pages may use the API with a bearer token and show the app in a frame. */
  allowedOrigins: readonly string[];
  /** Reverse proxies in front that add to X-Forwarded-For. */
  trustedProxies: number;
  /** Extensions that may ask people to be let in, as Chrome, Edge and Firefox name them; empty: any, if its person allows it. */
  extensionIds: readonly string[];
  /** Whether anyone may make an account, or only who is invited. */
  signUp: 'open' | 'invitation';
  mail: { url: string; from: string } | undefined;
  libsql: LibsqlConfig | undefined;
  redisUrl: string | undefined;
  files: {
    /** What one file may have at the most. */
    maxBytes: number;
    /** Undefined: files are kept in DATA_DIR. */
    s3: S3Config | undefined;
  };
  /** 32 bytes in hexadecimal; undefined: made at the first start and kept in DATA_DIR. */
  secret: string | undefined;
  logLevel: string;
}

/** Reads the environment. An empty variable counts as unset. @throws ConfigError naming each variable that is wrong */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const result = environmentSchema.safeParse(given);
  if (!result.success)
    throw new ConfigError(result.error.issues.map((issue) => `${issue.path[0]?.toString()}: ${issue.message}`).join('\n'));
  const values = result.data;
  const loopback = isLoopback(values.HOST);
  if (values.SMTP_URL !== undefined && values.MAIL_FROM === undefined)
    throw new ConfigError('MAIL_FROM: must be set where SMTP_URL is, such as Inlay <crm@example.com>');
  if (values.LIBSQL_URL !== undefined && values.LIBSQL_ADMIN_URL === undefined)
    throw new ConfigError('LIBSQL_ADMIN_URL: must be set where LIBSQL_URL is: namespaces are made there');
  if (!loopback && values.PUBLIC_URL === undefined)
    throw new ConfigError('PUBLIC_URL: must be set where HOST is not a loopback address: links in mails begin with it');
  const s3 = s3Of(values);
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: resolve(values.DATA_DIR),
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ''),
    loopback,
    allowedOrigins: values.ALLOWED_ORIGINS,
    trustedProxies: values.TRUSTED_PROXIES,
    extensionIds: values.EXTENSION_IDS,
    signUp: values.SIGN_UP ?? (loopback ? 'open' : 'invitation'),
    mail: values.SMTP_URL && values.MAIL_FROM ? { url: values.SMTP_URL, from: values.MAIL_FROM } : undefined,
    libsql:
      values.LIBSQL_URL && values.LIBSQL_ADMIN_URL
        ? {
            url: values.LIBSQL_URL,
            adminUrl: values.LIBSQL_ADMIN_URL,
            namespace: values.LIBSQL_NAMESPACE,
            authToken: values.LIBSQL_AUTH_TOKEN,
            adminAuth: values.LIBSQL_ADMIN_AUTH,
          }
        : undefined,
    redisUrl: values.REDIS_URL,
    files: { maxBytes: values.FILE_LIMIT_MB * 1024 * 1024, s3 },
    secret: values.SECRET,
    logLevel: values.LOG_LEVEL,
  };
}

/** The bucket, where one is named; the others of its variables are nothing without it. */
function s3Of(values: z.infer<typeof environmentSchema>): S3Config | undefined {
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  if (bucket === undefined) {
    if (endpoint !== undefined) throw new ConfigError('S3_BUCKET: must be set where S3_ENDPOINT is');
    return undefined;
  }
  if (endpoint === undefined)
    throw new ConfigError('S3_ENDPOINT: must be set where S3_BUCKET is, such as https://s3.eu-west-3.amazonaws.com');
  if (accessKeyId === undefined) throw new ConfigError('S3_ACCESS_KEY_ID: must be set where S3_BUCKET is');
  if (secretAccessKey === undefined) throw new ConfigError('S3_SECRET_ACCESS_KEY: must be set where S3_BUCKET is');
  return {
    bucket,
    endpoint: endpoint.replace(/\/+$/, ''),
    region: values.S3_REGION,
    prefix: values.S3_PREFIX,
    accessKeyId,
    secretAccessKey,
  };
}

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
