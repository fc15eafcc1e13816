import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsV4Signer } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { readConfig } from '../config.ts';
import { folderStorage } from './folder.ts';
import { s3Storage } from './s3.ts';
import type { S3Config } from './s3.ts';
import type { FileStorage } from './storage.ts';
import { startS3 } from './testing.ts';

let folder: string;
let s3: Awaited<ReturnType<typeof startS3>>;
let config: S3Config;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-files-'));
  s3 = await startS3();
  const read = readConfig(s3.environment).files.s3;
  if (!read) throw new Error('The environment names no bucket.');
  config = read;
});
afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true });
});

const hashOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

async function arrived(content: Uint8Array) {
  const path = join(folder, newId());
  await writeFile(path, content);
  return { path, size: content.byteLength };
}

async function read(storage: FileStorage, key: { workspaceId: string; hash: string }): Promise<Buffer | undefined> {
  const stream = await storage.open(key);
  return stream && Buffer.from(await new Response(stream).arrayBuffer());
}

describe.each([
  ['a folder', () => folderStorage(join(folder, 'kept'))],
  ['an S3-compatible server', () => s3Storage(config)],
])('%s', (_name, open) => {
  it('keeps what it was given, gives it back byte for byte, and deletes it', async () => {
    const storage = open();
    for (const content of [Buffer.from('Hello'), Buffer.alloc(3_000_000, 7), Buffer.from([0, 255, 13, 10])]) {
      const key = { workspaceId: newId(), hash: hashOf(content) };
      expect(await read(storage, key)).toBeUndefined();
      await storage.put(key, await arrived(content));
      await storage.put(key, await arrived(content));
      expect(content.equals((await read(storage, key)) ?? Buffer.alloc(0))).toBe(true);
      await storage.delete(key);
      await storage.delete(key);
      expect(await read(storage, key)).toBeUndefined();
    }
  });

  it('keeps those of each workspace apart', async () => {
    const storage = open();
    const content = Buffer.from('Ours');
    const hash = hashOf(content);
    const [ours, theirs] = [newId(), newId()];
    await storage.put({ workspaceId: ours, hash }, await arrived(content));
    expect(await read(storage, { workspaceId: theirs, hash })).toBeUndefined();
    await storage.delete({ workspaceId: theirs, hash });
    expect(await read(storage, { workspaceId: ours, hash })).toEqual(content);
  });
});

describe('a folder', () => {
  it('takes the file that arrived, for the account of the server alone, and no other names', async () => {
    const root = join(folder, 'alone');
    const content = Buffer.from('Mine');
    const workspaceId = newId();
    const given = await arrived(content);
    await folderStorage(root).put({ workspaceId, hash: hashOf(content) }, given);
    expect(await readdir(root)).toEqual([workspaceId]);
    expect((await stat(join(root, workspaceId))).mode & 0o077).toBe(0);
    await expect(stat(given.path)).rejects.toThrow('ENOENT');
    for (const key of [
      { workspaceId: '..', hash: hashOf(content) },
      { workspaceId, hash: '../secret' },
    ])
      await expect(folderStorage(root).open(key)).rejects.toThrow('UUID and a SHA-256');
  });
});

describe('an S3-compatible server', () => {
  const key = () => ({ workspaceId: newId(), hash: hashOf(Buffer.from('x')) });

  it.each([
    ['the secret', { secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
    ['the key', { accessKeyId: 'wrong' }, 'InvalidAccessKeyId'],
    ['the bucket', { bucket: 'nothing-here' }, 'NoSuchBucket'],
  ])('says what is wrong when %s is, and nothing secret', async (_what, more, code) => {
    const storage = s3Storage({ ...config, ...more });
    const error: unknown = await storage.put(key(), await arrived(Buffer.from('x'))).catch((caught: unknown) => caught);
    expect(String(error)).toContain(code);
    expect(String(error)).not.toContain('AWS4-HMAC');
  });

  it('that is not there is an error, not a missing file', async () => {
    await expect(s3Storage({ ...config, endpoint: 'http://127.0.0.1:1' }).open(key())).rejects.toThrow();
  });

  // The examples of the documentation of Amazon S3, "Examples of the complete Version 4 signing process".
  it.each([
    [
      'GET Object',
      'GET',
      'https://examplebucket.s3.amazonaws.com/test.txt',
      { Range: 'bytes=0-9', 'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ],
    [
      'PUT Object',
      'PUT',
      'https://examplebucket.s3.amazonaws.com/test%24file.text',
      {
        Date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
      },
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
  ])('is asked with the signature that is published: %s', async (_name, method, url, headers, signature) => {
    const signer = new AwsV4Signer({
      method,
      url,
      headers: headers as Record<string, string>,
      allHeaders: true,
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      region: 'us-east-1',
      service: 's3',
      datetime: '20130524T000000Z',
    });
    expect((await signer.sign()).headers.get('Authorization')).toContain(`Signature=${signature}`);
  });
});
