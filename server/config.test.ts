import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError, environmentSchema, readConfig } from './config.ts';
import { openSecrets } from './secrets.ts';

describe('configuration', () => {
  test('is what docs/operating.md says, every variable of it', async () => {
    const text = await readFile(new URL('../docs/operating.md', import.meta.url), 'utf8');
    const told = new Map(
      text
        .split('\n')
        .filter((line) => /^\| `[A-Z0-9_`, ]+` \|/.test(line))
        .flatMap((line) => {
          const [, names = '', value = ''] = line.split('|');
          return [...names.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name = '']) => [name, value.trim()] as const);
        }),
    );
    const variables = Object.keys(environmentSchema.shape);
    expect([...told.keys()].sort()).toEqual(variables.sort());
    const defaults = environmentSchema.parse({}) as Record<string, unknown>;
    for (const [name, value] of told) {
      const literal = /^`([^`]+)`$/.exec(value)?.[1];
      if (literal !== undefined) expect(literal, name).toBe(String(defaults[name]));
      else if (value === 'none')
        expect(defaults[name] ?? '', name).toSatisfy((none) => none === '' || (Array.isArray(none) && none.length === 0));
    }
  });

  test('needs nothing: a server for this machine alone', () => {
    const config = readConfig({});
    expect(config).toMatchObject({ host: '127.0.0.1', port: 8787, loopback: true, signUp: 'open', mail: undefined });
    expect(isAbsolute(config.dataDir)).toBe(true);
  });

  test('an empty variable is an unset one', () => {
    expect(readConfig({ PORT: '', SMTP_URL: '', SECRET: '' })).toEqual(readConfig({}));
  });

  test.each([
    ['PORT', '80x'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['HOST', 'a b'],
    ['PUBLIC_URL', 'crm.example.com'],
    ['ALLOWED_ORIGINS', 'https://a.example/path'],
    ['ALLOWED_ORIGINS', '*'],
    ['SMTP_URL', 'http://mail.example'],
    ['MAIL_FROM', 'nobody'],
    ['LIBSQL_URL', 'file:x.db'],
    ['LIBSQL_NAMESPACE', 'a/b'],
    ['REDIS_URL', 'localhost'],
    ['FILE_LIMIT_MB', '0'],
    ['S3_ENDPOINT', 's3.example.com'],
    ['S3_BUCKET', 'Not A Bucket'],
    ['S3_PREFIX', '/crm'],
    ['SECRET', 'short'],
    ['EXTENSION_IDS', 'abc'],
    ['EXTENSION_IDS', 'inlay@example.com https://evil.example'],
    ['SIGN_UP', 'maybe'],
    ['LOG_LEVEL', 'loud'],
    ['TRUSTED_PROXIES', 'all'],
  ])('refuses %s=%s and names it', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}: must`, 'm'));
  });

  test('names every variable that is wrong at once', () => {
    expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT: .*\nLOG_LEVEL: /);
  });

  test('asks for what belongs together', () => {
    expect(() => readConfig({ SMTP_URL: 'smtp://mail.example' })).toThrow(/MAIL_FROM/);
    expect(() => readConfig({ LIBSQL_URL: 'http://db.example' })).toThrow(/LIBSQL_ADMIN_URL/);
    expect(() => readConfig({ HOST: '0.0.0.0' })).toThrow(/PUBLIC_URL/);
    const bucket = { S3_BUCKET: 'files', S3_ENDPOINT: 'https://s3.example.com/' };
    expect(() => readConfig({ S3_BUCKET: 'files' })).toThrow(/S3_ENDPOINT/);
    expect(() => readConfig(bucket)).toThrow(/S3_ACCESS_KEY_ID/);
    expect(() => readConfig({ ...bucket, S3_ACCESS_KEY_ID: 'a' })).toThrow(/S3_SECRET_ACCESS_KEY/);
    expect(() => readConfig({ S3_ENDPOINT: 'https://s3.example.com' })).toThrow(/S3_BUCKET/);
    const { files } = readConfig({ ...bucket, S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 'b' });
    expect(files).toMatchObject({ maxBytes: 25 * 1024 * 1024, s3: { endpoint: 'https://s3.example.com', region: 'us-east-1' } });
  });

  test('on a public address accounts are by invitation', () => {
    const config = readConfig({ HOST: '0.0.0.0', PUBLIC_URL: 'https://crm.example.com/' });
    expect(config).toMatchObject({ loopback: false, signUp: 'invitation', publicUrl: 'https://crm.example.com' });
  });

  test.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['localhost', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['127.example.com', false],
  ])('%s is a loopback address: %s', (HOST, loopback) => {
    expect(readConfig({ HOST, PUBLIC_URL: 'https://crm.example.com' }).loopback).toBe(loopback);
  });
});

describe('secrets', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'inlay-secrets-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const open = (secret?: string) => openSecrets({ dataDir, secret });

  test('are made once, for the owner of the folder alone', async () => {
    const first = (await open()).derive('a');
    expect((await open()).derive('a')).toEqual(first);
    expect((await stat(join(dataDir, 'secret'))).mode & 0o777).toBe(0o600);
  });

  test('differ by purpose, and are not the secret itself', async () => {
    const secrets = await open();
    expect(secrets.derive('a')).toHaveLength(32);
    expect(secrets.derive('a')).not.toEqual(secrets.derive('b'));
    expect(await readFile(join(dataDir, 'secret'), 'utf8')).not.toBe(secrets.derive('a').toString('hex'));
  });

  test('two first starts at once agree', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    expect(one.derive('a')).toEqual(other.derive('a'));
  });

  test('come from the environment where it is set', async () => {
    const given = await open('ab'.repeat(32));
    expect(given.derive('a')).not.toEqual((await open()).derive('a'));
  });

  test('a damaged file is not replaced in silence', async () => {
    await open();
    await writeFile(join(dataDir, 'secret'), 'gone');
    await expect(open()).rejects.toThrow(ConfigError);
  });
});
