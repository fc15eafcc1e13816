import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { access, chmod, link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { ConfigError } from './config.ts';

/** Keys for one purpose each, all derived from one secret (HKDF, RFC 5869): an operator has a single value to keep. */
export interface Secrets {
  /** @param purpose names the use, so that no key serves two @returns 32 bytes */
  derive(purpose: string): Buffer;
}

/**
 * The secret from the environment, or the one kept in DATA_DIR, made at the first start and readable by its owner alone.
 * @throws ConfigError where the file is not what was written
 */
export async function openSecrets(config: Pick<Config, 'dataDir' | 'secret'>): Promise<Secrets> {
  const secret = config.secret ?? (await keptSecret(config.dataDir));
  const key = Buffer.from(secret, 'hex');
  return { derive: (purpose) => Buffer.from(hkdfSync('sha256', key, 'inlay', purpose, 32)) };
}

async function keptSecret(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'secret');
  if (!(await exists(path))) await makeSecret(dataDir, path);
  await chmod(path, 0o600);
  const secret = await readFile(path, 'utf8');
  if (!/^[0-9a-f]{64}$/.test(secret))
    throw new ConfigError(`SECRET: ${path} does not hold 64 hexadecimal digits; restore it from a backup or set SECRET`);
  return secret;
}

// Written aside and linked into place, so that the file is whole from the moment it is there, and the first one stays.
async function makeSecret(dataDir: string, path: string): Promise<void> {
  const draft = join(dataDir, `secret-${randomUUID()}`);
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(randomBytes(32).toString('hex'));
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;
